//! How a text came from one state to another, character by character, and what follows for splices that were made at the first.

use automerge::{Automerge, ChangeHash, ObjId, PatchAction, ReadDoc};
use visit::Splice;

use crate::error::Unreadable;

/// One character on the way from one state of a text to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letter {
    /// It is in both.
    Kept(char),
    /// It was in the first and is no longer.
    Gone(char),
    /// It came after the first.
    New(char),
}

/// The way from one state of a text to another: the characters of both, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Course(Vec<Letter>);

impl Course {
    /// Follows the text `text` from one state of the history to another.
    ///
    /// # Errors
    /// [`Unreadable::History`] where it is no text.
    pub(crate) fn between(
        doc: &Automerge,
        text: &ObjId,
        before: &[ChangeHash],
        after: &[ChangeHash],
    ) -> Result<Self, Unreadable> {
        let (first, last) = (doc.text_at(text, before)?, doc.text_at(text, after)?);
        let mut course = Walk::new(&first);
        for patch in doc.diff_obj(text, before, after, false)? {
            match patch.action {
                PatchAction::SpliceText { index, value, .. } => course.insert(index, &value.make_string()),
                PatchAction::DeleteSeq { index, length } => course.delete(index, length),
                _ => {}
            }
        }
        let course = Self(course.letters);
        if course.last() == last {
            return Ok(course);
        }
        // A text of another program may hold what is no character; what both states have in common at their ends is told all the same.
        Ok(Self::guessed(&first, &last))
    }

    /// The way that splices go which are made in `text`; `None` where one reaches beyond the end.
    pub(crate) fn of_splices(text: &str, splices: &[Splice]) -> Option<Self> {
        let mut course = Walk::new(text);
        let mut now = text.to_owned();
        for splice in splices {
            let taken = splice.bytes_in(&now)?;
            course.insert(taken.start, &splice.insert);
            course.delete(taken.start.checked_add(splice.insert.len())?, taken.len());
            now = splice.apply(&now)?;
        }
        Some(Self(course.letters))
    }

    fn guessed(first: &str, last: &str) -> Self {
        let splice = Splice::between(first, last).unwrap_or_default();
        Self::of_splices(first, &[splice]).unwrap_or_else(|| Self(Vec::new()))
    }

    /// The text at the end of the way.
    fn last(&self) -> String {
        let there = |letter: &Letter| match letter {
            Letter::Kept(letter) | Letter::New(letter) => Some(*letter),
            Letter::Gone(_) => None,
        };
        self.0.iter().filter_map(there).collect()
    }

    /// The way back. What was gone comes at its old place.
    pub(crate) fn back(&self) -> Self {
        let turned = self.0.iter().map(|letter| match *letter {
            Letter::New(letter) => Letter::Gone(letter),
            Letter::Gone(letter) => Letter::New(letter),
            kept => kept,
        });
        Self(turned.collect())
    }

    /// Returns the splices that do at the end of `meanwhile` what this way does at its beginning; both begin at the same state.
    ///
    /// What this way takes out is taken out where it is still there, and what it puts in comes directly behind the character behind which
    /// it was put, or where that one was. With `once`, what it puts in is left out where the same words came to that place meanwhile.
    pub(crate) fn after(&self, meanwhile: &Self, once: bool) -> Vec<Splice> {
        let mut splices = Splices::default();
        let mut own = self.0.iter().copied().peekable();
        let mut since = 0;
        loop {
            let put: String = std::iter::from_fn(|| match own.peek() {
                Some(Letter::New(letter)) => {
                    let letter = *letter;
                    own.next();
                    Some(letter)
                }
                _ => None,
            })
            .collect();
            let is_there = once && meanwhile.came_around(since).contains(&put);
            if !put.is_empty() && !is_there {
                splices.insert(&put);
            }
            let takes_out = match own.next() {
                Some(letter) => matches!(letter, Letter::Gone(_)),
                None => break,
            };
            // What came meanwhile stands before the next character of the common beginning.
            while let Some(Letter::New(_)) = meanwhile.0.get(since) {
                splices.pass();
                since += 1;
            }
            match meanwhile.0.get(since) {
                Some(Letter::Kept(_)) if takes_out => splices.delete(),
                Some(Letter::Kept(_)) => splices.pass(),
                _ => {}
            }
            since += 1;
        }
        splices.finish()
    }

