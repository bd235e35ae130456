//! The house: what a ministry keeps for all its visits.

mod day_off;
mod facts;
mod person;
mod template;
mod threshold;
mod topic;
mod venue;

pub use day_off::DayOff;
pub use facts::HouseFacts;
pub use person::KnownPerson;
pub use template::Template;
pub use threshold::Threshold;
pub use topic::KnownTopic;
pub use venue::{DriveTime, KnownVenue};
