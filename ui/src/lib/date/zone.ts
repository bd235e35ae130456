import type { WallTime, Zone } from "../../backend/types";
import { two } from "./civil";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const formatters = new Map<Zone, Intl.DateTimeFormat | null>();

/** Making a formatter costs a hundred times as much as using it. */
function formatter(zone: Zone): Intl.DateTimeFormat | null {
  let found = formatters.get(zone);
  if (found === undefined) {
    try {
      found = new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        hourCycle: "h23",
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        era: "short",
      });
    } catch {
      found = null;
    }
    formatters.set(zone, found);
  }
  return found;
}

/** Returns the wall-clock time of an instant (milliseconds since 1970 UTC) in a zone; UTC where the zone is unknown. */
export function wallOf(instant: number, zone: Zone): WallTime {
  const parts = formatter(zone)?.formatToParts(instant);
  if (!parts) return new Date(instant).toISOString().slice(0, 19);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const date = `${String(part("year")).padStart(4, "0")}-${two(part("month"))}-${two(part("day"))}`;
  return `${date}T${two(part("hour"))}:${two(part("minute"))}:${two(part("second"))}`;
}

/** Returns the offset of a zone from UTC at an instant, in milliseconds. */
function offsetAt(instant: number, zone: Zone): number {
  const second = Math.floor(instant / 1000) * 1000;
  return asUtc(wallOf(second, zone)) - second;
}

/**
 * Returns the instant of a wall-clock time in a zone, in milliseconds since 1970 UTC.
 *
 * An hour that the clock repeats means its first occurrence; an hour that it skips is read with the offset that was
 * in force before the gap (RFC 5545, section 3.3.5). Rust has the same rule in `visit::zone`.
 */
export function instantOf(wall: WallTime, zone: Zone): number {
  const local = asUtc(wall);
  const before = offsetAt(local - DAY, zone);
  const after = offsetAt(local + DAY, zone);
  const early = local - before;
  if (before === after || offsetAt(early, zone) === before) return early;
  const late = local - after;
  return offsetAt(late, zone) === after ? late : early;
}

/** Returns the wall-clock time in another zone. */
export function moveZone(wall: WallTime, from: Zone, to: Zone): WallTime {
  return from === to ? wall : wallOf(instantOf(wall, from), to);
}

/** Adds minutes to a wall-clock time as a clock without a zone would. */
export function addMinutes(wall: WallTime, minutes: number): WallTime {
  return new Date(asUtc(wall) + minutes * 60_000).toISOString().slice(0, 19);
}

/** Returns the minutes between two wall-clock times of the same clock. */
export function minutesBetween(from: WallTime, to: WallTime): number {
  return Math.round((asUtc(to) - asUtc(from)) / 60_000);
}

/** Returns the place in a zone's name, for people: `Asia/Tokyo` is `Tokyo`. */
export function zonePlace(zone: Zone): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

function asUtc(wall: WallTime): number {
  return Date.parse(`${wall}Z`);
}
