//! Names of entities.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

use crate::{Kind, id::*, refusal::pointer_part, registry::registry};

/// Names one entity of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
pub struct EntityKey {
    /// Its kind.
    pub kind: Kind,
    /// Its id; empty for the facts.
    #[serde(default)]
    pub id: String,
}

impl EntityKey {
    /// Names an entity.
    pub fn new(kind: Kind, id: &str) -> Self {
        Self {
            kind,
            id: id.to_owned(),
        }
    }

    /// Names the facts of the document.
    pub fn facts() -> Self {
        Self::new(Kind::Facts, "")
    }

    /// Returns the JSON Pointer (RFC 6901) to the entity.
    pub fn pointer(&self) -> String {
        match self.kind {
            Kind::Facts => "/facts".to_owned(),
            kind => format!("/{}/{}", kind.field(), pointer_part(&self.id)),
        }
    }
}

macro_rules! ids {
    ($(
        $(#[$about:meta])*
        $document:ident $document_text:literal, named by $name:ident, about $facts:ident {
            $($(#[$meta:meta])* $kind:ident $text:literal $field:ident: $id:ident => $entity:ident,)+
        } sharing {$($sharing:tt)*}
    )+; shared {
        $($(#[$every_meta:meta])* $every:ident $every_text:literal $every_field:ident: $every_id:ident => $every_entity:ident,)+
    }) => {
        $($(impl From<&$id> for EntityKey {
            fn from(id: &$id) -> Self {
                EntityKey::new(Kind::$kind, id.as_str())
            }
        })+)+
        $(impl From<&$every_id> for EntityKey {
            fn from(id: &$every_id) -> Self {
                EntityKey::new(Kind::$every, id.as_str())
            }
        })+
    };
}

registry!(ids);

impl fmt::Display for EntityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.as_str(), self.id)
    }
}

/// A kind that this version may not know: what stands in a history or in a file may be of a newer one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnyKind {
    /// A kind of this version.
    Known(Kind),
    /// The name of a kind of a newer version.
    Newer(String),
}

impl AnyKind {
    /// Returns the form used in JSON.
    pub fn as_str(&self) -> &str {
        match self {
            AnyKind::Known(kind) => kind.as_str(),
            AnyKind::Newer(name) => name,
        }
    }

    /// Returns the kind, where this version knows it.
    pub fn known(&self) -> Option<Kind> {
        match self {
            AnyKind::Known(kind) => Some(*kind),
            AnyKind::Newer(_) => None,
        }
    }
}

impl From<Kind> for AnyKind {
    fn from(kind: Kind) -> Self {
        AnyKind::Known(kind)
    }
}

impl From<&str> for AnyKind {
    fn from(name: &str) -> Self {
        Kind::named(name).map_or_else(|| AnyKind::Newer(name.to_owned()), AnyKind::Known)
    }
}

impl PartialEq<Kind> for AnyKind {
    fn eq(&self, other: &Kind) -> bool {
        self.known() == Some(*other)
    }
}

impl Serialize for AnyKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for AnyKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Ok(AnyKind::from(name.as_ref()))
    }
}

impl JsonSchema for AnyKind {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AnyKind".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "The name of a kind of entity, or one that a newer version knows.",
        })
    }
}

impl TS for AnyKind {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &ts_rs::Config) -> String {
        "AnyKind".to_owned()
    }

    fn inline(cfg: &ts_rs::Config) -> String {
        format!("{} | (string & {{}})", Kind::name(cfg))
    }

    fn decl(cfg: &ts_rs::Config) -> String {
        format!("type AnyKind = {};", Self::inline(cfg))
    }

    fn decl_concrete(cfg: &ts_rs::Config) -> String {
        Self::decl(cfg)
    }

    fn visit_dependencies(visitor: &mut impl ts_rs::TypeVisitor) {
        visitor.visit::<Kind>();
    }

    fn output_path() -> Option<std::path::PathBuf> {
        Some("AnyKind.ts".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_newer_kind_is_kept() {
        for (name, known) in [("engagement", Some(Kind::Engagement)), ("menu", None)] {
            let json = format!("\"{name}\"");
            let kind: AnyKind = serde_json::from_str(&json).expect("a kind");
            assert_eq!(kind.known(), known);
            assert_eq!(serde_json::to_string(&kind).expect("json"), json);
        }
    }
}
