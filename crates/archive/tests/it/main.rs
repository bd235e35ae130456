//! What an archive promises, tested on real files.

mod damage;
mod documents;
mod durability;
mod history;
mod replicas;
mod rules;
mod support;
mod upkeep;
