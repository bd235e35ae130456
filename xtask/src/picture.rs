//! Pictures of the screen, read from the file in which Xvfb keeps it.
//!
//! `Xvfb -fbdir DIR` keeps its screen in `DIR/Xvfb_screen0`, in the format of `xwd`. Reading a file costs a
//! millisecond and disturbs nothing that is being timed, which a client that asks for a picture would.

use std::collections::HashSet;
use std::fs;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// How long a screen must stay the same to count as painted.
const REST: Duration = Duration::from_secs(2);

/// How long a screen may hang altogether: a protection from a run that never ends, not a measure of speed.
const HANGS: Duration = Duration::from_secs(10 * 60);

/// Between two looks at the screen.
const LOOK_EVERY: Duration = Duration::from_millis(8);

/// A menu bar of the desktop's toolkit is there long before the window's own content, so it does not count.
const MENU_BAR: usize = 64;

/// Anti-aliased text alone has more shades than this; an empty window has two or three.
const SHADES_OF_TEXT: usize = 16;

/// How much of the screen may differ and still be the same picture: a caret, a clock that counts, or a scroll bar that fades.
const SAME: f64 = 0.004;

/// The screen at one moment.
pub(crate) struct Frame {
    width: usize,
    /// Red, green and blue in the lower three bytes, row by row.
    pixels: Vec<u32>,
}

/// A screen that has come to rest.
pub(crate) struct Settled {
    /// What is on it.
    pub(crate) frame: Frame,
    /// From the start until nothing changed any more but a caret or a clock.
    pub(crate) after: Duration,
}

impl Frame {
    /// Reads the screen out of Xvfb's folder.
    ///
    /// # Errors
    /// When there is no screen, or not one of 32 bits a pixel.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let file = folder.join("Xvfb_screen0");
        let bytes = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        Self::parse(&bytes).with_context(|| format!("{} is not a screen of 32 bits a pixel", file.display()))
    }

    /// The header is big-endian words: its own size first, then (among others) width, height, bits a pixel, bytes a
    /// row and the number of colours, each of which takes twelve bytes between the header and the pixels.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let word = |index: usize| {
            let four = bytes.get(index * 4..index * 4 + 4)?;
            usize::try_from(u32::from_be_bytes(four.try_into().ok()?)).ok()
        };
        let (header, width, height, row, colours) = (word(0)?, word(4)?, word(5)?, word(12)?, word(19)?);
        if word(11)? != 32 || width == 0 {
            return None;
        }
        let start = header.checked_add(colours.checked_mul(12)?)?;
        let mut pixels = Vec::with_capacity(width.checked_mul(height)?);
        for line in bytes.get(start..)?.chunks_exact(row).take(height) {
            let line = line.get(..width.checked_mul(4)?)?;
            pixels.extend(line.chunks_exact(4).map(|pixel| match *pixel {
                [blue, green, red, _] => u32::from_be_bytes([0, red, green, blue]),
                _ => 0,
            }));
        }
        Some(Self { width, pixels })
    }

    /// Returns whether there is no window on it.
    fn is_empty(&self) -> bool {
        self.pixels.iter().all(|pixel| *pixel == 0)
    }

    /// Returns what a person would see, for a message.
    fn seen(&self) -> &'static str {
        if self.is_empty() {
            "no window is on the screen"
        } else if self.has_content() {
            "the picture goes on changing"
        } else {
            "a window is there, with nothing in it to read"
        }
    }

    /// Returns whether there is something to read below the menu bar.
    fn has_content(&self) -> bool {
        let mut seen = HashSet::new();
        let content = self.pixels.iter().skip(self.width * MENU_BAR);
        content
            .into_iter()
            .any(|pixel| seen.insert(*pixel) && seen.len() > SHADES_OF_TEXT)
    }

    /// Returns whether a person would call both the same picture.
    pub(crate) fn resembles(&self, other: &Self) -> bool {
        if self.width != other.width || self.pixels.len() != other.pixels.len() {
            return false;
        }
        let different = self
            .pixels
            .iter()
            .zip(&other.pixels)
            .filter(|(one, two)| one != two)
            .count();
        #[expect(
            clippy::cast_precision_loss,
            reason = "a screen has far fewer than 2^52 pixels"
        )]
        let share = different as f64 / self.pixels.len() as f64;
        share <= SAME
    }

    /// Writes the picture as PNG, without the empty screen around the window.
    ///
    /// # Errors
    /// When the screen is empty or the file cannot be written.
    pub(crate) fn save(&self, file: &Path) -> Result<()> {
        let rows: Vec<&[u32]> = self.pixels.chunks_exact(self.width).collect();
        let used = |pixel: &u32| *pixel != 0;
        let Some(top) = rows.iter().position(|row| row.iter().any(used)) else {
            bail!("the screen is empty")
        };
        let bottom = rows.iter().rposition(|row| row.iter().any(used)).unwrap_or(top);
        let left = rows
            .iter()
            .filter_map(|row| row.iter().position(used))
            .min()
            .unwrap_or(0);
        let right = rows
            .iter()
            .filter_map(|row| row.iter().rposition(used))
            .max()
            .unwrap_or(0);
        let bytes: Vec<u8> = rows
            .iter()
            .take(bottom + 1)
            .skip(top)
            .flat_map(|row| row.iter().take(right + 1).skip(left))
            .flat_map(|pixel| {
                let [_, red, green, blue] = pixel.to_be_bytes();
                [red, green, blue]
            })
            .collect();
        let (width, height) = (u32::try_from(right - left + 1)?, u32::try_from(bottom - top + 1)?);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut encoder = png::Encoder::new(BufWriter::new(File::create(file)?), width, height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header()?.write_image_data(&bytes)?;
        Ok(())
    }
}

