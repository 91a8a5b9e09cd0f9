//! `validation.csv`, and the same as a page of documentation.

use std::fmt::Write;

use super::table::{ExportError, Field, RowSink, Table};
use super::{misses, number};
use crate::experiment::Results;
use crate::experiment::validation::{
    Causes, Finding, Report, Role, Silence, Tally, Target, findings,
};

/// Name of the file.
pub const VALIDATION: &str = "validation.csv";

/// The table of targets with their verdicts.
#[derive(Clone, Copy, Debug)]
pub struct Validation<'a> {
    /// The targets, in the order of the rows.
    pub targets: &'a [Target],
}

impl Table for Validation<'_> {
    fn file(&self) -> &'static str {
        VALIDATION
    }

    fn columns(&self) -> &'static [&'static str] {
        &[
            "target",
            "metric",
            "universe",
            "stratum",
            "period",
            "published",
            "band_low",
            "band_high",
            "simulated",
            "ci_low",
            "ci_high",
            "verdict",
            "use",
            "evidence",
        ]
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        for finding in findings(self.targets, results)? {
            let (target, question) = (finding.target, finding.question);
            sink(&[
                Field::Text(&target.id),
                Field::Text(&question.metric),
                Field::Text(question.universe.name()),
                Field::Text(&question.stratum),
                Field::Text(&target.period),
                Field::Number(question.value),
                Field::Number(question.band_low),
                Field::Number(question.band_high),
                Field::Number(finding.simulated.mean),
                Field::Number(finding.simulated.ci_low),
                Field::Number(finding.simulated.ci_high),
                Field::Text(finding.verdict()),
                Field::Text(target.role.name()),
                Field::Text(&target.evidence),
            ])?;
        }
        Ok(())
    }
}

/// Heading of what is shown without being judged.
pub const COMPARABLE_NOW: &str = "Comparable now, not judged: classed before the metric existed";

/// How a page of validation came about.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Day on which it was made, as 2026-11-22.
    pub date: String,
    /// The command as it was typed.
    pub command: String,
    /// Name and title of the scenario.
    pub scenario: String,
    /// Hash of the scenario.
    pub hash: String,
    /// Replicates.
    pub replicates: usize,
    /// Master seed.
    pub seed: u64,
}

/// The page: where it comes from, the tables, and every figure that is not in them with
/// the reason.
pub fn validation_page(
    origin: &Origin,
    report: &Report<'_>,
    targets: &[Target],
    unanswered: &[Silence],
    causes: &Causes,
) -> String {
    let mut page = head(origin, report);
    page += &section(
        "Calibration targets",
        "The baseline may be fitted to these.",
        &report.calibration,
    );
    page += &section(
        "Held-out targets",
        "The baseline was not fitted to these: they test the model.",
        &report.held_out,
    );
    page += &section(
        "The change of the release point, September 2024",
        "A natural experiment, held out: people were released at 40% of their sentence in place of 50%.",
        &report.natural_experiment,
    );
    page += &section(
        "By construction",
        "Inputs of the scenario set these; they are no evidence for the model.",
        &report.by_construction,
    );
    page += &section(
        COMPARABLE_NOW,
        "Their metrics were made after the targets had been classed as not comparable. The reasons in the file \
         of targets say in what they still differ. They are in no tally.",
        &report.comparable_now,
    );
    page += &missed(report, causes);
    page += &silences(unanswered);
    page += &without_metric(targets);
    page
}

fn head(origin: &Origin, report: &Report<'_>) -> String {
    let tally = |list: &[Finding<'_>]| {
        let Tally { hits, of } = Tally::of(list);
        format!("{hits} of {of}")
    };
    format!(
        "# Validation\n\n\
         This page is written by the program; do not edit it. Made on {date} by throughcare {version}:\n\n\
         ```sh\n{command}\n```\n\n\
         Scenario {scenario} (hash `{hash}`), {replicates} replicates, seed {seed}.\n\n\
         | targets | hit |\n|---|---|\n\
         | calibration | {calibration} |\n\
         | held out | {held_out} |\n\
         | natural experiment, held out | {natural} |\n\n\
         A target is hit when the mean of the replicates is within the band. The intervals are the error \
         of a finite number of replicates, not the uncertainty of parameters. Targets, bands and classes are in \
         `evidence/targets.csv`, sources in `evidence/evidence.csv`.\n",
        date = origin.date,
        version = env!("CARGO_PKG_VERSION"),
        command = origin.command,
        scenario = origin.scenario,
        hash = origin.hash,
        replicates = origin.replicates,
        seed = origin.seed,
        calibration = tally(&report.calibration),
        held_out = tally(&report.held_out),
        natural = tally(&report.natural_experiment),
    )
}

fn section(title: &str, about: &str, list: &[Finding<'_>]) -> String {
    if list.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "\n## {title}\n\n{about}\n\n\
         | target | metric | stratum | period | published | band | simulated | 95% interval | verdict | evidence |\n\
         |---|---|---|---|---|---|---|---|---|---|\n"
    );
    for finding in list {
        text += &line(finding);
    }
    text
}

fn line(finding: &Finding<'_>) -> String {
    let (target, question, over) = (finding.target, finding.question, &finding.simulated);
    let stratum = question.stratum.replace('+', ", ");
    let band = match question.band_low.is_nan() {
        true => "-".to_owned(),
        false => format!(
            "{} to {}",
            number::format(question.band_low),
            number::format(question.band_high)
        ),
    };
    // Nothing in a page deserves more than four digits.
    let short = |value: f64| match value.abs() {
        _ if !value.is_finite() => "-".to_owned(),
        size if size >= 1000.0 => number::format(value.round()),
        _ => number::format((value * 10.0).round() / 10.0),
    };
    format!(
        "| {} | {} | {stratum} | {} | {} | {band} | {} | {} to {} | {} | {} |\n",
        target.id,
        question.metric,
        target.period,
        number::format(question.value),
        short(over.mean),
        short(over.ci_low),
        short(over.ci_high),
        finding.verdict(),
        target.evidence.replace(';', ", "),
    )
}

fn missed(report: &Report<'_>, causes: &Causes) -> String {
    let mut text = String::new();
    for finding in report.misses() {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            finding.target.id,
            finding.question.metric,
            finding.target.period,
            misses::size(finding),
            misses::cause(finding, causes),
        );
    }
    match text.is_empty() {
        true => text,
        false => format!(
            "\n## Misses: how far, and why\n\nCauses are judgements, kept by hand in `evidence/misses.csv`.\n\n\
             | target | metric | period | size | cause |\n|---|---|---|---|---|\n{text}"
        ),
    }
}

fn silences(unanswered: &[Silence]) -> String {
    if unanswered.is_empty() {
        return String::new();
    }
    let mut text = "\n## Not answered by this scenario\n\n".to_owned();
    for silence in unanswered {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "- {}: {}", silence.id, silence.reason);
    }
    text
}

fn without_metric(targets: &[Target]) -> String {
    let mut text = String::new();
    for role in Role::ALL {
        let here = |target: &&Target| target.role == role && target.question.is_none();
        let rows: Vec<&Target> = targets.iter().filter(here).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = write!(
            text,
            "\n## Without a metric: {role}\n\n| target | period | published | evidence | reason |\n|---|---|---|---|---|\n"
        );
        for target in rows {
            let evidence = target.evidence.replace(';', ", ");
            let (id, period, published, reason) = (
                &target.id,
                &target.period,
                &target.published,
                &target.reason,
            );
            let _ = writeln!(
                text,
                "| {id} | {period} | {published} | {evidence} | {reason} |"
            );
        }
    }
    text
}
