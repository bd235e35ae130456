//! EXDATE, RDATE and RECURRENCE-ID: their dates and times are of the type of the start (RFC 5545, sections 3.8.4.4 and 3.8.5).

use chrono::{DateTime, NaiveDate, NaiveDateTime, Timelike, Utc};
use chrono_tz::Tz;
use visit::zone::instant_of;

use super::{
    anchor::{Anchor, Form},
    duration::duration,
    fields::Fields,
    utc_text,
};
use crate::{
    report::shown,
    time_value::{TimeValue, date_text, wall_text},
};

/// A date or a time as a line says it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Moment {
    Date(NaiveDate),
    Floating(NaiveDateTime),
    In(NaiveDateTime, Tz),
    Utc(DateTime<Utc>),
}

impl Moment {
    fn read(text: &str, tz: Option<Tz>) -> Option<Self> {
        Some(match (TimeValue::parse(text)?, tz) {
            (TimeValue::Date(date), _) => Self::Date(date),
            (TimeValue::Utc(instant), _) => Self::Utc(instant),
            (TimeValue::Wall(wall), Some(Tz::UTC | Tz::Etc__UTC)) => Self::Utc(wall.and_utc()),
            (TimeValue::Wall(wall), Some(tz)) => Self::In(wall, tz),
            (TimeValue::Wall(wall), None) => Self::Floating(wall),
        })
    }

    /// Returns the same in the type of a start, where it is certain what that is.
    fn like(self, start: &Anchor) -> Option<Self> {
        Some(match (start.form, self) {
            (Form::Date, Self::Date(date)) => Self::Date(date),
            (Form::Date, Self::Floating(wall) | Self::In(wall, _)) => Self::Date(wall.date()),
            (Form::Date, Self::Utc(instant)) if instant.num_seconds_from_midnight() == 0 => {
                Self::Date(instant.date_naive())
            }
            (Form::Floating, Self::Floating(wall) | Self::In(wall, _)) => Self::Floating(wall),
            (Form::Floating, Self::Date(date)) if start.once_a_day => Self::Floating(start.on(date)),
            (Form::Utc | Form::In(_), moment @ (Self::In(..) | Self::Utc(_))) => moment,
            (Form::Utc, Self::Floating(wall)) => Self::Utc(wall.and_utc()),
            (Form::In(tz), Self::Floating(wall)) => Self::In(wall, tz),
            (Form::Utc, Self::Date(date)) if start.once_a_day => Self::Utc(start.on(date).and_utc()),
            (Form::In(tz), Self::Date(date)) if start.once_a_day => Self::In(start.on(date), tz),
            _ => return None,
        })
    }

    fn instant(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::In(wall, tz) => Some(instant_of(*wall, *tz)),
            Self::Utc(instant) => Some(*instant),
            Self::Date(_) | Self::Floating(_) => None,
        }
    }

    fn in_utc(self) -> Self {
        self.instant().map_or(self, Self::Utc)
    }

    fn text(&self) -> Option<String> {
        match self {
            Self::Date(date) => Some(date_text(*date)),
            Self::Floating(wall) | Self::In(wall, _) => Some(wall_text(*wall)),
            Self::Utc(instant) => utc_text(*instant),
        }
    }
}

/// What stands between two commas.
#[derive(Debug, Clone)]
struct Entry {
    start: Moment,
    /// The end of a period, or how long it lasts, as it may be written.
    end: Option<End>,
}

#[derive(Debug, Clone)]
enum End {
    At(Moment),
    After(String),
}

impl Entry {
    fn read(text: &str, tz: Option<Tz>) -> Option<Self> {
        let Some((start, end)) = text.split_once('/') else {
            let start = Moment::read(text, tz)?;
            return Some(Self { start, end: None });
        };
        let end = match end.trim() {
            span if span.contains(['P', 'p']) => End::After(duration(span)?),
            end => End::At(Moment::read(end, tz)?),
        };
        let start = Moment::read(start, tz)?;
        Some(Self {
            start,
            end: Some(end),
        })
    }

    fn like(self, start: &Anchor) -> Option<Self> {
        let end = match self.end {
            _ if start.form == Form::Date => None,
            Some(End::At(end)) => Some(End::At(end.like(start)?)),
            other => other,
        };
        let start = self.start.like(start)?;
        let (before, after) = match &end {
            Some(End::At(end)) => (order(&start)?, order(end)?),
            _ => return Some(Self { start, end }),
        };
        (before < after).then_some(Self { start, end })
    }

    fn in_utc(self) -> Self {
        let end = self.end.map(|end| match end {
            End::At(end) => End::At(end.in_utc()),
            after @ End::After(_) => after,
        });
        Self {
            start: self.start.in_utc(),
            end,
        }
    }

