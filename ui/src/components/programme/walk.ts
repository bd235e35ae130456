import { tick } from "svelte";
import type { Calendar } from "./calendar.svelte";

/** Takes the focus from a block to another one, as the arrow keys ask; returns whether the key does that. */
export function walkTo(key: string, from: HTMLElement, calendar: Calendar): boolean {
  const slotKey = from.dataset["slot"];
  if (slotKey === undefined) return false;
  const { walk } = calendar;
  const place = walk.findIndex((slot) => slot.key === slotKey);
  const here = walk[place];
  if (!here) return false;
  switch (key) {
    case "ArrowDown":
    case "ArrowUp": {
      const next = walk[place + (key === "ArrowDown" ? 1 : -1)];
      if (next) focusSlot(next.key);
      else void beside(calendar, key === "ArrowDown" ? 1 : -1, key === "ArrowDown" ? 0 : Infinity);
      return true;
    }
    case "ArrowRight":
    case "ArrowLeft":
      void beside(calendar, key === "ArrowRight" ? 1 : -1, here.from, here.day);
      return true;
    case "Home":
    case "End": {
      const next = key === "Home" ? walk[0] : walk.at(-1);
      if (next) focusSlot(next.key);
      return true;
    }
    default:
      return false;
  }
}

/** Goes to the block of the nearest other day that has one which lies nearest to a time of day. */
async function beside(calendar: Calendar, direction: 1 | -1, minute: number, from?: string): Promise<void> {
  const { days, timed } = calendar.programme;
  const edge = direction === 1 ? calendar.visible.at(-1) : calendar.visible[0];
  let place = days.indexOf(from ?? edge ?? "") + direction;
  while (days[place] !== undefined && !timed.has(days[place] ?? "")) place += direction;
  const day = days[place];
  if (day === undefined) return;
  calendar.show(day);
  const slots = calendar.walk.filter((slot) => slot.day === day);
  const nearest = slots.toSorted((a, b) => Math.abs(a.from - minute) - Math.abs(b.from - minute));
  const target = minute === Infinity ? slots.at(-1) : nearest[0];
  if (!target) return;
  await tick();
  focusSlot(target.key);
}

function focusSlot(key: string): void {
  const slot = document.querySelector<HTMLElement>(`[data-board] [data-slot="${CSS.escape(key)}"]`);
  slot?.focus({ preventScroll: true });
  slot?.scrollIntoView({ block: "nearest" });
}
