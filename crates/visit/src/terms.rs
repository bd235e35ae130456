//! The closed lists of the trade, each kept open for values of newer versions. The words are those of the glossary.

use crate::open::open_enum;

open_enum! {
    /// The category of a visit, from the highest form down.
    Category {
        /// A head of state at the invitation of the host's head of state, with full honours.
        State => "state",
        /// With a formal invitation and a programme of talks.
        Official => "official",
        /// Official, but with fewer ceremonies and more work.
        OfficialWorking => "official_working",
        /// For talks alone.
        Working => "working",
        /// As a guest of the host's government.
        GuestOfGovernment => "guest_of_government",
        /// Without official part.
        Private => "private",
        /// A stop on the way to another country.
        Transit => "transit",
    }
}

open_enum! {
    /// The format of talks or of a visit.
    Format {
        /// Foreign and defence ministers of two countries together ('Two Plus Two').
        TwoPlusTwo => "two_plus_two",
        /// Full delegations.
        Plenary => "plenary",
        /// Principals with a few members.
        Restricted => "restricted",
        /// Two principals alone, with interpreters.
        TeteATete => "tete_a_tete",
        /// A short talk on the margins.
        PullAside => "pull_aside",
        /// Two delegations, no finer form named.
        Bilateral => "bilateral",
        /// A commission of two governments, which meets in rounds.
        JointCommission => "joint_commission",
        /// A strategic dialogue, which meets in rounds.
        StrategicDialogue => "strategic_dialogue",
    }
}

open_enum! {
    /// How settled a visit or an engagement is.
    Status {
        /// One side has proposed it.
        Proposed => "proposed",
        /// Both sides plan with it, but it may still fall.
        Tentative => "tentative",
        /// It takes place if a condition is met, which stands beside it.
        Conditional => "conditional",
        /// Agreed by both sides.
        Confirmed => "confirmed",
        /// Made public.
        Announced => "announced",
        /// It has begun and is not over.
        UnderWay => "under_way",
        /// It took place.
        Executed => "executed",
        /// Put off; from when, why and with whom that was agreed stands beside it.
        Postponed => "postponed",
        /// Called off; it stays in the programme so that everybody learns of it.
        Cancelled => "cancelled",
    }
}

open_enum! {
    /// What kind of engagement it is.
    EngagementKind {
        /// Talks with an agenda.
        Talks => "talks",
        /// A call of courtesy on somebody, without an agenda.
        CourtesyCall => "courtesy_call",
        /// An audience with a sovereign or a head of state.
        Audience => "audience",
        /// A conference of several parties.
        Conference => "conference",
        /// A speech or a lecture.
        Speech => "speech",
        /// A ceremony that has no kind of its own, for example a signing.
        Ceremony => "ceremony",
        /// The arrival, with whoever meets the guest.
        Arrival => "arrival",
        /// The farewell, with whoever sees the guest off.
        Farewell => "farewell",
        /// A wreath is laid.
        WreathLaying => "wreath_laying",
        /// A guest book is signed.
        GuestBook => "guest_book",
        /// A meal of which no more is said.
        Meal => "meal",
        /// A lunch with talks.
        WorkingLunch => "working_lunch",
        /// A dinner with talks.
        WorkingDinner => "working_dinner",
        /// A lunch in honour of the guest.
        StateLunch => "state_lunch",
        /// A dinner in honour of the guest.
        StateDinner => "state_dinner",
        /// A reception.
        Reception => "reception",
        /// A press conference, statements, an interview.
        Press => "press",
        /// Words for the press in passing, for example at the door.
        Doorstep => "doorstep",
        /// A concert, an exhibition, a tour.
        Cultural => "cultural",
        /// A visit to a site: a plant, a school, a memorial.
        SiteVisit => "site_visit",
        /// A transfer between two places.
        Movement => "movement",
        /// A meeting of one side alone.
        Internal => "internal",
        /// Time kept free.
        FreeTime => "free_time",
        /// Anything else.
        Other => "other",
    }
}

open_enum! {
    /// Which press may be present.
    PressAccess {
        /// None.
        Closed => "closed",
        /// Pictures at the start only.
        PhotoOpportunity => "photo_opportunity",
        /// Statements without questions.
        PressStatements => "press_statements",
        /// Statements and questions.
        PressConference => "press_conference",
        /// Throughout.
        Open => "open",
    }
}

open_enum! {
    /// The side that a member belongs to.
    Side {
        /// The visiting side.
        Guest => "guest",
        /// The receiving side.
        Host => "host",
        /// Of neither: somebody of a third country or of an organisation.
        Third => "third",
    }
}

