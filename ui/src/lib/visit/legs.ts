import type { Lang, Leg } from "../../backend/types";
import { words } from "../text/text";
import { m } from "../../paraglide/messages";

/** Names a leg: by its title, else by its place, else by the capital of its host. */
export function legName({ title, place, host }: Leg, langs: readonly Lang[]): string {
  return words(title, langs) || words(place, langs) || words(host.capital, langs) || m.untitled();
}
