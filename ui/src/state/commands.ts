import type { App } from "./app.svelte";
import { rescueLibrary } from "./damage";
import { backUpLibrary, checkLibrary, exportVisit, importFile } from "./work";
import { m } from "../paraglide/messages";
import type { MenuCommand, When } from "../backend/types";
import { moment } from "../lib/date/format";
import { phraseOf, term } from "../lib/terms/terms";
import { hasTwoClocks } from "../lib/visit/dates";

/** Something that can be done from the palette, the keyboard or the native menu. */
export interface Command {
  id: MenuCommand | OwnCommand;
  label: string;
  /** The keys, in words: `Ctrl+Shift+Z`. */
  keys?: string;
  enabled: boolean;
  run: () => unknown;
}
type OwnCommand =
  | "new_engagement"
  | "open_sample"
  | "export_json"
  | "check_library"
  | "rescue_library"
  | "show_trash"
  | "zones_host"
  | "zones_home"
  | "zones_both"
  | "toggle_rail"
  | "toggle_inspector"
  | "view_grid"
  | "view_list";

/** Returns every command, with what it would do now. */
export function commandsOf(app: App): Command[] {
  const { current, preferences, dialogs } = app;
  const visit = current.visit;
  const open = visit !== null;
  const twoClocks = visit !== null && hasTwoClocks(visit);
  const { writable } = app.library;
  return [
    { id: "show_visits", label: m.room_visits(), keys: "Ctrl+1", enabled: true, run: () => app.go("visits") },
    { id: "show_overview", label: m.room_overview(), keys: "Ctrl+2", enabled: open, run: () => app.go("overview") },
    { id: "show_programme", label: m.room_programme(), keys: "Ctrl+3", enabled: open, run: () => app.go("programme") },
    {
      id: "undo",
      label: current.undoLabel ? m.undo_named({ what: phraseOf(current.undoLabel) }) : m.undo(),
      keys: "Ctrl+Z",
      enabled: writable && current.undoLabel !== null,
      run: () => undo(app),
    },
    {
      id: "redo",
      label: current.redoLabel ? m.redo_named({ what: phraseOf(current.redoLabel) }) : m.redo(),
      keys: "Ctrl+Shift+Z",
      enabled: writable && current.redoLabel !== null,
      run: () => redo(app),
    },
    {
      id: "new_visit",
      label: m.new_visit_dots(),
      keys: "Ctrl+N",
      enabled: writable,
      run: () => dialogs.show({ kind: "new_visit" }),
    },
    {
      id: "new_engagement",
      label: m.new_engagement(),
      keys: "N",
      enabled: open && writable,
      run: () => addEngagement(app),
    },
    { id: "import", label: m.import_dots(), keys: "Ctrl+O", enabled: writable, run: () => importFile(app) },
    {
      id: "import_into",
      label: m.import_into_dots(),
      enabled: open && writable,
      run: () => importFile(app, undefined, visit?.id),
    },
    { id: "open_sample", label: m.open_sample(), enabled: writable, run: () => openSample(app) },
    {
      id: "export_pdf",
      label: m.export_pdf_dots(),
      keys: "Ctrl+P",
      enabled: open,
      run: () => dialogs.show({ kind: "export", format: "pdf" }),
    },
    {
      id: "export_calendar",
      label: m.export_ics_dots(),
      keys: "Ctrl+Shift+P",
      enabled: open,
      run: () => dialogs.show({ kind: "export", format: "ics" }),
    },
    { id: "export_json", label: m.export_json_dots(), enabled: open, run: () => exportVisit(app) },
    {
      id: "zones_host",
      label: m.zones_host_command(),
      enabled: twoClocks,
      run: () => void (preferences.zoneMode = "host"),
    },
    {
      id: "zones_home",
      label: m.zones_home_command(),
      enabled: twoClocks,
      run: () => void (preferences.zoneMode = "home"),
    },
    {
      id: "zones_both",
      label: m.zones_both_command(),
      enabled: twoClocks,
      run: () => void (preferences.zoneMode = "both"),
    },
    { id: "view_grid", label: m.view_grid_command(), enabled: open, run: () => showView(app, "grid") },
    { id: "view_list", label: m.view_list_command(), enabled: open, run: () => showView(app, "list") },
    {
      id: "toggle_rail",
      label: m.toggle_rail(),
      keys: "Ctrl+B",
      enabled: true,
      run: () => void (preferences.railOpen = !preferences.railOpen),
    },
    {
      id: "toggle_inspector",
      label: m.toggle_inspector(),
      keys: "Ctrl+I",
      enabled: true,
      run: () => void (preferences.inspectorOpen = !preferences.inspectorOpen),
    },
    {
      id: "appearance_system",
      label: m.theme_system_command(),
      enabled: true,
      run: () => void (preferences.theme = "system"),
    },
    {
      id: "appearance_light",
      label: m.theme_light_command(),
      enabled: true,
      run: () => void (preferences.theme = "light"),
    },
    {
      id: "appearance_dark",
      label: m.theme_dark_command(),
      enabled: true,
      run: () => void (preferences.theme = "dark"),
    },
    { id: "show_trash", label: m.trash_open(), enabled: true, run: () => dialogs.show({ kind: "trash" }) },
    { id: "back_up_library", label: m.backup_dots(), enabled: true, run: () => backUpLibrary(app) },
    {
      id: "rescue_library",
      label: m.rescue_dots(),
      enabled: app.library.damage.length > 0,
      run: () => rescueLibrary(app),
    },
    { id: "check_library", label: m.check_library(), enabled: true, run: () => checkLibrary(app) },
    {
      id: "find_command",
      label: m.palette_open(),
      keys: "Ctrl+K",
      enabled: true,
      run: () => dialogs.show({ kind: "palette" }),
    },
    {
      id: "show_shortcuts",
      label: m.shortcuts(),
      keys: "F1",
      enabled: true,
      run: () => dialogs.show({ kind: "shortcuts" }),
    },
  ];
}

