//! Any calendar, any edits here, any next calendar.

use proptest::prelude::*;
use visit::{EngagementId, EntityKey, Visit};

use crate::{
    calendars::{FLAGS, again, calendar, now, set},
    world::room,
};

/// Returns the visit without the numbers that never fall.
fn but_for_sequences(mut visit: Visit) -> Visit {
    visit.engagements.values_mut().for_each(|it| it.sequence = 0);
    visit
}

/// What a calendar may say otherwise the next time.
#[derive(Debug, Clone)]
struct Said {
    title: u8,
    hour: u8,
    place: u8,
    remarks: Option<u8>,
    status: bool,
}

fn said() -> impl Strategy<Value = Said> {
    (0u8..3, 9u8..12, 0u8..3, prop::option::of(0u8..3), any::<bool>()).prop_map(
        |(title, hour, place, remarks, status)| Said {
            title,
            hour,
            place,
            remarks,
            status,
        },
    )
}

fn file(entries: &[Option<Said>], sequence: u32) -> String {
    let event = |(index, said): (usize, &Said)| {
        let remarks = said
            .remarks
            .map_or(String::new(), |n| format!("DESCRIPTION:Remarks {n}\r\n"));
        let status = if said.status {
            "STATUS:CONFIRMED\r\n"
        } else {
            "STATUS:TENTATIVE\r\n"
        };
        format!(
            "UID:{index}@test\r\nDTSTAMP:20170301T000000Z\r\nSEQUENCE:{sequence}\r\n\
             DTSTART;TZID=Asia/Tokyo:20170320T{:02}0000\r\nDTEND;TZID=Asia/Tokyo:20170320T{:02}3000\r\n\
             SUMMARY:Title {}\r\nLOCATION:Place {}\r\n{remarks}{status}",
            said.hour, said.hour, said.title, said.place
        )
    };
    let events: Vec<String> = entries
        .iter()
        .enumerate()
        .filter_map(|(index, said)| Some(event((index, said.as_ref()?))))
        .collect();
    calendar(&events.iter().map(String::as_str).collect::<Vec<_>>(), &[FLAGS])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn an_import_taken_back_leaves_what_was_there_and_no_edit_made_here_is_lost(
        first in prop::collection::vec(prop::option::of(said()), 3),
        next in prop::collection::vec(prop::option::of(said()), 3),
        touched in prop::collection::vec(any::<bool>(), 3),
    ) {
        let room = room();
        let visit = room.visit();
        let a = file(&first, 1);
        again(&room, &a, &visit);
        let ids: Vec<EngagementId> = now(&room, &visit).engagements.keys().cloned().collect();
        for (id, touched) in ids.iter().zip(&touched) {
            if *touched {
                set(&room, &visit, EntityKey::from(id), "title", serde_json::json!({"en": "Ours"}));
            }
        }
        let before = now(&room, &visit);
        again(&room, &a, &visit);
        prop_assert_eq!(&now(&room, &visit), &before, "the same again changes nothing");

        let report = again(&room, &file(&next, 2), &visit);
        let after = now(&room, &visit);
        for (id, touched) in ids.iter().zip(&touched) {
            if *touched {
                prop_assert_eq!(after.engagements[id].title.read(&[]), "Ours");
            }
        }
        let living = after.engagements.values().filter(|it| !it.removed).count();
        prop_assert_eq!(living, ids.len() + report.new.len());
        if !report.new.is_empty() || !report.changed.is_empty() {
            room.desk.undo(&visit).expect("undone");
            let mut undone = now(&room, &visit);
            undone.engagements.retain(|_, it| !it.removed);
            undone.venues.retain(|_, it| !it.removed);
            prop_assert_eq!(but_for_sequences(undone), but_for_sequences(before));
        }
    }
}
