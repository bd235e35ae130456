import type { Lang, Text } from "../../backend/types";

/** A text as it is shown: in which language, and whether that is not the one that was asked for. */
export interface Shown {
  value: string;
  lang: Lang;
  fallback: boolean;
}

/** Returns the text in the first wanted language that it has, else in any, and says when it fell back. */
export function shown(text: Text | undefined, wanted: readonly Lang[]): Shown | null {
  if (!text) return null;
  for (const [place, lang] of wanted.entries()) {
    const value = text[lang];
    if (value) return { value, lang, fallback: place > 0 };
  }
  const rest = Object.entries(text).find(([, value]) => value !== "");
  return rest ? { value: rest[1], lang: rest[0], fallback: true } : null;
}

/** Returns the words alone, to be read, or an empty string. */
export function words(text: Text | undefined, wanted: readonly Lang[]): string {
  return legible(shown(text, wanted)?.value ?? "");
}

/**
 * Returns words from a file as they are shown to be read: what turns round the writing beside it, as in `\u{202e}fdp.exe`,
 * stands as its escape, as it does in the terminal. Marks of one letter's direction, which Arabic and Hebrew need, stay.
 */
export function legible(value: string): string {
  return value.replace(/[\u2028-\u202e\u2066-\u2069]/g, (sign) => `\\u{${sign.charCodeAt(0).toString(16)}}`);
}

/** Returns the text with one language replaced; an empty string takes that language away, and the last one, the text. */
export function withWords(text: Text | undefined, lang: Lang, value: string): Text | null {
  const next: Text = { ...text };
  if (value.trim() === "") Reflect.deleteProperty(next, lang);
  else next[lang] = value.trim();
  return Object.keys(next).length > 0 ? next : null;
}

/** Whether a text begins as what is searched for, whatever its case and accents. */
export function begins(text: string, search: string): boolean {
  return fold(text).startsWith(fold(search.trim()));
}

/** Returns whether all words of the search occur in the text, in any case and with any accents. */
export function matches(haystack: string, search: string): boolean {
  const text = fold(haystack);
  return fold(search)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
