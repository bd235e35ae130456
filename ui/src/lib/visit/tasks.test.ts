import { describe, expect, it } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import { dueDay, leadLabel, openTasks } from "./tasks";

describe("due days", () => {
  const visit = sampleVisit();
  it("counts a lead time back from the first day and on from the last", () => {
    expect(dueDay({ due: { kind: "lead", days: -14, unit: "calendar_days" } }, visit)).toBe("2017-03-06");
    expect(dueDay({ due: { kind: "lead", days: 3, unit: "calendar_days" } }, visit)).toBe("2017-03-24");
  });
  it("leaves out week-ends where working days are meant", () => {
    expect(dueDay({ due: { kind: "lead", days: -1, unit: "working_days" } }, visit)).toBe("2017-03-17");
  });
  it("names lead times as protocol departments do", () => {
    expect(leadLabel({ due: { kind: "lead", days: -14, unit: "calendar_days" } })).toBe("T−14");
    expect(leadLabel({})).toBe("");
  });
  it("lists the open tasks, the earliest first", () => {
    visit.tasks["k1"] = { title: { en: "Done" }, done: {}, order: "a0", remarks: {} };
    expect(openTasks(visit).map(({ id, day }) => [id, day])).toEqual([
      ["k2", "2017-03-10"],
      ["k3", "2017-03-13"],
    ]);
  });
});
