//! What a PDF promises, as far as it can be seen from its bytes.

use documents::{
    PictureOptions, Standard, Step, Unwatched, Watch, page_pictures, programme_pdf, programmes_pdf,
};

use crate::golden_files::text_of;
use crate::samples;

fn holds(pdf: &[u8], words: &str) -> bool {
    pdf.windows(words.len()).any(|window| window == words.as_bytes())
}

#[test]
fn the_reference_case_is_archival_and_accessible_in_every_language() {
    for lang in ["en", "ru", "ja"] {
        let rendered = programme_pdf(&samples::reference(lang), &Unwatched).expect("a PDF");
        assert_eq!(
            rendered.standard,
            Standard::ArchivalAccessible,
            "{lang}: {:?}",
            rendered.missing
        );
        assert!(rendered.missing.is_empty());
        for words in [
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
        ] {
            assert!(holds(&rendered.pdf, words), "{lang}: {words}");
        }
        assert!(holds(&rendered.pdf, "<pdfuaid:part>1</pdfuaid:part>"), "{lang}");
        for words in [
            "/StructTreeRoot",
            "/ViewerPreferences",
            "/DisplayDocTitle true",
            "/MarkInfo",
        ] {
            assert!(holds(&rendered.pdf, words), "{lang}: {words}");
        }
        assert!(holds(&rendered.pdf, &format!("/Lang({lang})")), "{lang}");
    }
}

#[test]
fn the_same_programme_gives_the_same_bytes_and_another_gives_others() {
    let programme = samples::reference("ja");
    let first = programme_pdf(&programme, &Unwatched).expect("a PDF");
    assert_eq!(first, programme_pdf(&programme, &Unwatched).expect("a PDF"));
    let mut other = programme;
    other.days[0].engagements[0].remarks.push('。');
    assert_ne!(first.pdf, programme_pdf(&other, &Unwatched).expect("a PDF").pdf);
}

#[test]
fn programmes_in_one_file_keep_their_pages_their_language_and_their_marking() {
    let [english, japanese] = ["en", "ja"].map(samples::reference);
    let alone = [&english, &japanese].map(|programme| {
        let rendered = programme_pdf(programme, &Unwatched).expect("a PDF");
        (rendered.pages, text_of(&rendered.pdf))
    });
    let both = programmes_pdf(&english, std::slice::from_ref(&japanese), &Unwatched).expect("a PDF");
    assert_eq!(both.standard, Standard::ArchivalAccessible, "{:?}", both.missing);
    assert_eq!(both.pages, alone[0].0 + alone[1].0);
    // Page by page the same text: head, foot and 'page x of y' are each programme's own.
    assert_eq!(text_of(&both.pdf), format!("{}{}", alone[0].1, alone[1].1));
    assert!(holds(&both.pdf, "/Lang(en)") && holds(&both.pdf, "/Lang(ja)"));
}

#[test]
fn the_date_of_the_file_is_that_of_the_programme() {
    let rendered = programme_pdf(&samples::reference("en"), &Unwatched).expect("a PDF");
    assert!(holds(&rendered.pdf, "2017-03-17T11:00:00+03:00"));
}

#[test]
fn characters_without_a_sign_are_named_and_the_promise_is_not_made() {
    let mut programme = samples::reference("en");
    programme.days[0].engagements[0].title = "Flight 🛫 عمّان".into();
    let rendered = programme_pdf(&programme, &Unwatched).expect("a PDF");
    assert_eq!(rendered.standard, Standard::Plain);
    for c in ['🛫', 'ع', 'ن'] {
        assert!(rendered.missing.contains(&c), "{c}: {:?}", rendered.missing);
    }
    assert!(!rendered.missing.contains(&'F'));
    assert!(!holds(&rendered.pdf, "pdfaid:part"));
}

