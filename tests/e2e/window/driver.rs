//! WebKitWebDriver, which starts the application and speaks to it.

use std::env;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context as _, Result, bail, ensure};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use super::Home;
use super::watch::{LOOK_EVERY, Watch};

/// How many ports are tried: a free one may be somebody else's by the time that the driver takes it.
const PORTS: u32 = 8;

/// A running driver.
pub(super) struct Driver {
    process: Child,
    address: String,
}

impl Driver {
    /// Starts a driver whose application will live in `home`.
    pub(super) async fn start(home: &Home, watch: &Watch) -> Result<Self> {
        ensure!(
            env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some(),
            "this test opens the application's window, and there is no display: run `cargo xtask test`, which makes one"
        );
        let mut failure = None;
        for _ in 0..PORTS {
            match Self::on(free_port()?, home, watch).await {
                Ok(driver) => return Ok(driver),
                Err(error) => failure = Some(error),
            }
        }
        Err(failure.context("no port was tried")?)
    }

    async fn on(port: u16, home: &Home, watch: &Watch) -> Result<Self> {
        let mut process = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .envs(home.environment())
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // A desktop's own language would change what the screen says.
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .stdout(watch.output()?)
            .stderr(watch.output()?)
            .kill_on_drop(true)
            .spawn()
            .context(
                "this test speaks to the window through WebKitWebDriver, which cannot be started: run \
                 `cargo xtask test`, which installs it",
            )?;
        let id = process.id().context("WebKitWebDriver ended at once")?;
        watch.needs("WebKitWebDriver", id);
        let address = format!("127.0.0.1:{port}");
        let listening = watch
            .until("WebKitWebDriver listens", async || {
                TcpStream::connect(&address)
                    .await
                    .map_err(|error| error.to_string())
            })
            .await;
        // What listens may be another program, on whose port the driver has failed.
        let ended = process.try_wait()?;
        if listening.is_err() || ended.is_some() {
            watch.needs_no_longer(id);
        }
        listening?;
        if let Some(status) = ended {
            bail!("WebKitWebDriver ended with {status}\n{}", watch.printed());
        }
        Ok(Self { process, address })
    }

    /// Starts the application with `arguments` and returns the session in its window.
    pub(super) async fn session(&self, arguments: &[&str], watch: &Watch) -> Result<Client> {
        let options = json!({ "binary": application()?, "args": arguments });
        let mut capabilities = serde_json::Map::new();
        capabilities.insert("webkitgtk:browserOptions".to_owned(), options);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let address = format!("http://{}", self.address);
        let session = builder.capabilities(capabilities).connect(&address);
        // The driver itself would wait for ever for an application that has ended.
        let noticing = async {
            loop {
                watch.needs_the_application()?;
                tokio::time::sleep(LOOK_EVERY).await;
            }
        };
        let session = tokio::select! {
            session = watch.answer("the application opens its window", session) => session?,
            failed = noticing => return failed,
        };
        watch.needs_the_application()?;
        session.with_context(|| format!("the application did not open its window\n{}", watch.printed()))
    }

    /// Ends the driver.
    pub(super) async fn stop(mut self) -> Result<()> {
        self.process.kill().await.context("the driver did not end")
    }
}

/// Returns the application under test: `CHANCERY_DESKTOP`, or the one that was built beside this test.
pub(crate) fn application() -> Result<PathBuf> {
    built("CHANCERY_DESKTOP", "chancery-desktop")
}

/// Returns the command-line companion: `CHANCERY_CLI`, or the one that was built beside this test.
pub(crate) fn companion() -> Result<PathBuf> {
    built("CHANCERY_CLI", "chancery")
}

fn built(variable: &str, name: &str) -> Result<PathBuf> {
    if let Some(path) = env::var_os(variable) {
        return Ok(PathBuf::from(path).canonicalize()?);
    }
    let test = env::current_exe()?;
    // target/debug/deps/e2e-0123 stands two folders below target/debug/chancery-desktop.
    let Some(folder) = test.ancestors().nth(2) else {
        bail!("this test stands in no target folder")
    };
    folder.join(name).canonicalize().with_context(|| {
        format!(
            "this test runs the built {name}, which is not there: run `cargo xtask test`, which builds it"
        )
    })
}

/// Returns a port that nobody uses now.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
