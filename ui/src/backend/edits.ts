/** Edits as the screen makes them: a field that an entity does not have does not compile. */

import type { Edit as AnyEdit } from "../generated/Edit";
import type { EntityTypes } from "../generated/EntityTypes";
import type { DatePhrase } from "../generated/DatePhrase";
import type { Due } from "../generated/Due";
import type { Issued } from "../generated/Issued";
import type { When } from "../generated/When";

/** Values that are one thought: a patch gives them whole. */
type Whole = When | Due | DatePhrase | Issued;

/** What a merge patch (RFC 7396) may say of a value: some of its fields, `null` for one that goes. */
export type MergePatch<T> = T extends Whole | readonly unknown[]
  ? T
  : T extends object
    ? { [Field in keyof T]?: MergePatch<NonNullable<T[Field]>> | null }
    : T;

/** The entities of a visit by kind. */
export type Entities = Omit<EntityTypes, `facts_of_${string}`> & { facts: EntityTypes["facts_of_visit"] };

type SetEdit = {
  [K in keyof Entities]: { edit: "set"; key: { kind: K; id: string }; patch: MergePatch<Entities[K]> };
}[keyof Entities];

type AddEdit = {
  [K in Exclude<keyof Entities, "facts">]: { edit: "add"; kind: K; id?: string; value: MergePatch<Entities[K]> };
}[Exclude<keyof Entities, "facts">];

/** An edit of a visit. */
export type Edit =
  SetEdit | AddEdit | Exclude<AnyEdit, { edit: "set" | "add" | "several" }> | { edit: "several"; edits: Edit[] };

/** Returns the edit that changes who takes part in an engagement. */
export function participants(id: string, come: readonly string[], go: readonly string[]): Edit {
  const changes = [...go.map((member) => [member, null] as const), ...come.map((member) => [member, {}] as const)];
  const participants: Record<string, object | null> = Object.fromEntries(changes);
  return { edit: "set", key: { kind: "engagement", id }, patch: { participants } };
}

/** Returns the edit that gives an engagement another time. */
export function moveTo(id: string, when: When): Edit {
  return { edit: "move", keys: [{ kind: "engagement", id }], to: when };
}
