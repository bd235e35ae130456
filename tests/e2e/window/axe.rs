//! axe-core, which looks for what keeps people from using the screen.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use super::Window;

const RUN: &str = "
    const done = arguments[0];
    axe.run(document, { resultTypes: ['violations'] }).then(
      (result) => done({ violations: result.violations.map(({ id, help, nodes }) =>
        ({ id, help, where: nodes.map((node) => node.html + ' — ' + node.failureSummary) })) }),
      (error) => done({ error: String(error) }),
    );";

#[derive(Debug, Deserialize)]
struct Answer {
    error: Option<String>,
    #[serde(default)]
    violations: Vec<Finding>,
}

/// One rule of axe that the screen breaks.
#[derive(Debug, Deserialize)]
struct Finding {
    id: String,
    help: String,
    r#where: Vec<String>,
}

impl Window {
    /// Fails if axe finds anything in the window as it is now; `state` names that state in the report.
    pub(crate) async fn has_no_barriers(&self, state: &str) -> Result<()> {
        let library = journeys::repository().join("ui/node_modules/axe-core/axe.min.js");
        let library = fs::read_to_string(&library)
            .with_context(|| format!(
                "this test looks for barriers with axe, and {} is missing: run `cargo xtask test`, which installs it",
                library.display()
            ))?;
        self.script(&format!("if (!window.axe) {{ {library}\n }} return true"), vec![])
            .await?;
        let answer: Answer = serde_json::from_value(self.script_later(RUN, vec![]).await?)?;
        ensure!(
            answer.error.is_none(),
            "axe failed in {state}: {:?}",
            answer.error
        );
        let report: Vec<String> = answer
            .violations
            .iter()
            .map(|found| {
                format!(
                    "{}: {}\n    {}",
                    found.id,
                    found.help,
                    found.r#where.join("\n    ")
                )
            })
            .collect();
        ensure!(
            report.is_empty(),
            "axe found barriers in {state}:\n{}",
            report.join("\n")
        );
        Ok(())
    }
}
