import { describe, expect, it } from "vitest";
import { carryAction } from "./keys";

const press = (key: string, shiftKey = false, ctrlKey = false) => carryAction({ key, shiftKey, ctrlKey });

describe("keys on what is carried", () => {
  it("move by five minutes, by fifteen with Ctrl, by an hour with the page keys", () => {
    expect(press("ArrowDown")).toEqual({ do: "shift", minutes: 5 });
    expect(press("ArrowUp", false, true)).toEqual({ do: "shift", minutes: -15 });
    expect(press("PageDown")).toEqual({ do: "shift", minutes: 60 });
  });

  it("change the length with Shift, and the day sideways", () => {
    expect(press("ArrowUp", true)).toEqual({ do: "stretch", minutes: -5 });
    expect(press("ArrowLeft")).toEqual({ do: "day", days: -1 });
  });

  it("put down and give back, and leave every other key alone", () => {
    expect([press("Enter"), press(" "), press("Escape"), press("Tab"), press("x")]).toEqual([
      { do: "put_down" },
      { do: "put_down" },
      { do: "give_back" },
      null,
      null,
    ]);
  });
});
