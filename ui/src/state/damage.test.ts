import { fireEvent } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { BackendError } from "../backend/backend";
import { sampleVisit } from "../backend/fake-sample";
import { testWindow } from "../test-app";

const LOST = { author: "Anna Orlova", at: "2017-03-01T09:00:00Z", label: null };

describe("damage", () => {
  it("is told when a look at the stored visits finds it, with the way to save the rest", async () => {
    const damage = [{ kind: "visit", id: "v-1", title: "Talks", detail: "its end is missing" } as const];
    const { screen, backend } = await testWindow({ visits: [sampleVisit()], damage });
    const report = {
      folder: "/home/officer/rescued",
      saved: [
        { kind: "visit", name: "v-1", title: "Talks", why: "its end is missing", lost: [LOST], incomplete: true },
      ],
      lost: [{ kind: "visit", name: "v-2", title: "", why: "its history is empty" }],
    };
    vi.spyOn(backend, "rescueLibrary").mockResolvedValue(report);
    await fireEvent.click(await screen.findByRole("button", { name: "Save what can be read…" }));
    const dialog = await screen.findByRole("dialog", { name: "What was saved" });
    for (const words of [
      "/home/officer/rescued",
      "Talks",
      "Anna Orlova",
      "A change that cannot be named",
      "More changes may be missing",
      "its history is empty",
    ])
      expect(dialog.textContent).toContain(words);
  });

  it("of the whole file is told instead of that of the only visit in it, which is no way out there", async () => {
    const visit = sampleVisit();
    const { screen, app } = await testWindow({ visits: [visit], fileDamage: "invalid page number 11" });
    const banner = await screen.findByTestId("damaged");
    expect(banner.textContent).toContain("nothing in it can be changed");
    expect(screen.queryByRole("button", { name: "Dismiss" })).toBeNull();
    for (const button of screen.getAllByRole("button", { name: /New visit|Import/ }))
      expect(button).toHaveProperty("disabled", true);
    await fireEvent.click(screen.getByRole("button", { name: "Save what can be read…" }));
    await screen.findByRole("dialog", { name: "What was saved" });
    await app.openVisit(visit.id);
    // What cannot be done there is not advised, the one way out is offered once, and the visit has its name.
    const error = await screen.findByTestId("error");
    expect(error.textContent).toContain("“Visit of the Foreign Minister to Tokyo” is damaged and cannot be opened.");
    expect(error.textContent).not.toContain(visit.id);
    expect(app.notices.wayOut).toBeNull();
    expect(screen.getAllByRole("button", { name: "Save what can be read…" })).toHaveLength(1);
    expect(screen.getByTestId("damaged")).toBe(banner);
  });

  it("that leaves nothing to save is told without sending anybody to an empty library", async () => {
    const { screen, app } = await testWindow({ visits: [sampleVisit()] });
    const lost = [{ kind: "visit", name: "v-2", title: "Talks", why: "its history is empty" }];
    app.dialogs.show({ kind: "rescued", report: { folder: null, saved: [], lost } });
    const dialog = await screen.findByRole("dialog", { name: "What was saved" });
    expect(dialog.textContent).toContain("No visit could be read.");
    expect(dialog.textContent).not.toContain("put the new folder in its place");
  });

  it("of a visit that is opened is told with the way to recover it, and what is lost is named", async () => {
    const visit = sampleVisit();
    const { screen, app, backend } = await testWindow({ visits: [visit, { ...sampleVisit(), id: "other" }] });
    const open = vi.spyOn(backend, "openVisit");
    open.mockRejectedValueOnce(
      new BackendError({ code: "visit_damaged", message: "It is damaged.", subject: visit.id }),
    );
    await app.openVisit(visit.id);
    const { summary } = await backend.recoverVisit("test", visit.id);
    vi.spyOn(backend, "recoverVisit").mockResolvedValue({ summary, lost: [LOST], incomplete: false });
    await fireEvent.click(await screen.findByRole("button", { name: "Recover what can be read" }));
    const dialog = await screen.findByRole("dialog", { name: "The visit was recovered" });
    expect(dialog.textContent).toContain("1 change could not be read.");
    expect(dialog.textContent).not.toContain("More changes may be missing");
    expect(app.current.visit?.id).toBe(summary.id);
    expect(app.notices.error).toBeNull();
  });

  it("of what can be undone leaves the visit open, and can be forgotten", async () => {
    const visit = sampleVisit();
    const { screen, app, backend } = await testWindow({ visits: [visit, { ...sampleVisit(), id: "other" }] });
    const opened = await backend.openVisit(visit.id);
    vi.spyOn(backend, "openVisit").mockResolvedValueOnce({ ...opened, warnings: ["The steps are damaged."] });
    await app.openVisit(visit.id);
    expect(app.current.visit?.id).toBe(visit.id);
    await fireEvent.click(await screen.findByRole("button", { name: "Forget what can be undone" }));
    await vi.waitFor(() => expect(app.notices.error).toBeNull());
    expect(app.current.warnings).toEqual([]);
  });
});
