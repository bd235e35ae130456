//! The lists of a document: which entities stand in one order with each other.

use serde_json::Value;

use crate::{Document, EntityKey, Kind, Listing, OrderKey, Placing};

/// A list of a document: the entities of a kind, or those of them that have one parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List {
    kind: Kind,
    /// Where the kind has a list for each parent: the parent of this one, or none.
    parent: Option<Option<String>>,
}

impl List {
    /// Returns the list in which an entity with these fields stands; `None` where its kind has no order.
    pub(super) fn of<D: Document>(kind: Kind, fields: &Value) -> Option<List> {
        let parent = match D::listing(kind) {
            Listing::Nowhere => return None,
            Listing::OfKind => None,
            Listing::Within(field) => Some(fields.get(field).and_then(Value::as_str).map(str::to_owned)),
        };
        Some(List { kind, parent })
    }

    /// Returns the key at the end of the list, and who has to move for it.
    ///
    /// The common case costs one look at each of the list and no sorting: an import adds thousands.
    pub(super) fn end(&self, document: &impl Document) -> (OrderKey, Vec<(EntityKey, OrderKey)>) {
        let last = self.keys(document).into_iter().map(|(key, _)| key).max();
        if let Some(key) = OrderKey::between(last, None) {
            return (key, Vec::new());
        }
        let listed = self.in_order(document);
        self.placed(&listed, listed.len())
    }

    /// Returns the key for the place of an entity directly after another one, or before all, and who has to move for it.
    ///
    /// `None` where the list has no such other one. Removed entities keep their places, for they can be restored.
    pub(super) fn after(
        &self,
        document: &impl Document,
        entity: &str,
        after: Option<&str>,
    ) -> Option<(OrderKey, Vec<(EntityKey, OrderKey)>)> {
        let mut listed = self.in_order(document);
        listed.retain(|(_, id)| *id != entity);
        let at = match after {
            None => 0,
            Some(after) => listed.iter().position(|(_, id)| *id == after)? + 1,
        };
        Some(self.placed(&listed, at))
    }

    fn placed(&self, listed: &[(&OrderKey, &str)], at: usize) -> (OrderKey, Vec<(EntityKey, OrderKey)>) {
        let keys: Vec<OrderKey> = listed.iter().map(|(key, _)| (*key).clone()).collect();
        let Placing { key, moved } = OrderKey::place(&keys, at);
        let moved = moved.into_iter().filter_map(|(index, key)| {
            let (_, id) = listed.get(index)?;
            Some((EntityKey::new(self.kind, id), key))
        });
        (key, moved.collect())
    }

    fn in_order<'a>(&self, document: &'a impl Document) -> Vec<(&'a OrderKey, &'a str)> {
        let mut listed = self.keys(document);
        listed.sort_unstable();
        listed
    }

    /// Returns the order key and the id of each entity of the list, in the order of ids.
    fn keys<'a>(&self, document: &'a impl Document) -> Vec<(&'a OrderKey, &'a str)> {
        let all = document.entities(self.kind).into_iter();
        all.filter(|(_, entity)| {
            self.parent
                .as_ref()
                .is_none_or(|parent| entity.parent() == parent.as_deref())
        })
        .filter_map(|(id, entity)| Some((entity.order()?, id)))
        .collect()
    }
}
