//! The dossier of two countries: what they have with each other beyond any one visit.

mod agreement;
mod commitment;
mod contact;
mod countries;
mod entries;
mod facts;
mod strand;

pub use agreement::Agreement;
pub use commitment::{Commitment, FollowUp};
pub use contact::Contact;
pub use countries::{Countries, NotCountries};
pub use entries::{DossierEntries, Referred};
pub use facts::DossierFacts;
pub use strand::{Strand, StrandState};
