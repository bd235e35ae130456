import type { CivilDate } from "../../backend/types";
import { civil, daysInMonth, isDate, partsOf } from "./civil";

/** The first and the last day that a date can mean. */
export interface Bounds {
  first: CivilDate;
  last: CivilDate;
}

/**
 * Returns the days that an EDTF date (ISO 8601-2, level 0 and the marks of doubt) spans, or `null` for an open or
 * unknown one. This is for drawing; whether a date is legal, Rust decides.
 */
export function boundsOf(edtf: string): Bounds | null {
  const [from, to, ...rest] = edtf.split("/");
  if (from === undefined || rest.length > 0) return null;
  const start = single(from);
  if (to === undefined) return start;
  const end = single(to);
  return start && end && start.first <= end.last ? { first: start.first, last: end.last } : null;
}

function single(text: string): Bounds | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?$/.exec(text);
  if (!match) return null;
  const year = Number(match[1]);
  if (match[2] === undefined)
    return { first: civil({ year, month: 1, day: 1 }), last: civil({ year, month: 12, day: 31 }) };
  const month = Number(match[2]);
  if (match[3] === undefined) return season(year, month) ?? wholeMonth(year, month);
  const date = { year, month, day: Number(match[3]) };
  return isDate(date) ? { first: civil(date), last: civil(date) } : null;
}

function wholeMonth(year: number, month: number): Bounds | null {
  if (month < 1 || month > 12) return null;
  return { first: civil({ year, month, day: 1 }), last: civil({ year, month, day: daysInMonth(year, month) }) };
}

/** Seasons and quarters (21-24, 33-36) stand for their three months; winter begins in its year. */
function season(year: number, code: number): Bounds | null {
  const firstMonth = { 21: 3, 22: 6, 23: 9, 33: 1, 34: 4, 35: 7, 36: 10 }[code];
  if (code === 24) {
    // The next year has no civil date of four digits after 9999.
    if (year === 9999) return null;
    const last = { year: year + 1, month: 2, day: daysInMonth(year + 1, 2) };
    return { first: civil({ year, month: 12, day: 1 }), last: civil(last) };
  }
  if (firstMonth === undefined) return null;
  const month = firstMonth + 2;
  return {
    first: civil({ year, month: firstMonth, day: 1 }),
    last: civil({ year, month, day: daysInMonth(year, month) }),
  };
}

/** Writes a range of days in the shortest EDTF form. */
export function edtfOf(first: CivilDate, last: CivilDate): string {
  return first === last ? first : `${first}/${last}`;
}

/** Returns how exactly an EDTF date is known. */
export function precisionOf(edtf: string): "day" | "month" | "year" | "open" {
  const parts = edtf.split("/");
  if (parts.some((part) => part === "" || part === "..")) return "open";
  if (parts.every((part) => partsOf(part))) return "day";
  return parts.some((part) => /^\d{4}-\d{2}/.test(part)) ? "month" : "year";
}
