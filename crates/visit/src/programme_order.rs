//! What is known of when something takes place, and the order of the programme that follows from it.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::{
    Engagement, EngagementId, OrderKey, Visit, When,
    zone::{instant_of, wall_clock},
};

/// How many engagements one may come after, each after the next, so that the last one's day is its own. Nobody has said more than two or
/// three; a file that does would take longer the longer it is, and with it every reader of the programme.
const MAX_CHAIN: usize = 32;

/// What is known of when something takes place, by the calendar and the clock of the host. What is not known is not there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// The day, or the first of several.
    pub day: Option<NaiveDate>,
    /// The last day.
    pub last: Option<NaiveDate>,
    /// The start.
    pub start: Option<DateTime<Utc>>,
    /// The end.
    pub end: Option<DateTime<Utc>>,
}

impl Known {
    fn on(day: Option<NaiveDate>, last: Option<NaiveDate>) -> Self {
        Self {
            day,
            last,
            ..Self::default()
        }
    }

    fn timed(start: DateTime<Utc>, end: Option<DateTime<Utc>>, host: Tz) -> Self {
        Self {
            day: Some(wall_clock(start, host).date()),
            last: Some(wall_clock(end.unwrap_or(start), host).date()),
            start: Some(start),
            end,
        }
    }
}

/// Where an engagement stands among those of its day, after those of which nothing but the day is known: what begins at an instant,
/// what is somewhere in a part of a day, what comes after a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Moment {
    at: DateTime<Utc>,
    turn: Turn,
    /// What has no end stands after what has one.
    is_open: bool,
    end: Option<DateTime<Utc>>,
}

/// Who stands first at the same moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// What is somewhere in the part of the day that opens then.
    InPart,
    /// What begins then.
    Begins,
    /// What comes at some time after it.
    After,
}

/// Where an engagement stands in the programme. What comes after another one has the path of that one before its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Position {
    is_undated: bool,
    day: Option<NaiveDate>,
    moment: Option<Moment>,
    path: Vec<(OrderKey, EngagementId)>,
}

impl Visit {
    /// Returns the engagements that were not removed, in the order of the programme. It is total, and the same on every copy:
    ///
    /// 1. by day; what has no day comes last;
    /// 2. on a day, first what has nothing but the day, then by the clock: what is in a part of the day before what begins in that
    ///    part, what begins at a time, what comes after that time. A part of the day has a place here and no hour;
    /// 3. what comes after another engagement stands where that one ends, or directly after it where no end is known; what comes after
    ///    more than 32 others stands without a day;
    /// 4. what is equal in all that, by end (what has none comes last), order key and id. Among what has no day, a time of the clock says nothing: there is no
    ///    telling whether ten o'clock of one day is before nine o'clock of another.
    pub fn engagements_in_order(&self) -> Vec<(&EngagementId, &Engagement)> {
        let mut engagements: Vec<_> = self.engagements.iter().filter(|(_, it)| !it.removed).collect();
        engagements.sort_by_cached_key(|(id, it)| self.position(id, it));
        engagements
    }

    /// Returns what is known of when something takes place in this visit. What comes after something is on its day.
    pub fn known(&self, when: &When) -> Known {
        let host = self.facts.host_tz();
        match when {
            When::Within | When::Clock(_) | When::Other(_) => Known::default(),
            When::Day(it) => Known::on(Some(it.date), Some(it.last())),
            When::At(it) => {
                let (start, end) = it.instants(host);
                Known::timed(start, Some(end), host)
            }
            When::Starts(it) => Known::timed(it.instant(host), None, host),
            When::Part(it) => Known::on(it.date, it.date),
            When::AfterTime(it) => Known::on(it.date, it.date),
            When::After(_) => {
                let last = self.root_of(when).map(|(_, root)| self.known(&root.when));
                let last = last.and_then(|known| known.last);
                Known::on(last, last)
            }
            When::Relative(it) => {
                let Some(date) = self.day_of_visit(it.day) else {
                    return Known::default();
                };
                let instant = |time| instant_of(date.and_time(time), host);
                let end = it.end.map(instant);
                match it.time.map(instant) {
                    Some(start) => Known::timed(start, end.map(|end| end.max(start)), host),
                    None => Known::on(Some(date), Some(date)),
                }
            }
        }
    }

    /// Returns a day of the visit, 1 being the first, where its dates say which that is.
    fn day_of_visit(&self, day: i32) -> Option<NaiveDate> {
        let (first, _) = self.facts.dates.as_ref()?.edtf.range()?;
        first.checked_add_signed(Duration::days(i64::from(day.checked_sub(1)?)))
    }

