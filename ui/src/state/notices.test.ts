import { describe, expect, it, vi } from "vitest";
import { BackendError } from "../backend/backend";
import { sampleVisit } from "../backend/fake-sample";
import { testApp } from "../test-app";
import { tellOfDamage } from "./damage";
import { backUpLibrary, importFile } from "./work";

const GONE = new BackendError({ code: "file_unreadable", message: "It cannot be read.", subject: "" });
const lunch = { edit: "move_engagement", id: "lunch", when: { kind: "within" } } as const;
const refused = { edit: "remove", key: { kind: "engagement", id: "nothing" } } as const;

async function started() {
  const made = testApp({ visits: [sampleVisit()] });
  await made.app.start();
  return made;
}

describe("an error", () => {
  it.each(["an edit", "an import", "a backup", "opening a visit"])(
    "goes away when %s succeeds after it",
    async (what) => {
      const { app } = await started();
      app.notices.fail(GONE);
      if (what === "an edit") await app.current.edit(lunch);
      else if (what === "an import") await importFile(app, "/tmp/host.ics");
      else if (what === "a backup") await backUpLibrary(app);
      else await app.openVisit("tokyo-2017");
      expect(app.notices.error).toBeNull();
    },
  );

  it("stays when something fails, or is thought better of", async () => {
    const { app, backend } = await started();
    app.notices.fail(GONE);
    vi.spyOn(backend, "backupLibrary").mockResolvedValueOnce(null);
    await backUpLibrary(app);
    expect(app.notices.error).toBe(GONE);
  });

  it("of one edit stays when another one, which was under way already, succeeds", async () => {
    const { app } = await started();
    await Promise.all([app.current.edit(refused), app.current.edit(lunch)]);
    expect(app.notices.error?.code).toBe("not_found");
  });

  it("that tells of damage stays whatever else succeeds", async () => {
    const { app } = await started();
    tellOfDamage(app, "A visit is damaged.");
    await app.current.edit(lunch);
    expect(app.notices.error?.message).toBe("A visit is damaged.");
  });
});
