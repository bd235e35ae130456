import { moveTo } from "../../backend/edits";
import type { EngagementId, MemberId, When } from "../../backend/types";
import { dayLong } from "../../lib/date/format";
import type { CarryAction } from "../../lib/grid/keys";
import { spokenPlace, titleOf } from "../../lib/grid/label";
import { firstFree, onOtherDay, placedAt, sameWhen, shifted, stretched, USUAL } from "../../lib/grid/moves";
import { spanOf } from "../../lib/grid/span";
import { DAY, dateOf, minuteOf } from "../../lib/grid/wall";
import { dateIn } from "../../lib/visit/when";
import { m } from "../../paraglide/messages";
import type { App } from "../../state/app.svelte";
import type { Calendar } from "./calendar.svelte";

/** What is being moved, stretched or drawn; the visit does not change before it is put down. */
export interface Held {
  /** Nothing while a new one is being drawn. */
  id: EngagementId | null;
  title: string;
  origin: When;
  when: When;
  participants: readonly MemberId[];
  by: "pointer" | "keyboard";
}

/** Where a day begins for something that has no time yet. */
const MORNING = 9 * 60;

/** The hand that holds something over the grid. Each thing that is put down is one edit. */
export class Hand {
  readonly app: App;
  readonly calendar: Calendar;
  held = $state.raw<Held | null>(null);
  /** Whether what was put down is still on its way to the disk. */
  #settling = false;

  constructor(calendar: Calendar) {
    this.calendar = calendar;
    this.app = calendar.app;
  }

  /** Picks an engagement up. By the keyboard, one without a time gets the first free hour of the day that is shown. */
  pickUp(id: EngagementId, by: Held["by"]): void {
    const engagement = this.calendar.visit?.engagements[id];
    if (!engagement || this.#settling) return;
    const participants = Object.keys(engagement.participants);
    const title = titleOf(engagement, this.app.languages);
    const when = $state.snapshot(engagement.when) as When;
    this.held = { id, title, origin: when, when, participants, by };
    if (by === "pointer") return;
    if (when.kind !== "at") {
      const day = dateIn(when) ?? this.calendar.visible[0];
      if (day !== undefined) this.#at(day, MORNING);
    }
    this.#say((place) => m.programme_picked_up({ title, place }));
  }

  /** Begins a new engagement by the keyboard, after the one that has the focus or in the morning. */
  draft(after: EngagementId | null): void {
    const day = (after === null ? null : this.calendar.dayOf(after)) ?? this.calendar.visible[0];
    if (day === undefined || this.#settling) return;
    const before = after === null ? undefined : this.calendar.visit?.engagements[after]?.when;
    const span = before?.kind === "at" ? spanOf(before, this.calendar.clocks) : null;
    const when: When = { kind: "within" };
    this.calendar.drafting = true;
    this.held = { id: null, title: m.new_engagement_title(), origin: when, when, participants: [], by: "keyboard" };
    this.#at(day, span && dateOf(span.end) === day ? minuteOf(span.end) : MORNING);
    this.#say((place) => m.programme_draft({ place }));
  }

  /** Does what a key asks; says where it now stands. */
  carry(action: CarryAction): void {
    const { held } = this;
    if (!held || this.#settling || held.when.kind !== "at") return;
    const { clocks } = this.calendar;
    if (action.do === "put_down") return void this.putDown();
    if (action.do === "give_back") return void this.giveBack();
    if (action.do === "shift") this.to(shifted(held.when, action.minutes, clocks));
    if (action.do === "stretch") this.to(stretched(held.when, action.minutes, clocks));
    if (action.do === "day") this.#toDay(action.days);
    this.#say((place) => place);
  }

  /** Holds it over another place. */
  to(when: When, participants = this.held?.participants ?? []): void {
    if (this.held && !this.#settling) this.held = { ...this.held, when, participants };
  }

  /** Puts it down: one edit, or none where it stands where it was. */
  async putDown(): Promise<void> {
    const { held } = this;
    if (!held || this.#settling) return;
    this.#settling = true;
    try {
      if (held.id === null) await this.#add(held);
      else await this.#move(held.id, held);
    } finally {
      this.#settling = false;
      this.#open();
    }
  }

  /** Gives it back to where it was. */
  async giveBack(): Promise<void> {
    const { held } = this;
    if (!held || this.#settling) return;
    this.#open();
    this.app.notices.announce(
      held.id === null ? m.programme_draft_left() : m.programme_given_back({ title: held.title }),
    );
    if (held.id !== null && held.by === "keyboard") await this.calendar.focus(held.id);
  }

  #open(): void {
    this.held = null;
    this.calendar.drafting = false;
  }

  async #move(id: EngagementId, held: Held): Promise<void> {
    const same = sameWhen(held.origin, held.when);
    const done = same || (await this.app.current.edit(moveTo(id, held.when)));
    this.#open();
    if (done) this.app.notices.announce(this.#putDownWords(held));
    await this.calendar.focus(id);
  }

  #putDownWords({ when, title }: Held): string {
    const date = dateIn(when);
    if (date === null) return m.programme_put_away({ title });
    if (when.kind !== "at") return m.programme_put_on_day({ title, day: dayLong(date) });
    return m.programme_put_down({ title, place: spokenPlace(spanOf(when, this.calendar.clocks)) });
  }

  async #add({ when, title, participants }: Held): Promise<void> {
    const value = {
      title: { [this.app.languages[0] ?? "en"]: title },
      kind: "other",
      status: "proposed",
      when,
      participants: Object.fromEntries(participants.map((id) => [id, {}])),
    };
    const changed = await this.app.current.edit({ edit: "add", kind: "engagement", value });
    const id = changed?.find((key) => key.kind === "engagement")?.id;
    if (id === undefined) return;
    if (when.kind === "at") {
      this.app.notices.announce(m.programme_added({ place: spokenPlace(spanOf(when, this.calendar.clocks)) }));
    }
    this.app.preferences.inspectorOpen = true;
    this.app.selection.open(id);
  }

  /** Gives a first time: the first free hour from a minute on. */
  #at(day: string, from: number): void {
    const { clocks, programme } = this.calendar;
    const taken = (programme.timed.get(day) ?? []).map((one) => ({ from: one.from, to: one.to }));
    const minute = Math.min(DAY - USUAL, firstFree(taken, from, USUAL));
    this.to(placedAt({ day, minute }, USUAL, this.zoneFor(this.held?.id ?? null), clocks));
  }

  /** Returns the clock of the place where an engagement happens; the host's where it has none. */
  zoneFor(id: EngagementId | null): string {
    const visit = this.calendar.visit;
    const venue = id === null ? undefined : visit?.engagements[id]?.venue;
    return (venue === undefined ? undefined : visit?.venues[venue]?.zone) ?? this.calendar.clocks.floating;
  }

  #toDay(days: number): void {
    const when = this.held?.when;
    if (when?.kind !== "at") return;
    const next = onOtherDay(when, days, this.calendar.clocks);
    const day = dateOf(spanOf(next, this.calendar.clocks).start);
    // The programme's own days are its edge: beyond them, there is nothing to see it on.
    if (!this.calendar.programme.days.includes(day)) return;
    this.to(next);
    this.calendar.show(day);
  }

  #say(words: (place: string) => string): void {
    const when = this.held?.when;
    if (when?.kind === "at") this.app.notices.announce(words(spokenPlace(spanOf(when, this.calendar.clocks))));
  }
}
