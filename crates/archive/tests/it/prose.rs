//! Texts that merge by character lose no word: whoever begins them, edits them, takes something back, and merges.

use std::collections::{BTreeMap, BTreeSet};

use archive::{ArchiveError, ChangeId, Made};
use proptest::prelude::*;
use serde_json::json;
use visit::{Document as _, EntityKey, Kind, Splice};

use crate::support::{Desk, path};

const POINTS: [&str; 2] = ["points_to_make", "en"];
const BACKGROUND: [&str; 2] = ["background", "ru"];
const PRESS: [&str; 2] = ["press_line", "ja"];

fn splice(at: u32, delete: u32, insert: &str) -> Splice {
    Splice {
        at,
        delete,
        insert: insert.to_owned(),
    }
}

fn topic() -> EntityKey {
    EntityKey::new(Kind::Topic, "t-1")
}

fn exchange(one: &mut Desk, two: &mut Desk) {
    let bytes = one.open.to_bytes();
    one.merge(&two.open.to_bytes());
    two.merge(&bytes);
    assert_eq!(one.visit, two.visit);
}

#[test]
fn two_people_who_begin_the_same_text_both_keep_every_word() {
    let mut one = Desk::new(1);
    let mut two = one.copy(2);
    one.splice(BACKGROUND, &[splice(0, 0, "Мы за диалог.")]);
    // By a whole string instead, as an import sets it.
    let mut brief = two.visit.value_of(&topic()).unwrap()["brief"].clone();
    brief["background"]["ru"] = json!("Переговоры идут с 2013 года.");
    two.set(Kind::Topic, "t-1", json!({"brief": brief}));
    exchange(&mut one, &mut two);
    let both = one.words(BACKGROUND);
    for words in ["Мы за диалог.", "Переговоры идут с 2013 года."] {
        assert!(both.contains(words), "{both}");
    }
    // Also in what each writes from then on, and after a restart.
    one.splice(BACKGROUND, &[splice(0, 0, "1. ")]);
    two.splice(BACKGROUND, &[splice(0, 0, "2. ")]);
    exchange(&mut one, &mut two);
    assert!(one.words(BACKGROUND).contains("1. ") && one.words(BACKGROUND).contains("2. "));
    assert_eq!(one.reopen(3).visit, two.reopen(4).visit);
}

#[test]
fn a_language_that_is_taken_away_is_an_empty_text_in_which_others_go_on() {
    let mut one = Desk::new(1);
    let mut two = one.copy(2);
    let brief = json!({"brief": {"points_to_make": {"en": null}}});
    one.set(Kind::Topic, "t-1", brief);
    assert_eq!(one.visit, one.open.read().unwrap());
    assert_eq!(
        one.visit.value_of(&topic()).unwrap()["brief"]["points_to_make"],
        json!({})
    );
    two.splice(POINTS, &[splice(3, 0, "all ")]);
    exchange(&mut one, &mut two);
    assert_eq!(one.words(POINTS), "all ");
    // It is the same text that comes again.
    one.splice(POINTS, &[splice(0, 4, "We agree.")]);
    two.splice(POINTS, &[splice(4, 0, "of us")]);
    exchange(&mut one, &mut two);
    assert_eq!(one.words(POINTS), "We agree.of us");
}

#[test]
fn an_empty_text_makes_no_change_of_its_own_in_an_edit_of_something_else() {
    let mut desk = Desk::new(1);
    desk.set(Kind::Topic, "t-1", json!({"brief": {"points_to_make": {}}}));
    let mut desk = desk.reopen(2);
    let recorded = desk.set(Kind::Topic, "t-1", json!({"minutes": 5}));
    let differences = desk.open.differences(&recorded.change.unwrap()).unwrap();
    let fields: Vec<_> = differences.iter().map(|it| it.field.as_str()).collect();
    assert_eq!(fields, ["minutes"]);
}

