//! A world in which nothing happens by chance.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use chrono::{DateTime, NaiveDate, Utc};
use desk::{Access, Desk, ExportFormat, Host, JobProgress, NewVisit};
use tempfile::TempDir;
use visit::{Edit, EngagementId, Kind, Text, VisitId, When};

/// Whoever hears of progress as it is made.
type Listener = Box<dyn Fn(&JobProgress) + Send>;

/// A host whose clock stands still, whose random numbers count, and who always chooses the same file.
#[derive(Default)]
pub(crate) struct Still {
    count: AtomicU64,
    pub(crate) chosen: Mutex<Option<PathBuf>>,
    pub(crate) heard: Mutex<Vec<JobProgress>>,
    /// Hears of progress as it is made.
    pub(crate) listener: Mutex<Option<Listener>>,
}

/// Sessions of different hosts must never have the same bytes, in tests neither.
static HOSTS: AtomicU64 = AtomicU64::new(1);

impl Still {
    pub(crate) fn new() -> Arc<Self> {
        let still = Self::default();
        still
            .count
            .store(HOSTS.fetch_add(1, Ordering::Relaxed) << 32, Ordering::Relaxed);
        Arc::new(still)
    }
}

impl Host for Still {
    fn now(&self) -> DateTime<Utc> {
        "2017-03-17T08:00:00Z".parse().expect("a moment")
    }

    fn random(&self) -> [u8; 16] {
        u128::from(self.count.fetch_add(1, Ordering::Relaxed)).to_be_bytes()
    }

    fn author(&self) -> desk::Author {
        desk::Author::new("officer", "Protocol officer")
    }

    fn report(&self, progress: JobProgress) {
        if let Some(listener) = &*self.listener.lock().expect("a lock") {
            listener(&progress);
        }
        self.heard.lock().expect("a lock").push(progress);
    }

    fn choose_file_to_import(&self) -> Option<PathBuf> {
        self.chosen.lock().expect("a lock").clone()
    }

    fn choose_file_to_write(&self, _: &str, _: ExportFormat) -> Option<PathBuf> {
        self.chosen.lock().expect("a lock").clone()
    }
}

/// A desk in a folder of its own.
pub(crate) struct Room {
    pub(crate) folder: TempDir,
    pub(crate) host: Arc<Still>,
    pub(crate) desk: Arc<Desk>,
}

pub(crate) fn room() -> Room {
    let folder = tempfile::tempdir().expect("a folder");
    let host = Still::new();
    let desk = Arc::new(
        Desk::open(&folder.path().join("library"), Access::Create, host.clone()).expect("a library"),
    );
    Room { folder, host, desk }
}

impl Room {
    pub(crate) fn visit(&self) -> VisitId {
        let request = NewVisit {
            title: Text::new("en", "Tokyo"),
            guest: visit::Party {
                zone: Some("Europe/Moscow".into()),
                ..Default::default()
            },
            host: visit::Party {
                zone: Some("Asia/Tokyo".into()),
                ..Default::default()
            },
            dates: None,
            own_side: None,
        };
        self.desk.create_visit(request).expect("a visit").summary.id
    }

    /// Adds an engagement on 20 March 2017 and returns its id.
    pub(crate) fn engagement(&self, visit: &VisitId, title: &str) -> EngagementId {
        let engagement = visit::Engagement {
            title: Text::new("en", title),
            when: at(10),
            ..Default::default()
        };
        let value = object(&engagement);
        let answer = self
            .desk
            .edit(
                visit,
                Edit::Add {
                    kind: Kind::Engagement,
                    id: None,
                    value,
                },
            )
            .expect("added");
        EngagementId(answer.changed[0].key.id.clone())
    }
}

/// Returns the fields of an entity.
pub(crate) fn object(entity: &impl serde::Serialize) -> serde_json::Map<String, serde_json::Value> {
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(entity) else {
        panic!("an object")
    };
    fields
}

pub(crate) fn at(hour: u32) -> When {
    let day = NaiveDate::from_ymd_opt(2017, 3, 20).expect("a day");
    let time = |hour| day.and_hms_opt(hour, 0, 0).expect("a time");
    When::at(time(hour), time(hour + 1), "Asia/Tokyo")
}
