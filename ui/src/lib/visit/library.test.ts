import { describe, expect, it } from "vitest";
import type { ListedVisit } from "../../backend/types";
import { groupVisits } from "./library";

const visit = (id: string, first?: string, last?: string): ListedVisit => ({
  id,
  title: { en: `Visit to ${id}`, ru: "Визит" },
  status: "confirmed",
  guest: "RU",
  place: {},
  ...(first && last ? { first, last } : {}),
});
const visits = [
  visit("Tokyo", "2017-03-20", "2017-03-21"),
  visit("Oslo", "2017-05-02", "2017-05-03"),
  visit("Rome"),
  visit("Lima", "2017-01-10", "2017-01-12"),
  visit("Bonn", "2016-01-10", "2016-01-12"),
];
const grouped = (search = "") =>
  groupVisits(visits, "2017-03-20", search, ["en"]).map((one) => [one.group, one.visits.map(({ id }) => id).join(" ")]);

describe("groupVisits", () => {
  it("puts the nearest first in each group, and a visit without dates among those to come", () => {
    expect(grouped()).toEqual([
      ["running", "Tokyo"],
      ["upcoming", "Oslo Rome"],
      ["concluded", "Lima Bonn"],
    ]);
  });
  it("finds words in any language and any order, and dates", () => {
    expect(grouped("oslo visit")).toEqual([["upcoming", "Oslo"]]);
    expect(grouped("визит 2016")).toEqual([["concluded", "Bonn"]]);
    expect(grouped("paris")).toEqual([]);
  });
});
