//! The start and end of an event as a [`When`].

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};
use visit::{
    At, Day, When, Zone,
    zone::{instant_of, wall_clock},
};

use super::Reading;
use crate::{
    component::Component,
    line::Property,
    time_value::{Span, TimeValue},
    zones::{Meaning, Zones},
};

/// A time with what is known of where.
#[derive(Debug, Clone)]
pub(super) enum Moment {
    Date(NaiveDate),
    Floating(NaiveDateTime),
    /// UTC is a zone like any other.
    In(NaiveDateTime, chrono_tz::Tz),
}

/// What the times of an event came to.
pub(super) struct Times {
    pub(super) when: When,
    /// That it ends in another zone, so that it must be a movement.
    pub(super) crosses_zones: bool,
    /// That its zone could not be kept and its times are in UTC now.
    pub(super) turned_into_utc: bool,
}

impl Moment {
    fn date(&self) -> NaiveDate {
        match self {
            Moment::Date(date) => *date,
            Moment::Floating(wall) | Moment::In(wall, _) => wall.date(),
        }
    }
}

impl Reading<'_> {
    /// Reads the times of an event. `Err` says why the event cannot be taken, with the line.
    pub(super) fn times(
        &mut self,
        event: &Component<'_>,
        zones: &mut Zones,
    ) -> Result<Times, (usize, String)> {
        let Some((line, property)) = event.first("DTSTART") else {
            // A journal entry needs no day; Chancery writes one for what has none.
            if event.kind == "VEVENT" {
                self.report.noted(
                    event.line,
                    "DTSTART",
                    "It is missing; the event was taken as undated.",
                );
            }
            return Ok(Times {
                when: When::Within,
                crosses_zones: false,
                turned_into_utc: false,
            });
        };
        let (start, turned_into_utc) = self.moment(line, &property, zones).map_err(|why| (line, why))?;
        let is_series = event
            .properties()
            .any(|(_, property)| property.is("RRULE") || property.is("RDATE"));
        let mut end_line = line;
        let end = match (event.first("DTEND"), event.first("DURATION")) {
            (Some((line, property)), duration) => {
                end_line = line;
                if let Some((line, _)) = duration {
                    self.report
                        .skipped(line, "DURATION", "DTEND says the end already.");
                }
                Some(self.moment(line, &property, zones).map_err(|why| (line, why))?.0)
            }
            (None, Some((line, property))) => {
                end_line = line;
                let span = Span::parse(property.value)
                    .ok_or_else(|| (line, "Its duration cannot be read.".to_owned()))?;
                Some(
                    after(&start, span)
                        .ok_or_else(|| (line, "Its end is beyond the calendar.".to_owned()))?,
                )
            }
            (None, None) => None,
        };
        let when = match start {
            Moment::Date(first) => When::Day(self.days(first, end, end_line)?),
            _ => When::At(self.at(start, end, end_line, is_series)?),
        };
        check_years(&when).map_err(|why| (line, why))?;
        let crosses_zones = matches!(&when, When::At(at) if at.end_zone.is_some());
        Ok(Times {
            when,
            crosses_zones,
            turned_into_utc,
        })
    }

    /// Reads one time. The flag says that its zone could not be kept and it is in UTC now.
    pub(super) fn moment(
        &mut self,
        line: usize,
        property: &Property<'_>,
        zones: &mut Zones,
    ) -> Result<(Moment, bool), String> {
        let value = TimeValue::parse(property.value)
            .ok_or_else(|| format!("'{}' is no time.", crate::report::shown(property.value)))?;
        let moment = match (value, property.param("TZID")) {
            (TimeValue::Date(date), _) => {
                if !property.is_date() {
                    self.report.noted(
                        line,
                        property.name,
                        "It is a date without VALUE=DATE; it was taken as a whole day.",
                    );
                }
                Moment::Date(date)
            }
            (value, _) if property.is_date() => {
                self.report.altered(
                    line,
                    property.name,
                    "It is said to be a date but has a time; it was taken as a whole day.",
                );
                Moment::Date(value.date())
            }
            (TimeValue::Utc(instant), _) => Moment::In(instant.naive_utc(), chrono_tz::Tz::UTC),
            (TimeValue::Wall(wall), None | Some("")) => Moment::Floating(wall),
            (TimeValue::Wall(wall), Some(tzid)) => {
                let meaning = zones.meaning(tzid, line, &mut self.report);
                zones.compare(tzid, wall, line, &mut self.report);
                match meaning {
                    Meaning::Zone(tz) => Moment::In(wall, tz),
                    Meaning::Divided(tz, _) if meaning.agrees(wall) => Moment::In(wall, tz),
                    rules @ (Meaning::Rules(_) | Meaning::Divided(..)) => {
                        let instant = rules.instant(wall).ok_or("Its time is beyond the calendar.")?;
                        return Ok((Moment::In(instant.naive_utc(), chrono_tz::Tz::UTC), true));
                    }
                    Meaning::Unknown => Moment::Floating(wall),
                }
            }
        };
        Ok((moment, false))
    }

    /// The end of an all-day event is the day after its last (RFC 5545, section 3.6.1).
    fn days(&mut self, first: NaiveDate, end: Option<Moment>, line: usize) -> Result<Day, (usize, String)> {
        let mut day = Day::new(first);
        let Some(end) = end else { return Ok(day) };
        let last = match &end {
            Moment::Date(end) if *end == first => first,
            Moment::Date(end) => end.pred_opt().unwrap_or(*end),
            timed => {
                self.report.altered(
                    line,
                    "DTEND",
                    "It has a time and the start has none; the time was left out.",
                );
                timed.date()
            }
        };
        if last < first {
            return Err((line, "It ends before it starts.".to_owned()));
        }
        day.until = (last > first).then_some(last);
        Ok(day)
    }

    fn at(
        &mut self,
        start: Moment,
        end: Option<Moment>,
        line: usize,
        is_series: bool,
    ) -> Result<At, (usize, String)> {
        let end = match end.unwrap_or_else(|| start.clone()) {
            Moment::Date(date) => {
                self.report.altered(
                    line,
                    "DTEND",
                    "It is a day and the start has a time; it was taken as the midnight before that day.",
                );
                let midnight = date.and_hms_opt(0, 0, 0).unwrap_or_default();
                match start {
                    Moment::In(_, tz) => Moment::In(midnight, tz),
                    _ => Moment::Floating(midnight),
                }
            }
            timed => timed,
        };
        let early = || (line, "It ends before it starts.".to_owned());
        match (start, end) {
            (Moment::In(start, tz), Moment::In(end, end_tz)) => {
                let (from, to) = (instant_of(start, tz), instant_of(end, end_tz));
                if to < from {
                    return Err(early());
                }
                let utc = chrono_tz::Tz::UTC;
                if tz == end_tz && (end >= start || tz == utc) {
                    return Ok(At::new(start, end, Some(zone(tz))));
                }
                if tz != end_tz && tz != utc && end_tz != utc {
                    let mut at = At::new(start, end, Some(zone(tz)));
                    at.end_zone = Some(zone(end_tz));
                    return Ok(at);
                }
                // One of the two is in UTC: the clocks of the start show both, unless an hour is repeated.
                let shown = wall_clock(to, tz);
                if is_series || (instant_of(shown, tz) == to && shown >= start) {
                    return Ok(At::new(start, shown.max(start), Some(zone(tz))));
                }
                Ok(At::new(from.naive_utc(), to.naive_utc(), Some(zone(utc))))
            }
            (Moment::Floating(start), Moment::Floating(end)) if end >= start => Ok(At::new(start, end, None)),
            (Moment::Floating(_), Moment::Floating(_)) => Err(early()),
            (Moment::In(start, tz), Moment::Floating(end)) => {
                self.report
                    .altered(line, "DTEND", "It has no zone; it was read in that of the start.");
                if end < start {
                    return Err(early());
                }
                Ok(At::new(start, end, Some(zone(tz))))
            }
            (Moment::Floating(start), Moment::In(end, _)) => {
                self.report.altered(
                    line,
                    "DTEND",
                    "It has a zone and the start has none; the zone was left out.",
                );
                if end < start {
                    return Err(early());
                }
                Ok(At::new(start, end, None))
            }
            (Moment::Date(_), _) | (_, Moment::Date(_)) => Err(early()),
        }
    }
}

