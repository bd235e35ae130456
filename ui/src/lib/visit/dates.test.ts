import { describe, expect, it } from "vitest";
import { emptyVisit, sampleVisit } from "../../backend/fake-sample";
import { inProgrammeOrder, phaseOf, visitBounds } from "./dates";

describe("phaseOf", () => {
  const bounds = { first: "2017-03-20", last: "2017-03-21" };
  it("counts the days before, during and after", () => {
    expect(phaseOf(bounds, "2017-03-06")).toEqual({ phase: "ahead", days: 14 });
    expect(phaseOf(bounds, "2017-03-20")).toEqual({ phase: "running", day: 1, of: 2 });
    expect(phaseOf(bounds, "2017-03-21")).toEqual({ phase: "running", day: 2, of: 2 });
    expect(phaseOf(bounds, "2017-04-20")).toEqual({ phase: "over", days: 30 });
    expect(phaseOf(null, "2017-04-20")).toEqual({ phase: "undated" });
  });
});

describe("visitBounds", () => {
  it("takes the days of the engagements where the facts have no date", () => {
    const visit = sampleVisit();
    delete visit.facts.dates;
    expect(visitBounds(visit)).toEqual({ first: "2017-03-19", last: "2017-03-21" });
    expect(visitBounds(emptyVisit("v"))).toBeNull();
  });
});

describe("inProgrammeOrder", () => {
  it("orders by instant across zones, the undated last", () => {
    const order = inProgrammeOrder(sampleVisit()).map(({ id }) => id);
    expect(order).toEqual([
      "arrival",
      "transfer",
      "two-plus-two",
      "lunch",
      "separate",
      "press",
      "embassy",
      "departure",
      "wreath",
    ]);
  });
});
