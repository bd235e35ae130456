//! How something of a visit refers to entries of the dossier of its two countries.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    AgreementId, CommitmentId, ContactId, EntityKey, Extra, Refusal, StrandId, is_valid_id, rules::Outcome,
};

/// That something refers to an entry.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Referred {
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

macro_rules! entries {
    ($($(#[doc = $doc:literal])+ $field:ident: $id:ident,)+) => {
        /// Entries of the dossier, by id. The dossier is another document: whether an entry is there is nobody's mistake, so a reference
        /// that leads nowhere is shown as one and refused by none. Maps, so that what two people refer to at once both stands.
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
        #[ts(optional_fields)]
        pub struct DossierEntries {
            $($(#[doc = $doc])+
            #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
            #[ts(as = "Option<BTreeMap<String, Referred>>")]
            pub $field: BTreeMap<$id, Referred>,)+
            /// Fields of newer versions.
            #[serde(flatten)]
            #[ts(skip)]
            pub extra: Extra,
        }

        impl DossierEntries {
            /// Returns the key of every entry, in the order of kinds and ids.
            pub fn keys(&self) -> Vec<EntityKey> {
                let mut keys = Vec::new();
                $(keys.extend(self.$field.keys().map(EntityKey::from));)+
                keys
            }

            /// Returns whether there is nothing to write.
            pub(crate) fn is_empty(&self) -> bool {
                $(self.$field.is_empty() &&)+ self.extra.is_empty()
            }

            /// Returns an error where an id cannot be one.
            pub(crate) fn validate(&self) -> Outcome {
                $(for id in self.$field.keys() {
                    if !is_valid_id(id.as_str()) {
                        return Err(Refusal::bad_id(concat!("/dossier/", stringify!($field)), id.as_str()));
                    }
                })+
                Ok(())
            }
        }
    };
}

entries! {
    /// Contacts.
    contacts: ContactId,
    /// Commitments.
    commitments: CommitmentId,
    /// Agreements.
    agreements: AgreementId,
    /// Strands.
    strands: StrandId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    #[test]
    fn what_is_referred_to_has_its_key_and_what_is_newer_stays() {
        let json = r#"{"contacts":{"a":{}},"strands":{"b":{"since":2031}},"maps":{}}"#;
        let entries: DossierEntries = serde_json::from_str(json).expect("entries");
        assert_eq!(
            entries.keys(),
            [
                EntityKey::new(Kind::Contact, "a"),
                EntityKey::new(Kind::Strand, "b")
            ]
        );
        assert_eq!(serde_json::to_string(&entries).expect("json"), json);
        assert!(entries.validate().is_ok() && !entries.is_empty());
    }

    #[test]
    fn an_id_that_cannot_be_one_is_refused_with_its_place() {
        let entries: DossierEntries = serde_json::from_str(r#"{"agreements":{"":{}}}"#).expect("entries");
        assert_eq!(
            entries.validate().expect_err("refused").path,
            "/dossier/agreements"
        );
    }
}
