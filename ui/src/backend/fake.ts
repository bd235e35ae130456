import { putValue, valueOf, type Sectioned } from "../lib/visit/sections";
import { BackendError, type Backend } from "./backend";
import { completed } from "./fake-defaults";
import { applyEdit, difference, refusal } from "./fake-edits";
import { SAMPLE_STANDINGS, emptyDossier, emptyVisit, sampleDossier, sampleVisit } from "./fake-sample";
import { summarise } from "./fake-summary";
import type {
  ApiError,
  Damage,
  DocumentRef,
  Dossier,
  Edit,
  EditAnswer,
  EntityKey,
  FilesGiven,
  HistoryEntry,
  Label,
  MenuCommand,
  MenuState,
  OpenedVisit,
  Standing,
  JobProgress,
  Skipped,
  Visit,
  VisitId,
} from "./types";

/** A step that can be undone or done again; `turn` counts the steps of all documents. */
interface Step<T> {
  turn: number;
  state: T;
  label: Label;
}

interface Kept<T extends Sectioned> {
  document: DocumentRef;
  content: T;
  trashed: boolean;
  past: Step<T>[];
  future: Step<T>[];
  history: HistoryEntry[];
}

/** How a fake library starts. */
export interface FakeOptions {
  visits?: Visit[];
  dossiers?: Dossier[];
  /** What the desk makes of the histories in a dossier; it has the rule, and nobody else. */
  standings?: Standing[];
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
  const kept = new Map<VisitId, Kept<Visit>>();
  const dossiers = new Map<string, Kept<Dossier>>();
  const listeners = {
    menu: new Set<(command: MenuCommand) => void>(),
    files: new Set<(files: FilesGiven) => void>(),
    progress: new Set<(progress: JobProgress) => void>(),
  };
  const cancelled = new Set<string>();
  const waiting: string[] = [];
  let menuState: MenuState = { visit_open: false, only_read: false };
  let count = 0;
  let turn = 0;
  const newId = () => `new${String(++count)}`;

  const started = <T extends Sectioned>(document: DocumentRef, content: T, action: Label["action"]): Kept<T> => {
    const label: Label = { action, kind: "facts", subject: content.facts.title["en"] ?? "" };
    const history: HistoryEntry[] = [{ document, label, made: "edit", author: "You", at: now() }];
    return { document, content, trashed: false, past: [], future: [], history };
  };
  const keep = (visit: Visit, action: Label["action"]) => {
    kept.set(visit.id, started({ document: "visit", name: visit.id }, visit, action));
    return summarise(visit, false);
  };
  const keepDossier = (dossier: Dossier) => {
    const one = started({ document: "dossier", name: dossier.id }, dossier, "create");
    dossiers.set(dossier.id, one);
    return one;
  };
  for (const visit of options.visits ?? []) keep(structuredClone(visit), "import");
  for (const dossier of options.dossiers ?? []) keepDossier(structuredClone(dossier));

