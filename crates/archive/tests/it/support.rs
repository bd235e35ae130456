//! A library in a temporary folder, and a visit to put into it.

use std::{ops::ControlFlow, path::Path};

use archive::{
    Access, Author, DocumentId, DocumentName, Edited, Library, OpenOptions, OpenReport, OpenVisit, Progress,
    Recorded, SessionId, Stamp, Step, UndoStep,
};
use serde_json::{Value, json};
use tempfile::TempDir;
use visit::{
    Action, Applied, Document as _, Edit, EntityKey, Kind, KnownPersonId, Label, Splice, TakenBack, Taking,
    Visit, VisitId,
};

pub(crate) const AUTHOR: &str = "Anna Orlova";

/// The id of the person who has that name.
pub(crate) const PERSON: &str = "anna";

pub(crate) fn person() -> KnownPersonId {
    PERSON.into()
}

pub(crate) fn options(session: u8) -> OpenOptions {
    OpenOptions {
        session: SessionId([session; 16]),
        access: Access::Create,
    }
}

pub(crate) fn stamp(time: i64) -> Stamp {
    Stamp {
        author: Author::new(PERSON, AUTHOR),
        time,
    }
}

pub(crate) fn label(action: Action) -> Label {
    Label {
        action,
        kind: Kind::Facts.into(),
        subject: "Consultations".into(),
    }
}

/// The id that a visit has on all its copies: here, one that can be told from its name.
pub(crate) fn document_id(visit: &Visit) -> DocumentId {
    let mut id = [0; 16];
    id.iter_mut()
        .zip(visit.id.as_str().bytes())
        .for_each(|(at, byte)| *at = byte);
    DocumentId(id)
}

pub(crate) fn open(folder: &Path, session: u8) -> (Library, OpenReport) {
    Library::open(folder, &options(session)).unwrap()
}

pub(crate) fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// A visit with members and engagements, titles in two scripts, and a topic with prose.
pub(crate) fn visit_of(id: &str, engagements: usize) -> Visit {
    let all: serde_json::Map<String, Value> = (0..engagements)
        .map(|number| {
            let value = json!({
                "title": {"en": format!("Talks {number}"), "ru": format!("Переговоры {number}")},
                "kind": "talks",
                "when": {"kind": "at", "start": "2017-03-20T10:00:00", "end": "2017-03-20T11:30:00", "zone": "Asia/Tokyo"},
                "order": "a3",
                "status": "confirmed",
                "participants": {"m-1": {}},
            });
            (format!("e-{number}"), value)
        })
        .collect();
    Visit::from_value(json!({
        "id": id,
        "facts": {"title": {"en": "Consultations", "ja": "外務・防衛閣僚協議"}, "languages": ["en", "ru"], "status": "confirmed"},
        "members": {"m-1": {"side": "guest", "role": "principal", "order": "a3"}, "m-2": {"side": "host", "role": "principal", "order": "a1"}},
        "engagements": all,
        "topics": {"t-1": {"engagement": "e-0", "title": {"en": "Security"}, "order": "a3", "brief": {"points_to_make": {"en": "We say one thing."}}}},
    }))
    .unwrap()
}

/// One library with one visit, open.
pub(crate) struct Desk {
    pub(crate) folder: TempDir,
    pub(crate) library: Library,
    pub(crate) open: OpenVisit,
    pub(crate) visit: Visit,
    pub(crate) time: i64,
}

impl Desk {
    pub(crate) fn new(engagements: usize) -> Self {
        let folder = TempDir::new().unwrap();
        let (mut library, _) = open(folder.path(), 1);
        let visit = visit_of("v-1", engagements);
        let open = library
            .create(&visit, document_id(&visit), &stamp(1_000), &label(Action::Create))
            .unwrap();
        let visit = open.read().unwrap();
        Self {
            folder,
            library,
            open,
            visit,
            time: 1_000,
        }
    }

    /// Another copy of the same visit, in a library of its own.
    pub(crate) fn copy(&self, session: u8) -> Self {
        let folder = TempDir::new().unwrap();
        let (mut library, _) = open(folder.path(), session);
        let open = library.adopt(&self.open.to_bytes(), &stamp(self.time)).unwrap();
        let visit = open.read().unwrap();
        Self {
            folder,
            library,
            open,
            visit,
            time: self.time,
        }
    }

    pub(crate) fn edit(&mut self, edit: &Edit) -> Recorded {
        let applied = self.visit.apply(edit).unwrap();
        self.time += 1_000;
        let step = UndoStep::Edit(applied.undo.clone());
        self.library
            .record(
                &mut self.open,
                &self.visit,
                &Edited::of(&applied),
                &stamp(self.time),
                &step,
            )
            .unwrap()
    }

