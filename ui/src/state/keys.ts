import type { Command } from "./commands";

const KEYS: Record<string, Command["id"]> = {
  "ctrl+1": "show_visits",
  "ctrl+2": "show_overview",
  "ctrl+3": "show_programme",
  "ctrl+z": "undo",
  "ctrl+shift+z": "redo",
  "ctrl+y": "redo",
  "ctrl+n": "new_visit",
  "ctrl+o": "import",
  "ctrl+p": "export_pdf",
  "ctrl+shift+p": "export_calendar",
  "ctrl+k": "find_command",
  "ctrl+b": "toggle_rail",
  "ctrl+i": "toggle_inspector",
  f1: "show_shortcuts",
};

/** Returns the command of a key press, if it has one. Undo inside a field with unsaved words belongs to the field. */
export function commandOf(event: KeyboardEvent): Command["id"] | null {
  if (event.altKey || event.isComposing) return null;
  const plain = event.key.toLowerCase();
  // A single letter is a command only where the programme has the focus (WCAG 2.1.4).
  const single = plain === "n" && !event.ctrlKey && !event.metaKey && !isWritten(event.target);
  if (single) return event.target instanceof Element && event.target.closest("main") ? "new_engagement" : null;
  const ctrl = event.ctrlKey || event.metaKey;
  const id = KEYS[`${ctrl ? "ctrl+" : ""}${event.shiftKey ? "shift+" : ""}${plain}`] ?? null;
  return (id === "undo" || id === "redo") && isDirty(event.target) ? null : id;
}

/** Returns whether words can be typed into the element. */
export function isWritten(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
}

/** Returns whether the element is a field whose words have not been taken yet. */
export function isDirty(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && isWritten(target) && "dirty" in target.dataset;
}
