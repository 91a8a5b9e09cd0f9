//! `verification.csv`, and the same as a part of the page of validation: source studies re-run.

use std::fmt::Write;

use super::number;
use super::table::{ExportError, Field, RowSink, Table};
use crate::experiment::Results;
use crate::experiment::validation::{Rerun, SourceStudy, reruns};

/// Name of the file.
pub const VERIFICATION: &str = "verification.csv";

/// The table of source studies with what the simulation gives back.
#[derive(Clone, Copy, Debug)]
pub struct Verification<'a> {
    /// The studies, in the order of the rows.
    pub studies: &'a [SourceStudy],
}

impl Table for Verification<'_> {
    fn file(&self) -> &'static str {
        VERIFICATION
    }

    fn columns(&self) -> &'static [&'static str] {
        &[
            "id",
            "study",
            "arm",
            "control",
            "metric",
            "control_metric",
            "stratum",
            "measure",
            "published",
            "band_low",
            "band_high",
            "simulated",
            "ci_low",
            "ci_high",
            "verdict",
            "evidence",
        ]
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        for rerun in reruns(self.studies, results)? {
            let study = &rerun.study;
            sink(&[
                Field::Text(&study.id),
                Field::Text(&study.study),
                Field::Text(&study.arm),
                Field::Text(&study.control),
                Field::Text(&study.metric),
                Field::Text(&study.control_metric),
                Field::Text(&study.stratum),
                Field::Text(study.measure.name()),
                Field::Number(study.published),
                Field::Number(study.band_low),
                Field::Number(study.band_high),
                Field::Number(rerun.simulated.mean),
                Field::Number(rerun.simulated.ci_low),
                Field::Number(rerun.simulated.ci_high),
                Field::Text(rerun.verdict()),
                Field::Text(&study.evidence),
            ])?;
        }
        Ok(())
    }
}

/// The studies as a section of a page of documentation.
pub fn verification_section(reruns: &[Rerun]) -> String {
    let mut text = "\n## Verification: source studies re-run\n\n\
        Not validation: each study is repeated on simulated people, to see whether the model as a \
        whole gives back the effect that one of its parameters was taken from.\n\n\
        | study | what is compared | published | band | simulated | 95% interval | verdict | evidence |\n\
        |---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for rerun in reruns {
        let (study, simulated) = (&rerun.study, &rerun.simulated);
        let short = |value: f64| match value.is_finite() {
            true => number::format((value * 1000.0).round() / 1000.0),
            false => "-".to_owned(),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| {} | {} ({}) | {} | {} to {} | {} | {} to {} | {} | {} |",
            study.study,
            study.about,
            study.measure.name(),
            number::format(study.published),
            number::format(study.band_low),
            number::format(study.band_high),
            short(simulated.mean),
            short(simulated.ci_low),
            short(simulated.ci_high),
            rerun.verdict(),
            study.evidence.replace(';', ", "),
        );
    }
    text
}
