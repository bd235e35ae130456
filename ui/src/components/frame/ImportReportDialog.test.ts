import { describe, expect, it, vi } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import { summarise } from "../../backend/fake-summary";
import type { ImportedVisit, ImportReport } from "../../backend/types";
import { testWindow } from "../../test-app";
import { importFile } from "../../state/work";

async function imported(more: Partial<ImportReport>) {
  const visit = sampleVisit();
  const made = await testWindow({ visits: [visit] });
  await made.screen.findByTestId("room-overview");
  const report = { visit: visit.id, summary: summarise(visit, false), taken: 0, visits: [], skipped: [], ...more };
  vi.spyOn(made.backend, "importFile").mockResolvedValue(report);
  await importFile(made.app, "/tmp/visits.json");
  return made.screen;
}

const one = (more: Partial<ImportedVisit>): ImportedVisit => ({
  visit: "v-1",
  title: { en: "Talks in Astana" },
  outcome: "new",
  ...more,
});

describe("what an import says", () => {
  it("is one short sentence where everything was taken in", async () => {
    const screen = await imported({ taken: 2, visits: [one({}), one({ visit: "v-2" })] });
    expect(await screen.findByText("2 visits were taken in.")).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("names what a dossier has otherwise than the file, and nothing where all of it was new", async () => {
    const entry = (id: string, fields: string[]) => ({ key: { kind: "contact", id } as const, title: "Forum", fields });
    const document = { document: "dossier", name: "JP-RU" } as const;
    const part = { document, added: [entry("c-1", [])], completed: [], kept: [entry("c-2", ["title/en"])] };
    const screen = await imported({ taken: 1, visits: [one({})], parts: [part] });
    const dialog = await screen.findByRole("dialog", { name: "What was imported" });
    expect(dialog.textContent).toContain("Dossier JP-RU: 1 new, 0 completed.");
    expect(dialog.textContent).toContain("title/en");
    screen.unmount();
    const silent = await imported({ taken: 1, visits: [one({})], parts: [{ ...part, kept: [] }] });
    expect(silent.queryByRole("dialog")).toBeNull();
  });

  it("names a visit that was there already, and one that became a copy", async () => {
    const visits = [one({ outcome: "already_there" }), one({ title: { en: "Tokyo (copy)" }, outcome: "copy" })];
    const screen = await imported({ taken: 1, visits });
    const dialog = await screen.findByRole("dialog", { name: "What was imported" });
    expect(dialog.textContent).toContain("Talks in Astana");
    expect(dialog.textContent).toContain("The library has it already");
    expect(dialog.textContent).toContain("This one is a copy beside it.");
  });

  it("lists what the file holds and could not be taken, line by line", async () => {
    const skipped = [{ line: 42, outcome: "skipped" as const, what: "VJOURNAL", why: "No place in a programme." }];
    const screen = await imported({ taken: 12, skipped });
    const dialog = await screen.findByRole("dialog", { name: "What was imported" });
    expect(dialog.textContent).toContain("12 entries were imported.");
    expect(dialog.textContent).toContain("VJOURNAL");
  });

  it("shows signs that turn the writing round as their escapes", async () => {
    const skipped = [{ outcome: "skipped" as const, what: "Lunch \u202efdp", why: "It has a bad \u2066rule." }];
    const screen = await imported({ taken: 1, skipped });
    const dialog = await screen.findByRole("dialog", { name: "What was imported" });
    expect(dialog.textContent).toContain("Lunch \\u{202e}fdp");
    expect(dialog.textContent).not.toMatch(/[\u202e\u2066]/);
  });

  it("says what a calendar changed, what was left alone and why, and what is gone", async () => {
    const key = { kind: "engagement", id: "talks" } as const;
    const entry = (title: string, fields: string[] = []) => ({ key, title, fields });
    const calendar = {
      new: [entry("Reception")],
      changed: [entry("Talks", ["when"])],
      unchanged: 4,
      gone: [entry("Wreath laying")],
      left_alone: [{ entry: entry("Lunch", ["title"]), why: "changed_here" as const }],
    };
    const screen = await imported({ taken: 1, calendar });
    const dialog = await screen.findByRole("dialog", { name: "What was imported" });
    for (const words of ["1 new, 1 changed, 4 as they were.", "Talks", "when", "title: changed here", "Wreath laying"])
      expect(dialog.textContent).toContain(words);
  });
});
