//! A programme of some days says so where it is read.

use documents::{Unwatched, programme_pdf};

use crate::{golden_files::text_of, samples};

fn printed(programme: &visit::programme::Programme) -> String {
    let rendered = programme_pdf(programme, &Unwatched).expect("a PDF");
    // What is small capitals on paper is capitals to poppler.
    let text: String = text_of(&rendered.pdf).split_whitespace().collect();
    text.to_lowercase()
}

#[test]
fn a_programme_of_some_days_says_which_and_that_what_has_no_day_is_left_out() {
    for (lang, only, undated) in [
        ("en", "only20march2017", "whathasnodayyetisleftout."),
        (
            "ru",
            "только20марта2017",
            "пункты,денькоторыхнеопределён,невключены.",
        ),
        ("ja", "2017年3月20日のみ", "日の決まっていない項目は含まない。"),
    ] {
        let mut programme = samples::reference(lang);
        let whole = printed(&programme);
        assert!(!whole.contains(undated), "{whole}");
        let left_out = programme.keep_days(&"2017-03-20".parse().expect("a day"));
        assert!(left_out.undated > 0 && left_out.elsewhere > 0);
        let part = printed(&programme);
        assert!(part.contains(only) && part.contains(undated), "{part}");
    }
}
