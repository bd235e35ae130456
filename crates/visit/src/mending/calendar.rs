//! What a calendar file says of an engagement has a UID. One copy takes all of it away, the other changes a line of it, and the line is
//! left without a UID: then all of it is gone, as the first one wanted. Without the UID nobody could say of what the line was.

use crate::{EntityKey, Mend, MendingRule, Visit};

pub(super) fn mends(visit: &Visit) -> Vec<Mend> {
    let without = visit.engagements.iter().filter(|(_, engagement)| {
        let calendar = engagement.calendar.as_ref();
        calendar.is_some_and(|calendar| calendar.uid.is_empty())
    });
    without
        .map(|(id, _)| Mend {
            rule: MendingRule::CalendarWithoutUid,
            entity: EntityKey::from(id),
            path: vec!["calendar".to_owned()],
            value: None,
            rests_on: Vec::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::{mended, merged};

    #[test]
    fn what_is_left_of_a_calendar_item_that_was_taken_away_goes_with_it() {
        let (visit, _) = mended(merged(json!({"engagements": {
            "e-1": {"title": {"en": "Talks"}, "calendar": {"recurrence": ["RRULE:FREQ=DAILY"]}},
            "e-2": {"calendar": {"uid": "a"}},
        }})));
        let left: Vec<_> = visit
            .engagements
            .values()
            .map(|it| it.calendar.is_some())
            .collect();
        assert_eq!(left, [false, true]);
    }
}
