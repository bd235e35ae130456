//! What reading a document mends. Two edits that are each legal can, once they are merged, leave what no edit could have left, and what
//! every later edit would be refused for. For each such case there is one rule, in a file of its own.
//!
//! A rule looks at nothing but the document, so that all copies of it read the same, and finds nothing to do in a document that is
//! legal: what was mended once and written is not mended again, and two copies that each write it write the same.

mod calendar;
mod circle;
mod end_zone;
mod title;

use crate::{Dossier, House, Mend, Mending, Visit};

impl Mending for Visit {
    fn mends(&self) -> Vec<Mend> {
        let mut mends: Vec<Mend> = title::mend(self).into_iter().collect();
        mends.extend(end_zone::mends(self));
        mends.extend(calendar::mends(self));
        mends.extend(circle::mends(self));
        mends
    }
}

impl Mending for Dossier {
    fn mends(&self) -> Vec<Mend> {
        circle::mends(self)
    }
}

impl Mending for House {
    fn mends(&self) -> Vec<Mend> {
        circle::mends(self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{Document as _, Edit, MendingRule};

    /// A visit as a merge may have left it, before anything is mended.
    pub(super) fn merged(fields: Value) -> Visit {
        let mut whole = json!({"id": "v-1", "facts": {"title": {"en": "Talks"}}});
        if let (Value::Object(whole), Value::Object(fields)) = (&mut whole, fields) {
            whole.extend(fields);
        }
        serde_json::from_value(whole).expect("a visit")
    }

    /// Mends it, and sees that it is legal then and stays so.
    pub(super) fn mended(mut visit: Visit) -> (Visit, Vec<Mend>) {
        let mends = visit.mend();
        assert!(!mends.is_empty(), "there is nothing to mend");
        visit.validate().expect("legal");
        assert_eq!(visit.clone().mend(), [], "it mends twice");
        (visit, mends)
    }

    #[test]
    fn a_document_with_several_faults_is_mended_in_one_reading_and_can_be_edited_again() {
        let at = json!({"kind": "at", "start": "2017-03-20T10:00:00", "end": "2017-03-20T05:00:00", "zone": "Asia/Tokyo",
            "end_zone": "Europe/Moscow"});
        let (mut visit, mends) = mended(merged(json!({
            "facts": {},
            "engagements": {
                "e-1": {"when": at, "calendar": {"properties": ["X-ROOM:3"]}},
                "e-2": {"when": {"kind": "after", "engagement": "e-3"}},
                "e-3": {"when": {"kind": "after", "engagement": "e-2"}},
            },
        })));
        let rules: Vec<_> = mends.iter().map(|mend| mend.rule).collect();
        assert_eq!(
            rules,
            [
                MendingRule::NoTitle,
                MendingRule::EndZoneWithoutMovement,
                MendingRule::CalendarWithoutUid,
                MendingRule::Circle
            ]
        );
        for key in visit.keys() {
            let words = json!({"remarks": {"en": "Flags"}});
            let edit = Edit::Set {
                key: key.clone(),
                patch: words.as_object().cloned().expect("an object"),
            };
            visit
                .apply(&edit)
                .unwrap_or_else(|refusal| panic!("{key:?}: {refusal}"));
        }
    }

    #[test]
    fn a_legal_document_is_left_as_it_is() {
        let legal = merged(json!({"engagements": {
            "e-1": {"movement": {}, "when": {"kind": "at", "start": "2017-03-19T16:30:00", "end": "2017-03-20T08:00:00",
                "zone": "Europe/Moscow", "end_zone": "Asia/Tokyo"}, "calendar": {"uid": "a"}},
            "e-2": {"when": {"kind": "after", "engagement": "e-1"}},
        }}));
        legal.validate().expect("legal");
        let mut same = legal.clone();
        assert_eq!(same.mend(), []);
        assert_eq!(same, legal);
    }
}
