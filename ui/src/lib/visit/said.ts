import type { Engagement, Lang, Visit } from "../../backend/types";
import { clock } from "../date/format";
import { term } from "../terms/terms";
import { words } from "../text/text";
import { m } from "../../paraglide/messages";
import { isLoose, type Loose } from "./when";

/** Says a time that is not known by the clock from start to end: in its own words, else in ours; nothing for the others. */
export function saidOf({ when }: Pick<Engagement, "when">, visit: Visit, langs: readonly Lang[]): string {
  if (!isLoose(when)) return "";
  const own = words(when.words, langs);
  return own || [formOf(when, visit, langs), lastsOf(when)].filter(Boolean).join(", ");
}

function formOf(when: Loose, visit: Visit, langs: readonly Lang[]): string {
  switch (when.kind) {
    case "starts":
      return m.said_starts({ time: clock(when.start) });
    case "clock":
      return m.said_day_open({ time: clock(`1970-01-01T${when.time}`) });
    case "part":
      return term("day_part", when.part).toLowerCase();
    case "after_time":
      return m.said_after_time({ time: clock(`1970-01-01T${when.time}`) });
    case "after": {
      const other = visit.engagements[when.engagement];
      const title = other && !other.removed ? words(other.title, langs) : "";
      return m.said_after({ title: title || m.untitled() });
    }
    case "relative": {
      const times = [when.time, when.end].filter((time) => time !== undefined);
      const span = times.map((time) => clock(`1970-01-01T${time}`)).join("–");
      return [m.said_day({ day: when.day }), span].filter(Boolean).join(", ");
    }
    // A form of a newer version has no words here.
    default:
      return "";
  }
}

function lastsOf({ lasts }: Loose): string {
  if (!lasts) return "";
  return lasts.about ? m.said_about({ minutes: lasts.minutes }) : m.said_minutes({ minutes: lasts.minutes });
}