#[test]
fn cyrillic_and_japanese_names_can_be_read_out_of_an_english_programme() {
    let mut programme = samples::reference("en");
    programme.days[0].engagements[2].remarks = "Шойгу, Қасым-Жомарт; 髙橋、山﨑".into();
    let rendered = programme_pdf(&programme, &Unwatched).expect("a PDF");
    assert_eq!(rendered.standard, Standard::ArchivalAccessible);
    let text: String = text_of(&rendered.pdf).split_whitespace().collect();
    for name in ["Шойгу", "Қасым", "髙橋", "山﨑"] {
        assert!(text.contains(name), "{name}");
    }
}

#[test]
fn every_page_has_its_marking_twice_its_date_and_its_number() {
    let mut programme = samples::scale(40);
    programme.marking = Some("Top secret".into());
    let rendered = programme_pdf(&programme, &Unwatched).expect("a PDF");
    let text = text_of(&rendered.pdf);
    let pages: Vec<&str> = text
        .split('\u{0C}')
        .filter(|page| !page.trim().is_empty())
        .collect();
    assert_eq!(pages.len(), rendered.pages);
    for (index, page) in pages.iter().enumerate() {
        assert_eq!(page.matches("TOP SECRET").count(), 2, "page {}", index + 1);
        assert!(page.contains(&format!("Page {} of {}", index + 1, pages.len())));
        assert!(page.contains("As of 17 March 2017, 11:00 (UTC+3)"));
        assert!(
            page.contains("PARTICIPANTS"),
            "page {} has the heads of the columns",
            index + 1
        );
    }
}

#[test]
fn a_picture_is_made_of_each_page_that_is_asked_for() {
    let programme = samples::scale(40);
    let options = PictureOptions {
        pixels_per_inch: 24,
        first: 2,
        most: 1,
    };
    let pictures = page_pictures(&programme, options, &Unwatched).expect("pictures");
    assert_eq!(pictures.pngs.len(), 1);
    assert!(pictures.pages > 2);
    assert!(pictures.pngs[0].starts_with(b"\x89PNG"));
}

/// Hears every step, and wants no more after so many.
struct Impatient {
    heard: std::sync::Mutex<Vec<Step>>,
    most: usize,
}

impl Watch for Impatient {
    fn step(&self, step: Step) {
        self.heard.lock().expect("no panic").push(step);
    }

    fn cancelled(&self) -> bool {
        self.heard.lock().expect("no panic").len() >= self.most
    }
}

#[test]
fn a_watcher_hears_how_far_it_is_and_can_stop_it() {
    let programme = samples::scale(40);
    let patient = Impatient {
        heard: Vec::new().into(),
        most: usize::MAX,
    };
    programme_pdf(&programme, &patient).expect("a PDF");
    let heard = patient.heard.into_inner().expect("no panic");
    assert_eq!(heard.first(), Some(&Step::Typesetting { part: 1, parts: 4 }));
    assert!(heard.contains(&Step::Typesetting { part: 4, parts: 4 }));
    assert_eq!(heard.last(), Some(&Step::Writing));
    let impatient = Impatient {
        heard: Vec::new().into(),
        most: 2,
    };
    let result = programme_pdf(&programme, &impatient);
    assert_eq!(result, Err(documents::DocumentError::Cancelled));
    assert_eq!(impatient.heard.into_inner().expect("no panic").len(), 2);
}

#[test]
fn a_programme_is_laid_out_once() {
    // Nothing asks for what only the finished pages tell, not even whether a day of eight engagements fits on one.
    let mut programme = samples::scale(40);
    for day in &mut programme.days {
        day.engagements.truncate(8);
    }
    let patient = Impatient {
        heard: Vec::new().into(),
        most: usize::MAX,
    };
    programme_pdf(&programme, &patient).expect("a PDF");
    let heard = patient.heard.into_inner().expect("no panic");
    let began = heard
        .iter()
        .filter(|step| matches!(step, Step::Typesetting { part: 1, .. }));
    assert_eq!(began.count(), 1);
}