  const find = (id: VisitId): Kept<Visit> => {
    const found = kept.get(id);
    if (!found) throw refusal("not_found", id, "The library has no such visit.");
    return found;
  };
  /** Returns a document; a dossier that is not there yet is made. */
  const documentOf = ({ document, name }: DocumentRef): Kept<Visit> | Kept<Dossier> =>
    document === "dossier" ? (dossiers.get(name) ?? keepDossier(emptyDossier(name))) : find(name);
  const there = (documents: readonly DocumentRef[]) =>
    documents.filter(({ document, name }) => document === "visit" || dossiers.has(name)).map(documentOf);
  const last = (documents: readonly DocumentRef[], stack: "past" | "future") =>
    there(documents)
      .filter((one) => one[stack].length > 0)
      .sort((a, b) => (b[stack].at(-1)?.turn ?? 0) - (a[stack].at(-1)?.turn ?? 0))[0];
  const list = () => [...kept.values()].map((one) => summarise(one.content, one.trashed));
  const answer = (
    one: Kept<Visit> | Kept<Dossier>,
    changed: EntityKey[],
    around: readonly DocumentRef[],
  ): EditAnswer => ({
    document: one.document,
    changed: changed.map((key) => ({ key, value: structuredClone(valueOf(one.content, key) ?? null) })),
    undo: last(around, "past")?.past.at(-1)?.label ?? null,
    redo: last(around, "future")?.future.at(-1)?.label ?? null,
    ...(one.document.document === "visit" ? { summary: summarise(one.content as Visit, one.trashed) } : {}),
    heads: [],
  });
  const step = (one: { content: Sectioned }, to: Sectioned): EntityKey[] => {
    const changed = difference(one.content, to);
    for (const key of changed) putValue(one.content, key, structuredClone(valueOf(to, key)));
    return changed;
  };
  const edited = <T extends Sectioned>(one: Kept<T>, edit: Edit): EntityKey[] => {
    const before = structuredClone(one.content);
    const draft = structuredClone(one.content);
    const { changed, label } = applyEdit(draft, edit, newId);
    one.content = draft;
    one.past.push({ turn: ++turn, state: before, label });
    one.future = [];
    one.history.unshift({ document: one.document, label, made: "edit", author: "You", at: now() });
    return changed;
  };
  /** Moves the last step of one stack to the other. */
  const moved = <T extends Sectioned>(one: Kept<T>, from: "past" | "future", to: "past" | "future"): EntityKey[] => {
    const taken = one[from].pop();
    if (!taken) return [];
    one[to].push({ turn: ++turn, state: structuredClone(one.content), label: taken.label });
    return step(one, taken.state);
  };
  const takeBack = (documents: readonly DocumentRef[], from: "past" | "future", to: "past" | "future"): EditAnswer => {
    const one = last(documents, from);
    if (!one) throw refusal("nothing_to_undo", "", "There is nothing to take back.");
    const changed =
      one.document.document === "dossier" ? moved(one as Kept<Dossier>, from, to) : moved(one as Kept<Visit>, from, to);
    return answer(one, changed, documents);
  };
  const run = async (job: string, steps: JobProgress["step"][]): Promise<boolean> => {
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
    const { host, guest } = one.content.facts;
    const countries = [host.country, guest.country].filter(Boolean).sort();
    const name = countries.length === 2 && countries[0] !== countries[1] ? countries.join("-") : null;
    const around: DocumentRef[] = [one.document, ...(name ? [{ document: "dossier", name } as const] : [])];
    const { undo, redo } = answer(one, [], around);
    const dossier = name
      ? {
          dossier: structuredClone(dossiers.get(name)?.content ?? emptyDossier(name)),
          standings: structuredClone(options.standings ?? SAMPLE_STANDINGS),
          heads: [],
        }
      : null;
    return { visit: structuredClone(one.content), standings: [], dossier, undo, redo, heads: [] };
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
      if (there && !there.trashed) return summarise(there.content, false);
      if (!dossiers.has("JP-RU")) keepDossier(sampleDossier());
      return keep(sample, "import");
    },
    duplicateVisit: async (id, title) => {
      const copy = structuredClone(find(id).content);
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
    edit: async (document, edit) => {
      const one = documentOf(document);
      const changed =
        document.document === "dossier" ? edited(one as Kept<Dossier>, edit) : edited(one as Kept<Visit>, edit);
      return answer(one, changed, [document]);
    },
    undo: async (documents) => takeBack(documents, "past", "future"),
    redo: async (documents) => takeBack(documents, "future", "past"),
    forgetSteps: async (id) => {
      Object.assign(find(id), { past: [], future: [] });
      return opened(id);
    },
    history: async (documents) => {
      const all = there(documents).flatMap((one) => structuredClone(one.history));
      return documents.length > 1 ? all.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)) : all;
    },
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
      return `/home/officer/${find(id).content.id}.${format}`;
    },
    cancelJob: async (job) => void cancelled.add(job),
    backupLibrary: async (job) => {
      await run(job, ["copying"]);
      return "/home/officer/library-backup.chancery";
    },
    checkLibrary: async (job) => {
      await run(job, ["checking"]);
      return {
        sound: true,
        findings: [],
        documents: { visits: kept.size, dossiers: dossiers.size, houses: 0, newer: 0 },
      };
    },
    verifyVisits: async () => ({ visits: list(), damage: [...fileDamage, ...(options.damage ?? [])] }),
    rescueLibrary: async (job) => {
      await run(job, ["copying"]);
      return { folder: "/home/officer/chancery-rescued", saved: [], lost: [] };
    },
    acceptLibrary: async () => void delete options.trouble,
    recoverVisit: async (job, id) => {
      await run(job, ["reading"]);
      const copy = structuredClone(find(id).content);
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
