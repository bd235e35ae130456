/** The shapes that cross between the screen and the desk; those that Rust generates are named here once. */

export type { Appearance } from "../generated/Appearance";
export type { FilesGiven } from "../generated/FilesGiven";
export type { MenuCommand } from "../generated/MenuCommand";
export type { MenuState } from "../generated/MenuState";
export type { Action } from "../generated/Action";
export type { At } from "../generated/At";
export type { Category } from "../generated/Category";
export type { Commitment } from "../generated/Commitment";
export type { Contact } from "../generated/Contact";
export type { DatePhrase } from "../generated/DatePhrase";
export type { Day } from "../generated/Day";
export type { Due } from "../generated/Due";
export type { Edit } from "../generated/Edit";
export type { Engagement } from "../generated/Engagement";
export type { EngagementId } from "../generated/EngagementId";
export type { EngagementKind } from "../generated/EngagementKind";
export type { EntityKey } from "../generated/EntityKey";
export type { Facts } from "../generated/Facts";
export type { Interpreting } from "../generated/Interpreting";
export type { Kind } from "../generated/Kind";
export type { Label } from "../generated/Label";
export type { Lang } from "../generated/Lang";
export type { Member } from "../generated/Member";
export type { MemberId } from "../generated/MemberId";
export type { Movement } from "../generated/Movement";
export type { OrderKey } from "../generated/OrderKey";
export type { Party } from "../generated/Party";
export type { Person } from "../generated/Person";
export type { PressAccess } from "../generated/PressAccess";
export type { Side } from "../generated/Side";
export type { Status } from "../generated/Status";
export type { Task } from "../generated/Task";
export type { Text } from "../generated/Text";
export type { Topic } from "../generated/Topic";
export type { Venue } from "../generated/Venue";
export type { VenueId } from "../generated/VenueId";
export type { Visit } from "../generated/Visit";
export type { VisitId } from "../generated/VisitId";
export type { When } from "../generated/When";
export type { Zone } from "../generated/Zone";

import type { DatePhrase } from "../generated/DatePhrase";
import type { EntityKey } from "../generated/EntityKey";
import type { Label } from "../generated/Label";
import type { Party } from "../generated/Party";
import type { Side } from "../generated/Side";
import type { Status } from "../generated/Status";
import type { Text } from "../generated/Text";
import type { Visit } from "../generated/Visit";
import type { VisitId } from "../generated/VisitId";

/** A civil date, `YYYY-MM-DD`. */
export type CivilDate = string;
/** A wall-clock time, `YYYY-MM-DDTHH:MM:SS`, to be read in a zone. */
export type WallTime = string;

export interface VisitSummary {
  id: VisitId;
  title: Text;
  first?: CivilDate;
  last?: CivilDate;
  /** The words in which the dates were announced. */
  phrase?: string;
  status: Status;
  category?: string;
  place: Text;
  host?: string;
  guest?: string;
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
