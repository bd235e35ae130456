//! Who has invited the guest, and the legs of a visit that goes to several places, a line each.

use visit::Status;
use visit::programme::{Programme, ProgrammeLeg};
use visit::vocabulary::Vocabulary;

use crate::clean;
use crate::dates;
use crate::programme::settled;

/// The lines, the inviter first.
pub(super) fn lines(labels: &Vocabulary, programme: &Programme) -> Vec<String> {
    let inviter = Some(clean::line(&programme.inviter)).filter(|inviter| !inviter.is_empty());
    let inviter = inviter.map(|inviter| labels.inviter.replace("{text}", &inviter));
    let legs = programme.legs.iter().map(|leg| line(labels, leg));
    let legs = legs.filter(|line| !line.is_empty());
    inviter
        .into_iter()
        .chain(legs.map(|line| labels.labelled(labels.leg, &line)))
        .collect()
}

/// Where, when, in which category, and how settled that is unless it is certain.
fn line(labels: &Vocabulary, leg: &ProgrammeLeg) -> String {
    let status = Some(&leg.status).filter(|status| **status != Status::Confirmed);
    let mut parts = vec![clean::line(&leg.name)];
    parts.extend(leg.dates.as_ref().map(|date| dates::phrased(labels, date)));
    parts.extend(leg.category.as_ref().map(|it| clean::line(&labels.category(it))));
    parts.extend(status.map(|status| clean::line(&labels.status(status)).to_lowercase()));
    parts.extend(settled::lines(labels, &leg.settled));
    parts.retain(|part| !part.is_empty());
    labels.listed(&parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leg_says_where_when_and_how_settled_it_is() {
        let leg = ProgrammeLeg {
            id: "kyoto".into(),
            name: "Kyoto".to_owned(),
            country: Some("JP".to_owned()),
            dates: Some(visit::programme::PhrasedDate {
                edtf: visit::Edtf("2017-03-21/2017-03-22".to_owned()),
                phrase: None,
            }),
            category: Some(visit::Category::Working),
            status: Status::Tentative,
            settled: visit::programme::Settled::default(),
        };
        assert_eq!(
            line(Vocabulary::of("en"), &leg),
            "Kyoto, 21–22 March 2017, Working visit, tentative"
        );
    }
}
