//! A visit always has a title. One copy takes the English title away, the other the Russian one, and none is left: then it is called by
//! its readable name, in the first of its languages, until somebody gives it a title. What the titles were is in the history.

use serde_json::Value;

use crate::{EntityKey, Lang, Mend, MendingRule, Visit};

pub(super) fn mend(visit: &Visit) -> Option<Mend> {
    if !visit.facts.title.is_empty() {
        return None;
    }
    let first = visit.facts.languages.iter().find(|language| language.is_valid());
    let language = first.map_or("en", Lang::as_str).to_owned();
    Some(Mend {
        rule: MendingRule::NoTitle,
        entity: EntityKey::facts(),
        path: vec!["title".to_owned(), language],
        value: Some(Value::from(visit.id.as_str())),
        rests_on: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::{mended, merged};

    #[test]
    fn a_visit_from_which_two_copies_took_the_last_titles_is_called_by_its_readable_name() {
        for (facts, title) in [
            (json!({}), json!({"en": "v-1"})),
            (json!({"languages": ["ja", "ru"]}), json!({"ja": "v-1"})),
            (json!({"title": {"ru": " "}}), json!({"en": "v-1", "ru": " "})),
        ] {
            let (visit, _) = mended(merged(json!({"facts": facts})));
            assert_eq!(json!(visit.facts.title), title);
        }
    }
}
