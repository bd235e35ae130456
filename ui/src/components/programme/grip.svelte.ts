import type { CivilDate, EngagementId, When } from "../../backend/types";
import { daysBetween } from "../../lib/date/civil";
import { dayMovedTo, endedAt, movedTo, placedAt, startedAt, USUAL } from "../../lib/grid/moves";
import { spanOf } from "../../lib/grid/span";
import { DAY, dateOf, minuteOf, snap, STEP } from "../../lib/grid/wall";
import { m } from "../../paraglide/messages";
import type { Hand } from "./hand.svelte";
import { scrollAtEdge, underPoint, type Under } from "./under";

/** Which part of an engagement the pointer has taken. */
export type Part = "whole" | "start" | "end";

/** A press becomes a pull after this many pixels; before, it is a click. */
const THRESHOLD = 4;

interface Pull {
  start: { x: number; y: number };
  take: () => void;
  over: (under: Under) => void;
  click: () => void;
}

/** Moves, stretches and draws with the pointer. */
export class Grip {
  readonly hand: Hand;
  /** Where the pointer is, while it pulls something. */
  point = $state<{ x: number; y: number } | null>(null);
  under = $state.raw<Under | null>(null);
  #end: AbortController | null = null;

  constructor(hand: Hand) {
    this.hand = hand;
  }

  /** The pointer was pressed on an engagement; without a pull it is a click. */
  press(event: PointerEvent, id: EngagementId, part: Part, click: () => void): void {
    const { hand } = this;
    let grabbed: number | null = null;
    this.#begin(event, {
      click,
      take: () => {
        hand.pickUp(id, "pointer");
        grabbed = this.#grabbed(event, part);
      },
      over: (under) => hand.to(this.#whenOver(under, part, id, grabbed)),
    });
  }

  /** The pointer was pressed on empty ground: pulling draws a new engagement over the columns that it crosses. */
  draw(event: PointerEvent, click: () => void): void {
    const { hand } = this;
    const { calendar } = hand;
    const from = this.#find(event);
    if (from?.on !== "grid") return;
    this.#begin(event, {
      click,
      take: () => {
        const when: When = { kind: "within" };
        hand.held = { id: null, title: m.new_engagement_title(), origin: when, when, participants: [], by: "pointer" };
      },
      over: (under) => {
        if (under.on !== "grid") return;
        const minutes = [snap(from.minute), snap(under.minute)].sort((a, b) => a - b);
        const [first = 0, last = 0] = minutes;
        const columns = [from.column, under.column].sort((a, b) => a - b);
        const participants = calendar.columnIds.slice(columns[0], (columns[1] ?? 0) + 1);
        const place = { day: from.day, minute: first };
        hand.to(placedAt(place, Math.max(STEP, last - first), calendar.clocks.floating, calendar.clocks), participants);
      },
    });
  }

  /** Adds an hour where the pointer was pressed twice. */
  async drawHour(event: MouseEvent): Promise<void> {
    const { hand } = this;
    const at = this.#find(event);
    if (at?.on !== "grid" || hand.held || !hand.app.library.writable) return;
    const place = { day: at.day, minute: Math.min(DAY - USUAL, Math.floor(at.minute / 30) * 30) };
    const when = placedAt(place, USUAL, hand.calendar.clocks.floating, hand.calendar.clocks);
    const participants = hand.calendar.columnIds.slice(at.column, at.column + 1);
    hand.held = { id: null, title: m.new_engagement_title(), origin: when, when, participants, by: "pointer" };
    await hand.putDown();
  }

  /** Lets go of everything, as when the grid is closed. */
  stop(): void {
    this.#end?.abort();
    this.#end = null;
    this.point = null;
    this.under = null;
  }

  #begin(event: PointerEvent, pull: Omit<Pull, "start">): void {
    if (event.button !== 0 || this.hand.held) return;
    this.stop();
    const ending = new AbortController();
    this.#end = ending;
    const { signal } = ending;
    const start = { x: event.clientX, y: event.clientY };
    let pulling = false;
    const follow = (at: { x: number; y: number }) => {
      this.point = at;
      this.under = this.#find({ clientX: at.x, clientY: at.y });
      if (this.under) pull.over(this.under);
    };
    // The window listens, not the block: a block that turns to another day is another element.
    addEventListener(
      "pointermove",
      (move) => {
        const at = { x: move.clientX, y: move.clientY };
        if (!pulling && Math.hypot(at.x - start.x, at.y - start.y) < THRESHOLD) return;
        // What cannot be changed stays where it is; the press is a click.
        if (!this.hand.app.library.writable) return;
        if (!pulling) {
          pulling = true;
          pull.take();
          const roll = () => {
            if (signal.aborted) return;
            if (this.point && scrollAtEdge(this.point)) follow(this.point);
            requestAnimationFrame(roll);
          };
          requestAnimationFrame(roll);
        }
        follow(at);
      },
      { signal },
    );
    addEventListener(
      "pointerup",
      () => {
        this.stop();
        if (pulling) void this.hand.putDown();
        else pull.click();
      },
      { signal },
    );
    const giveBack = () => {
      this.stop();
      void this.hand.giveBack();
    };
    addEventListener("pointercancel", giveBack, { signal });
    addEventListener(
      "keydown",
      (key) => {
        if (key.key !== "Escape") return;
        key.preventDefault();
        key.stopPropagation();
        giveBack();
      },
      { signal, capture: true },
    );
  }

  #find({ clientX, clientY }: { clientX: number; clientY: number }): Under | null {
    const { calendar } = this.hand;
    return underPoint({ x: clientX, y: clientY }, calendar.scale, calendar.breadth);
  }

  /** Returns how many minutes after its start, or its end, it was taken; nothing where it has no time. */
  #grabbed(event: PointerEvent, part: Part): number | null {
    const { held, calendar } = this.hand;
    const under = this.#find(event);
    if (held?.origin.kind !== "at" || under?.on !== "grid") return null;
    const { start, end } = spanOf(held.origin, calendar.clocks);
    const edge = part === "end" ? end : start;
    return daysBetween(dateOf(edge), under.day) * DAY + under.minute - minuteOf(edge);
  }

  #whenOver(under: Under, part: Part, id: EngagementId, grabbed: number | null): When {
    const { held, calendar } = this.hand;
    const origin: When = held?.origin ?? { kind: "within" };
    const { clocks } = calendar;
    if (part !== "whole") {
      if (under.on !== "grid" || origin.kind !== "at") return held?.when ?? origin;
      const place = { day: under.day, minute: snap(under.minute - (grabbed ?? 0)) };
      return part === "end" ? endedAt(origin, place, clocks) : startedAt(origin, place, clocks);
    }
    if (under.on === "tray") return { kind: "within" };
    if (under.on === "day") return dayMovedTo(origin, under.day);
    return this.#timeAt(under.day, under.minute, origin, id, grabbed);
  }

  #timeAt(day: CivilDate, minute: number, origin: When, id: EngagementId, grabbed: number | null): When {
    const { clocks } = this.hand.calendar;
    if (origin.kind === "at") return movedTo(origin, { day, minute: snap(minute - (grabbed ?? 0)) }, clocks);
    return placedAt({ day, minute: snap(minute) }, USUAL, this.hand.zoneFor(id), clocks);
  }
}
