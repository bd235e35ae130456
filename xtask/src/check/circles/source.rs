//! The modules of a crate, as its source files declare them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::visit::{self, Visit};

use crate::paths;

/// A crate: its modules, the root first.
pub(super) struct Source {
    pub(super) modules: Vec<Module>,
}

/// A module: a file, or a part of one in braces.
pub(super) struct Module {
    pub(super) name: String,
    pub(super) file: PathBuf,
    pub(super) parent: Option<usize>,
    /// Whether it stands in braces in the file of its parent.
    pub(super) inline: bool,
    pub(super) children: BTreeMap<String, usize>,
    /// What is defined in it.
    pub(super) items: BTreeSet<String>,
    pub(super) imports: Vec<Import>,
    /// The paths in its code that begin with `crate`, `super` or `self`.
    pub(super) names: Vec<Vec<String>>,
}

/// One name that a `use` brings in; all names of a module, where there is no alias.
pub(super) struct Import {
    pub(super) alias: Option<String>,
    pub(super) path: Vec<String>,
}

impl Source {
    /// Reads the crate whose root is this file, with a function that returns what is in a file. What is compiled for its tests alone is
    /// left out.
    ///
    /// # Errors
    /// When a file cannot be read or is not Rust.
    pub(super) fn read(root: &Path, content: &dyn Fn(&Path) -> Option<String>) -> Result<Self> {
        let mut source = Self {
            modules: vec![Module::new("crate", root, None, false)],
        };
        let mut waiting = vec![0];
        while let Some(module) = waiting.pop() {
            let file = source.at(module)?.file.clone();
            let text = content(&file).with_context(|| format!("{} cannot be read", paths::shown(&file)))?;
            let parsed =
                syn::parse_file(&text).with_context(|| format!("{} is not Rust", paths::shown(&file)))?;
            let mut reader = Reader {
                source: &mut source,
                content,
                module,
                folder: folder_of(&file, module == 0),
                declared: Vec::new(),
                failed: None,
            };
            reader.visit_file(&parsed);
            if let Some(why) = reader.failed {
                bail!("{}: {why}", paths::shown(&file));
            }
            waiting.extend(reader.declared);
        }
        Ok(source)
    }

    /// Returns the common parent of two modules and which of its modules they are or belong to; `None` where they are the same, or
    /// one of them belongs to the other.
    pub(super) fn neighbours(&self, from: usize, to: usize) -> Option<(usize, usize, usize)> {
        let (from, to) = (self.line_of(from), self.line_of(to));
        let shared = from
            .iter()
            .zip(&to)
            .take_while(|(one, other)| one == other)
            .count();
        Some((
            *from.get(shared.checked_sub(1)?)?,
            *from.get(shared)?,
            *to.get(shared)?,
        ))
    }

    /// Returns the path of a module in its crate.
    pub(super) fn path_of(&self, module: usize) -> String {
        let line = self.line_of(module);
        let names = line.iter().skip(1).filter_map(|module| self.modules.get(*module));
        names
            .map(|module| module.name.as_str())
            .collect::<Vec<_>>()
            .join("::")
    }

    /// Returns the files to which a module belongs, the root first; what stands in braces belongs to the file around it.
    fn line_of(&self, module: usize) -> Vec<usize> {
        let mut line = Vec::new();
        let mut next = Some(module);
        while let Some((at, module)) = next.and_then(|at| Some((at, self.modules.get(at)?))) {
            if !module.inline {
                line.push(at);
            }
            next = module.parent;
        }
        line.reverse();
        line
    }

    fn at(&self, module: usize) -> Result<&Module> {
        self.modules.get(module).context("a module that is not there")
    }
}

impl Module {
    fn new(name: &str, file: &Path, parent: Option<usize>, inline: bool) -> Self {
        Self {
            name: name.to_owned(),
            file: file.to_owned(),
            parent,
            inline,
            children: BTreeMap::new(),
            items: BTreeSet::new(),
            imports: Vec::new(),
            names: Vec::new(),
        }
    }
}

/// Returns the folder in which the modules lie that a file declares.
fn folder_of(file: &Path, is_root: bool) -> PathBuf {
    let beside = file.parent().unwrap_or(Path::new("."));
    match file.file_stem() {
        Some(stem) if !is_root && stem != "mod" => beside.join(stem),
        _ => beside.to_owned(),
    }
}

/// Collects what one file says.
struct Reader<'a> {
    source: &'a mut Source,
    content: &'a dyn Fn(&Path) -> Option<String>,
    /// The module that is being read.
    module: usize,
    /// Where the files of its modules lie.
    folder: PathBuf,
    /// The modules that have files of their own.
    declared: Vec<usize>,
    failed: Option<String>,
}

