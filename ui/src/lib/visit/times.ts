import type { CivilDate, Engagement, Visit, WallTime, Zone } from "../../backend/types";
import { daysBetween } from "../date/civil";
import { clock } from "../date/format";
import { wallOf, zonePlace } from "../date/zone";
import { homeZone, hostZone, instantsOf } from "./dates";

/** The times of an engagement on one clock. */
export interface ClockTimes {
  zone: Zone;
  place: string;
  start: WallTime;
  end: WallTime;
  /** `10:00–12:00`, with `+1` where it ends on a later day. */
  label: string;
}

/** Which clocks to show. */
export type Clocks = "host" | "home" | "both";

/** Returns the times on the wanted clocks, the host's first; none where the engagement has no time. */
export function timesOf(engagement: Pick<Engagement, "when">, visit: Visit, clocks: Clocks): ClockTimes[] {
  const instants = instantsOf(engagement.when, hostZone(visit));
  if (!instants) return [];
  const [host, home] = [hostZone(visit), homeZone(visit)];
  const zones = clocks === "host" ? [host] : clocks === "home" ? [home] : host === home ? [host] : [host, home];
  return zones.map((zone) => {
    const [start, end] = [wallOf(instants.start, zone), wallOf(instants.end, zone)];
    return { zone, place: zonePlace(zone), start, end, label: spanLabel(start, end) };
  });
}

/** Returns the first day of an engagement on a clock, or `null` where it is known only to be in the visit. */
export function dayOf(engagement: Pick<Engagement, "when">, visit: Visit, clocks: Clocks): CivilDate | null {
  const { when } = engagement;
  if (when.kind === "day") return when.date;
  return timesOf(engagement, visit, clocks)[0]?.start.slice(0, 10) ?? null;
}

/** Writes a span of one clock: `10:00–12:00`, `22:00–01:00 +1`. */
export function spanLabel(start: WallTime, end: WallTime): string {
  const days = daysBetween(start, end);
  return `${clock(start)}–${clock(end)}${days > 0 ? ` +${String(days)}` : ""}`;
}
