//! Documents: what a library holds. A visit, a dossier and a house have one shape, facts and flat maps of entities by id, and
//! whatever works on one of them by that shape works on all.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    Applied, DocumentKind, Edit, Entity, EntityKey, FieldChange, Following, Kind, Lang, Listing, Mend,
    Mending, Reference, Refusal, RefusalCode, Storage, TakenBack, Taking, is_valid_id,
};

/// A document of a library.
///
/// The methods without a body are written by the registry of kinds; the others are the same for every document.
pub trait Document:
    Following + Mending + Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// What kind of document it is.
    const DOCUMENT: DocumentKind;

    /// The kinds of its entities, in the order of its fields; not the facts, which every document has.
    const KINDS: &'static [Kind];

    /// Returns the readable name: the id of a visit, the two countries of a dossier.
    fn name(&self) -> &str;

    /// Returns the languages in which its texts are read, best first.
    fn languages(&self) -> &[Lang];

    /// Returns an entity, removed or not; the facts under their key.
    fn entity(&self, key: &EntityKey) -> Option<&dyn Entity>;

    /// Returns the entities of a kind with their ids, in the order of the ids; none for a kind that the document does not have.
    fn entities(&self, kind: Kind) -> Vec<(&str, &dyn Entity)>;

    /// Returns how many entities of a kind there are, removed ones among them.
    fn count_of(&self, kind: Kind) -> usize;

    /// Returns the JSON form of an entity, or `None` where the document does not have it.
    fn value_of(&self, key: &EntityKey) -> Option<Value>;

    /// Puts an entity in its JSON form into the document, without looking at what it refers to.
    ///
    /// # Errors
    /// [`RefusalCode::BadValue`] or [`RefusalCode::MissingField`] with the path to the field; [`RefusalCode::NotFound`] where the
    /// document has no entities of that kind.
    fn put_value(&mut self, key: &EntityKey, value: Value) -> Result<(), Refusal>;

    /// Takes an entity out of the document, as if it had never been added. Whoever wants it to be known that it was there marks it
    /// as removed.
    fn forget(&mut self, key: &EntityKey);

    /// Returns how a field of an entity is kept; `path` has the names that lead to it.
    fn storage(kind: Kind, path: &[&str]) -> Storage;

    /// Returns the list in which entities of a kind have their place.
    fn listing(kind: Kind) -> Listing;

    /// Returns an error where the document would hold more than it may, with one more of a kind where one is named.
    ///
    /// # Errors
    /// [`RefusalCode::TooLarge`].
    fn has_room(&self, one_more: Option<Kind>) -> Result<(), Refusal>;

    /// Applies an edit.
    ///
    /// # Errors
    /// A refusal with its path; the document is then as it was.
    ///
    /// # Examples
    /// ```
    /// use serde_json::json;
    /// use visit::{Document, Edit, Refusal, VenueId, Visit};
    ///
    /// let mut visit = Visit::from_json(
    ///     r#"{
    ///         "id": "tokyo-2017",
    ///         "facts": {"title": {"en": "Visit to Tokyo"}},
    ///         "venues": {"iikura": {"name": {"en": "Iikura"}}}
    ///     }"#,
    /// )?;
    /// let key = &VenueId::from("iikura");
    /// let patch = json!({"name": {"en": "Iikura House"}});
    /// let applied = visit.apply(&Edit::set(key, patch.as_object().cloned().unwrap_or_default()))?;
    ///
    /// assert_eq!(visit.title_of(&key.into()), "Iikura House");
    /// assert_eq!(applied.changed, [key.into()]);
    /// # Ok::<(), Refusal>(())
    /// ```
    fn apply(&mut self, edit: &Edit) -> Result<Applied, Refusal>;

    /// Takes a step back, or does it again: what still has the value that the step wrote gets the one before, and the rest is left
    /// and named.
    ///
    /// # Errors
    /// A refusal with its path; the document is then as it was.
    fn take_back(&mut self, taking: &Taking<'_>) -> Result<TakenBack, Refusal>;

    /// Mends what two edits have broken together that were each legal by themselves, and returns what that was. Whoever reads a document
    /// that may come from a merge does this first; all copies read the same.
    fn mend(&mut self) -> Vec<Mend> {
        let mut mends = self.mends();
        mends.retain(|mend| {
            let Some(mut entity) = self.value_of(&mend.entity) else {
                return false;
            };
            let change = FieldChange {
                entity: mend.entity.clone(),
                path: mend.path.clone(),
                value: mend.value.clone(),
                wrote: None,
            };
            change.set_in(&mut entity);
            self.put_value(&mend.entity, entity).is_ok()
        });
        mends
    }

    /// Returns whether there is such an entity, removed or not.
    fn has(&self, key: &EntityKey) -> bool {
        self.entity(key).is_some()
    }

    /// Returns whether the entity was removed, or is not there at all.
    fn is_removed(&self, key: &EntityKey) -> bool {
        self.entity(key).is_none_or(Entity::is_removed)
    }

    /// Returns the key of every entity, removed ones too: the facts, then kind by kind in the order of ids.
    fn keys(&self) -> Vec<EntityKey> {
        let mut keys = vec![EntityKey::facts()];
        for kind in Self::KINDS {
            let ids = self.entities(*kind).into_iter();
            keys.extend(ids.map(|(id, _)| EntityKey::new(*kind, id)));
        }
        keys
    }

    /// Returns how many entities there are of all kinds, removed ones among them.
    fn count(&self) -> usize {
        Self::KINDS.iter().map(|kind| self.count_of(*kind)).sum()
    }

    /// Returns the title by which people know an entity, in the first of the document's languages that it has.
    fn title_of(&self, key: &EntityKey) -> String {
        let entity = self.entity(key);
        entity.map_or_else(String::new, |entity| entity.title(self.languages()))
    }

    /// Returns the present status of everything whose status follows from a history, removed ones too.
    fn standings(&self) -> Vec<(EntityKey, &str)> {
        let mut found = Vec::new();
        for kind in Self::KINDS {
            let entities = self.entities(*kind).into_iter();
            found.extend(entities.filter_map(|(id, it)| Some((EntityKey::new(*kind, id), it.standing()?))));
        }
        found
    }

    /// Returns what refers to an entity: each entity that does, removed ones too, with the field in which it does.
    fn referring_to(&self, key: &EntityKey) -> Vec<(EntityKey, String)> {
        let mut found = Vec::new();
        for other in self.keys() {
            let references = self.entity(&other).map_or_else(Vec::new, Entity::references);
            let here = references.into_iter().filter(|reference| reference.to == *key);
            found.extend(here.map(|reference| (other.clone(), reference.path)));
        }
        found
    }

    /// Returns an error where the document breaks a rule of the model.
    ///
    /// # Errors
    /// The first refusal found, with its path from the root of the document.
    fn validate(&self) -> Result<(), Refusal> {
        if !is_valid_id(self.name()) {
            return Err(Refusal::bad_id("/id", self.name()));
        }
        self.has_room(None)?;
        self.keys().iter().try_for_each(|key| self.validate_entity(key))
    }

    /// Returns an error where one entity breaks a rule of the model, or refers to something that is not there.
    ///
    /// # Errors
    /// The first refusal found, with its path from the root of the document.
    fn validate_entity(&self, key: &EntityKey) -> Result<(), Refusal> {
        if key.kind != Kind::Facts && !is_valid_id(&key.id) {
            return Err(Refusal::bad_id(&format!("/{}", key.kind.field()), &key.id));
        }
        let Some(entity) = self.entity(key) else {
            return Ok(());
        };
        entity
            .validate()
            .and_then(|()| {
                entity
                    .references()
                    .iter()
                    .try_for_each(|reference| self.exists(reference))
            })
            .map_err(|refusal| refusal.under(&key.pointer()))
    }

    /// Returns an error where a chain of references leads back to where it began. Only an edit that would close such a circle is
    /// refused; one that a merge has made is mended where the document is read ([`Document::mend`]).
    ///
    /// # Errors
    /// [`RefusalCode::BadValue`] with the path of the field.
    fn ends(&self, from: &EntityKey, first: &Reference) -> Result<(), Refusal> {
        let mut seen = std::collections::BTreeSet::new();
        let mut next = Some(first.clone());
        while let Some(link) = next {
            if link.to == *from {
                return Err(Refusal::new(
                    RefusalCode::BadValue,
                    &first.path,
                    format!(
                        "The {} '{}' would lead back to itself.",
                        from.kind.as_str(),
                        from.id
                    ),
                    "Name one that does not lead back here, or leave the field out.",
                ));
            }
            // A circle further on is for those to mend who are in it.
            if !seen.insert(link.to.clone()) {
                break;
            }
            let chains = self.entity(&link.to).map_or_else(Vec::new, Entity::chains);
            next = chains.into_iter().find(|next| next.path == first.path);
        }
        Ok(())
    }

    /// Returns an error where a reference leads nowhere.
    ///
    /// # Errors
    /// [`RefusalCode::UnknownReference`] with the path of the field.
    fn exists(&self, reference: &Reference) -> Result<(), Refusal> {
        let Reference { path, to } = reference;
        if self.has(to) {
            return Ok(());
        }
        Err(Refusal::new(
            RefusalCode::UnknownReference,
            path,
            format!(
                "The {} has no {} '{}'.",
                Self::DOCUMENT.as_str(),
                to.kind.as_str(),
                to.id
            ),
            format!("Add it under /{}, or name one that is there.", to.kind.field()),
        ))
    }
}
