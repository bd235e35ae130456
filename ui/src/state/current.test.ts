import { moveTo } from "../backend/edits";
import { describe, expect, it, vi } from "vitest";
import { fakeBackend } from "../backend/fake";
import { sampleDossier, sampleVisit } from "../backend/fake-sample";
import { CurrentVisit } from "./current.svelte";

async function opened() {
  const backend = fakeBackend({ visits: [sampleVisit()], now: () => "2017-03-01T09:00:00Z" });
  const onSummary = vi.fn();
  const onError = vi.fn();
  const current = new CurrentVisit(backend, onSummary, onError);
  await current.open("tokyo-2017");
  return { current, onSummary, onError };
}

const key = { kind: "engagement", id: "lunch" } as const;

describe("the dossier beside the visit", () => {
  const strand = { edit: "add", kind: "strand", id: "s9", value: { title: { en: "Trade" } } } as const;

  async function withDossier() {
    const backend = fakeBackend({ visits: [sampleVisit()], dossiers: [sampleDossier()] });
    const current = new CurrentVisit(backend, vi.fn(), vi.fn());
    await current.open("tokyo-2017");
    return { backend, current };
  }

  it("is edited beside it, and undo takes back what was done last, wherever that was", async () => {
    const { current } = await withDossier();
    await current.edit(moveTo("lunch", { kind: "within" }));
    await current.editDossier(strand);
    expect(current.dossier?.strands["s9"]?.title).toEqual({ en: "Trade" });
    expect(current.undoLabel).toMatchObject({ kind: "strand" });
    await current.undo();
    expect(current.dossier?.strands["s9"]).toBeUndefined();
    expect(current.undoLabel).toMatchObject({ kind: "engagement" });
    await current.undo();
    expect(current.visit?.engagements["lunch"]?.when).toMatchObject({ start: "2017-03-20T12:30:00" });
    await current.redo();
    await current.redo();
    expect(current.dossier?.strands["s9"]?.title).toEqual({ en: "Trade" });
  });

  it("has its part in the history", async () => {
    const { current } = await withDossier();
    await current.editDossier(strand);
    await current.loadHistory();
    expect(new Set(current.history?.map(({ document }) => document.document))).toEqual(new Set(["visit", "dossier"]));
  });

  it("is another one when the visit gets other countries, and none where one is not known", async () => {
    const { current } = await withDossier();
    const facts = { kind: "facts", id: "" } as const;
    await current.edit({ edit: "set", key: facts, patch: { host: { country: "FR" } } });
    expect(current.dossier?.id).toBe("FR-RU");
    expect(current.dossier?.contacts).toEqual({});
    await current.edit({ edit: "set", key: facts, patch: { host: { country: null } } });
    expect(current.dossier).toBeNull();
    await current.undo();
    await current.undo();
    expect(Object.keys(current.dossier?.contacts ?? {})).not.toHaveLength(0);
  });
});

describe("CurrentVisit", () => {
  it("takes what an edit changed, and the name of what undo would undo", async () => {
    const { current, onSummary } = await opened();
    const changed = await current.edit({ edit: "set", key, patch: { title: { en: "Lunch" } } });
    expect(changed).toEqual([key]);
    expect(current.visit?.engagements["lunch"]?.title).toEqual({ en: "Lunch" });
    expect(current.undoLabel).toEqual({ action: "set", kind: "engagement", subject: "Lunch" });
    expect(current.saving).toBe("saved");
    expect(onSummary).toHaveBeenCalledOnce();
  });

  it("undoes and redoes to the same values", async () => {
    const { current } = await opened();
    await current.edit(moveTo("lunch", { kind: "within" }));
    await current.undo();
    expect(current.visit?.engagements["lunch"]?.when).toMatchObject({ start: "2017-03-20T12:30:00" });
    expect(current.undoLabel).toBeNull();
    await current.redo();
    expect(current.visit?.engagements["lunch"]?.when).toEqual({ kind: "within" });
    expect(current.redoLabel).toBeNull();
  });

  it("takes away what an undone addition had added", async () => {
    const { current } = await opened();
    const changed = await current.edit({ edit: "add", kind: "venue", value: { name: { en: "Embassy" }, order: "a9" } });
    const id = changed?.[0]?.id ?? "";
    expect(current.visit?.venues[id]).toBeDefined();
    await current.undo();
    expect(current.visit?.venues[id]).toBeUndefined();
  });

  it("keeps the visit as it was where an edit is refused, and says so", async () => {
    const { current, onError } = await opened();
    const when = { kind: "at", start: "2017-03-20T12:00:00", end: "2017-03-20T11:00:00" } as const;
    expect(await current.edit(moveTo("lunch", when))).toBeNull();
    expect(current.visit?.engagements["lunch"]?.when).toMatchObject({ start: "2017-03-20T12:30:00" });
    expect(current.saving).toBe("failed");
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: "end_before_start" }));
  });

  it("keeps the order of edits that are made before the first is answered", async () => {
    const { current } = await opened();
    void current.edit({ edit: "set", key, patch: { title: { en: "First" } } });
    void current.edit({ edit: "set", key, patch: { title: { en: "Second" } } });
    await current.undo();
    expect(current.visit?.engagements["lunch"]?.title).toEqual({ en: "First" });
  });
});
