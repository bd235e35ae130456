import { describe, expect, it } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import { dayOf, timesOf } from "./times";

describe("timesOf", () => {
  const visit = sampleVisit();
  const of = (id: string, clocks: "host" | "home" | "both") => {
    const engagement = visit.engagements[id];
    return engagement ? timesOf(engagement, visit, clocks).map(({ place, label }) => `${place} ${label}`) : [];
  };
  it("shows the host's clock, the home clock, or both", () => {
    expect(of("two-plus-two", "both")).toEqual(["Tokyo 10:00–12:00", "Moscow 04:00–06:00"]);
    expect(of("two-plus-two", "home")).toEqual(["Moscow 04:00–06:00"]);
  });
  it("puts a flight on one clock, and says when it ends on a later day", () => {
    expect(of("arrival", "both")).toEqual(["Tokyo 00:00–09:30", "Moscow 18:00–03:30 +1"]);
  });
  it("has no times where none are known", () => {
    expect(of("embassy", "both")).toEqual([]);
    expect(of("wreath", "both")).toEqual([]);
  });
  it("finds the day that a clock shows", () => {
    const { arrival, embassy, wreath } = visit.engagements;
    expect([arrival, embassy, wreath].map((one) => one && dayOf(one, visit, "home"))).toEqual([
      "2017-03-19",
      "2017-03-21",
      null,
    ]);
  });
});
