import { boundsOf } from "../lib/date/edtf";
import type { Visit, ListedVisit } from "./types";

/** Makes the line of the library for a visit. */
export function summarise(visit: Visit, trashed: boolean): ListedVisit {
  const { facts } = visit;
  const bounds = facts.dates ? boundsOf(facts.dates.edtf) : null;
  return {
    id: visit.id,
    title: facts.title,
    place: facts.place,
    status: facts.status,
    ...(bounds ? { first: bounds.first, last: bounds.last } : {}),
    ...(facts.dates?.phrase ? { phrase: facts.dates.phrase } : {}),
    ...(facts.host.country ? { host: facts.host.country } : {}),
    ...(facts.guest.country ? { guest: facts.guest.country } : {}),
    ...(trashed ? { trashed } : {}),
  };
}