/// Watches the screen until there is something to read on it and it is at rest.
///
/// # Errors
/// When `still_running` says that nothing more will come, or everything hangs; the message says what is on the screen.
pub(crate) fn settle(folder: &Path, mut still_running: impl FnMut() -> Result<bool>) -> Result<Settled> {
    let started = Instant::now();
    // Each look that differed from the one before, with its time.
    let mut looks: Vec<(Duration, Frame)> = Vec::new();
    let mut changed = started;
    loop {
        let frame = Frame::read(folder)?;
        let last = looks.last().map(|(_, last)| last);
        if !last.is_some_and(|last| last.resembles(&frame)) {
            looks.push((started.elapsed(), frame));
            changed = Instant::now();
        } else if changed.elapsed() >= REST && frame.has_content() {
            let after = looks
                .iter()
                .rev()
                .take_while(|(_, look)| look.resembles(&frame))
                .last();
            return Ok(Settled {
                after: after.map_or(Duration::ZERO, |(time, _)| *time),
                frame,
            });
        }
        // What was looked at last is what a message is about.
        let seen = || looks.last().map_or("nothing was seen", |(_, last)| last.seen());
        if started.elapsed() > HANGS {
            bail!(
                "waited {} minutes for the window to be painted: {}",
                HANGS.as_secs() / 60,
                seen()
            );
        }
        if !still_running()? {
            bail!("the application ended before its window was painted: {}", seen());
        }
        std::thread::sleep(LOOK_EVERY);
    }
}

/// Waits until no window is on the screen any more.
///
/// # Errors
/// When a window stays.
pub(crate) fn emptied(folder: &Path) -> Result<()> {
    let started = Instant::now();
    while !Frame::read(folder)?.is_empty() {
        if started.elapsed() > HANGS {
            bail!(
                "waited {} minutes for the window to go from the screen",
                HANGS.as_secs() / 60
            );
        }
        std::thread::sleep(LOOK_EVERY);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A screen of two by two pixels, as Xvfb would keep it.
    fn screen(pixels: [u32; 4]) -> Vec<u8> {
        let mut words = [0_u32; 25];
        for (index, value) in [(0, 100), (4, 2), (5, 2), (11, 32), (12, 8), (19, 1)] {
            words[index] = value;
        }
        let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
        bytes.extend([0; 12]);
        bytes.extend(pixels.iter().flat_map(|pixel| pixel.to_le_bytes()));
        bytes
    }

    #[test]
    fn a_screen_is_read_with_its_colours_in_place() {
        let frame = Frame::parse(&screen([0xff_00_00, 1, 2, 3])).unwrap();
        assert_eq!((frame.width, frame.pixels), (2, vec![0xff_00_00, 1, 2, 3]));
    }

    #[test]
    fn a_screen_that_is_cut_off_is_refused_or_short_but_never_a_panic() {
        let whole = screen([1, 2, 3, 4]);
        for length in 0..whole.len() {
            let short = Frame::parse(&whole[..length]);
            assert!(short.is_none_or(|frame| frame.pixels.len() < 4));
        }
    }

    #[test]
    fn the_picture_leaves_out_the_empty_screen() {
        let file = std::env::temp_dir().join(format!("chancery-xtask-{}.png", std::process::id()));
        Frame::parse(&screen([0, 0, 0, 7])).unwrap().save(&file).unwrap();
        let reader = png::Decoder::new(std::io::BufReader::new(File::open(&file).unwrap()))
            .read_info()
            .unwrap();
        assert_eq!((reader.info().width, reader.info().height), (1, 1));
        fs::remove_file(file).unwrap();
    }

    #[test]
    fn what_is_waited_for_and_what_is_seen_are_both_said() {
        let folder = std::env::temp_dir().join(format!("chancery-xtask-screen-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (pixels, seen) in [([0; 4], "no window"), ([0, 0, 7, 7], "nothing in it to read")] {
            fs::write(folder.join("Xvfb_screen0"), screen(pixels)).unwrap();
            let error = settle(&folder, || Ok(false)).err().unwrap().to_string();
            assert!(error.contains("was painted") && error.contains(seen), "{error}");
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn an_empty_screen_has_no_picture() {
        assert!(
            Frame::parse(&screen([0; 4]))
                .unwrap()
                .save(Path::new("/nowhere/x.png"))
                .is_err()
        );
    }
}
