//! VTODO as a task of the checklist.

use chrono::{DateTime, Utc};
use visit::{Done, Due, Task};

use super::{ImportedTask, Reading, text::named, time::Moment};
use crate::{
    component::Component,
    line::{Property, unescaped},
    report::shown,
    stamp::Stamp,
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
        let mut task = Task::default();
        for (line, property) in component.properties() {
            self.task_property(line, &property, zones, &mut task);
        }
        let is_done = status == "COMPLETED" || component.value("PERCENT-COMPLETE") == Some("100");
        if is_done && task.done.is_none() {
            task.done = Some(Done::default());
        }
        self.children(component);
        self.imported.tasks.push(ImportedTask {
            task,
            line: component.line,
        });
    }

    fn task_property(&mut self, line: usize, property: &Property<'_>, zones: &mut Zones, task: &mut Task) {
        match property.capitals().as_ref() {
            "SUMMARY" if task.title.is_empty() => task.title = self.text(line, property),
            "DESCRIPTION" if task.remarks.is_empty() => task.remarks = self.text(line, property),
            "UID" if task.uid.is_none() => {
                task.uid = Some(unescaped(property.value.trim())).filter(|uid| !uid.is_empty())
            }
            "DUE" => match self.moment(line, property, zones) {
                Ok((moment, _)) => task.due = Some(due(moment)),
                Err(why) => self.report.skipped(line, "DUE", why),
            },
            "COMPLETED" => match Stamp::parse(property.value) {
                Some(stamp) => {
                    task.done = Some(Done {
                        at: instant(stamp),
                        ..Done::default()
                    })
                }
                None => self.report.skipped(
                    line,
                    "COMPLETED",
                    format!("'{}' is no time.", shown(property.value)),
                ),
            },
            // Nothing is lost with these: they follow from what is kept, or tell only of the file.
            "STATUS" | "PERCENT-COMPLETE" | "DTSTAMP" | "CREATED" | "LAST-MODIFIED" | "SEQUENCE" => {}
            "RRULE" | "RDATE" | "EXDATE" | "RECURRENCE-ID" => {
                self.report
                    .skipped(line, property.name, "A task of the checklist is due once.");
            }
            _ => self.report.skipped(
                line,
                property.name,
                "A task of the checklist has no place for it.",
            ),
        }
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
fn instant(stamp: Stamp) -> Option<DateTime<Utc>> {
    match stamp {
        Stamp::Utc(instant) => Some(instant),
        Stamp::Wall(wall) => Some(wall.and_utc()),
        Stamp::Date(date) => date.and_hms_opt(0, 0, 0).map(|midnight| midnight.and_utc()),
    }
}
