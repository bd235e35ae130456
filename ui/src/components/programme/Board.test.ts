import { fireEvent, waitFor } from "@testing-library/svelte";
import { beforeAll, describe, expect, it } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import { testWindow } from "../../test-app";

beforeAll(() => {
  // The test's document has no layout.
  Element.prototype.scrollIntoView = () => undefined;
});

async function programme() {
  const made = await testWindow({ visits: [sampleVisit()] });
  await made.screen.findByTestId("room-overview");
  made.app.go("programme");
  await made.screen.findByTestId("programme-grid");
  const block = (name: RegExp) => made.screen.findByRole("button", { name });
  const when = (id: string) => made.app.current.visit?.engagements[id]?.when;
  const carrier = () => made.screen.findByTestId("programme-carrier");
  return { ...made, block, when, carrier };
}

describe("the calendar", () => {
  it("moves an engagement by keyboard in one edit, and gives the focus back to it", async () => {
    const { app, block, carrier, when } = await programme();
    await fireEvent.keyDown(await block(/Two Plus Two/), { key: " " });
    await fireEvent.keyDown(await carrier(), { key: "ArrowDown" });
    await fireEvent.keyDown(await carrier(), { key: "ArrowDown", ctrlKey: true });
    expect(when("two-plus-two")).toMatchObject({ start: "2017-03-20T10:00:00" });
    await fireEvent.keyDown(await carrier(), { key: "Enter" });
    await waitFor(() =>
      expect(when("two-plus-two")).toEqual({
        kind: "at",
        start: "2017-03-20T10:20:00",
        end: "2017-03-20T12:20:00",
        zone: "Asia/Tokyo",
      }),
    );
    const moved = await block(/^10:20 to 12:20, Two Plus Two/);
    await waitFor(() => expect(document.activeElement).toBe(moved));
    expect(app.notices.announcement).toContain("is now Monday 20 March 2017, 10:20 to 12:20");
    await app.current.undo();
    expect(when("two-plus-two")).toMatchObject({ start: "2017-03-20T10:00:00" });
    expect(app.current.undoLabel).toBeNull();
  });

  it("gives back on Escape what was picked up, without an edit", async () => {
    const { app, block, carrier, when } = await programme();
    await fireEvent.keyDown(await block(/Working lunch/), { key: "m" });
    await fireEvent.keyDown(await carrier(), { key: "ArrowDown", shiftKey: true });
    await fireEvent.keyDown(await carrier(), { key: "Escape" });
    expect(when("lunch")).toMatchObject({ start: "2017-03-20T12:30:00", end: "2017-03-20T13:45:00" });
    expect(app.current.undoLabel).toBeNull();
    const lunch = await block(/Working lunch/);
    await waitFor(() => expect(document.activeElement).toBe(lunch));
  });

  it("gives an undated engagement a time on the clock of the host", async () => {
    const { block, carrier, when } = await programme();
    await fireEvent.keyDown(await block(/Cultural programme/), { key: " " });
    await fireEvent.keyDown(await carrier(), { key: "Enter" });
    await waitFor(() => expect(when("wreath")).toMatchObject({ kind: "at", zone: "Asia/Tokyo" }));
  });

  it("adds an engagement after the one with the focus, and opens it", async () => {
    const { app, block, carrier } = await programme();
    await fireEvent.keyDown(await block(/Working lunch/), { key: "n" });
    await fireEvent.keyDown(await carrier(), { key: "Enter" });
    await block(/^13:45 to 14:45, New engagement, proposed/);
    const id = app.selection.engagement ?? "";
    expect(app.current.visit?.engagements[id]?.when).toMatchObject({ start: "2017-03-20T13:45:00" });
  });

  it("removes with Delete what undo brings back", async () => {
    const { app, block, screen } = await programme();
    await fireEvent.keyDown(await block(/Working lunch/), { key: "Delete" });
    await waitFor(() => expect(screen.queryByRole("button", { name: /^12:30.*Working lunch/ })).toBeNull());
    await app.current.undo();
    await block(/^12:30 to 13:45, Working lunch/);
  });

  it("opens in the inspector with Enter, and walks with the arrows", async () => {
    const { app, block } = await programme();
    const lunch = await block(/Working lunch/);
    lunch.focus();
    await fireEvent.keyDown(lunch, { key: "ArrowDown" });
    expect(document.activeElement).toBe(await block(/^15:00 to 16:30, Talks/));
    await fireEvent.keyDown(document.activeElement ?? lunch, { key: "Enter" });
    expect(app.selection.engagement).toBe("separate");
  });

  it("turns to another day while something is selected", async () => {
    const { app, screen } = await programme();
    app.selection.select("lunch");
    await fireEvent.click(await screen.findByRole("button", { name: "Later days" }));
    await screen.findByRole("heading", { name: "Tuesday 21 March 2017" });
    app.selection.select("separate");
    await screen.findByRole("heading", { name: "Monday 20 March 2017" });
  });

  it("draws with N wherever in the room the focus is", async () => {
    const { app, carrier, screen } = await programme();
    await fireEvent.keyDown(screen.getByRole("main"), { key: "n" });
    await fireEvent.keyDown(await carrier(), { key: "Escape" });
    expect(app.notices.announcement).toBe("Nothing was added");
    expect(app.current.undoLabel).toBeNull();
  });

  it("shows the home clock's days where that is the wanted one", async () => {
    const { app, screen } = await programme();
    app.preferences.zoneMode = "home";
    await screen.findByRole("heading", { name: "Sunday 19 March 2017" });
  });
});
