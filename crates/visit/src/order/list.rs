//! The lists of a visit: which entities stand in one order with each other.

use serde_json::Value;

use super::{OrderKey, Placing};
use crate::{EngagementId, EntityKey, Kind, Visit};

/// A list of a visit: the entities of a kind; of topics, those of one engagement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct List {
    kind: Kind,
    engagement: Option<EngagementId>,
}

impl List {
    /// Returns the list in which an entity with these fields stands; `None` where its kind has no order.
    pub(crate) fn of(kind: Kind, fields: &Value) -> Option<List> {
        match kind {
            Kind::Facts | Kind::Waiver | Kind::Comment | Kind::Edition => None,
            Kind::Topic => {
                let engagement = fields.get("engagement").and_then(Value::as_str);
                Some(List {
                    kind,
                    engagement: engagement.map(EngagementId::from),
                })
            }
            _ => Some(List {
                kind,
                engagement: None,
            }),
        }
    }
}

impl Visit {
    /// Returns the key at the end of a list, and who has to move for it.
    ///
    /// The common case costs one look at each of the list and no sorting: an import adds thousands.
    pub(crate) fn place_at_end(&self, list: &List) -> (OrderKey, Vec<(EntityKey, OrderKey)>) {
        let last = self.keys_of(list).into_iter().map(|(key, _)| key).max();
        if let Some(key) = OrderKey::between(last, None) {
            return (key, Vec::new());
        }
        let listed = self.in_order(list);
        self.placed(list, &listed, listed.len())
    }

    /// Returns the key for the place of an entity directly after another one, or before all, and who has to move for it.
    ///
    /// `None` where the list has no such other one. Removed entities keep their places, for they can be restored.
    pub(crate) fn place_after(
        &self,
        list: &List,
        entity: &str,
        after: Option<&str>,
    ) -> Option<(OrderKey, Vec<(EntityKey, OrderKey)>)> {
        let mut listed = self.in_order(list);
        listed.retain(|(_, id)| *id != entity);
        let at = match after {
            None => 0,
            Some(after) => listed.iter().position(|(_, id)| *id == after)? + 1,
        };
        Some(self.placed(list, &listed, at))
    }

    fn placed(
        &self,
        list: &List,
        listed: &[(&OrderKey, &str)],
        at: usize,
    ) -> (OrderKey, Vec<(EntityKey, OrderKey)>) {
        let keys: Vec<OrderKey> = listed.iter().map(|(key, _)| (*key).clone()).collect();
        let Placing { key, moved } = OrderKey::place(&keys, at);
        let moved = moved.into_iter().filter_map(|(index, key)| {
            let (_, id) = listed.get(index)?;
            Some((EntityKey::new(list.kind, id), key))
        });
        (key, moved.collect())
    }

    fn in_order(&self, list: &List) -> Vec<(&OrderKey, &str)> {
        let mut listed = self.keys_of(list);
        listed.sort_unstable();
        listed
    }

    /// Returns the order key and the id of each entity of a list, in the order of ids.
    fn keys_of(&self, list: &List) -> Vec<(&OrderKey, &str)> {
        macro_rules! all {
            ($section:ident) => {
                self.$section
                    .iter()
                    .map(|(id, entity)| (&entity.order, id.as_str()))
                    .collect()
            };
        }
        match list.kind {
            Kind::Member => all!(members),
            Kind::Venue => all!(venues),
            Kind::Vehicle => all!(vehicles),
            Kind::Engagement => all!(engagements),
            Kind::Topic => {
                let ours = self
                    .topics
                    .iter()
                    .filter(|(_, topic)| list.engagement.as_ref() == Some(&topic.engagement));
                ours.map(|(id, topic)| (&topic.order, id.as_str())).collect()
            }
            Kind::Deliverable => all!(deliverables),
            Kind::Commitment => all!(commitments),
            Kind::Task => all!(tasks),
            Kind::Contact => all!(contacts),
            Kind::Facts | Kind::Waiver | Kind::Comment | Kind::Edition => Vec::new(),
        }
    }
}
