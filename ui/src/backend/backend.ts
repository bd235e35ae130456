import type {
  ApiError,
  Appearance,
  DocumentRef,
  Edit,
  EditAnswer,
  ExportFormat,
  ExportOptions,
  FilesGiven,
  HistoryEntry,
  ImportReport,
  LibraryCheck,
  MenuCommand,
  MenuState,
  NewVisit,
  OpenedVisit,
  JobProgress,
  RecoverReport,
  RescueReport,
  Startup,
  Text,
  VerifiedVisits,
  VisitId,
  ListedVisit,
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
  listVisits(): Promise<ListedVisit[]>;
  createVisit(request: NewVisit): Promise<ListedVisit>;
  /** Puts the sample visit into the library, or finds it there. */
  openSample(): Promise<ListedVisit>;
  duplicateVisit(id: VisitId, title: Text): Promise<ListedVisit>;
  trashVisit(id: VisitId): Promise<void>;
  restoreVisit(id: VisitId): Promise<void>;
  /** Opens a visit with the dossier of its two countries. */
  openVisit(id: VisitId): Promise<OpenedVisit>;
  /** Edits a document; a dossier is made by its first edit. */
  edit(document: DocumentRef, edit: Edit): Promise<EditAnswer>;
  /** Takes back what was done last in any of these documents. */
  undo(documents: readonly DocumentRef[]): Promise<EditAnswer>;
  /** Does again what was taken back last in any of these documents. */
  redo(documents: readonly DocumentRef[]): Promise<EditAnswer>;
  /** Forgets what can be undone and redone, where that is damaged. */
  forgetSteps(id: VisitId): Promise<OpenedVisit>;
  /** What was done in these documents, the newest first. */
  history(documents: readonly DocumentRef[]): Promise<HistoryEntry[]>;
  /** Asks for a file where no path is given; makes a new visit where no visit to import into is given. */
  importFile(job: string, path?: string, into?: VisitId): Promise<ImportReport | null>;
  /** Asks where to, and returns the path that was written. */
  exportProgramme(job: string, id: VisitId, format: ExportFormat, options?: ExportOptions): Promise<string | null>;
  cancelJob(job: string): Promise<void>;
  /** Asks where to, and returns the path that was written. */
  backupLibrary(job: string): Promise<string | null>;
  checkLibrary(job: string): Promise<LibraryCheck>;
  /** Looks for visits that are damaged, which opening the library does not. */
  verifyVisits(): Promise<VerifiedVisits>;
  /** Asks where to, and saves what can be read of a damaged library there. */
  rescueLibrary(job: string): Promise<RescueReport | null>;
  /** Takes the library as it is now, though changes that were acknowledged in it are missing. */
  acceptLibrary(): Promise<void>;
  /** Recovers a damaged visit up to its first change that cannot be read, as a new visit. */
  recoverVisit(job: string, id: VisitId): Promise<RecoverReport>;
  zones(): Promise<Zone[]>;
  /** Hears what is chosen in the native menu. */
  onMenu(listener: (command: MenuCommand) => void): Promise<Unlisten>;
  /** Tells the native menu what can be undone and what makes sense now. */
  updateMenu(state: MenuState): Promise<void>;
  /** Makes the window's frame and dialogs light or dark. */
  setAppearance(appearance: Appearance): Promise<void>;
  /** Hears that files are held over the window, taken away again, or wait to be taken. */
  onFiles(listener: (files: FilesGiven) => void): Promise<Unlisten>;
  /** Takes the paths of the files that wait. */
  takeFiles(): Promise<string[]>;
  onProgress(listener: (progress: JobProgress) => void): Promise<Unlisten>;
}

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
