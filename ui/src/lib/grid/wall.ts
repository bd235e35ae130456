import type { CivilDate, WallTime, Zone } from "../../backend/types";
import { addMinutes, moveZone } from "../date/zone";

/** The minutes of a day on the axis: clocks on the wall always show 24 hours. */
export const DAY = 1440;
/** Whatever is drawn, moved or stretched stands on a multiple of five minutes. */
export const STEP = 5;

const MOST = 40_000;
const known = new Map<string, WallTime>();

/**
 * Returns a wall-clock time as another clock shows it.
 *
 * The zone rules are the engine's (`Intl`) and may be older than those that Chancery carries; therefore a time whose
 * own clock is the wanted one is taken as it is written, and whatever is printed or exported, Rust converts.
 */
export function onClock(wall: WallTime, from: Zone, to: Zone): WallTime {
  if (from === to) return wall;
  const key = `${wall} ${from} ${to}`;
  let found = known.get(key);
  if (found === undefined) {
    if (known.size >= MOST) known.clear();
    found = moveZone(wall, from, to);
    known.set(key, found);
  }
  return found;
}

/** Returns the minutes since midnight. */
export function minuteOf(wall: WallTime): number {
  return Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));
}

/** Returns the day of a wall-clock time. */
export function dateOf(wall: WallTime): CivilDate {
  return wall.slice(0, 10);
}

/** Returns the wall-clock time that lies some minutes after the midnight with which a day begins. */
export function wallAt(day: CivilDate, minute: number): WallTime {
  return addMinutes(`${day}T00:00:00`, minute);
}

/** Returns the nearest multiple of five minutes. */
export function snap(minute: number): number {
  return Math.round(minute / STEP) * STEP;
}

/** Returns the minute some steps later or earlier; what stands between two multiples of five goes to the nearer one. */
export function stepped(minute: number, by: number): number {
  const next = minute + by;
  return by > 0 ? Math.floor(next / STEP) * STEP : Math.ceil(next / STEP) * STEP;
}
