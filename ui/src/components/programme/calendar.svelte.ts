import { tick } from "svelte";
import type { CivilDate, EngagementId, Visit, Zone } from "../../backend/types";
import { today } from "../../lib/date/civil";
import { columnsOf } from "../../lib/grid/columns";
import { programmeOf, slotsOf, type Programme, type Slot } from "../../lib/grid/days";
import { spanOf, type Clocks } from "../../lib/grid/span";
import { dateOf } from "../../lib/grid/wall";
import { homeZone, hostZone } from "../../lib/visit/dates";
import { dateIn } from "../../lib/visit/when";
import type { App } from "../../state/app.svelte";

/** The width of a clock beside the grid, and the least of a principal's column, in pixels. */
export const AXIS = 45;
const COLUMN = 66;
/** More days than a week side by side are too narrow to compare. */
const MOST = 7;

/** What the grid shows: which days, which columns, on which clocks, how high. */
export class Calendar {
  readonly app: App;
  /** The room for days, in pixels. */
  width = $state(700);
  /** The height of what stands above the hours and stays there, in pixels. */
  head = $state(110);
  /** The first day that is shown, where the person has chosen one. */
  #anchor = $state<CivilDate | null>(null);
  /** The slot to which Tab leads. */
  current = $state<string | null>(null);
  /** Whether something without a principal is about to be added. */
  drafting = $state(false);

  readonly clocks: Clocks = $derived.by(() => this.#clocks());
  /** The home clock, where it stands beside the host's. */
  readonly second: Zone | null = $derived.by(() => this.#second());
  readonly programme: Programme = $derived.by(() => {
    const visit = this.app.current.visit;
    return visit ? programmeOf(visit, this.clocks) : { days: [], timed: new Map(), whole: new Map(), undated: [] };
  });
  readonly columns = $derived.by(() => (this.app.current.visit ? columnsOf(this.app.current.visit) : []));
  readonly columnIds = $derived(this.columns.map(({ id }) => id));
  readonly axes = $derived.by(() => (this.second === null ? 1 : 2));
  /** How many days have room side by side. */
  readonly fits = $derived.by(() => {
    const least = this.axes * AXIS + Math.max(2, this.columns.length) * COLUMN;
    return Math.min(MOST, Math.max(1, Math.floor(this.width / least)));
  });
  readonly first = $derived.by(() => this.#first());
  readonly visible = $derived.by(() => this.programme.days.slice(this.first, this.first + this.fits));
  readonly slots: Map<CivilDate, Slot[]> = $derived.by(
    () => new Map(this.visible.map((day) => [day, slotsOf(this.programme.timed.get(day) ?? [], this.columnIds)])),
  );
  /** Whether there is a column for what happens without a principal. */
  readonly others = $derived.by(
    () =>
      this.columns.length > 0 &&
      (this.drafting || [...this.slots.values()].flat().some(({ right }) => right > this.columns.length)),
  );
  readonly breadth = $derived.by(() => Math.max(1, this.columns.length + (this.others ? 1 : 0)));
  /** Pixels a minute. A row of 24 pixels is half an hour or a quarter. */
  readonly scale = $derived.by(() => (this.app.preferences.density === "day" ? 0.8 : 1.6));
  /** The blocks in the order in which the arrow keys go through them. */
  readonly walk = $derived.by(() =>
    this.visible.flatMap((day) => (this.slots.get(day) ?? []).filter(({ main }) => main)),
  );

  constructor(app: App) {
    this.app = app;
  }

  get visit(): Visit | null {
    return this.app.current.visit;
  }

  /** Shows a day, and moves no more than that takes. */
  show(day: CivilDate): void {
    if (this.visible.includes(day)) return;
    const { days } = this.programme;
    const place = days.indexOf(day);
    if (place < 0) return;
    const first = place < this.first ? place : place - this.fits + 1;
    this.#anchor = days[Math.max(0, first)] ?? day;
  }

  /** Lets the shown days begin with a day. */
  begin(day: CivilDate): void {
    this.#anchor = day;
  }

  /** Turns to earlier or later days, a screenful at a time. */
  turn(direction: 1 | -1): void {
    const { days } = this.programme;
    const last = Math.max(0, days.length - this.fits);
    const place = Math.min(last, Math.max(0, this.first + direction * this.fits));
    this.#anchor = days[place] ?? null;
  }

  /** Returns the day on which an engagement begins on the axis, if it has one. */
  dayOf(id: EngagementId): CivilDate | null {
    const when = this.visit?.engagements[id]?.when;
    if (!when) return null;
    return when.kind === "at" ? dateOf(spanOf(when, this.clocks).start) : dateIn(when);
  }

  /** Takes the focus to an engagement, on whichever day it is. */
  async focus(id: EngagementId): Promise<void> {
    const day = this.dayOf(id);
    if (day) this.show(day);
    await tick();
    reveal(id)?.focus({ preventScroll: true });
  }

  /** Brings an engagement into view and leaves the focus where it is. */
  async reveal(id: EngagementId): Promise<void> {
    const day = this.dayOf(id);
    if (day) this.show(day);
    await tick();
    reveal(id);
  }

  #clocks(): Clocks {
    const visit = this.app.current.visit;
    if (!visit) return { axis: "UTC", floating: "UTC" };
    const floating = hostZone(visit);
    return { axis: this.app.preferences.zoneMode === "home" ? homeZone(visit) : floating, floating };
  }

  #second(): Zone | null {
    const visit = this.app.current.visit;
    if (!visit || this.app.preferences.zoneMode !== "both") return null;
    const home = homeZone(visit);
    return home === hostZone(visit) ? null : home;
  }

  #first(): number {
    const { days } = this.programme;
    const wanted = days.indexOf(this.#anchor ?? today(this.app.now()));
    return Math.max(0, Math.min(wanted, days.length - this.fits));
  }
}

function reveal(id: EngagementId): HTMLElement | null {
  const found = document.querySelector<HTMLElement>(`[data-board] [data-engagement="${CSS.escape(id)}"]`);
  found?.scrollIntoView({ block: "nearest", inline: "nearest" });
  return found;
}
