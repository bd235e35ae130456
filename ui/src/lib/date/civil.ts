import type { CivilDate } from "../../backend/types";

/** A civil date in its parts; months count from 1. */
export interface DateParts {
  year: number;
  month: number;
  day: number;
}

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})/;

/** Returns the parts of the date at the beginning of a civil date or a wall-clock time, or `null`. */
export function partsOf(text: string): DateParts | null {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const parts = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return isDate(parts) ? parts : null;
}

/** Returns whether the calendar has the date. */
export function isDate({ year, month, day }: DateParts): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Returns how many days a month has. */
export function daysInMonth(year: number, month: number): number {
  const last = new Date(0);
  // Not Date.UTC, which takes the year 17 for 1917.
  last.setUTCFullYear(year, month, 0);
  return last.getUTCDate();
}

/** Writes a date as `YYYY-MM-DD`. */
export function civil({ year, month, day }: DateParts): CivilDate {
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

/** Returns the date some days later, or earlier where the number is negative. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return new Date(utc(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Returns how many days lie between two dates. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Math.round((utc(to) - utc(from)) / 86_400_000);
}

/** Returns every date from the first to the last, both included; nothing where the last lies before the first. */
export function datesBetween(first: CivilDate, last: CivilDate): CivilDate[] {
  const length = daysBetween(first, last) + 1;
  return Array.from({ length: Math.max(0, length) }, (_, index) => addDays(first, index));
}

/** Returns midnight UTC of the date in milliseconds: a number to compare and to format with, not an instant. */
export function utc(date: CivilDate): number {
  return Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
}

/** Writes a number with at least two digits. */
export function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** Returns the date that this machine's calendar shows at an instant (milliseconds since 1970 UTC). */
export function today(instant: number): CivilDate {
  const at = new Date(instant);
  return civil({ year: at.getFullYear(), month: at.getMonth() + 1, day: at.getDate() });
}
