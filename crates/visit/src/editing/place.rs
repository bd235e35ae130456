//! Places in lists: what is added goes to the end, and an entity can be put after another one.

use serde_json::{Map, Value};

use super::{as_value, list::List, whole::Editing};
use crate::{Document, EntityKey, Kind, OrderKey, Refusal, RefusalCode};

impl<D: Document> Editing<'_, D> {
    /// Gives what is added its place at the end of its list, where it does not bring one.
    pub(super) fn put_at_end(&mut self, kind: Kind, value: &mut Value) -> Result<(), Refusal> {
        if value.get("order").is_some() {
            return Ok(());
        }
        let Some(list) = List::of::<D>(kind, value) else {
            return Ok(());
        };
        let (order, moved) = list.end(self.document);
        self.make_room(moved)?;
        if let Value::Object(fields) = value {
            fields.insert("order".to_owned(), as_value(&order));
        }
        Ok(())
    }

    /// Puts an entity directly after another one of its list, or before all.
    pub(super) fn place(&mut self, key: &EntityKey, after: Option<&str>) -> Result<(), Refusal> {
        let value = self.existing(key)?;
        let list = List::of::<D>(key.kind, &value).ok_or_else(|| {
            Refusal::new(
                RefusalCode::BadValue,
                key.pointer(),
                format!("What is a {} stands in no list.", key.kind.as_str()),
                "Only what has an order key can be given another place.",
            )
        })?;
        let (order, moved) = list.after(self.document, &key.id, after).ok_or_else(|| {
            Refusal::new(
                RefusalCode::UnknownReference,
                key.pointer(),
                format!(
                    "Its list has no {} '{}' after which it could stand.",
                    key.kind.as_str(),
                    after.unwrap_or_default().chars().take(40).collect::<String>()
                ),
                "Name another one of the same list, or none to put it first.",
            )
        })?;
        self.make_room(moved)?;
        self.set_order(key, &order)
    }

    fn make_room(&mut self, moved: Vec<(EntityKey, OrderKey)>) -> Result<(), Refusal> {
        moved
            .iter()
            .try_for_each(|(key, order)| self.set_order(key, order))
    }

    fn set_order(&mut self, key: &EntityKey, order: &OrderKey) -> Result<(), Refusal> {
        let fields = Map::from_iter([("order".to_owned(), as_value(order))]);
        self.set(key, &fields)
    }
}
