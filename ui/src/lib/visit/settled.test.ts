import { describe, expect, it } from "vitest";
import { settledWords } from "./settled";

describe("what is said of a status", () => {
  const condition = { en: "the House does not sit" };
  const postponed = { from: { edtf: "2017-03-20" }, reason: { en: "Elections" }, agreed_with: {} };

  it("is the condition where it is conditional", () => {
    expect(settledWords({ status: "conditional", condition, postponed }, ["en"])).toBe("if: the House does not sit");
    expect(settledWords({ status: "conditional" }, ["en"])).toBe("");
  });

  it("is from when and why where it was postponed", () => {
    const said = settledWords({ status: "postponed", condition, postponed }, ["en"]);
    expect(said).toMatch(/^postponed from .*20.* · Elections$/);
    expect(settledWords({ status: "postponed" }, ["en"])).toBe("");
  });

  it("is nothing where the status says all", () => {
    expect(settledWords({ status: "confirmed", condition, postponed }, ["en"])).toBe("");
  });
});
