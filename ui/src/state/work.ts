import { BackendError } from "../backend/backend";
import type { ExportFormat, ExportOptions, ImportReport, VisitId } from "../backend/types";
import { m } from "../paraglide/messages";
import type { App } from "./app.svelte";
import { tellOfDamage } from "./damage";

/** Opens the library, again where that failed before, and takes the files that wait for it. */
export async function openLibrary(app: App): Promise<void> {
  await app.start();
  await takeFiles(app);
}

/** Uses the library as it is although changes are missing that were saved in it; they are then gone for good. */
export async function acceptLibrary(app: App): Promise<void> {
  await app.attempt(() => app.backend.acceptLibrary());
  await openLibrary(app);
}

/** Brings a file in, as a new visit or into one; asks which file where no path is given. */
export async function importFile(app: App, path?: string, into?: VisitId): Promise<void> {
  const succeeded = app.notices.begin();
  await app.attempt(async () => {
    const report = await app.jobs.run(m.job_import(), (job) => app.backend.importFile(job, path, into));
    if (!report) return;
    succeeded();
    await app.library.reload();
    await app.openVisit(report.visit, into ? "programme" : "overview", into !== undefined);
    if (isWorthReading(report)) app.dialogs.show({ kind: "import_report", report });
    else app.notices.toast(doneIn(report));
  });
}

/** Whether an import did something else than take everything in. */
function isWorthReading(report: ImportReport): boolean {
  const { skipped, visits, parts = [], calendar } = report;
  if (parts.some(({ kept }) => kept.length > 0)) return true;
  if (skipped.length > 0 || visits.some((visit) => visit.outcome !== "new")) return true;
  if (!calendar) return false;
  const known = calendar.changed.length + calendar.unchanged + calendar.gone.length + calendar.left_alone.length;
  return known > 0 || calendar.elsewhere !== undefined;
}

/** Says how much was taken in. */
function doneIn(report: ImportReport): string {
  const { taken: count, visits } = report;
  return visits.length > 0 ? m.import_visits_done({ count }) : m.import_done({ count });
}

/** Takes files from outside, one after the other; with a visit open, the person says where they belong. */
export async function takeFiles(app: App): Promise<void> {
  const paths = (await app.attempt(() => app.backend.takeFiles())) ?? [];
  for (const path of paths) {
    if (app.current.visit && path.toLowerCase().endsWith(".ics")) app.dialogs.show({ kind: "import_into", path });
    else await importFile(app, path);
  }
}

/** What came of writing a file: its path, an error to show where it was asked for, or nothing where the person thought better of it. */
export type Written = { path: string } | { error: BackendError } | null;

/** Writes the programme of the open visit, or of some of its days, to a file that the person chooses. */
export async function exportProgramme(app: App, format: ExportFormat, options: ExportOptions = {}): Promise<Written> {
  const id = app.current.visit?.id;
  if (id === undefined) return null;
  return write(app, m.job_export(), (job) => app.backend.exportProgramme(job, id, format, options));
}

/** Writes the open visit as a file that Chancery can read again. */
export async function exportVisit(app: App): Promise<void> {
  tell(app, await exportProgramme(app, "json"));
}

/** Writes a copy of the whole library to a file that the person chooses. */
export async function backUpLibrary(app: App): Promise<void> {
  tell(app, await write(app, m.job_backup(), (job) => app.backend.backupLibrary(job)));
}

/** Runs work that writes a file, and says where the file is. */
async function write(app: App, title: string, work: (job: string) => Promise<string | null>): Promise<Written> {
  const succeeded = app.notices.begin();
  try {
    const path = await app.jobs.run(title, work);
    if (path === null) return null;
    succeeded();
    app.notices.toast(m.saved_to({ path }));
    return { path };
  } catch (thrown) {
    const error = BackendError.from(thrown);
    return error.code === "cancelled" ? null : { error };
  }
}

/** Tells of an error at the top of the window, where no dialog is open to show it. */
function tell(app: App, written: Written): void {
  if (written && "error" in written) app.notices.fail(written.error);
}

/** Looks the library over and says what was found. */
export async function checkLibrary(app: App): Promise<void> {
  const succeeded = app.notices.begin();
  const check = await app.attempt(() => app.jobs.run(m.job_check(), (job) => app.backend.checkLibrary(job)));
  if (!check) return;
  if (check.sound) succeeded();
  if (check.sound) app.notices.toast(m.library_sound());
  else tellOfDamage(app, check.findings.join(" "));
}
