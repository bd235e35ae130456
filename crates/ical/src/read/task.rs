//! VTODO as a task of the checklist.

use chrono::{DateTime, SubsecRound, Utc};
use visit::{Done, Due, LeadTimeSource, OrderKey, Task};

use super::{
    ImportedTask, Reading,
    text::{named, plain},
    time::Moment,
};
use crate::{
    component::Component,
    exported::{self, Exported, Prints},
    line::{Property, unescaped},
    report::shown,
    revision::Revision,
    time_value::TimeValue,
    zones::Zones,
};

impl Reading<'_> {
    /// Takes a task, or says in the report why not.
    pub(super) fn task(&mut self, component: &Component<'_>, zones: &mut Zones) {
        let status = component.value("STATUS").unwrap_or_default().to_ascii_uppercase();
        if matches!(status.as_str(), "CANCELLED" | "CANCELED") {
            self.report.skipped(
                component.line,
                named("Task", component),
                "It was called off, and a checklist has no place for that.",
            );
            return;
        }
        let mut taken = Taken::default();
        for (line, property) in component.properties() {
            self.task_property(line, &property, zones, &mut taken);
        }
        let percent = component.value("PERCENT-COMPLETE").unwrap_or_default();
        let is_done = status == "COMPLETED" || percent == "100";
        if (status == "IN-PROCESS" || !matches!(percent, "" | "0")) && !is_done && taken.completed.is_none() {
            let why = "It is begun and not done; the checklist knows only what is done.";
            self.report.noted(component.line, named("Task", component), why);
        }
        self.children(component);
        if taken.task.uid.is_none() {
            taken.task.uid = Some(self.task_uid(component));
        }
        let was = taken.exported.take();
        let task = taken.finish(is_done, component.value("DUE"));
        self.imported.tasks.push(ImportedTask {
            exported: was.and_then(|was| Exported::read(&was, Prints::of_task(&task))),
            task,
            revision: Revision::of(component),
            line: component.line,
        });
    }

    fn task_property(&mut self, line: usize, property: &Property<'_>, zones: &mut Zones, taken: &mut Taken) {
        let task = &mut taken.task;
        let name = property.capitals();
        match name.as_ref() {
            "SUMMARY" if task.title.is_empty() => task.title = self.text(line, property),
            "DESCRIPTION" if task.remarks.is_empty() => task.remarks = self.text(line, property),
            "UID" if task.uid.is_none() => {
                task.uid = Some(plain(unescaped(property.value.trim()))).filter(|uid| !uid.is_empty())
            }
            "DUE" => match self.moment(line, property, zones) {
                Ok((moment, _)) => task.due = Some(due(moment)),
                Err(why) => self.report.skipped(line, "DUE", why),
            },
            "COMPLETED" => match TimeValue::parse(property.value) {
                Some(value) => taken.completed = instant(value),
                None => self.report.skipped(
                    line,
                    "COMPLETED",
                    format!("'{}' is no time.", shown(property.value)),
                ),
            },
            "CATEGORIES" if taken.category.is_none() => {
                taken.category = Some(plain(unescaped(property.value)))
            }
            "CATEGORIES" => self.report.skipped(
                line,
                property.name,
                "A task of the checklist has one phase; the first one was taken.",
            ),
            // Nothing is lost with these: they follow from what is kept, or tell only of the file.
            "STATUS" | "PERCENT-COMPLETE" | "DTSTAMP" | "CREATED" | "LAST-MODIFIED" | "SEQUENCE" => {}
            // Chancery writes CLASS for every task, as its marking says.
            "CLASS" => {}
            "RRULE" | "RDATE" | "EXDATE" | "RECURRENCE-ID" => {
                self.report
                    .skipped(line, property.name, "A task of the checklist is due once.");
            }
            _ if name.starts_with("X-CHANCERY-") => taken.own(&name, property),
            _ => self.report.skipped(
                line,
                property.name,
                "A task of the checklist has no place for it.",
            ),
        }
    }
}

/// What has been read of a task so far.
#[derive(Default)]
struct Taken {
    task: Task,
    completed: Option<DateTime<Utc>>,
    category: Option<String>,
    /// When it was done, to the fraction of a second.
    exactly: Option<DateTime<Utc>>,
    done_by: Option<String>,
    /// What Chancery says of it as it was exported.
    exported: Option<String>,
    /// What Chancery says it is due on, and which value DUE had then.
    own_due: Option<(Due, Option<String>)>,
}

impl Taken {
    /// Understands what Chancery writes into its own files.
    fn own(&mut self, name: &str, property: &Property<'_>) {
        let words = || Some(plain(unescaped(property.value))).filter(|words| !words.is_empty());
        match name {
            "X-CHANCERY-DUE" => {
                let due = serde_json::from_str(&unescaped(property.value)).ok();
                self.own_due = due.map(|due| (due, property.param("X-CHANCERY-OF").map(str::to_owned)));
            }
            "X-CHANCERY-COMPLETED" => self.exactly = property.value.trim().parse().ok(),
            "X-CHANCERY-COMPLETED-BY" => self.done_by = words(),
            "X-CHANCERY-PHASE" => self.task.phase = words(),
            "X-CHANCERY-OWNER" => self.task.owner = words(),
            "X-CHANCERY-ITEM" => self.task.item = words(),
            "X-CHANCERY-ITEM-SOURCE" => self.task.item_source.extend(words()),
            "X-CHANCERY-LEAD-TIME-SOURCE" => {
                self.task.lead_time_source = words().map(|words| LeadTimeSource::from(words.as_str()))
            }
            exported::NAME => self.exported = Some(property.value.to_owned()),
            "X-CHANCERY-ORDER" => {
                let order = serde_json::from_value(property.value.trim().into()).ok();
                if let Some(order) = order.filter(OrderKey::is_valid) {
                    self.task.order = order;
                }
            }
            _ => {}
        }
    }

    fn finish(mut self, is_done: bool, due: Option<&str>) -> Task {
        // Another program may have moved it since; then that counts.
        if let Some((own, _)) = self.own_due.filter(|(_, of)| of.as_deref() == due) {
            self.task.due = Some(own);
        }
        let category = self.category.filter(|words| !words.trim().is_empty());
        self.task.phase = self.task.phase.or(category);
        if is_done || self.completed.is_some() {
            let fits = |at: &DateTime<Utc>| self.completed.is_none_or(|second| second == at.trunc_subsecs(0));
            let exactly = self.exactly.filter(fits);
            self.task.done = Some(Done {
                at: exactly.or(self.completed),
                by: self.done_by,
                ..Done::default()
            });
        }
        self.task
    }
}

fn due(moment: Moment) -> Due {
    match moment {
        Moment::Date(date) => Due::Day { date },
        Moment::Floating(time) => Due::At { time, zone: None },
        Moment::In(time, tz) => Due::At {
            time,
            zone: Some(visit::Zone::from(tz.name())),
        },
    }
}

/// COMPLETED is in UTC; a program that writes another form is believed to have meant UTC.
fn instant(value: TimeValue) -> Option<DateTime<Utc>> {
    match value {
        TimeValue::Utc(instant) => Some(instant),
        TimeValue::Wall(wall) => Some(wall.and_utc()),
        TimeValue::Date(date) => date.and_hms_opt(0, 0, 0).map(|midnight| midnight.and_utc()),
    }
}
