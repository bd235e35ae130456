//! What is read of a file, a pipe or a device, and when that ends.

use std::{fs, ops::ControlFlow, path::Path, process::Command, thread};

use archive::files::{self, FileError, Limit};

use super::Desk;

fn go_on(_: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

const SMALL: Limit = Limit {
    bytes: 1000,
    of: "a visit file",
};

#[test]
fn a_file_is_read_up_to_its_limit_and_one_that_is_larger_is_refused_with_the_limit() {
    let desk = Desk::new();
    let path = desk.path("visit.json");
    fs::write(&path, vec![b' '; 1000]).expect("written");
    assert_eq!(files::read(&path, SMALL, &mut go_on).expect("read").len(), 1000);
    fs::write(&path, vec![b' '; 1001]).expect("written");
    let mut heard = 0;
    let refused = files::read(&path, SMALL, &mut |bytes| {
        heard = bytes;
        ControlFlow::Continue(())
    });
    let refused = refused.expect_err("too large");
    assert!(refused.to_string().contains("1000 bytes"), "{refused}");
    assert!(refused.to_string().contains("a visit file"), "{refused}");
    assert_eq!(heard, 0, "nothing of it is read");
}

#[test]
fn an_endless_device_is_refused_at_the_limit_and_a_pipe_is_read_to_its_end() {
    let desk = Desk::new();
    let refused = files::read(Path::new("/dev/zero"), SMALL, &mut go_on).expect_err("endless");
    assert!(matches!(refused, FileError::TooLarge { .. }), "{refused}");
    let pipe = desk.path("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .expect("mkfifo")
            .success()
    );
    let writer = {
        let pipe = pipe.clone();
        thread::spawn(move || fs::write(pipe, "{}").expect("written"))
    };
    assert_eq!(files::read(&pipe, SMALL, &mut go_on).expect("read"), b"{}");
    writer.join().expect("a writer");
    let refused = files::read(desk.folder.path(), SMALL, &mut go_on).expect_err("a folder");
    assert!(matches!(refused, FileError::Folder { .. }), "{refused}");
}

#[test]
fn a_pipe_that_nobody_writes_to_is_waited_for_only_as_long_as_somebody_wants_it() {
    let desk = Desk::new();
    let pipe = desk.path("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    let mut asked = 0;
    let refused = files::read(&pipe, SMALL, &mut |_| {
        asked += 1;
        if asked < 3 {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    assert!(matches!(refused, Err(FileError::Cancelled)), "{refused:?}");
}

#[test]
fn reading_can_be_broken_off() {
    let broken = files::read(
        Path::new("/dev/zero"),
        Limit {
            bytes: 1 << 40,
            of: "a test",
        },
        &mut |bytes| {
            if bytes < 3 << 20 {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        },
    );
    assert!(matches!(broken, Err(FileError::Cancelled)));
}