    pub(crate) fn set(&mut self, kind: Kind, id: &str, fields: Value) -> Recorded {
        self.edit(&set(kind, id, fields))
    }

    /// Edits a text of the topic `t-1` by splices, as it is now.
    pub(crate) fn splice(&mut self, [part, language]: [&str; 2], splices: &[Splice]) -> Recorded {
        self.edit(&Edit::Text {
            key: EntityKey::new(Kind::Topic, "t-1"),
            path: path([part, language]),
            base: Vec::new(),
            splices: splices.to_vec(),
        })
    }

    /// The words of a text of the topic `t-1`; none where it is absent.
    pub(crate) fn words(&self, [part, language]: [&str; 2]) -> String {
        let topic = self.visit.value_of(&EntityKey::new(Kind::Topic, "t-1")).unwrap();
        topic["brief"][part][language]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    pub(crate) fn undo(&mut self) -> Recorded {
        let step = self.library.undo_top(self.open.id(), &person()).unwrap().unwrap();
        let applied = self.take_back(&step);
        self.time += 1_000;
        let taken = UndoStep::Undo {
            position: step.position,
            again: applied.undo.clone(),
        };
        self.library
            .record(
                &mut self.open,
                &self.visit,
                &Edited::of(&applied),
                &stamp(self.time),
                &taken,
            )
            .unwrap()
    }

    fn take_back(&mut self, step: &Step) -> Applied {
        let taken = self.take_back_what_stands(step);
        assert_eq!(taken.left, [], "something was left as it is");
        taken.applied
    }

    fn take_back_what_stands(&mut self, step: &Step) -> TakenBack {
        let texts = self.open.texts_back(step).unwrap();
        let taking = Taking {
            patch: &step.patch,
            texts: &texts,
            label: &step.label,
        };
        self.visit.take_back(&taking).unwrap()
    }

    /// Makes an edit, or leaves everything as it is where it is refused.
    pub(crate) fn edit_if_legal(&mut self, edit: &Edit) {
        if self.visit.clone().apply(edit).is_ok() {
            self.edit(edit);
        }
    }

    /// Takes the last step back, where there is one, as far as it still stands.
    pub(crate) fn undo_what_stands(&mut self) {
        let Some(step) = self.library.undo_top(self.open.id(), &person()).unwrap() else {
            return;
        };
        let applied = self.take_back_what_stands(&step).applied;
        self.time += 1_000;
        let (stamp, edited) = (stamp(self.time), Edited::of(&applied));
        let taken = UndoStep::Undo {
            position: step.position,
            again: applied.undo.clone(),
        };
        self.library
            .record(&mut self.open, &self.visit, &edited, &stamp, &taken)
            .unwrap();
    }

    pub(crate) fn redo(&mut self) -> Recorded {
        let step = self.library.redo_top(self.open.id(), &person()).unwrap().unwrap();
        let applied = self.take_back(&step);
        self.time += 1_000;
        let taken = UndoStep::Redo {
            position: step.position,
            back: applied.undo.clone(),
        };
        self.library
            .record(
                &mut self.open,
                &self.visit,
                &Edited::of(&applied),
                &stamp(self.time),
                &taken,
            )
            .unwrap()
    }

    /// Takes in what the other copy has changed.
    pub(crate) fn merge(&mut self, bytes: &[u8]) {
        self.library
            .merge_changes(&mut self.open, bytes, &stamp(self.time))
            .unwrap();
        self.visit = self.open.read().unwrap();
    }

    /// Closes the library and opens it again, as after a restart.
    pub(crate) fn reopen(self, session: u8) -> Self {
        let Self {
            folder,
            library,
            open: closed,
            time,
            ..
        } = self;
        drop(library);
        let (library, report) = open(folder.path(), session);
        assert_eq!(report, OpenReport::default());
        let open = library.open_visit(closed.id()).unwrap();
        let visit = open.read().unwrap();
        Self {
            folder,
            library,
            open,
            visit,
            time,
        }
    }
}

/// The path to a text of a brief.
pub(crate) fn path([part, language]: [&str; 2]) -> Vec<String> {
    ["brief", part, language].map(str::to_owned).to_vec()
}

pub(crate) fn set(kind: Kind, id: &str, fields: Value) -> Edit {
    let Value::Object(fields) = fields else {
        panic!("fields are an object")
    };
    Edit::Set {
        key: EntityKey::new(kind, id),
        patch: fields,
    }
}

/// What the visit with this id is called among the documents of a library.
pub(crate) fn name(text: &str) -> DocumentName {
    DocumentName::of(&id(text))
}

pub(crate) fn id(text: &str) -> VisitId {
    VisitId(text.into())
}
