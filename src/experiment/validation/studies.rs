//! Source studies, re-run inside the simulation: does the model give back what was put in?
//!
//! A published effect enters the model as a parameter of one mechanism. What comes out of the
//! whole (queues, competing risks, selection, breach) may be another number. So the study is
//! repeated on simulated people: its two arms are scenarios, or two groups of one, and its
//! measure is formed from metrics. This is verification, not validation: agreement says that
//! the program does what it was told.

use super::table::{Fault, Row, read_rows};
use super::targets::find_metric;
use crate::experiment::statistics::Summary;
use crate::experiment::store::StoreError;
use crate::experiment::student::Student;
use crate::experiment::{Results, Section};
use crate::observe::{Layout, Metric};

/// Columns of the file, in their order.
const COLUMNS: [&str; 13] = [
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
    "evidence",
    "about",
];

/// How the arms are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The treated arm over the control.
    Ratio,
    /// The treated arm less the control.
    Difference,
    /// Of two shares in per cent that had an event: the ratio of the cumulated hazards behind them.
    HazardRatio,
}

impl Measure {
    /// The word used in files.
    pub const fn name(self) -> &'static str {
        match self {
            Measure::Ratio => "ratio",
            Measure::Difference => "difference",
            Measure::HazardRatio => "hazard ratio",
        }
    }

    fn of(self, arm: f64, control: f64) -> f64 {
        match self {
            Measure::Ratio if control == 0.0 => f64::NAN,
            Measure::Ratio => arm / control,
            Measure::Difference => arm - control,
            Measure::HazardRatio => {
                Measure::Ratio.of(cumulated_hazard(arm), cumulated_hazard(control))
            }
        }
    }
}

/// The cumulated hazard under which a share in per cent has had its event.
fn cumulated_hazard(share: f64) -> f64 {
    -libm::log(1.0 - share / 100.0)
}

/// One result of a source study.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceStudy {
    /// Its name in every table.
    pub id: String,
    /// The study, in a few words.
    pub study: String,
    /// The scenario of the treated arm; empty for the scenario that is validated.
    pub arm: String,
    /// The scenario of the control arm; empty for the scenario that is validated.
    pub control: String,
    /// What is measured in the treated arm.
    pub metric: String,
    /// What is measured in the control arm.
    pub control_metric: String,
    /// Whom it is about.
    pub stratum: String,
    /// How the arms are compared.
    pub measure: Measure,
    /// What the study found.
    pub published: f64,
    /// Lowest value that gives it back.
    pub band_low: f64,
    /// Highest value that gives it back.
    pub band_high: f64,
    /// Rows of the evidence table, joined by `;`.
    pub evidence: String,
    /// What is compared, and what the band is.
    pub about: String,
}

/// A study with what the simulation says.
#[derive(Clone, Debug)]
pub struct Rerun {
    /// The study.
    pub study: SourceStudy,
    /// Its measure over replicates; both arms share their luck.
    pub simulated: Summary,
}

impl Rerun {
    /// Whether the mean of the replicates is within the band.
    pub fn is_given_back(&self) -> bool {
        (self.study.band_low..=self.study.band_high).contains(&self.simulated.mean)
    }

    /// The verdict as it is written in files.
    pub fn verdict(&self) -> &'static str {
        if self.is_given_back() { "hit" } else { "miss" }
    }
}

/// Reads `text`, the content of `file`, in which `metrics` may be named.
///
/// # Errors
/// Every fault that was found, in the order of lines.
pub fn read_studies(
    file: &str,
    text: &str,
    metrics: &[Metric],
) -> Result<Vec<SourceStudy>, Vec<Fault>> {
    read_rows(file, text, &COLUMNS, |row, _: &[SourceStudy]| {
        study(row, metrics)
    })
}

fn study(row: Row<'_>, metrics: &[Metric]) -> Result<SourceStudy, String> {
    let needed = |column: &str| row.needed(column).map(str::to_owned);
    let metric = |column: &str| {
        let name = row.needed(column)?;
        find_metric(name, metrics).map(|metric| metric.name.to_owned())
    };
    let measure = match row.text("measure") {
        "ratio" => Measure::Ratio,
        "difference" => Measure::Difference,
        "hazard ratio" => Measure::HazardRatio,
        other => {
            return Err(format!(
                "`measure` is `{other}`: write `ratio`, `difference` or `hazard ratio`"
            ));
        }
    };
    Ok(SourceStudy {
        id: needed("id")?,
        study: needed("study")?,
        arm: row.text("arm").to_owned(),
        control: row.text("control").to_owned(),
        metric: metric("metric")?,
        control_metric: metric("control_metric")?,
        stratum: needed("stratum")?,
        measure,
        published: row.number("published")?,
        band_low: row.number("band_low")?,
        band_high: row.number("band_high")?,
        evidence: needed("evidence")?,
        about: needed("about")?,
    })
}

