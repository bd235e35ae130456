//! Puts what was read into a visit, as the application does, so that it can be written again.

#![allow(
    clippy::expect_used,
    dead_code,
    unreachable_pub,
    reason = "examples use a part of it too"
)]

use chrono::{DateTime, Utc};
use ical::Imported;
use visit::{
    EngagementId, Facts, Lang, TaskId, Text, Venue, VenueId, Visit, VisitId,
    audience::{CopyOptions, delegation_programme},
    programme::Programme,
};

/// The instant as of which tests write.
pub fn as_of() -> DateTime<Utc> {
    DateTime::from_timestamp(1_489_748_400, 0).expect("an instant")
}

/// Makes a visit with the events and the tasks of a file.
pub fn visit_of(imported: &Imported) -> Visit {
    let title = imported.name.as_deref().unwrap_or("Calendar");
    let facts = Facts {
        title: Text::new("en", title),
        languages: vec![Lang::from("en")],
        ..Facts::default()
    };
    let mut visit = Visit::new(VisitId::from("v"), facts);
    for (index, event) in imported.events.iter().enumerate() {
        let mut engagement = event.engagement.clone();
        if let Some(location) = &event.location {
            let id = VenueId::from(format!("p{index}").as_str());
            visit.venues.insert(
                id.clone(),
                Venue {
                    name: Text::new("en", location),
                    ..Venue::default()
                },
            );
            engagement.venue = Some(id);
        }
        visit
            .engagements
            .insert(EngagementId::from(format!("e{index:05}").as_str()), engagement);
    }
    for (index, task) in imported.tasks.iter().enumerate() {
        let id = TaskId::from(format!("t{index:05}").as_str());
        visit.tasks.insert(id, task.task.clone());
    }
    visit
}

/// Makes the programme of a visit.
pub fn programme_of(visit: &Visit) -> Programme {
    delegation_programme(
        visit,
        &CopyOptions {
            languages: Vec::new(),
            as_of: as_of(),
        },
    )
}

/// Reads a file whose texts are in English.
pub fn read(input: &[u8]) -> Imported {
    ical::read(input, &Lang::from("en")).expect("a calendar")
}

/// Asserts that nothing that was written looks as if another program had changed it since.
pub fn assert_as_exported(back: &Imported) {
    const FIELDS: &[&str] = &[
        "title",
        "when",
        "status",
        "venue",
        "remarks",
        "kind",
        "press",
        "assemble",
        "illustrative",
        "due",
        "done",
        "phase",
        "owner",
        "item",
        "lead_time_source",
    ];
    let events = back.events.iter().map(|event| &event.exported);
    for exported in events.chain(back.tasks.iter().map(|task| &task.exported)) {
        let exported = exported.as_ref().expect("what was exported");
        assert!(exported.is_from(&VisitId::from("v")));
        let changed: Vec<_> = FIELDS.iter().filter(|field| exported.is_changed(field)).collect();
        assert!(changed.is_empty(), "{changed:?} of {exported:?}");
    }
}
