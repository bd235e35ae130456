//! The one writer of files: what it leaves alone, and what it leaves behind.

mod reading;

use std::{
    fs,
    ops::ControlFlow,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink},
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use archive::files::{self, Draft, FileError, Guard};
use tempfile::TempDir;

use crate::support;

/// A folder with a library in `library`, open no longer.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        drop(support::open(&folder.path().join("library"), 1));
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn guard(&self) -> Guard {
        Guard::library(&self.path("library"))
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), FileError> {
        files::write(&self.path(name), bytes, &self.guard(), &mut go_on)
    }

    fn library(&self) -> Vec<u8> {
        fs::read(self.path("library/library.chancery")).expect("the library")
    }

    /// The names in the folder, so that a temporary file that was forgotten is seen.
    fn names(&self) -> Vec<String> {
        names(self.folder.path())
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    names.sort();
    names
}

fn go_on() -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("a file").mode() & 0o777
}

#[test]
fn nothing_is_written_into_the_folder_of_the_library_under_whatever_name_it_goes() {
    let desk = Desk::new();
    let before = desk.library();
    fs::create_dir(desk.path("library/exports")).expect("a folder");
    symlink(desk.path("library"), desk.path("other")).expect("a link");
    symlink(desk.path("library/library.chancery"), desk.path("link.pdf")).expect("a link");
    symlink(desk.path("library/new.pdf"), desk.path("dangling.pdf")).expect("a link");
    fs::hard_link(desk.path("library/library.chancery"), desk.path("hard.pdf")).expect("a link");
    for name in [
        "library/library.chancery",
        "library/library.chancery-wal",
        "library/new.pdf",
        "library/exports/new.pdf",
        "library/exports/../new.pdf",
        "other/new.pdf",
        "other/library.chancery",
        "link.pdf",
        "dangling.pdf",
        "hard.pdf",
    ] {
        let refused = desk.write(name, b"%PDF").expect_err(name);
        assert!(
            matches!(refused, FileError::InLibrary { .. }),
            "{name}: {refused}"
        );
        assert!(refused.to_string().contains("library"), "{refused}");
        assert!(!refused.remedy().is_empty());
    }
    assert_eq!(desk.library(), before);
    assert!(!desk.path("library/new.pdf").exists());
    for folder in ["library/new/folder", "other/new", "library"] {
        let refused = files::make_folder(&desk.path(folder), &desk.guard());
        assert!(matches!(refused, Err(FileError::InLibrary { .. })), "{folder}");
    }
    assert!(!desk.path("library/new").exists());
}

#[test]
fn nothing_is_written_into_the_folder_of_another_library_either() {
    let desk = Desk::new();
    drop(support::open(&desk.path("other"), 2));
    fs::create_dir(desk.path("other/exports")).expect("a folder");
    symlink(desk.path("other"), desk.path("link")).expect("a link");
    let before = names(&desk.path("other"));
    let lock = fs::metadata(desk.path("other/library.lock"))
        .expect("a lock")
        .ino();
    let count = fs::read(desk.path("other/library.acknowledged")).expect("a count");
    for name in [
        "other/library.lock",
        "other/library.acknowledged",
        "other/library.chancery.new",
        "other/visit.json",
        "other/exports/visit.json",
        "link/library.lock",
    ] {
        for guard in [desk.guard(), Guard::default()] {
            let refused = files::write(&desk.path(name), b"{}", &guard, &mut go_on).expect_err(name);
            assert!(
                matches!(&refused, FileError::InLibrary { folder, .. } if folder.ends_with("other")),
                "{name}: {refused}"
            );
            let refused = Draft::new(&desk.path(&format!("{name}.new-copy")), &guard).expect_err(name);
            assert!(
                matches!(refused, FileError::InLibrary { .. }),
                "{name}: {refused}"
            );
        }
    }
    for folder in ["other", "other/new/folder", "link"] {
        let refused = files::make_folder(&desk.path(folder), &desk.guard());
        assert!(matches!(refused, Err(FileError::InLibrary { .. })), "{folder}");
    }
    assert_eq!(names(&desk.path("other")), before);
    assert_eq!(
        fs::read(desk.path("other/library.acknowledged")).expect("a count"),
        count
    );
    assert_eq!(
        fs::metadata(desk.path("other/library.lock"))
            .expect("a lock")
            .ino(),
        lock
    );
}

