import { fireEvent } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import { addEngagement } from "../../state/commands";
import { testWindow } from "../../test-app";

/** The palette after a new engagement has been moved, so that undo speaks of one. */
async function palette() {
  const made = await testWindow({ visits: [sampleVisit()] });
  const { screen, app } = made;
  await addEngagement(app);
  const id = app.selection.engagement ?? "";
  await app.current.edit({ edit: "move_engagement", id, when: { kind: "day", date: "2017-03-20" } });
  await screen.findByRole("button", { name: "Undo: Move “New engagement”" });
  app.dialogs.show({ kind: "palette" });
  const field = await screen.findByRole("combobox", { name: "Search and commands" });
  const lines = () =>
    [
      ...(document.getElementById(field.getAttribute("aria-controls") ?? "")?.querySelectorAll("[role=option]") ?? []),
    ].map((one) => one.firstElementChild?.textContent ?? "");
  const search = (value: string) => fireEvent.input(field, { target: { value } });
  return { ...made, field, lines, search };
}

describe("the palette", () => {
  it("finds undo by its own words only, not by those of what it takes back", async () => {
    const { app, field, lines, search } = await palette();
    await search("new eng");
    expect(lines()[0]).toBe("New engagement");
    expect(lines().filter((line) => line.startsWith("Undo"))).toEqual([]);
    await fireEvent.keyDown(field, { key: "Enter" });
    expect(app.current.undoLabel?.action).not.toBe("move");
  });

  it("puts undo and redo below the other commands", async () => {
    const { app, lines, search } = await palette();
    await app.current.undo();
    await search("");
    const place = (start: string) => lines().findIndex((line) => line.startsWith(start));
    expect(place("Undo")).toBeGreaterThan(place("Keyboard shortcuts"));
    expect(place("Redo")).toBe(place("Undo") + 1);
    await search("undo");
    expect(lines()).toHaveLength(1);
  });
});
