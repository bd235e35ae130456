//! The sign of what is illustrative: after each part that is marked by itself, and after every time that no source gives.

use visit::programme::{ForPress, ProgrammeEngagement};
use visit::{EngagementKind, EngagementPart};

/// The sign, which a note explains.
pub(super) const SIGN: &str = "*";

/// The text with the sign after it, where the part is marked by itself.
pub(super) fn signed(engagement: &ProgrammeEngagement, part: EngagementPart, text: String) -> String {
    if engagement.illustrative.marks(part) && !text.is_empty() {
        text + SIGN
    } else {
        text
    }
}

/// The sign after a time. What is illustrative as a whole has it too, for whoever reads the times alone.
pub(super) fn sign_of_time(engagement: &ProgrammeEngagement) -> Option<String> {
    engagement
        .illustrative
        .covers(EngagementPart::When)
        .then(|| SIGN.to_owned())
}

/// Whether anything that is shown of an engagement is illustrative.
pub(super) fn is_shown(engagement: &ProgrammeEngagement) -> bool {
    engagement.illustrative.whole || engagement.illustrative.parts().any(|part| has(engagement, part))
}

/// Whether an engagement shows a part at all.
fn has(engagement: &ProgrammeEngagement, part: EngagementPart) -> bool {
    match part {
        EngagementPart::Title | EngagementPart::Status => true,
        EngagementPart::Kind => engagement.kind != EngagementKind::Other,
        EngagementPart::Format => engagement.format.is_some(),
        EngagementPart::When => engagement.day.is_some() || !engagement.said.is_empty(),
        EngagementPart::Assemble => engagement.start.and(engagement.assemble).is_some(),
        EngagementPart::Press => engagement.press.is_some() || engagement.for_press != ForPress::default(),
        EngagementPart::Dress => !engagement.dress.trim().is_empty(),
        EngagementPart::Venue => engagement.venue.is_some(),
        EngagementPart::Participants => !engagement.participants.is_empty() || !engagement.groups.is_empty(),
        EngagementPart::Interpreters => !engagement.interpreters.is_empty(),
        EngagementPart::Movement => engagement.movement.is_some(),
    }
}
