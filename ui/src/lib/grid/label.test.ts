import { describe, expect, it } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import type { Engagement } from "../../backend/types";
import { placeOf, spoken, spokenPlace } from "./label";

const host = { axis: "Asia/Tokyo", floating: "Asia/Tokyo" };
const visit = sampleVisit();
const one = (id: string, change: Partial<Engagement> = {}) => ({ ...visit.engagements[id], ...change }) as Engagement;

describe("the spoken label", () => {
  it("says times, title, place, people, and how settled it is", () => {
    expect(spoken(one("lunch"), visit, host, ["en"])).toBe(
      "12:30 to 13:45, Working lunch, Iikura Guest House, with Sergey Lavrov, Minister of Defence of Russia, " +
        "Fumio Kishida, Minister of Defence of Japan, tentative, illustrative",
    );
  });

  it("says when people assemble, and that a thing is a series", () => {
    const calendar = { uid: "u", recurrence: ["RRULE:FREQ=DAILY;COUNT=2"], properties: [] };
    const label = spoken(one("separate", { calendar }), visit, host, ["en"]);
    expect(label).toContain("assemble at 14:55, confirmed, series");
  });

  it("says the way of a movement, and invents no time where there is none", () => {
    expect(spoken(one("transfer"), visit, host, ["en"])).toContain("Road, Haneda Airport → Iikura Guest House");
    expect(spoken(one("wreath"), visit, host, ["en"])).toBe(
      "Cultural programme, with Sergey Lavrov, proposed, illustrative",
    );
  });

  it("names the day of an end that lies on another one", () => {
    expect(spokenPlace({ start: "2017-03-20T23:00:00", end: "2017-03-21T01:00:00" })).toBe(
      "Monday 20 March 2017, 23:00 to 01:00 Tue 21 Mar",
    );
  });

  it("shows half of a way where only half is known", () => {
    expect(placeOf(one("arrival"), visit, ["en"])).toBe("→ Haneda Airport");
    expect(placeOf(one("departure"), visit, ["en"])).toBe("Haneda Airport →");
  });
});
