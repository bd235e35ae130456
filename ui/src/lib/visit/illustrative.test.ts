import { describe, expect, it } from "vitest";
import { illustrativeWords, isIllustrative } from "./illustrative";

describe("what is illustrative", () => {
  it("is said part by part, or once for the whole", () => {
    expect(illustrativeWords({ illustrative: { when: true, status: true } })).toBe(
      "illustrative: day and time, status",
    );
    expect(illustrativeWords({ illustrative: { whole: true, when: true } })).toBe("illustrative");
    expect(illustrativeWords({ illustrative: { when: false } })).toBe("");
    expect(illustrativeWords({})).toBe("");
  });

  it("covers every part where the whole is marked", () => {
    expect(isIllustrative({ illustrative: { whole: true } }, "venue")).toBe(true);
    expect(isIllustrative({ illustrative: { when: true } }, "venue")).toBe(false);
    expect(isIllustrative({}, "when")).toBe(false);
  });
});
