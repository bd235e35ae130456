//! VEVENT as an engagement.

use std::collections::hash_map::Entry;

use visit::{CalendarItem, Engagement, EngagementKind, Movement, PressAccess, Status, Text, When};

use super::{
    ImportedAttendee, ImportedEvent, Reading,
    text::{named, plain},
    time::Times,
};
use crate::{
    component::Component,
    line::{Property, escaped, unescaped},
    report::shown,
    zones::Zones,
};

impl Reading<'_> {
    /// Takes an event, or says in the report why not.
    pub(super) fn event(&mut self, event: &Component<'_>, zones: &mut Zones, cancelled: bool) {
        let what = || named("Event", event);
        let times = match self.times(event, zones) {
            Ok(times) => times,
            Err((line, why)) => {
                self.report.skipped(line, what(), why);
                return;
            }
        };
        let mut taken = Taken::new(event.line, times);
        for line in &event.lines {
            if let Some(property) = line.property() {
                self.property(line.number, &line.text, &property, zones, &mut taken);
            }
        }
        self.children(event);
        if taken.turned_into_utc && !taken.item.recurrence.is_empty() {
            self.report.altered(
                event.line,
                what(),
                "Its series follows UTC now, so it does not follow the summer time of its zone.",
            );
        }
        if taken.item.uid.is_empty() {
            taken.item.uid = self.made_uid(event);
            self.report.noted(
                event.line,
                what(),
                "It has no UID; one was made from its content.",
            );
        }
        if !taken.has_stamp {
            self.report.noted(event.line, what(), "It has no DTSTAMP.");
        }
        self.note_repeated(event, &taken.item);
        self.imported.events.push(taken.finish(cancelled));
    }

    fn property(
        &mut self,
        line: usize,
        text: &str,
        property: &Property<'_>,
        zones: &mut Zones,
        taken: &mut Taken,
    ) {
        let name = property.capitals();
        let value = property.value.trim();
        match name.as_ref() {
            "DTSTART" | "DTEND" | "DURATION" => {
                if taken.is_second(&name) {
                    self.report
                        .skipped(line, property.name, "It stands twice; the first one was taken.");
                }
            }
            "DTSTAMP" => taken.has_stamp = true,
            "UID" if taken.item.uid.is_empty() => taken.item.uid = plain(unescaped(value)),
            "SUMMARY" if taken.engagement.title.is_empty() => {
                taken.engagement.title = self.text(line, property)
            }
            "DESCRIPTION" if taken.description.is_empty() => taken.description = self.text(line, property),
            "LOCATION" if taken.location.is_none() => {
                taken.location = Some(self.words(line, property)).filter(|words| !words.trim().is_empty());
            }
            "UID" | "SUMMARY" | "DESCRIPTION" | "LOCATION" => {
                self.report
                    .skipped(line, property.name, "It stands twice; the first one was taken.");
            }
            "STATUS" => match value.to_ascii_uppercase().as_str() {
                // The last two are those of a journal entry, which Chancery writes for what has no day.
                "CONFIRMED" | "FINAL" => taken.status = Some(Status::Confirmed),
                "TENTATIVE" | "DRAFT" => taken.status = Some(Status::Tentative),
                "CANCELLED" | "CANCELED" => taken.status = Some(Status::Cancelled),
                _ => self
                    .report
                    .skipped(line, "STATUS", format!("An event cannot be '{}'.", shown(value))),
            },
            "SEQUENCE" => match value.parse() {
                Ok(sequence) => taken.engagement.sequence = sequence,
                Err(_) => self
                    .report
                    .skipped(line, "SEQUENCE", format!("'{}' is no number.", shown(value))),
            },
            "RRULE" | "EXRULE" => {
                if self.is_rule(line, property) {
                    taken
                        .item
                        .recurrence
                        .extend(self.kept(line, text, property, zones));
                }
            }
            "RDATE" | "EXDATE" => taken
                .item
                .recurrence
                .extend(self.kept(line, text, property, zones)),
            "RECURRENCE-ID" => taken.item.recurrence_id = self.kept(line, text, property, zones),
            _ if name.starts_with("X-CHANCERY-") => taken.own(&name, property),
            _ => {
                if name == "ATTENDEE" {
                    taken.attendees.extend(attendee(property));
                }
                taken
                    .item
                    .properties
                    .extend(self.kept(line, text, property, zones));
            }
        }
    }

    /// Notes where a UID was seen before. Every event is taken all the same: each may be the right one, and only people
    /// can tell.
    fn note_repeated(&mut self, event: &Component<'_>, item: &CalendarItem) {
        let part = item.recurrence_id.as_deref().unwrap_or_default();
        match self.uids.entry(format!("{}\n{part}", item.uid)) {
            Entry::Vacant(free) => {
                free.insert(event.line);
            }
            Entry::Occupied(first) => {
                let why = format!(
                    "It has the UID of the one on line {}; both were taken.",
                    first.get()
                );
                self.report.noted(event.line, named("Event", event), why);
            }
        }
    }

    /// Makes a UID from the content of an event, another one for each of several that are the same.
    fn made_uid(&mut self, event: &Component<'_>) -> String {
        let print = fingerprint(event);
        let count = self
            .made
            .entry(print)
            .and_modify(|count| *count += 1)
            .or_insert(1);
        match count {
            1 => format!("{print:016x}@chancery"),
            number => format!("{print:016x}-{number}@chancery"),
        }
    }
}

