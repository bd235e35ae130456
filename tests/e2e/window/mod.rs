//! The real application in its real window, driven by WebDriver.

mod axe;
mod driver;
mod find;
mod home;
mod input;
mod picture;
mod watch;

use anyhow::{Context as _, Result};
use fantoccini::Client;
use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard};

pub(crate) use home::Home;
pub(crate) use input::{Keys, Point};

use driver::Driver;
pub(crate) use driver::{application, companion};
use watch::Watch;

/// One window at a time: a second one would hand itself over to the first, as it should.
static ONE_WINDOW: Mutex<()> = Mutex::const_new(());

/// The application, running.
pub(crate) struct Window {
    client: Client,
    driver: Driver,
    watch: Watch,
    _turn: MutexGuard<'static, ()>,
}

impl Window {
    /// Starts the application with its files in `home`, and returns when the screen is there.
    pub(crate) async fn open(home: &Home, arguments: &[&str]) -> Result<Self> {
        let turn = ONE_WINDOW.lock().await;
        let watch = Watch::over(home);
        let driver = Driver::start(home, &watch).await?;
        let client = driver.session(arguments, &watch).await?;
        let window = Self {
            client,
            driver,
            watch,
            _turn: turn,
        };
        window.client.update_timeouts(script_timeout()).await?;
        window
            .wait_until(
                "the screen is drawn",
                "return document.querySelector('main') !== null",
            )
            .await?;
        Ok(window)
    }

    /// Ends the application and returns when its process is gone.
    pub(crate) async fn quit(self) -> Result<()> {
        let processes = self.leave_to_end()?;
        self.watch
            .answer("the session ends", self.client.clone().close())
            .await?
            .context("the session did not end")?;
        self.gone(&processes).await
    }

    /// Kills the application as a power cut would.
    pub(crate) async fn kill(self) -> Result<()> {
        let processes = self.leave_to_end()?;
        self.watch.application().kill();
        self.gone(&processes).await
    }

    /// Returns the application's processes, whose end is no failure from now on.
    fn leave_to_end(&self) -> Result<Vec<u32>> {
        let processes = self.watch.application().processes()?;
        self.watch.needs_no_application();
        Ok(processes)
    }

    async fn gone(self, processes: &[u32]) -> Result<()> {
        self.watch
            .until("the application has ended", async || {
                let mut running = processes.iter().filter(|process| !home::has_ended(**process));
                running
                    .next()
                    .map_or(Ok(()), |process| Err(format!("process {process} still runs")))
            })
            .await?;
        self.driver.stop().await
    }

    /// Runs a script in the window and returns its answer. WebDriver's scripts stand outside the page's policy.
    pub(crate) async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.watch
            .answer("a script has run", self.client.execute(script, arguments))
            .await?
            .with_context(|| format!("the script {script:?} failed"))
    }

    /// Runs a script that answers through the callback that is its last argument.
    pub(crate) async fn script_later(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.watch
            .answer(
                "a script has answered",
                self.client.execute_async(script, arguments),
            )
            .await?
            .context("the script did not answer")
    }

    /// Waits until a script returns something true.
    pub(crate) async fn wait_until(&self, what: &str, script: &str) -> Result<()> {
        self.watch
            .until(what, async || {
                // A script fails while the page is being loaded; that is only a reason to ask again.
                match self.client.execute(script, vec![]).await {
                    Ok(Value::Bool(true)) => Ok(()),
                    answer => Err(format!("{answer:?}; {}", self.words().await)),
                }
            })
            .await
    }

    /// Returns what the window says, for a message.
    async fn words(&self) -> String {
        match self
            .client
            .execute("return document.body.innerText", vec![])
            .await
        {
            Ok(Value::String(text)) => format!("the window says:\n{text}"),
            Ok(_) => String::from("the window says nothing"),
            Err(error) => format!("the window cannot be asked what it says: {error}"),
        }
    }

    /// Waits until the window shows `words`.
    pub(crate) async fn wait_for_text(&self, words: &str) -> Result<()> {
        let script = format!("return document.body.innerText.includes({})", json!(words));
        self.wait_until(&format!("the window says {words:?}"), &script)
            .await
    }
}

fn script_timeout() -> fantoccini::wd::TimeoutConfiguration {
    fantoccini::wd::TimeoutConfiguration::new(Some(watch::HANGS), None, None)
}
