//! Who is named, in the title block and in a row.

use visit::programme::{Attendee, Interpreter, ProgrammeEngagement};
use visit::vocabulary::Vocabulary;
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
                    name: filled(&member.name),
                    office: filled(&member.office),
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
                .filter_map(|member| filled(member.shown()))
                .collect(),
        })
        .collect();
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

fn filled(text: &str) -> Option<String> {
    Some(clean::line(text)).filter(|text| !text.is_empty())
}
