use automerge::{ActorId, ObjType, ROOT, transaction::Transactable};
use proptest::prelude::*;

use super::*;

fn text_of(words: &str) -> (Automerge, ObjId) {
    let mut doc = Automerge::new().with_actor(ActorId::from([9_u8; 16]));
    let mut tx = doc.transaction();
    let text = tx.put_object(ROOT, "text", ObjType::Text).unwrap();
    tx.splice_text(&text, 0, 0, words).unwrap();
    tx.commit();
    (doc, text)
}

fn make(doc: &mut Automerge, text: &ObjId, splices: &[Splice]) {
    for splice in splices {
        let now = doc.text(text).unwrap();
        let taken = splice.bytes_in(&now).unwrap();
        let mut tx = doc.transaction();
        let length = isize::try_from(taken.len()).unwrap();
        tx.splice_text(text, taken.start, length, &splice.insert).unwrap();
        tx.commit();
    }
}

fn splice(at: u32, delete: u32, insert: &str) -> Splice {
    Splice {
        at,
        delete,
        insert: insert.to_owned(),
    }
}

/// Makes `meanwhile` in a text, and then what `own` meant in the text as it was before.
fn rebased(words: &str, meanwhile: &[Splice], own: &[Splice]) -> String {
    let (mut doc, text) = text_of(words);
    let before = doc.get_heads();
    make(&mut doc, &text, meanwhile);
    let course = Course::between(&doc, &text, &before, &doc.get_heads()).unwrap();
    let splices = Course::of_splices(words, own).unwrap().after(&course, false);
    Splice::apply_all(&splices, &doc.text(&text).unwrap()).unwrap()
}

#[test]
fn an_insertion_follows_its_neighbours() {
    let own = [splice(3, 0, "твёрдо ")];
    assert_eq!(
        rebased("Мы за диалог.", &[splice(0, 0, "Итак: ")], &own),
        "Итак: Мы твёрдо за диалог."
    );
    assert_eq!(
        rebased("Мы за диалог.", &[splice(12, 0, " и мир")], &own),
        "Мы твёрдо за диалог и мир."
    );
}

#[test]
fn an_insertion_whose_neighbours_were_taken_out_lands_at_their_place() {
    let own = [splice(5, 0, "X")];
    assert_eq!(rebased("0123456789", &[splice(2, 6, "")], &own), "01X89");
    assert_eq!(rebased("0123456789", &[splice(0, 10, "")], &own), "X");
}

#[test]
fn a_deletion_takes_out_only_what_is_still_there_of_what_it_meant() {
    let own = [splice(2, 4, "")];
    assert_eq!(rebased("0123456789", &[splice(3, 2, "日本")], &own), "01日本6789");
    assert_eq!(rebased("0123456789", &[splice(0, 10, "")], &own), "");
}

#[test]
fn what_came_and_went_meanwhile_leaves_no_trace() {
    assert_eq!(
        rebased(
            "ab",
            &[splice(1, 0, "xyz"), splice(1, 3, "")],
            &[splice(1, 0, "-")]
        ),
        "a-b"
    );
}

#[test]
fn the_way_back_undoes_one_change_and_leaves_what_came_since() {
    let (mut doc, text) = text_of("Мы за диалог.");
    let before = doc.get_heads();
    make(&mut doc, &text, &[splice(3, 2, "против")]);
    let changed = doc.get_heads();
    make(&mut doc, &text, &[splice(0, 2, "Они"), splice(17, 1, "!")]);
    assert_eq!(doc.text(&text).unwrap(), "Они против диалог!");
    let back = Course::between(&doc, &text, &before, &changed).unwrap().back();
    let since = Course::between(&doc, &text, &changed, &doc.get_heads()).unwrap();
    let splices = back.after(&since, true);
    assert_eq!(
        Splice::apply_all(&splices, "Они против диалог!").as_deref(),
        Some("Они за диалог!")
    );
}

#[test]
fn what_is_there_again_is_not_put_back_twice() {
    let (mut doc, text) = text_of("a foo b");
    let before = doc.get_heads();
    make(&mut doc, &text, &[splice(2, 3, "")]);
    let changed = doc.get_heads();
    make(&mut doc, &text, &[splice(2, 0, "the foo")]);
    let back = Course::between(&doc, &text, &before, &changed).unwrap().back();
    let since = Course::between(&doc, &text, &changed, &doc.get_heads()).unwrap();
    assert_eq!(back.after(&since, true), []);
}

fn any_splices() -> impl Strategy<Value = Vec<(prop::sample::Index, u32, String)>> {
    prop::collection::vec((any::<prop::sample::Index>(), 0..4_u32, "[aя日𝄞]{0,3}"), 0..6)
}

/// Makes splices that fit a text out of any.
fn fitting(words: &str, any: &[(prop::sample::Index, u32, String)]) -> Vec<Splice> {
    let mut now = words.to_owned();
    any.iter()
        .map(|(place, delete, insert)| {
            let length = now.chars().count();
            let at = place.index(length + 1);
            let splice = splice(
                u32::try_from(at).unwrap(),
                (*delete).min(u32::try_from(length - at).unwrap()),
                insert,
            );
            now = splice.apply(&now).unwrap();
            splice
        })
        .collect()
}

proptest! {
    #[test]
    fn a_way_is_what_the_history_says_and_never_guessed(
        words in "[abя日]{0,8}", one in any_splices(), two in any_splices(), three in any_splices()
    ) {
        let (mut doc, text) = text_of(&words);
        let before = doc.get_heads();
        let mut other = doc.clone().with_actor(ActorId::from([3_u8; 16]));
        make(&mut doc, &text, &fitting(&words, &one));
        make(&mut other, &text, &fitting(&words, &two));
        let middle = doc.get_heads();
        doc.merge(&mut other).unwrap();
        let now = doc.text(&text).unwrap();
        make(&mut doc, &text, &fitting(&now, &three));
        for (from, to) in [(&before, &doc.get_heads()), (&middle, &doc.get_heads()), (&before, &middle)] {
            let (first, last) = (doc.text_at(&text, from).unwrap(), doc.text_at(&text, to).unwrap());
            let mut walk = Walk::new(&first);
            for patch in doc.diff_obj(&text, from, to, false).unwrap() {
                match patch.action {
                    PatchAction::SpliceText { index, value, .. } => walk.insert(index, &value.make_string()),
                    PatchAction::DeleteSeq { index, length } => walk.delete(index, length),
                    other => panic!("{other:?}"),
                }
            }
            let course = Course(walk.letters);
            prop_assert_eq!(course.last(), last);
            prop_assert_eq!(course.back().last(), first);
        }
    }

    #[test]
    fn where_nothing_happened_meanwhile_splices_stay_what_they_do(words in "[abя日]{0,8}", any in any_splices()) {
        let splices = fitting(&words, &any);
        let own = Course::of_splices(&words, &splices).unwrap();
        let nothing = Course::of_splices(&words, &[]).unwrap();
        prop_assert_eq!(Splice::apply_all(&own.after(&nothing, false), &words), Splice::apply_all(&splices, &words));
    }
}
