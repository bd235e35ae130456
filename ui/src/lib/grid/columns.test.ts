import { describe, expect, it } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import { columnsOf, orderOf, runsOf } from "./columns";

describe("the columns of principals", () => {
  it("put the heads of both delegations side by side and each with their own behind them", () => {
    expect(orderOf(["g1", "g2"], ["h1", "h2"], [])).toEqual(["g2", "g1", "h1", "h2"]);
  });

  it("make one block of the Two Plus Two, of the ministers' talks and of each side's travel", () => {
    const columns = columnsOf(sampleVisit()).map(({ id }) => id);
    expect(columns).toEqual(["ru-defence", "lavrov", "kishida", "jp-defence"]);
    for (const group of [["lavrov", "kishida"], ["lavrov", "ru-defence"], columns]) {
      expect(runsOf(group, columns)).toHaveLength(1);
    }
  });

  it("change places where that tears fewer meetings apart, but never part the heads", () => {
    const order = orderOf(
      ["g1", "g2"],
      ["h1", "h2"],
      [
        ["g2", "h2"],
        ["g2", "h2"],
        ["g1", "h1"],
      ],
    );
    expect(runsOf(["g2", "h2"], order)).toHaveLength(1);
    expect(runsOf(["g1", "h1"], order)).toHaveLength(1);
  });

  it.each([
    [[], [], []],
    [["g1"], [], ["g1"]],
    [[], ["h1", "h2"], ["h1", "h2"]],
  ])("work where a side has nobody: %j and %j", (guests, hosts, order) => {
    expect(orderOf(guests, hosts, [])).toEqual(order);
  });

  it("stay quick with many principals, and hold each of them once", () => {
    const guests = Array.from({ length: 12 }, (_, place) => `g${String(place)}`);
    const hosts = Array.from({ length: 12 }, (_, place) => `h${String(place)}`);
    const order = orderOf(
      guests,
      hosts,
      guests.map((guest, place) => [guest, `h${String(place)}`]),
    );
    expect([...order].sort()).toEqual([...guests, ...hosts].sort());
    expect(runsOf(["g0", "h0"], order)).toHaveLength(1);
  });
});

describe("runs", () => {
  it("are as many as there are gaps, and one more", () => {
    expect(runsOf(["a", "b", "d"], ["a", "b", "c", "d"])).toEqual([
      { from: 0, to: 1 },
      { from: 3, to: 3 },
    ]);
    expect(runsOf(["x"], ["a", "b"])).toEqual([]);
  });
});
