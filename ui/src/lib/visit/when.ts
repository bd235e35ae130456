import type { CivilDate, When, Zone } from "../../backend/types";
import { daysBetween } from "../date/civil";
import { addMinutes, minutesBetween } from "../date/zone";

/** A time with its two ends. */
export type At = Extract<When, { kind: "at" }>;

const HOUR = 60;
const DAY = 24 * HOUR;

/** Returns the value in another form, keeping as much as it can say: a day keeps its date, a time starts at nine. */
export function inForm(when: When, kind: When["kind"], near: CivilDate, zone: Zone): When {
  if (when.kind === kind) return when;
  const date = when.kind === "day" ? when.date : when.kind === "at" ? when.start.slice(0, 10) : near;
  switch (kind) {
    case "within":
      return { kind };
    case "day":
      return { kind, date };
    case "at":
      return { kind, start: `${date}T09:00:00`, end: `${date}T10:00:00`, zone };
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
