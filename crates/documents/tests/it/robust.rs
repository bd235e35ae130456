//! Nothing that a visit can hold breaks a document.

use documents::{
    DocumentError, MAX_ENGAGEMENTS_PRINTED, Standard, Step, Unwatched, Watch, programme_pdf, programmes_pdf,
};
use visit::programme::{Programme, ProgrammeEngagement, ProgrammeRound, UnnamedGroup};
use visit::{EngagementKind, Format, Function, Lang, PressAccess, Status};

use crate::golden_files::text_of;
use crate::samples::{bare, empty, reference, scale, timed};

/// A programme whose every text is `text`.
fn full_of(text: &str) -> Programme {
    let mut programme = reference("en");
    programme.title = text.into();
    programme.place = text.into();
    programme.marking = Some(text.into());
    programme.inviter = text.into();
    programme.host.name = text.into();
    for principal in &mut programme.principals {
        principal.name = text.into();
        principal.office = text.into();
        principal.reading = text.into();
        principal.further = vec![text.into()];
    }
    for engagement in programme.days.iter_mut().flat_map(|day| &mut day.engagements) {
        engagement.title = text.into();
        engagement.remarks = text.into();
        engagement.dress = text.into();
        engagement.said = text.into();
        engagement.leg = text.into();
        engagement.within = text.into();
        engagement.room = text.into();
        engagement.round = Some(ProgrammeRound {
            mechanism: text.into(),
            number: Some(3),
        });
        engagement.groups = vec![UnnamedGroup {
            name: text.into(),
            side: None,
            functions: vec![Function::from(text)],
        }];
        engagement.for_press.who = text.into();
        engagement.for_press.entrance = text.into();
        engagement.calendar.recurrence = vec![text.into()];
        for place in engagement.venue.iter_mut() {
            place.name = text.into();
            place.address = text.into();
        }
        for person in &mut engagement.participants {
            person.name = text.into();
        }
    }
    programme
}

#[test]
fn an_empty_programme_is_a_page_that_says_so() {
    let rendered = programme_pdf(&empty("en"), &Unwatched).expect("a PDF");
    assert_eq!(
        (rendered.pages, rendered.standard),
        (1, Standard::ArchivalAccessible)
    );
    let text = text_of(&rendered.pdf);
    assert!(
        text.contains("Visit without a title") && text.contains("no engagements yet"),
        "{text}"
    );
}

#[test]
fn text_is_never_markup() {
    let markup =
        "#panic() *bold* _it_ $x$ = h <label> @ref `raw` \\ // c /* c */ [x] {y} https://example.org/a?b#c";
    let rendered = programme_pdf(&full_of(markup), &Unwatched).expect("a PDF");
    assert_eq!(rendered.standard, Standard::ArchivalAccessible);
    let text: String = text_of(&rendered.pdf).split_whitespace().collect();
    assert!(text.contains("#panic()*bold*_it_$x$"), "{text}");
}

#[test]
fn no_text_breaks_a_document() {
    let texts = [
        "",
        " \n\t\r ",
        "\0\u{1}\u{7f}\u{85}\u{feff}\u{fffe}\u{ffff}\u{202e}\u{2066}",
        &"w".repeat(160),
        &"Превысокомногорассмотрительствующий".repeat(3),
        &"外務大臣".repeat(20),
        &"line\n".repeat(40),
        "שלום עולם, مرحبا بالعالم",
        "नमस्ते 👩‍👩‍👧‍👦 🏳️‍🌈 e\u{301}\u{302}\u{303}\u{304}",
        "\u{e000}\u{f8ff}\u{10fffd} \u{200b}\u{200d}\u{ad}\u{2060}",
        "{page} {pages} {host} {home} {text} {sign}",
    ];
    for text in texts {
        let shown: String = text.chars().take(12).collect();
        let rendered = programme_pdf(&full_of(text), &Unwatched);
        let rendered = rendered.unwrap_or_else(|error| panic!("{shown:?}: {error}"));
        assert!(rendered.pages >= 1, "{shown:?}");
    }
}

#[test]
fn values_of_a_newer_version_are_printed_as_they_stand() {
    let mut programme = reference("ru");
    programme.languages = vec![Lang::from("x-klingon")];
    let engagement: &mut ProgrammeEngagement = &mut programme.days[0].engagements[2];
    engagement.kind = EngagementKind::from("tree_planting");
    engagement.format = Some(Format::from("three_plus_three"));
    engagement.press = Some(PressAccess::from("pool_only"));
    engagement.status = Status::from("under_review");
    let rendered = programme_pdf(&programme, &Unwatched).expect("a PDF");
    let text = text_of(&rendered.pdf);
    for words in ["tree planting", "three plus three", "pool only", "UNDER REVIEW"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn a_row_higher_than_a_page_is_broken_and_nothing_of_it_is_lost() {
    let mut programme = reference("en");
    let lines: Vec<String> = (1..=200)
        .map(|number| format!("Remark number {number}."))
        .collect();
    programme.days[0].engagements[2].remarks = lines.join("\n");
    let rendered = programme_pdf(&programme, &Unwatched).expect("a PDF");
    let text = text_of(&rendered.pdf);
    for line in &lines {
        assert!(text.contains(line.as_str()), "{line}");
    }
}

#[test]
fn times_at_the_ends_of_the_calendar_are_no_trouble() {
    let mut programme = empty("ja");
    programme.as_of_wall = chrono::NaiveDateTime::MIN;
    let engagement = timed(bare("backwards", "会談"), "2017-03-21 10:00", "2017-03-20 09:00");
    programme.days = vec![visit::programme::ProgrammeDay {
        date: chrono::NaiveDate::MAX,
        engagements: vec![engagement],
    }];
    programme.days_of_visit = Some((chrono::NaiveDate::MAX, chrono::NaiveDate::MIN));
    programme_pdf(&programme, &Unwatched).expect("a PDF");
}

#[test]
fn what_is_too_long_is_refused_before_any_of_it_is_typeset() {
    let refused = programme_pdf(&scale(MAX_ENGAGEMENTS_PRINTED + 1), &Unheard).expect_err("too long");
    assert_eq!(refused, DocumentError::TooLong(MAX_ENGAGEMENTS_PRINTED + 1));
    // Several programmes in one document count together.
    let half = scale(MAX_ENGAGEMENTS_PRINTED / 2 + 1);
    let refused = programmes_pdf(&half, std::slice::from_ref(&half), &Unheard).expect_err("too long");
    assert_eq!(refused, DocumentError::TooLong(MAX_ENGAGEMENTS_PRINTED + 2));
    assert!(refused.to_string().contains("5000"), "{refused}");
}

/// One who must not hear of any step.
struct Unheard;

impl Watch for Unheard {
    fn step(&self, step: Step) {
        panic!("{step:?}");
    }
}
