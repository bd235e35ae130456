//! Components (RFC 5545, section 3.4): what stands between BEGIN and END, however badly it is closed.

use crate::{
    error::IcalError,
    limits::{MAX_EVENTS, MAX_TASKS, within},
    line::{Line, Property, lines},
    report::Report,
};

/// How deep components may stand in one another; more is no calendar.
const MAX_DEPTH: usize = 8;

/// What stands between a BEGIN and its END.
#[derive(Debug, Default)]
pub(crate) struct Component<'a> {
    /// The name, in capitals.
    pub(crate) kind: String,
    /// The line of BEGIN.
    pub(crate) line: usize,
    pub(crate) lines: Vec<Line<'a>>,
    /// That it has a RECURRENCE-ID.
    pub(crate) is_part: bool,
    /// That it has an RRULE.
    pub(crate) repeats: bool,
    pub(crate) children: Vec<Component<'a>>,
}

impl Component<'_> {
    /// Returns the content lines with their numbers.
    pub(crate) fn properties(&self) -> impl Iterator<Item = (usize, Property<'_>)> {
        self.lines
            .iter()
            .filter_map(|line| line.property().map(|property| (line.number, property)))
    }

    /// Returns the first property of a name.
    pub(crate) fn first(&self, name: &str) -> Option<(usize, Property<'_>)> {
        self.properties().find(|(_, property)| property.is(name))
    }

    /// Returns the trimmed value of the first property of a name, where it is not empty.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.first(name)
            .map(|(_, property)| property.value.trim())
            .filter(|value| !value.is_empty())
    }

    fn is_item(&self) -> bool {
        is_item(&self.kind)
    }
}

fn is_item(kind: &str) -> bool {
    matches!(kind, "VEVENT" | "VTODO" | "VJOURNAL" | "VFREEBUSY" | "VTIMEZONE")
}

/// Reads the components of a file. Items outside of a calendar are gathered in a calendar of their own.
///
/// # Errors
/// Where there are more events or tasks than are read.
pub(crate) fn components<'a>(input: &'a [u8], report: &mut Report) -> Result<Vec<Component<'a>>, IcalError> {
    let mut tree = Tree::default();
    for line in lines(input) {
        if line.foreign {
            report.altered(
                line.number,
                "Text",
                "It has bytes that are not UTF-8; they were read as Western European (Windows-1252).",
            );
        }
        let Some(property) = line.property() else {
            report.skipped(
                line.number,
                format!("'{}'", crate::report::shown(&line.text)),
                "It is not a line of a calendar.",
            );
            continue;
        };
        if property.is("BEGIN") {
            let kind = property.value.trim().to_ascii_uppercase();
            tree.count(&kind)?;
            tree.begin(kind, line.number, report);
        } else if property.is("END") {
            let kind = property.value.trim().to_ascii_uppercase();
            tree.end(&kind, line.number, report);
        } else if tree.ignored == 0 {
            tree.line(line, report);
        }
    }
    Ok(tree.finish(report))
}

#[derive(Default)]
struct Tree<'a> {
    open: Vec<Component<'a>>,
    done: Vec<Component<'a>>,
    /// How many BEGINs too deep stand open.
    ignored: usize,
    events: usize,
    tasks: usize,
}

impl<'a> Tree<'a> {
    /// Counts what the number of is limited.
    fn count(&mut self, kind: &str) -> Result<(), IcalError> {
        match kind {
            "VEVENT" | "VJOURNAL" => self.events += 1,
            "VTODO" => self.tasks += 1,
            _ => return Ok(()),
        }
        within("events", self.events, MAX_EVENTS)?;
        within("tasks", self.tasks, MAX_TASKS)
    }