/// Returns a number that is the same for the same lines, on every machine and in every version (FNV-1a).
fn fingerprint(event: &Component<'_>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for line in &event.lines {
        for byte in line.text.as_bytes() {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        hash = hash.wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

fn attendee(property: &Property<'_>) -> Option<ImportedAttendee> {
    let value = property.value.trim();
    let address = match value
        .get(..7)
        .filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"))
    {
        Some(_) => value.get(7..)?,
        None => property.param("EMAIL")?,
    };
    let name = property
        .param("CN")
        .map(str::trim)
        .filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case(address));
    address.contains('@').then(|| ImportedAttendee {
        name: name.map(str::to_owned),
        email: address.to_owned(),
    })
}

/// What has been read of an event so far.
struct Taken {
    engagement: Engagement,
    item: CalendarItem,
    line: usize,
    /// Which of DTSTART, DTEND and DURATION have been seen.
    seen: [bool; 3],
    description: Text,
    /// The remarks alone, where Chancery wrote the file and its description says more.
    remarks: Option<String>,
    status: Option<Status>,
    /// The status in Chancery's own words.
    own_status: Option<Status>,
    location: Option<String>,
    attendees: Vec<ImportedAttendee>,
    turned_into_utc: bool,
    has_stamp: bool,
    /// That Chancery says the kind.
    own_kind: bool,
    /// That Chancery says it has no time.
    own_when: bool,
}

impl Taken {
    fn new(line: usize, times: Times) -> Self {
        let mut engagement = Engagement {
            when: times.when,
            ..Engagement::default()
        };
        if times.crosses_zones {
            engagement.kind = EngagementKind::Movement;
            engagement.movement = Some(Movement::default());
        }
        Self {
            engagement,
            item: CalendarItem::default(),
            line,
            seen: [false; 3],
            description: Text::default(),
            remarks: None,
            status: None,
            own_status: None,
            location: None,
            attendees: Vec::new(),
            turned_into_utc: times.turned_into_utc,
            has_stamp: false,
            own_kind: false,
            own_when: false,
        }
    }

    /// Returns whether one of the three lines that say when has been seen before.
    fn is_second(&mut self, name: &str) -> bool {
        let [start, end, duration] = &mut self.seen;
        let seen = match name {
            "DTSTART" => start,
            "DTEND" => end,
            _ => duration,
        };
        std::mem::replace(seen, true)
    }

    /// Understands what Chancery writes into its own files.
    fn own(&mut self, name: &str, property: &Property<'_>) {
        let value = property.value.trim();
        self.own_kind |= name == "X-CHANCERY-KIND";
        self.own_when |= name == "X-CHANCERY-WHEN";
        match name {
            // Another program may have given it a time since; then that counts.
            "X-CHANCERY-WHEN" if value == "WITHIN" && matches!(self.engagement.when, When::Day(_)) => {
                self.engagement.when = When::Within;
            }
            "X-CHANCERY-WHEN" if value == "DAY" => {
                self.item.properties.push("X-CHANCERY-WHEN:DAY".to_owned())
            }
            "X-CHANCERY-KIND" if !value.is_empty() => {
                self.engagement.kind = EngagementKind::from(value.to_ascii_lowercase().as_str());
                if self.engagement.kind == EngagementKind::Movement && self.engagement.movement.is_none() {
                    self.engagement.movement = Some(Movement::default());
                }
            }
            "X-CHANCERY-STATUS" if !value.is_empty() => {
                self.own_status = Some(Status::from(value.to_ascii_lowercase().as_str()))
            }
            "X-CHANCERY-PRESS" if !value.is_empty() => {
                self.engagement.press = Some(PressAccess::from(value.to_ascii_lowercase().as_str()))
            }
            "X-CHANCERY-ASSEMBLE" => {
                self.engagement.assemble = value
                    .parse()
                    .ok()
                    .filter(|minutes| *minutes <= visit::MAX_ASSEMBLE_MINUTES)
            }
            "X-CHANCERY-ILLUSTRATIVE" => self.engagement.illustrative = value == "TRUE",
            "X-CHANCERY-REMARKS" => self.remarks = Some(unescaped(property.value)),
            _ => {}
        }
    }

    /// Leaves out what Chancery wrote for other programs and makes anew from the engagement.
    fn forget_own_words(&mut self) {
        let category = self
            .own_kind
            .then(|| crate::write::category(&self.engagement.kind))
            .flatten();
        let category = category.map(|words| format!("CATEGORIES:{}", escaped(words)));
        let unset = self.own_when;
        self.item
            .properties
            .retain(|line| Some(line) != category.as_ref() && !(unset && line == "TRANSP:TRANSPARENT"));
    }

    fn finish(mut self, cancelled: bool) -> ImportedEvent {
        self.forget_own_words();
        self.item.without_status = self.status.is_none() && !cancelled;
        let status = self.status.unwrap_or(Status::Confirmed);
        self.engagement.status = match self.own_status {
            // Another program may have confirmed what Chancery wrote as proposed.
            Some(own) if status == Status::Tentative => own,
            _ => status,
        };
        if cancelled {
            self.engagement.status = Status::Cancelled;
        }
        self.engagement.remarks = match self.remarks {
            None => self.description,
            Some(remarks) if remarks.is_empty() => Text::default(),
            Some(remarks) => {
                let lang = self
                    .description
                    .0
                    .into_keys()
                    .next()
                    .or_else(|| self.engagement.title.0.keys().next().cloned());
                Text([(lang.unwrap_or_else(|| visit::Lang::from("en")), remarks)].into())
            }
        };
        self.engagement.calendar = Some(self.item);
        ImportedEvent {
            engagement: self.engagement,
            location: self.location,
            attendees: self.attendees,
            line: self.line,
        }
    }
}
