import { invoke as call } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { BackendError, type Backend } from "./backend";
import type { FilesGiven, MenuCommand, JobProgress, Startup } from "./types";

async function invoke<T>(command: string, args: Record<string, unknown> = {}): Promise<T> {
  try {
    return await call<T>(command, args);
  } catch (thrown) {
    throw BackendError.from(thrown);
  }
}

declare global {
  interface Window {
    /** What {@link Backend.startup} answers: the shell asks before this script is there (src-tauri/startup.rs). */
    chanceryStartup?: Promise<Startup> | undefined;
  }
}

/** Returns the answer that is on its way already; whoever asks again, asks anew. */
function startup(): Promise<Startup> {
  const asked = window.chanceryStartup;
  window.chanceryStartup = undefined;
  return asked ?? invoke("startup");
}

/** The desk behind the window. */
export const tauriBackend: Backend = {
  startup,
  listVisits: () => invoke("list_visits"),
  createVisit: (request) => invoke("create_visit", { request }),
  openSample: () => invoke("open_sample"),
  duplicateVisit: (id, title) => invoke("duplicate_visit", { id, title }),
  trashVisit: (id) => invoke("trash_visit", { id }),
  restoreVisit: (id) => invoke("restore_visit", { id }),
  openVisit: (id) => invoke("open_visit", { id }),
  edit: (document, edit) => invoke("edit", { document, edit }),
  undo: (documents) => invoke("undo", { documents }),
  redo: (documents) => invoke("redo", { documents }),
  forgetSteps: (id) => invoke("forget_steps", { id }),
  history: (documents) => invoke("history", { documents }),
  importFile: (job, path, into) => invoke("import_file", { job, path: path ?? null, into: into ?? null }),
  exportProgramme: (job, id, format, options) => invoke("export_programme", { job, id, format, options }),
  cancelJob: (job) => invoke("cancel_job", { job }),
  backupLibrary: (job) => invoke("backup_library", { job }),
  checkLibrary: (job) => invoke("check_library", { job }),
  verifyVisits: () => invoke("verify_visits"),
  rescueLibrary: (job) => invoke("rescue_library", { job }),
  acceptLibrary: () => invoke("accept_library"),
  recoverVisit: (job, id) => invoke("recover_visit", { job, id }),
  zones: () => invoke("zones"),
  onMenu: (listener) => listen<MenuCommand>("menu", (event) => listener(event.payload)),
  updateMenu: (state) => invoke("update_menu", { state }),
  setAppearance: (appearance) => invoke("set_appearance", { appearance }),
  onFiles: (listener) => listen<FilesGiven>("files", (event) => listener(event.payload)),
  takeFiles: () => invoke("take_files"),
  onProgress: (listener) => listen<JobProgress>("progress", (event) => listener(event.payload)),
};
