//! How settled an engagement is, as STATUS says it (RFC 5545, section 3.8.1.11).

use visit::{EngagementPart, Status, programme::ProgrammeEngagement};

/// Returns the word of STATUS. What is confirmed only by way of illustration is not confirmed to another program.
pub(crate) fn word(status: &Status, is_illustrative: bool) -> &'static str {
    match status {
        Status::Cancelled => "CANCELLED",
        Status::Confirmed | Status::Announced | Status::UnderWay | Status::Executed if !is_illustrative => {
            "CONFIRMED"
        }
        // What was postponed has another time, or none yet, and may still fall.
        _ => "TENTATIVE",
    }
}

/// Returns the word of STATUS for an engagement.
pub(crate) fn word_of(engagement: &ProgrammeEngagement) -> &'static str {
    word(
        &engagement.status,
        engagement.illustrative.covers(EngagementPart::Status),
    )
}

/// Returns the status that a word stands for by itself.
pub(crate) fn named(word: &str) -> Option<Status> {
    match word.to_ascii_uppercase().as_str() {
        // The last two are those of a journal entry, which Chancery writes for what has no day.
        "CONFIRMED" | "FINAL" => Some(Status::Confirmed),
        "TENTATIVE" | "DRAFT" => Some(Status::Tentative),
        "CANCELLED" | "CANCELED" => Some(Status::Cancelled),
        _ => None,
    }
}

/// Returns the status in Chancery's own words where STATUS still says what Chancery wrote for it; else what STATUS says.
pub(crate) fn settled(said: Status, own: Option<Status>, is_illustrative: bool) -> Status {
    match own {
        Some(own) if word(&own, is_illustrative) == word(&said, false) => own,
        _ => said,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_comes_back_from_its_word_and_its_own_name() {
        let newer = [Status::from("rumoured")];
        for status in Status::ALL.iter().chain(&newer) {
            for is_illustrative in [false, true] {
                let said = named(word(status, is_illustrative)).expect("a word of STATUS");
                assert_eq!(settled(said, Some(status.clone()), is_illustrative), *status);
            }
        }
    }

    #[test]
    fn what_another_program_has_settled_since_counts() {
        assert_eq!(
            settled(Status::Confirmed, Some(Status::Proposed), false),
            Status::Confirmed
        );
        assert_eq!(
            settled(Status::Cancelled, Some(Status::Proposed), true),
            Status::Cancelled
        );
    }

    #[test]
    fn what_is_confirmed_by_way_of_illustration_is_tentative_to_others() {
        assert_eq!(word(&Status::Confirmed, true), "TENTATIVE");
        assert_eq!(word(&Status::Cancelled, true), "CANCELLED");
    }
}
