import type { EntityKey, Kind, Visit } from "../../backend/types";

/** Where the entities of a kind stand in a visit. */
export const SECTION = {
  member: "members",
  venue: "venues",
  vehicle: "vehicles",
  engagement: "engagements",
  topic: "topics",
  deliverable: "deliverables",
  commitment: "commitments",
  task: "tasks",
  contact: "contacts",
  waiver: "waivers",
  comment: "comments",
  edition: "editions",
} as const satisfies Record<Exclude<Kind, "facts">, keyof Visit>;

/** Returns the value of an entity, or `undefined` where the visit has none of that key. */
export function valueOf(visit: Visit, key: EntityKey): unknown {
  if (key.kind === "facts") return visit.facts;
  return (visit[SECTION[key.kind]] as Record<string, unknown>)[key.id];
}

/** Puts a value in the place of an entity; `null` or `undefined` takes the entity away. */
export function putValue(visit: Visit, key: EntityKey, value: unknown): void {
  if (key.kind === "facts") {
    visit.facts = value as Visit["facts"];
    return;
  }
  const section = visit[SECTION[key.kind]] as Record<string, unknown>;
  if (value === null || value === undefined) Reflect.deleteProperty(section, key.id);
  else section[key.id] = value;
}
