import { describe, expect, it } from "vitest";
import type { At } from "../visit/when";
import {
  dayMovedTo,
  endedAt,
  firstFree,
  movedTo,
  onOtherDay,
  placedAt,
  sameWhen,
  shifted,
  startedAt,
  stretched,
} from "./moves";
import { snap, stepped } from "./wall";

const host = { axis: "Asia/Tokyo", floating: "Asia/Tokyo" };
const home = { axis: "Europe/Moscow", floating: "Asia/Tokyo" };
const lunch: At = { kind: "at", start: "2017-03-20T12:30:00", end: "2017-03-20T13:45:00", zone: "Asia/Tokyo" };
const flight: At = {
  kind: "at",
  start: "2017-03-19T18:30:00",
  end: "2017-03-20T08:50:00",
  zone: "Europe/Moscow",
  end_zone: "Asia/Tokyo",
};

describe("moving", () => {
  it("keeps the clock that a time is written in, whatever the axis", () => {
    expect(movedTo(lunch, { day: "2017-03-20", minute: 780 }, host)).toEqual({
      ...lunch,
      start: "2017-03-20T13:00:00",
      end: "2017-03-20T14:15:00",
    });
    expect(movedTo(lunch, { day: "2017-03-20", minute: 420 }, home).start).toBe("2017-03-20T13:00:00");
  });

  it("keeps a floating time floating", () => {
    const { zone: _zone, ...floating } = lunch;
    expect(shifted(floating, 5, host)).toEqual({
      kind: "at",
      start: "2017-03-20T12:35:00",
      end: "2017-03-20T13:50:00",
    });
  });

  it("keeps the time that passes between two clocks", () => {
    expect(shifted(flight, 60, host)).toEqual({
      ...flight,
      start: "2017-03-19T19:30:00",
      end: "2017-03-20T09:50:00",
    });
  });

  it("keeps the length that the clock shows through a night in which it changes", () => {
    const oslo = { axis: "Europe/Oslo", floating: "Europe/Oslo" };
    const ball: At = { kind: "at", start: "2027-03-26T23:00:00", end: "2027-03-27T04:00:00", zone: "Europe/Oslo" };
    expect(onOtherDay(ball, 1, oslo)).toMatchObject({ start: "2027-03-27T23:00:00", end: "2027-03-28T04:00:00" });
  });

  it("goes over midnight", () => {
    expect(movedTo(lunch, { day: "2017-03-20", minute: -30 }, host)).toMatchObject({
      start: "2017-03-19T23:30:00",
      end: "2017-03-20T00:45:00",
    });
  });

  it("steps to a multiple of five first", () => {
    expect([stepped(602, 5), stepped(602, -5), stepped(600, 15), snap(603)]).toEqual([605, 600, 615, 605]);
  });

  it("takes whole days along with their number", () => {
    const days = { kind: "day", date: "2017-03-20", until: "2017-03-21" } as const;
    expect(dayMovedTo(days, "2017-03-25")).toEqual({ kind: "day", date: "2017-03-25", until: "2017-03-26" });
    expect(dayMovedTo(lunch, "2017-03-25")).toEqual({ kind: "day", date: "2017-03-25" });
  });

  it("knows when nothing has moved", () => {
    expect(sameWhen(lunch, { ...lunch })).toBe(true);
    expect(sameWhen(lunch, shifted(lunch, 5, host))).toBe(false);
    expect(sameWhen(lunch, shifted(shifted(lunch, 5, host), -5, host))).toBe(true);
  });
});

describe("stretching", () => {
  it("moves one end and leaves the other", () => {
    expect(stretched(lunch, 15, host)).toEqual({ ...lunch, end: "2017-03-20T14:00:00" });
    expect(startedAt(lunch, { day: "2017-03-20", minute: 720 }, host)).toEqual({
      ...lunch,
      start: "2017-03-20T12:00:00",
    });
  });

  it("stops five minutes before nothing is left", () => {
    expect(endedAt(lunch, { day: "2017-03-20", minute: 60 }, host).end).toBe("2017-03-20T12:35:00");
    expect(startedAt(lunch, { day: "2017-03-21", minute: 0 }, host).start).toBe("2017-03-20T13:40:00");
  });

  it("writes the end of a movement on the clock of its end", () => {
    expect(endedAt(flight, { day: "2017-03-20", minute: 540 }, host)).toEqual({
      ...flight,
      end: "2017-03-20T09:00:00",
    });
    expect(endedAt(flight, { day: "2017-03-20", minute: 180 }, home).end).toBe("2017-03-20T09:00:00");
  });
});

describe("a first time", () => {
  it("is on the clock of the place, wherever the axis is", () => {
    expect(placedAt({ day: "2017-03-20", minute: 540 }, 60, "Asia/Tokyo", home)).toEqual({
      kind: "at",
      start: "2017-03-20T15:00:00",
      end: "2017-03-20T16:00:00",
      zone: "Asia/Tokyo",
    });
  });

  it("finds the first gap that is long enough", () => {
    const taken = [
      { from: 600, to: 720 },
      { from: 540, to: 570 },
    ];
    expect(firstFree(taken, 540, 60)).toBe(720);
    expect(firstFree(taken, 540, 30)).toBe(570);
    expect(firstFree([{ from: 0, to: 1440 }], 540, 60)).toBe(540);
  });
});
