import { fireEvent, waitFor } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { sampleVisit } from "../backend/fake-sample";
import { testWindow } from "../test-app";
import { checkLibrary } from "./work";

describe("the check of the library", () => {
  it("shows how far it is, and can be stopped", async () => {
    const { screen, app, backend } = await testWindow({ visits: [sampleVisit()], jobTime: 200 });
    const cancel = vi.spyOn(backend, "cancelJob");
    const checked = checkLibrary(app);
    const dialog = await screen.findByRole("dialog", { name: "Checking the library" });
    const job = app.jobs.current?.id;
    await fireEvent.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(cancel).toHaveBeenCalledWith(job);
    await checked;
    await waitFor(() => expect(dialog.isConnected).toBe(false));
    expect(app.notices.error).toBeNull();
    expect(app.notices.toasts).toEqual([]);
  });

  it("says that the library is sound when it has ended", async () => {
    const { screen, app } = await testWindow({ visits: [sampleVisit()] });
    await checkLibrary(app);
    await screen.findByText("The library is sound.");
  });
});
