import type { Engagement, Lang } from "../../backend/types";
import { phrase } from "../date/format";
import { words } from "../text/text";
import { m } from "../../paraglide/messages";

type Settled = Pick<Engagement, "status" | "condition" | "postponed">;

/** Says what is said of a status beyond its name: the condition, or from when and why it was put off; else nothing. */
export function settledWords({ status, condition, postponed }: Settled, langs: readonly Lang[]): string {
  if (status === "conditional") {
    const text = words(condition, langs);
    return text ? m.on_condition({ text }) : "";
  }
  if (status !== "postponed" || !postponed) return "";
  const date = phrase(postponed.from);
  return [date ? m.postponed_from_date({ date }) : "", words(postponed.reason, langs)].filter(Boolean).join(" · ");
}
