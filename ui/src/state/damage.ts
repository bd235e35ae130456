import { BackendError, type Backend } from "../backend/backend";
import type { VisitId } from "../backend/types";
import { words } from "../lib/text/text";
import { m } from "../paraglide/messages";
import type { CurrentVisit } from "./current.svelte";
import type { Dialogs } from "./dialogs.svelte";
import type { Jobs } from "./jobs.svelte";
import type { Library } from "./library.svelte";
import type { Notices } from "./notices.svelte";

/** What of the window's state it takes to tell of damage and to save what can be read. */
export interface Damaged {
  readonly backend: Backend;
  readonly current: CurrentVisit;
  readonly dialogs: Dialogs;
  readonly jobs: Jobs;
  readonly library: Library;
  readonly notices: Notices;
  /** The languages in which data are read, best first. */
  readonly languages: readonly string[];
  attempt<T>(work: () => Promise<T>): Promise<T | undefined>;
  openVisit(id: VisitId, room: "overview"): Promise<void>;
}

/** Looks for damage in what is stored, and tells of what opening the library has not told yet. */
export async function lookForDamage(app: Damaged): Promise<void> {
  const found = await app.attempt(() => app.backend.verifyVisits());
  if (!found) return;
  const news = found.damage.length > app.library.damage.length;
  app.library.visits = found.visits;
  app.library.damage = found.damage;
  if (news) tellOfDamagedVisits(app);
}

/** Returns what stands at the top of the window as long as the library's file is damaged. */
export function fileDamage(app: Damaged): BackendError {
  return new BackendError({ code: "library_damaged", message: m.damage_file(), subject: app.library.location });
}

/** Tells which visits are damaged; the list marks them. What is wrong with the whole file stands at the top anyway. */
export function tellOfDamagedVisits(app: Damaged): void {
  const { damage, fileDamaged } = app.library;
  const visits = damage.filter((each) => each.kind === "visit");
  const others = damage.filter((each) => each.kind === "document");
  if (fileDamaged || visits.length + others.length === 0) return;
  if (visits.length === 0) {
    tellOfDamage(app, m.damage_dossiers({ names: others.map(({ name }) => name).join(", ") }));
    return;
  }
  const titles = visits.map(({ title, id }) => title || id);
  tellOfDamage(app, m.damage_visits({ count: visits.length, titles: titles.slice(0, 3).join(", ") }));
}

/** Tells what is damaged, with the way to save the rest. */
export function tellOfDamage(app: Damaged, message: string): void {
  const error = { code: "library_damaged", message, subject: app.library.location };
  // Where the whole file is damaged, its own banner offers that already.
  const wayOut = app.library.fileDamaged ? null : { label: m.rescue_dots(), run: () => rescueLibrary(app) };
  app.notices.tell(error, wayOut);
}

/** Saves what can be read of the library into a new one, where the person says. */
export async function rescueLibrary(app: Damaged): Promise<void> {
  await app.attempt(async () => {
    const report = await app.jobs.run(m.job_rescue(), (job) => app.backend.rescueLibrary(job));
    if (report) app.dialogs.show({ kind: "rescued", report });
  });
}

/** Recovers a damaged visit as a new one, opens that, and says what is not in it. */
export async function recoverVisit(app: Damaged, id: VisitId): Promise<void> {
  await app.attempt(async () => {
    const recovered = await app.jobs.run(m.job_recover(), (job) => app.backend.recoverVisit(job, id));
    const { summary, lost, incomplete } = recovered;
    app.notices.dismissError();
    app.library.take(summary);
    await app.openVisit(summary.id, "overview");
    app.dialogs.show({ kind: "recovered", title: summary.title, lost, incomplete });
  });
}

/** Tells why a visit could not be opened; where it is damaged, with the way to recover what can be read. */
export function tellWhyNotOpened(app: Damaged, id: VisitId, thrown: unknown): void {
  const error = BackendError.from(thrown);
  if (error.code !== "visit_damaged") return app.notices.fail(error);
  const { code } = error;
  const summary = app.library.visits.find((visit) => visit.id === id);
  const title = words(summary?.title, app.languages) || m.untitled_visit();
  // Nothing can be added to a library whose file is damaged: there only a new library helps, which its own banner offers.
  if (app.library.fileDamaged) app.notices.fail({ code, message: m.damage_visit_of_file({ title }), subject: "" });
  else {
    const wayOut = { label: m.recover(), run: () => recoverVisit(app, id) };
    app.notices.fail({ code, message: m.damage_visit({ title }), subject: "" }, wayOut);
  }
}

const STEPS = "steps_damaged";

/** Tells of damaged steps in the visit that was just opened, with the way to go on without them. */
export function tellOfSteps(app: Damaged): void {
  const { warnings, visit } = app.current;
  // Those of the visit that was open before are not those of this one.
  if (app.notices.error?.code === STEPS) app.notices.dismissError();
  // Where nothing can be edited there is nothing to undo.
  if (warnings.length === 0 || !visit || app.library.fileDamaged) return;
  const error = { code: STEPS, message: warnings.join(" "), subject: "" };
  const forget = async () => {
    await app.attempt(() => app.current.forgetSteps());
    app.notices.dismissError();
  };
  app.notices.tell(error, { label: m.forget_steps(), run: forget });
}
