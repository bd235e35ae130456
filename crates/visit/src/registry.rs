//! Which documents there are, and which kinds of entities each of them holds. A new kind is a file and a line here; everything
//! general is made of this list, each part where it belongs: the names of kinds in `kind`, the keys of entities in `key`, the
//! documents in `documents`.
//!
//! A kind that several documents hold is written once, at the end, and each of them names the list of those kinds.

/// Gives the list to a macro.
macro_rules! registry {
    ($make:ident) => {
        registry! {
            $make, shared {
                /// The announcements and notes that facts come from.
                Source "source" sources: SourceId => Source,
            }
        }
    };
    ($make:ident, shared { $($shared:tt)* }) => {
        $make! {
            /// A visit: what is planned and said on it.
            Visit "visit", named by VisitId, about Facts {
                /// Members of both delegations.
                Member "member" members: MemberId => Member,
                /// Venues.
                Venue "venue" venues: VenueId => Venue,
                /// Rooms of the venues.
                Room "room" rooms: RoomId => Room,
                /// Vehicles.
                Vehicle "vehicle" vehicles: VehicleId => Vehicle,
                /// The legs of the visit, where it goes to several places.
                Leg "leg" legs: LegId => Leg,
                /// Engagements, movements among them.
                Engagement "engagement" engagements: EngagementId => Engagement,
                /// Topics of the talk agendas.
                Topic "topic" topics: TopicId => Topic,
                /// What this visit is to deliver.
                Deliverable "deliverable" deliverables: DeliverableId => Deliverable,
                /// Tasks of the checklist.
                Task "task" tasks: TaskId => Task,
                /// Figures that talks need: trade in a year, visitors, students.
                Figure "figure" figures: FigureId => Figure,
                /// Waivers of checks.
                Waiver "waiver" waivers: WaiverId => Waiver,
                /// Comments.
                Comment "comment" comments: CommentId => Comment,
                /// Issued editions.
                Edition "edition" editions: EditionId => Edition,
            } sharing {
                $($shared)*
            }

            /// A dossier: what two countries have with each other beyond any one visit.
            Dossier "dossier", named by Countries, about DossierFacts {
                /// The political calendar: contacts with a date, or with one to come.
                Contact "contact" contacts: ContactId => Contact,
                /// What contacts have promised.
                Commitment "commitment" commitments: CommitmentId => Commitment,
                /// Agreements in force, or signed and on their way to it.
                Agreement "agreement" agreements: AgreementId => Agreement,
                /// What goes on between the two without a date: standing mechanisms and work under way.
                Strand "strand" strands: StrandId => Strand,
            } sharing {
                $($shared)*
            }

            /// A house: what the ministry keeps for all its visits.
            House "house", named by HouseId, about HouseFacts {
                /// People: who works with the library, and whom one meets.
                KnownPerson "known_person" people: KnownPersonId => KnownPerson,
                /// The topic library.
                KnownTopic "known_topic" topics: KnownTopicId => KnownTopic,
                /// Venues that are used again.
                KnownVenue "known_venue" venues: KnownVenueId => KnownVenue,
                /// Times of driving between two of them.
                DriveTime "drive_time" drive_times: DriveTimeId => DriveTime,
                /// Templates of visits.
                Template "template" templates: TemplateId => Template,
                /// Thresholds of checks that the ministry has set itself.
                Threshold "threshold" thresholds: ThresholdId => Threshold,
                /// Days on which a country does not work, or works all the same.
                DayOff "day_off" days_off: DayOffId => DayOff,
            } sharing {}

            ; shared {
                $($shared)*
            }
        }
    };
}

pub(crate) use registry;
