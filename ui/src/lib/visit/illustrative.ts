import type { Engagement, Illustrative } from "../../backend/types";
import { m } from "../../paraglide/messages";
import { term } from "../terms/terms";

/** A part of an engagement that can be an illustration by itself. */
export type Part = Exclude<keyof Illustrative, "whole">;

type Marked = Pick<Engagement, "illustrative">;

/** Returns whether a part is from no source: marked by itself, or with the whole. */
export function isIllustrative({ illustrative }: Marked, part: Part): boolean {
  return illustrative?.whole === true || illustrative?.[part] === true;
}

/** Says what is from no source: `illustrative`, or `illustrative: day and time, status`; nothing where nothing is. */
export function illustrativeWords({ illustrative }: Marked): string {
  if (!illustrative) return "";
  if (illustrative.whole) return m.illustrative_mark();
  const parts = Object.entries(illustrative).filter(([, marked]) => marked);
  const names = parts.map(([part]) => term("part", part).toLowerCase());
  return names.length > 0 ? m.illustrative_parts({ parts: names.join(", ") }) : "";
}
