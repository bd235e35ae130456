import type { CivilDate, When, Zone } from "../../backend/types";
import { addDays, daysBetween } from "../date/civil";
import { addMinutes, instantOf, minutesBetween, wallOf } from "../date/zone";
import type { At } from "../visit/when";
import { spanOf, type Clocks } from "./span";
import { DAY, STEP, dateOf, minuteOf, onClock, stepped, wallAt } from "./wall";

/** What something lasts when it gets its first time. */
export const USUAL = 60;

/** A point of the axis: a day and the minutes since its midnight, which may lie outside it. */
export interface AxisPoint {
  day: CivilDate;
  minute: number;
}

/** Returns where an engagement starts on the axis. */
export function startOf(when: At, clocks: Clocks): AxisPoint {
  const { start } = spanOf(when, clocks);
  return { day: dateOf(start), minute: minuteOf(start) };
}

/**
 * Returns the engagement with its start at another point of the axis. It keeps the clocks that it is written in; on
 * one clock it keeps the length that the clock shows, between two it keeps the time that passes.
 */
export function movedTo(when: At, to: AxisPoint, clocks: Clocks): At {
  const zone = when.zone ?? clocks.floating;
  const start = onClock(wallAt(to.day, to.minute), clocks.axis, zone);
  const endZone = when.end_zone ?? zone;
  if (endZone === zone) return { ...when, start, end: addMinutes(when.end, minutesBetween(when.start, start)) };
  const passing = instantOf(when.end, endZone) - instantOf(when.start, zone);
  return { ...when, start, end: wallOf(instantOf(start, zone) + passing, endZone) };
}

/** Returns the engagement with its end at another point of the axis, at least five minutes after its start. */
export function endedAt(when: At, to: AxisPoint, clocks: Clocks): At {
  const { start } = spanOf(when, clocks);
  const wanted = wallAt(to.day, to.minute);
  const least = addMinutes(start, STEP);
  const end = wanted < least ? least : wanted;
  return { ...when, end: onClock(end, clocks.axis, when.end_zone ?? when.zone ?? clocks.floating) };
}

/** Returns the engagement with another start and the same end, at least five minutes before it. */
export function startedAt(when: At, to: AxisPoint, clocks: Clocks): At {
  const { end } = spanOf(when, clocks);
  const wanted = wallAt(to.day, to.minute);
  const most = addMinutes(end, -STEP);
  const start = wanted > most ? most : wanted;
  return { ...when, start: onClock(start, clocks.axis, when.zone ?? clocks.floating) };
}

/** Returns a first time for something that had none, on the clock of the place where it happens. */
export function placedAt(to: AxisPoint, minutes: number, zone: Zone, clocks: Clocks): At {
  const start = onClock(wallAt(to.day, to.minute), clocks.axis, zone);
  return { kind: "at", start, end: addMinutes(start, minutes), zone };
}

/** Moves by minutes; what stands between two steps goes to the nearer step first. */
export function shifted(when: At, minutes: number, clocks: Clocks): At {
  const { day, minute } = startOf(when, clocks);
  return movedTo(when, { day, minute: stepped(minute, minutes) }, clocks);
}

/** Makes it longer by minutes, or shorter. */
export function stretched(when: At, minutes: number, clocks: Clocks): At {
  const { end } = spanOf(when, clocks);
  return endedAt(when, { day: dateOf(end), minute: stepped(minuteOf(end), minutes) }, clocks);
}

/** Moves by whole days; the time of day stays. */
export function onOtherDay(when: At, days: number, clocks: Clocks): At {
  const { day, minute } = startOf(when, clocks);
  return movedTo(when, { day: addDays(day, days), minute }, clocks);
}

/** Moves whole days to another first day; their number stays. */
export function dayMovedTo(when: When, day: CivilDate): When {
  // What is known of it beside its day stays; words of another day do not.
  if (when.kind === "part" || when.kind === "after_time") {
    const { words: _words, ...rest } = when;
    return { ...rest, date: day };
  }
  if (when.kind !== "day" || when.until === undefined) return { kind: "day", date: day };
  return { kind: "day", date: day, until: addDays(day, daysBetween(when.date, when.until)) };
}

/** Returns whether two values mean the same. */
export function sameWhen(one: When, other: When): boolean {
  const text = (when: When) => JSON.stringify(Object.entries(when).sort(([a], [b]) => (a < b ? -1 : 1)));
  return text(one) === text(other);
}

/** Returns the first free stretch of a day from a minute on, or the minute itself where the day is full. */
export function firstFree(taken: readonly { from: number; to: number }[], from: number, minutes: number): number {
  let at = from;
  for (const one of [...taken].sort((a, b) => a.from - b.from)) {
    if (one.from < at + minutes && at < one.to) at = Math.ceil(one.to / STEP) * STEP;
  }
  return at + minutes <= DAY ? at : from;
}