#[test]
fn the_history_tells_who_wrote_and_not_that_something_began() {
    let mut desk = Desk::new(1);
    let recorded = desk.splice(PRESS, &[splice(0, 0, "対話を支持する。")]);
    desk.set(Kind::Facts, "", json!({"marking": "Restricted"}));
    let seen = |desk: &Desk| {
        let history = desk.open.history();
        assert!(
            history
                .iter()
                .all(|it| !it.author.name.is_empty() && it.made == Made::Edit)
        );
        history.iter().map(|it| it.time).collect::<Vec<_>>()
    };
    assert_eq!(seen(&desk), [3_000, 2_000, 1_000]);
    // The beginning is a row of its own all the same.
    assert_eq!(desk.open.pending(), 3);
    let change = recorded.change.unwrap();
    let differences = desk.open.differences(&change).unwrap();
    assert_eq!(differences.len(), 1);
    assert_eq!(differences[0].field, "brief");
    let compaction = desk.open.compaction().unwrap();
    desk.library.compact(&mut desk.open, &compaction).unwrap();
    let desk = desk.reopen(2);
    assert_eq!(seen(&desk), [3_000, 2_000, 1_000]);
    assert_eq!(desk.words(PRESS), "対話を支持する。");
    assert_eq!(
        desk.library.check(&mut crate::support::go_on).unwrap().problems,
        []
    );
}

#[test]
fn what_is_merged_counts_only_what_somebody_has_made() {
    let mut one = Desk::new(1);
    let mut two = one.copy(2);
    two.splice(PRESS, &[splice(0, 0, "対話")]);
    let merged = one
        .library
        .merge_changes(&mut one.open, &two.open.to_bytes(), &crate::support::stamp(9))
        .unwrap();
    assert_eq!(merged.changes, 1);
}

#[test]
fn a_text_is_written_by_the_splices_and_not_by_what_differs() {
    let mut one = Desk::new(1);
    let mut two = one.copy(2);
    one.splice(POINTS, &[splice(0, 17, "aaaa")]);
    two.merge(&one.open.to_bytes());
    // Whoever compares `aaaa` with `aaa` sees no difference between the first letter and the last.
    one.splice(POINTS, &[splice(0, 1, "")]);
    two.splice(POINTS, &[splice(1, 0, "X")]);
    exchange(&mut one, &mut two);
    assert_eq!(one.words(POINTS), "Xaaa");
}

#[test]
fn splices_of_a_screen_that_is_behind_lose_nothing_and_take_nothing_else() {
    let mut one = Desk::new(1);
    let mut two = one.copy(2);
    let base = one.open.heads();
    two.splice(POINTS, &[splice(3, 3, "shall say")]);
    two.splice(POINTS, &[splice(0, 0, "Today: ")]);
    one.merge(&two.open.to_bytes());
    assert_eq!(one.words(POINTS), "Today: We shall say one thing.");
    // Made in `We say one thing.`: the verb, which is no longer there, and more at the end.
    let made = [splice(3, 4, ""), splice(12, 1, " only.")];
    let now = one.open.rebase(&topic(), &path(POINTS), &base, &made).unwrap();
    one.splice(POINTS, &now);
    assert_eq!(one.words(POINTS), "Today: We shall sayone thing only.");
    assert!(matches!(
        one.open
            .rebase(&topic(), &path(POINTS), &base, &[splice(18, 0, "!")]),
        Err(ArchiveError::Refused(_))
    ));
    assert!(matches!(
        one.open
            .rebase(&topic(), &path(POINTS), &[ChangeId("00".repeat(32))], &[]),
        Err(ArchiveError::NoSuchChange { .. })
    ));
}

