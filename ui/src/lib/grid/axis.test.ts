import { describe, expect, it } from "vitest";
import { hoursOf, nightsOf } from "./axis";

describe("the hours of a day", () => {
  it("show the home clock beside them, and its date where it changes", () => {
    const hours = hoursOf("2017-03-20", "Asia/Tokyo", "Europe/Moscow");
    expect(hours).toHaveLength(24);
    expect(hours[0]).toEqual({ minute: 0, label: "00:00", home: "18:00", homeDay: "2017-03-19" });
    expect(hours[6]).toEqual({ minute: 360, label: "06:00", home: "00:00", homeDay: "2017-03-20" });
    expect(hours[7]).toEqual({ minute: 420, label: "07:00", home: "01:00" });
  });

  it("show one clock where there is no other", () => {
    expect(hoursOf("2017-03-20", "Asia/Tokyo", null)[10]).toEqual({ minute: 600, label: "10:00" });
  });

  it("follow the home clock through its change, and zones that are no whole hours apart", () => {
    const change = hoursOf("2027-03-28", "Asia/Tokyo", "Europe/Oslo");
    expect([change[9]?.home, change[10]?.home]).toEqual(["01:00", "03:00"]);
    expect(hoursOf("2027-03-28", "Asia/Tokyo", "Asia/Kolkata")[10]?.home).toBe("06:30");
  });
});

describe("nights at home", () => {
  it("are the host's hours from ten in the evening to seven in the morning at home", () => {
    expect(nightsOf("2017-03-20", "Asia/Tokyo", "Europe/Moscow")).toEqual([{ from: 240, to: 780 }]);
  });

  it("may come twice in a day", () => {
    expect(nightsOf("2017-03-20", "Europe/Moscow", "Europe/Moscow")).toEqual([
      { from: 0, to: 420 },
      { from: 1320, to: 1440 },
    ]);
  });
});
