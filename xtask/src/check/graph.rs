//! Which crate depends on which, as cargo resolves it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::sh;

/// The crates of the workspace and all that they depend on.
pub(crate) struct Graph {
    packages: BTreeMap<String, Package>,
    members: Vec<String>,
}

/// One crate.
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// Where its manifest is.
    pub(crate) manifest: String,
    /// Whether it comes from a registry.
    pub(crate) registry: bool,
    /// The first files of its library and its programs.
    pub(crate) roots: Vec<String>,
    /// What it depends on: the other's id, and whether only its tests and examples do.
    edges: Vec<(String, bool)>,
}

impl Graph {
    /// Asks cargo.
    ///
    /// # Errors
    /// When cargo fails or says what is not understood.
    pub(crate) fn read() -> Result<Self> {
        let answer = sh::output(sh::cargo().args(["metadata", "--format-version", "1", "--all-features"]))?;
        Self::parse(&serde_json::from_str(&answer)?)
    }

    fn parse(metadata: &Value) -> Result<Self> {
        let mut packages = BTreeMap::new();
        for package in list(metadata, "packages")? {
            packages.insert(
                text(package, "id")?,
                Package {
                    name: text(package, "name")?,
                    manifest: text(package, "manifest_path")?,
                    registry: !package.get("source").is_none_or(Value::is_null),
                    roots: roots(package)?,
                    edges: Vec::new(),
                },
            );
        }
        for node in list(
            metadata
                .get("resolve")
                .context("cargo metadata has no 'resolve'")?,
            "nodes",
        )? {
            let package = packages
                .get_mut(&text(node, "id")?)
                .context("a node without its package")?;
            for edge in list(node, "deps")? {
                let for_tests = list(edge, "dep_kinds")?
                    .iter()
                    .all(|kind| kind.get("kind") == Some(&"dev".into()));
                package.edges.push((text(edge, "pkg")?, for_tests));
            }
        }
        let members = list(metadata, "workspace_members")?;
        let members = members
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect();
        Ok(Self { packages, members })
    }

    /// Returns the names of the workspace's crates.
    pub(crate) fn members(&self) -> impl Iterator<Item = &str> {
        self.members
            .iter()
            .filter_map(|id| self.packages.get(id))
            .map(|package| package.name.as_str())
    }

    /// Returns every crate of a name: there are several where several versions are used.
    pub(crate) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Package> {
        self.packages.values().filter(move |package| package.name == name)
    }

    /// Returns the names of what a crate of the workspace depends on itself, not counting its tests and examples.
    pub(crate) fn direct(&self, member: &str) -> BTreeSet<&str> {
        let edges = self.named(member).flat_map(|package| &package.edges);
        edges
            .filter(|(_, for_tests)| !for_tests)
            .filter_map(|(id, _)| self.name(id))
            .collect()
    }

    /// Returns the names of all that a crate of the workspace reaches, itself included; with `tests` also what its
    /// own tests and examples reach.
    pub(crate) fn reached(&self, member: &str, tests: bool) -> BTreeSet<&str> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut waiting: Vec<(&str, bool)> = self
            .members
            .iter()
            .filter(|id| self.name(id) == Some(member))
            .map(|id| (id.as_str(), tests))
            .collect();
        while let Some((id, with_tests)) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            let edges = self
                .packages
                .get(id)
                .into_iter()
                .flat_map(|package| &package.edges);
            waiting.extend(
                edges
                    .filter(|edge| with_tests || !edge.1)
                    .map(|(next, _)| (next.as_str(), false)),
            );
        }
        seen.into_iter().filter_map(|id| self.name(id)).collect()
    }

    fn name(&self, id: &str) -> Option<&str> {
        self.packages.get(id).map(|package| package.name.as_str())
    }
}

fn roots(package: &Value) -> Result<Vec<String>> {
    let is_shipped = |target: &&Value| {
        let kinds = target.get("kind").and_then(Value::as_array);
        kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == "lib" || kind == "bin"))
    };
    let targets = list(package, "targets")?;
    targets
        .iter()
        .filter(is_shipped)
        .map(|target| text(target, "src_path"))
        .collect()
}

fn text(value: &Value, field: &str) -> Result<String> {
    let text = value.get(field).and_then(Value::as_str);
    Ok(text
        .with_context(|| format!("cargo metadata has no '{field}'"))?
        .to_owned())
}

fn list<'a>(value: &'a Value, field: &str) -> Result<&'a Vec<Value>> {
    value
        .get(field)
        .and_then(Value::as_array)
        .with_context(|| format!("cargo metadata has no '{field}'"))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Returns a graph of members and other crates out of `a -> b` and, for tests only, `a ~> b`.
    pub(crate) fn graph(members: &[&str], arrows: &[&str]) -> Graph {
        let mut packages: BTreeMap<String, Package> = BTreeMap::new();
        let mut package = |name: &str| {
            let new = || Package {
                name: name.into(),
                manifest: String::new(),
                registry: true,
                roots: Vec::new(),
                edges: Vec::new(),
            };
            packages.entry(name.to_owned()).or_insert_with(new);
        };
        members.iter().for_each(|name| package(name));
        for arrow in arrows {
            let words: Vec<&str> = arrow.split(' ').collect();
            package(words[0]);
            package(words[2]);
        }
        for arrow in arrows {
            let words: Vec<&str> = arrow.split(' ').collect();
            packages
                .get_mut(words[0])
                .unwrap()
                .edges
                .push((words[2].to_owned(), words[1] == "~>"));
        }
        Graph {
            packages,
            members: members.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    #[test]
    fn what_only_the_tests_of_another_crate_need_is_not_reached() {
        let graph = graph(&["a"], &["a -> b", "b -> c", "b ~> d", "a ~> e"]);
        assert_eq!(graph.reached("a", false), BTreeSet::from(["a", "b", "c"]));
        assert_eq!(graph.reached("a", true), BTreeSet::from(["a", "b", "c", "e"]));
    }

    #[test]
    fn a_crate_that_tests_and_code_both_need_counts_as_needed() {
        let metadata = serde_json::json!({
            "packages": [
                {"id": "1", "name": "a", "manifest_path": "", "source": null, "targets": []},
                {"id": "2", "name": "b", "manifest_path": "", "source": "registry", "targets": []},
            ],
            "resolve": {"nodes": [
                {"id": "1", "deps": [{"pkg": "2", "dep_kinds": [{"kind": "dev"}, {"kind": null}]}]},
                {"id": "2", "deps": []},
            ]},
            "workspace_members": ["1"],
        });
        assert_eq!(
            Graph::parse(&metadata).unwrap().direct("a"),
            BTreeSet::from(["b"])
        );
    }
}