#[test]
fn a_backup_and_another_library_are_never_overwritten_nor_given_a_journal() {
    let desk = Desk::new();
    fs::copy(desk.path("library/library.chancery"), desk.path("backup.pdf")).expect("copied");
    // Whoever was given it open only to read it does not write to it either.
    let opened = fs::File::open(desk.path("backup.pdf")).expect("opened");
    let given = format!("/dev/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&opened));
    let refused = files::write(Path::new(&given), b"no", &desk.guard(), &mut go_on);
    assert!(matches!(refused, Err(FileError::IsLibrary { .. })), "{refused:?}");
    for name in ["backup.pdf", "backup.pdf-wal", "backup.pdf-journal"] {
        let refused = desk.write(name, b"%PDF").expect_err(name);
        assert!(
            matches!(refused, FileError::IsLibrary { .. }),
            "{name}: {refused}"
        );
    }
    desk.write("programme-wal", b"a name that only looks like one")
        .expect("written");
}

#[test]
fn the_file_that_is_being_read_is_not_overwritten_through_any_of_its_names() {
    let desk = Desk::new();
    let source = desk.path("visit.json");
    fs::write(&source, "{}").expect("written");
    symlink(&source, desk.path("link")).expect("a link");
    fs::hard_link(&source, desk.path("hard")).expect("a link");
    let guard = desk.guard().reading(&source);
    for name in ["visit.json", "link", "hard"] {
        let refused = files::write(&desk.path(name), b"new", &guard, &mut go_on).expect_err(name);
        assert!(matches!(refused, FileError::IsSource { .. }), "{name}: {refused}");
    }
    assert_eq!(fs::read(&source).expect("still there"), b"{}");
}

#[test]
fn somebody_elses_file_beside_the_target_is_neither_destroyed_nor_followed() {
    let desk = Desk::new();
    fs::write(desk.path("a.pdf.part"), "precious").expect("written");
    fs::write(desk.path("victim"), "precious").expect("written");
    symlink(desk.path("victim"), desk.path("b.pdf.part")).expect("a link");
    desk.write("a.pdf", b"new").expect("written");
    desk.write("b.pdf", b"new").expect("written");
    for name in ["a.pdf.part", "b.pdf.part", "victim"] {
        assert_eq!(fs::read(desk.path(name)).expect("still there"), b"precious");
    }
    assert_eq!(
        desk.names(),
        ["a.pdf", "a.pdf.part", "b.pdf", "b.pdf.part", "library", "victim"]
    );
}

#[test]
fn a_link_stays_and_what_it_names_is_written_whether_it_is_there_or_not() {
    let desk = Desk::new();
    fs::create_dir(desk.path("elsewhere")).expect("a folder");
    fs::write(desk.path("elsewhere/old"), "old").expect("written");
    symlink("elsewhere/old", desk.path("first")).expect("a link");
    symlink("first", desk.path("second")).expect("a link");
    symlink("elsewhere/new", desk.path("dangling")).expect("a link");
    desk.write("second", b"one").expect("written");
    desk.write("dangling", b"two").expect("written");
    assert_eq!(fs::read(desk.path("elsewhere/old")).expect("a file"), b"one");
    assert_eq!(fs::read(desk.path("elsewhere/new")).expect("a file"), b"two");
    for link in ["first", "second", "dangling"] {
        assert!(desk.path(link).is_symlink(), "{link}");
    }
    assert_eq!(names(&desk.path("elsewhere")), ["new", "old"]);
    symlink("round", desk.path("round")).expect("a link");
    assert!(matches!(
        desk.write("round", b""),
        Err(FileError::Unwritable { .. })
    ));
}

#[test]
fn a_new_folder_is_its_owners_alone() {
    let desk = Desk::new();
    files::make_folder(&desk.path("exports/of/today"), &desk.guard()).expect("made");
    for made in ["exports", "exports/of", "exports/of/today"] {
        assert_eq!(mode(&desk.path(made)), 0o700, "{made}");
    }
}

#[test]
fn a_new_file_is_its_owners_alone_and_a_replaced_one_keeps_its_mode() {
    let desk = Desk::new();
    desk.write("new.pdf", b"new").expect("written");
    assert_eq!(mode(&desk.path("new.pdf")), 0o600);
    for kept in [0o644, 0o660, 0o640, 0o600] {
        fs::set_permissions(desk.path("new.pdf"), fs::Permissions::from_mode(kept)).expect("set");
        desk.write("new.pdf", b"newer").expect("written");
        assert_eq!(mode(&desk.path("new.pdf")), kept);
    }
    fs::set_permissions(desk.path("new.pdf"), fs::Permissions::from_mode(0o444)).expect("set");
    assert!(matches!(
        desk.write("new.pdf", b"newest"),
        Err(FileError::ReadOnly { .. })
    ));
    assert_eq!(fs::read(desk.path("new.pdf")).expect("a file"), b"newer");
}

#[test]
fn who_waits_for_somebody_to_read_from_a_pipe_may_give_up() {
    let desk = Desk::new();
    let pipe = desk.path("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .expect("mkfifo")
            .success()
    );
    let give_up = |asked: &mut u32, most: u32| {
        *asked += 1;
        if *asked < most {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    };
    let mut asked = 0;
    let refused = files::write(&pipe, b"nobody reads this", &desk.guard(), &mut || {
        give_up(&mut asked, 3)
    });
    assert!(matches!(refused, Err(FileError::Cancelled)), "{refused:?}");
    // Somebody who opens the pipe and takes nothing out of it does not keep the writer for ever either.
    let reader = fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(&pipe)
        .expect("opened");
    let mut asked = 0;
    let much = vec![b'x'; 1 << 20];
    let refused = files::write(&pipe, &much, &desk.guard(), &mut || give_up(&mut asked, 3));
    assert!(matches!(refused, Err(FileError::Cancelled)), "{refused:?}");
    drop(reader);
}

#[test]
fn a_pipe_and_a_device_are_written_to_and_stay_what_they_are() {
    let desk = Desk::new();
    let pipe = desk.path("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    let reader = {
        let pipe = pipe.clone();
        thread::spawn(move || fs::read(pipe).expect("read"))
    };
    desk.write("pipe", b"through the pipe").expect("written");
    assert_eq!(reader.join().expect("a reader"), b"through the pipe");
    assert!(!fs::metadata(&pipe).expect("a pipe").is_file());
    symlink("/dev/null", desk.path("null")).expect("a link");
    desk.write("null", b"gone").expect("written");
    assert!(!fs::metadata("/dev/null").expect("a device").is_file());
    symlink("/dev/full", desk.path("full")).expect("a link");
    let refused = desk.write("full", b"no room").expect_err("a full device");
    assert!(matches!(refused, FileError::DiskFull { .. }), "{refused}");
    assert_eq!(desk.names(), ["full", "library", "null", "pipe"]);
}

#[test]
fn what_the_process_was_given_open_is_not_taken_away_from_whoever_opened_it() {
    let desk = Desk::new();
    let path = desk.path("list");
    fs::write(&path, "before\n").expect("written");
    let file = fs::OpenOptions::new().append(true).open(&path).expect("opened");
    let given = format!("/dev/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&file));
    files::write(Path::new(&given), b"after\n", &desk.guard(), &mut go_on).expect("written");
    assert_eq!(
        fs::metadata(&path).expect("a file").ino(),
        file.metadata().expect("a file").ino()
    );
    assert_eq!(fs::read(&path).expect("a file"), b"before\nafter\n");
}

#[test]
fn what_cannot_be_written_names_the_file_and_leaves_nothing_behind() {
    let desk = Desk::new();
    fs::create_dir(desk.path("folder")).expect("a folder");
    assert!(matches!(desk.write("folder", b""), Err(FileError::Folder { .. })));
    let refused = desk.write("missing/a.pdf", b"").expect_err("no folder");
    assert!(refused.to_string().contains("missing/a.pdf"), "{refused}");
    assert_eq!(desk.names(), ["folder", "library"]);
}

/// Runs the test `name` again with a limit of 4 KiB on every file, in a process of its own.
fn again_without_room(name: &str) {
    let program = std::env::current_exe().expect("a program");
    let limited = "trap '' XFSZ; ulimit -f 8; exec \"$0\" --exact \"$1\" --nocapture";
    let output = Command::new("sh")
        .args(["-c", limited])
        .arg(program)
        .arg(name)
        .env("CHANCERY_NO_ROOM", "1")
        .output()
        .expect("run");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn where_the_room_ends_in_the_middle_the_old_file_stays_and_no_part_of_the_new_one() {
    if std::env::var_os("CHANCERY_NO_ROOM").is_none() {
        return again_without_room(
            "files::where_the_room_ends_in_the_middle_the_old_file_stays_and_no_part_of_the_new_one",
        );
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("programme.pdf");
    files::write(&path, b"old", &Guard::default(), &mut go_on).expect("written");
    let refused =
        files::write(&path, &vec![b'x'; 100_000], &Guard::default(), &mut go_on).expect_err("no room");
    assert!(matches!(refused, FileError::Unwritable { .. }), "{refused}");
    assert_eq!(fs::read(&path).expect("still there"), b"old");
    assert_eq!(names(folder.path()), ["programme.pdf"]);
}

#[test]
fn a_draft_appears_under_its_name_when_it_is_published_and_never_over_another_file() {
    let desk = Desk::new();
    let target = desk.path("copy.chancery");
    let draft = Draft::new(&target, &desk.guard()).expect("a draft");
    fs::write(draft.path(), "first").expect("written");
    fs::write(draft.path().with_extension("journal"), "beside it").expect("written");
    assert!(!target.exists());
    let its_own = draft.path().parent().expect("a folder of its own");
    assert_eq!(mode(its_own), 0o700);
    draft.publish().expect("published");
    assert_eq!(fs::read(&target).expect("a file"), b"first");
    assert_eq!(mode(&target), 0o600);
    assert!(matches!(
        Draft::new(&target, &desk.guard()),
        Err(FileError::Exists { .. })
    ));
    let late = Draft::new(&desk.path("late"), &desk.guard()).expect("a draft");
    fs::write(desk.path("late"), "somebody else's").expect("written");
    assert!(matches!(late.publish(), Err(FileError::Exists { .. })));
    assert_eq!(fs::read(desk.path("late")).expect("a file"), b"somebody else's");
    drop(Draft::new(&desk.path("given-up"), &desk.guard()).expect("a draft"));
    let inside = Draft::new(&desk.path("library/copy"), &desk.guard());
    assert!(matches!(inside, Err(FileError::InLibrary { .. })));
    assert_eq!(desk.names(), ["copy.chancery", "late", "library"]);
}

#[test]
fn a_backup_and_a_rescue_go_nowhere_into_the_library_and_take_no_file_of_somebody_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("library");
    let (library, _) = support::open(&home, 1);
    let before = names(&home);
    for target in ["copy", "library.chancery-wal", "library.lock"] {
        let target = home.join(target);
        let refused = library.backup(&target, &mut support::go_on).expect_err("refused");
        assert!(
            matches!(refused.code(), "target_in_library" | "target_exists"),
            "{refused}"
        );
    }
    let inside = home.join("rescued");
    let refused = library.rescue(&inside, &support::options(2), &mut support::go_on);
    let refused = refused.expect_err("refused");
    assert_eq!(refused.code(), "target_in_library");
    assert!(
        refused
            .to_string()
            .ends_with("Choose a folder outside the library."),
        "{refused}"
    );
    assert_eq!(names(&home), before);

    let target = folder.path().join("copy");
    fs::write(folder.path().join("copy.part"), "precious").expect("written");
    library.backup(&target, &mut support::go_on).expect("a copy");
    assert_eq!(
        fs::read(folder.path().join("copy.part")).expect("a file"),
        b"precious"
    );
    assert_eq!(mode(&target), mode(&home.join("library.chancery")));
    assert_eq!(names(folder.path()), ["copy", "copy.part", "library"]);
}
