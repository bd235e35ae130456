//! The reference case: what the announcement says is there, and what it does not say is not.

use visit::{CommitmentStatus, ContactStage, EngagementPart, Precision, Side, TopicMode, When};

use crate::sample;

#[test]
fn silence_of_the_announcement_stays_silence() {
    let visit = sample();
    assert_eq!(visit.facts.category, None);
    assert!(visit.venues.is_empty() && visit.vehicles.is_empty() && visit.deliverables.is_empty());
    assert!(visit.editions.is_empty() && visit.waivers.is_empty() && visit.comments.is_empty());
    for member in visit.members.values() {
        assert_eq!(
            member
                .seat
                .person
                .as_ref()
                .and_then(|person| person.email.as_ref()),
            None
        );
    }
}

#[test]
fn both_defence_ministers_are_seats_without_a_person() {
    let visit = sample();
    let people: Vec<_> = visit
        .members_by_precedence()
        .into_iter()
        .map(|(id, member)| (id.as_str(), member.side.as_str(), member.seat.person.is_some()))
        .collect();
    assert_eq!(
        people,
        [
            ("lavrov", "guest", true),
            ("defence-minister-ru", "guest", false),
            ("kishida", "host", true),
            ("defence-minister-jp", "host", false),
        ]
    );
    let seat = &visit.members[&"defence-minister-jp".into()];
    assert_eq!(seat.name(), &seat.seat.office);
    assert_eq!(seat.name().read(&["en".into()]), "Defence Minister of Japan");
}

#[test]
fn every_time_that_was_added_is_marked_and_something_is_left_undated() {
    let visit = sample();
    assert!(
        visit
            .engagements
            .values()
            .all(|it| it.illustrative.covers(EngagementPart::When) || !matches!(it.when, When::At(_)))
    );
    assert!(visit.engagements.values().any(|it| it.when == When::Within));
    let (first, last) = visit.days().expect("the dates");
    let tokyo = visit.facts.host_tz();
    for (id, it) in &visit.engagements {
        if let When::At(at) = &it.when {
            let (start, end) = at.instants(tokyo);
            let day = |at| visit::zone::wall_clock(at, tokyo).date();
            assert!(
                first <= day(start) && day(end) <= last,
                "{id} is outside the visit"
            );
        }
    }
}

#[test]
fn the_agendas_have_their_topics_in_order_with_their_modes() {
    let visit = sample();
    let agenda = |talks: &str| {
        let mut topics: Vec<_> = visit
            .topics
            .values()
            .filter(|topic| topic.engagement.as_str() == talks)
            .collect();
        topics.sort_by_key(|topic| &topic.order);
        topics.iter().map(|topic| topic.mode.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        agenda("two-plus-two"),
        [
            Some(TopicMode::Discuss),
            Some(TopicMode::SpellOut),
            Some(TopicMode::Discuss),
            Some(TopicMode::PresentAssessment),
            Some(TopicMode::PreparedToDiscuss),
        ]
    );
    assert_eq!(agenda("lavrov-kishida").len(), 2);
    assert!(
        visit
            .topics
            .values()
            .all(|topic| topic.brief == visit::Brief::default()),
        "no brief is invented"
    );
}

#[test]
fn the_outcome_of_december_2016_is_under_review_and_not_a_deliverable() {
    let visit = sample();
    let origin = &visit.contacts[&"december-2016-visit".into()];
    assert_eq!(origin.stage, ContactStage::Held);
    assert!(
        visit
            .commitments
            .values()
            .all(|it| it.origin == Some("december-2016-visit".into()))
    );
    let counts: Vec<_> = visit
        .commitments
        .values()
        .filter(|it| it.status == CommitmentStatus::UnderReview)
        .map(|it| it.count)
        .collect();
    assert_eq!(counts, [Some(12), Some(68)]);
}

#[test]
fn the_political_calendar_keeps_the_precision_and_the_words_of_the_announcement() {
    let visit = sample();
    let of = |id: &str| {
        let on = visit.contacts[&id.into()].on.as_ref();
        on.map(|on| {
            (
                on.edtf.precision().expect("EDTF"),
                on.phrase.as_deref().unwrap_or_default(),
            )
        })
    };
    assert_eq!(
        of("joint-economic-activities"),
        Some((Precision::Day, "18 March"))
    );
    assert_eq!(
        of("december-2016-visit"),
        Some((Precision::Days, "15-16 December 2016"))
    );
    assert_eq!(of("oreshkin"), Some((Precision::Days, "end of March")));
    assert_eq!(
        of("two-plus-two-first-round"),
        Some((Precision::Month, "November 2013"))
    );
    assert_eq!(
        of("eastern-economic-forum"),
        Some((Precision::Month, "September 2017"))
    );
    assert_eq!(of("cross-years"), Some((Precision::Year, "2018")));
    assert_eq!(of("speakers-2016"), Some((Precision::Year, "last year")));
    assert_eq!(of("strategic-dialogue"), None);
}

#[test]
fn everything_that_is_read_is_there_in_three_languages() {
    let visit = sample();
    let texts = serde_json::to_value(&visit).expect("a value");
    let mut open = vec![&texts];
    while let Some(value) = open.pop() {
        if let Some(fields) = value.as_object() {
            if let Some(english) = fields.get("en") {
                for lang in ["ru", "ja"] {
                    assert!(
                        fields.get(lang).is_some_and(|text| text != ""),
                        "no {lang} for {english}"
                    );
                }
            }
            open.extend(fields.values());
        }
    }
    assert_eq!(visit.facts.own_side, Some(Side::Guest));
}
