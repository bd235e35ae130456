//! The day on which a task is due.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::{Due, LeadUnit, Visit};

impl Visit {
    /// Returns the day on which a task is due; a lead time counts from the first day of the visit back, or from the last
    /// day on. `None` where the visit has no days yet, or the day is beyond the years 1 to 9999.
    ///
    /// Working days leave out Saturdays and Sundays, not holidays.
    pub fn due_day(&self, due: &Due) -> Option<NaiveDate> {
        let day = match due {
            Due::Day { date } => *date,
            Due::At { time, .. } => time.date(),
            Due::Lead { days, unit } => {
                let (first, last) = self.days()?;
                let from = if *days <= 0 { first } else { last };
                match unit {
                    LeadUnit::WorkingDays => working_days(from, *days)?,
                    LeadUnit::CalendarDays | LeadUnit::Unknown(_) => calendar_days(from, i64::from(*days))?,
                }
            }
            Due::Other(_) => return None,
        };
        (1..=9999).contains(&day.year()).then_some(day)
    }
}

fn calendar_days(from: NaiveDate, days: i64) -> Option<NaiveDate> {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 {
        from.checked_sub_days(distance)
    } else {
        from.checked_add_days(distance)
    }
}

fn working_days(from: NaiveDate, days: i32) -> Option<NaiveDate> {
    let step = i64::from(days.signum());
    let count = i64::from(days.unsigned_abs());
    // Five working days are a week wherever they start, so only the last few are walked.
    let weeks = (count - 1).max(0) / 5;
    let mut date = calendar_days(from, step * weeks * 7)?;
    let mut left = count - weeks * 5;
    while left > 0 {
        date = calendar_days(date, step)?;
        left -= i64::from(!matches!(date.weekday(), Weekday::Sat | Weekday::Sun));
    }
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DatePhrase, Facts, VisitId};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn due(days: i32, unit: LeadUnit) -> Option<NaiveDate> {
        let facts = Facts {
            dates: Some(DatePhrase::new("2017-03-20/2017-03-21")),
            ..Facts::default()
        };
        Visit::new(VisitId::from("v"), facts).due_day(&Due::Lead { days, unit })
    }

    #[test]
    fn a_lead_time_counts_from_the_first_day_back_and_from_the_last_day_on() {
        assert_eq!(due(-2, LeadUnit::CalendarDays), Some(day("2017-03-18")));
        assert_eq!(due(0, LeadUnit::CalendarDays), Some(day("2017-03-20")));
        assert_eq!(due(3, LeadUnit::CalendarDays), Some(day("2017-03-24")));
    }

    #[test]
    fn working_days_leave_out_the_weekend() {
        assert_eq!(due(-1, LeadUnit::WorkingDays), Some(day("2017-03-17")));
        assert_eq!(due(-6, LeadUnit::WorkingDays), Some(day("2017-03-10")));
        assert_eq!(due(4, LeadUnit::WorkingDays), Some(day("2017-03-27")));
        for (from, days, there) in [
            ("2017-03-18", 5, "2017-03-24"),
            ("2017-03-18", 10, "2017-03-31"),
            ("2017-03-19", -5, "2017-03-13"),
        ] {
            assert_eq!(working_days(day(from), days), Some(day(there)));
        }
    }

    #[test]
    fn a_lead_time_beyond_the_calendar_and_one_of_a_visit_without_days_have_no_day() {
        for days in [i32::MIN, i32::MAX, -3_000_000] {
            assert_eq!(due(days, LeadUnit::WorkingDays), None);
            assert_eq!(due(days, LeadUnit::CalendarDays), None);
        }
        let undated = Visit::new(VisitId::from("v"), Facts::default());
        let lead = Due::Lead {
            days: -1,
            unit: LeadUnit::CalendarDays,
        };
        assert_eq!(undated.due_day(&lead), None);
    }
}
