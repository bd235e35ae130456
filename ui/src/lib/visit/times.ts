import type { CivilDate, Engagement, Visit, WallTime, Zone } from "../../backend/types";
import { daysBetween } from "../date/civil";
import { clock, dayShort, weekday } from "../date/format";
import { instantOf, wallOf, zonePlace } from "../date/zone";
import { homeZone, hostZone, instantsOf } from "./dates";
import { dateIn } from "./when";

/** The times of an engagement on one clock. */
export interface ClockTimes {
  zone: Zone;
  place: string;
  start: WallTime;
  end: WallTime;
  /** `10:00–12:00`, with `+1` where it ends on a later day; under a day, with the weekday where a clock shows another one. */
  label: string;
}

/** Which clocks to show. */
export type Clocks = "host" | "home" | "both";

/** Returns the times on the wanted clocks, the host's first; none where the engagement has no time. `under` is the day that they are read under. */
export function timesOf(
  engagement: Pick<Engagement, "when">,
  visit: Visit,
  clocks: Clocks,
  under?: CivilDate,
): ClockTimes[] {
  const instants = instantsOf(engagement.when, hostZone(visit));
  if (!instants) return [];
  const [host, home] = [hostZone(visit), homeZone(visit)];
  const zones = clocks === "host" ? [host] : clocks === "home" ? [home] : host === home ? [host] : [host, home];
  return zones.map((zone) => {
    const [start, end] = [wallOf(instants.start, zone), wallOf(instants.end, zone)];
    return {
      zone,
      place: zonePlace(zone),
      start,
      end,
      label: under ? spanUnder(under, start, end) : spanLabel(start, end),
    };
  });
}

/** Returns the first day of an engagement on a clock, or `null` where it is known only to be in the visit. */
export function dayOf(engagement: Pick<Engagement, "when">, visit: Visit, clocks: Clocks): CivilDate | null {
  const { when } = engagement;
  if (when.kind !== "at") return dateIn(when);
  return timesOf(engagement, visit, clocks)[0]?.start.slice(0, 10) ?? null;
}

/**
 * Writes a span that is read under a day, as the printed programme does: where the clock shows another day, or the end another
 * one than the start, the weekday stands before the time, and the date where a weekday would not do: `Sun 22:30 – Mon 02:00`.
 */
function spanUnder(day: CivilDate, start: WallTime, end: WallTime): string {
  const sameDay = start.slice(0, 10) === end.slice(0, 10);
  return `${momentUnder(day, start)}${sameDay ? "–" : "\u00a0– "}${momentUnder(start.slice(0, 10), end)}`;
}

function momentUnder(day: CivilDate, wall: WallTime): string {
  const name = otherDay(day, wall.slice(0, 10));
  return name === null ? clock(wall) : `${name}\u00a0${clock(wall)}`;
}

/** Names a date beside a day, or returns `null` where it is that day. */
export function otherDay(day: CivilDate, date: CivilDate): string | null {
  if (day === date) return null;
  return Math.abs(daysBetween(day, date)) < 7 ? weekday(date) : dayShort(date);
}

/** Writes a span of one clock: `10:00–12:00`, `22:00–01:00 +1`. */
export function spanLabel(start: WallTime, end: WallTime): string {
  const days = daysBetween(start, end);
  return `${clock(start)}–${clock(end)}${days > 0 ? ` +${String(days)}` : ""}`;
}

/** Writes the start of what has no end, on the clock of the guest's capital and under a day; nothing where there is none. */
export function homeStart({ when }: Pick<Engagement, "when">, visit: Visit, under?: CivilDate): string {
  if (when.kind !== "starts") return "";
  const start = wallOf(instantOf(when.start, when.zone ?? hostZone(visit)), homeZone(visit));
  return momentUnder(under ?? start.slice(0, 10), start);
}