impl Reader<'_> {
    fn here(&mut self, put: impl FnOnce(&mut Module)) {
        if let Some(module) = self.source.modules.get_mut(self.module) {
            put(module);
        }
    }

    fn define(&mut self, name: &syn::Ident) {
        self.here(|module| module.items.extend([name.unraw().to_string()]));
    }

    fn declare(&mut self, item: &syn::ItemMod) {
        let name = item.ident.unraw().to_string();
        let here = self
            .source
            .modules
            .get(self.module)
            .map(|module| module.file.clone());
        let here = here.unwrap_or_default();
        let file = match &item.content {
            Some(_) => here,
            None => match self.file_of(&name, given_path(&item.attrs), &here) {
                Some(file) => file,
                None => {
                    self.failed = Some(format!("the module {name} has no file"));
                    return;
                }
            },
        };
        let child = self.source.modules.len();
        let is_inline = item.content.is_some();
        self.source
            .modules
            .push(Module::new(&name, &file, Some(self.module), is_inline));
        self.here(|module| module.children.extend([(name.clone(), child)]));
        let Some((_, items)) = &item.content else {
            self.declared.push(child);
            return;
        };
        let folder = self.folder.join(&name);
        let outer = (
            std::mem::replace(&mut self.module, child),
            std::mem::replace(&mut self.folder, folder),
        );
        items.iter().for_each(|item| self.visit_item(item));
        (self.module, self.folder) = outer;
    }

    fn file_of(&self, name: &str, given: Option<String>, declaring: &Path) -> Option<PathBuf> {
        let beside = declaring.parent().unwrap_or(Path::new("."));
        let files = match given {
            Some(path) => vec![beside.join(path)],
            None => vec![
                self.folder.join(format!("{name}.rs")),
                self.folder.join(name).join("mod.rs"),
            ],
        };
        files.into_iter().find(|file| (self.content)(file).is_some())
    }

    fn import(&mut self, tree: &syn::UseTree, before: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.unraw().to_string());
                self.import(&path.tree, before);
                before.pop();
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(tree, before)),
            syn::UseTree::Name(name) => self.bring_in(before, &name.ident, &name.ident),
            syn::UseTree::Rename(rename) => self.bring_in(before, &rename.ident, &rename.rename),
            syn::UseTree::Glob(_) => {
                let path = before.clone();
                self.here(|module| module.imports.push(Import { alias: None, path }));
            }
        }
    }

    fn bring_in(&mut self, before: &[String], name: &syn::Ident, alias: &syn::Ident) {
        let mut path = before.to_vec();
        let mut alias = alias.unraw().to_string();
        if name == "self" {
            // `use a::b::{self}` brings in `b`.
            if alias == "self" {
                alias = path.last().cloned().unwrap_or_default();
            }
        } else {
            path.push(name.unraw().to_string());
        }
        let alias = Some(alias);
        self.here(|module| module.imports.push(Import { alias, path }));
    }

    /// Looks for paths in what a macro is given, of which nobody but the macro knows what it is.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (place, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(first) if first == "crate" || first == "super" => {
                    let rest = tokens.get(place + 1..).unwrap_or_default();
                    self.path_of_tokens(vec![first.to_string()], rest);
                }
                TokenTree::Group(group) => self.tokens(group.stream()),
                _ => {}
            }
        }
    }

    fn path_of_tokens(&mut self, mut path: Vec<String>, mut rest: &[TokenTree]) {
        while let [TokenTree::Punct(one), TokenTree::Punct(two), after, left @ ..] = rest {
            if one.as_char() != ':' || two.as_char() != ':' {
                break;
            }
            match after {
                TokenTree::Ident(name) => path.push(name.unraw().to_string()),
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    // Several paths with one beginning; the groups in it were meant for a `use`.
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    for part in
                        inner.split(|token| matches!(token, TokenTree::Punct(it) if it.as_char() == ','))
                    {
                        if let [TokenTree::Ident(name), rest @ ..] = part {
                            let mut path = path.clone();
                            path.push(name.unraw().to_string());
                            self.path_of_tokens(path, rest);
                        }
                    }
                    return;
                }
                _ => break,
            }
            rest = left;
        }
        self.here(|module| module.names.push(path));
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if attributes(item).iter().any(is_for_tests) {
            return;
        }
        match item {
            syn::Item::Mod(item) => return self.declare(item),
            syn::Item::Use(item) => return self.import(&item.tree, &mut Vec::new()),
            syn::Item::Const(item) => self.define(&item.ident),
            syn::Item::Enum(item) => self.define(&item.ident),
            syn::Item::Fn(item) => self.define(&item.sig.ident),
            syn::Item::Macro(item) => item.ident.iter().for_each(|name| self.define(name)),
            syn::Item::Static(item) => self.define(&item.ident),
            syn::Item::Struct(item) => self.define(&item.ident),
            syn::Item::Trait(item) => self.define(&item.ident),
            syn::Item::TraitAlias(item) => self.define(&item.ident),
            syn::Item::Type(item) => self.define(&item.ident),
            syn::Item::Union(item) => self.define(&item.ident),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast syn::ImplItem) {
        let attributes = match item {
            syn::ImplItem::Const(item) => item.attrs.as_slice(),
            syn::ImplItem::Fn(item) => item.attrs.as_slice(),
            syn::ImplItem::Type(item) => item.attrs.as_slice(),
            _ => &[],
        };
        if !attributes.iter().any(is_for_tests) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let inside = path
            .segments
            .first()
            .is_some_and(|first| first.ident == "crate" || first.ident == "super" || first.ident == "self");
        if path.leading_colon.is_none() && inside {
            let names = path
                .segments
                .iter()
                .map(|segment| segment.ident.unraw().to_string())
                .collect();
            self.here(|module| module.names.push(names));
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        self.tokens(called.tokens.clone());
        visit::visit_macro(self, called);
    }
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Whether something is compiled for tests alone.
fn is_for_tests(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute
            .parse_args::<syn::Ident>()
            .is_ok_and(|word| word == "test")
}

/// Returns what `#[path = "..."]` says.
fn given_path(attributes: &[syn::Attribute]) -> Option<String> {
    let given = attributes
        .iter()
        .find(|attribute| attribute.path().is_ident("path"))?;
    match &given.meta.require_name_value().ok()?.value {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(path),
            ..
        }) => Some(path.value()),
        _ => None,
    }
}
