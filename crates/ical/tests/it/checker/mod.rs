//! A checker of RFC 5545 that shares nothing with what it checks: the form of the lines (section 3.1), what may stand in which
//! component and how often (section 3.6), the parameters (3.2), the types of the values (3.3), and what holds between lines.

#![allow(dead_code, unreachable_pub, reason = "examples use a part of it too")]

mod between;
mod lines;
mod params;
mod rule;
mod table;
mod values;

use lines::{Component, Line};

/// Returns every complaint about a calendar file.
pub fn complaints(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let roots = lines::components(text, &mut found);
    if roots.len() != 1 {
        found.push(format!("There are {} calendars.", roots.len()));
    }
    for root in &roots {
        if root.name != "VCALENDAR" {
            found.push(format!("The file begins with {}.", root.name));
        }
        component(root, None, &mut found);
        between::check(root, &mut found);
    }
    found
}

fn component(it: &Component, parent: Option<&str>, found: &mut Vec<String>) {
    let Some(rules) = table::of(&it.name) else {
        found.push(format!("line {}: a component {}", it.number, it.name));
        return;
    };
    if rules.parent != parent {
        found.push(format!("line {}: {} stands in {parent:?}", it.number, it.name));
    }
    if it.name == "VCALENDAR" && it.children.is_empty() {
        found.push("The calendar has no component (3.6).".to_owned());
    }
    for name in rules.required {
        if it.all(name).count() != 1 {
            found.push(format!(
                "line {}: {} has {} of {name}",
                it.number,
                it.name,
                it.all(name).count()
            ));
        }
    }
    for name in rules.once {
        if it.all(name).count() > 1 {
            found.push(format!(
                "line {}: {} has {} of {name}",
                it.number,
                it.name,
                it.all(name).count()
            ));
        }
    }
    for line in &it.lines {
        let known = rules
            .required
            .iter()
            .chain(rules.once)
            .chain(rules.many)
            .any(|name| *name == line.name);
        if !known && !is_own(&line.name) {
            found.push(format!("line {}: {} in {}", line.number, line.name, it.name));
        }
        property(line, &it.name, found);
    }
    for child in &it.children {
        component(child, Some(&it.name), found);
    }
}

fn property(line: &Line, component: &str, found: &mut Vec<String>) {
    let mut complain = |why: String| found.push(format!("line {}: {}: {why}", line.number, line.text));
    if line.value.trim().is_empty() {
        complain("no value".to_owned());
    }
    for why in params::faults(line) {
        complain(why);
    }
    if let Some(why) = values::fault(line, component) {
        complain(why);
    }
}

/// Returns whether a name is one that programs may give (x-name).
fn is_own(name: &str) -> bool {
    name.strip_prefix("X-").is_some_and(is_token)
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
