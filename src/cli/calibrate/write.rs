//! The files of a calibration.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use crate::experiment::calibration::Fit;
use crate::experiment::files::{safe_name, write_whole};
use crate::experiment::validation::Target;
use crate::link::Fittable;
use crate::output::{
    Account, ExportError, FIT, FITTED, Facts, POSTERIOR_DRAWS, REPORT, Told, fit_table,
    posterior_table, report_page, write_fit_manifest,
};
use crate::scenario::adjust::{Heading, Moved, overlay};

/// The word in a scenario for a fitted figure.
pub(super) const SOURCE: &str = "calibrated";

/// Writes everything into `folder`; the fitted overlay extends `spec`.
pub(super) fn write_all(
    folder: &Path,
    spec: &str,
    linked: &Fittable,
    (fit, targets): (&Fit, &[Target]),
    facts: &Facts<'_>,
) -> Result<(), ExportError> {
    let adjustments = &linked.adjustments().0;
    let fitted = adjustments.iter().zip(&fit.parameters);
    let told: Vec<Told> = fitted
        .clone()
        .map(|(one, fitted)| Told {
            name: one.name.clone(),
            why: one.why.clone(),
            values: (one.text(one.start), one.text(fitted.value)),
            range: (one.text(short(one.range.0)), one.text(short(one.range.1))),
            interval: (one.text(fitted.low), one.text(fitted.high)),
        })
        .collect();
    let moved: Vec<Moved<'_>> = fitted
        .map(|(adjustment, fitted)| Moved {
            adjustment,
            value: fitted.value,
            low: fitted.low,
            high: fitted.high,
        })
        .collect();
    let draws: Vec<Vec<(String, String)>> = fit
        .draws
        .iter()
        .map(|draw| {
            let all = adjustments.iter().zip(draw);
            let settings = all.flat_map(|(one, &value)| one.settings(value));
            settings.map(|one| (one.path, one.text)).collect()
        })
        .collect();
    let keys = draws.first().into_iter().flatten();
    let keys: Vec<String> = keys.map(|(path, _)| path.clone()).collect();
    let rows = draws.into_iter();
    let rows: Vec<Vec<String>> = rows
        .map(|draw| draw.into_iter().map(|(_, text)| text).collect())
        .collect();
    let account = Account {
        fit,
        parameters: &told,
        targets,
        facts,
    };
    let text = overlay(
        &heading(spec, folder, facts),
        &moved,
        &linked.scenario().parameters(),
    );
    let mut hashes = BTreeMap::new();
    let mut keep = |name: &str, hash| hashes.insert(name.to_owned(), hash);
    keep(FITTED, whole(&folder.join(FITTED), &text)?);
    keep(FIT, fit_table(&folder.join(FIT), &account)?);
    let path = folder.join(POSTERIOR_DRAWS);
    keep(POSTERIOR_DRAWS, posterior_table(&path, &keys, &rows)?);
    keep(REPORT, whole(&folder.join(REPORT), &report_page(&account))?);
    write_fit_manifest(folder, facts, hashes)
}

fn heading(spec: &str, folder: &Path, facts: &Facts<'_>) -> Heading {
    let scenario = facts.scenario;
    let name = safe_name(&scenario.name);
    Heading {
        comment: vec![
            format!("Values fitted to published figures, for {}.", scenario.name),
            facts.command.join(" "),
            "Ranges are 95% intervals after the fit; report.md says how they came about.".into(),
        ],
        name: format!("{name}-fitted"),
        title: format!("{}, fitted", scenario.title),
        extends: extended(spec, folder),
        source: SOURCE,
        note: format!("Fitted with seed {}, {} runs.", facts.seed, facts.runs.0),
    }
}

/// How the overlay in `folder` names the scenario: a path from there, or a built-in name.
fn extended(spec: &str, folder: &Path) -> String {
    let found = Path::new(spec)
        .canonicalize()
        .ok()
        .zip(folder.canonicalize().ok());
    match found {
        Some((file, folder)) => relative(&folder, &file).display().to_string(),
        None if spec.ends_with(".toml") => spec.to_owned(),
        None => format!("{spec}.toml"),
    }
}

fn relative(from: &Path, to: &Path) -> PathBuf {
    let (from, to): (Vec<Component<'_>>, Vec<_>) =
        (from.components().collect(), to.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[shared..].iter().map(|_| Component::ParentDir);
    up.chain(to[shared..].iter().copied()).collect()
}

fn whole(path: &Path, text: &str) -> io::Result<String> {
    write_whole(path, |out: &mut dyn Write| out.write_all(text.as_bytes()))
}

/// A range without the digits that a change of unit leaves.
fn short(number: f64) -> f64 {
    format!("{number:.4e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_from_one_folder_to_the_other() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(
            way("/a/results/fit", "/a/scenarios/b.toml"),
            Path::new("../../scenarios/b.toml")
        );
        assert_eq!(way("/a", "/a/b.toml"), Path::new("b.toml"));
    }
}
