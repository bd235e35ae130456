import type { Engagement, Function, Lang, MemberId, Visit } from "../../backend/types";
import { term } from "../terms/terms";
import { words } from "../text/text";
import { inPrecedence, shortName } from "./members";

/** Names what a member does at an engagement; nothing where nothing was said. */
export function functionsOf({ participants }: Pick<Engagement, "participants">, member: MemberId): string[] {
  return Object.keys(participants[member]?.functions ?? {});
}

/** Names what somebody does, in one line. */
export function functionWords(functions: readonly Function[]): string {
  return functions.map((one) => term("function", one).toLowerCase()).join(", ");
}

/** Returns the groups without names, in their order. */
export function groupsOf({ groups }: Pick<Engagement, "groups">) {
  return Object.entries(groups ?? {})
    .map(([id, group]) => ({ ...group, id }))
    .sort((a, b) => (a.place ?? 1e9) - (b.place ?? 1e9) || (a.id < b.id ? -1 : 1));
}

/** Names the groups without names, as they are called. */
export function groupNames(engagement: Pick<Engagement, "groups">, langs: readonly Lang[]): string[] {
  return groupsOf(engagement)
    .map((group) => words(group.name, langs))
    .filter(Boolean);
}

/** Names who takes part, in order of precedence, with what they do, and the groups after them. */
export function peopleWords(engagement: Engagement, visit: Visit, langs: readonly Lang[]): string {
  const named = inPrecedence(visit)
    .filter(({ id }) => engagement.participants[id])
    .map((one) => {
      const functions = functionWords(functionsOf(engagement, one.id));
      return functions ? `${shortName(one, langs)} (${functions})` : shortName(one, langs);
    });
  return [...named, ...groupNames(engagement, langs)].join(", ");
}
