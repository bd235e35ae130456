import { describe, expect, it } from "vitest";
import { inForm, withDate, withEndTime, withStart, withTime, withUntil, type At } from "./when";

const talks: At = { kind: "at", start: "2017-03-20T10:00:00", end: "2017-03-20T12:00:00", zone: "Asia/Tokyo" };
const flight: At = {
  kind: "at",
  start: "2017-03-21T13:00:00",
  end: "2017-03-21T17:20:00",
  zone: "Asia/Tokyo",
  end_zone: "Europe/Moscow",
};

describe("changing one end", () => {
  it("keeps the length when the start moves", () => {
    expect(withStart(talks, "2017-03-20T10:30:00")).toMatchObject({ end: "2017-03-20T12:30:00" });
    expect(withDate(talks, "start", "2017-03-21")).toMatchObject({
      start: "2017-03-21T10:00:00",
      end: "2017-03-21T12:00:00",
    });
    expect(withStart(flight, "2017-03-21T14:00:00")).toMatchObject({ end: "2017-03-21T18:20:00" });
  });
  it("reads an end before the start as the next day", () => {
    expect(withEndTime(talks, "00:30")).toMatchObject({ end: "2017-03-21T00:30:00" });
    expect(withEndTime(withEndTime(talks, "00:30"), "11:00")).toMatchObject({ end: "2017-03-20T11:00:00" });
  });
  it("keeps the date of an arrival in another zone", () => {
    expect(withEndTime(flight, "06:00")).toMatchObject({ end: "2017-03-21T06:00:00" });
    expect(withDate(flight, "end", "2017-03-22")).toMatchObject({ start: flight.start, end: "2017-03-22T17:20:00" });
  });
});

describe("changing the form", () => {
  it("keeps the date where there is one", () => {
    expect(inForm(talks, "day", "2017-01-01", "Asia/Tokyo")).toEqual({ kind: "day", date: "2017-03-20" });
    expect(inForm({ kind: "within" }, "at", "2017-03-20", "Asia/Tokyo")).toMatchObject({
      start: "2017-03-20T09:00:00",
    });
    expect(inForm(talks, "at", "2017-01-01", "UTC")).toBe(talks);
  });
  it("makes one day of a range that ends where it starts", () => {
    expect(withUntil({ kind: "day", date: "2017-03-20", until: "2017-03-21" }, "2017-03-20")).toEqual({
      kind: "day",
      date: "2017-03-20",
    });
    expect(withUntil({ kind: "day", date: "2017-03-20" }, "2017-03-22")).toMatchObject({ until: "2017-03-22" });
  });
});

describe("a form that keeps words", () => {
  const words = { en: "after four" };

  it("keeps its words, its length and what it knows in another form", () => {
    const after = { kind: "after_time", time: "16:00:00", date: "2017-03-20", words, lasts: { minutes: 30 } } as const;
    expect(inForm(after, "starts", "2017-03-21", "Asia/Tokyo")).toEqual({
      kind: "starts",
      start: "2017-03-20T16:00:00",
      zone: "Asia/Tokyo",
      words,
      lasts: { minutes: 30 },
    });
    expect(inForm(after, "part", "2017-03-21", "Asia/Tokyo")).toMatchObject({
      kind: "part",
      date: "2017-03-20",
      words,
    });
  });

  it("gets no day that nobody named", () => {
    expect(inForm({ kind: "clock", time: "10:00:00" }, "part", "2017-03-20", "Asia/Tokyo")).toEqual({
      kind: "part",
      part: "morning",
    });
  });

  it("loses an end that would be before its time", () => {
    const day = { kind: "relative", day: 2, time: "10:00:00", end: "11:00:00" } as const;
    expect(withTime(day, "10:30:00")).toEqual({ ...day, time: "10:30:00" });
    expect(withTime(day, "12:00:00")).toEqual({ kind: "relative", day: 2, time: "12:00:00" });
  });
});
