//! `datapackage.json`: what each CSV file and each of its columns holds, as Frictionless describes
//! tables, so that a program can read them without being told.

use serde_json::{Value, json};

use super::table::{ExportError, Table};
use crate::experiment::Results;
use crate::experiment::keep::{Keep, write_in};

/// Name of the file.
pub const DATAPACKAGE: &str = "datapackage.json";

/// Every column of every table: its type, and what it means.
const COLUMNS: &[(&str, &str, &str)] = &[
    ("scenario", "string", "Name of a scenario"),
    (
        "policy",
        "string",
        "Name of the policy; of a run without one, of the scenario",
    ),
    ("baseline", "string", "Name of the baseline"),
    ("bundle", "string", "Name of a bundle of policies"),
    (
        "part",
        "string",
        "Part of the bundle; `sum of parts` or `interaction`",
    ),
    (
        "metric",
        "string",
        "Name of what is measured; manifest.json defines each",
    ),
    ("theme", "string", "What the metric is about"),
    ("title", "string", "What people call it, with its unit"),
    ("unit", "string", "Unit of the value"),
    (
        "universe",
        "string",
        "Whom it is about: need, all or community",
    ),
    (
        "stratum",
        "string",
        "`all`, or one group of one dimension, as sex=female",
    ),
    (
        "period",
        "string",
        "`all` (the policy window), or a financial year as 2027-28",
    ),
    ("month", "yearmonth", "Month, as 2027-04"),
    ("replicate", "integer", "Replicate, counted from 0"),
    ("replicates", "integer", "Replicates with a value"),
    ("draw", "integer", "Draw of the parameters, counted from 0"),
    ("draws", "integer", "Draws with a value"),
    ("value", "number", "Value"),
    ("ledger", "string", "budget, society or social"),
    ("price", "string", "A price, by its path in the scenario"),
    (
        "contribution",
        "number",
        "What the price brings into the difference in net benefit",
    ),
    (
        "net_benefit",
        "number",
        "Difference in net benefit of the ledger",
    ),
    (
        "switching_factor",
        "number",
        "What the price is to be multiplied by for a net benefit of nought",
    ),
    (
        "switching_value",
        "number",
        "The price at which the net benefit is nought",
    ),
    ("mean", "number", "Mean over replicates"),
    ("sd", "number", "Standard deviation over replicates"),
    ("se", "number", "Standard error of the mean"),
    ("baseline_mean", "number", "Mean under the baseline"),
    ("policy_mean", "number", "Mean under the policy"),
    ("difference", "number", "Policy less baseline"),
    (
        "measure",
        "string",
        "How the two ends are held against each other: difference or ratio",
    ),
    (
        "highest",
        "string",
        "The fifth of areas with the most under the baseline, joined by +",
    ),
    (
        "lowest",
        "string",
        "The fifth of areas with the least under the baseline, joined by +",
    ),
    (
        "baseline_ci_low",
        "number",
        "Lower end of the 95% interval of the baseline's mean",
    ),
    (
        "baseline_ci_high",
        "number",
        "Upper end of the 95% interval of the baseline's mean",
    ),
    (
        "policy_ci_low",
        "number",
        "Lower end of the 95% interval of the policy's mean",
    ),
    (
        "policy_ci_high",
        "number",
        "Upper end of the 95% interval of the policy's mean",
    ),
    (
        "ci_low",
        "number",
        "Lower end of the 95% interval of a mean",
    ),
    (
        "ci_high",
        "number",
        "Upper end of the 95% interval of a mean",
    ),
    (
        "total_low",
        "number",
        "Lower end of the 95% interval that holds luck and parameters",
    ),
    (
        "total_high",
        "number",
        "Upper end of the 95% interval that holds luck and parameters",
    ),
    (
        "mc_ci_low",
        "number",
        "Lower end of the 95% interval of luck alone",
    ),
    (
        "mc_ci_high",
        "number",
        "Upper end of the 95% interval of luck alone",
    ),
    (
        "parameter_low",
        "number",
        "2.5% of the draws, luck taken out",
    ),
    (
        "parameter_high",
        "number",
        "97.5% of the draws, luck taken out",
    ),
    (
        "sd_parameter",
        "number",
        "Standard deviation that comes from parameters",
    ),
    (
        "sd_monte_carlo",
        "number",
        "Standard deviation of one replicate that comes from luck",
    ),
    (
        "share_parameter",
        "number",
        "Share of parameters in the variance of one replicate",
    ),
    (
        "lost_in_luck",
        "string",
        "Whether luck hides what parameters do: yes or no",
    ),
    (
        "replicates_wanted",
        "integer",
        "Replicates of each draw that would show parameters which move the result by a quarter",
    ),
    (
        "probability_better",
        "number",
        "Chance of the good side of zero, luck taken out; where luck hides what parameters do, at least \
         (above one half) or at most so much",
    ),
    (
        "relative_change",
        "number",
        "Difference over the size of the baseline's mean",
    ),
    (
        "share_of_replicates_better",
        "number",
        "Share of replicates in which the policy is strictly better",
    ),
    (
        "variance_reduction",
        "number",
        "How many times more replicates independent runs would need",
    ),
    ("p5", "number", "5th percentile over replicates"),
    ("p25", "number", "25th percentile over replicates"),
    ("p50", "number", "Median over replicates"),
    ("p75", "number", "75th percentile over replicates"),
    ("p95", "number", "95th percentile over replicates"),
    ("from", "string", "State left"),
    ("to", "string", "State entered"),
    ("option", "string", "Name of the baseline or of a policy"),
    (
        "mean_cost",
        "number",
        "Present value beyond the baseline, pounds, mean over draws",
    ),
    (
        "mean_qalys",
        "number",
        "Discounted QALYs beyond the baseline, mean over draws",
    ),
    (
        "mean_net_benefit",
        "number",
        "Worth of the QALYs less the cost, pounds, mean over draws",
    ),
    (
        "probability_best",
        "number",
        "Share of draws in which its net benefit is the highest of all options",
    ),
    (
        "standing",
        "string",
        "efficient, dominated, or extended dominated (by a mix of two others)",
    ),
    (
        "pounds_per_qaly",
        "number",
        "Pounds for one more QALY than the efficient option before it",
    ),
    (
        "worth_of_qaly",
        "number",
        "What a year in full health is taken to be worth, pounds",
    ),
    (
        "perfect_information",
        "number",
        "Pounds that it is worth to know every parameter",
    ),
    (
        "cost",
        "number",
        "Present value beyond the baseline, pounds",
    ),
    ("qalys", "number", "Discounted QALYs beyond the baseline"),
    ("key", "string", "Key of a parameter"),
    ("parameter", "string", "Key of a parameter"),
    (
        "rank_correlation",
        "number",
        "Spearman's rank correlation over draws",
    ),
    (
        "noise_level",
        "number",
        "What the largest correlation stays below in 19 of 20 cases by chance",
    ),
    (
        "beyond_noise",
        "string",
        "Whether the correlation is beyond it, with draws enough to tell: yes or no",
    ),
];

