//! In which of its languages a visit takes a text of a calendar, which says it in one and seldom says in which.

use serde_json::{Map, Value};
use visit::{Lang, LastImport};

use super::entry::{Entry, is_text};

/// What tells the language of a text of a calendar.
pub(super) struct Tongues<'a> {
    /// The fields of the engagement or the task here.
    pub(super) now: &'a Map<String, Value>,
    /// What the last import left.
    pub(super) last: Option<&'a LastImport>,
    /// The languages of the visit, best first.
    pub(super) languages: &'a [Lang],
    /// What the texts of the file count as where they do not say it.
    pub(super) assumed: &'a Lang,
}

impl Entry {
    /// Puts its texts into the languages in which the visit has them: what was exported in one language comes back in that one, and not in
    /// the first of the visit, in which it may never have been written.
    pub(super) fn speak(&mut self, here: &Tongues<'_>) {
        for field in self.fields().iter().copied().filter(|field| is_text(field)) {
            let Some(said) = self.lang(field) else { continue };
            let Some(lang) = self.tongue(field, &said, here).filter(|lang| *lang != said) else {
                continue;
            };
            if let Some(Value::Object(texts)) = self.value.get_mut(field)
                && let Some(words) = texts.remove(said.as_str())
            {
                texts.insert(lang.0, words);
            }
        }
    }

    fn tongue(&self, field: &str, said: &Lang, here: &Tongues<'_>) -> Option<Lang> {
        if let Some(lang) = here.last.and_then(|last| last.fields.get(field)?.lang.clone()) {
            return Some(lang);
        }
        let texts = |field: &str| match here.now.get(field) {
            Some(Value::Object(texts)) => Some(texts),
            _ => None,
        };
        // The one it is said to be in, then as the visit prefers them.
        let first = |is_it: &dyn Fn(&str) -> bool| {
            let known = std::iter::once(said).chain(here.languages);
            known.into_iter().find(|lang| is_it(lang.as_str())).cloned()
        };
        let exported = self
            .exported
            .as_ref()
            .zip(texts(field))
            .and_then(|(exported, texts)| {
                let was = |text: &Value| text.as_str().is_some_and(|text| exported.said(field, text));
                let other = || {
                    texts
                        .iter()
                        .find(|(_, text)| was(text))
                        .map(|(lang, _)| Lang::from(lang.as_str()))
                };
                first(&|lang| texts.get(lang).is_some_and(was)).or_else(other)
            });
        if exported.is_some() || said != here.assumed {
            return exported;
        }
        // What has no remarks yet has a title, and both are in one language.
        [field, "title"].into_iter().find_map(|field| {
            let texts = texts(field)?;
            let has = |text: &Value| text.as_str().is_some_and(|text| !text.trim().is_empty());
            let other = || {
                texts
                    .iter()
                    .find(|(_, text)| has(text))
                    .map(|(lang, _)| Lang::from(lang.as_str()))
            };
            first(&|lang| texts.get(lang).is_some_and(has)).or_else(other)
        })
    }
}
