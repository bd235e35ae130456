//! Who is named, in the title block and in a row.

use visit::programme::{Attendee, Interpreter, ProgrammeEngagement};
use visit::vocabulary::{Language, Vocabulary};
use visit::{EngagementPart, Side};

use crate::clean;
use crate::programme::illustrative::signed;
use crate::programme::sheet::{Group, Principal, SideOfTitle};

/// The principals of each side, the sides in the order in which they come.
pub(super) fn sides_of_title(labels: &Vocabulary, principals: &[Attendee]) -> Vec<SideOfTitle> {
    by_side(labels, principals)
        .into_iter()
        .map(|(label, members)| SideOfTitle {
            label,
            principals: members
                .into_iter()
                .map(|member| Principal {
                    name: name_in_title(labels, member),
                    office: offices(labels, member),
                })
                .filter(|principal| principal.name.is_some() || principal.office.is_some())
                .collect(),
        })
        .filter(|side| !side.principals.is_empty())
        .collect()
}

/// The participants of an engagement by side, and its interpreters with the languages between which they work.
pub(super) fn groups(labels: &Vocabulary, engagement: &ProgrammeEngagement) -> Vec<Group> {
    let mut groups: Vec<Group> = by_side(labels, &engagement.participants)
        .into_iter()
        .map(|(label, members)| Group {
            label: signed(engagement, EngagementPart::Participants, label),
            names: members
                .into_iter()
                .filter_map(|member| filled(&labels.with_functions(member.shown(), &member.functions)))
                .collect(),
        })
        .collect();
    for unnamed in &engagement.groups {
        let label = unnamed
            .side
            .as_ref()
            .map_or(labels.columns.participants.into(), |side| labels.side(side));
        let label = signed(engagement, EngagementPart::Participants, clean::line(&label));
        let names = filled(&labels.with_functions(&unnamed.name, &unnamed.functions));
        match groups.iter_mut().find(|group| group.label == label) {
            Some(group) => group.names.extend(names),
            None => groups.push(Group {
                label,
                names: names.into_iter().collect(),
            }),
        }
    }
    groups.push(Group {
        label: signed(
            engagement,
            EngagementPart::Interpreters,
            labels.interpreters.to_owned(),
        ),
        names: engagement.interpreters.iter().filter_map(interpreter).collect(),
    });
    groups.retain(|group| !group.names.is_empty());
    groups
}

fn interpreter(it: &Interpreter) -> Option<String> {
    let name = filled(it.member.shown())?;
    Some(match (&it.from, &it.to) {
        (Some(from), Some(to)) => format!(
            "{name} ({} → {})",
            clean::line(from.as_str()),
            clean::line(to.as_str())
        ),
        (Some(one), None) | (None, Some(one)) => format!("{name} ({})", clean::line(one.as_str())),
        (None, None) => name,
    })
}

fn by_side<'a>(labels: &Vocabulary, members: &'a [Attendee]) -> Vec<(String, Vec<&'a Attendee>)> {
    let mut sides: Vec<(&Side, Vec<&Attendee>)> = Vec::new();
    for member in members {
        match sides.iter_mut().find(|(side, _)| **side == member.side) {
            Some((_, group)) => group.push(member),
            None => sides.push((&member.side, vec![member])),
        }
    }
    sides
        .into_iter()
        .map(|(side, group)| (clean::line(&labels.side(side)), group))
        .collect()
}

/// The name with its reading, in a language whose signs do not say how it is read.
fn name_in_title(labels: &Vocabulary, member: &Attendee) -> Option<String> {
    let name = filled(&member.name)?;
    match filled(&member.reading).filter(|_| labels.language == Language::Japanese) {
        Some(reading) => Some(labels.bracketed(&name, &reading)),
        None => Some(name),
    }
}

/// All offices of a member, the first one first.
fn offices(labels: &Vocabulary, member: &Attendee) -> Option<String> {
    let all = std::iter::once(&member.office).chain(&member.further);
    let all: Vec<String> = all.filter_map(|office| filled(office)).collect();
    filled(&labels.listed(&all))
}

fn filled(text: &str) -> Option<String> {
    Some(clean::line(text)).filter(|text| !text.is_empty())
}