/** Whether a command makes sense now: a button of it is disabled else. */
export function canRun(app: App, id: Command["id"]): boolean {
  return commandsOf(app).some((command) => command.id === id && command.enabled);
}

/** Runs a command if it makes sense now. */
export function runCommand(app: App, id: Command["id"]): void {
  const command = commandsOf(app).find((one) => one.id === id);
  if (command?.enabled) void command.run();
}

/** Puts the sample into the library and opens it. */
export async function openSample(app: App): Promise<void> {
  await app.attempt(async () => {
    const summary = await app.library.openSample();
    await app.openVisit(summary.id, "overview");
  });
}

/** Adds an engagement of which nothing is known yet but perhaps its day, and takes the person to its title. */
export async function addEngagement(app: App, when: When = { kind: "within" }): Promise<void> {
  const title = { [app.languages[0] ?? "en"]: m.new_engagement_title() };
  const value = { title, kind: "other", when, status: "proposed" };
  const changed = await app.current.edit({ edit: "add", kind: "engagement", value });
  const id = changed?.find((key) => key.kind === "engagement")?.id;
  if (id === undefined) return;
  app.go("programme");
  app.preferences.inspectorOpen = true;
  app.selection.open(id);
}

async function undo(app: App): Promise<void> {
  const label = app.current.undoLabel;
  if ((await app.current.undo()) && label) app.notices.announce(m.undone({ what: phraseOf(label) }));
  sayWhatWasLeft(app);
}

async function redo(app: App): Promise<void> {
  const label = app.current.redoLabel;
  if ((await app.current.redo()) && label) app.notices.announce(m.redone({ what: phraseOf(label) }));
  sayWhatWasLeft(app);
}

function showView(app: App, view: "grid" | "list"): void {
  app.preferences.view = view;
  app.go("programme");
}

/** Names what an undo or a redo has left as it is, because somebody has changed it since: what, who, and when. */
function sayWhatWasLeft(app: App): void {
  const { left } = app.current;
  app.current.left = [];
  if (left.length === 0) return;
  const sentences = left.map(({ entity, title, path, by, at }) => {
    const name = title || term("entity", entity.kind);
    const what = path[0] === undefined ? name : `${name} (${path[0].replaceAll("_", " ")})`;
    return by && at ? m.left_changed_by({ what, who: by, when: moment(at) }) : m.left_as_is({ what });
  });
  app.notices.toast([...new Set(sentences)].join(" "), 12_000);
}
