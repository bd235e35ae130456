//! What of an engagement is an illustration: put in as an example, because the source is silent.
//!
//! Illustrative is not approximate. An approximate time is one that a source gives roughly; an illustrative one is given by none.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Extra, extra::is_false};

macro_rules! parts {
    ($($(#[doc = $doc:literal])+ $part:ident $field:ident),+ $(,)?) => {
        /// A part of an engagement that can be an illustration by itself.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EngagementPart {
            $($(#[doc = $doc])+ $part,)+
        }

        impl EngagementPart {
            /// Every part, in the order of the engagement's fields.
            pub const ALL: &'static [EngagementPart] = &[$(EngagementPart::$part),+];

            /// Returns the name of the field that holds the part.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(EngagementPart::$part => stringify!($field),)+
                }
            }
        }

        /// What of an engagement is an illustration and from no source, field by field.
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
        #[ts(optional_fields)]
        pub struct Illustrative {
            /// The whole engagement: that it takes place at all is from no source.
            #[serde(default, skip_serializing_if = "is_false")]
            #[ts(as = "Option<bool>")]
            pub whole: bool,
            $($(#[doc = $doc])+
            #[serde(default, skip_serializing_if = "is_false")]
            #[ts(as = "Option<bool>")]
            pub $field: bool,)+
            /// Fields of newer versions.
            #[serde(flatten)]
            #[ts(skip)]
            pub extra: Extra,
        }

        impl Illustrative {
            /// Returns whether this very part is marked.
            pub fn marks(&self, part: EngagementPart) -> bool {
                match part {
                    $(EngagementPart::$part => self.$field,)+
                }
            }

            /// Marks a part.
            pub fn mark(&mut self, part: EngagementPart) {
                match part {
                    $(EngagementPart::$part => self.$field = true,)+
                }
            }
        }
    };
}

parts! {
    /// The title.
    Title title,
    /// The kind.
    Kind kind,
    /// The format.
    Format format,
    /// When it takes place: the day, and the hour where there is one.
    When when,
    /// When the participants assemble.
    Assemble assemble,
    /// How settled it is.
    Status status,
    /// Which press may be present, and what is arranged for it.
    Press press,
    /// What is worn.
    Dress dress,
    /// Where, the room included.
    Venue venue,
    /// Who takes part, groups without names and functions included.
    Participants participants,
    /// Who interprets.
    Interpreters interpreters,
    /// What makes it a movement, seats included.
    Movement movement,
}

impl EngagementPart {
    /// Returns the part with this name, or `None` where there is none.
    pub fn named(name: &str) -> Option<EngagementPart> {
        EngagementPart::ALL
            .iter()
            .copied()
            .find(|part| part.as_str() == name)
    }
}

impl Illustrative {
    /// Marks the whole engagement.
    pub fn whole() -> Self {
        Self {
            whole: true,
            ..Self::default()
        }
    }

    /// Marks some parts.
    pub fn of(parts: &[EngagementPart]) -> Self {
        let mut marks = Self::default();
        parts.iter().for_each(|part| marks.mark(*part));
        marks
    }

    /// Returns whether the part is an illustration: marked by itself, or with the whole.
    pub fn covers(&self, part: EngagementPart) -> bool {
        self.whole || self.marks(part)
    }

    /// Returns the parts that are marked by themselves, in the order of the engagement's fields.
    pub fn parts(&self) -> impl Iterator<Item = EngagementPart> {
        EngagementPart::ALL
            .iter()
            .copied()
            .filter(|part| self.marks(*part))
    }

    /// Returns whether nothing is marked that this version knows.
    pub fn is_none(&self) -> bool {
        !self.whole && self.parts().next().is_none()
    }

    /// Returns whether there is nothing to write.
    pub(crate) fn is_empty(&self) -> bool {
        self.is_none() && self.extra.is_empty()
    }

    /// Returns the marks that this version knows, for copies: what nobody has thought about goes to nobody.
    pub(crate) fn known(&self) -> Self {
        Self {
            extra: Extra::new(),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_covered_by_its_own_mark_or_by_that_of_the_whole() {
        let marks = Illustrative::of(&[EngagementPart::When]);
        assert!(
            marks.covers(EngagementPart::When) && !marks.covers(EngagementPart::Status) && !marks.is_none()
        );
        let whole = Illustrative::whole();
        assert!(
            EngagementPart::ALL
                .iter()
                .all(|part| whole.covers(*part) && !whole.marks(*part))
        );
        assert!(Illustrative::default().is_none());
    }

    #[test]
    fn only_what_is_marked_is_written_and_what_is_newer_stays() {
        let json = r#"{"when":true,"weather":{"since":2031}}"#;
        let marks: Illustrative = serde_json::from_str(json).expect("marks");
        assert_eq!(serde_json::to_string(&marks).expect("json"), json);
        assert!(!marks.is_empty() && marks.known() == Illustrative::of(&[EngagementPart::When]));
    }

    #[test]
    fn every_part_is_found_by_its_name() {
        for part in EngagementPart::ALL {
            assert_eq!(EngagementPart::named(part.as_str()), Some(*part));
        }
        assert_eq!(EngagementPart::named("whole"), None);
    }
}