/// The scenarios that `studies` need in addition to the one that is validated, each once, in order.
pub fn arms(studies: &[SourceStudy]) -> Vec<&str> {
    let mut arms: Vec<&str> = Vec::new();
    let named = studies.iter().flat_map(|one| [&one.arm, &one.control]);
    for arm in named.filter(|arm| !arm.is_empty()) {
        if !arms.contains(&arm.as_str()) {
            arms.push(arm);
        }
    }
    arms
}

/// What `results` say to each of `studies`. The first scenario is the one that is validated, the
/// others are its [`arms`].
///
/// # Errors
/// When a record cannot be read.
pub fn reruns(studies: &[SourceStudy], results: &Results<'_>) -> Result<Vec<Rerun>, StoreError> {
    let arms = arms(studies);
    let scenario = |arm: &str| arms.iter().position(|&one| one == arm).map_or(0, |i| i + 1);
    let mut student = Student::default();
    let mut found = Vec::new();
    for study in studies {
        let values = |arm: &str, metric: &str| -> Result<Vec<f64>, StoreError> {
            match column(metric, &study.stratum, results.study().layout()) {
                Some(column) => results.column(Section::Values, scenario(arm), column),
                None => Ok(Vec::new()),
            }
        };
        let treated = values(&study.arm, &study.metric)?;
        let control = values(&study.control, &study.control_metric)?;
        let measured: Vec<f64> = treated
            .iter()
            .zip(&control)
            .map(|(&arm, &control)| study.measure.of(arm, control))
            .collect();
        found.push(Rerun {
            study: study.clone(),
            simulated: Summary::of(&measured, &mut student),
        });
    }
    Ok(found)
}

/// The column of a metric over the whole window.
fn column(metric: &str, stratum: &str, layout: &Layout) -> Option<usize> {
    layout.cells.iter().position(|cell| {
        layout.metrics[usize::from(cell.metric)].name == metric
            && layout.strata[usize::from(cell.stratum)] == stratum
            && layout.periods[usize::from(cell.period)] == "all"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "id,study,arm,control,metric,control_metric,stratum,measure,published,\
                          band_low,band_high,evidence,about\n";

    fn read(line: &str) -> Result<Vec<SourceStudy>, Vec<Fault>> {
        let metrics: Vec<Metric> = crate::observe::metrics()
            .into_iter()
            .map(|definition| definition.metric)
            .collect();
        read_studies("studies.csv", &format!("{HEADER}{line}\n"), &metrics)
    }

    #[test]
    fn a_hazard_ratio_is_that_of_the_hazards_behind_two_shares() {
        // Halving the hazard of a share of 75 % leaves 50 %.
        assert!((Measure::HazardRatio.of(50.0, 75.0) - 0.5).abs() < 1e-12);
        assert_eq!(Measure::Difference.of(50.0, 75.0), -25.0);
        assert!(Measure::Ratio.of(1.0, 0.0).is_nan());
    }

    #[test]
    fn each_arm_is_run_once() {
        let studies = read(
            "A,a,one,two,arrests,arrests,all,ratio,1,0,2,DIV-003,x\n\
             B,b,two,,arrests,charges,all,difference,1,0,2,DIV-003,x",
        )
        .unwrap();
        assert_eq!(arms(&studies), ["one", "two"]);
    }

    #[test]
    fn a_mistake_is_shown_with_its_line() {
        let faults = read("A,a,,,arests,arrests,all,ratio,1,0,2,DIV-003,x").unwrap_err();
        assert_eq!(faults[0].line, 2);
        assert!(faults[0].message.contains("did you mean `arrests`?"));
        let faults = read("A,a,,,arrests,arrests,all,odds,1,0,2,DIV-003,x").unwrap_err();
        assert!(faults[0].message.contains("hazard ratio"), "{}", faults[0]);
    }
}
