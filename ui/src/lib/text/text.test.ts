import { describe, expect, it } from "vitest";
import { legible, matches, shown, withWords, words } from "./text";

describe("words to be read", () => {
  it("show what would turn round the writing beside it as its escape, and leave marks that scripts need", () => {
    expect(words({ en: "Invoice \u202efdp.exe" }, ["en"])).toBe("Invoice \\u{202e}fdp.exe");
    expect(legible("a\u2066b\u2069c\u2028d")).toBe("a\\u{2066}b\\u{2069}c\\u{2028}d");
    expect(legible("שלום\u200f!")).toBe("שלום\u200f!");
  });
});

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
