import type { CivilDate } from "../../backend/types";

/** What lies under the pointer. */
export type Under =
  { on: "grid"; day: CivilDate; minute: number; column: number } | { on: "day"; day: CivilDate } | { on: "tray" };

interface Point {
  x: number;
  y: number;
}

/** Returns what lies under a point of the window; beside the grid, the nearest place of the grid. */
export function underPoint({ x, y }: Point, scale: number, breadth: number): Under | null {
  const tray = document.querySelector("[data-tray]")?.getBoundingClientRect();
  if (tray && y >= tray.top) return { on: "tray" };
  const strip = all("[data-strip]").find(({ box }) => x >= box.left && x < box.right && y >= box.top && y < box.bottom);
  if (strip) return { on: "day", day: strip.day };
  const canvases = all("[data-canvas]");
  const away = ({ box }: Area) => Math.max(box.left - x, x - box.right, 0);
  const nearest = canvases.sort((a, b) => away(a) - away(b))[0];
  if (!nearest) return null;
  const { box, day } = nearest;
  const column = Math.floor(((x - box.left) / Math.max(1, box.width)) * breadth);
  const minute = Math.min(1440, Math.max(0, (y - box.top) / scale));
  return { on: "grid", day, minute, column: Math.min(breadth - 1, Math.max(0, column)) };
}

interface Area {
  day: CivilDate;
  box: DOMRect;
}

function all(selector: string): Area[] {
  return [...document.querySelectorAll<HTMLElement>(selector)].map((element) => ({
    day: element.dataset["day"] ?? "",
    box: element.getBoundingClientRect(),
  }));
}

/** How near to an edge the grid begins to scroll, and how far in a frame, in pixels. */
const EDGE = 28;
const SPEED = 6;

/** Scrolls the grid while the pointer is held at its upper or lower edge; returns whether it moved. */
export function scrollAtEdge({ y }: Point): boolean {
  const scroller = document.querySelector<HTMLElement>("[data-scroller]");
  const head = scroller?.querySelector<HTMLElement>("[data-head]");
  if (!scroller) return false;
  const box = scroller.getBoundingClientRect();
  const top = box.top + (head?.offsetHeight ?? 0);
  const before = scroller.scrollTop;
  if (y < top + EDGE && y > top - EDGE) scroller.scrollTop -= SPEED;
  else if (y > box.bottom - EDGE && y < box.bottom) scroller.scrollTop += SPEED;
  return scroller.scrollTop !== before;
}
