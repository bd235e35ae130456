/** The shapes that cross between the screen and the desk. */

/** A BCP 47 language tag, for example `en`. */
export type Lang = string;
/** One text in several languages. */
export type Text = Record<Lang, string>;
/** A zone name of the IANA data, for example `Asia/Tokyo`. */
export type Zone = string;
/** A civil date, `YYYY-MM-DD`. */
export type CivilDate = string;
/** A wall-clock time, `YYYY-MM-DDTHH:MM:SS`, to be read in a zone. */
export type WallTime = string;
export type OrderKey = string;
export type VisitId = string;
export type MemberId = string;
export type VenueId = string;
export type EngagementId = string;

export type Side = "guest" | "host";
export type Status = "proposed" | "tentative" | "confirmed" | "cancelled";
export type EngagementKind =
  "talks" | "ceremony" | "meal" | "press" | "cultural" | "movement" | "internal" | "free_time" | "other";
export type PressAccess = "closed" | "photo_opportunity" | "press_statements" | "press_conference" | "open";
export type Category =
  "state" | "official" | "official_working" | "working" | "guest_of_government" | "private" | "transit";

export type When =
  | { kind: "within" }
  | { kind: "day"; date: CivilDate; until?: CivilDate }
  | { kind: "at"; start: WallTime; end: WallTime; zone?: Zone; end_zone?: Zone };

export interface DatePhrase {
  edtf: string;
  phrase?: string;
}
export interface Party {
  country?: string;
  zone?: Zone;
  capital?: Text;
}
export interface Facts {
  title: Text;
  category?: Category | (string & {});
  format?: string;
  status: Status;
  dates?: DatePhrase;
  place?: Text;
  host: Party;
  guest: Party;
  own_side?: Side;
  languages?: Lang[];
  marking?: string;
  source?: Text;
  remarks?: Text;
}
interface Entity {
  removed?: boolean;
}
export interface Person {
  name: Text;
  languages?: Lang[];
  email?: string;
}
export interface Member extends Entity {
  side: Side;
  role: string;
  seat: { office: Text; person?: Person };
  rank?: number;
  order: OrderKey;
  organisation?: Text;
  remarks?: Text;
}
export interface Venue extends Entity {
  name: Text;
  address?: Text;
  city?: Text;
  zone?: Zone;
  order: OrderKey;
  remarks?: Text;
}
export interface Movement {
  from?: VenueId;
  to?: VenueId;
  means?: string;
}
export interface Interpreting {
  from?: Lang;
  to?: Lang;
  mode?: string;
}
export interface Engagement extends Entity {
  title: Text;
  kind: EngagementKind;
  format?: string;
  when: When;
  order: OrderKey;
  /** Minutes before the start. */
  assemble?: number;
  status: Status;
  press?: PressAccess;
  dress?: Text;
  venue?: VenueId;
  participants?: Record<MemberId, object>;
  interpreters?: Record<MemberId, Interpreting>;
  remarks?: Text;
  /** The time was added by us for illustration; the source does not state it. */
  illustrative?: boolean;
  movement?: Movement;
  sequence?: number;
}
export interface Topic extends Entity {
  engagement: EngagementId;
  title: Text;
  mode?: string;
  minutes?: number;
  order: OrderKey;
}
export type Due =
  | { kind: "lead"; days: number; unit: string }
  | { kind: "day"; date: CivilDate }
  | { kind: "at"; time: WallTime; zone?: Zone };
export interface Task extends Entity {
  title: Text;
  due?: Due;
  owner?: string;
  phase?: string;
  item?: string;
  done?: { by?: string; at?: string };
  order?: OrderKey;
}
export interface Commitment extends Entity {
  title: Text;
  origin?: string;
  count?: number;
  status: string;
  order?: OrderKey;
  remarks?: Text;
}
export interface Contact extends Entity {
  title: Text;
  on?: DatePhrase;
  stage: string;
  place?: Text;
  order?: OrderKey;
}

export interface Visit {
  schema: number;
  id: VisitId;
  facts: Facts;
  members: Record<string, Member>;
  venues: Record<string, Venue>;
  vehicles: Record<string, Entity & { name: Text }>;
  engagements: Record<string, Engagement>;
  topics: Record<string, Topic>;
  deliverables: Record<string, Entity>;
  commitments: Record<string, Commitment>;
  tasks: Record<string, Task>;
  contacts: Record<string, Contact>;
  waivers: Record<string, Entity>;
  comments: Record<string, Entity>;
  editions: Record<string, Entity>;
}

export type Kind =
  | "facts"
  | "member"
  | "venue"
  | "vehicle"
  | "engagement"
  | "topic"
  | "deliverable"
  | "commitment"
  | "task"
  | "contact"
  | "waiver"
  | "comment"
  | "edition";
export interface EntityKey {
  kind: Kind;
  /** Empty for the facts. */
  id: string;
}
export type Edit =
  | { edit: "set"; key: EntityKey; fields: Record<string, unknown> }
  | { edit: "add"; kind: Kind; id?: string; value: unknown }
  | { edit: "remove"; key: EntityKey }
  | { edit: "restore"; key: EntityKey }
  | { edit: "move_engagement"; id: EngagementId; when: When; order?: OrderKey }
  | { edit: "set_participants"; id: EngagementId; add: MemberId[]; remove: MemberId[] }
  | { edit: "several"; action: Action; edits: Edit[] };

export type Action = "set" | "add" | "remove" | "restore" | "move" | "participants" | "create" | "import";
export interface Label {
  action: Action;
  kind: Kind;
  subject: string;
}

export interface VisitSummary {
  id: VisitId;
  title: Text;
  first?: CivilDate;
  last?: CivilDate;
  status: Status;
  countries: string[];
  trashed?: boolean;
}
export interface EditAnswer {
  changed: { key: EntityKey; value: unknown }[];
  undo: Label | null;
  redo: Label | null;
  summary: VisitSummary;
}
export interface OpenedVisit {
  visit: Visit;
  undo: Label | null;
  redo: Label | null;
}
export interface HistoryEntry {
  label: Label;
  author: string;
  /** RFC 3339. */
  at: string;
}
export interface NewVisit {
  title: Text;
  guest: Party;
  host: Party;
  dates?: DatePhrase;
  own_side?: Side;
}
export interface ImportReport {
  visit: VisitId;
  summary: VisitSummary;
  taken: number;
  skipped: { line?: number; what: string; why: string }[];
}
export type ExportFormat = "pdf" | "ics" | "json";
export interface Startup {
  version: string;
  library: string;
  visits: VisitSummary[];
  /** Why the library cannot be used, if it cannot. */
  trouble: ApiError | null;
}
export interface Progress {
  job: string;
  done: number;
  /** Absent where the amount is not known. */
  total?: number;
  step: string;
}
export interface LibraryCheck {
  sound: boolean;
  findings: string[];
}
export interface ApiError {
  code: string;
  message: string;
  subject: string;
  remedy?: string;
}
/** A command of the native menu. */
export type MenuCommand =
  | "new_visit"
  | "import"
  | "export_pdf"
  | "export_calendar"
  | "back_up_library"
  | "undo"
  | "redo"
  | "find_command"
  | "show_visits"
  | "show_overview"
  | "show_programme"
  | "appearance_system"
  | "appearance_light"
  | "appearance_dark"
  | "show_shortcuts";
export interface MenuState {
  undo?: string;
  redo?: string;
  visit_open: boolean;
}
export type Appearance = "system" | "light" | "dark";
export type FilesGiven = "over" | "left" | "waiting";
