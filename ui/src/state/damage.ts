import { BackendError } from "../backend/backend";
import type { VisitId } from "../backend/types";
import { m } from "../paraglide/messages";
import type { App } from "./app.svelte";

/** Looks for damage in what is stored, and tells of what opening the library has not told yet. */
export async function lookForDamage(app: App): Promise<void> {
  const found = await app.attempt(() => app.backend.verifyVisits());
  if (!found) return;
  const news = found.warnings.length > app.library.warnings.length;
  app.library.visits = found.visits;
  app.library.warnings = found.warnings;
  if (news) tellOfDamage(app, found.warnings);
}

/** Tells what is damaged, with the way to save the rest. */
export function tellOfDamage(app: App, sentences: readonly string[]): void {
  const error = { code: "library_damaged", message: sentences.join(" "), subject: app.library.location };
  app.notices.fail(error, { label: m.rescue_dots(), run: () => rescueLibrary(app) });
}

/** Saves what can be read of the library into a new one, where the person says. */
export async function rescueLibrary(app: App): Promise<void> {
  await app.attempt(async () => {
    const report = await app.jobs.run(m.job_rescue(), (job) => app.backend.rescueLibrary(job));
    if (report) app.dialogs.show({ kind: "rescued", report });
  });
}

/** Recovers a damaged visit as a new one, opens that, and says what is not in it. */
export async function recoverVisit(app: App, id: VisitId): Promise<void> {
  await app.attempt(async () => {
    const { summary, lost } = await app.jobs.run(m.job_recover(), (job) => app.backend.recoverVisit(job, id));
    app.notices.dismissError();
    app.library.take(summary);
    await app.openVisit(summary.id, "overview");
    app.dialogs.show({ kind: "recovered", title: summary.title, lost });
  });
}

/** Tells why a visit could not be opened; where it is damaged, with the way to recover what can be read. */
export function tellWhyNotOpened(app: App, id: VisitId, thrown: unknown): void {
  const error = BackendError.from(thrown);
  const recover = { label: m.recover(), run: () => recoverVisit(app, id) };
  app.notices.fail(error, error.code === "visit_damaged" ? recover : null);
}

/** Tells of damaged steps in the visit that was just opened, with the way to go on without them. */
export function tellOfSteps(app: App): void {
  const { warnings, visit } = app.current;
  if (warnings.length === 0 || !visit) return;
  const error = { code: "steps_damaged", message: warnings.join(" "), subject: "" };
  const forget = async () => {
    await app.attempt(() => app.current.forgetSteps());
    app.notices.dismissError();
  };
  app.notices.fail(error, { label: m.forget_steps(), run: forget });
}
