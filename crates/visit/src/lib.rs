//! The model of a ministerial visit and the rules that it obeys.
//!
//! This crate is pure: no input or output, no clock, no window. The words are those of the field.

mod change;
mod checklist;
mod citation;
mod consequences;
mod contact;
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
mod fingerprint;
mod following;
mod house;
mod id;
mod illustrative;
mod imported;
mod json;
mod key;
mod kind;
mod limits;
mod mending;
mod open;
mod order;
mod place;
mod postponement;
mod precedence;
mod programme_order;
mod refusal;
mod registry;
mod review;
mod rules;
mod saying;
mod source;
mod splice;
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

pub use change::{Action, AddedEntity, Applied, FieldChange, Label, LeftField, Patch, TextEdit};
pub use checklist::{Done, Task};
pub use citation::{Citation, Citations, Quoted};
pub use contact::Contact;
pub use copied::CopiedFrom;
pub use days::{DayRange, LeftOut, NotDays};
pub use delegation::{Member, Person, Seat};
pub use deliverable::{Commitment, Deliverable, DeliverableStep, FollowUp, Signature};
pub use document::Document;
pub use documents::{Dossier, EntityTypes, House, Visit};
pub use dossier::{Agreement, Countries, DossierFacts, NotCountries, Strand, StrandState};
pub use due::Due;
pub use edit::{Edit, MoveTo, TakenBack, Taking};
pub use editing::whole_values;
pub use edtf::{Bounds, DatePhrase, Edtf, NotEdtf, Precision};
pub use engagement::{CalendarItem, Engagement, Interpreting, Movement, Participation, Ride};
pub use entity::{Entity, Listing, Reference, Storage};
pub use extra::Extra;
pub use facts::{Facts, Party};
pub use following::{Change, Consequence, Following};
pub use house::{DayOff, DriveTime, HouseFacts, KnownPerson, KnownTopic, KnownVenue, Template, Threshold};
pub use id::{
    AgreementId, CommentId, CommitmentId, ContactId, DayOffId, DeliverableId, DriveTimeId, EditionId,
    EngagementId, HouseId, KnownPersonId, KnownTopicId, KnownVenueId, MAX_ID_BYTES, MemberId, SourceId,
    StepId, StrandId, TaskId, TemplateId, ThresholdId, TopicId, VehicleId, VenueId, VisitId, WaiverId,
    is_valid_id,
};
pub use illustrative::{EngagementPart, Illustrative};
pub use imported::{FieldMark, LastImport};
pub use key::{AnyKind, EntityKey};
pub use kind::{DocumentKind, Kind};
pub use limits::{MAX_ENGAGEMENTS, MAX_ENTITIES, MAX_VISIT_BYTES};
pub use mending::{Mend, Mending, MendingRule};
pub use order::{MAX_ORDER_KEY_CHARS, OrderKey, Placing};
pub use place::{Vehicle, Venue};
pub use postponement::Postponement;
pub use programme_order::Known;
pub use refusal::{Refusal, RefusalCode};
pub use review::{Comment, Edition, Subject, Waiver};
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