#[test]
fn splices_for_a_text_that_somebody_else_began_meanwhile_are_made_in_that() {
    let mut one = Desk::new(1);
    let base = one.open.heads();
    one.splice(PRESS, &[splice(0, 0, "対話")]);
    let now = one
        .open
        .rebase(&topic(), &path(PRESS), &base, &[splice(0, 0, "我々")])
        .unwrap();
    one.splice(PRESS, &now);
    assert_eq!(one.words(PRESS), "我々対話");
    // A text that nobody has begun is empty, and so is one of an entity that there is not.
    let begun = one
        .open
        .rebase(&topic(), &path(BACKGROUND), &base, &[splice(0, 0, "Мы")]);
    assert_eq!(begun.unwrap(), [splice(0, 0, "Мы")]);
}

#[test]
fn taking_back_a_change_takes_out_its_own_and_puts_back_what_it_took_out() {
    let mut one = Desk::new(1);
    let mut two = one.copy(2);
    let change = one
        .splice(POINTS, &[splice(3, 3, "shall say"), splice(10, 2, "")])
        .change
        .unwrap();
    assert_eq!(one.words(POINTS), "We shall s one thing.");
    two.splice(POINTS, &[splice(16, 0, "s"), splice(0, 2, "They")]);
    one.merge(&two.open.to_bytes());
    assert_eq!(one.words(POINTS), "They shall s one things.");
    let back = one.open.taking_back(&change, &topic(), &path(POINTS)).unwrap();
    let undone = one.splice(POINTS, &back).change.unwrap();
    assert_eq!(one.words(POINTS), "They say one things.");
    // It is there again.
    assert_eq!(
        one.open.taking_back(&change, &topic(), &path(POINTS)).unwrap(),
        []
    );
    let again = one.open.taking_back(&undone, &topic(), &path(POINTS)).unwrap();
    one.splice(POINTS, &again);
    assert_eq!(one.words(POINTS), "They shall s one things.");
    // Nothing in another text.
    assert_eq!(one.open.taking_back(&change, &topic(), &path(PRESS)).unwrap(), []);
    assert!(matches!(
        one.open
            .taking_back(&ChangeId("no".into()), &topic(), &path(POINTS)),
        Err(ArchiveError::NoSuchChange { .. })
    ));
}

/// What a random person does on one of the copies.
#[derive(Debug, Clone)]
enum Act {
    /// Edits a text, as it is or as it was some changes ago.
    Splice {
        copy: usize,
        text: usize,
        behind: usize,
        at: prop::sample::Index,
        delete: u32,
        insert: usize,
    },
    /// Takes back one of the changes that this copy has made.
    TakeBack { copy: usize, which: prop::sample::Index },
    /// Empties a text as a whole.
    Empty { copy: usize, text: usize },
    /// Takes in what another copy has.
    Merge { copy: usize, from: usize },
}

fn act() -> impl Strategy<Value = Act> {
    let copy = 0..3_usize;
    let text = 0..3_usize;
    prop_oneof![
        6 => (copy.clone(), text.clone(), 0..3_usize, any::<prop::sample::Index>(), 0..3_u32, 0..4_usize).prop_map(
            |(copy, text, behind, at, delete, insert)| Act::Splice { copy, text, behind, at, delete, insert }
        ),
        2 => (copy.clone(), any::<prop::sample::Index>()).prop_map(|(copy, which)| Act::TakeBack { copy, which }),
        1 => (copy.clone(), text).prop_map(|(copy, text)| Act::Empty { copy, text }),
        3 => (copy.clone(), copy).prop_map(|(copy, from)| Act::Merge { copy, from }),
    ]
}

