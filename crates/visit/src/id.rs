//! Typed identifiers. An id is made by whoever adds an entity and never changes.

/// The longest id that is accepted, in bytes.
pub const MAX_ID_BYTES: usize = 128;

/// Returns whether a text may serve as an id: 1 to [`MAX_ID_BYTES`] bytes out of `A-Z a-z 0-9 . _ -`.
pub fn is_valid_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= MAX_ID_BYTES
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(
            Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            schemars::JsonSchema, ts_rs::TS,
        )]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub String);

        impl $name {
            /// Returns the text of the id.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// Identifies a visit, in every library that holds a copy of it.
    VisitId,
    /// Identifies a member of a delegation (a seat, with or without a person).
    MemberId,
    /// Identifies a venue.
    VenueId,
    /// Identifies a room of a venue.
    RoomId,
    /// Identifies a leg of a visit.
    LegId,
    /// Identifies a figure.
    FigureId,
    /// Identifies a group without names among the participants of an engagement.
    GroupId,
    /// Identifies one more office of a seat.
    OfficeId,
    /// Identifies a vehicle.
    VehicleId,
    /// Identifies an engagement.
    EngagementId,
    /// Identifies a topic of a talk agenda.
    TopicId,
    /// Identifies a deliverable of this visit.
    DeliverableId,
    /// Identifies a commitment that an earlier contact left behind.
    CommitmentId,
    /// Identifies a task of the checklist.
    TaskId,
    /// Identifies a contact in the political calendar.
    ContactId,
    /// Identifies a source of facts.
    SourceId,
    /// Identifies a waiver of a check.
    WaiverId,
    /// Identifies a comment.
    CommentId,
    /// Identifies an issued edition.
    EditionId,
    /// Identifies an agreement of two countries.
    AgreementId,
    /// Identifies what goes on between two countries without a date.
    StrandId,
    /// Identifies a house, in every library that holds a copy of it.
    HouseId,
    /// Identifies a person whom the house knows; changes, comments and clearances are signed with it.
    KnownPersonId,
    /// Identifies an entry of the topic library.
    KnownTopicId,
    /// Identifies a venue that is used again.
    KnownVenueId,
    /// Identifies the time of driving between two venues.
    DriveTimeId,
    /// Identifies a template.
    TemplateId,
    /// Identifies a threshold.
    ThresholdId,
    /// Identifies a day off.
    DayOffId,
    /// Identifies one step in the history of a deliverable or commitment.
    StepId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_plain_text() {
        assert!(is_valid_id("two-plus-two.1"));
        assert!(!is_valid_id(""));
        assert!(!is_valid_id("a/b"));
        assert!(!is_valid_id("встреча"));
        assert!(!is_valid_id(&"x".repeat(MAX_ID_BYTES + 1)));
    }
}
