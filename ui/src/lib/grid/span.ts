import type { CivilDate, WallTime, When, Zone } from "../../backend/types";
import { addDays } from "../date/civil";
import { dateIn, type At } from "../visit/when";
import { DAY, dateOf, minuteOf, onClock } from "./wall";

/** Which clock the days and hours are drawn on, and which clock a floating time means. */
export interface Clocks {
  axis: Zone;
  /** The host's: a time without a zone is read on it. */
  floating: Zone;
}

/** From a time to a time, both on the axis. */
export interface Span {
  start: WallTime;
  end: WallTime;
}

/** The part of a span that lies in one day, in minutes since its midnight. */
export interface Part {
  day: CivilDate;
  from: number;
  to: number;
  /** Whether the span begins here, and whether it ends here. */
  first: boolean;
  last: boolean;
}

/** A year of parts is enough to look at: a longer span is cut there. */
const MOST_DAYS = 366;

/** Returns the times of an engagement on the axis; each end is read on its own clock. */
export function spanOf(when: At, { axis, floating }: Clocks): Span {
  const zone = when.zone ?? floating;
  const start = onClock(when.start, zone, axis);
  const end = onClock(when.end, when.end_zone ?? zone, axis);
  return { start, end: end < start ? start : end };
}

/** Cuts a span at each midnight. One that ends at midnight does not reach into the next day. */
export function partsOf({ start, end }: Span): Part[] {
  const parts: Part[] = [];
  const [firstDay, lastDay] = [dateOf(start), dateOf(end)];
  for (let day = firstDay; day <= lastDay && parts.length < MOST_DAYS; day = addDays(day, 1)) {
    const first = day === firstDay;
    const to = day === lastDay ? minuteOf(end) : DAY;
    if (!first && to === 0) break;
    parts.push({ day, from: first ? minuteOf(start) : 0, to, first, last: false });
  }
  const last = parts.at(-1);
  if (last) last.last = true;
  return parts;
}

/** Returns the days on which something stands without a length: whole days, and the one day of what has no end. */
export function wholeDays(when: When): CivilDate[] {
  if (when.kind !== "day") {
    const date = when.kind === "at" ? null : dateIn(when);
    return date === null ? [] : [date];
  }
  const days: CivilDate[] = [];
  const until = when.until ?? when.date;
  for (let day = when.date; day <= until && days.length < MOST_DAYS; day = addDays(day, 1)) days.push(day);
  return days;
}
