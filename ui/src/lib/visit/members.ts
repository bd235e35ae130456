import type { Lang, Member, Office, Visit } from "../../backend/types";
import { words } from "../text/text";

/** An entity with its id. */
export type Named<T> = T & { id: string };

/** Returns the entities that have not been removed, in their order. */
export function present<T extends { removed?: boolean; order?: string }>(section: Record<string, T>): Named<T>[] {
  return Object.entries(section)
    .filter(([, entity]) => !entity.removed)
    .map(([id, entity]) => ({ ...entity, id }))
    .sort((a, b) => compare(a.order ?? "", b.order ?? "") || compare(a.id, b.id));
}

/** Compares by code units, as order keys ask. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Returns the members in order of precedence: the guest's side first, then the host's, then third parties, then rank, then order. */
export function inPrecedence(visit: Visit): Named<Member>[] {
  const side = (member: Member) => (member.side === "host" ? 1 : member.side === "third" ? 2 : 0);
  return present(visit.members).sort(
    (a, b) =>
      side(a) - side(b) || (a.rank ?? 1e6) - (b.rank ?? 1e6) || compare(a.order, b.order) || compare(a.id, b.id),
  );
}

/** Returns the person's name, or the office where nobody is named for the seat. */
export function memberName(member: Member | undefined, langs: readonly Lang[]): string {
  if (!member) return "";
  return words(member.seat.person?.name, langs) || words(member.seat.office, langs);
}

/** Returns a short name for a narrow column: the last word of a person's name, else the office. */
export function shortName(member: Member | undefined, langs: readonly Lang[]): string {
  const name = words(member?.seat.person?.name, langs);
  return name ? (name.split(/\s+/).at(-1) ?? name) : words(member?.seat.office, langs);
}

/** Returns the further offices of a member, in their order. */
export function officesOf({ seat }: Member): (Office & { id: string })[] {
  return Object.entries(seat.further ?? {})
    .map(([id, office]) => ({ ...office, id }))
    .sort((a, b) => (a.place ?? 1e9) - (b.place ?? 1e9) || compare(a.id, b.id));
}
