import { present } from "../lib/visit/members";
import { entitiesOf, putValue, SECTION, valueOf, type Sectioned } from "../lib/visit/sections";
import { completed } from "./fake-defaults";
import { BackendError } from "./backend";
import type { Edit, EntityKey, Kind, Label } from "./types";

/** What an edit did: which entities it touched, and in which words. */
export interface Applied {
  changed: EntityKey[];
  label: Label;
}

/** Applies an edit to a document in place, as the desk would. */
export function applyEdit(document: Sectioned, edit: Edit, newId: () => string): Applied {
  switch (edit.edit) {
    case "set":
      return patch(document, edit.key, edit.patch, isAboutPeople(edit) ? "participants" : "set");
    case "add": {
      const key = { kind: edit.kind, id: edit.id ?? newId() };
      if (valueOf(document, key) !== undefined) throw refusal("duplicate_id", key.id, "This id is already taken.");
      putValue(document, key, completed(edit.kind, edit.value));
      return { changed: [key], label: { action: "add", kind: key.kind, subject: subjectOf(document, key) } };
    }
    case "remove":
      return patch(document, edit.key, { removed: true }, "remove");
    case "restore":
      return patch(document, edit.key, { removed: null }, "restore");
    case "move": {
      if (!("to" in edit)) throw refusal("bad_value", "", "The fake desk moves to a time only.");
      const { keys, to } = edit;
      return together(keys.map((key) => patch(document, key, { when: to }, "move")));
    }
    case "shift":
    case "text":
      throw refusal("bad_value", "", "The fake desk does not know this edit.");
    case "place":
      return place(document, edit.key, edit.after);
    case "several": {
      return together(edit.edits.map((one) => applyEdit(document, one, newId)));
    }
  }
}

function isAboutPeople(edit: { key: EntityKey; patch: object }): boolean {
  return edit.key.kind === "engagement" && Object.keys(edit.patch).join() === "participants";
}

/** Several edits are named after the last that does not only add something. */
function together(applied: Applied[]): Applied {
  const named = applied.findLast(({ label }) => label.action !== "add") ?? applied[0];
  if (!named) throw refusal("missing_field", "", "There is nothing to do.");
  return { changed: applied.flatMap((one) => one.changed), label: named.label };
}

/** Merges a patch (RFC 7396); what has a kind or a date is one thought and is replaced whole. */
function merged(target: unknown, change: unknown): unknown {
  const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject(change) || "kind" in (change as object) || "edtf" in (change as object)) return structuredClone(change);
  const next: Record<string, unknown> = isObject(target) ? { ...(target as object) } : {};
  for (const [field, value] of Object.entries(change as object)) {
    if (value === null || value === undefined) Reflect.deleteProperty(next, field);
    else next[field] = merged(next[field], value);
  }
  return next;
}

function patch(document: Sectioned, key: EntityKey, change: object, action: Label["action"]): Applied {
  const next = merged(existing(document, key), change) as Record<string, unknown>;
  const whole = completed(key.kind, next) as Record<string, unknown>;
  const when = whole["when"] as { kind: string; start?: string; end?: string } | undefined;
  if (when?.kind === "at" && when.start && when.end && when.end < when.start) {
    throw refusal("end_before_start", subjectOf(document, key), "The end lies before the start.");
  }
  putValue(document, key, whole);
  return { changed: [key], label: { action, kind: key.kind, subject: subjectOf(document, key) } };
}

/** Puts an entity after another one of its kind, or before all. The desk moves only who has to; here the whole list is counted anew. */
function place(document: Sectioned, key: EntityKey, after: string | undefined): Applied {
  existing(document, key);
  if (key.kind === "facts") throw refusal("bad_value", "facts", "The facts stand in no list.");
  const section = entitiesOf(document, key.kind) as Record<string, { removed?: boolean; order?: string }>;
  const others = present(section).filter(({ id }) => id !== key.id);
  const at = after === undefined ? 0 : others.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && at === 0) throw refusal("unknown_reference", key.id, "Its list has no such other one.");
  const ids = others.map(({ id }) => id);
  ids.splice(at, 0, key.id);
  const orders = ids.map((id, index) => ({ id, order: `c${String(index).padStart(3, "0")}` }));
  const moved = orders.filter(({ id, order }) => section[id]?.order !== order);
  for (const { id, order } of moved) putValue(document, { kind: key.kind, id }, { ...section[id], order });
  const changed = moved.map(({ id }) => ({ kind: key.kind, id }));
  return { changed, label: { action: "move", kind: key.kind, subject: subjectOf(document, key) } };
}

function existing(document: Sectioned, key: EntityKey): Record<string, unknown> {
  const value = valueOf(document, key);
  if (value === undefined) throw refusal("not_found", key.id, "The thing to be edited does not exist.");
  return value as Record<string, unknown>;
}

/** Returns the name of an entity, as the person knows it. */
export function subjectOf(document: Sectioned, key: EntityKey): string {
  const value = valueOf(document, key) as Record<string, unknown> | undefined;
  const seat = value?.["seat"] as { office?: Record<string, string> } | undefined;
  const text = (value?.["title"] ?? value?.["name"] ?? seat?.office) as Record<string, string> | undefined;
  return text?.["en"] ?? Object.values(text ?? {})[0] ?? "";
}

/** Returns the keys whose values differ between two states of a document. */
export function difference(before: Sectioned, after: Sectioned): EntityKey[] {
  const changed: EntityKey[] = [];
  const differ = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  if (differ(before.facts, after.facts)) changed.push({ kind: "facts", id: "" });
  for (const kind of Object.keys(SECTION) as Kind[]) {
    const old = entitiesOf(before, kind);
    const now = entitiesOf(after, kind);
    for (const id of new Set([...Object.keys(old), ...Object.keys(now)])) {
      if (differ(old[id], now[id])) changed.push({ kind, id });
    }
  }
  return changed;
}

export function refusal(code: string, subject: string, message: string): BackendError {
  return new BackendError({ code, subject, message });
}
