//! `validation.csv`, and the same as a page of documentation.

use std::fmt::Write;

use super::table::{ExportError, Field, RowSink, Table};
use super::{misses, number};
use crate::experiment::Results;
use crate::experiment::validation::{
    Causes, Finding, Report, Role, Silence, Tally, Target, Verdict, findings,
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
            "group",
            "standardised_error",
            "more_replicates",
        ]
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        for finding in findings(self.targets, results)? {
            let (target, question) = (finding.target, finding.question);
            let more = finding.more_replicates();
            let more = more.map_or(Field::Number(f64::NAN), |more| Field::Count(more as u64));
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
                Field::Text(finding.word()),
                Field::Text(target.role.name()),
                Field::Text(&target.evidence),
                Field::Text(&question.series().unwrap_or_default()),
                Field::Number(finding.standardised_error()),
                more,
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
    page += &not_hit(report, causes);
    page += &silences(unanswered);
    page += &without_metric(targets);
    page
}

fn head(origin: &Origin, report: &Report<'_>) -> String {
    format!(
        "# Validation\n\n\
         This page is written by the program; do not edit it. Made on {date} by throughcare {version}:\n\n\
         ```sh\n{command}\n```\n\n\
         Scenario {scenario} (hash `{hash}`), {replicates} replicates, seed {seed}.\n\n\
         {counts}\n\
         A target is hit when the whole 95% interval of the mean is within the band, missed when the whole of it is \
         outside, and undecided when it straddles an end: then luck decides, and it counts as neither. By group, one \
         level at several dates counts once, as its worst date. The first list is the targets with which the project \
         began, without those added later. The intervals are the error of a finite number of replicates, not the \
         uncertainty of parameters. Targets, bands and classes are in `evidence/targets.csv`, sources in \
         `evidence/evidence.csv`.\n",
        date = origin.date,
        version = env!("CARGO_PKG_VERSION"),
        command = origin.command,
        scenario = origin.scenario,
        hash = origin.hash,
        replicates = origin.replicates,
        seed = origin.seed,
        counts = counts(report),
    )
}

/// The table of counts, a class a line.
fn counts(report: &Report<'_>) -> String {
    let mut text = "| targets | each | by group | first list |\n|---|---|---|---|\n".to_owned();
    for (class, list) in report.classes() {
        let tallies = [
            Tally::of(list),
            Tally::by_group(list),
            Tally::of_first_list(list),
        ];
        let [each, group, first] = tallies.map(|tally| tally.to_string());
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| {class} | {each} | {group} | {first} |");
    }
    text
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
        finding.word(),
        target.evidence.replace(';', ", "),
    )
}

/// The targets that were not hit: first those that are undecided, then the misses.
fn not_hit(report: &Report<'_>, causes: &Causes) -> String {
    let table = |verdict, heading: &str, about: fn(&Finding<'_>) -> String| {
        let rows = report.judged(verdict).map(|finding| {
            let (target, metric) = (finding.target, &finding.question.metric);
            let cause = misses::cause(finding, causes);
            let about = about(finding);
            format!(
                "| {} | {metric} | {} | {about} | {cause} |\n",
                target.id, target.period
            )
        });
        let rows: String = rows.collect();
        match rows.is_empty() {
            true => rows,
            false => format!("\n## {heading}{rows}"),
        }
    };
    let undecided = "Undecided: luck decides on which side of an end of the band\n\n\
        More replicates are what would decide it if mean and spread stayed as they are.\n\n\
        | target | metric | period | interval | cause |\n|---|---|---|---|---|\n";
    let missed = "Misses: how far, and why\n\nCauses are judgements, kept by hand in `evidence/misses.csv`.\n\n\
        | target | metric | period | size | cause |\n|---|---|---|---|---|\n";
    table(Verdict::Undecided, undecided, misses::doubt)
        + &table(Verdict::Miss, missed, misses::size)
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
