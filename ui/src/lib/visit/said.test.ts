import { describe, expect, it } from "vitest";
import type { Visit, When } from "../../backend/types";
import { saidOf } from "./said";

const visit = { engagements: { lunch: { title: { en: "Lunch" } } } } as unknown as Visit;
const said = (when: When) => saidOf({ when }, visit, ["en"]);

describe("saidOf", () => {
  it("says a time in its own words", () => {
    expect(said({ kind: "part", part: "morning", words: { ru: "утром" } })).toBe("утром");
  });

  it("says what has no words in ours, and makes no hour", () => {
    expect(said({ kind: "clock", time: "10:00:00" })).toBe("10:00, day not fixed");
    expect(said({ kind: "after_time", time: "16:00:00", date: "2017-03-20" })).toBe("after 16:00");
    expect(said({ kind: "part", part: "evening" })).toBe("evening");
    expect(said({ kind: "after", engagement: "lunch", lasts: { minutes: 30, about: true } })).toBe(
      "after: Lunch, about 30 min",
    );
    expect(said({ kind: "relative", day: 2, time: "10:00:00" })).toBe("day 2 of the visit, 10:00");
    expect(said({ kind: "starts", start: "2017-03-20T10:00:00" })).toBe("from 10:00");
  });

  it("leaves to the clock what the clock says", () => {
    expect(said({ kind: "within" })).toBe("");
    expect(said({ kind: "day", date: "2017-03-20" })).toBe("");
  });
});
