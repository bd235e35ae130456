//! Writing what visit files bring: new visits, visits out of the trash, and parts of other documents. All of it, or nothing.

use std::ops::ControlFlow;

use archive::{DocumentId, DocumentName, Edited, Library, New, Progress, Stamp, UndoStep};
use visit::{Action, Countries, Document, Dossier, House, HouseId, Kind, Label, Visit};

use super::parts::{ImportedPart, Parts, bring_into};
use crate::{
    Desk, DeskError,
    document_ref::HOUSE,
    opened::{Kept, Opened, called},
};

/// What is to be written.
pub(crate) struct Delivery {
    pub(crate) new: Vec<Visit>,
    pub(crate) restored: Vec<DocumentName>,
    pub(crate) parts: Parts,
}

/// Documents that the library has, held until all is written.
struct Held<'a> {
    dossiers: Vec<&'a mut Opened<Dossier>>,
    house: Option<&'a mut Opened<House>>,
}

/// What is done with several dossiers that are held.
type Work<'a, T> = dyn FnMut(Vec<&mut Opened<Dossier>>) -> Result<T, DeskError> + 'a;

/// Documents that the library does not have yet, with what is told of each.
#[derive(Default)]
struct Begun {
    dossiers: Vec<Dossier>,
    house: Option<House>,
    told: Vec<ImportedPart>,
}

impl Desk {
    /// Writes all of a delivery, or nothing of it, and tells what came of its parts.
    pub(crate) fn deliver(
        &self,
        delivery: &Delivery,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Vec<ImportedPart>, DeskError> {
        let Delivery { new, restored, parts } = delivery;
        new.iter().try_for_each(Document::validate)?;
        if new.is_empty() && restored.is_empty() && parts.is_empty() {
            return Ok(Vec::new());
        }
        let (mut open, mut begun) = (Vec::new(), Begun::default());
        for (countries, parts) in &parts.dossiers {
            match self.peek_there(countries, |_| ())? {
                Some(()) => open.push(countries),
                None => begun
                    .dossiers
                    .extend(begun_of(countries, parts, &mut begun.told)?),
            }
        }
        let house = HouseId(HOUSE.to_owned());
        let has_house = self.peek_there(&house, |_| ())?.is_some();
        if !has_house && !parts.house.is_empty() {
            begun.house = begun_of(&house, &parts.house, &mut begun.told)?;
        }
        let told = self.holding(&open, Vec::new(), &mut |dossiers| {
            if parts.house.is_empty() || !has_house {
                let held = Held {
                    dossiers,
                    house: None,
                };
                return self.write_all(delivery, &begun, held, progress);
            }
            self.with_document(&house, |house| {
                let held = Held {
                    dossiers,
                    house: Some(house),
                };
                self.write_all(delivery, &begun, held, progress)
            })
        });
        // Nobody needs to have them in memory; whoever works on one reads it again.
        for countries in open {
            self.with_closed(countries, || Ok(()))?;
        }
        if has_house {
            self.with_closed(&house, || Ok(()))?;
        }
        told
    }

    /// Works on several dossiers at once. Everybody holds them in the order of their names, so that no two wait for each other.
    fn holding<T>(
        &self,
        names: &[&Countries],
        held: Vec<&mut Opened<Dossier>>,
        work: &mut Work<'_, T>,
    ) -> Result<T, DeskError> {
        let Some((name, others)) = names.split_first() else {
            return work(held);
        };
        self.with_document(*name, |opened| {
            let mut all: Vec<&mut Opened<Dossier>> = held.into_iter().map(|one| &mut *one).collect();
            all.push(opened);
            self.holding(others, all, work)
        })
    }

    fn write_all(
        &self,
        delivery: &Delivery,
        begun: &Begun,
        mut held: Held<'_>,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Vec<ImportedPart>, DeskError> {
        let visits = labelled(&delivery.new);
        let dossiers = labelled(&begun.dossiers);
        let house = labelled(begun.house.as_slice());
        let mut new: Vec<New<'_>> = Vec::new();
        new.extend(visits.iter().map(|(it, label)| self.new_document(*it, label)));
        new.extend(dossiers.iter().map(|(it, label)| self.new_document(*it, label)));
        new.extend(house.iter().map(|(it, label)| self.new_document(*it, label)));
        let stamp = self.stamp();
        let mut told = begun.told.clone();
        let written = self.library().together(|library| {
            library.create_all(&new, &delivery.restored, &stamp, progress)?;
            for opened in &mut held.dossiers {
                let parts = delivery.parts.dossiers.get(&opened.document.id);
                told.push(bring_in(
                    library,
                    opened,
                    parts.map_or(&[], Vec::as_slice),
                    &stamp,
                )?);
            }
            if let Some(opened) = &mut held.house {
                told.push(bring_in(library, opened, &delivery.parts.house, &stamp)?);
            }
            Ok::<(), DeskError>(())
        });
        if let Err(error) = written {
            // What was written to them is not on the disk: whoever works on them next reads them again.
            held.dossiers.iter_mut().for_each(|opened| opened.stale = true);
            held.house.iter_mut().for_each(|opened| opened.stale = true);
            return Err(error);
        }
        told.retain(|part| !part.is_silent());
        Ok(told)
    }

    fn new_document<'a, D: Kept>(&self, document: &'a D, label: &'a Label) -> New<'a> {
        New::document(document, DocumentId(self.host.random()), label)
    }
}

/// Makes a document of parts that the library does not have.
fn begun_of<D: Kept>(
    name: &D::Name,
    parts: &[D],
    told: &mut Vec<ImportedPart>,
) -> Result<Option<D>, DeskError> {
    let Some(mut document) = D::begin(name) else {
        return Ok(None);
    };
    told.push(bring_into(&mut document, parts)?.1);
    Ok(Some(document))
}

/// Brings parts into a document that the library has.
fn bring_in<D: Kept>(
    library: &mut Library,
    opened: &mut Opened<D>,
    parts: &[D],
    stamp: &Stamp,
) -> Result<ImportedPart, DeskError> {
    let (applied, told) = bring_into(&mut opened.document, parts)?;
    if let Some(applied) = applied {
        let step = UndoStep::Edit(applied.undo.clone());
        let edited = Edited::of(&applied);
        library.record(&mut opened.history, &opened.document, &edited, stamp, &step)?;
    }
    Ok(told)
}

fn labelled<D: Kept>(documents: &[D]) -> Vec<(&D, Label)> {
    let label = |document: &D| Label {
        action: Action::Import,
        kind: Kind::Facts.into(),
        subject: called(document),
    };
    documents
        .iter()
        .map(|document| (document, label(document)))
        .collect()
}
