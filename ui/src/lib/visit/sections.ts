import type { EntityKey, Kind, Visit } from "../../backend/types";

/** Where the entities of a kind stand in a visit; kinds of other documents have no place in it. */
export const SECTION = {
  member: "members",
  venue: "venues",
  room: "rooms",
  vehicle: "vehicles",
  leg: "legs",
  engagement: "engagements",
  topic: "topics",
  deliverable: "deliverables",
  commitment: "commitments",
  task: "tasks",
  contact: "contacts",
  figure: "figures",
  source: "sources",
  waiver: "waivers",
  comment: "comments",
  edition: "editions",
} as const satisfies Partial<Record<Kind, keyof Visit>>;

/** Returns the entities of a kind by id; none for a kind that a visit does not have. */
export function entitiesOf(visit: Visit, kind: Kind): Record<string, unknown> {
  return kind in SECTION ? (visit[SECTION[kind as keyof typeof SECTION]] as Record<string, unknown>) : {};
}

/** Returns the value of an entity, or `undefined` where the visit has none of that key. */
export function valueOf(visit: Visit, key: EntityKey): unknown {
  if (key.kind === "facts") return visit.facts;
  return entitiesOf(visit, key.kind)[key.id];
}

/** Puts a value in the place of an entity; `null` or `undefined` takes the entity away. */
export function putValue(visit: Visit, key: EntityKey, value: unknown): void {
  if (key.kind === "facts") {
    visit.facts = value as Visit["facts"];
    return;
  }
  const section = entitiesOf(visit, key.kind);
  if (value === null || value === undefined) Reflect.deleteProperty(section, key.id);
  else section[key.id] = value;
}
