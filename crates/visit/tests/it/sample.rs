//! The reference case: what the announcement says is there, and what it does not say is not, or is marked.

mod ledger;
mod plausible;

use std::collections::BTreeSet;

use serde_json::Value;
use visit::{
    Brief, CommitmentStatus, ContactStage, DeliverableKind, Dossier, Due, EngagementPart, Lang,
    LeadTimeSource, Precision, Status, StrandState, TopicMode, When,
};

use crate::{SAMPLE, sample, sample_dossier};
use ledger::{Ledger, Standing};

fn text() -> Value {
    serde_json::from_str(SAMPLE).expect("the sample is JSON")
}

#[test]
fn every_fact_of_the_announcement_stands_where_the_list_says() {
    let sample = text();
    for fact in Ledger::read().facts {
        for (at, standing) in &fact.stands {
            let found = sample.pointer(at).unwrap_or(&Value::Null);
            match standing {
                Standing::Whole(value) => assert_eq!(found, value, "{at}: {}", fact.says),
                Standing::Part { part } => {
                    for (lang, words) in part {
                        let text = found[lang].as_str().unwrap_or_default();
                        assert!(
                            text.contains(words.as_str()),
                            "{at}/{lang} lacks '{words}': {}",
                            fact.says
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_stands_in_the_sample_that_is_neither_announced_nor_marked_as_illustrative() {
    assert_eq!(Ledger::read().invented(&text()), [""; 0]);
}

#[test]
fn what_is_invented_is_found_wherever_it_stands() {
    let ledger = Ledger::read();
    for (at, value) in [
        ("/facts/category", "official".into()),
        ("/facts/remarks/en", "And much more.".into()),
        ("/members/kishida/rank", 1.into()),
        (
            "/dossiers/JP-RU/contacts/abe-to-russia/remarks/en",
            "In spring.".into(),
        ),
        (
            "/topics/december-2016-outcome/dossier/agreements/contracts-2016",
            Value::Object(Default::default()),
        ),
        (
            "/dossiers/JP-RU/agreements/agreements-2016/status",
            "in_force".into(),
        ),
        ("/engagements/lavrov-kishida/assemble", 10.into()),
        (
            "/engagements/lavrov-kishida/participants/defence-minister-jp",
            Value::Object(Default::default()),
        ),
        ("/engagements/two-plus-two/venue", "iikura".into()),
        ("/deliverables/statement/title/en", "Joint statement".into()),
    ] {
        let mut sample = text();
        put(&mut sample, at, &value);
        let found = ledger.invented(&sample);
        assert_eq!(found.len(), 1, "{at}: {found:?}");
        assert!(found[0].starts_with(at), "{found:?}");
    }
    let mut sample = text();
    sample["engagements"]["two-plus-two"]["illustrative"] =
        serde_json::json!({ "assemble": true, "status": true });
    assert!(
        ledger
            .invented(&sample)
            .iter()
            .all(|it| it.starts_with("/engagements/two-plus-two/when/"))
    );
    assert_eq!(ledger.invented(&sample).len(), 4);
}

/// Puts a value in its place, and adds it to a text that is there.
fn put(sample: &mut Value, at: &str, value: &Value) {
    let mut here = sample;
    for name in at.split('/').skip(1) {
        if here.is_null() {
            *here = Value::Object(Default::default());
        }
        here = &mut here[name];
    }
    *here = match (here.as_str(), value.as_str()) {
        (Some(text), Some(more)) => format!("{text} {more}").into(),
        _ => value.clone(),
    };
}

#[test]
fn silence_of_the_announcement_stays_silence() {
    let sample = text();
    for silence in Ledger::read().silent {
        for at in &silence.not_at {
            assert_eq!(sample.pointer(at), None, "{}", silence.of);
        }
    }
    for kind in [
        "venues",
        "vehicles",
        "deliverables",
        "waivers",
        "comments",
        "editions",
    ] {
        assert_eq!(sample[kind], serde_json::json!({}), "{kind}");
    }
}

#[test]
fn a_phrase_is_a_quotation_or_there_is_none() {
    let sample = text();
    let (mut open, mut quoted) = (vec![&sample], BTreeSet::new());
    while let Some(value) = open.pop() {
        let Some(fields) = value.as_object() else { continue };
        quoted.extend(fields.get("phrase").and_then(Value::as_str).map(str::to_owned));
        if let Some(Value::Object(quotation)) = fields.get("quotation") {
            quoted.extend(quotation.values().filter_map(Value::as_str).map(str::to_owned));
        }
        open.extend(fields.values());
    }
    assert_eq!(quoted, Ledger::read().quotations);
}

#[test]
fn what_rests_on_the_announcement_says_so_and_what_is_an_example_does_not() {
    let visit = sample();
    let announcement = "mid-comment-2017-03-17".into();
    assert!(visit.facts.sources.contains_key(&announcement));
    for (id, it) in &visit.engagements {
        assert_eq!(
            it.sources.contains_key(&announcement),
            !it.illustrative.whole,
            "{id}"
        );
    }
    assert!(
        visit
            .members
            .values()
            .all(|it| it.sources.contains_key(&announcement))
    );
    assert!(
        visit
            .topics
            .values()
            .all(|it| it.sources.contains_key(&announcement))
    );
    let Dossier {
        contacts,
        commitments,
        agreements,
        strands,
        ..
    } = sample_dossier();
    let contacts = contacts.values().map(|it| &it.sources);
    let commitments = commitments.values().map(|it| &it.sources);
    let agreements = agreements.values().map(|it| &it.sources);
    let strands = strands.values().map(|it| &it.sources);
    let mut cited = contacts.chain(commitments).chain(agreements).chain(strands);
    assert!(cited.all(|sources| sources.contains_key(&announcement)));
}

#[test]
fn both_talks_are_undated_in_truth_and_the_press_statements_are_an_example_as_a_whole() {
    let visit = sample();
    for talks in ["two-plus-two", "lavrov-kishida"] {
        let marks = &visit.engagements[&talks.into()].illustrative;
        assert!(
            !marks.whole && marks.covers(EngagementPart::When) && marks.covers(EngagementPart::Status),
            "{talks}"
        );
    }
    for example in ["press-statements", "journey-to-tokyo", "journey-to-moscow"] {
        assert!(visit.engagements[&example.into()].illustrative.whole, "{example}");
    }
    assert_eq!(visit.engagements[&"press-statements".into()].when, When::Within);
    assert_eq!(visit.facts.status, Status::Announced);
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
fn the_agendas_have_their_topics_in_order_with_their_modes() {
    let visit = sample();
    let agenda = |talks: &str| {
        let topics = visit
            .topics
            .values()
            .filter(|topic| topic.engagement.as_str() == talks);
        let mut topics: Vec<_> = topics.collect();
        topics.sort_by_key(|topic| &topic.order);
        topics
            .iter()
            .filter_map(|topic| topic.mode.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        agenda("two-plus-two"),
        [
            TopicMode::Discuss,
            TopicMode::SpellOut,
            TopicMode::Discuss,
            TopicMode::PresentAssessment,
            TopicMode::PreparedToDiscuss,
        ]
    );
    assert_eq!(agenda("lavrov-kishida"), [TopicMode::Review, TopicMode::Review]);
    assert!(
        visit.topics.values().all(|topic| topic.brief == Brief::default()),
        "no brief is invented"
    );
}

#[test]
fn only_the_agreements_achieved_are_under_review_and_what_came_of_the_visit_is_counted_beside_them() {
    let dossier = sample_dossier();
    let reviewed = dossier
        .commitments
        .iter()
        .filter(|(_, it)| it.present() == &CommitmentStatus::UnderReview);
    let reviewed: Vec<_> = reviewed.map(|(id, it)| (id.as_str(), it.count)).collect();
    assert_eq!(reviewed, [("agreements-achieved-2016", None)]);
    let topic = &sample().topics[&"december-2016-outcome".into()];
    let taken_up: Vec<_> = topic.dossier.keys().into_iter().map(|key| key.id).collect();
    assert_eq!(taken_up, ["agreements-achieved-2016"]);
    let agreements: Vec<_> = dossier
        .agreements
        .values()
        .map(|it| {
            (
                it.count,
                it.kind.clone(),
                it.signed.is_some(),
                it.status.is_some(),
            )
        })
        .collect();
    assert_eq!(
        agreements,
        [
            (Some(12), Some(DeliverableKind::Agreement), false, false),
            (Some(68), Some(DeliverableKind::Contract), false, false)
        ]
    );
    let origin = &dossier.contacts[&"december-2016-visit".into()];
    assert_eq!(origin.stage, ContactStage::Held);
    let promised = dossier.commitments.values().map(|it| &it.origin);
    let mut of_it = promised.chain(dossier.agreements.values().map(|it| &it.origin));
    assert!(of_it.all(|it| *it == Some("december-2016-visit".into())));
}

#[test]
fn the_political_calendar_keeps_the_precision_of_the_announcement() {
    let dossier = sample_dossier();
    let of = |id: &str| {
        let on = dossier.contacts[&id.into()].on.as_ref();
        on.map(|on| (on.edtf.precision().expect("EDTF"), on.phrase.as_deref()))
    };
    assert_eq!(of("joint-economic-activities"), Some((Precision::Day, None)));
    assert_eq!(of("december-2016-visit"), Some((Precision::Days, None)));
    assert_eq!(of("oreshkin"), Some((Precision::Days, Some("end of March"))));
    assert_eq!(of("two-plus-two-first-round"), Some((Precision::Month, None)));
    assert_eq!(of("russian-seasons"), Some((Precision::Year, Some("this year"))));
    assert_eq!(of("abe-to-russia"), None);
    let dateless = dossier.contacts.iter().filter(|(_, it)| it.on.is_none());
    let dateless: Vec<_> = dateless.map(|(id, _)| id.as_str()).collect();
    assert_eq!(
        dateless,
        ["abe-to-russia"],
        "what has no date and is not awaited goes on"
    );
    let is = |state: StrandState| dossier.strands.values().filter(|it| it.state == state).count();
    assert_eq!((is(StrandState::Standing), is(StrandState::UnderWay)), (5, 5));
}

#[test]
fn the_tasks_are_those_of_the_shipped_checklist_with_their_sources() {
    let visit = sample();
    let items: Vec<Value> =
        serde_json::from_str(include_str!("sample/checklist.json")).expect("the checklist");
    assert_eq!(items.len(), visit.tasks.len());
    for task in visit.tasks.values() {
        let item = items
            .iter()
            .find(|item| item["id"] == task.item.as_deref().unwrap_or_default());
        let item = item.unwrap_or_else(|| panic!("{:?} is not in the checklist", task.item));
        let due = match &task.due {
            Some(Due::Lead { days, unit }) => (i64::from(*days), unit.as_str().replace('_', " ")),
            other => panic!("{other:?} is no lead time"),
        };
        assert_eq!(item["task"], task.title.read(&[Lang::from("en")]));
        assert_eq!(item["due_offset_days"], due.0);
        assert_eq!(item["unit"], due.1);
        assert_eq!(item["phase"], task.phase.as_deref().unwrap_or_default());
        assert_eq!(item["owner"], task.owner.as_deref().unwrap_or_default());
        assert_eq!(item["item_source"], serde_json::json!(task.item_source));
        assert_eq!(item["lead_time_source"], serde_json::json!(task.lead_time_source));
    }
    let guesses = visit
        .tasks
        .values()
        .filter(|it| it.lead_time_source == Some(LeadTimeSource::PracticeGuess));
    assert_eq!(guesses.count(), 7);
}

#[test]
fn everything_that_is_read_is_there_in_three_languages() {
    let sample = text();
    let mut open = vec![("", &sample)];
    while let Some((name, value)) = open.pop() {
        let Some(fields) = value.as_object() else { continue };
        // A quotation stands in the language of its source.
        if name != "quotation"
            && let Some(english) = fields.get("en")
        {
            for lang in ["ru", "ja"] {
                assert!(
                    fields.get(lang).is_some_and(|text| text != ""),
                    "no {lang} for {english}"
                );
            }
        }
        open.extend(fields.iter().map(|(name, value)| (name.as_str(), value)));
    }
}

#[test]
fn the_round_before_the_second_one_is_the_contact_that_was_the_first() {
    let talks = sample().engagements[&"two-plus-two".into()].clone();
    let round = talks.round.expect("a round");
    assert_eq!(round.number, Some(2));
    let before = sample_dossier().contacts[&round.before.expect("the one before")].clone();
    assert_eq!(before.stage, visit::ContactStage::Held);
    assert_eq!(before.on.map(|on| on.edtf.0).as_deref(), Some("2013-11"));
}
