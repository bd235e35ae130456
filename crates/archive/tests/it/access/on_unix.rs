//! What the modes of files and folders let others do.

use std::os::unix::{
    fs::{MetadataExt as _, PermissionsExt as _},
    process::CommandExt as _,
};

use super::*;

/// The folder that the process below reads.
const FOLDER: &str = "CHANCERY_TEST_READ_FOLDER";
/// An account that owns nothing.
const NOBODY: u32 = 65_534;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn only_their_owner_may_read_what_is_made() {
    let folder = TempDir::new().unwrap();
    let library = folder.path().join("data/chancery");
    let (open, _) = open_to(Access::Create, &library).unwrap();
    assert_eq!(mode(&library), 0o700);
    let files = content(&library);
    let names: Vec<_> = files.keys().filter_map(|path| path.file_name()).collect();
    assert_eq!(
        names,
        [
            "library.acknowledged",
            "library.chancery",
            "library.chancery-shm",
            "library.chancery-wal",
            "library.lock"
        ]
    );
    assert!(files.keys().all(|path| mode(path) == 0o600), "{:?}", files.keys());
    drop(open);
}

#[test]
fn a_folder_that_is_there_keeps_its_mode() {
    let folder = TempDir::new().unwrap();
    set_mode(folder.path(), 0o755);
    open_to(Access::Create, folder.path()).unwrap();
    assert_eq!(mode(folder.path()), 0o755);
}

#[test]
fn a_backup_has_the_mode_of_its_library() {
    for expected in [0o600, 0o640] {
        let (folder, _) = closed();
        set_mode(&folder.path().join(FILE_NAME), expected);
        let elsewhere = TempDir::new().unwrap();
        let to = elsewhere.path().join("copy");
        read(folder.path()).backup(&to, &mut go_on).unwrap();
        assert_eq!(mode(&to), expected);
    }
}

#[test]
fn whoever_writes_to_a_library_behind_a_link_has_the_lock_of_the_library_itself() {
    let (folder, _) = closed();
    let elsewhere = TempDir::new().unwrap();
    std::os::unix::fs::symlink(folder.path().join(FILE_NAME), elsewhere.path().join(FILE_NAME)).unwrap();
    let (library, _) = open_to(Access::Write, elsewhere.path()).unwrap();
    assert!(matches!(
        open_to(Access::Write, folder.path()),
        Err(ArchiveError::AlreadyOpen { .. })
    ));
    drop(library);
    let names: Vec<_> = content(elsewhere.path()).into_keys().collect();
    assert_eq!(names, [elsewhere.path().join(FILE_NAME)]);
    let other = TempDir::new().unwrap();
    let copy = other.path().join("a copy");
    fs::copy(folder.path().join(FILE_NAME), &copy).unwrap();
    std::os::unix::fs::symlink(&copy, other.path().join(FILE_NAME)).unwrap();
    for access in [Access::Read, Access::Write, Access::Create] {
        let refused = open_to(access, other.path()).map(|_| ()).unwrap_err();
        assert!(refused.to_string().contains("a copy"), "{refused}");
    }
    assert_eq!(content(other.path()).len(), 2);
}

#[test]
fn what_stands_in_the_place_of_a_library_s_own_file_and_is_none_is_refused_by_its_name() {
    let wal = format!("{FILE_NAME}-wal");
    for name in ["library.acknowledged", "library.lock", &wal, FILE_NAME] {
        let (folder, _) = closed();
        let path = folder.path().join(name);
        let victim = folder.path().join("victim");
        fs::write(&victim, "somebody's").unwrap();
        for pipe in [false, true] {
            let _ = fs::remove_file(&path);
            if pipe {
                assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
            } else {
                std::os::unix::fs::symlink(&victim, &path).unwrap();
            }
            for access in [Access::Read, Access::Write, Access::Create] {
                let refused = open_to(access, folder.path()).map(|_| ()).unwrap_err();
                assert!(refused.to_string().contains(name), "{name}: {refused}");
            }
            assert!(Library::accept(folder.path()).is_err(), "{name}");
        }
        assert_eq!(fs::read(&victim).unwrap(), b"somebody's");
    }
}

#[test]
fn a_library_behind_a_link_is_read_with_its_journal_and_left_as_it_was() {
    let (folder, visit) = killed();
    let before = content(folder.path());
    let elsewhere = TempDir::new().unwrap();
    let link = elsewhere.path().join(FILE_NAME);
    std::os::unix::fs::symlink(folder.path().join(FILE_NAME), &link).unwrap();
    let reader = read(elsewhere.path());
    assert_eq!(reader.open_visit(&id("v-1")).unwrap().read().unwrap(), visit);
    drop(reader);
    let file = folder.path().join(FILE_NAME);
    assert_eq!(fs::read(&file).unwrap(), before[&file]);
    assert_eq!(
        fs::read(journal(folder.path())).unwrap(),
        before[&journal(folder.path())]
    );
}

/// The process that may not write: this test binary, started again by the test below, under another account where this one may do
/// everything. Without the folder in the environment it does nothing.
#[test]
fn the_process_that_may_only_read() {
    let Ok(folder) = std::env::var(FOLDER) else {
        return;
    };
    let folder = Path::new(&folder);
    assert!(
        fs::write(folder.join("written"), "").is_err(),
        "the folder can be written"
    );
    let reader = read(folder);
    let open = reader.open_visit(&id("v-1")).unwrap();
    println!("read {} changes", open.history().len());
    assert_eq!(reader.check(&mut go_on).unwrap().problems, []);
    let again = reader.reader().unwrap();
    assert_eq!(again.list::<Visit>().unwrap().len(), 1);
    let to = TempDir::new().unwrap();
    again.backup(&to.path().join("copy"), &mut go_on).unwrap();
    println!("backed up");
}

#[test]
fn a_library_in_a_folder_that_cannot_be_written_is_read_with_and_without_a_journal() {
    let without_index = {
        let (folder, visit) = killed();
        fs::remove_file(folder.path().join(format!("{FILE_NAME}-shm"))).unwrap();
        (folder, visit)
    };
    for (folder, _) in [closed(), killed(), without_index] {
        let program = TempDir::new().unwrap();
        set_mode(program.path(), 0o755);
        let binary = program.path().join("reader");
        // Copied by a process of its own: were it open for writing here, a child that another test forks meanwhile would keep it
        // busy.
        let copied = Command::new("cp")
            .arg(std::env::current_exe().unwrap())
            .arg(&binary)
            .status();
        assert!(copied.unwrap().success());
        for path in content(folder.path()).keys() {
            set_mode(path, 0o444);
        }
        set_mode(folder.path(), 0o555);
        let before = content(folder.path());
        let mut reader = Command::new(&binary);
        reader
            .args([
                "--exact",
                "access::on_unix::the_process_that_may_only_read",
                "--nocapture",
            ])
            .current_dir("/")
            .env(FOLDER, folder.path());
        if fs::metadata(&binary).unwrap().uid() == 0 {
            reader.uid(NOBODY).gid(NOBODY);
        }
        let answer = reader.output().unwrap();
        let text =
            String::from_utf8_lossy(&answer.stdout).into_owned() + &String::from_utf8_lossy(&answer.stderr);
        assert!(
            text.contains("read 2 changes") && text.contains("backed up"),
            "{text}"
        );
        assert_eq!(content(folder.path()), before);
        set_mode(folder.path(), 0o755);
    }
}