    fn begin(&mut self, kind: String, number: usize, report: &mut Report) {
        if self.ignored > 0 || self.open.len() >= MAX_DEPTH {
            if self.ignored == 0 {
                report.skipped(
                    number,
                    kind.clone(),
                    "It stands too deep within other components.",
                );
            }
            self.ignored += 1;
            return;
        }
        // A calendar or an item never stands within an item: there an END is missing.
        let outer = if kind == "VCALENDAR" { 0 } else { 1 };
        let within =
            |open: &[Component<'_>]| open.len() > outer || open.first().is_some_and(Component::is_item);
        if kind == "VCALENDAR" || is_item(&kind) {
            while within(&self.open) {
                self.close(true, number, report);
            }
        }
        self.open.push(Component {
            kind,
            line: number,
            ..Component::default()
        });
    }

    fn end(&mut self, kind: &str, number: usize, report: &mut Report) {
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        if !self.open.iter().any(|component| component.kind == kind) {
            report.noted(
                number,
                format!("END:{}", crate::report::shown(kind)),
                "Nothing of this kind was open.",
            );
            return;
        }
        while let Some(last) = self.open.last() {
            let found = last.kind == kind;
            self.close(!found, number, report);
            if found {
                break;
            }
        }
    }

    fn line(&mut self, line: Line<'a>, report: &mut Report) {
        match self.open.last_mut() {
            Some(component) => {
                if let Some(property) = line.property().filter(|it| it.name.starts_with(['R', 'r'])) {
                    component.is_part |= property.is("RECURRENCE-ID");
                    component.repeats |= property.is("RRULE");
                }
                component.lines.push(line);
            }
            None => {
                report.skipped(
                    line.number,
                    format!("'{}'", crate::report::shown(&line.text)),
                    "It stands outside of any calendar.",
                );
            }
        }
    }

    /// Closes the innermost component.
    fn close(&mut self, unfinished: bool, number: usize, report: &mut Report) {
        let Some(component) = self.open.pop() else { return };
        if unfinished {
            let why = format!("Its END is missing; it was taken to end before line {number}.");
            report.noted(component.line, component.kind.clone(), why);
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(component),
            None if component.kind == "VCALENDAR" => self.done.push(component),
            None => self.loose(component, report),
        }
    }

    /// Puts a component that stands outside of any calendar into one.
    fn loose(&mut self, component: Component<'a>, report: &mut Report) {
        if !component.is_item() {
            report.skipped(
                component.line,
                component.kind,
                "It stands outside of any calendar.",
            );
            return;
        }
        report.noted(
            component.line,
            component.kind.clone(),
            "It stands outside of any calendar.",
        );
        match self.done.last_mut() {
            Some(calendar) => calendar.children.push(component),
            None => self.done.push(Component {
                kind: "VCALENDAR".to_owned(),
                line: component.line,
                children: vec![component],
                ..Component::default()
            }),
        }
    }

    fn finish(mut self, report: &mut Report) -> Vec<Component<'a>> {
        while let Some(last) = self.open.last() {
            report.noted(
                last.line,
                last.kind.clone(),
                "Its END is missing; the file may have been cut off.",
            );
            self.close(false, 0, report);
        }
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(input: &str) -> (String, usize) {
        fn name(component: &Component<'_>) -> String {
            let children: Vec<String> = component.children.iter().map(name).collect();
            format!(
                "{}[{}]{{{}}}",
                component.kind,
                component.lines.len(),
                children.join(",")
            )
        }
        let mut report = Report::default();
        let names: Vec<String> = components(input.as_bytes(), &mut report)
            .expect("few enough")
            .iter()
            .map(name)
            .collect();
        (names.join(" "), report.finish().len())
    }

    #[test]
    fn a_missing_end_of_the_calendar_loses_nothing() {
        assert_eq!(
            shape("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\n"),
            ("VCALENDAR[0]{VEVENT[1]{}}".into(), 1)
        );
    }

    #[test]
    fn a_missing_end_of_an_event_does_not_swallow_the_next() {
        let input = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nBEGIN:VEVENT\nUID:2\nEND:VEVENT\nEND:VCALENDAR\n";
        assert_eq!(
            shape(input),
            ("VCALENDAR[0]{VEVENT[1]{VALARM[0]{}},VEVENT[1]{}}".into(), 2)
        );
    }

    #[test]
    fn several_calendars_and_loose_events_are_all_read() {
        let input = "BEGIN:VEVENT\nEND:VEVENT\nBEGIN:VCALENDAR\nBEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VEVENT";
        assert_eq!(
            shape(input),
            (
                "VCALENDAR[0]{VEVENT[0]{}} VCALENDAR[0]{} VCALENDAR[0]{}".into(),
                3
            )
        );
    }

    #[test]
    fn components_without_end_do_not_exhaust_the_stack() {
        let input = "BEGIN:VCALENDAR\n".to_owned() + &"BEGIN:X\n".repeat(100_000);
        assert!(shape(&input).0.len() < 100);
    }
}
