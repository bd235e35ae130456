//! The present status of what has a history: one function of its steps, and stored nowhere.
//!
//! Steps are dated as exactly as their dates are known, so two of them cannot always be put in order. A step is *passed* where another
//! one is certainly later: where the last day that the one can mean is before the first day that the other can mean. Of the steps
//! that are not passed, the one that has come furthest counts, in the order in which the vocabulary of statuses goes. A step without a
//! date, or with a date that nobody can read, can be of any day: it is never passed, and passes nothing.

use std::collections::BTreeMap;

use crate::{Bounds, DatePhrase, StepId};

/// One step of a history.
pub(crate) trait Step {
    /// The vocabulary of the statuses; what comes later in it has come further.
    type Status: Ord;

    /// Returns the status that was reached.
    fn status(&self) -> &Self::Status;

    /// Returns when, where that is known.
    fn on(&self) -> Option<&DatePhrase>;
}

/// Returns the step that counts, or `None` where there is none. Of two with one status that both count, it is the one with the later id.
pub(crate) fn present<S: Step>(history: &BTreeMap<StepId, S>) -> Option<&S> {
    let begins = history.values().filter_map(|step| days(step).first).max();
    let passed = |step: &S| {
        let last = days(step).last;
        last.zip(begins).is_some_and(|(last, begins)| last < begins)
    };
    let standing = history.values().filter(|step| !passed(step));
    standing.max_by(|a, b| a.status().cmp(b.status()))
}

fn days(step: &impl Step) -> Bounds {
    let bounds = step.on().and_then(|on| on.edtf.bounds());
    bounds.unwrap_or(Bounds {
        first: None,
        last: None,
    })
}

/// Implements [`Step`] for a type with the fields `status` and `on`.
macro_rules! step_of {
    ($step:ty, $status:ty) => {
        impl crate::standing::Step for $step {
            type Status = $status;

            fn status(&self) -> &$status {
                &self.status
            }

            fn on(&self) -> Option<&crate::DatePhrase> {
                self.on.as_ref()
            }
        }
    };
}

pub(crate) use step_of;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{CommitmentStatus, DeliverableStatus, DeliverableStep, Extra};

    fn step(status: &str, on: &str) -> DeliverableStep {
        DeliverableStep {
            status: DeliverableStatus::from(status),
            on: (!on.is_empty()).then(|| DatePhrase::new(on)),
            by: None,
            note: None,
            extra: Extra::new(),
        }
    }

    /// The present status of steps, each `status date`, or a status alone.
    fn status(steps: &[&str]) -> String {
        let steps = steps.iter().enumerate().map(|(place, text)| {
            let (status, on) = text.split_once(' ').unwrap_or((text, ""));
            (StepId::from(format!("s{place}").as_str()), step(status, on))
        });
        let history: BTreeMap<_, _> = steps.collect();
        present(&history).map_or_else(|| "none".to_owned(), |it| it.status.to_string())
    }

    #[test]
    fn what_is_certainly_later_counts_also_where_it_goes_back() {
        for (steps, expected) in [
            (&["signed 2017-03-20", "ratified 2017-05-01"][..], "ratified"),
            (
                &["ready_for_signature 2017-03-01", "under_negotiation 2017-03-10"],
                "under_negotiation",
            ),
            (&["dropped 2016", "proposed 2017"], "proposed"),
            (
                &["signed 2017-02", "under_negotiation 2017-03-01"],
                "under_negotiation",
            ),
            (&["signed ../2017-02", "proposed 2017-03-01"], "proposed"),
        ] {
            assert_eq!(status(steps), expected, "{steps:?}");
        }
    }

    #[test]
    fn of_one_day_and_of_spans_that_overlap_the_furthest_counts() {
        for (steps, expected) in [
            (
                &["agreed_ad_referendum 2017-03-20", "initialled 2017-03-20"][..],
                "initialled",
            ),
            (
                &["initialled 2017-03-20", "agreed_ad_referendum 2017-03-20"],
                "initialled",
            ),
            (&["signed 2017", "proposed 2017-03-20"], "signed"),
            (&["proposed 2017", "signed 2017-03-20"], "signed"),
            (
                &["signed 2017-03-20", "under_negotiation 2017-03-20/2017-03-21"],
                "signed",
            ),
            (&["signed 2017-03/..", "in_force 2018"], "in_force"),
            (&["in_force 2017-03/..", "signed 2018"], "in_force"),
        ] {
            assert_eq!(status(steps), expected, "{steps:?}");
        }
    }

    #[test]
    fn a_step_without_a_readable_date_can_be_of_any_day() {
        for (steps, expected) in [
            (&["signed"][..], "signed"),
            (&["signed", "proposed 2017-03-20"], "signed"),
            (&["proposed", "signed 2017-03-20"], "signed"),
            (
                &["proposed", "signed 2017-03-20", "under_negotiation 2017-04"],
                "under_negotiation",
            ),
            (&["signed spring", "proposed 2017-03-20"], "signed"),
            (&[], "none"),
        ] {
            assert_eq!(status(steps), expected, "{steps:?}");
        }
    }

    #[test]
    fn three_of_which_only_the_outer_two_can_be_told_apart_leave_out_the_first_of_those() {
        assert_eq!(
            status(&[
                "signed 2017-01",
                "proposed 2017-01-20/2017-02-10",
                "initialled 2017-02"
            ]),
            "initialled"
        );
    }

    #[test]
    fn a_status_of_a_newer_version_is_beyond_those_that_are_known() {
        assert_eq!(
            status(&["dropped 2017-03-20", "deposited 2017-03-20"]),
            "deposited"
        );
    }

    #[test]
    fn the_vocabularies_go_in_the_order_in_which_things_come_further() {
        assert!(CommitmentStatus::ALL.is_sorted());
        assert!(DeliverableStatus::ALL.is_sorted());
    }

    proptest! {
        #[test]
        fn the_names_of_the_steps_do_not_matter(
            steps in prop::collection::vec((0..4_usize, 0..6_usize), 1..6),
            turned in any::<prop::sample::Index>(),
        ) {
            let texts: Vec<String> = steps.iter().map(|(status, on)| {
                let status = ["proposed", "initialled", "signed", "dropped"][*status];
                let on = ["", " 2017", " 2017-03", " 2017-03-20", " 2017-03-20/2017-04-02", " 2016/.."][*on];
                format!("{status}{on}")
            }).collect();
            let mut texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let before = status(&texts);
            let by = turned.index(texts.len());
            texts.rotate_left(by);
            prop_assert_eq!(status(&texts), before);
        }
    }
}
