import type { Backend } from "../backend/backend";
import type { ApiError, Damage, NewVisit, OpenedVisit, Text, VisitId, VisitSummary } from "../backend/types";

/** The visits of the library, and where it lies. */
export class Library {
  visits = $state<VisitSummary[]>([]);
  location = $state("");
  version = $state("");
  /** Why the library cannot be used, if it cannot. */
  trouble = $state<ApiError | null>(null);
  /** What was found damaged in it. */
  damage = $state.raw<readonly Damage[]>([]);
  /** Whether it has been read, or could not be. */
  ready = $state(false);

  /** Whether the file as a whole is damaged: what is left can be read, and nothing can be changed. */
  readonly fileDamaged = $derived(this.damage.some(({ kind }) => kind !== "visit"));
  /** Whether anything in it can be changed. */
  readonly writable = $derived(!this.fileDamaged);
  readonly present = $derived(this.visits.filter((visit) => !visit.trashed));
  readonly trashed = $derived(this.visits.filter((visit) => visit.trashed));

  readonly #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Reads the library and returns its only visit, opened, if it has just one. */
  async start(): Promise<OpenedVisit | null> {
    const startup = await this.#backend.startup();
    this.visits = startup.visits;
    this.location = startup.library;
    this.version = startup.version;
    this.trouble = startup.trouble;
    this.damage = startup.damage;
    return startup.only;
  }

  /** Reads the list again: a file can bring several visits in. */
  async reload(): Promise<void> {
    this.visits = await this.#backend.listVisits();
  }

  async create(request: NewVisit): Promise<VisitSummary> {
    return this.take(await this.#backend.createVisit($state.snapshot(request) as NewVisit));
  }

  async openSample(): Promise<VisitSummary> {
    return this.take(await this.#backend.openSample());
  }

  async duplicate(id: VisitId, title: Text): Promise<VisitSummary> {
    return this.take(await this.#backend.duplicateVisit(id, title));
  }

  async trash(id: VisitId): Promise<void> {
    await this.#backend.trashVisit(id);
    this.#mark(id, true);
  }

  async restore(id: VisitId): Promise<void> {
    await this.#backend.restoreVisit(id);
    this.#mark(id, false);
  }

  /** Puts a line that came with an answer in the place of the old one. */
  take(summary: VisitSummary): VisitSummary {
    const place = this.visits.findIndex((visit) => visit.id === summary.id);
    if (place < 0) this.visits.push(summary);
    else this.visits[place] = summary;
    return summary;
  }

  #mark(id: VisitId, trashed: boolean): void {
    const visit = this.visits.find((one) => one.id === id);
    if (visit) visit.trashed = trashed;
  }
}
