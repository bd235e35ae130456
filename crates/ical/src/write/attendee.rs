//! ATTENDEE for everybody with an address.

use std::collections::BTreeSet;

use visit::{
    Function,
    programme::{Attendee, ProgrammeEngagement},
};

use super::fold::Output;
use crate::{conform::mail_address, line::Property};

/// Writes a line for each participant and interpreter with an address whom no kept line invites already.
pub(super) fn write(out: &mut Output, engagement: &ProgrammeEngagement, kept: &[Property<'_>]) {
    let mut invited: BTreeSet<String> = kept
        .iter()
        .filter(|line| line.is("ATTENDEE"))
        .filter_map(address)
        .collect();
    let people = engagement.participants.iter().chain(
        engagement
            .interpreters
            .iter()
            .map(|interpreter| &interpreter.member),
    );
    for person in people {
        let Some(email) = person
            .email
            .as_deref()
            .map(str::trim)
            .filter(|email| is_address(email))
        else {
            continue;
        };
        if invited.insert(email.to_lowercase()) {
            let name = name(person);
            let named: &[&str] = if name.is_empty() {
                &[]
            } else {
                &[";CN=\"", &name, "\""]
            };
            let uri = mail_address(email);
            let presides = |function: &Function| matches!(function, Function::Chair | Function::CoChair);
            let role = if person.functions.iter().any(presides) {
                ";CUTYPE=INDIVIDUAL;ROLE=CHAIR:"
            } else {
                ";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT:"
            };
            let rest = [role, &uri];
            out.parts(&[&["ATTENDEE"], named, &rest].concat());
        }
    }
}

fn address(line: &Property<'_>) -> Option<String> {
    let value = line.value.trim();
    value
        .get(..7)
        .filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"))
        .and_then(|_| value.get(7..))
        .map(str::to_lowercase)
}

fn is_address(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '"')
}

/// A quotation mark has no form within a parameter.
fn name(person: &Attendee) -> String {
    person
        .shown()
        .chars()
        .filter(|c| *c != '"' && !c.is_control())
        .collect::<String>()
        .trim()
        .to_owned()
}
