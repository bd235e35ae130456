import type { ExportFormat, VisitId } from "../backend/types";
import { m } from "../paraglide/messages";
import type { App } from "./app.svelte";

/** Brings a file in, as a new visit or into one; asks which file where no path is given. */
export async function importFile(app: App, path?: string, into?: VisitId): Promise<void> {
  await app.attempt(async () => {
    const report = await app.jobs.run(m.job_import(), (job) => app.backend.importFile(job, path, into));
    if (!report) return;
    await app.library.reload();
    await app.openVisit(report.visit, into ? "programme" : "overview", into !== undefined);
    if (report.skipped.length > 0) app.dialogs.show({ kind: "import_report", report });
    else app.notices.toast(m.import_done({ count: report.taken }));
  });
}

/** Takes files from outside, one after the other; with a visit open, the person says where they belong. */
export async function takeFiles(app: App): Promise<void> {
  const paths = (await app.attempt(() => app.backend.takeFiles())) ?? [];
  for (const path of paths) {
    if (app.current.visit && path.toLowerCase().endsWith(".ics")) app.dialogs.show({ kind: "import_into", path });
    else await importFile(app, path);
  }
}

/** Writes the programme of the open visit to a file that the person chooses. */
export async function exportProgramme(app: App, format: ExportFormat): Promise<void> {
  const id = app.current.visit?.id;
  if (id === undefined) return;
  await app.attempt(async () => {
    const path = await app.jobs.run(m.job_export(), (job) => app.backend.exportProgramme(job, id, format));
    if (path !== null) app.notices.toast(m.saved_to({ path }));
  });
}

/** Writes a copy of the whole library to a file that the person chooses. */
export async function backUpLibrary(app: App): Promise<void> {
  await app.attempt(async () => {
    const path = await app.jobs.run(m.job_backup(), (job) => app.backend.backupLibrary(job));
    if (path !== null) app.notices.toast(m.saved_to({ path }));
  });
}

/** Looks the library over and says what was found. */
export async function checkLibrary(app: App): Promise<void> {
  const check = await app.attempt(() => app.backend.checkLibrary());
  if (!check) return;
  if (check.sound) app.notices.toast(m.library_sound());
  else app.notices.fail({ code: "library_damaged", message: check.findings.join(" "), subject: app.library.location });
}