/// A column as Frictionless describes it.
fn field(name: &str) -> Value {
    match COLUMNS.iter().find(|(column, ..)| *column == name) {
        Some((_, kind, meaning)) => json!({"name": name, "type": kind, "description": meaning}),
        None => json!({"name": name, "type": "any"}),
    }
}

/// Writes the description of the tables that there are for `results` into `keep`.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn write(
    keep: &dyn Keep,
    results: &Results<'_>,
    tables: &[&dyn Table],
) -> Result<String, ExportError> {
    let scenarios = results.study().scenarios();
    let titles: Vec<&str> = scenarios.iter().map(|s| &*s.title).collect();
    let resource = |table: &&dyn Table| {
        let file = table.file();
        json!({
            "name": file.trim_end_matches(".csv"),
            "path": file,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": table.columns().iter().map(|name| field(name)).collect::<Vec<_>>(),
                "missingValues": [""],
            },
        })
    };
    let package = json!({
        "name": "throughcare-results",
        "title": titles.join("; "),
        "profile": "tabular-data-package",
        "resources": tables.iter().map(resource).collect::<Vec<_>>(),
    });
    write_in(keep, DATAPACKAGE, |out| {
        serde_json::to_writer_pretty(&mut *out, &package)?;
        out.write_all(b"\n")?;
        Ok::<_, ExportError>(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::TABLES;

    /// Protects: no column of a result file is left without a type and a meaning.
    #[test]
    fn every_column_is_described() {
        for table in TABLES {
            for name in table.columns() {
                let known = COLUMNS.iter().any(|(column, ..)| column == name);
                assert!(known, "{} of {}", name, table.file());
            }
        }
    }
}
