import { describe, expect, it } from "vitest";
import { boundsOf, edtfOf, precisionOf } from "./edtf";

describe("boundsOf", () => {
  it.each([
    ["2017-03-20", "2017-03-20", "2017-03-20"],
    ["2017-03-20/2017-03-21", "2017-03-20", "2017-03-21"],
    ["2013-11", "2013-11-01", "2013-11-30"],
    ["2016-02~", "2016-02-01", "2016-02-29"],
    ["2018", "2018-01-01", "2018-12-31"],
    ["2017-24", "2017-12-01", "2018-02-28"],
    ["2017-34", "2017-04-01", "2017-06-30"],
    ["0099-24", "0099-12-01", "0100-02-28"],
    ["0000-02", "0000-02-01", "0000-02-29"],
  ])("spans the days of %s", (edtf, first, last) => {
    expect(boundsOf(edtf)).toEqual({ first, last });
  });

  it.each(["2017-13", "2017-02-29", "", "..", "2017-03-20/..", "soon", "2018/2017", "9999-24"])(
    "knows no days for %o",
    (edtf) => {
      expect(boundsOf(edtf)).toBeNull();
    },
  );
});

describe("edtfOf and precisionOf", () => {
  it("writes one day as one date", () => {
    expect(edtfOf("2017-03-20", "2017-03-20")).toBe("2017-03-20");
    expect(edtfOf("2017-03-20", "2017-03-21")).toBe("2017-03-20/2017-03-21");
  });
  it("tells a day from a month, a year and an open end", () => {
    expect(["2017-03-20", "2017-03", "2018", "2017-03-20/.."].map(precisionOf)).toEqual([
      "day",
      "month",
      "year",
      "open",
    ]);
  });
});
