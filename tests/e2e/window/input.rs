//! Keyboard and pointer.

use std::time::Duration;

use anyhow::Result;
use fantoccini::actions::{
    ActionSequence, Actions, InputSource as _, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions,
    PointerAction,
};
use fantoccini::elements::Element;

use super::Window;

/// WebDriver's characters for keys that write nothing.
pub(crate) struct Keys;

impl Keys {
    pub(crate) const CONTROL: &'static str = "\u{e009}";
    pub(crate) const ENTER: &'static str = "\u{e007}";
    pub(crate) const ESCAPE: &'static str = "\u{e00c}";
    pub(crate) const DOWN: &'static str = "\u{e015}";
}

/// A place in the window, in CSS pixels from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl Window {
    /// Presses keys together: all down in this order, all up in the other.
    pub(crate) async fn press(&self, keys: &[&str]) -> Result<()> {
        let keys: Vec<char> = keys.iter().filter_map(|key| key.chars().next()).collect();
        let mut sequence = KeyActions::new("keyboard".to_owned());
        for value in &keys {
            sequence = sequence.then(KeyAction::Down { value: *value });
        }
        for value in keys.iter().rev() {
            sequence = sequence.then(KeyAction::Up { value: *value });
        }
        Ok(self.client.perform_actions(sequence).await?)
    }

    /// Types a text, key by key, into whatever has the focus.
    pub(crate) async fn type_text(&self, text: &str) -> Result<()> {
        for letter in text.chars() {
            self.press(&[letter.encode_utf8(&mut [0; 4])]).await?;
        }
        Ok(())
    }

    /// Returns the middle of `element`.
    pub(crate) async fn middle(&self, element: &Element) -> Result<Point> {
        let (left, top, width, height) = element.rectangle().await?;
        Ok(Point {
            x: left + width / 2.0,
            y: top + height / 2.0,
        })
    }

    /// Moves the pointer to `point`, and presses nothing.
    pub(crate) async fn point_at(&self, point: Point) -> Result<()> {
        let hand = MouseActions::new("mouse".to_owned()).then(move_to(point));
        let actions = Actions::from(ActionSequence::from(hand));
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Presses the pointer at `from`, moves it to `to` in small steps as a hand does, and lets go.
    pub(crate) async fn drag(&self, from: Point, to: Point) -> Result<()> {
        const STEPS: u32 = 8;
        let mut hand = MouseActions::new("mouse".to_owned())
            .then(move_to(from))
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            });
        for step in 1..=STEPS {
            let part = f64::from(step) / f64::from(STEPS);
            hand = hand.then(move_to(Point {
                x: from.x + (to.x - from.x) * part,
                y: from.y + (to.y - from.y) * part,
            }));
        }
        let hand = hand.then(PointerAction::Up {
            button: MOUSE_BUTTON_LEFT,
        });
        self.client
            .perform_actions(Actions::from(ActionSequence::from(hand)))
            .await?;
        Ok(self.client.release_actions().await?)
    }
}

fn move_to(point: Point) -> PointerAction {
    PointerAction::MoveTo {
        duration: Some(Duration::from_millis(16)),
        x: point.x,
        y: point.y,
    }
}
