import type { Engagement, Lang } from "../../backend/types";
import { words } from "../text/text";
import { m } from "../../paraglide/messages";

/** Says what is arranged for the press, in a few words; nothing where nothing is. */
export function pressWords({ press_call: call }: Pick<Engagement, "press_call">, langs: readonly Lang[]): string {
  if (!call) return "";
  const parts = [
    words(call.who, langs),
    call.call ? m.said_press_call({ time: call.call.slice(0, 5) }) : "",
    words(call.entrance, langs),
    call.cameras === undefined ? "" : m.said_cameras({ minutes: call.cameras }),
  ];
  return parts.filter(Boolean).join(" · ");
}
