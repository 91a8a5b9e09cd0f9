//! A calibration while it happens: a bar for each batch on a terminal, a line for each step.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::super::streams::note;
use crate::experiment::calibration::Follow;

/// No colours, and well within 80 columns.
const TEMPLATE: &str = "{bar:24} {pos}/{len} runs  {msg}, {eta} left";
/// Time between redraws of the bar.
const TICK: Duration = Duration::from_millis(250);

/// Shows what happens on standard error.
pub(super) struct Followed {
    bar: Option<ProgressBar>,
    quiet: bool,
}

impl Followed {
    /// `hidden` shows no bar, `quiet` nothing at all.
    pub(super) fn new(hidden: bool, quiet: bool) -> Self {
        let shown = !hidden && !quiet && std::io::stderr().is_terminal();
        let style = ProgressStyle::with_template(TEMPLATE);
        let style = style
            .unwrap_or(ProgressStyle::default_bar())
            .progress_chars("=> ");
        let bar = shown.then(|| ProgressBar::new(0).with_style(style));
        Self { bar, quiet }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Follow for Followed {
    fn batch(&self, stage: &str, runs: usize) {
        if let Some(bar) = &self.bar {
            bar.reset();
            bar.set_length(runs as u64);
            bar.set_message(stage.to_owned());
            bar.enable_steady_tick(TICK);
        }
    }

    fn run(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    fn say(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| note(line)),
            None if !self.quiet => note(line),
            None => {}
        }
    }
}
