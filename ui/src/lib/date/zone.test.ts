import { describe, expect, it } from "vitest";
import { addMinutes, instantOf, minutesBetween, moveZone, wallOf, zonePlace } from "./zone";

describe("moveZone", () => {
  it("shows Tokyo's morning as Moscow's night", () => {
    expect(moveZone("2017-03-20T10:00:00", "Asia/Tokyo", "Europe/Moscow")).toBe("2017-03-20T04:00:00");
    expect(moveZone("2017-03-20T03:00:00", "Asia/Tokyo", "Europe/Moscow")).toBe("2017-03-19T21:00:00");
  });
});

describe("instantOf", () => {
  it("takes the first of a repeated hour", () => {
    expect(new Date(instantOf("2026-10-25T02:30:00", "Europe/Berlin")).toISOString()).toBe("2026-10-25T00:30:00.000Z");
  });
  it("reads a skipped hour with the offset before the gap", () => {
    expect(new Date(instantOf("2026-03-29T02:30:00", "Europe/Berlin")).toISOString()).toBe("2026-03-29T01:30:00.000Z");
  });
  it("knows the hours around a change", () => {
    for (const wall of ["2026-03-29T01:59:00", "2026-03-29T03:00:00", "2026-10-25T01:59:00", "2026-10-25T03:00:00"]) {
      expect(wallOf(instantOf(wall, "America/New_York"), "America/New_York")).toBe(wall);
      expect(wallOf(instantOf(wall, "Europe/Berlin"), "Europe/Berlin")).toBe(wall);
    }
  });
});

describe("names and sums", () => {
  it("counts on a clock without a zone", () => {
    expect(addMinutes("2017-03-20T23:30:00", 45)).toBe("2017-03-21T00:15:00");
    expect(minutesBetween("2017-03-20T23:30:00", "2017-03-21T00:15:00")).toBe(45);
  });
  it("names places for people", () => {
    expect(zonePlace("America/New_York")).toBe("New York");
  });
});
