//! Finding things the way a person who cannot see the screen does: by role and spoken name.

use anyhow::Result;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, Locator};
use http::Method;
use url::{ParseError, Url};

use super::Window;

impl Window {
    /// Waits for the one visible thing of this role whose spoken name is `name`.
    pub(crate) async fn named(&self, role: &str, name: &str) -> Result<Element> {
        self.wait_for(role, &format!("is {name:?}"), |label| label == name)
            .await
    }

    /// Waits for the one visible thing of this role whose spoken name has `part` in it.
    pub(crate) async fn containing(&self, role: &str, part: &str) -> Result<Element> {
        self.wait_for(role, &format!("contains {part:?}"), |label| label.contains(part))
            .await
    }

    /// Waits for the one visible thing of this role whose spoken name starts with `start`.
    pub(crate) async fn starting(&self, role: &str, start: &str) -> Result<Element> {
        self.wait_for(role, &format!("starts with {start:?}"), |label| {
            label.starts_with(start)
        })
        .await
    }

    /// Returns the spoken name of `element`.
    pub(crate) async fn name_of(&self, element: &Element) -> Result<String> {
        Ok(label(&self.client, element).await?)
    }

    async fn wait_for(&self, role: &str, condition: &str, wanted: impl Fn(&str) -> bool) -> Result<Element> {
        let what = format!("there is exactly one {role} whose name {condition}");
        self.watch
            .until(&what, async || {
                // Things may vanish between being found and being asked; the next round sees how it is then.
                let visible = self.visible(role).await.unwrap_or_default();
                let names: Vec<String> = visible.iter().map(|(label, _)| label.clone()).collect();
                let mut fitting = visible.into_iter().filter(|(label, _)| wanted(label));
                match (fitting.next(), fitting.next()) {
                    (Some((_, element)), None) => Ok(element),
                    _ => Err(format!("{role}s {names:#?}; {}", self.words().await)),
                }
            })
            .await
    }

    async fn visible(&self, role: &str) -> Result<Vec<(String, Element)>> {
        let mut found = Vec::new();
        for element in self.client.find_all(Locator::Css(&selector(role))).await? {
            if element.is_displayed().await? {
                found.push((label(&self.client, &element).await?, element));
            }
        }
        Ok(found)
    }
}

/// Returns a CSS selector for everything that has `role`, by its tag or by its attribute.
fn selector(role: &str) -> String {
    let tags = match role {
        "button" => "button:not([role]), summary, input[type=submit],",
        "dialog" => "dialog[open],",
        "heading" => "h1:not([role]), h2:not([role]), h3:not([role]), h4:not([role]),",
        "link" => "a[href]:not([role]),",
        "textbox" => "input:not([type]):not([role]), input[type=text]:not([role]), textarea:not([role]),",
        "searchbox" => "input[type=search]:not([role]),",
        "combobox" => "select:not([role]),",
        "checkbox" => "input[type=checkbox]:not([role]),",
        "navigation" => "nav:not([role]),",
        "listitem" => "li:not([role]),",
        _ => "",
    };
    format!("{tags} [role={role}]")
}

async fn label(client: &Client, element: &Element) -> Result<String, CmdError> {
    let label = client
        .issue_cmd(ComputedLabel(element.element_id().to_string()))
        .await?;
    Ok(label.as_str().unwrap_or_default().to_owned())
}

/// WebDriver's 'Get Computed Label': the name that the browser gives to assistive technology.
#[derive(Debug)]
struct ComputedLabel(String);

impl WebDriverCompatibleCommand for ComputedLabel {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/element/{}/computedlabel",
            session.unwrap_or_default(),
            self.0
        ))
    }

    fn method_and_body(&self, _url: &Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}