/// Three copies, with what has ever been put in and taken out.
struct World {
    copies: Vec<Desk>,
    /// The changes of each copy, with the text that they edited, and the states that its screen has seen of each text.
    made: [Vec<(ChangeId, [&'static str; 2])>; 3],
    seen: [Vec<(Vec<ChangeId>, [String; 3])>; 3],
    letters: BTreeMap<char, [&'static str; 2]>,
    deleted: BTreeSet<char>,
}

const TEXTS: [[&str; 2]; 3] = [POINTS, BACKGROUND, PRESS];

impl World {
    fn new() -> Self {
        let one = Desk::new(1);
        let mut world = Self {
            copies: vec![one.copy(2), one.copy(3), one],
            made: Default::default(),
            seen: Default::default(),
            letters: BTreeMap::new(),
            deleted: BTreeSet::new(),
        };
        (0..3).for_each(|copy| world.see(copy));
        world
    }

    fn see(&mut self, copy: usize) {
        let desk = &self.copies[copy];
        self.seen[copy].push((desk.open.heads(), TEXTS.map(|text| desk.words(text))));
    }

    /// Makes splices in a text as it is now, and notes what they take out.
    fn make(&mut self, copy: usize, text: [&'static str; 2], splices: &[Splice]) {
        let desk = &mut self.copies[copy];
        let before: BTreeSet<char> = desk.words(text).chars().collect();
        let change = desk.splice(text, splices).change;
        let after: BTreeSet<char> = desk.words(text).chars().collect();
        self.deleted.extend(before.difference(&after));
        self.made[copy].extend(change.map(|change| (change, text)));
        self.see(copy);
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Splice {
                copy,
                text,
                behind,
                at,
                delete,
                insert,
            } => {
                let seen = &self.seen[copy];
                let (base, words) = &seen[seen.len().saturating_sub(behind + 1)];
                let length = words[text].chars().count();
                let at = at.index(length + 1);
                let new: String = (0..insert)
                    .map(|number| {
                        char::from_u32(0x4e00 + u32::try_from(self.letters.len() + number).unwrap()).unwrap()
                    })
                    .collect();
                let made = splice(
                    u32::try_from(at).unwrap(),
                    delete.min(u32::try_from(length - at).unwrap()),
                    &new,
                );
                self.letters
                    .extend(new.chars().map(|letter| (letter, TEXTS[text])));
                let open = &self.copies[copy].open;
                let now = open.rebase(&topic(), &path(TEXTS[text]), base, &[made]).unwrap();
                self.make(copy, TEXTS[text], &now);
            }
            Act::TakeBack { copy, which } => {
                if self.made[copy].is_empty() {
                    return;
                }
                let (change, text) = self.made[copy][which.index(self.made[copy].len())].clone();
                let open = &self.copies[copy].open;
                let back = open.taking_back(&change, &topic(), &path(text)).unwrap();
                self.make(copy, text, &back);
            }
            Act::Empty { copy, text } => {
                let length = self.copies[copy].words(TEXTS[text]).chars().count();
                self.make(
                    copy,
                    TEXTS[text],
                    &[splice(0, u32::try_from(length).unwrap(), "")],
                );
            }
            Act::Merge { copy, from } => {
                let bytes = self.copies[from].open.to_bytes();
                self.copies[copy].merge(&bytes);
                self.see(copy);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_three_copies_do_every_letter_that_nobody_took_out_is_there_on_all_of_them(
        acts in prop::collection::vec(act(), 1..30)
    ) {
        let mut world = World::new();
        acts.into_iter().for_each(|act| world.act(act));
        for (copy, from) in [(0, 1), (0, 2), (1, 0), (2, 0)] {
            world.act(Act::Merge { copy, from });
        }
        prop_assert_eq!(&world.copies[0].visit, &world.copies[1].visit);
        prop_assert_eq!(&world.copies[0].visit, &world.copies[2].visit);
        for (letter, text) in &world.letters {
            if !world.deleted.contains(letter) {
                let words = world.copies[0].words(*text);
                prop_assert_eq!(words.matches(*letter).count(), 1, "{} in {}", letter, words);
            }
        }
        for (number, copy) in world.copies.into_iter().enumerate() {
            let visit = copy.visit.clone();
            prop_assert_eq!(copy.reopen(20 + u8::try_from(number).unwrap()).visit, visit);
        }
    }
}
