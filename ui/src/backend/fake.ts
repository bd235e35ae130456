import { putValue, valueOf } from "../lib/visit/sections";
import { BackendError, type Backend } from "./backend";
import { completed } from "./fake-defaults";
import { applyEdit, difference, refusal } from "./fake-edits";
import { emptyVisit, sampleVisit } from "./fake-sample";
import { summarise } from "./fake-summary";
import type {
  ApiError,
  Damage,
  EditAnswer,
  EntityKey,
  FilesGiven,
  HistoryEntry,
  Label,
  MenuCommand,
  MenuState,
  OpenedVisit,
  Progress,
  Skipped,
  Visit,
  VisitId,
} from "./types";

interface Kept {
  visit: Visit;
  trashed: boolean;
  past: { before: Visit; label: Label }[];
  future: { after: Visit; label: Label }[];
  history: HistoryEntry[];
}

/** How a fake library starts. */
export interface FakeOptions {
  visits?: Visit[];
  trouble?: ApiError;
  /** What a look at the stored visits finds. */
  damage?: readonly Damage[];
  /** What opening the library finds wrong with its file; then no visit can be opened but those of `readable`. */
  fileDamage?: string;
  readable?: readonly VisitId[];
  /** The clock of the history; fixed in tests. */
  now?: () => string;
  /** How long a long job takes, in milliseconds. */
  jobTime?: number;
}

