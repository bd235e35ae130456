import { expect, test } from "vitest";
import type { Party } from "../../backend/types";
import { withPatch } from "./patch";

test("a patch sets what it names, takes away what is null, and leaves the rest", () => {
  const party: Party = { country: "JP", zone: "Asia/Tokyo", capital: { en: "Tokyo" } };
  expect(withPatch(party, { country: "RU", zone: null })).toEqual({ country: "RU", capital: { en: "Tokyo" } });
});
