//! A line taken apart so that it can be mended, at no cost where there is nothing to mend.

use std::borrow::Cow;

use super::{
    Verdict,
    param::{self, Param},
};
use crate::{line::Property, report::shown};

/// The parts of a line, with what was changed in them.
pub(super) struct Fields<'a> {
    /// In capitals.
    pub(super) name: &'a str,
    property: Property<'a>,
    /// Taken apart when they are first asked for.
    params: Option<Vec<Param<'a>>>,
    value: Option<String>,
    pub(super) changes: Vec<String>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(name: &'a str, property: &Property<'a>) -> Self {
        Self {
            name,
            property: *property,
            params: None,
            value: None,
            changes: Vec::new(),
        }
    }

    pub(super) fn value(&self) -> &str {
        self.value.as_deref().unwrap_or(self.property.value)
    }

    /// Returns the parameters as they stand.
    pub(super) fn raw_params(&self) -> &'a str {
        self.property.params
    }

    /// Returns whether a parameter was asked to be changed.
    pub(super) fn is_taken_apart(&self) -> bool {
        self.params.is_some()
    }

    pub(super) fn has_params(&self) -> bool {
        match &self.params {
            Some(params) => !params.is_empty(),
            None => !self.property.params.is_empty(),
        }
    }

    /// Returns the first value of a parameter.
    pub(super) fn param(&self, name: &str) -> Option<&str> {
        match &self.params {
            None => self.property.param(name),
            Some(params) => params
                .iter()
                .find(|param| param.name == name)
                .and_then(|param| param.values.first())
                .map(Cow::as_ref),
        }
    }

    /// Returns the parameters, to be changed.
    pub(super) fn params(&mut self) -> &mut Vec<Param<'a>> {
        let raw = self.property.params;
        self.params.get_or_insert_with(|| param::taken_apart(raw))
    }

    /// Leaves a parameter out, or has it say something else.
    pub(super) fn set_param(&mut self, name: &'static str, value: Option<&str>) {
        if self.param(name) == value {
            return;
        }
        let params = self.params();
        params.retain(|param| param.name != name);
        if let Some(value) = value {
            params.push(Param {
                name: Cow::Borrowed(name),
                values: vec![Cow::Owned(value.to_owned())],
            });
        }
    }

    /// Has the line say something else, and says so.
    pub(super) fn mend(&mut self, value: String) {
        if value != self.value() {
            self.changes.push(format!(
                "'{}' was written as '{}'.",
                shown(self.value()),
                shown(&value)
            ));
            self.value = Some(value);
        }
    }

    pub(super) fn changed(&mut self, what: impl Into<String>) {
        self.changes.push(what.into());
    }

    pub(super) fn verdict(self) -> Verdict {
        if self.params.is_none() && self.value.is_none() && self.changes.is_empty() {
            return Verdict::Sound;
        }
        let mut line = self.name.to_owned();
        match &self.params {
            None => line.push_str(self.property.params),
            Some(params) => param::write(params, &mut line),
        }
        line.push(':');
        line.push_str(self.value());
        Verdict::Mended(line, self.changes)
    }
}
