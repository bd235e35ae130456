import type { CivilDate, When, Zone } from "../../backend/types";
import { daysBetween } from "../date/civil";
import { addMinutes, minutesBetween } from "../date/zone";

/** A time with its two ends. */
export type At = Extract<When, { kind: "at" }>;

/** A form that is not known by the clock from start to end; it keeps the words in which it was said. */
export type Loose = Exclude<When, { kind: "within" | "day" | "at" }>;

/** The forms, in the order in which they are offered. */
export const FORMS = ["within", "day", "at", "starts", "clock", "part", "after_time", "after", "relative"] as const;

/** Returns whether a form keeps words of its own. */
export function isLoose(when: When): when is Loose {
  return when.kind !== "within" && when.kind !== "day" && when.kind !== "at";
}

/** Returns the day that a value names itself. On which day of a calendar the others fall, the programme says. */
export function dateIn(when: When): CivilDate | null {
  switch (when.kind) {
    case "day":
    case "part":
    case "after_time":
      return when.date ?? null;
    case "at":
    case "starts":
      return when.start.slice(0, 10);
    default:
      return null;
  }
}

/** Returns the time of the clock that a value names itself, as `10:00:00`. */
export function timeIn(when: When): string | null {
  switch (when.kind) {
    case "at":
    case "starts":
      return when.start.slice(11);
    case "clock":
    case "after_time":
    case "relative":
      return when.time ?? null;
    default:
      return null;
  }
}

const HOUR = 60;
const DAY = 24 * HOUR;

/**
 * Returns the value in another form, keeping as much as it can say: a day keeps its date, its words and its length stay. A time that a
 * form cannot be without begins at nine. `other` is what something can come after.
 */
export function inForm(when: When, kind: When["kind"], near: CivilDate, zone: Zone, other = ""): When {
  if (when.kind === kind) return when;
  const date = dateIn(when) ?? near;
  const known = dateIn(when);
  const time = timeIn(when) ?? "09:00:00";
  const { words, lasts } = isLoose(when) ? when : {};
  const said = { ...(words && { words }), ...(lasts && { lasts }) };
  switch (kind) {
    case "within":
      return { kind };
    case "day":
      return { kind, date };
    case "at":
      return { kind, start: `${date}T${time}`, end: addMinutes(`${date}T${time}`, HOUR), zone };
    case "starts":
      return { kind, start: `${date}T${time}`, zone, ...said };
    case "clock":
      return { kind, time, ...said };
    case "part":
      return { kind, part: "morning", ...(known !== null && { date: known }), ...said };
    case "after_time":
      return { kind, time, ...(known !== null && { date: known }), ...said };
    case "after":
      return { kind, engagement: other, ...said };
    case "relative":
      return { kind, day: 1, ...(timeIn(when) !== null && { time }), ...said };
  }
}

/** Moves the start and takes the end along, so that the length stays. */
export function withStart(when: At, start: string): At {
  return { ...when, start, end: addMinutes(when.end, minutesBetween(when.start, start)) };
}

/**
 * Sets the time of day of the end. On one clock, a time before the start means the day after; where the zones
 * differ, or the end lies days later, its date stays.
 */
export function withEndTime(when: At, time: string): At {
  const [startDay, endDay] = [when.start.slice(0, 10), when.end.slice(0, 10)];
  if (when.end_zone !== undefined || daysBetween(startDay, endDay) > 1) return { ...when, end: `${endDay}T${time}:00` };
  const end = `${startDay}T${time}:00`;
  return { ...when, end: end < when.start ? addMinutes(end, DAY) : end };
}

/** Sets the date of one end and keeps its time of day. */
export function withDate(when: At, which: "start" | "end", date: CivilDate): At {
  const wall = `${date}T${when[which].slice(11)}`;
  return which === "start" ? withStart(when, wall) : { ...when, end: wall };
}

/** Sets the last of several whole days; the first day again makes it one day. */
export function withUntil(when: Extract<When, { kind: "day" }>, until: CivilDate | null): When {
  const { until: _until, ...rest } = when;
  return until === null || until === when.date ? rest : { ...rest, until };
}

/** Sets the time of the clock of a form that has one; an end that would be before it goes. */
export function withTime(when: Loose, time: string): When {
  switch (when.kind) {
    case "starts":
      return { ...when, start: `${when.start.slice(0, 10)}T${time}` };
    case "clock":
    case "after_time":
      return { ...when, time };
    case "relative": {
      const { end, ...rest } = when;
      return end !== undefined && end >= time ? { ...when, time } : { ...rest, time };
    }
    default:
      return when;
  }
}
