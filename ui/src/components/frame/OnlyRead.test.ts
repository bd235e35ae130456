import { fireEvent } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import { testWindow } from "../../test-app";

/** A visit that can still be opened in a library whose file is damaged. */
async function onlyRead() {
  const visit = sampleVisit();
  const made = await testWindow({ visits: [visit], fileDamage: "invalid page", readable: [visit.id] });
  const edit = vi.spyOn(made.backend, "edit");
  await made.app.openVisit(visit.id, "overview");
  await made.screen.findByTestId("history");
  return { ...made, edit };
}

/** What in the rooms could still take words, or a choice. */
function changeable(within: ParentNode): Element[] {
  const controls = within.querySelectorAll<HTMLInputElement>("input, textarea, select, form button");
  return [...controls].filter((one) => !one.disabled && !one.readOnly);
}

describe("a library that can only be read", () => {
  it("says so, and offers no field, task or seat to change in the overview", async () => {
    const { screen } = await onlyRead();
    expect(screen.getByTestId("damaged").textContent).toContain("nothing in it can be changed");
    expect(screen.getByTestId("only-read").textContent).toContain("Can only be read");
    expect(changeable(screen.getByTestId("room-overview"))).toEqual([]);
    for (const name of ["Change the status of the visit", /^Remove /])
      expect(screen.queryByRole("button", { name })).toBeNull();
  });

  it("lets engagements be read in the calendar, the list and the inspector, and nothing be moved or added", async () => {
    const { screen, app, edit } = await onlyRead();
    app.go("programme");
    const block = await screen.findByRole("button", { name: /^12:30 to 13:45, Working lunch/ });
    block.focus();
    for (const key of ["n", " ", "m", "Delete"]) await fireEvent.keyDown(block, { key, bubbles: true });
    expect(screen.getByTestId("announcer").textContent).toBe("");
    expect(screen.getByRole("button", { name: "New engagement" })).toHaveProperty("disabled", true);
    app.selection.open("lunch");
    const title = await screen.findByRole("textbox", { name: "Title" });
    expect(title).toHaveProperty("value", "Working lunch");
    expect(changeable(screen.getByTestId("inspector"))).toEqual([]);
    expect(screen.queryByRole("button", { name: "Remove engagement" })).toBeNull();
    app.preferences.view = "list";
    expect(changeable(await screen.findByTestId("programme-list"))).toEqual([]);
    expect(screen.queryByRole("button", { name: /^Add an engagement/ })).toBeNull();
    expect(edit).not.toHaveBeenCalled();
  });

  it("does not let a block be pulled", async () => {
    const { screen, app, edit } = await onlyRead();
    app.go("programme");
    const block = await screen.findByRole("button", { name: /^12:30 to 13:45, Working lunch/ });
    await fireEvent.pointerDown(block, { button: 0, clientX: 10, clientY: 10 });
    await fireEvent.pointerMove(window, { clientX: 10, clientY: 80 });
    await fireEvent.pointerUp(window, { clientX: 10, clientY: 80 });
    expect(edit).not.toHaveBeenCalled();
    expect(app.selection.engagement).toBe("lunch");
  });

  it("can be exported, and days can be chosen for that", async () => {
    const { screen, app } = await onlyRead();
    app.dialogs.show({ kind: "export", format: "pdf" });
    const dialog = await screen.findByRole("dialog", { name: "Export the programme as PDF" });
    expect(changeable(dialog)).not.toEqual([]);
  });
});
