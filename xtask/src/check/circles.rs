//! No circles of files: of two modules that stand side by side, at most one knows the other.
//!
//! What a module knows is what its code names, tests aside; a name that another module only passes on (`pub use`) counts as known
//! where it is defined. A module and the folder of its own modules are one. What counts is who knows whom among the modules of one
//! parent; that a parent uses its modules, and they what it defines for all of them, is no circle.

mod names;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use self::source::Source;
use super::graph::Graph;
use crate::paths;

/// Looks for circles in every crate of the workspace.
///
/// # Errors
/// Where there is one.
pub(crate) fn check(graph: &Graph) -> Result<()> {
    let mut found = Vec::new();
    let members = graph.members().flat_map(|name| graph.named(name));
    for root in members.flat_map(|package| &package.roots).map(Path::new) {
        let source = Source::read(root, &|file| fs::read_to_string(file).ok())?;
        let folder = paths::shown(root.parent().unwrap_or(root));
        found.extend(
            circles(&source)
                .into_iter()
                .map(|circle| format!("{folder}: {circle}")),
        );
    }
    if !found.is_empty() {
        bail!("{}", found.join("\n"));
    }
    Ok(())
}

/// Modules of one parent that know one another.
#[derive(Debug, PartialEq, Eq)]
struct Circle {
    /// Their paths in the crate, in alphabetical order.
    modules: Vec<String>,
    /// Who knows whom, with one name by which.
    arrows: Vec<String>,
}

impl std::fmt::Display for Circle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} know one another", self.modules.join(", "))?;
        self.arrows
            .iter()
            .try_for_each(|arrow| write!(f, "\n    {arrow}"))
    }
}

/// Who knows whom among the modules of one parent, with one name by which.
type Neighbours = BTreeMap<(usize, usize), String>;

fn circles(source: &Source) -> Vec<Circle> {
    let mut by_parent: BTreeMap<usize, Neighbours> = BTreeMap::new();
    for (from, module) in source.modules.iter().enumerate() {
        let imports = module.imports.iter().map(|import| &import.path);
        for path in imports.chain(&module.names) {
            let Some(to) = source.home_of(from, path) else {
                continue;
            };
            if let Some((parent, one, other)) = source.neighbours(from, to) {
                let neighbours = by_parent.entry(parent).or_default();
                neighbours
                    .entry((one, other))
                    .or_insert_with(|| format!("{} names {}", paths::shown(&module.file), path.join("::")));
            }
        }
    }
    by_parent
        .values()
        .flat_map(|neighbours| circles_of(source, neighbours))
        .collect()
}

fn circles_of(source: &Source, neighbours: &Neighbours) -> Vec<Circle> {
    let known: BTreeMap<usize, BTreeSet<usize>> = neighbours
        .keys()
        .map(|(one, _)| (*one, reached(neighbours, *one)))
        .collect();
    let knows = |one: usize, other: usize| known.get(&one).is_some_and(|reached| reached.contains(&other));
    let mut found: Vec<Circle> = Vec::new();
    let mut placed = BTreeSet::new();
    for &one in known.keys() {
        if !knows(one, one) || !placed.insert(one) {
            continue;
        }
        let circle: BTreeSet<usize> = known
            .keys()
            .copied()
            .filter(|&other| other == one || (knows(one, other) && knows(other, one)))
            .collect();
        placed.extend(&circle);
        let mut modules: Vec<String> = circle.iter().map(|&module| source.path_of(module)).collect();
        modules.sort();
        let inside = neighbours
            .iter()
            .filter(|((one, other), _)| circle.contains(one) && circle.contains(other));
        found.push(Circle {
            modules,
            arrows: inside.map(|(_, name)| name.clone()).collect(),
        });
    }
    found
}

/// Returns all that one module knows, itself too if somebody leads back to it.
fn reached(neighbours: &Neighbours, from: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![from];
    while let Some(at) = waiting.pop() {
        let next = neighbours.keys().filter(|(one, _)| *one == at);
        for (_, other) in next {
            if reached.insert(*other) {
                waiting.push(*other);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests;
