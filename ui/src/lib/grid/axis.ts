import type { CivilDate, Zone } from "../../backend/types";
import { addDays } from "../date/civil";
import { clock } from "../date/format";
import { DAY, dateOf, minuteOf, onClock, wallAt } from "./wall";

/** A full hour of the axis. */
export interface Hour {
  minute: number;
  label: string;
  /** The same moment on the home clock, where it is shown. */
  home?: string;
  /** The home date, at the first hour and where it changes. */
  homeDay?: CivilDate;
}

/** Minutes of a day, from and to. */
export interface Band {
  from: number;
  to: number;
}

/** When one sleeps at home: a call to the capital then wakes somebody. */
const NIGHT = { from: 22 * 60, to: 7 * 60 };

/** Returns the hours of a day, with the home clock beside them where there is one. */
export function hoursOf(day: CivilDate, axis: Zone, home: Zone | null): Hour[] {
  let shownDay = "";
  return Array.from({ length: 24 }, (_, hour) => {
    const wall = wallAt(day, hour * 60);
    if (home === null) return { minute: hour * 60, label: clock(wall) };
    const there = onClock(wall, axis, home);
    const homeDay = dateOf(there);
    const changes = homeDay !== shownDay;
    shownDay = homeDay;
    return { minute: hour * 60, label: clock(wall), home: clock(there), ...(changes ? { homeDay } : {}) };
  });
}

/** Returns the hours of a day during which it is night at home. */
export function nightsOf(day: CivilDate, axis: Zone, home: Zone): Band[] {
  return [-2, -1, 0, 1].flatMap((offset) => {
    const evening = addDays(day, offset);
    const from = minutesFrom(day, onClock(wallAt(evening, NIGHT.from), home, axis));
    const to = minutesFrom(day, onClock(wallAt(addDays(evening, 1), NIGHT.to), home, axis));
    const band = { from: Math.max(0, from), to: Math.min(DAY, to) };
    return band.from < band.to ? [band] : [];
  });
}

/** Returns the minutes from the midnight of a day to a wall-clock time of a day near by. */
function minutesFrom(day: CivilDate, wall: string): number {
  let minutes = minuteOf(wall);
  for (let other = dateOf(wall); other < day; other = addDays(other, 1)) minutes -= DAY;
  for (let other = dateOf(wall); other > day; other = addDays(other, -1)) minutes += DAY;
  return minutes;
}
