/** The shapes that cross between the screen and the desk; those that Rust generates are named here once. */

export type { Appearance } from "../generated/Appearance";
export type { FilesGiven } from "../generated/FilesGiven";
export type { MenuCommand } from "../generated/MenuCommand";
export type { MenuState } from "../generated/MenuState";
export type { Action } from "../generated/Action";
export type { At } from "../generated/At";
export type { Category } from "../generated/Category";
export type { Citation } from "../generated/Citation";
export type { Commitment } from "../generated/Commitment";
export type { Contact } from "../generated/Contact";
export type { Agreement } from "../generated/Agreement";
export type { Damage } from "../generated/Damage";
export type { DatePhrase } from "../generated/DatePhrase";
export type { Day } from "../generated/Day";
export type { DocumentRef } from "../generated/DocumentRef";
export type { Dossier } from "../generated/Dossier";
export type { Due } from "../generated/Due";
export type { Edit, Entities, MergePatch } from "./edits";
export type { Engagement } from "../generated/Engagement";
export type { EngagementId } from "../generated/EngagementId";
export type { EngagementKind } from "../generated/EngagementKind";
export type { EntityKey } from "../generated/EntityKey";
export type { Facts } from "../generated/Facts";
export type { Illustrative } from "../generated/Illustrative";
export type { Interpreting } from "../generated/Interpreting";
export type { Kind } from "../generated/Kind";
export type { Label } from "../generated/Label";
export type { Left } from "../generated/Left";
export type { Lang } from "../generated/Lang";
export type { Member } from "../generated/Member";
export type { MemberId } from "../generated/MemberId";
export type { Movement } from "../generated/Movement";
export type { OrderKey } from "../generated/OrderKey";
export type { Party } from "../generated/Party";
export type { Person } from "../generated/Person";
export type { Postponement } from "../generated/Postponement";
export type { PressAccess } from "../generated/PressAccess";
export type { Issued } from "../generated/Issued";
export type { Side } from "../generated/Side";
export type { Source } from "../generated/Source";
export type { Strand } from "../generated/Strand";
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
export type { ApiError } from "../generated/ApiError";
export type { EditAnswer } from "../generated/EditAnswer";
export type { DayRange } from "../generated/DayRange";
export type { ExportFormat } from "../generated/ExportFormat";
export type { ExportOptions } from "../generated/ExportOptions";
export type { HistoryEntry } from "../generated/HistoryEntry";
export type { CalendarEntry } from "../generated/CalendarEntry";
export type { CalendarReport } from "../generated/CalendarReport";
export type { LeftAlone } from "../generated/LeftAlone";
export type { ImportedEntry } from "../generated/ImportedEntry";
export type { ImportedPart } from "../generated/ImportedPart";
export type { ImportedVisit } from "../generated/ImportedVisit";
export type { ImportReport } from "../generated/ImportReport";
export type { LibraryCheck } from "../generated/LibraryCheck";
export type { NewVisit } from "../generated/NewVisit";
export type { OpenedDossier } from "../generated/OpenedDossier";
export type { OpenedVisit } from "../generated/OpenedVisit";
export type { JobProgress } from "../generated/JobProgress";
export type { LostChange } from "../generated/LostChange";
export type { RecoverReport } from "../generated/RecoverReport";
export type { RescueReport } from "../generated/RescueReport";
export type { VerifiedVisits } from "../generated/VerifiedVisits";
export type { Skipped } from "../generated/Skipped";
export type { Startup } from "../generated/Startup";
export type { ListedVisit } from "../generated/ListedVisit";

import type { ExportFormat } from "../generated/ExportFormat";

/** A civil date, `YYYY-MM-DD`. */
export type CivilDate = string;
/** A wall-clock time, `YYYY-MM-DDTHH:MM:SS`, to be read in a zone. */
export type WallTime = string;

/** The formats that a programme can have. */
export type ProgrammeFormat = Extract<ExportFormat, "pdf" | "ics">;
