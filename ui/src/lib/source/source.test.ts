import { describe, expect, it } from "vitest";
import { issuedWords, issueOn, issueParts, sourceName, sourceNote } from "./source";

const comment = {
  title: {},
  kind: "comment" as const,
  publisher: { en: "Press Department" },
  issued: { kind: "at" as const, time: "2017-03-17T11:04:00" },
  languages: ["en", "ru"],
  order: "a0",
  remarks: {},
};

describe("a source", () => {
  it("is known by its title, else by its publisher", () => {
    expect(sourceName(comment, ["en"])).toBe("Press Department");
    expect(sourceName({ ...comment, title: { en: "On the visit" } }, ["ru"])).toBe("On the visit");
    expect(sourceName(undefined, ["en"])).toBe("");
  });

  it("says its kind and when it was issued, and no zone that nobody gave", () => {
    expect(sourceNote(comment)).toMatch(/^Comment · 17 March 2017, 11:04$/);
    expect(issuedWords({ ...comment.issued, zone: "Europe/Moscow" })).toMatch(/11:04 Moscow$/);
    expect(issuedWords({ kind: "on", edtf: "2017-03", phrase: "this March" })).toBe("this March");
    expect(issuedWords(undefined)).toBe("");
  });

  it("is issued on a day, or at a time by the clock that is known", () => {
    expect(issueParts(comment.issued)).toEqual({ day: "2017-03-17", time: "11:04" });
    expect(issueParts({ kind: "on", edtf: "2017-03" })).toEqual({ day: "", time: "" });
    expect(issueOn("2017-03-18", "", comment.issued)).toEqual({ kind: "on", edtf: "2017-03-18" });
    expect(issueOn("2017-03-18", "09:30", { ...comment.issued, zone: "Asia/Tokyo" })).toEqual({
      kind: "at",
      time: "2017-03-18T09:30:00",
      zone: "Asia/Tokyo",
    });
    expect(issueOn("", "09:30", undefined)).toBeNull();
  });
});
