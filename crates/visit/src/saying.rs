//! What is said of a time of which not all is known: in its own words where it has any, else in those of the vocabulary. No hour is
//! put where none was said.

use chrono::NaiveTime;

use crate::{Document, EntityKey, Lang, Length, Visit, When, vocabulary::Vocabulary};

impl Visit {
    /// Says a time that is not known by the clock from start to end, in the first of the wanted languages that its words have; empty
    /// where the clock or the day says all. What the clock shows is not said again.
    pub fn said(&self, when: &When, words: &Vocabulary, wanted: &[Lang]) -> String {
        if let Some(own) = when.words() {
            return own.read(wanted).to_owned();
        }
        let lasts = when.lasts().map(|it| words.lasts(it));
        let form = match when {
            When::Within | When::Day(_) | When::At(_) | When::Starts(_) | When::Other(_) => None,
            When::Clock(it) => Some(words.day_open.replace("{time}", &clock(it.time))),
            When::Part(it) => Some(words.day_part(&it.part).into_owned()),
            When::AfterTime(it) => Some(words.after_time.replace("{time}", &clock(it.time))),
            When::After(it) => {
                let key = EntityKey::from(&it.engagement);
                let title = self.entity(&key).map_or_else(String::new, |it| it.title(wanted));
                let title = Some(title).filter(|title| !title.trim().is_empty() && !self.is_removed(&key));
                let title = title.unwrap_or_else(|| words.untitled_engagement.to_owned());
                Some(words.after.replace("{title}", &title))
            }
            // Where the visit has dates, the day and the clock say it.
            When::Relative(_) if self.known(when).day.is_some() => None,
            When::Relative(it) => {
                let day = words.day_of_visit.replace("{n}", &it.day.to_string());
                let times = it.time.map(|time| match it.end {
                    Some(end) => format!("{}–{}", clock(time), clock(end)),
                    None => clock(time),
                });
                Some(words.listed(&std::iter::once(day).chain(times).collect::<Vec<_>>()))
            }
        };
        words.listed(&form.into_iter().chain(lasts).collect::<Vec<_>>())
    }
}

impl Vocabulary {
    /// Says how long something lasts.
    pub fn lasts(&self, length: &Length) -> String {
        let form = if length.about {
            self.about_minutes
        } else {
            self.minutes
        };
        form.replace("{n}", &length.minutes.to_string())
    }
}

fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(language: &str, when: serde_json::Value) -> String {
        let visit = Visit::from_json(
            r#"{"id":"v","facts":{"title":{"en":"Visit"}},
                "engagements":{"lunch":{"title":{"en":"Lunch","ru":"Завтрак"}}}}"#,
        )
        .expect("a visit");
        let when = serde_json::from_value(when).expect("a time");
        visit.said(&when, Vocabulary::of(language), &[language.into()])
    }

    #[test]
    fn a_time_is_said_in_its_own_words() {
        let when =
            json!({ "kind": "part", "part": "morning", "words": { "en": "before noon, in all likelihood" } });
        assert_eq!(said("en", when.clone()), "before noon, in all likelihood");
        assert_eq!(said("ja", when), "before noon, in all likelihood");
    }

    #[test]
    fn what_has_no_words_is_said_in_those_of_the_document() {
        let lasts = json!({ "minutes": 30, "about": true });
        for (language, when, expected) in [
            (
                "en",
                json!({ "kind": "clock", "time": "10:00:00" }),
                "10:00, day not fixed",
            ),
            (
                "en",
                json!({ "kind": "after_time", "time": "16:00:00" }),
                "after 16:00",
            ),
            (
                "ru",
                json!({ "kind": "after", "engagement": "lunch", "lasts": lasts }),
                "после: Завтрак, около 30 мин.",
            ),
            ("ja", json!({ "kind": "part", "part": "morning" }), "午前"),
            (
                "en",
                json!({ "kind": "relative", "day": 2, "time": "10:00:00" }),
                "day 2 of the visit, 10:00",
            ),
            (
                "en",
                json!({ "kind": "starts", "start": "2017-03-20T10:00:00", "lasts": lasts }),
                "about 30 min",
            ),
            (
                "en",
                json!({ "kind": "starts", "start": "2017-03-20T10:00:00" }),
                "",
            ),
            ("en", json!({ "kind": "within" }), ""),
        ] {
            assert_eq!(said(language, when.clone()), expected, "{when}");
        }
    }
}
