import type { CivilDate, DatePhrase, WallTime } from "../../backend/types";
import { m } from "../../paraglide/messages";
import { getLocale } from "../../paraglide/runtime";
import { utc } from "./civil";
import { boundsOf, precisionOf } from "./edtf";

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The interface's own locale; `navigator.language` can be "C", which Intl refuses. */
export function locale(): string {
  const known: Record<string, string> = { en: "en-GB", ru: "ru-RU", ja: "ja-JP" };
  return known[getLocale()] ?? "en-GB";
}

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale() + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale(), { timeZone: "UTC", ...options });
    formatters.set(key, found);
  }
  return found;
}

const DAY = { weekday: "short", day: "numeric", month: "short" } as const;
const DAY_YEAR = { ...DAY, year: "numeric" } as const;
const LONG = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
const RANGE = { day: "numeric", month: "long", year: "numeric" } as const;

/** Writes a date short, with its weekday: `Mon 20 Mar`. */
export function dayShort(date: CivilDate): string {
  return formatter(DAY).format(utc(date)).replace(",", "");
}

/** Writes a date with its weekday and year: `Mon 20 Mar 2017`. */
export function dayWithYear(date: CivilDate): string {
  return formatter(DAY_YEAR).format(utc(date)).replace(",", "");
}

/** Writes a date in full: `Monday 20 March 2017`. */
export function dayLong(date: CivilDate): string {
  return formatter(LONG).format(utc(date)).replace(",", "");
}

/** Writes the weekday of a date, short: `Mon`. */
export function weekday(date: CivilDate): string {
  return formatter({ weekday: "short" }).format(utc(date));
}

/** Writes a range of days once: `20–21 March 2017`. */
export function rangeOfDays(first: CivilDate, last: CivilDate): string {
  return formatter(RANGE).formatRange(utc(first), utc(last));
}

/** Writes the time of day of a wall-clock time, on a clock of 24 hours: `10:00`. */
export function clock(wall: WallTime): string {
  return wall.slice(11, 16);
}

/** Writes a date as exactly as it is known, in the words of its source where it has any. */
export function phrase(date: DatePhrase | undefined): string {
  if (!date) return "";
  if (date.phrase) return date.phrase;
  const bounds = boundsOf(date.edtf);
  if (!bounds) return date.edtf;
  switch (precisionOf(date.edtf)) {
    case "month":
      return formatter({ month: "long", year: "numeric" }).formatRange(utc(bounds.first), utc(bounds.last));
    case "year":
      return formatter({ year: "numeric" }).formatRange(utc(bounds.first), utc(bounds.last));
    default:
      return rangeOfDays(bounds.first, bounds.last);
  }
}

/** Writes an instant (RFC 3339) as this machine's clock shows it. */
export function moment(instant: string): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return instant;
  const zone = new Intl.DateTimeFormat("en-GB").resolvedOptions().timeZone;
  const form = formatter({
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  });
  return form.format(at);
}

/** Writes how long ago something was, in days, months or years: whoever reads it wants the order of size. */
export function ago(days: number): string {
  if (days < 60) return m.days_ago({ count: days });
  if (days < 730) return m.months_ago({ count: Math.round(days / 30.44) });
  return m.years_ago({ count: Math.round(days / 365.25) });
}
