import type { Engagement, Lang, Visit } from "../../backend/types";
import { clock, dayLong, dayShort } from "../date/format";
import { addMinutes } from "../date/zone";
import { term } from "../terms/terms";
import { words } from "../text/text";
import { illustrativeWords } from "../visit/illustrative";
import { inPrecedence, memberName } from "../visit/members";
import { saidOf } from "../visit/said";
import { settledWords } from "../visit/settled";
import { m } from "../../paraglide/messages";
import { spanOf, type Clocks, type Span } from "./span";
import { dateOf } from "./wall";

/** Says a span: `10:00 to 11:30`, with the day where it ends on another one. */
export function spokenSpan({ start, end }: Span): string {
  const until = dateOf(start) === dateOf(end) ? clock(end) : `${clock(end)} ${dayShort(dateOf(end))}`;
  return m.programme_from_to({ start: clock(start), end: until });
}

/** Says where a span stands: `Monday 20 March 2017, 10:00 to 11:30`. */
export function spokenPlace(span: Span): string {
  return `${dayLong(dateOf(span.start))}, ${spokenSpan(span)}`;
}

/** Says everything about an engagement that its block shows: times, title, place, people, and how settled it is. */
export function spoken(engagement: Engagement, visit: Visit, clocks: Clocks, langs: readonly Lang[]): string {
  const { when } = engagement;
  const span = when.kind === "at" ? spanOf(when, clocks) : null;
  const people = inPrecedence(visit).filter(({ id }) => engagement.participants[id] !== undefined);
  const names = people.map((member) => memberName(member, langs));
  const place = placeOf(engagement, visit, langs);
  const parts = [
    span ? spokenSpan(span) : saidOf(engagement, visit, langs),
    titleOf(engagement, langs),
    engagement.movement ? term("means", engagement.movement.means) : "",
    place,
    names.length > 0 ? m.programme_with({ names: listed(names) }) : "",
    span && engagement.assemble
      ? m.programme_assemble({ time: clock(addMinutes(span.start, -engagement.assemble)) })
      : "",
    engagement.status === "confirmed" && !engagement.illustrative?.status
      ? ""
      : term("status", engagement.status).toLowerCase(),
    settledWords(engagement, langs),
    seriesOf(engagement) ? m.programme_series() : "",
    illustrativeWords(engagement),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** Returns the title, or a word for its absence. */
export function titleOf(engagement: Pick<Engagement, "title">, langs: readonly Lang[]): string {
  return words(engagement.title, langs) || m.untitled();
}

/** Returns where it happens: a venue, or from where to where for a movement. */
export function placeOf(engagement: Engagement, visit: Visit, langs: readonly Lang[]): string {
  const name = (id: string | undefined) => (id === undefined ? "" : words(visit.venues[id]?.name, langs));
  const { movement } = engagement;
  if (!movement) return name(engagement.venue);
  const [from, to] = [name(movement.from), name(movement.to)];
  if (from && to) return `${from} → ${to}`;
  return to ? `→ ${to}` : from ? `${from} →` : "";
}

/** Returns whether it is a series of a calendar file, or a part of one. */
export function seriesOf({ calendar }: Pick<Engagement, "calendar">): boolean {
  return calendar !== undefined && (calendar.recurrence.length > 0 || calendar.recurrence_id !== undefined);
}

function listed(names: readonly string[]): string {
  return names.join(", ");
}
