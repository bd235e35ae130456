import type { CivilDate, Lang, ListedVisit } from "../../backend/types";
import { countryName } from "../country/countries";
import { rangeOfDays } from "../date/format";
import { matches, words } from "../text/text";
import { compare } from "./members";

export type Group = "running" | "upcoming" | "concluded";

/** Returns the visits that the search finds, grouped by where they stand on a day; what is nearest comes first. */
export function groupVisits(
  visits: readonly ListedVisit[],
  today: CivilDate,
  search: string,
  languages: readonly Lang[],
): { group: Group; visits: ListedVisit[] }[] {
  const found = visits.filter((visit) => search.trim() === "" || matches(searchable(visit, languages), search));
  const start = (visit: ListedVisit) => visit.first ?? "9999";
  const groups: Record<Group, ListedVisit[]> = { running: [], upcoming: [], concluded: [] };
  for (const visit of found) groups[groupOf(visit, today)].push(visit);
  groups.running.sort((a, b) => compare(start(a), start(b)));
  groups.upcoming.sort((a, b) => compare(start(a), start(b)));
  groups.concluded.sort((a, b) => compare(b.last ?? "", a.last ?? ""));
  return (Object.keys(groups) as Group[])
    .map((group) => ({ group, visits: groups[group] }))
    .filter((one) => one.visits.length > 0);
}

/** Returns where a visit stands on a day; one without dates is still to come. */
export function groupOf(visit: ListedVisit, today: CivilDate): Group {
  if (!visit.first || !visit.last || today < visit.first) return "upcoming";
  return today > visit.last ? "concluded" : "running";
}

/** Returns the names of the countries of a visit, the guest's first. */
export function summaryCountries(visit: ListedVisit): string[] {
  return [visit.guest, visit.host].map(countryName).filter((name) => name !== "");
}

/** Writes the days of a visit, or nothing where it has none. */
export function summaryDates(visit: ListedVisit): string {
  if (visit.phrase) return visit.phrase;
  return visit.first && visit.last ? rangeOfDays(visit.first, visit.last) : "";
}

function searchable(visit: ListedVisit, languages: readonly Lang[]): string {
  return [
    ...Object.values(visit.title),
    words(visit.title, languages),
    ...summaryCountries(visit),
    ...Object.values(visit.place),
    summaryDates(visit),
  ].join(" ");
}
