import { describe, expect, it } from "vitest";
import { parseDate, parseTime, stepTime } from "./parse";

describe("parseDate", () => {
  it.each([
    ["2017-03-20", "2017-03-20"],
    ["20.3.2017", "2017-03-20"],
    ["20/3", "2017-03-20"],
    ["20 March", "2017-03-20"],
    ["Mon 20 Mar 2017", "2017-03-20"],
    ["Monday, 20 March 2017", "2017-03-20"],
    ["22", "2017-03-22"],
    ["2 jan", "2017-01-02"],
    ["20.03.17", "2017-03-20"],
  ])("reads %s", (text, date) => {
    expect(parseDate(text, "2017-03-21")).toBe(date);
  });

  it("takes the nearest year where none is given", () => {
    expect(parseDate("2 January", "2017-12-30")).toBe("2018-01-02");
    expect(parseDate("30.12", "2017-01-02")).toBe("2016-12-30");
  });

  it.each(["", "31.2.2017", "soon", "20 Foo", "32"])("finds no date in %o", (text) => {
    expect(parseDate(text, "2017-03-21")).toBeNull();
  });
});

describe("parseTime", () => {
  it.each([
    ["9", "09:00"],
    ["930", "09:30"],
    ["9:30", "09:30"],
    ["09.30", "09:30"],
    ["21h15", "21:15"],
    ["0000", "00:00"],
  ])("reads %s", (text, time) => {
    expect(parseTime(text)).toBe(time);
  });

  it.each(["", "24:00", "9:75", "noon", "9:3"])("finds no time in %o", (text) => {
    expect(parseTime(text)).toBeNull();
  });
});

describe("stepTime", () => {
  it("goes to the next five minutes, and around midnight", () => {
    expect(stepTime("10:02", 1)).toBe("10:05");
    expect(stepTime("10:02", -1)).toBe("10:00");
    expect(stepTime("23:55", 1)).toBe("00:00");
    expect(stepTime("00:00", -1)).toBe("23:55");
    expect(stepTime("noon", 1)).toBe("noon");
  });
});
