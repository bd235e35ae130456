import { boundsOf } from "../lib/date/edtf";
import type { Visit, VisitSummary } from "./types";

/** Makes the line of the library for a visit. */
export function summarise(visit: Visit, trashed: boolean): VisitSummary {
  const { facts } = visit;
  const bounds = facts.dates ? boundsOf(facts.dates.edtf) : null;
  const countries = [facts.guest.country, facts.host.country].filter((code) => code !== undefined);
  return {
    id: visit.id,
    title: facts.title,
    ...(bounds ? { first: bounds.first, last: bounds.last } : {}),
    status: facts.status,
    countries,
    ...(trashed ? { trashed } : {}),
  };
}
