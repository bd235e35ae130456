import { describe, expect, it } from "vitest";
import { partsOf } from "./civil";
import { boundsOf, precisionOf } from "./edtf";
import { parseDate, parseTime, stepDate, stepTime } from "./parse";

const TIMES = 20_000;

/** Pieces of what people type, and what nobody types. */
const PIECES = [
  ..."0123456789",
  ...[" ", "-", "/", ".", ":", ",", "h", "X", "~", "?", "%", "..", "T", "Z", "\n", "\t", "\0"],
  ...["20", "31", "29", "2017", "0000", "9999", "0099", "12", "-02-29", "-24", "-13", "Mon ", " mar ", "March", "am"],
  ...["\u0660", "\u{1f600}", "\ud800", "\u00a0", "\u202e", "e\u0301", "１", "9".repeat(400), "(".repeat(50)],
];

/** Makes texts by a seeded die: the same ones each time. */
function* texts(seed: number): Generator<string> {
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  for (let time = 0; time < TIMES; time++) {
    let text = "";
    for (let count = below(7); count >= 0; count--) text += PIECES[below(PIECES.length)] ?? "";
    yield text;
  }
}

describe("whatever is typed", () => {
  it("is a date that there is, or none", () => {
    for (const text of texts(1)) {
      for (const near of ["2017-03-21", "2016-02-29", "0001-01-01", "9999-12-31"]) {
        const date = parseDate(text, near);
        if (date === null) continue;
        expect(partsOf(date), JSON.stringify(text)).not.toBeNull();
        expect(parseDate(date, near), JSON.stringify(text)).toBe(date);
      }
      stepDate(text, 1, "2017-03-21");
    }
  });

  it("is a time of the day, or none", () => {
    for (const text of texts(2)) {
      const time = parseTime(text);
      if (time !== null) {
        expect(time, JSON.stringify(text)).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
        expect(parseTime(time)).toBe(time);
      }
      const stepped = stepTime(text, -1);
      expect(stepped === text || parseTime(stepped) === stepped, JSON.stringify(text)).toBe(true);
    }
  });

  it("spans days that there are, the first one first, or none", () => {
    for (const text of texts(3)) {
      precisionOf(text);
      const bounds = boundsOf(text);
      if (bounds === null) continue;
      expect(partsOf(bounds.first), JSON.stringify(text)).not.toBeNull();
      expect(partsOf(bounds.last), JSON.stringify(text)).not.toBeNull();
      expect(bounds.first <= bounds.last, JSON.stringify(text)).toBe(true);
    }
  });
});
