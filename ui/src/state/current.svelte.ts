import type { Backend } from "../backend/backend";
import type {
  Edit,
  EditAnswer,
  EntityKey,
  HistoryEntry,
  Label,
  OpenedVisit,
  Visit,
  VisitId,
  VisitSummary,
} from "../backend/types";
import { putValue } from "../lib/visit/sections";

/** How far the last edit has come. */
export type Saving = "saved" | "saving" | "failed";

/** The visit that is open, and the only way to change it. */
export class CurrentVisit {
  visit = $state<Visit | null>(null);
  undoLabel = $state<Label | null>(null);
  redoLabel = $state<Label | null>(null);
  saving = $state<Saving>("saved");
  /** The newest first; loaded when it is first asked for, then kept fresh. */
  history = $state<HistoryEntry[] | null>(null);

  /** What its user should know about the visit, as sentences. */
  warnings = $state<readonly string[]>([]);

  readonly #backend: Backend;
  readonly #onSummary: (summary: VisitSummary) => void;
  readonly #onError: (thrown: unknown) => void;
  /** Called when an edit begins; what it returns, when that edit has succeeded. */
  readonly #begin: () => () => void;
  /** Edits wait for each other: an undo never overtakes the edit before it. */
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(
    backend: Backend,
    onSummary: (summary: VisitSummary) => void,
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
  show({ visit, undo, redo, warnings = [] }: OpenedVisit): void {
    this.warnings = warnings;
    this.visit = visit;
    this.undoLabel = undo;
    this.redoLabel = redo;
    this.history = null;
    this.saving = "saved";
  }

  close(): void {
    this.visit = null;
    this.warnings = [];
    this.undoLabel = null;
    this.redoLabel = null;
    this.history = null;
  }

  /**
   * Makes an edit and returns what it touched, or `null` where it was refused; the person has then been told, and
   * the visit is as it was.
   */
  edit(edit: Edit): Promise<EntityKey[] | null> {
    // Parts of the visit may stand in the edit: the desk gets their values, not our proxies, as they are now.
    const plain = $state.snapshot(edit) as Edit;
    return this.#run((id) => this.#backend.edit(id, plain));
  }

  undo(): Promise<EntityKey[] | null> {
    if (!this.undoLabel && this.#waiting === 0) return Promise.resolve(null);
    return this.#run((id) => this.#backend.undo(id));
  }

  redo(): Promise<EntityKey[] | null> {
    if (!this.redoLabel && this.#waiting === 0) return Promise.resolve(null);
    return this.#run((id) => this.#backend.redo(id));
  }

  /** Forgets what can be undone and redone, where that is damaged. */
  async forgetSteps(): Promise<void> {
    if (this.visit) this.show(await this.#backend.forgetSteps(this.visit.id));
  }

  async loadHistory(): Promise<void> {
    const id = this.visit?.id;
    if (id === undefined) return;
    try {
      const history = await this.#backend.history(id);
      if (this.visit?.id === id) this.history = history;
    } catch (thrown) {
      this.#onError(thrown);
    }
  }

  #run(call: (id: VisitId) => Promise<EditAnswer>): Promise<EntityKey[] | null> {
    const id = this.visit?.id;
    if (id === undefined) return Promise.resolve(null);
    const succeeded = this.#begin();
    this.#waiting += 1;
    this.saving = "saving";
    const done = this.#queue.then(async () => {
      try {
        const answer = await call(id);
        this.#take(id, answer);
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

  #take(id: VisitId, answer: EditAnswer): void {
    this.#onSummary(answer.summary);
    if (this.visit?.id !== id) return;
    for (const { key, value } of answer.changed) putValue(this.visit, key, value);
    this.undoLabel = answer.undo;
    this.redoLabel = answer.redo;
    if (this.history) void this.loadHistory();
  }
}