    fn moments(&self) -> impl Iterator<Item = &Moment> {
        let end = match &self.end {
            Some(End::At(end)) => Some(end),
            _ => None,
        };
        std::iter::once(&self.start).chain(end)
    }

    fn text(&self) -> Option<String> {
        let start = self.start.text()?;
        Some(match &self.end {
            None => start,
            Some(End::At(end)) => format!("{start}/{}", end.text()?),
            Some(End::After(span)) => format!("{start}/{span}"),
        })
    }
}

/// Returns by what two moments of one type are ordered.
fn order(moment: &Moment) -> Option<NaiveDateTime> {
    match moment {
        Moment::Date(date) => date.and_hms_opt(0, 0, 0),
        Moment::Floating(wall) => Some(*wall),
        other => other.instant().map(|instant| instant.naive_utc()),
    }
}

/// Mends EXDATE or RDATE.
pub(super) fn mend_list(
    fields: &mut Fields<'_>,
    start: Option<&Anchor>,
    periods: bool,
) -> Result<(), String> {
    let start = start.ok_or("It belongs to a series, and there is no start that could be repeated.")?;
    let tz = zone(fields);
    let texts: Vec<&str> = fields.value().split(',').collect();
    let mut lost = Vec::new();
    let mut entries: Vec<Entry> = Vec::with_capacity(texts.len());
    for text in texts {
        let entry = Entry::read(text, tz)
            .filter(|entry| periods || entry.end.is_none())
            .and_then(|entry| entry.like(start));
        match entry {
            Some(entry) => entries.push(entry),
            None if text.trim().is_empty() => {}
            None => lost.push(format!("'{}'", shown(text))),
        }
    }
    // One line has values of one type.
    if entries.iter().any(|entry| entry.end.is_some()) {
        entries.retain(|entry| {
            let keep = entry.end.is_some();
            if !keep {
                lost.extend(entry.text().map(|text| format!("'{text}'")));
            }
            keep
        });
    }
    let changes = lost
        .iter()
        .map(|text| format!("{text} is no date or time of the type of the start; it was left out."));
    let changes: Vec<String> = changes.collect();
    finish(fields, entries)?;
    fields.changes.extend(changes);
    Ok(())
}

/// Mends RECURRENCE-ID. Where the series is not known, its own type counts.
pub(super) fn mend_part(fields: &mut Fields<'_>, master: Option<&Anchor>) -> Result<(), String> {
    let tz = zone(fields);
    let entry = Entry::read(fields.value(), tz).filter(|entry| entry.end.is_none());
    let entry = match master {
        None => entry,
        Some(master) => entry.and_then(|entry| entry.like(master)),
    };
    let Some(entry) = entry else {
        return Err(format!(
            "'{}' does not say which part of a series is meant; the event stands alone now.",
            shown(fields.value())
        ));
    };
    finish(fields, vec![entry])
}

/// Returns the zone that TZID names.
fn zone(fields: &Fields<'_>) -> Option<Tz> {
    fields.param("TZID").and_then(|name| name.parse().ok())
}

fn finish(fields: &mut Fields<'_>, mut entries: Vec<Entry>) -> Result<(), String> {
    let mut zones: Vec<Option<Tz>> = entries
        .iter()
        .flat_map(Entry::moments)
        .map(|moment| match moment {
            Moment::In(_, tz) => Some(*tz),
            _ => None,
        })
        .collect();
    zones.dedup();
    if zones.len() > 1 {
        entries = entries.into_iter().map(Entry::in_utc).collect();
        zones = vec![None];
    }
    let texts: Option<Vec<String>> = entries.iter().map(Entry::text).collect();
    let value = texts
        .map(|texts| texts.join(","))
        .filter(|value| !value.is_empty())
        .ok_or_else(|| {
            format!(
                "'{}' is no date or time of the type of the start.",
                shown(fields.value())
            )
        })?;
    let tz = zones.first().copied().flatten().map(|tz| tz.name());
    if fields.param("TZID") != tz {
        fields.changed("Its zone is that of the start.");
        fields.set_param("TZID", tz);
    }
    let first = entries.first();
    let kind = match first {
        Some(Entry { end: Some(_), .. }) => Some("PERIOD"),
        Some(Entry {
            start: Moment::Date(_),
            ..
        }) => Some("DATE"),
        _ => None,
    };
    let said = fields.param("VALUE");
    let is_right = match kind {
        Some(kind) => said == Some(kind),
        None => said.is_none_or(|said| said.eq_ignore_ascii_case("DATE-TIME")),
    };
    if !is_right {
        fields.changed("Its type is that of the start.");
        fields.set_param("VALUE", kind);
    }
    fields.mend(value);
    Ok(())
}
