//! Which module a path means. Names that a module passes on from another one count as that other one's.

use super::source::{Module, Source};

/// How far names are followed that are passed on from module to module: two could pass one to each other for ever.
const FAR: usize = 32;

/// What a name means.
enum Meaning {
    Module(usize),
    /// Something that is defined in this module.
    Item(usize),
}

impl Source {
    /// Returns the module that defines what a path means in another one; `None` for what comes from another crate.
    pub(super) fn home_of(&self, from: usize, path: &[String]) -> Option<usize> {
        match self.meaning(from, path, FAR)? {
            Meaning::Module(module) | Meaning::Item(module) => Some(module),
        }
    }

    fn meaning(&self, from: usize, path: &[String], far: usize) -> Option<Meaning> {
        let (first, rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => 0,
            "self" => from,
            "super" => self.modules.get(from)?.parent?,
            name => match self.named(from, name, far.checked_sub(1)?)? {
                Meaning::Module(module) => module,
                item @ Meaning::Item(_) => return Some(item),
            },
        };
        for name in rest {
            at = match name.as_str() {
                "self" => at,
                "super" => self.modules.get(at)?.parent?,
                name => match self.named(at, name, far.checked_sub(1)?) {
                    Some(Meaning::Module(module)) => module,
                    Some(item) => return Some(item),
                    // A macro makes it, or another crate.
                    None => return Some(Meaning::Item(at)),
                },
            };
        }
        Some(Meaning::Module(at))
    }

    /// Returns what a name means that stands in a module.
    fn named(&self, at: usize, name: &str, far: usize) -> Option<Meaning> {
        let module: &Module = self.modules.get(at)?;
        if let Some(child) = module.children.get(name) {
            return Some(Meaning::Module(*child));
        }
        if module.items.contains(name) {
            return Some(Meaning::Item(at));
        }
        let brought_in = module
            .imports
            .iter()
            .find(|import| import.alias.as_deref() == Some(name));
        if let Some(import) = brought_in {
            // A name that is brought in under itself, as in `use chrono::{self}`, is another crate's.
            let first = import.path.first().map(String::as_str);
            return match first {
                Some(first) if first == name => None,
                _ => self.meaning(at, &import.path, far.checked_sub(1)?),
            };
        }
        let everything = module.imports.iter().filter(|import| import.alias.is_none());
        everything
            .filter_map(|import| self.meaning(at, &import.path, far.checked_sub(1)?))
            .find_map(|from| match from {
                Meaning::Module(from) => self.named(from, name, far.checked_sub(1)?),
                Meaning::Item(_) => None,
            })
    }
}
