import { SvelteMap } from "svelte/reactivity";
import type { Backend } from "../backend/backend";
import type {
  DocumentRef,
  Dossier,
  Edit,
  EditAnswer,
  EntityKey,
  HistoryEntry,
  Label,
  Left,
  OpenedVisit,
  Standing,
  Visit,
  VisitId,
  ListedVisit,
} from "../backend/types";
import { putValue } from "../lib/visit/sections";

const nameOf = ({ kind, id }: EntityKey): string => `${kind}/${id}`;

/** How far the last edit has come. */
export type Saving = "saved" | "saving" | "failed";

/** The visit that is open with the dossier of its two countries, and the only way to change them. */
export class CurrentVisit {
  visit = $state<Visit | null>(null);
  /** The dossier of the visit's two countries; empty where nothing stands in it yet, nothing where a country is not known. */
  dossier = $state<Dossier | null>(null);
  /** The present status of what has a history, as the desk has told it. */
  readonly #standings = new SvelteMap<string, string>();
  undoLabel = $state<Label | null>(null);
  redoLabel = $state<Label | null>(null);
  saving = $state<Saving>("saved");
  /** The newest first; loaded when it is first asked for, then kept fresh. */
  history = $state<HistoryEntry[] | null>(null);

  /** What the last undo or redo has left as it is, because it was changed since. */
  left = $state.raw<readonly Left[]>([]);
  /** What its user should know about the visit, as sentences. */
  warnings = $state<readonly string[]>([]);

  readonly #backend: Backend;
  readonly #onSummary: (summary: ListedVisit) => void;
  readonly #onError: (thrown: unknown) => void;
  /** Called when an edit begins; what it returns, when that edit has succeeded. */
  readonly #begin: () => () => void;
  /** Edits wait for each other: an undo never overtakes the edit before it. */
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(
    backend: Backend,
    onSummary: (summary: ListedVisit) => void,
    onError: (thrown: unknown) => void,
    begin: () => () => void = () => () => undefined,
  ) {
    this.#begin = begin;

    this.#backend = backend;
    this.#onSummary = onSummary;
    this.#onError = onError;
  }

  /** Opens a visit in place of the one that is open. */
  async open(id: VisitId): Promise<void> {
    this.show(await this.#backend.openVisit(id));
  }

  /** Shows a visit that has been opened. */
  show({ visit, standings, dossier, undo, redo, warnings = [] }: OpenedVisit): void {
    this.warnings = warnings;
    this.#standings.clear();
    this.#stand([...standings, ...(dossier?.standings ?? [])]);
    this.visit = visit;
    this.dossier = dossier?.dossier ?? null;
    this.undoLabel = undo;
    this.redoLabel = redo;
    this.history = null;
    this.saving = "saved";
  }

  close(): void {
    this.visit = null;
    this.dossier = null;
    this.warnings = [];
    this.undoLabel = null;
    this.redoLabel = null;
    this.history = null;
  }

  /** Returns the present status of something whose status follows from a history. */
  standing(key: EntityKey): string | undefined {
    return this.#standings.get(nameOf(key));
  }

  #stand(standings: readonly Standing[]): void {
    for (const { key, status } of standings) this.#standings.set(nameOf(key), status);
  }

  /** The documents that are looked at together. */
  get #documents(): DocumentRef[] {
    const visit = this.visit ? [{ document: "visit", name: this.visit.id } as const] : [];
    return this.dossier ? [...visit, { document: "dossier", name: this.dossier.id }] : visit;
  }

  /**
   * Makes an edit of the visit and returns what it touched, or `null` where it was refused; the person has then been told, and
   * the visit is as it was.
   */
  edit(edit: Edit): Promise<EntityKey[] | null> {
    return this.#edit(this.visit ? { document: "visit", name: this.visit.id } : null, edit);
  }

  /** Makes an edit of the dossier; as {@link edit}. */
  editDossier(edit: Edit): Promise<EntityKey[] | null> {
    return this.#edit(this.dossier ? { document: "dossier", name: this.dossier.id } : null, edit);
  }

  #edit(document: DocumentRef | null, edit: Edit): Promise<EntityKey[] | null> {
    if (!document) return Promise.resolve(null);
    // Parts of the document may stand in the edit: the desk gets their values, not our proxies, as they are now.
    const plain = $state.snapshot(edit) as Edit;
    return this.#run(() => this.#backend.edit(document, plain));
  }

  undo(): Promise<EntityKey[] | null> {
    if (!this.undoLabel && this.#waiting === 0) return Promise.resolve(null);
    return this.#run((documents) => this.#backend.undo(documents));
  }

  redo(): Promise<EntityKey[] | null> {
    if (!this.redoLabel && this.#waiting === 0) return Promise.resolve(null);
    return this.#run((documents) => this.#backend.redo(documents));
  }

  /** Forgets what can be undone and redone, where that is damaged. */
  async forgetSteps(): Promise<void> {
    if (this.visit) this.show(await this.#backend.forgetSteps(this.visit.id));
  }

  async loadHistory(): Promise<void> {
    const id = this.visit?.id;
    if (id === undefined) return;
    try {
      const history = await this.#backend.history(this.#documents);
      if (this.visit?.id === id) this.history = history;
    } catch (thrown) {
      this.#onError(thrown);
    }
  }

  #run(call: (documents: DocumentRef[]) => Promise<EditAnswer>): Promise<EntityKey[] | null> {
    const id = this.visit?.id;
    if (id === undefined) return Promise.resolve(null);
    const succeeded = this.#begin();
    this.#waiting += 1;
    this.saving = "saving";
    const done = this.#queue.then(async () => {
      try {
        const answer = await call(this.#documents);
        const isOfOthers = this.#take(id, answer);
        if (isOfOthers) await this.#readDossier(id);
        succeeded();
        return answer.changed.map(({ key }) => key);
      } catch (thrown) {
        this.saving = "failed";
        this.#onError(thrown);
        return null;
      } finally {
        this.#waiting -= 1;
        if (this.#waiting === 0 && this.saving === "saving") this.saving = "saved";
      }
    });
    this.#queue = done;
    return done;
  }

  /** Takes what an edit did, and returns whether the visit is of other countries now. */
  #take(id: VisitId, answer: EditAnswer): boolean {
    if (answer.summary) this.#onSummary(answer.summary);
    if (this.visit?.id !== id) return false;
    const before = this.#countries();
    const content = answer.document.document === "dossier" ? this.dossier : this.visit;
    if (content?.id === answer.document.name)
      for (const { key, value, standing } of answer.changed) {
        putValue(content, key, value);
        if (standing !== undefined) this.#stand([{ key, status: standing }]);
        // Its last step was taken back: nothing is known of it any more.
        else this.#standings.delete(nameOf(key));
      }
    this.undoLabel = answer.undo;
    this.redoLabel = answer.redo;
    this.left = answer.left ?? [];
    if (this.history) void this.loadHistory();
    return this.#countries() !== before;
  }

  #countries(): string {
    const { host, guest } = this.visit?.facts ?? {};
    return `${host?.country ?? ""} ${guest?.country ?? ""}`;
  }

  /** The visit has other countries now: another dossier is theirs. */
  async #readDossier(id: VisitId): Promise<void> {
    const { dossier } = await this.#backend.openVisit(id);
    if (this.visit?.id !== id) return;
    this.dossier = dossier?.dossier ?? null;
    this.#stand(dossier?.standings ?? []);
  }
}
