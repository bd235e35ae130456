import { describe, expect, it } from "vitest";
import { breadths, type Box } from "./lanes";

const box = (from: number, to: number, first: number, last = first): Box => ({
  from,
  to,
  columns: { from: first, to: last },
});

/** A generator of numbers that are the same in every run. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % below;
  };
}

describe("lanes", () => {
  it("leave a box that meets no other as broad as its columns", () => {
    expect(breadths([box(600, 690, 0, 3), box(690, 720, 1)])).toEqual([
      { left: 0, right: 4 },
      { left: 1, right: 2 },
    ]);
  });

  it("halve a column between two that meet in it", () => {
    expect(breadths([box(600, 690, 1), box(630, 720, 1)])).toEqual([
      { left: 1, right: 1.5 },
      { left: 1.5, right: 2 },
    ]);
  });

  it("do not narrow for what comes one after the other", () => {
    const [long, early, late] = breadths([box(540, 720, 0), box(540, 600, 0), box(600, 660, 0)]);
    expect(long).toEqual({ left: 0, right: 0.5 });
    expect([early, late]).toEqual([
      { left: 0.5, right: 1 },
      { left: 0.5, right: 1 },
    ]);
  });

  it("leave the narrow one in its own column, and give the broad one the rest", () => {
    const [broad, narrow] = breadths([box(600, 700, 0, 3), box(600, 700, 0)]);
    expect(narrow?.right).toBeLessThanOrEqual(1);
    expect(broad?.left).toBeCloseTo(narrow?.right ?? 0);
    expect(broad?.right).toBe(4);
  });

  it("never cover another and never leave their columns, whatever comes", () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const next = numbers(seed);
      const boxes = Array.from({ length: 2 + next(9) }, () => {
        const [from, first] = [next(20) * 30, next(4)];
        return box(from, from + (1 + next(6)) * 30, first, Math.min(3, first + next(3)));
      });
      const placed = breadths(boxes);
      for (const [one, a] of boxes.entries()) {
        const own = placed[one] ?? { left: 0, right: 0 };
        expect(own.left).toBeGreaterThanOrEqual(a.columns.from - 1e-6);
        expect(own.right).toBeLessThanOrEqual(a.columns.to + 1 + 1e-6);
        expect(own.right).toBeGreaterThan(own.left);
        for (const [other, b] of boxes.entries()) {
          const there = placed[other] ?? { left: 0, right: 0 };
          if (other <= one || a.from >= b.to || b.from >= a.to) continue;
          expect(own.right <= there.left + 1e-6 || there.right <= own.left + 1e-6, JSON.stringify(boxes)).toBe(true);
        }
      }
    }
  });
});
