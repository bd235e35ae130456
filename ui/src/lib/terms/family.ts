/** The kinds that have a glyph and a colour of their own. */
export const FAMILIES = [
  "talks",
  "ceremony",
  "meal",
  "press",
  "cultural",
  "movement",
  "internal",
  "free_time",
  "other",
] as const;

/** A kind with a glyph and a colour of its own. */
export type Family = (typeof FAMILIES)[number];

const OF: Record<string, Family> = {
  courtesy_call: "talks",
  audience: "talks",
  conference: "talks",
  speech: "talks",
  arrival: "ceremony",
  farewell: "ceremony",
  wreath_laying: "ceremony",
  guest_book: "ceremony",
  working_lunch: "meal",
  working_dinner: "meal",
  state_lunch: "meal",
  state_dinner: "meal",
  reception: "meal",
  doorstep: "press",
  site_visit: "cultural",
};

/** Returns the kind whose glyph and colour a kind has; one of a newer version has those of the others. */
export function familyOf(kind: string): Family {
  return FAMILIES.find((family) => family === kind) ?? OF[kind] ?? "other";
}
