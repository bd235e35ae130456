import { describe, expect, it } from "vitest";
import { countries, countryName, zoneOf } from "./countries";

describe("countries", () => {
  it("has every country once", () => {
    const codes = countries().map(({ value }) => value);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.length).toBe(249);
  });
  it("shows an unknown code as it is", () => {
    expect(countryName("ZZZZ")).toBe("ZZZZ");
    expect(countryName(undefined)).toBe("");
  });
  it("knows the clock of a government that has several to choose from", () => {
    expect(zoneOf("RU")).toBe("Europe/Moscow");
    expect(zoneOf("??")).toBeUndefined();
    for (const { value } of countries()) {
      const zone = zoneOf(value);
      // Throws where there is no such zone.
      if (zone !== undefined) new Intl.DateTimeFormat("en", { timeZone: zone });
    }
  });
});