/** A desk that keeps everything in memory: for work in a browser and for tests. */
export function fakeBackend(options: FakeOptions = {}): Backend & FakeControls {
  const now = options.now ?? (() => new Date().toISOString());
  const kept = new Map<VisitId, Kept>();
  const listeners = {
    menu: new Set<(command: MenuCommand) => void>(),
    files: new Set<(files: FilesGiven) => void>(),
    progress: new Set<(progress: Progress) => void>(),
  };
  const cancelled = new Set<string>();
  const waiting: string[] = [];
  let menuState: MenuState = { visit_open: false, only_read: false };
  let count = 0;
  const newId = () => `new${String(++count)}`;

  const keep = (visit: Visit, action: Label["action"]) => {
    const label: Label = { action, kind: "facts", subject: visit.facts.title["en"] ?? "" };
    const history: HistoryEntry[] = [{ label, made: "edit", author: "You", at: now() }];
    kept.set(visit.id, { visit, trashed: false, past: [], future: [], history });
    return summarise(visit, false);
  };
  for (const visit of options.visits ?? []) keep(structuredClone(visit), "import");

  const find = (id: VisitId): Kept => {
    const found = kept.get(id);
    if (!found) throw refusal("not_found", id, "The library has no such visit.");
    return found;
  };
  const list = () => [...kept.values()].map((one) => summarise(one.visit, one.trashed));
  const answer = (one: Kept, changed: EntityKey[]): EditAnswer => ({
    changed: changed.map((key) => ({ key, value: structuredClone(valueOf(one.visit, key) ?? null) })),
    undo: one.past.at(-1)?.label ?? null,
    redo: one.future.at(-1)?.label ?? null,
    summary: summarise(one.visit, one.trashed),
  });
  const step = (one: Kept, to: Visit): EntityKey[] => {
    const changed = difference(one.visit, to);
    for (const key of changed) putValue(one.visit, key, structuredClone(valueOf(to, key)));
    return changed;
  };
  const run = async (job: string, steps: Progress["step"][]): Promise<boolean> => {
    const total = steps.length;
    for (const [done, name] of steps.entries()) {
      for (const listener of listeners.progress) listener({ job, done, total, step: name });
      await new Promise((resolve) => setTimeout(resolve, (options.jobTime ?? 0) / total));
      if (cancelled.has(job)) throw refusal("cancelled", job, "The work was stopped.");
    }
    return true;
  };
  const subscribe = <T>(set: Set<(value: T) => void>, listener: (value: T) => void) => {
    set.add(listener);
    return Promise.resolve(() => void set.delete(listener));
  };
  const opened = (id: VisitId): OpenedVisit => {
    const one = find(id);
    const { undo, redo } = answer(one, []);
    return { visit: structuredClone(one.visit), undo, redo };
  };

  const fileDamage: Damage[] = options.fileDamage ? [{ kind: "file", detail: options.fileDamage }] : [];

  return {
    startup: async () => {
      const visits = options.trouble && options.trouble.code !== "library_behind" ? [] : list();
      const present = visits.filter(({ trashed }) => !trashed);
      return {
        version: "0.1.0",
        library: "/home/officer/.local/share/chancery",
        visits,
        trouble: options.trouble ?? null,
        damage: fileDamage,
        only:
          !options.trouble && !options.fileDamage && present[0] && present.length === 1 ? opened(present[0].id) : null,
      };
    },
    listVisits: async () => list(),
    createVisit: async (request) => {
      const visit = emptyVisit(newId());
      visit.facts = completed("facts", request) as Visit["facts"];
      return keep(visit, "create");
    },
    openSample: async () => {
      const sample = sampleVisit();
      const there = kept.get(sample.id);
      if (there && !there.trashed) return summarise(there.visit, false);
      return keep(sample, "import");
    },
    duplicateVisit: async (id, title) => {
      const copy = structuredClone(find(id).visit);
      copy.id = newId();
      copy.facts.title = title;
      return keep(copy, "create");
    },
    trashVisit: async (id) => void (find(id).trashed = true),
    restoreVisit: async (id) => void (find(id).trashed = false),
    openVisit: async (id) => {
      if (options.fileDamage && !options.readable?.includes(id))
        throw new BackendError({ code: "visit_damaged", message: "It is damaged.", subject: id });
      return opened(id);
    },
    edit: async (id, edit) => {
      const one = find(id);
      const before = structuredClone(one.visit);
      const draft = structuredClone(one.visit);
      const { changed, label } = applyEdit(draft, edit, newId);
      one.visit = draft;
      one.past.push({ before, label });
      one.future = [];
      one.history.unshift({ label, made: "edit", author: "You", at: now() });
      return answer(one, changed);
    },
    undo: async (id) => {
      const one = find(id);
      const last = one.past.pop();
      if (!last) return answer(one, []);
      one.future.push({ after: structuredClone(one.visit), label: last.label });
      return answer(one, step(one, last.before));
    },
    redo: async (id) => {
      const one = find(id);
      const next = one.future.pop();
      if (!next) return answer(one, []);
      one.past.push({ before: structuredClone(one.visit), label: next.label });
      return answer(one, step(one, next.after));
    },
    forgetSteps: async (id) => {
      Object.assign(find(id), { past: [], future: [] });
      return opened(id);
    },
    history: async (id) => structuredClone(find(id).history),
    importFile: async (job, path) => {
      await run(job, ["reading", "adding", "writing"]);
      const visit = emptyVisit(newId());
      visit.facts.title = { en: (path ?? "calendar.ics").replace(/^.*\//, "").replace(/\.\w+$/, "") };
      const skipped: Skipped[] = [
        { line: 42, outcome: "skipped", what: "VJOURNAL", why: "Journal entries have no place in a programme." },
      ];
      return { visit: visit.id, summary: keep(visit, "import"), taken: 12, visits: [], skipped };
    },
    exportProgramme: async (job, id, format) => {
      await run(job, ["typesetting", "writing"]);
      return `/home/officer/${find(id).visit.id}.${format}`;
    },
    cancelJob: async (job) => void cancelled.add(job),
    backupLibrary: async (job) => {
      await run(job, ["copying"]);
      return "/home/officer/library-backup.chancery";
    },
    checkLibrary: async (job) => {
      await run(job, ["checking"]);
      return { sound: true, findings: [] };
    },
    verifyVisits: async () => ({ visits: list(), damage: [...fileDamage, ...(options.damage ?? [])] }),
    rescueLibrary: async (job) => {
      await run(job, ["copying"]);
      return { folder: "/home/officer/chancery-rescued", saved: [], lost: [] };
    },
    acceptLibrary: async () => void delete options.trouble,
    recoverVisit: async (job, id) => {
      await run(job, ["reading"]);
      const copy = structuredClone(find(id).visit);
      copy.id = newId();
      return { summary: keep(copy, "create"), lost: [], incomplete: false };
    },
    zones: async () => ["America/New_York", "Asia/Tokyo", "Europe/London", "Europe/Moscow", "Europe/Paris"],
    onMenu: (listener) => subscribe(listeners.menu, listener),
    updateMenu: async (state) => void (menuState = state),
    setAppearance: async () => undefined,
    onFiles: (listener) => subscribe(listeners.files, listener),
    takeFiles: async () => waiting.splice(0),
    onProgress: (listener) => subscribe(listeners.progress, listener),
    chooseInMenu: (command) => listeners.menu.forEach((listener) => listener(command)),
    menuState: () => menuState,
    giveFiles: (paths) => {
      waiting.push(...paths);
      listeners.files.forEach((listener) => listener("waiting"));
    },
  };
}

/** What a test can do to a fake desk from outside. */
export interface FakeControls {
  chooseInMenu(command: MenuCommand): void;
  menuState(): MenuState;
  giveFiles(paths: string[]): void;
}
