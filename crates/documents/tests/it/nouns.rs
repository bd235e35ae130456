//! What announcements say beyond a time and a place is printed where it is looked for.

use documents::{Unwatched, programme_pdf};
use visit::programme::{ForPress, Programme, ProgrammeLeg, ProgrammeRound, Seated, Settled, UnnamedGroup};
use visit::{CarPlace, Function, Side, Status, When};

use crate::{golden_files::text_of, samples};

/// The words of a document, without spaces and in small letters, for lines are broken wherever there is room.
fn printed(programme: &Programme) -> String {
    let rendered = programme_pdf(programme, &Unwatched).expect("a PDF");
    let text: String = text_of(&rendered.pdf).split_whitespace().collect();
    text.to_lowercase()
}

fn announced(lang: &str) -> Programme {
    let mut programme = samples::reference(lang);
    programme.inviter = "Host Minister".to_owned();
    programme.legs = vec![ProgrammeLeg {
        id: "kyoto".into(),
        name: "Kyoto".to_owned(),
        country: None,
        dates: None,
        category: None,
        status: Status::Tentative,
        settled: Settled::default(),
    }];
    if let Some(principal) = programme.principals.first_mut() {
        principal.further = vec!["Special Envoy".to_owned()];
        principal.reading = "Yomikata".to_owned();
    }
    let talks = programme.days.iter_mut().flat_map(|day| &mut day.engagements);
    let talks = talks.filter(|it| it.venue.is_some() && it.movement.is_none());
    let talks = talks.into_iter().next().expect("an engagement at a place");
    talks.round = Some(ProgrammeRound {
        mechanism: "Trade Commission".to_owned(),
        number: Some(3),
    });
    talks.within = "Grand Talks".to_owned();
    talks.room = "Crane Room".to_owned();
    talks.end = None;
    talks.said = "about half an hour".to_owned();
    if let Some(one) = talks.participants.first_mut() {
        one.functions = vec![Function::Chair, Function::Signatory];
    }
    talks.groups = vec![UnnamedGroup {
        name: "Senior Officials".to_owned(),
        side: Some(Side::Host),
        functions: Vec::new(),
    }];
    talks.for_press = ForPress {
        who: "Travelling Pool".to_owned(),
        call: "09:30:00".parse().ok(),
        entrance: "East Gate".to_owned(),
        accreditation: "2017-03-16".parse().ok().map(|day| (day, None)),
        cameras: Some(5),
    };
    programme
}

#[test]
fn what_is_announced_beyond_the_time_is_printed() {
    let text = printed(&announced("en"));
    for words in [
        "attheinvitationofhostminister",
        "leg:kyoto,tentative",
        "special envoy",
        "tradecommission,round3",
        "inthecourseof:grandtalks",
        "room:craneroom",
        "abouthalf hour",
        "(chair, signatory)",
        "seniorofficials",
        "press:travellingpool",
        "presstobethere 09:30",
        "pressentrance:east gate",
        "pressaccreditationby 16march2017",
        "camerasforthefirst5 min",
    ] {
        // A column is narrow, and its lines stand between those of the others.
        assert!(
            words.split(' ').all(|word| text.contains(word)),
            "{words}: {text}"
        );
    }
    assert!(
        !text.contains("yomikata"),
        "a reading is for a language whose signs do not say it"
    );
    assert!(printed(&announced("ja")).contains("（yomikata）"));
}

#[test]
fn a_seat_in_a_car_is_printed_with_the_car() {
    let mut programme = samples::reference("en");
    let mut all = programme.days.iter_mut().flat_map(|day| &mut day.engagements);
    let route = all.find_map(|it| it.movement.as_mut()).expect("a movement");
    route.seating = vec![Seated {
        vehicle: "Car Nine".to_owned(),
        name: "Envoy".to_owned(),
        place: Some(CarPlace::RearRight),
    }];
    assert!(printed(&programme).contains("carnine:envoy(rearright)"));
}

#[test]
fn a_time_that_nobody_knows_by_the_clock_is_printed_in_its_words_and_has_no_hour() {
    let mut programme = samples::reference("en");
    let day = programme.days.first_mut().expect("a day");
    let mut talks = samples::bare("talks", "Plain Talks");
    talks.when = When::day(day.date);
    talks.day = Some(day.date);
    talks.said = "some time before noon".to_owned();
    day.engagements = vec![talks];
    programme.days.truncate(1);
    let mut undated = samples::bare("later", "Later Talks");
    undated.said = "after the lunch".to_owned();
    programme.undated = vec![undated];
    let text = printed(&programme);
    assert!(
        ["sometime", "beforenoon", "afterthelunch"]
            .iter()
            .all(|words| text.contains(words)),
        "{text}"
    );
    assert!(!text.contains("00:00"), "{text}");
}
