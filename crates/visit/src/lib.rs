//! The model of a ministerial visit and the rules that it obeys.
//!
//! This crate is pure: no input or output, no clock, no window. The words are those of the field.

mod calendar_item;
mod change;
mod checklist;
mod citation;
mod consequences;
mod copied;
mod days;
mod delegation;
mod deliverable;
mod digits;
mod document;
mod documents;
mod dossier;
mod due;
mod due_day;
mod edit;
mod editing;
mod edtf;
mod engagement;
mod entity;
mod extra;
mod facts;
mod figure;
mod file;
mod fingerprint;
mod following;
mod function;
mod group;
mod house;
mod id;
mod illustrative;
mod imported;
mod json;
mod key;
mod kind;
mod leg;
mod limits;
mod mechanism;
mod mend;
mod mending;
mod movement;
mod open;
mod order;
mod participation;
mod place;
mod postponement;
mod precedence;
mod press;
mod programme_order;
mod refusal;
mod registry;
mod review;
mod room;
mod rules;
mod saying;
mod source;
mod splice;
mod standing;
mod strict;
mod summary;
mod survey;
mod talks;
mod terms;
mod text;
mod typed;
mod when;

pub mod audience;
pub mod programme;
pub mod storage;
pub mod vocabulary;
pub mod zone;

pub use calendar_item::CalendarItem;
pub use change::{Action, AddedEntity, Applied, FieldChange, Label, LeftField, Patch, TextEdit};
pub use checklist::{Done, Task};
pub use citation::{Citation, Citations, Quoted};
pub use copied::CopiedFrom;
pub use days::{DayRange, LeftOut, NotDays};
pub use delegation::{Member, Office, Person, Seat};
pub use deliverable::{Deliverable, DeliverableStep, Signature};
pub use document::Document;
pub use documents::{Dossier, EntityTypes, House, Visit};
pub use dossier::{
    Agreement, Commitment, Contact, Countries, DossierEntries, DossierFacts, FollowUp, NotCountries,
    Referred, Strand, StrandState,
};
pub use due::Due;
pub use edit::{Edit, MoveTo, TakenBack, Taking};
pub use editing::whole_values;
pub use edtf::{Bounds, DatePhrase, Edtf, NotEdtf, Precision};
pub use engagement::Engagement;
pub use entity::{Entity, Listing, Reference, Storage};
pub use extra::Extra;
pub use facts::{Facts, Party};
pub use figure::{Figure, MAX_FIGURE_BYTES};
pub use file::{Joined, VisitFile, elsewhere, join, only};
pub use following::{Change, Consequence, Following};
pub use function::{Function, Functions, Held};
pub use group::Group;
pub use house::{DayOff, DriveTime, HouseFacts, KnownPerson, KnownTopic, KnownVenue, Template, Threshold};
pub use id::{
    AgreementId, CommentId, CommitmentId, ContactId, DayOffId, DeliverableId, DriveTimeId, EditionId,
    EngagementId, FigureId, GroupId, HouseId, KnownPersonId, KnownTopicId, KnownVenueId, LegId, MAX_ID_BYTES,
    MemberId, OfficeId, RoomId, SourceId, StepId, StrandId, TaskId, TemplateId, ThresholdId, TopicId,
    VehicleId, VenueId, VisitId, WaiverId, is_valid_id,
};
pub use illustrative::{EngagementPart, Illustrative};
pub use imported::{FieldMark, LastImport};
pub use key::{AnyKind, EntityKey};
pub use kind::{DocumentKind, Kind};
pub use leg::Leg;
pub use limits::{MAX_ENGAGEMENTS, MAX_ENTITIES, MAX_VISIT_BYTES};
pub use mechanism::Round;
pub use mend::{Mend, Mending, MendingRule};
pub use movement::{CarPlace, CarSeat, Movement, Ride};
pub use order::{MAX_ORDER_KEY_CHARS, OrderKey, Placing};
pub use participation::{Interpreting, Participation};
pub use place::{Vehicle, Venue};
pub use postponement::Postponement;
pub use press::{MAX_CAMERA_MINUTES, PressCall};
pub use programme_order::Known;
pub use refusal::{Refusal, RefusalCode};
pub use review::{Comment, Edition, Subject, Waiver};
pub use room::Room;
pub use rules::{MAX_ASSEMBLE_MINUTES, MAX_TEXT_BYTES};
pub use source::{Issued, MAX_ADDRESS_BYTES, Source, SourceKind};
pub use splice::Splice;
pub use summary::VisitSummary;
pub use talks::{Brief, Clearance, Topic};
pub use terms::{
    Audience, Category, ClearanceState, CommitmentStatus, ContactStage, DeliverableKind, DeliverableStatus,
    EngagementKind, Format, InterpretingMode, LeadTimeSource, LeadUnit, Means, PressAccess, Role, Side,
    Status, TopicMode,
};
pub use text::{Lang, Prose, Text};
pub use when::{
    After, AfterTime, At, ClockTime, Day, DayPart, Length, MAX_LENGTH_MINUTES, MAX_RELATIVE_DAY, PartOfDay,
    Relative, Starts, When,
};
pub use zone::{ZONE_DATA_VERSION, Zone};

/// The form in which this version writes a visit.
pub const SCHEMA: u32 = 1;
