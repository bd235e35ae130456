//! `cargo xtask nightly`: what takes too long to be asked of every change.

use anyhow::Result;

use crate::dist::Wanted;
use crate::steps::Steps;
use crate::test::Runs;
use crate::{bench, dist, test};

/// How often all tests run beside a load.
const UNDER_LOAD: u32 = 5;

/// Takes all the long steps, also after one has failed, so that one night tells all that is wrong.
///
/// # Errors
/// When a step fails.
pub(crate) fn nightly() -> Result<()> {
    let mut steps = Steps::new();
    steps.also("the long tests", || {
        test::test(Runs {
            nightly: true,
            ..Runs::ONCE
        })
    });
    steps.also("the tests under load", || {
        test::test(Runs {
            times: UNDER_LOAD,
            busy: true,
            ..Runs::ONCE
        })
    });
    steps.also("the packages", || {
        dist::dist(Wanted {
            trial: true,
            release: true,
        })
    });
    steps.also("the benchmarks", bench::bench);
    steps.finish()
}
