import { describe, expect, it } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import { dayOf, homeStart, timesOf } from "./times";

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
  it("says which day a clock shows where that is not the day that it is read under", () => {
    const under = (id: string, clocks: "home" | "both", day: string) => {
      const engagement = visit.engagements[id];
      return engagement
        ? timesOf(engagement, visit, clocks, day).map(({ label }) => label.replaceAll("\u00a0", " "))
        : [];
    };
    expect(under("arrival", "both", "2017-03-20")).toEqual(["00:00–09:30", "Sun 18:00 – Mon 03:30"]);
    expect(under("arrival", "home", "2017-03-19")).toEqual(["18:00 – Mon 03:30"]);
    expect(under("departure", "both", "2017-03-21")).toEqual(["13:00–23:20", "07:00–17:20"]);
    expect(under("lunch", "home", "2017-04-20")).toEqual(["Mon 20 Mar 06:30–07:45"]);
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

describe("homeStart", () => {
  const visit = sampleVisit();
  const starts = (start: string) => ({ when: { kind: "starts", start, zone: "Asia/Tokyo" } as const });

  it("shows a start that has no end on the clock of home, with its day where that is another one", () => {
    expect(homeStart(starts("2017-03-20T09:00:00"), visit, "2017-03-20")).toBe("03:00");
    expect(homeStart(starts("2017-03-20T05:00:00"), visit, "2017-03-20").replace("\u00a0", " ")).toBe("Sun 23:00");
  });

  it("is nothing where there is no start, or where an end says more", () => {
    expect(homeStart({ when: { kind: "clock", time: "09:00:00" } }, visit)).toBe("");
    expect(homeStart({ when: { kind: "day", date: "2017-03-20" } }, visit)).toBe("");
  });
});
