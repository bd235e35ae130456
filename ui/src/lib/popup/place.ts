/** The distance to what opened it, and to the edges of the window, in pixels. */
const GAP = 4;
/** How much of a list must fit below, if there is more of it than that. */
const ENOUGH = 200;
const HIGHEST = 320;

/**
 * Puts an open popup in the top layer below what opened it, or above where there is more room; `align` says whose edge they
 * share. It never leaves the window.
 */
export function placeBelow(popup: HTMLElement, opener: HTMLElement, align: "start" | "end"): void {
  const box = opener.getBoundingClientRect();
  const { width, height } = popup.getBoundingClientRect();
  const [above, below] = [box.top - 2 * GAP, window.innerHeight - box.bottom - 2 * GAP];
  const up = below < Math.min(height, ENOUGH) && above > below;
  const highest = Math.min(HIGHEST, up ? above : below);
  const left = align === "start" ? box.left : box.right - width;
  const style: Record<string, number> = {
    left: Math.max(GAP, Math.min(left, window.innerWidth - width - GAP)),
    top: up ? box.top - GAP - Math.min(height, highest) : box.bottom + GAP,
    "max-height": highest,
  };
  for (const [name, value] of Object.entries(style)) popup.style.setProperty(name, `${String(value)}px`);
}
