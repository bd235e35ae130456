import type {
  ApiError,
  Edit,
  EditAnswer,
  ExportFormat,
  HistoryEntry,
  ImportReport,
  LibraryCheck,
  MenuCommand,
  NewVisit,
  OpenedVisit,
  Progress,
  Startup,
  Text,
  VisitId,
  VisitSummary,
  Zone,
} from "./types";

/** Ends a subscription. */
export type Unlisten = () => void;

/**
 * Everything that the screen asks of the desk.
 *
 * Every call either answers or throws a {@link BackendError}. Where a file dialog is involved, `null` means that
 * the person closed it without choosing.
 */
export interface Backend {
  startup(): Promise<Startup>;
  listVisits(): Promise<VisitSummary[]>;
  createVisit(request: NewVisit): Promise<VisitSummary>;
  /** Puts the sample visit into the library, or finds it there. */
  openSample(): Promise<VisitSummary>;
  duplicateVisit(id: VisitId, title: Text): Promise<VisitSummary>;
  trashVisit(id: VisitId): Promise<void>;
  restoreVisit(id: VisitId): Promise<void>;
  openVisit(id: VisitId): Promise<OpenedVisit>;
  edit(id: VisitId, edit: Edit): Promise<EditAnswer>;
  undo(id: VisitId): Promise<EditAnswer>;
  redo(id: VisitId): Promise<EditAnswer>;
  /** The newest first. */
  history(id: VisitId): Promise<HistoryEntry[]>;
  /** Asks for a file where no path is given; makes a new visit where no visit to import into is given. */
  importFile(job: string, path?: string, into?: VisitId): Promise<ImportReport | null>;
  /** Asks where to, and returns the path that was written. */
  exportProgramme(job: string, id: VisitId, format: ExportFormat): Promise<string | null>;
  cancelJob(job: string): Promise<void>;
  /** Asks where to, and returns the path that was written. */
  backupLibrary(job: string): Promise<string | null>;
  checkLibrary(): Promise<LibraryCheck>;
  zones(): Promise<Zone[]>;
  onMenu(listener: (command: MenuCommand) => void): Promise<Unlisten>;
  onFileDrop(listener: (drop: FileDrop) => void): Promise<Unlisten>;
  onProgress(listener: (progress: Progress) => void): Promise<Unlisten>;
}

/** Files held over the window, let go over it, or taken away again. */
export type FileDrop = { phase: "over" } | { phase: "drop"; paths: string[] } | { phase: "leave" };

/** An error of the desk: a code that the screen may act on, and words for the person. */
export class BackendError extends Error {
  readonly code: string;
  readonly subject: string;
  readonly remedy: string | undefined;

  constructor(error: ApiError) {
    super(error.message);
    this.name = "BackendError";
    this.code = error.code;
    this.subject = error.subject;
    this.remedy = error.remedy;
  }

  /** Turns whatever was thrown into an error with a code. */
  static from(thrown: unknown): BackendError {
    if (thrown instanceof BackendError) return thrown;
    if (isApiError(thrown)) return new BackendError(thrown);
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new BackendError({ code: "unexpected", message, subject: "" });
  }
}

function isApiError(thrown: unknown): thrown is ApiError {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown;
}