open_enum! {
    /// What a member of a delegation does in it.
    Role {
        /// A head of delegation, or a minister beside the head.
        Principal => "principal",
        /// A member.
        Member => "member",
        /// An interpreter.
        Interpreter => "interpreter",
        /// Protocol staff.
        Protocol => "protocol",
        /// Security staff.
        Security => "security",
        /// Press staff, or a journalist who travels along.
        Press => "press",
        /// Medical staff.
        Medical => "medical",
    }
}

open_enum! {
    /// How a talk is interpreted.
    InterpretingMode {
        /// After each passage; it doubles the time that a topic takes.
        Consecutive => "consecutive",
        /// While the speaker speaks.
        Simultaneous => "simultaneous",
        /// Whispered.
        Whispered => "whispered",
    }
}

open_enum! {
    /// How a movement is made.
    Means {
        /// By car.
        Road => "road",
        /// In a motorcade.
        Motorcade => "motorcade",
        /// By air.
        Air => "air",
        /// By helicopter.
        Helicopter => "helicopter",
        /// By rail.
        Rail => "rail",
        /// By water.
        Water => "water",
        /// On foot.
        Foot => "foot",
    }
}

open_enum! {
    /// What a side means to do with a topic.
    TopicMode {
        /// Set out one's position in full.
        SpellOut => "spell_out",
        /// Talk it through.
        Discuss => "discuss",
        /// Present one's own assessment.
        PresentAssessment => "present_assessment",
        /// Have an answer ready, should the other side raise it.
        PreparedToDiscuss => "prepared_to_discuss",
        /// Go through what has come of earlier decisions.
        Review => "review",
    }
}

open_enum! {
    /// How far a brief has been cleared.
    ClearanceState {
        /// Being written.
        Draft => "draft",
        /// With those who must clear it.
        InClearance => "in_clearance",
        /// Cleared.
        Cleared => "cleared",
        /// Returned with a reason.
        Returned => "returned",
    }
}

open_enum! {
    /// What kind of document or result a deliverable is.
    DeliverableKind {
        /// An agreement between states or governments.
        Agreement => "agreement",
        /// A memorandum of understanding.
        Memorandum => "memorandum",
        /// A joint statement.
        JointStatement => "joint_statement",
        /// A communiqué.
        Communique => "communique",
        /// A roadmap or plan.
        Roadmap => "roadmap",
        /// An exchange of notes.
        ExchangeOfNotes => "exchange_of_notes",
        /// A contract of companies or agencies.
        Contract => "contract",
    }
}

open_enum! {
    /// How far a deliverable has come.
    DeliverableStatus {
        /// One side has proposed it.
        Proposed => "proposed",
        /// Its text is being negotiated.
        UnderNegotiation => "under_negotiation",
        /// Agreed by the negotiators, to be confirmed by their capitals.
        AgreedAdReferendum => "agreed_ad_referendum",
        /// Initialled.
        Initialled => "initialled",
        /// Ready for signature.
        ReadyForSignature => "ready_for_signature",
        /// Signed.
        Signed => "signed",
        /// Ratified.
        Ratified => "ratified",
        /// In force.
        InForce => "in_force",
        /// Implemented.
        Implemented => "implemented",
        /// Dropped.
        Dropped => "dropped",
    }
}

open_enum! {
    /// How far a commitment has been honoured.
    CommitmentStatus {
        /// Nothing done yet, or nothing known.
        Open => "open",
        /// Work goes on.
        InProgress => "in_progress",
        /// Its progress is to be reviewed at this visit.
        UnderReview => "under_review",
        /// Done.
        Done => "done",
        /// Given up.
        Dropped => "dropped",
    }
}

open_enum! {
    /// How firm a contact in the political calendar is.
    ContactStage {
        /// One side has invited the other.
        Invited => "invited",
        /// Promised in public.
        Promised => "promised",
        /// Agreed by both sides.
        Agreed => "agreed",
        /// Planned or announced.
        Planned => "planned",
        /// It took place.
        Held => "held",
        /// It was called off.
        Cancelled => "cancelled",
    }
}

open_enum! {
    /// For whom a copy is made.
    Audience {
        /// The delegation itself: everything but what is marked for fewer eyes.
        Delegation => "delegation",
        /// The host's protocol.
        Host => "host",
        /// Those who protect the visit.
        Security => "security",
        /// Drivers.
        Drivers => "drivers",
        /// The press.
        Press => "press",
        /// Everybody.
        Public => "public",
    }
}

open_enum! {
    /// Where a lead time comes from: any value that is not known is the source itself, as its address or in words.
    LeadTimeSource {
        /// From no source: a default that the user can change.
        PracticeGuess => "practice guess",
    }
}

open_enum! {
    /// In which days a lead time is counted.
    LeadUnit {
        /// Every day counts.
        CalendarDays => "calendar_days",
        /// Only days on which the ministry works count.
        WorkingDays => "working_days",
    }
}
