import type {
  Agreement,
  Commitment,
  Contact,
  Engagement,
  Kind,
  Member,
  Source,
  Strand,
  Task,
  Topic,
  Venue,
} from "./types";

const PLACE = { order: "a0", remarks: {} };

/** What the desk fills in where a field is left out, for each kind that the fake desk knows. */
const DEFAULTS: Partial<Record<Kind, object>> = {
  facts: {
    title: {},
    status: "proposed",
    place: {},
    host: { capital: {} },
    guest: { capital: {} },
    languages: [],
    remarks: {},
  },
  member: { ...PLACE, role: "member", seat: { office: {} }, organisation: {} },
  venue: { ...PLACE, name: {}, address: {}, city: {} },
  engagement: {
    ...PLACE,
    title: {},
    kind: "other",
    when: { kind: "within" },
    status: "proposed",
    dress: {},
    participants: {},
    interpreters: {},
  },
  topic: { ...PLACE, title: {}, brief: {}, clearance: { state: "draft" } },
  commitment: { ...PLACE, title: {}, follow_up: {} },
  task: { ...PLACE, title: {} },
  contact: { ...PLACE, title: {}, stage: "planned", place: {} },
  agreement: { ...PLACE, title: {} },
  strand: { ...PLACE, title: {}, state: "standing" },
  source: { ...PLACE, title: {}, publisher: {}, languages: [] },
};

/** Returns the fields of an entity with those filled in that the desk would fill in. */
export function completed(kind: Kind, fields: object): object {
  return { ...structuredClone(DEFAULTS[kind] ?? {}), ...structuredClone(fields) };
}

interface Known {
  agreement: Agreement;
  strand: Strand;
  member: Member;
  venue: Venue;
  engagement: Engagement;
  topic: Topic;
  commitment: Commitment;
  task: Task;
  contact: Contact;
  source: Source;
}

/** Completes every entity of a section. */
export function section<K extends keyof Known>(
  kind: K,
  entities: Record<string, Partial<Known[K]>>,
): Record<string, Known[K]> {
  const entries = Object.entries(entities).map(([id, fields]) => [id, completed(kind, fields)]);
  return Object.fromEntries(entries) as Record<string, Known[K]>;
}
