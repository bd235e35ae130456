import { describe, expect, it } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import { columnsOf } from "./columns";
import { programmeOf, slotsOf } from "./days";
import { partsOf, spanOf, wholeDays } from "./span";

const host = { axis: "Asia/Tokyo", floating: "Asia/Tokyo" };
const home = { axis: "Europe/Moscow", floating: "Asia/Tokyo" };

describe("the programme by days", () => {
  it("has the days of the visit, and those on which something takes place", () => {
    expect(programmeOf(sampleVisit(), host).days).toEqual(["2017-03-20", "2017-03-21"]);
    expect(programmeOf(sampleVisit(), home).days).toEqual(["2017-03-19", "2017-03-20", "2017-03-21"]);
  });

  it("keeps apart what has a time, a day, and neither", () => {
    const { timed, whole, undated } = programmeOf(sampleVisit(), host);
    expect(timed.get("2017-03-20")?.map(({ engagement }) => engagement.id)).toContain("two-plus-two");
    expect(whole.get("2017-03-21")?.map(({ id }) => id)).toEqual(["embassy"]);
    expect(undated.map(({ id }) => id)).toEqual(["wreath"]);
  });

  it("leaves out what was removed", () => {
    const visit = sampleVisit();
    const lunch = visit.engagements["lunch"];
    if (lunch) lunch.removed = true;
    const ids = programmeOf(visit, host)
      .timed.get("2017-03-20")
      ?.map(({ engagement }) => engagement.id);
    expect(ids).not.toContain("lunch");
  });
});

describe("the slots of a day", () => {
  it("make one block of a meeting of neighbours, in the order of time", () => {
    const visit = sampleVisit();
    const columns = columnsOf(visit).map(({ id }) => id);
    const slots = slotsOf(programmeOf(visit, host).timed.get("2017-03-20") ?? [], columns);
    expect(slots.map(({ engagement }) => engagement.id)).toEqual([
      "arrival",
      "transfer",
      "two-plus-two",
      "lunch",
      "separate",
      "press",
    ]);
    expect(slots.find(({ engagement }) => engagement.id === "two-plus-two")).toMatchObject({ left: 0, right: 4 });
    expect(slots.find(({ engagement }) => engagement.id === "separate")).toMatchObject({ left: 1, right: 3 });
  });

  it("draw a meeting of those who sit apart several times, one of them the thing itself", () => {
    const visit = sampleVisit();
    const lunch = visit.engagements["lunch"];
    if (lunch) lunch.participants = { "ru-defence": {}, kishida: {}, "jp-defence": {} };
    const columns = ["ru-defence", "lavrov", "kishida", "jp-defence"];
    const slots = slotsOf(programmeOf(visit, host).timed.get("2017-03-20") ?? [], columns);
    const drawn = slots.filter(({ engagement }) => engagement.id === "lunch");
    expect(drawn.map(({ left, right, main }) => [left, right, main])).toEqual([
      [0, 1, false],
      [2, 4, true],
    ]);
  });

  it("give what has no principal a column of its own", () => {
    const visit = sampleVisit();
    const lunch = visit.engagements["lunch"];
    if (lunch) lunch.participants = {};
    const slots = slotsOf(programmeOf(visit, host).timed.get("2017-03-20") ?? [], ["a", "b"]);
    expect(slots.find(({ engagement }) => engagement.id === "lunch")).toMatchObject({ left: 2, right: 3 });
  });
});

describe("a span", () => {
  const flight = {
    kind: "at",
    start: "2017-03-21T13:00:00",
    end: "2017-03-21T17:20:00",
    zone: "Asia/Tokyo",
    end_zone: "Europe/Moscow",
  } as const;

  it("reads each end on its own clock", () => {
    expect(spanOf(flight, host)).toEqual({ start: "2017-03-21T13:00:00", end: "2017-03-21T23:20:00" });
    expect(spanOf(flight, home)).toEqual({ start: "2017-03-21T07:00:00", end: "2017-03-21T17:20:00" });
  });

  it("takes a time as it is written where its clock is the axis, even one that the clock skips", () => {
    const oslo = { axis: "Europe/Oslo", floating: "Asia/Tokyo" };
    const skipped = {
      kind: "at",
      start: "2027-03-28T02:30:00",
      end: "2027-03-28T03:30:00",
      zone: "Europe/Oslo",
    } as const;
    expect(spanOf(skipped, oslo).start).toBe("2027-03-28T02:30:00");
  });

  it("is cut at midnight, and does not reach into a day that it only touches", () => {
    expect(partsOf({ start: "2017-03-20T22:00:00", end: "2017-03-21T01:30:00" })).toEqual([
      { day: "2017-03-20", from: 1320, to: 1440, first: true, last: false },
      { day: "2017-03-21", from: 0, to: 90, first: false, last: true },
    ]);
    expect(partsOf({ start: "2017-03-20T22:00:00", end: "2017-03-21T00:00:00" })).toEqual([
      { day: "2017-03-20", from: 1320, to: 1440, first: true, last: true },
    ]);
    expect(partsOf({ start: "2017-03-20T22:00:00", end: "2017-03-20T22:00:00" })).toHaveLength(1);
  });

  it("of whole days counts both ends", () => {
    expect(wholeDays({ kind: "day", date: "2017-03-20", until: "2017-03-22" })).toHaveLength(3);
    expect(wholeDays({ kind: "within" })).toEqual([]);
  });
});
