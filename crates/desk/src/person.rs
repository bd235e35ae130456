//! Who works here: an id that is made once for each account, in the platform's configuration folder and never in a library, and the
//! names under which the people are known by now.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use archive::{
    Author,
    files::{self, Guard, Limit},
};
use visit::{Document as _, EntityKey, HouseId, Kind, KnownPersonId, is_valid_id};

use crate::{Desk, document_ref::HOUSE};

/// The file in the configuration folder that holds the id, in one line.
const FILE: &str = "person";

/// More than an id ever takes.
const LIMIT: Limit = Limit {
    bytes: 1024,
    of: "the id of a person",
};

/// Returns the folder in which the id is kept: the platform's configuration folder, or `None` where the user has no home.
pub fn person_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("org", "Chancery", "Chancery").map(|dirs| dirs.config_dir().to_owned())
}

/// Returns the id that is kept in a folder; where there is none yet, it becomes one of `random`, 16 bytes that nobody has ever had.
///
/// Where the folder can neither be read nor written, the id is made of the account's name: better than none, and the same every time.
pub(crate) fn id_in(folder: Option<&Path>, account: &str, random: [u8; 16]) -> KnownPersonId {
    let of_account = || KnownPersonId(format!("account-{}", hex(account.as_bytes())));
    let Some(folder) = folder else {
        return of_account();
    };
    let file = folder.join(FILE);
    if let Some(known) = read(&file) {
        return known;
    }
    let id = hex(&random);
    let guard = Guard::default();
    let written = files::make_folder(folder, &guard).and_then(|()| {
        files::write(&file, format!("{id}\n").as_bytes(), &guard, &mut || {
            ControlFlow::Continue(())
        })
    });
    match written {
        // Another start may have been faster; then that one counts.
        Ok(()) => read(&file).unwrap_or(KnownPersonId(id)),
        Err(_) => of_account(),
    }
}

fn read(file: &Path) -> Option<KnownPersonId> {
    if !file.is_file() {
        return None;
    }
    let bytes = files::read(file, LIMIT, &mut |_| ControlFlow::Continue(())).ok()?;
    let id = String::from_utf8(bytes).ok()?.trim().to_owned();
    is_valid_id(&id).then_some(KnownPersonId(id))
}

/// Writes bytes as an id: digits and small letters only.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The names of the people whom the house knows.
#[derive(Default)]
pub(crate) struct Names(BTreeMap<KnownPersonId, String>);

impl Names {
    /// Returns the name of whoever signed: the one under which the house knows the person now, else the one of that time.
    pub(crate) fn of(&self, author: &Author) -> String {
        let known = self.0.get(&author.person).filter(|name| !name.is_empty());
        known.unwrap_or(&author.name).clone()
    }
}

impl Desk {
    /// Returns the names of the people whom the house knows; none where it cannot be read, which is told where it is opened, and keeps
    /// nobody from anything else. Nobody may hold the house meanwhile.
    pub(crate) fn names(&self) -> Names {
        let names = self.peek_there(&HouseId(HOUSE.to_owned()), |house| {
            let people = house.people.iter().filter(|(_, person)| !person.removed);
            let people = people.map(|(id, _)| {
                let title = house.title_of(&EntityKey::new(Kind::KnownPerson, id.as_str()));
                (id.clone(), title)
            });
            people.collect()
        });
        Names(names.ok().flatten().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_made_once_and_found_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let config = folder.path().join("config");
        let first = id_in(Some(&config), "protocol7", [7; 16]);
        assert_eq!(first.as_str(), "07".repeat(16));
        assert_eq!(id_in(Some(&config), "another name", [9; 16]), first);
    }

    #[test]
    fn two_accounts_of_one_name_are_two_people() {
        let (here, there) = (tempfile::tempdir(), tempfile::tempdir());
        let (here, there) = (here.expect("a folder"), there.expect("a folder"));
        let first = id_in(Some(here.path()), "protocol", [1; 16]);
        assert_ne!(first, id_in(Some(there.path()), "protocol", [2; 16]));
    }

    #[test]
    fn where_nothing_can_be_kept_the_account_is_the_person_and_what_is_no_id_is_made_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        files::write(&file, b"no folder", &Guard::default(), &mut || {
            ControlFlow::Continue(())
        })
        .expect("written");
        let id = id_in(Some(&file), "anna", [1; 16]);
        assert_eq!(
            (id.as_str(), id_in(None, "anna", [2; 16])),
            ("account-616e6e61", id.clone())
        );
        files::write(
            &folder.path().join(FILE),
            b"../../x",
            &Guard::default(),
            &mut || ControlFlow::Continue(()),
        )
        .expect("written");
        assert_eq!(
            id_in(Some(folder.path()), "anna", [3; 16]).as_str(),
            "03".repeat(16)
        );
    }
}
