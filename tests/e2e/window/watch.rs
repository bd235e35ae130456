//! Waiting for what must come: as long as it still can, never for a number of seconds.
//!
//! A machine that is busy with something else is slow, not wrong. So a wait ends when what it is for is there, or when
//! the driver or the application has ended, after which nothing comes any more.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Result, bail};

use super::Home;
use super::home::{self, Application};

/// How long something may hang altogether: a protection from a run that never ends, not a measure of speed.
pub(super) const HANGS: Duration = Duration::from_secs(5 * 60);

/// Between two looks at something that must come.
pub(super) const LOOK_EVERY: Duration = Duration::from_millis(40);

/// How the application is called among the processes that are needed.
const APPLICATION: &str = "the application";

/// What the driver and the application print is kept here, in their home.
const OUTPUT: &str = "output.txt";

/// The driver and the application, seen from outside.
pub(super) struct Watch {
    output: PathBuf,
    application: Application,
    /// The processes without which nothing comes any more, with what each one is.
    needed: Mutex<Vec<(&'static str, u32)>>,
}

impl Watch {
    /// Returns a watch over what runs in `home`.
    pub(super) fn over(home: &Home) -> Self {
        Self {
            output: home.path().join(OUTPUT),
            application: Application::of(home),
            needed: Mutex::default(),
        }
    }

    /// Returns where a program writes what it prints.
    pub(super) fn output(&self) -> Result<Stdio> {
        let file = File::options().create(true).append(true).open(&self.output)?;
        Ok(Stdio::from(file))
    }

    /// Takes note of a process without which nothing comes any more.
    pub(super) fn needs(&self, what: &'static str, process: u32) {
        let mut needed = self.needed.lock().unwrap_or_else(PoisonError::into_inner);
        if !needed.contains(&(what, process)) {
            needed.push((what, process));
        }
    }

    /// Forgets a process: it may end, or it has ended and another takes its place.
    pub(super) fn needs_no_longer(&self, process: u32) {
        let mut needed = self.needed.lock().unwrap_or_else(PoisonError::into_inner);
        needed.retain(|(_, known)| *known != process);
    }

    /// Forgets the application: from now on it may end, with everything that it has started.
    pub(super) fn needs_no_application(&self) {
        let mut needed = self.needed.lock().unwrap_or_else(PoisonError::into_inner);
        needed.retain(|(what, _)| *what != APPLICATION);
    }

    /// Returns the application.
    pub(super) fn application(&self) -> &Application {
        &self.application
    }

    /// Asks again and again until there is an answer; until then a question answers with how it is now.
    ///
    /// # Errors
    /// When a process that is needed has ended, or everything hangs; the message says what was waited for, how it was
    /// last, and what driver and application printed.
    pub(super) async fn until<T>(
        &self,
        what: &str,
        mut ask: impl AsyncFnMut() -> Result<T, String>,
    ) -> Result<T> {
        let last = Mutex::new(String::from("nothing was seen"));
        let asking = async {
            loop {
                match ask().await {
                    Ok(answer) => return answer,
                    Err(now) => *last.lock().unwrap_or_else(PoisonError::into_inner) = now,
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
        };
        let why = tokio::select! {
            // What has come counts, also when a process has ended at the same time.
            biased;
            answer = asking => return Ok(answer),
            ended = self.ended() => format!("{ended} has ended"),
            () = tokio::time::sleep(HANGS) => format!("it has not come for {} minutes", HANGS.as_secs() / 60),
        };
        let last = last.into_inner().unwrap_or_else(PoisonError::into_inner);
        bail!(
            "waited in vain until {what}: {why}\nlast seen: {last}\n{}",
            self.printed()
        );
    }

    /// Waits for one answer of the driver, as [`until`](Self::until) does.
    pub(super) async fn answer<T>(&self, what: &str, answer: impl Future<Output = T>) -> Result<T> {
        let mut answer = std::pin::pin!(answer);
        self.until(what, async || Ok((&mut answer).await)).await
    }

    /// Returns when a process that is needed has ended, with what it is.
    async fn ended(&self) -> &'static str {
        loop {
            let needed = self.needed.lock().unwrap_or_else(PoisonError::into_inner).clone();
            if let Some((what, _)) = needed.iter().find(|(_, process)| home::has_ended(*process)) {
                return what;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Takes note of the application, if it runs yet: not of what it starts, which may come and go.
    pub(super) fn needs_the_application(&self) -> Result<()> {
        for process in self.application.started_from_outside()? {
            self.needs(APPLICATION, process);
        }
        Ok(())
    }

    /// Returns what driver and application have printed so far.
    pub(super) fn printed(&self) -> String {
        match fs::read(&self.output) {
            Ok(bytes) if !bytes.is_empty() => format!(
                "driver and application printed:\n{}",
                String::from_utf8_lossy(&bytes)
            ),
            _ => String::from("driver and application printed nothing"),
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // A test that fails by an assertion says nothing of this otherwise.
        if std::thread::panicking() {
            eprintln!("{}", self.printed());
        }
    }
}

#[tokio::test]
async fn a_wait_ends_with_what_it_waits_for() -> Result<()> {
    let home = Home::new()?;
    let mut rounds = 0;
    let answer = Watch::over(&home)
        .until("the third round", async || {
            rounds += 1;
            if rounds == 3 {
                Ok(rounds)
            } else {
                Err(rounds.to_string())
            }
        })
        .await?;
    assert_eq!(answer, 3);
    Ok(())
}

#[tokio::test]
async fn a_wait_ends_with_the_process_that_would_bring_it_and_says_what_was_printed() -> Result<()> {
    let home = Home::new()?;
    let watch = Watch::over(&home);
    let mut program = std::process::Command::new("sh")
        .args(["-c", "echo it is broken >&2"])
        .stderr(watch.output()?)
        .spawn()?;
    watch.needs("the program", program.id());
    let error = watch
        .until("pigs fly", async || Err::<(), _>(String::from("they walk")))
        .await
        .unwrap_err()
        .to_string();
    program.wait()?;
    for words in [
        "until pigs fly",
        "the program has ended",
        "they walk",
        "it is broken",
    ] {
        assert!(error.contains(words), "{words:?} is missing: {error}");
    }
    Ok(())
}

#[tokio::test]
async fn an_application_that_may_end_ends_no_wait() -> Result<()> {
    let home = Home::new()?;
    let watch = Watch::over(&home);
    let mut program = std::process::Command::new("true").spawn()?;
    watch.needs(APPLICATION, program.id());
    watch.needs_no_application();
    program.wait()?;
    let mut rounds = 0;
    watch
        .until("the third round", async || {
            rounds += 1;
            if rounds == 3 {
                Ok(())
            } else {
                Err(rounds.to_string())
            }
        })
        .await
}