    /// Returns what something comes after in the end: the first of its chain that does not come after something else. `None` where
    /// that was removed, or where the chain is longer than [`MAX_CHAIN`] or, after a merge that nobody has read yet, leads round.
    fn root_of(&self, when: &When) -> Option<(Vec<(OrderKey, EngagementId)>, &Engagement)> {
        let mut path = Vec::new();
        let mut when = when;
        while let When::After(after) = when {
            let (id, it) = self.engagements.get_key_value(&after.engagement)?;
            // A chain that leads round is longer than any.
            if it.removed || path.len() >= MAX_CHAIN {
                return None;
            }
            path.insert(0, (it.order.clone(), id.clone()));
            if !matches!(it.when, When::After(_)) {
                return Some((path, it));
            }
            when = &it.when;
        }
        None
    }

    fn position(&self, id: &EngagementId, it: &Engagement) -> Position {
        let own = (it.order.clone(), id.clone());
        let root = match &it.when {
            When::After(_) => self.root_of(&it.when),
            _ => None,
        };
        let Some((mut path, root)) = root else {
            let day = self.known(&it.when).day;
            return Position {
                is_undated: day.is_none(),
                day,
                moment: self.moment(&it.when),
                path: vec![own],
            };
        };
        path.push(own);
        let known = self.known(&root.when);
        let moment = match known.end {
            Some(end) => Some(Moment {
                at: end,
                turn: Turn::After,
                is_open: true,
                end: None,
            }),
            None => self.moment(&root.when),
        };
        Position {
            is_undated: known.last.is_none(),
            day: known.last,
            moment,
            path,
        }
    }

