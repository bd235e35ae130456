import type { Dossier, EntityKey, Kind, Visit } from "../../backend/types";

/** A document of which entities can be shown and changed. */
export type Sectioned = Visit | Dossier;

/** Where the entities of a kind stand in their document; kinds of the house have no place here yet. */
export const SECTION = {
  member: "members",
  venue: "venues",
  room: "rooms",
  vehicle: "vehicles",
  leg: "legs",
  engagement: "engagements",
  topic: "topics",
  deliverable: "deliverables",
  task: "tasks",
  figure: "figures",
  source: "sources",
  waiver: "waivers",
  comment: "comments",
  edition: "editions",
  contact: "contacts",
  commitment: "commitments",
  agreement: "agreements",
  strand: "strands",
} as const satisfies Partial<Record<Kind, Exclude<keyof Visit | keyof Dossier, "facts">>>;

/** Returns the entities of a kind by id; none for a kind that the document does not have. */
export function entitiesOf(document: Sectioned, kind: Kind): Record<string, unknown> {
  if (!(kind in SECTION)) return {};
  const sections = document as unknown as Record<string, Record<string, unknown> | undefined>;
  return sections[SECTION[kind as keyof typeof SECTION]] ?? {};
}

/** Returns the value of an entity, or `undefined` where the document has none of that key. */
export function valueOf(document: Sectioned, key: EntityKey): unknown {
  if (key.kind === "facts") return document.facts;
  return entitiesOf(document, key.kind)[key.id];
}

/** Puts a value in the place of an entity; `null` or `undefined` takes the entity away. */
export function putValue(document: Sectioned, key: EntityKey, value: unknown): void {
  if (key.kind === "facts") {
    document.facts = value as Sectioned["facts"];
    return;
  }
  const section = entitiesOf(document, key.kind);
  if (value === null || value === undefined) Reflect.deleteProperty(section, key.id);
  else section[key.id] = value;
}
