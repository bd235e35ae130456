import { fireEvent, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import { testWindow } from "../../test-app";

const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.body, { key, bubbles: true, ...more });

describe("the window", () => {
  it("teaches the first step where the library is empty", async () => {
    const { screen, app } = await testWindow();
    expect(await screen.findByRole("heading", { name: "No visits yet" })).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "Open the sample" }));
    await screen.findByRole("heading", { level: 1, name: "Visit of the Foreign Minister to Tokyo" });
    expect(app.room).toBe("overview");
  });

  it("says what happened where the library cannot be opened, and tries again", async () => {
    const trouble = {
      code: "library_already_open",
      message: "Locked by another process.",
      subject: "library.chancery",
    };
    const { screen } = await testWindow({ trouble });
    expect(await screen.findByRole("heading", { name: "The library is open elsewhere" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  });

  it("uses a library that lacks saved changes only after it was asked for twice", async () => {
    const trouble = { code: "library_behind", message: "It lacks changes (3, the last ones).", subject: "" };
    const { screen } = await testWindow({ trouble });
    await fireEvent.click(await screen.findByRole("button", { name: "Use it as it is" }));
    const dialog = await screen.findByRole("dialog", { name: "Use the library as it is?" });
    expect(dialog.textContent).toContain("It lacks changes (3, the last ones).");
    expect(dialog.textContent).toContain("No visit is left without them");
    await fireEvent.click(screen.getByRole("button", { name: "Go on without them" }));
    expect(await screen.findByRole("heading", { name: "No visits yet" })).toBeTruthy();
  });

  it("says what is left before it uses a library that lacks saved changes", async () => {
    const trouble = { code: "library_behind", message: "It lacks changes (3, the last ones).", subject: "" };
    const { screen } = await testWindow({ trouble, visits: [sampleVisit()] });
    await fireEvent.click(await screen.findByRole("button", { name: "Use it as it is" }));
    const dialog = await screen.findByRole("dialog", { name: "Use the library as it is?" });
    expect(dialog.textContent).toContain("1 visit is left without them");
    expect(dialog.textContent).toContain("Visit of the Foreign Minister to Tokyo");
    await fireEvent.click(screen.getByRole("button", { name: "Go on without them" }));
    await screen.findByTestId("room-overview");
  });

  it("opens the only visit, and counts the days to it", async () => {
    const { screen } = await testWindow({ visits: [sampleVisit()] });
    expect(await screen.findByText("14 days to go")).toBeTruthy();
  });

  it("names what undo takes back, on the bar and in the native menu", async () => {
    const { screen, app, backend } = await testWindow({ visits: [sampleVisit()] });
    await screen.findByText("14 days to go");
    await app.current.edit({ edit: "move_engagement", id: "lunch", when: { kind: "within" } });
    expect(await screen.findByRole("button", { name: "Undo: Move “Working lunch”" })).toBeTruthy();
    await waitFor(() =>
      expect(backend.menuState()).toEqual({ undo: "Move “Working lunch”", visit_open: true, only_read: false }),
    );
    await press("z", { ctrlKey: true });
    await screen.findByRole("button", { name: "Redo: Move “Working lunch”" });
    expect(screen.getByTestId("announcer").textContent).toBe("Undone: Move “Working lunch”");
  });

  it("goes to rooms by keys and by the native menu", async () => {
    const { screen, app, backend } = await testWindow({ visits: [sampleVisit()] });
    await screen.findByTestId("room-overview");
    await press("3", { ctrlKey: true });
    expect(await screen.findByTestId("room-programme")).toBeTruthy();
    backend.chooseInMenu("show_visits");
    expect(await screen.findByTestId("room-visits")).toBeTruthy();
    expect(app.room).toBe("visits");
  });

  it("asks where a dropped calendar belongs while a visit is open", async () => {
    const { screen, backend } = await testWindow({ visits: [sampleVisit()] });
    await screen.findByTestId("room-overview");
    backend.giveFiles(["/tmp/host.ics"]);
    expect(await screen.findByRole("dialog", { name: "Import host.ics" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Import into “Visit of the Foreign Minister to Tokyo”" })).toBeTruthy();
  });

  it("shows a refusal with its subject until it is dismissed", async () => {
    const { screen, app } = await testWindow({ visits: [sampleVisit()] });
    await screen.findByTestId("room-overview");
    await app.current.edit({ edit: "remove", key: { kind: "engagement", id: "nothing" } });
    const banner = await screen.findByTestId("error");
    expect(banner.dataset["code"]).toBe("not_found");
    await fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByTestId("error")).toBeNull();
  });
});