    fn moment(&self, when: &When) -> Option<Moment> {
        let host = self.facts.host_tz();
        let (at, turn) = match when {
            When::Part(it) => {
                let opens = it.date?.and_time(it.part.stands_before());
                (instant_of(opens, host), Turn::InPart)
            }
            When::AfterTime(it) => {
                let tz = it.zone.as_ref().and_then(crate::Zone::tz).unwrap_or(host);
                (instant_of(it.date?.and_time(it.time), tz), Turn::After)
            }
            _ => (self.known(when).start?, Turn::Begins),
        };
        let end = self.known(when).end;
        Some(Moment {
            at,
            turn,
            is_open: end.is_none(),
            end,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A visit with engagements of these times, in the order of their ids.
    fn visit(times: &[(&str, serde_json::Value)]) -> Visit {
        let engagements: serde_json::Map<String, serde_json::Value> = times
            .iter()
            .map(|(id, when)| ((*id).to_owned(), json!({ "title": { "en": id }, "when": when })))
            .collect();
        let value = json!({
            "id": "v", "engagements": engagements,
            "facts": {
                "title": { "en": "Visit" }, "dates": { "edtf": "2017-03-20/2017-03-21" },
                "host": { "zone": "Asia/Tokyo" },
            },
        });
        Visit::from_json(&value.to_string()).expect("a visit")
    }

    fn order(visit: &Visit) -> Vec<&str> {
        let all = visit.engagements_in_order().into_iter();
        all.map(|(id, _)| id.as_str()).collect()
    }

    #[test]
    fn what_is_not_known_by_the_clock_has_its_place_all_the_same() {
        let visit = visit(&[
            ("a-undated", json!({ "kind": "clock", "time": "08:00:00" })),
            (
                "b-evening",
                json!({ "kind": "part", "part": "evening", "date": "2017-03-20" }),
            ),
            (
                "c-after-four",
                json!({ "kind": "after_time", "time": "16:00:00", "date": "2017-03-20" }),
            ),
            (
                "d-four",
                json!({ "kind": "starts", "start": "2017-03-20T16:00:00" }),
            ),
            (
                "e-after-lunch",
                json!({ "kind": "after", "engagement": "g-lunch" }),
            ),
            (
                "f-half-past-one",
                json!({ "kind": "starts", "start": "2017-03-20T13:30:00" }),
            ),
            (
                "g-lunch",
                json!({ "kind": "at", "start": "2017-03-20T12:00:00", "end": "2017-03-20T14:00:00" }),
            ),
            ("h-day", json!({ "kind": "day", "date": "2017-03-20" })),
            (
                "i-morning",
                json!({ "kind": "part", "part": "morning", "date": "2017-03-20" }),
            ),
            (
                "j-day-two",
                json!({ "kind": "relative", "day": 2, "time": "10:00:00" }),
            ),
            (
                "k-six",
                json!({ "kind": "starts", "start": "2017-03-20T18:00:00" }),
            ),
        ]);
        let expected = [
            "h-day",
            "i-morning",
            "g-lunch",
            "f-half-past-one",
            "e-after-lunch",
            "d-four",
            "c-after-four",
            "b-evening",
            "k-six",
            "j-day-two",
            "a-undated",
        ];
        assert_eq!(order(&visit), expected);
    }

    #[test]
    fn what_comes_after_something_without_an_end_stands_directly_after_it() {
        let mut visit = visit(&[
            ("a-toast", json!({ "kind": "after", "engagement": "c-photo" })),
            ("b-other", json!({ "kind": "within" })),
            ("c-photo", json!({ "kind": "after", "engagement": "d-signing" })),
            ("d-signing", json!({ "kind": "within" })),
        ]);
        assert_eq!(order(&visit), ["b-other", "d-signing", "c-photo", "a-toast"]);
        // After a merge two may come after each other; they stand without a day, each for itself.
        let signing = &"d-signing".into();
        let after = json!({ "kind": "after", "engagement": "a-toast" });
        if let Some(it) = visit.engagements.get_mut(signing) {
            it.when = serde_json::from_value(after).expect("a time");
        }
        assert_eq!(order(&visit), ["a-toast", "b-other", "c-photo", "d-signing"]);
    }

    #[test]
    fn what_comes_after_too_many_others_stands_without_a_day_and_a_long_file_is_in_order_all_the_same() {
        let ids: Vec<String> = (0..10_000).map(|number| format!("e-{number:05}")).collect();
        let mut times = vec![("e-00000", json!({ "kind": "day", "date": "2017-03-20" }))];
        times.extend(ids.windows(2).map(|pair| {
            let after = json!({ "kind": "after", "engagement": pair[0] });
            (pair[1].as_str(), after)
        }));
        let visit = visit(&times);
        let order = order(&visit);
        assert_eq!(order.len(), 10_000);
        let with_a_day = visit
            .engagements
            .values()
            .filter(|it| visit.known(&it.when).day.is_some());
        assert_eq!(with_a_day.count(), MAX_CHAIN + 1);
        assert_eq!(order[..=MAX_CHAIN], ids[..=MAX_CHAIN]);
    }

    #[test]
    fn nothing_is_known_of_an_hour_that_nobody_gave() {
        let visit = visit(&[("lunch", json!({ "kind": "day", "date": "2017-03-21" }))]);
        for when in [
            json!({ "kind": "clock", "time": "10:00:00" }),
            json!({ "kind": "part", "part": "morning", "date": "2017-03-20" }),
            json!({ "kind": "after_time", "time": "16:00:00", "date": "2017-03-20" }),
            json!({ "kind": "after", "engagement": "lunch", "lasts": { "minutes": 30, "about": true } }),
            json!({ "kind": "relative", "day": 2 }),
        ] {
            let known = visit.known(&serde_json::from_value(when.clone()).expect("a time"));
            assert_eq!((known.start, known.end), (None, None), "{when}");
        }
        let starts = json!({ "kind": "starts", "start": "2017-03-20T10:00:00", "lasts": { "minutes": 30, "about": true } });
        let known = visit.known(&serde_json::from_value(starts).expect("a time"));
        assert!(known.start.is_some() && known.end.is_none());
    }

    #[test]
    fn what_comes_after_something_is_refused_where_that_leads_back() {
        let mut visit = visit(&[
            ("photo", json!({ "kind": "after", "engagement": "signing" })),
            ("signing", json!({ "kind": "within" })),
        ]);
        let patch = json!({ "when": { "kind": "after", "engagement": "photo" } });
        let edit = crate::Edit::set(
            &EngagementId::from("signing"),
            patch.as_object().cloned().unwrap_or_default(),
        );
        let refusal = crate::Document::apply(&mut visit, &edit).expect_err("a circle");
        assert_eq!(refusal.path, "/engagements/signing/when/engagement");
    }

    #[test]
    fn a_day_of_the_visit_has_a_date_once_the_visit_has_one() {
        let mut visit = visit(&[]);
        let when = serde_json::from_value(json!({ "kind": "relative", "day": 2, "time": "10:00:00" }))
            .expect("a time");
        let day = |visit: &Visit| visit.known(&when).day.map(|day| day.to_string());
        assert_eq!(day(&visit).as_deref(), Some("2017-03-21"));
        visit.facts.dates = None;
        assert_eq!(day(&visit), None);
    }
}