    /// The words that came at a place: everything new around it, up to the next character that stayed.
    fn came_around(&self, place: usize) -> String {
        let moved = |letter: &&Letter| !matches!(letter, Letter::Kept(_));
        let (before, after) = self.0.split_at(place.min(self.0.len()));
        let start = before.len() - before.iter().rev().take_while(moved).count();
        let around = before.iter().skip(start).chain(after.iter().take_while(moved));
        let came = around.filter_map(|letter| match letter {
            Letter::New(letter) => Some(*letter),
            _ => None,
        });
        came.collect()
    }
}

/// Puts together a way, patch by patch. Places are in bytes of the text as it is at that moment.
struct Walk {
    letters: Vec<Letter>,
    /// How far the last patch has come: patches come in the order of the text, so that the next one goes on from there.
    reached: usize,
    /// The bytes of the text up to there.
    bytes: usize,
}

impl Walk {
    fn new(text: &str) -> Self {
        Self {
            letters: text.chars().map(Letter::Kept).collect(),
            reached: 0,
            bytes: 0,
        }
    }

    /// Goes to a place, and no further than it must: what is gone there stays in front, unless it is behind already.
    fn go_to(&mut self, place: usize) {
        if place < self.bytes {
            (self.reached, self.bytes) = (0, 0);
        }
        while self.bytes < place {
            match self.letters.get(self.reached) {
                Some(Letter::Kept(letter) | Letter::New(letter)) => self.bytes += letter.len_utf8(),
                Some(Letter::Gone(_)) => {}
                None => return,
            }
            self.reached += 1;
        }
    }

    fn insert(&mut self, place: usize, text: &str) {
        self.go_to(place);
        self.letters
            .splice(self.reached..self.reached, text.chars().map(Letter::New));
        self.reached += text.chars().count();
        self.bytes += text.len();
    }

    fn delete(&mut self, place: usize, length: usize) {
        self.go_to(place);
        let mut left = length;
        while left > 0 {
            match self.letters.get_mut(self.reached) {
                Some(letter @ &mut Letter::Kept(gone)) => {
                    *letter = Letter::Gone(gone);
                    left = left.saturating_sub(gone.len_utf8());
                }
                // What came and went again was never there.
                Some(Letter::New(gone)) => {
                    left = left.saturating_sub(gone.len_utf8());
                    self.letters.remove(self.reached);
                    continue;
                }
                Some(Letter::Gone(_)) => {}
                None => return,
            }
            self.reached += 1;
        }
    }
}

/// Splices that are put together from the beginning of a text to its end.
#[derive(Default)]
struct Splices {
    made: Vec<Splice>,
    /// The one that ends at this place, and may grow.
    open: Option<Splice>,
    at: u32,
}

impl Splices {
    /// Goes past a character that stays.
    fn pass(&mut self) {
        self.made.extend(self.open.take());
        self.at = self.at.saturating_add(1);
    }

    fn insert(&mut self, text: &str) {
        let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        self.here().insert.push_str(text);
        self.at = self.at.saturating_add(letters);
    }

    fn delete(&mut self) {
        let splice = self.here();
        splice.delete = splice.delete.saturating_add(1);
    }

    fn here(&mut self) -> &mut Splice {
        let at = self.at;
        self.open.get_or_insert_with(|| Splice::insert(at, ""))
    }

    fn finish(mut self) -> Vec<Splice> {
        self.made.extend(self.open.take());
        self.made
    }
}

#[cfg(test)]
#[path = "course_tests.rs"]
mod tests;
