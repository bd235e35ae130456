//! What a document refers to in others, and the part of another that holds just that.

use std::collections::BTreeSet;

use crate::{Document, Entity, EntityKey};

/// Returns what a document refers to in other documents of its library, each once, in the order of kinds and ids. What was removed refers
/// to nothing.
pub fn elsewhere(document: &impl Document) -> Vec<EntityKey> {
    let keys = document.keys();
    let there = keys.iter().filter_map(|key| document.entity(key));
    let found: BTreeSet<EntityKey> = there
        .filter(|entity| !entity.is_removed())
        .flat_map(Entity::elsewhere)
        .collect();
    found.into_iter().collect()
}

/// Returns a document with nothing but some of its entities and what these refer to in turn; `None` where it has none of them.
pub fn only<D: Document>(document: &D, keys: &[EntityKey]) -> Option<D> {
    let mut wanted: BTreeSet<EntityKey> = BTreeSet::new();
    let mut open: Vec<EntityKey> = keys.iter().filter(|key| document.has(key)).cloned().collect();
    while let Some(key) = open.pop() {
        let references = document.entity(&key).map_or_else(Vec::new, Entity::references);
        if wanted.insert(key) {
            open.extend(references.into_iter().map(|reference| reference.to));
        }
    }
    if wanted.is_empty() {
        return None;
    }
    let mut part = document.clone();
    for key in document.keys() {
        if !wanted.contains(&key) {
            part.forget(&key);
        }
    }
    Some(part)
}
