import { describe, expect, it } from "vitest";
import { matches, shown, withWords } from "./text";

describe("shown", () => {
  it("falls back visibly, never silently", () => {
    expect(shown({ en: "Lunch", ru: "Обед" }, ["en", "ru"])).toEqual({ value: "Lunch", lang: "en", fallback: false });
    expect(shown({ ru: "Обед" }, ["en", "ru"])).toEqual({ value: "Обед", lang: "ru", fallback: true });
    expect(shown({ ja: "昼食" }, ["en"])).toEqual({ value: "昼食", lang: "ja", fallback: true });
    expect(shown({}, ["en"])).toBeNull();
  });
});

describe("withWords", () => {
  it("changes one language and leaves the others", () => {
    expect(withWords({ en: "Lunch", ru: "Обед" }, "en", " Dinner ")).toEqual({ en: "Dinner", ru: "Обед" });
    expect(withWords({ en: "Lunch", ru: "Обед" }, "en", "")).toEqual({ ru: "Обед" });
    expect(withWords({ en: "Lunch" }, "en", " ")).toBeNull();
  });
});

describe("matches", () => {
  it("finds words in any order, case and with any accents", () => {
    expect(matches("Tête-à-tête in Kraków", "krakow tete")).toBe(true);
    expect(matches("Tokyo", "tokyo osaka")).toBe(false);
  });
});
