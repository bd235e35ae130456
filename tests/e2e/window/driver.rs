//! WebKitWebDriver, which starts the application and speaks to it.

use std::env;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use super::Home;

/// A running driver.
pub(super) struct Driver {
    process: Child,
    address: String,
}

impl Driver {
    /// Starts a driver whose application will live in `home`.
    pub(super) async fn start(home: &Home) -> Result<Self> {
        ensure!(
            env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some(),
            "there is no display; run `cargo xtask test`, or put \
             `xvfb-run -a -s \"-screen 0 1280x800x24\" dbus-run-session --` before the command"
        );
        let port = free_port()?;
        let process = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .envs(home.environment())
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // A desktop's own language would change what the screen says.
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("WebKitWebDriver cannot be started (Debian: webkit2gtk-driver)")?;
        let address = format!("127.0.0.1:{port}");
        let deadline = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(&address).await.is_err() {
            ensure!(Instant::now() < deadline, "WebKitWebDriver does not listen");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(Self { process, address })
    }

    /// Starts the application with `arguments` and returns the session in its window.
    pub(super) async fn session(&self, arguments: &[&str]) -> Result<Client> {
        let options = json!({ "binary": application()?, "args": arguments });
        let mut capabilities = serde_json::Map::new();
        capabilities.insert("webkitgtk:browserOptions".to_owned(), options);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let address = format!("http://{}", self.address);
        let session = builder.capabilities(capabilities).connect(&address);
        tokio::time::timeout(Duration::from_secs(60), session)
            .await
            .context("the application did not open its window in time")?
            .context("the application did not open its window")
    }

    /// Ends the driver.
    pub(super) async fn stop(mut self) -> Result<()> {
        self.process.kill().await.context("the driver did not end")
    }
}

/// Returns the application under test: `CHANCERY_DESKTOP`, or the one that was built beside this test.
pub(crate) fn application() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHANCERY_DESKTOP") {
        return Ok(PathBuf::from(path).canonicalize()?);
    }
    let test = env::current_exe()?;
    // target/debug/deps/e2e-0123 stands two folders below target/debug/chancery-desktop.
    let Some(folder) = test.ancestors().nth(2) else {
        bail!("this test stands in no target folder")
    };
    folder
        .join("chancery-desktop")
        .canonicalize()
        .context("the application is not built: cargo build -p chancery-desktop --features custom-protocol")
}

/// Returns a port that nobody uses now.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
