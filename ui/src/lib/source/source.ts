import type { Issued, Lang, Source, WallTime } from "../../backend/types";
import { clock, phrase, rangeOfDays } from "../date/format";
import { zonePlace } from "../date/zone";
import { term } from "../terms/terms";
import { words } from "../text/text";

/** Returns the title of a source, else who published it. */
export function sourceName(source: Source | undefined, langs: readonly Lang[]): string {
  return words(source?.title, langs) || words(source?.publisher, langs);
}

/** Says when a source was issued: `17 March 2017, 11:04`. */
export function issuedWords(issued: Issued | undefined): string {
  if (!issued) return "";
  if (issued.kind === "on") return phrase(issued);
  const day = issued.time.slice(0, 10);
  const zone = issued.zone ? ` ${zonePlace(issued.zone)}` : "";
  return `${rangeOfDays(day, day)}, ${clock(issued.time)}${zone}`;
}

/** Says of what kind a source is, and when it was issued. */
export function sourceNote(source: Source): string {
  return [term("source", source.kind), issuedWords(source.issued)].filter(Boolean).join(" · ");
}

/** Returns the day and the time of day of an issue, as far as both are known to the day and the minute. */
export function issueParts(issued: Issued | undefined): { day: string; time: string } {
  if (issued?.kind === "at") return { day: issued.time.slice(0, 10), time: clock(issued.time) };
  return { day: issued && /^\d{4}-\d\d-\d\d$/.test(issued.edtf) ? issued.edtf : "", time: "" };
}

/** Returns the issue on a day, with the time of day where one is given; the zone stays. */
export function issueOn(day: string, time: string, before: Issued | undefined): Issued | null {
  if (day === "") return null;
  if (time === "") return { kind: "on", edtf: day };
  const wall: WallTime = `${day}T${time}:00`;
  const zone = before?.kind === "at" ? before.zone : undefined;
  return { kind: "at", time: wall, ...(zone ? { zone } : {}) };
}
