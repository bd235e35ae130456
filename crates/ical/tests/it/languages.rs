//! A calendar says of its own accord what it says in the language of the copy, and is read back whichever that was.

use ical::Imported;
use serde_json::json;
use visit::{EngagementKind, Lang, Text, Visit};

use crate::support::{programme_of, read};

fn visit_in(languages: &[&str]) -> Visit {
    let visit = json!({
        "id": "v",
        "facts": {"title": {"en": "A visit"}, "languages": languages, "host": {"zone": "Asia/Tokyo"}},
        "members": {"m": {"side": "guest", "role": "principal", "seat": {"office": {"en": "Minister"}, "person": {"name": {"en": "A Minister"}}}}},
        "engagements": {"e": {
            "title": {"en": "A talk"},
            "kind": "talks",
            "when": {"kind": "at", "start": "2017-03-20T10:00:00", "end": "2017-03-20T11:00:00", "zone": "Asia/Tokyo"},
            "assemble": 15,
            "participants": {"m": {}},
            "interpreters": {"m": {}},
            "press": "photo_opportunity",
            "dress": {"en": "Business"},
            "remarks": {"en": "Flags."},
        }},
    });
    Visit::from_json(&visit.to_string()).expect("a visit")
}

/// The entry as its reader sees it, with the lines put together again.
fn written(languages: &[&str]) -> String {
    let text = ical::write(&programme_of(&visit_in(languages))).expect("a calendar");
    text.replace("\r\n ", "")
}

/// The categories that are kept of the event.
fn categories(back: &Imported) -> Vec<&str> {
    let events = back
        .events
        .iter()
        .filter_map(|event| event.engagement.calendar.as_ref());
    let kept = events.flat_map(|item| &item.properties).map(String::as_str);
    kept.filter(|line| line.starts_with("CATEGORIES")).collect()
}

fn line<'a>(text: &'a str, name: &str) -> &'a str {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.expect("the line")
}

#[test]
fn what_a_calendar_adds_is_in_the_first_language_of_the_copy() {
    for (languages, category, description) in [
        (
            ["ru", "en"],
            "Переговоры",
            r"Flags.\n\nСбор в 09:45\nУчастники: A Minister\nПереводчики: A Minister\nПротокольная съёмка\nФорма одежды: Business",
        ),
        (
            ["ja-JP", "en"],
            "会談",
            r"Flags.\n\n集合 09:45\n出席者：A Minister\n通訳：A Minister\n頭撮り\n服装：Business",
        ),
        (
            ["en", "ru"],
            "Talks",
            r"Flags.\n\nAssemble 09:45\nParticipants: A Minister\nInterpreters: A Minister\nPhoto opportunity\nDress: Business",
        ),
        (
            ["de", "en"],
            "Talks",
            r"Flags.\n\nAssemble 09:45\nParticipants: A Minister\nInterpreters: A Minister\nPhoto opportunity\nDress: Business",
        ),
    ] {
        let text = written(&languages);
        assert_eq!(line(&text, "CATEGORIES:"), category, "{languages:?}");
        assert_eq!(line(&text, "DESCRIPTION:"), description, "{languages:?}");
    }
}

#[test]
fn our_own_words_come_back_as_nothing_in_whichever_language_they_are() {
    for language in ["en", "ru", "ja", "de"] {
        let text = written(&[language, "en"]);
        let back = read(text.as_bytes());
        assert_eq!(back.report, [], "{language}");
        let engagement = &back.events.first().expect("the event").engagement;
        assert_eq!(engagement.kind, EngagementKind::Talks, "{language}");
        assert_eq!(engagement.remarks, Text::new("en", "Flags."), "{language}");
        assert_eq!(categories(&back), [""; 0], "{language}");
    }
}

#[test]
fn a_category_that_another_program_has_added_stays() {
    let text = written(&["ru", "en"]).replace(
        "CATEGORIES:Переговоры",
        "CATEGORIES:Переговоры\r\nCATEGORIES:Встреча",
    );
    let back = ical::read(text.as_bytes(), &Lang::from("en")).expect("a calendar");
    assert_eq!(categories(&back), ["CATEGORIES:Встреча"]);
}
