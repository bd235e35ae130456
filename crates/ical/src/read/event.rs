//! VEVENT as an engagement.

use visit::{
    CalendarItem, Engagement, EngagementKind, EngagementPart, Movement, PressAccess, Status, Text, When,
    vocabulary::Vocabulary,
};

use super::{
    ImportedEvent, Reading,
    text::{named, plain},
    time::Times,
};
use crate::{
    component::Component,
    conform::{Anchor, Once, is_once_a_day},
    exported::{self, Exported, Prints},
    illustrative,
    line::{Property, escaped, unescaped},
    report::shown,
    revision::{MAX_SEQUENCE, Revision, sequence_of},
    said, status,
    write::{CLASS_AS_IT_CAME, CLASS_UNSAID},
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
        taken.anchor = Anchor::of(&taken.engagement.when, repeats_once_a_day(event));
        taken.master = self.master(event, zones);
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
        if !taken.has_stamp {
            self.report.noted(event.line, what(), "It has no DTSTAMP.");
        }
        if !self.identify(event, &mut taken.item) {
            return;
        }
        self.masters.learn(&taken.item, taken.anchor);
        let mut done = taken.finish(cancelled);
        done.revision = Revision::of(event);
        self.imported.events.push(done);
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
            "STATUS" => match status::named(value) {
                Some(status) => taken.status = Some(status),
                None => {
                    self.report
                        .skipped(line, "STATUS", format!("An event cannot be '{}'.", shown(value)))
                }
            },
            "SEQUENCE" => match sequence_of(value) {
                Some(sequence) => taken.engagement.sequence = sequence,
                None => self.report.skipped(
                    line,
                    "SEQUENCE",
                    format!("'{}' is no number from 0 to {MAX_SEQUENCE}.", shown(value)),
                ),
            },
            "RRULE" | "EXRULE" | "RDATE" | "EXDATE" => {
                let Some(kept) = self.kept(line, text, property, zones, taken) else {
                    return;
                };
                // A series has few lines, and one that has many is not searched for ever.
                if taken.item.recurrence.iter().take(100).any(|known| *known == kept) {
                    self.report
                        .noted(line, property.name, "It stands twice; it was taken once.");
                } else {
                    taken.item.recurrence.push(kept);
                }
            }
            "RECURRENCE-ID" => {
                let kept = self.kept(line, text, property, zones, taken);
                taken.item.recurrence_id = taken.item.recurrence_id.take().or(kept);
            }
            // Each component is made anew, and so is what says for what the file was sent.
            "METHOD" => self
                .report
                .skipped(line, property.name, "It has no place in an event."),
            _ if name.starts_with("X-CHANCERY-") => taken.own(&name, property),
            _ => {
                let kept = self.kept(line, text, property, zones, taken);
                taken.item.properties.extend(kept);
            }
        }
    }
}

/// Returns whether the rules of an event repeat it at most once a day.
fn repeats_once_a_day(event: &Component<'_>) -> bool {
    if !event.repeats {
        return true;
    }
    let rules = event
        .lines
        .iter()
        .filter_map(|line| line.property())
        .filter(|property| property.is("RRULE"));
    is_once_a_day(rules.map(|property| property.value))
}

/// What has been read of an event so far.
pub(super) struct Taken {
    engagement: Engagement,
    item: CalendarItem,
    /// Its start, as the lines of a series need it.
    pub(super) anchor: Option<Anchor>,
    /// The start of the series of which it is a part.
    pub(super) master: Option<Anchor>,
    /// Which kept lines that may stand once have been seen.
    pub(super) once: Once,
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
    turned_into_utc: bool,
    has_stamp: bool,
    /// What Chancery says of it as it was exported.
    exported: Option<String>,
    /// What CLASS was before Chancery wrote that of the visit.
    class: Option<String>,
    /// That Chancery says the kind.
    own_kind: bool,
    /// That Chancery says it has no time.
    own_when: bool,
    /// The form of the time, as Chancery wrote it.
    own_time: Option<String>,
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
            anchor: None,
            master: None,
            once: Once::default(),
            line,
            seen: [false; 3],
            description: Text::default(),
            remarks: None,
            status: None,
            own_status: None,
            location: None,
            turned_into_utc: times.turned_into_utc,
            has_stamp: false,
            exported: None,
            class: None,
            own_kind: false,
            own_when: false,
            own_time: None,
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
            said::NAME => self.own_time = Some(unescaped(value)),
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
            "X-CHANCERY-ILLUSTRATIVE" => self.engagement.illustrative = illustrative::read(value),
            "X-CHANCERY-NO-REMARKS" => self.remarks = self.remarks.take().or_else(|| Some(String::new())),
            "X-CHANCERY-REMARKS" => self.remarks = Some(unescaped(property.value)),
            CLASS_AS_IT_CAME => self.class = Some(value.to_owned()),
            exported::NAME => self.exported = Some(value.to_owned()),
            _ => {}
        }
    }

    /// Leaves out what Chancery wrote for other programs and makes anew from the engagement.
    fn forget_own_words(&mut self) {
        // Another program may have changed it since; then that counts.
        if let Some(was) = self.class.take()
            && let Some(at) = self
                .item
                .properties
                .iter()
                .position(|line| line == "CLASS:CONFIDENTIAL")
        {
            self.item.properties.remove(at);
            if was != CLASS_UNSAID {
                self.item.properties.insert(at, format!("CLASS:{was}"));
            }
        }
        // In whichever language the copy was.
        let languages = Vocabulary::ALL.into_iter().filter(|_| self.own_kind);
        let ours: Vec<String> = languages
            .filter_map(|words| crate::write::category(words, &self.engagement.kind))
            .map(|category| format!("CATEGORIES:{}", escaped(&category)))
            .collect();
        let unset = self.own_when;
        self.item
            .properties
            .retain(|line| !(ours.contains(line) || unset && line == "TRANSP:TRANSPARENT"));
    }

    fn finish(mut self, cancelled: bool) -> ImportedEvent {
        self.forget_own_words();
        let own_time = self.own_time.take();
        if let Some(when) = own_time.and_then(|value| said::read(&value, &self.engagement.when)) {
            self.engagement.when = when;
        }
        self.item.without_status = self.status.is_none() && !cancelled;
        let said = self.status.unwrap_or(Status::Confirmed);
        let is_illustrative = self.engagement.illustrative.covers(EngagementPart::Status);
        self.engagement.status = status::settled(said, self.own_status, is_illustrative);
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
        let location = self.location.as_deref().unwrap_or_default();
        let is = |engagement: &Engagement| Prints::of_event(engagement, location);
        let exported = self
            .exported
            .and_then(|was| Exported::read(&was, is(&self.engagement)));
        self.engagement.calendar = Some(self.item);
        ImportedEvent {
            engagement: self.engagement,
            exported,
            revision: Revision::default(),
            location: self.location,
            line: self.line,
        }
    }
}
