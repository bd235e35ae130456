//! The kinds of documents, and of what stands in them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::registry::registry;

macro_rules! kinds {
    ($(
        $(#[$about:meta])*
        $document:ident $document_text:literal, named by $name:ident, about $facts:ident {
            $($(#[$meta:meta])* $kind:ident $text:literal $field:ident: $id:ident => $entity:ident,)+
        } sharing {$($sharing:tt)*}
    )+; shared {
        $($(#[$every_meta:meta])* $every:ident $every_text:literal $every_field:ident: $every_id:ident => $every_entity:ident,)+
    }) => {
        /// The kinds of documents.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum DocumentKind {
            $($(#[$about])* $document,)+
        }

        impl DocumentKind {
            /// Every kind of document.
            pub const ALL: &'static [DocumentKind] = &[$(DocumentKind::$document),+];

            /// Returns the kind with this form in JSON, or `None` where this version does not know it.
            pub fn named(text: &str) -> Option<DocumentKind> {
                match text {
                    $($document_text => Some(DocumentKind::$document),)+
                    _ => None,
                }
            }

            /// Returns the form used in JSON.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(DocumentKind::$document => $document_text,)+
                }
            }
        }

        /// The kinds of things that an edit can touch.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {
            /// The facts of a document; each has one, with an empty id.
            Facts,
            $($($(#[$meta])* $kind,)+)+
            $($(#[$every_meta])* $every,)+
        }

        impl Kind {
            /// Returns the field of its document in which entities of this kind stand.
            pub fn field(self) -> &'static str {
                match self {
                    Kind::Facts => "facts",
                    $($(Kind::$kind => stringify!($field),)+)+
                    $(Kind::$every => stringify!($every_field),)+
                }
            }

            /// Returns the kind with this form in JSON, or `None` where this version does not know it.
            pub fn named(text: &str) -> Option<Kind> {
                match text {
                    "facts" => Some(Kind::Facts),
                    $($($text => Some(Kind::$kind),)+)+
                    $($every_text => Some(Kind::$every),)+
                    _ => None,
                }
            }

            /// Returns the form used in JSON.
            pub fn as_str(self) -> &'static str {
                match self {
                    Kind::Facts => "facts",
                    $($(Kind::$kind => $text,)+)+
                    $(Kind::$every => $every_text,)+
                }
            }
        }
    };
}

registry!(kinds);
