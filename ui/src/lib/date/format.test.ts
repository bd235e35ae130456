import { expect, test } from "vitest";
import { ago } from "./format";

test("says how long ago in the unit that a person would take", () => {
  expect([1, 59, 61, 729, 730, 3530].map(ago)).toEqual([
    "1 day ago",
    "59 days ago",
    "2 months ago",
    "24 months ago",
    "2 years ago",
    "10 years ago",
  ]);
});
