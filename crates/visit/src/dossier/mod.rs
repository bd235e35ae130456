//! The dossier of two countries: what they have with each other beyond any one visit.

mod agreement;
mod countries;
mod facts;
mod strand;

pub use agreement::Agreement;
pub use countries::{Countries, NotCountries};
pub use facts::DossierFacts;
pub use strand::{Strand, StrandState};
