import { describe, expect, it } from "vitest";
import { placeBelow } from "./place";

function box(x: number, y: number, width: number, height: number): HTMLElement {
  const element = document.createElement("div");
  element.getBoundingClientRect = () => new DOMRect(x, y, width, height);
  return element;
}

const { innerWidth: wide, innerHeight: high } = window;

describe("a popup", () => {
  it("lies below what opened it, edge on edge", () => {
    const popup = box(0, 0, 200, 120);
    placeBelow(popup, box(300, 50, 100, 30), "start");
    expect([popup.style.left, popup.style.top]).toEqual(["300px", "84px"]);
    placeBelow(popup, box(300, 50, 100, 30), "end");
    expect(popup.style.left).toBe("200px");
  });

  it("lies above where there is no room below, and no higher than the room there", () => {
    const popup = box(0, 0, 200, 250);
    placeBelow(popup, box(300, high - 40, 100, 30), "start");
    expect(popup.style.top).toBe(`${String(high - 40 - 4 - 250)}px`);
    placeBelow(popup, box(300, high - 40, 100, 30), "start");
    expect(popup.style.maxHeight).toBe("320px");
  });

  it("stays in the window", () => {
    const popup = box(0, 0, 200, 120);
    placeBelow(popup, box(10, 50, 100, 30), "end");
    expect(popup.style.left).toBe("4px");
    placeBelow(popup, box(wide - 50, 50, 40, 30), "start");
    expect(popup.style.left).toBe(`${String(wide - 204)}px`);
  });
});
