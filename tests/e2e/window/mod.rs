//! The real application in its real window, driven by WebDriver.

mod axe;
mod driver;
mod find;
mod home;
mod input;
mod picture;

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use fantoccini::Client;
use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard};

use home::Application;
pub(crate) use home::Home;
pub(crate) use input::{Keys, Point};

use driver::Driver;
pub(crate) use driver::application;

/// How long anything on the screen may take to appear.
const PATIENCE: Duration = Duration::from_secs(20);

/// One window at a time: a second one would hand itself over to the first, as it should.
static ONE_WINDOW: Mutex<()> = Mutex::const_new(());

/// The application, running.
pub(crate) struct Window {
    client: Client,
    driver: Driver,
    application: Application,
    _turn: MutexGuard<'static, ()>,
}

impl Window {
    /// Starts the application with its files in `home`, and returns when the screen is there.
    pub(crate) async fn open(home: &Home, arguments: &[&str]) -> Result<Self> {
        let turn = ONE_WINDOW.lock().await;
        let driver = Driver::start(home).await?;
        let application = Application::of(home);
        let client = driver.session(arguments).await?;
        let window = Self {
            client,
            driver,
            application,
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
        let processes = self.application.processes()?;
        self.client
            .clone()
            .close()
            .await
            .context("the session did not end")?;
        self.gone(&processes).await
    }

    /// Kills the application as a power cut would.
    pub(crate) async fn kill(self) -> Result<()> {
        let processes = self.application.processes()?;
        self.application.kill();
        self.gone(&processes).await
    }

    async fn gone(self, processes: &[u32]) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while !processes.iter().all(|process| home::has_ended(*process)) {
            ensure!(Instant::now() < deadline, "the application did not end");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.driver.stop().await
    }

    /// Runs a script in the window and returns its answer. WebDriver's scripts stand outside the page's policy.
    pub(crate) async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.client
            .execute(script, arguments)
            .await
            .with_context(|| format!("the script {script:?} failed"))
    }

    /// Runs a script that answers through the callback that is its last argument.
    pub(crate) async fn script_later(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.client
            .execute_async(script, arguments)
            .await
            .context("the script did not answer")
    }

    /// Waits until a script returns something true.
    pub(crate) async fn wait_until(&self, what: &str, script: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            // A script fails while the page is being loaded; that is only a reason to ask again.
            let answer = self.client.execute(script, vec![]).await;
            if matches!(answer, Ok(Value::Bool(true))) {
                return Ok(());
            }
            if Instant::now() > deadline {
                let text = self.text().await.unwrap_or_default();
                bail!("waited in vain until {what}; last answer {answer:?}; the window says:\n{text}");
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Returns all the text that the window shows.
    pub(crate) async fn text(&self) -> Result<String> {
        let text = self.script("return document.body.innerText", vec![]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the window shows `words`.
    pub(crate) async fn wait_for_text(&self, words: &str) -> Result<()> {
        let script = format!("return document.body.innerText.includes({})", json!(words));
        self.wait_until(&format!("the window says {words:?}"), &script)
            .await
    }
}

fn script_timeout() -> fantoccini::wd::TimeoutConfiguration {
    fantoccini::wd::TimeoutConfiguration::new(Some(Duration::from_secs(60)), None, None)
}
