import { fireEvent, render, waitFor } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import Menu from "./Menu.svelte";

const chosen = vi.fn();

/** Shows a menu whose button has no handlers of its own, and presses that button as the trigger's properties say. */
async function opened() {
  let properties: Record<string, unknown> = {};
  const trigger = createRawSnippet((props: () => Record<string, unknown>) => {
    properties = props();
    return { render: () => `<button id="${String(properties["id"])}">Actions</button>` };
  });
  const item = (label: string, disabled = false) => ({ label, disabled, onselect: () => chosen(label) });
  const groups = [[item("Open"), item("Duplicate")], [item("Move to trash", true)]];
  const screen = render(Menu, { groups, trigger });
  const button = screen.getByRole("button", { name: "Actions" });
  button.addEventListener("click", properties["onclick"] as EventListener);
  await fireEvent.click(button);
  await waitFor(() => expect(focused()).toBe("Open"));
  return { screen, button };
}

const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const focused = () => document.activeElement?.textContent.trim();

describe("a menu", () => {
  beforeEach(() => chosen.mockClear());

  it("goes round with the arrows, to its ends, and to a letter", async () => {
    await opened();
    await press("ArrowUp");
    expect(focused()).toBe("Move to trash");
    await press("ArrowDown");
    expect(focused()).toBe("Open");
    await press("End");
    expect(focused()).toBe("Move to trash");
    await press("d");
    expect(focused()).toBe("Duplicate");
  });

  it("closes on Escape, and the focus is back on its button", async () => {
    const { screen, button } = await opened();
    await press("Escape");
    expect(document.activeElement).toBe(button);
    expect(screen.queryByRole("menuitem")).toBeNull();
  });

  it("closes before it does what was chosen", async () => {
    const { screen } = await opened();
    await fireEvent.click(screen.getByRole("menuitem", { name: "Duplicate" }));
    expect(chosen).toHaveBeenCalledExactlyOnceWith("Duplicate");
    expect(screen.queryByRole("menuitem")).toBeNull();
  });

  it("does nothing for what cannot be chosen now", async () => {
    const { screen } = await opened();
    await fireEvent.click(screen.getByRole("menuitem", { name: "Move to trash" }));
    expect(chosen).not.toHaveBeenCalled();
  });

  it("closes when something else is pressed", async () => {
    const { screen } = await opened();
    await fireEvent.pointerDown(document.body);
    expect(screen.queryByRole("menuitem")).toBeNull();
  });

  it("keeps its letters from the commands of the window", async () => {
    await opened();
    const heard = vi.fn();
    window.addEventListener("keydown", heard);
    await press("n");
    window.removeEventListener("keydown", heard);
    expect(heard).not.toHaveBeenCalled();
  });
});
