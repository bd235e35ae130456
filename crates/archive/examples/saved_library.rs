//! Saves a library as this version writes it, for `tests/documents/`:
//! `cargo run -p archive --example saved_library -- tests/data/tokyo-2017.visit.json crates/archive/tests/documents/v0.1`.
//!
//! It is run once for each released version; the libraries of earlier versions stay as they are.

use std::{env, fs, ops::ControlFlow, path::Path};

use archive::{Access, DocumentId, Edited, FILE_NAME, Library, OpenOptions, SessionId, Stamp, UndoStep};
use visit::{Action, Document as _, Edit, EntityKey, Kind, Label, Visit};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(sample), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: saved_library VISIT.json FOLDER".into());
    };
    let folder = Path::new(&folder);
    let work = folder.join("work");
    let mut visit = Visit::from_json(&fs::read_to_string(sample)?)?;
    let stamp = |time| Stamp {
        author: archive::Author::new("anna", "Anna Orlova"),
        time,
    };
    let (mut library, _) = Library::open(
        &work,
        &OpenOptions {
            session: SessionId(*b"saved-library-01"),
            access: Access::Create,
        },
    )?;
    let subject = visit.title_of(&EntityKey::facts());
    let label = Label {
        action: Action::Import,
        kind: Kind::Facts.into(),
        subject,
    };
    let mut open = library.create(&visit, DocumentId([1; 16]), &stamp(1_489_737_600_000), &label)?;
    for (number, remark) in ["Флаги двух стран", "両国の国旗", "Flags of both countries"]
        .into_iter()
        .enumerate()
    {
        let fields =
            serde_json::Map::from_iter([("remarks".to_owned(), serde_json::json!({ "en": remark }))]);
        let applied = visit.apply(&Edit::Set {
            key: EntityKey::facts(),
            patch: fields,
        })?;
        let stamp = stamp(1_489_737_600_000 + i64::try_from(number)? * 60_000);
        library.record(
            &mut open,
            &visit,
            &Edited::new(&applied.changed, &applied.label),
            &stamp,
            &UndoStep::Edit(applied.undo),
        )?;
    }
    library.backup(&folder.join(FILE_NAME), &mut |_| ControlFlow::Continue(()))?;
    drop(library);
    fs::remove_dir_all(work)?;
    fs::write(folder.join("visit.json"), visit.to_json())?;
    Ok(())
}
