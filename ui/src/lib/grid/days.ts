import type { CivilDate, Engagement, Visit } from "../../backend/types";
import { datesBetween, daysBetween } from "../date/civil";
import { visitBounds } from "../visit/dates";
import { compare, present, type Named } from "../visit/members";
import { runsOf, type Run } from "./columns";
import { breadths, type Breadth } from "./lanes";
import { partsOf, spanOf, wholeDays, type Clocks, type Part } from "./span";

/** A part of an engagement that stands in a day. */
export interface Standing extends Part {
  engagement: Named<Engagement>;
}

/** The programme by days. */
export interface Programme {
  /** Every day of the visit, and every day on which something takes place, in order. */
  days: CivilDate[];
  timed: Map<CivilDate, Standing[]>;
  whole: Map<CivilDate, Named<Engagement>[]>;
  /** Known only to fall within the visit, in their order. */
  undated: Named<Engagement>[];
}

/** What is drawn of an engagement in a day. */
export interface Slot extends Standing, Breadth {
  key: string;
  /** A meeting whose columns are no neighbours is drawn several times; one of them is the thing itself. */
  main: boolean;
}

/** A visit that lasts longer is drawn only on days on which something takes place. */
const LONG = 62;

/** Sorts the programme into days as the axis has them. */
export function programmeOf(visit: Visit, clocks: Clocks): Programme {
  const [timed, whole] = [new Map<CivilDate, Standing[]>(), new Map<CivilDate, Named<Engagement>[]>()];
  const undated: Named<Engagement>[] = [];
  for (const engagement of present(visit.engagements)) {
    const { when } = engagement;
    if (when.kind === "at") {
      for (const part of partsOf(spanOf(when, clocks))) put(timed, part.day, { ...part, engagement });
      continue;
    }
    const days = wholeDays(when);
    for (const day of days) put(whole, day, engagement);
    if (days.length === 0) undated.push(engagement);
  }
  const bounds = visitBounds(visit);
  const stated = bounds && daysBetween(bounds.first, bounds.last) < LONG ? datesBetween(bounds.first, bounds.last) : [];
  const days = [...new Set([...stated, ...timed.keys(), ...whole.keys()])].sort(compare);
  return { days, timed, whole, undated };
}

function put<T>(map: Map<CivilDate, T[]>, day: CivilDate, value: T): void {
  const there = map.get(day);
  if (there) there.push(value);
  else map.set(day, [value]);
}

/** Returns the columns of an engagement; `others` is the place of one in which no principal takes part. */
export function columnsFor(participants: readonly string[], columns: readonly string[], others: number): Run[] {
  const runs = runsOf(participants, columns);
  return runs.length > 0 ? runs : [{ from: others, to: others }];
}

/** Lays out a day: what stands in it from top to bottom, each with its breadth. */
export function slotsOf(standing: readonly Standing[], columns: readonly string[]): Slot[] {
  const boxes = standing.flatMap((one) => {
    const runs = columnsFor(Object.keys(one.engagement.participants), columns, columns.length);
    const broadest = runs.reduce((best, run) => (run.to - run.from > best.to - best.from ? run : best));
    return runs.map((run) => ({ ...one, columns: run, main: run === broadest }));
  });
  const placed = breadths(boxes);
  return boxes
    .map(({ columns: run, ...box }, place) => ({
      ...box,
      ...(placed[place] ?? { left: run.from, right: run.to + 1 }),
      key: `${box.engagement.id} ${box.day} ${String(run.from)}`,
    }))
    .sort((a, b) => a.from - b.from || a.left - b.left || compare(a.engagement.order, b.engagement.order));
}
