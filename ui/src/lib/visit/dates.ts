import type { CivilDate, Engagement, Visit, When, Zone } from "../../backend/types";
import { daysBetween } from "../date/civil";
import { boundsOf, type Bounds } from "../date/edtf";
import { instantOf } from "../date/zone";
import { compare, present, type Named } from "./members";
import { dateIn } from "./when";

/** Returns the zone of the host's clock; UTC where the visit does not say. */
export function hostZone(visit: Visit): Zone {
  return visit.facts.host.zone ?? visit.facts.guest.zone ?? "UTC";
}

/** Returns the zone of the guest's capital, or the host's where the visit does not say. */
export function homeZone(visit: Visit): Zone {
  return visit.facts.guest.zone ?? hostZone(visit);
}

/** Returns whether the host's and the home clock are two. */
export function hasTwoClocks(visit: Visit): boolean {
  return homeZone(visit) !== hostZone(visit);
}

/** Returns the first and last day of the visit: as its facts say, else as its engagements do. */
export function visitBounds(visit: Visit): Bounds | null {
  const stated = visit.facts.dates ? boundsOf(visit.facts.dates.edtf) : null;
  if (stated) return stated;
  const days = present(visit.engagements)
    .flatMap(({ when }) => daysOf(when))
    .sort(compare);
  const [first, last] = [days[0], days.at(-1)];
  return first && last ? { first, last } : null;
}

/** Returns the first and last day on which something takes place; none where it is known only to be in the visit. */
export function daysOf(when: When): CivilDate[] {
  if (when.kind === "day") return [when.date, when.until ?? when.date];
  if (when.kind === "at") return [when.start.slice(0, 10), when.end.slice(0, 10)];
  const date = dateIn(when);
  return date === null ? [] : [date];
}

/** Returns the instants at which a timed engagement starts and ends, or `null` where it has no time. */
export function instantsOf(when: When, floating: Zone): { start: number; end: number } | null {
  if (when.kind !== "at") return null;
  const zone = when.zone ?? floating;
  return { start: instantOf(when.start, zone), end: instantOf(when.end, when.end_zone ?? zone) };
}

/** Where a visit stands in time. */
export type Phase =
  | { phase: "undated" }
  | { phase: "ahead"; days: number }
  | { phase: "running"; day: number; of: number }
  | { phase: "over"; days: number };

/** Returns where the visit stands on a day. */
export function phaseOf(bounds: Bounds | null, today: CivilDate): Phase {
  if (!bounds) return { phase: "undated" };
  if (today < bounds.first) return { phase: "ahead", days: daysBetween(today, bounds.first) };
  if (today > bounds.last) return { phase: "over", days: daysBetween(bounds.last, today) };
  return {
    phase: "running",
    day: daysBetween(bounds.first, today) + 1,
    of: daysBetween(bounds.first, bounds.last) + 1,
  };
}

/** Returns the engagements in the order of the programme: by time, those of a day before its timed ones, the rest last. */
export function inProgrammeOrder(visit: Visit): Named<Engagement>[] {
  const floating = hostZone(visit);
  const instant = ({ when }: Engagement): number => {
    if (when.kind === "starts") return instantOf(when.start, when.zone ?? floating);
    const date = dateIn(when);
    return instantsOf(when, floating)?.start ?? (date === null ? Infinity : instantOf(`${date}T00:00:00`, floating));
  };
  return present(visit.engagements)
    .map((engagement) => ({ engagement, at: instant(engagement) }))
    .sort((a, b) => (a.at === b.at ? compare(a.engagement.order, b.engagement.order) : a.at - b.at))
    .map(({ engagement }) => engagement);
}
