import type { CivilDate } from "../../backend/types";
import { addDays, civil, daysBetween, isDate, partsOf, two } from "./civil";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * Reads a date as people type it: `2017-03-20`, `20.3.2017`, `20/3`, `20 March`, `Mon 20 Mar 2017`, `20`. What is
 * left out is taken from the date near by; `null` where it is no date.
 */
export function parseDate(text: string, near: CivilDate): CivilDate | null {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+[.,]?\s+(?=\d)/, "")
    .replaceAll(",", "");
  const iso = /^\d{4}-\d{1,2}-\d{1,2}$/.test(words) ? words.split("-").map(Number) : null;
  const given = iso ? { year: iso[0], month: iso[1], day: iso[2] } : (numeric(words) ?? named(words));
  const base = partsOf(near);
  if (!given || !base) return null;
  const date = { year: given.year ?? base.year, month: given.month ?? base.month, day: given.day ?? 0 };
  if (date.year < 100) date.year += 2000;
  if (!isDate(date)) return null;
  return given.year === undefined && given.month !== undefined ? nearest(date, near) : civil(date);
}

interface Given {
  year?: number | undefined;
  month?: number | undefined;
  day?: number | undefined;
}

function numeric(words: string): Given | null {
  const match = /^(\d{1,2})(?:[./ -](\d{1,2})(?:[./ -](\d{4}|\d{2}))?)?\.?$/.exec(words);
  return match ? { day: number(match[1]), month: number(match[2]), year: number(match[3]) } : null;
}

function named(words: string): Given | null {
  const match = /^(\d{1,2})\.? ([a-z]{3,9})\.?(?: (\d{4}))?$/.exec(words);
  const month = MONTHS.indexOf(match?.[2]?.slice(0, 3) ?? "") + 1;
  return match && month > 0 ? { day: number(match[1]), month, year: number(match[3]) } : null;
}

function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** A day and month without a year mean the nearest such day. */
function nearest(date: { year: number; month: number; day: number }, near: CivilDate): CivilDate {
  const candidates = [-1, 0, 1]
    .map((step) => ({ ...date, year: date.year + step }))
    .filter(isDate)
    .map(civil);
  const distance = (one: CivilDate) => Math.abs(daysBetween(near, one));
  return candidates.sort((a, b) => distance(a) - distance(b))[0] ?? civil(date);
}

/** Reads a time of day as people type it: `9`, `930`, `9:30`, `09.30`, `21h15`; `null` where it is none. */
export function parseTime(text: string): string | null {
  const match = /^(\d{1,2})(?:[:.h ]?(\d{2}))?$/.exec(text.trim().toLowerCase());
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  return hour < 24 && minute < 60 ? `${two(hour)}:${two(minute)}` : null;
}

/** Steps a typed date by a day; what is no date stays as it is. */
export function stepDate(text: string, step: number, near: CivilDate): CivilDate | null {
  const date = parseDate(text, near);
  return date ? addDays(date, step) : null;
}

/** Steps a typed time to the next or previous multiple of five minutes; what is no time stays as it is. */
export function stepTime(text: string, step: 1 | -1): string {
  const time = parseTime(text);
  if (!time) return text;
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const next = step > 0 ? Math.floor(minutes / 5) * 5 + 5 : Math.ceil(minutes / 5) * 5 - 5;
  const wrapped = (next + 1440) % 1440;
  return `${two(Math.floor(wrapped / 60))}:${two(wrapped % 60)}`;
}