fn zone(tz: chrono_tz::Tz) -> Zone {
    Zone::from(tz.name())
}

/// Returns the end of what starts then and lasts so long: days by the calendar, the rest by the clock.
fn after(start: &Moment, span: Span) -> Option<Moment> {
    let days = |date: NaiveDate| date.checked_add_signed(Duration::try_days(span.days)?);
    let seconds = Duration::try_seconds(span.seconds)?;
    match start {
        Moment::Date(date) => {
            let end = days(*date)?.checked_add_signed(seconds)?;
            Some(Moment::Date(end))
        }
        Moment::Floating(wall) => Some(Moment::Floating(
            days(wall.date())?
                .and_time(wall.time())
                .checked_add_signed(seconds)?,
        )),
        Moment::In(wall, tz) => {
            let there = days(wall.date())?.and_time(wall.time());
            if span.seconds == 0 {
                return Some(Moment::In(there, *tz));
            }
            let instant = instant_of(there, *tz).checked_add_signed(seconds)?;
            let shown = wall_clock(instant, *tz);
            if instant_of(shown, *tz) == instant {
                return Some(Moment::In(shown, *tz));
            }
            Some(Moment::In(instant.naive_utc(), chrono_tz::Tz::UTC))
        }
    }
}

/// A visit writes years with four digits.
fn check_years(when: &When) -> Result<(), String> {
    let years = match when {
        When::Day(day) => [day.date.year(), day.last().year()],
        When::At(at) => [at.start.year(), at.end.year()],
        _ => return Ok(()),
    };
    if years.iter().all(|year| (1..=9999).contains(year)) {
        Ok(())
    } else {
        Err("Its year has not four digits.".to_owned())
    }
}
