//! Reading the file of targets. Everything wrong with it is said at once, by line.

use super::period::Period;
use super::role::Role;
use super::table::{Fault, Row, read_rows};
use crate::observe::{Metric, Universe};

/// Columns of the file, in their order.
const COLUMNS: [&str; 12] = [
    "id",
    "metric",
    "universe",
    "stratum",
    "period",
    "value",
    "band_low",
    "band_high",
    "unit",
    "evidence",
    "use",
    "reason",
];

/// Half a 95% interval of a normal distribution, in standard deviations.
const HALF_95: f64 = 1.959_963_984_540_054;
/// Start of the names of the targets about the change of the release point, as they were in the first list.
pub(super) const RELEASE_POINT: &str = "SDS40-";

/// A published figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its name in every table.
    pub id: String,
    /// What it is used for.
    pub role: Role,
    /// What the model is asked; none where it has no such figure.
    pub question: Option<Question>,
    /// The published figure as it is written, with its unit.
    pub published: String,
    /// Its period as it is written.
    pub period: String,
    /// Rows of the evidence table, joined by `;`.
    pub evidence: String,
    /// Choices made, or why the model is not asked.
    pub reason: String,
}

impl Target {
    /// Whether it stood in the list of targets with which the project began: numbers, and the change of
    /// the release point. What came later has letters first, as `D-1`, and is counted apart from it too,
    /// so that nobody can better a count by adding targets.
    pub fn is_of_first_list(&self) -> bool {
        self.id.starts_with(|first: char| first.is_ascii_digit())
            || self.id.starts_with(RELEASE_POINT)
    }
}

/// What the model is asked, and what would be a hit.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Name of the metric.
    pub metric: String,
    /// Whom the metric is about.
    pub universe: Universe,
    /// `all`, one stratum, or several of one dimension joined by `+`.
    pub stratum: String,
    /// When.
    pub period: Period,
    /// Published value, in the unit of the metric.
    pub value: f64,
    /// Lowest hit; not a number where no band was written down.
    pub band_low: f64,
    /// Highest hit.
    pub band_high: f64,
}

/// The standard deviation that a band stands for: it is read as a 95% interval, the difference in
/// definition between model and statistics included.
pub fn tolerance(low: f64, high: f64) -> f64 {
    (high - low) / 2.0 / HALF_95
}

impl Question {
    /// The standard deviation that the band stands for; `NaN` without a band.
    pub fn tolerance(&self) -> f64 {
        tolerance(self.band_low, self.band_high)
    }

    /// The series that the figure is of, as `prison_population`: its metric and, if it is not everybody,
    /// its stratum. A change is none: it is free of the level.
    pub fn series(&self) -> Option<String> {
        match (self.period, self.stratum.as_str()) {
            (Period::Change(..), _) => None,
            (Period::Of(_), "all") => Some(self.metric.clone()),
            (Period::Of(_), stratum) => Some(format!("{} {stratum}", self.metric)),
        }
    }

    /// The strata that the stratum is made of: `area=a+b` is `area=a` and `area=b`.
    pub fn strata(&self) -> Vec<String> {
        match self.stratum.split_once('=') {
            None => vec![self.stratum.clone()],
            Some((dimension, names)) => names
                .split('+')
                .map(|name| format!("{dimension}={name}"))
                .collect(),
        }
    }
}

/// Reads `text`, the content of `file`, in which `metrics` may be named.
///
/// # Errors
/// Every fault that was found, in the order of lines.
pub fn read_targets(file: &str, text: &str, metrics: &[Metric]) -> Result<Vec<Target>, Vec<Fault>> {
    read_rows(file, text, &COLUMNS, |row, before: &[Target]| {
        let target = Line(row).target(metrics)?;
        match before.iter().any(|other| other.id == target.id) {
            true => Err(format!(
                "there is a target `{}` already: rename one",
                target.id
            )),
            false => Ok(target),
        }
    })
}

/// One line of the file.
struct Line<'a>(Row<'a>);

impl Line<'_> {
    fn target(&self, metrics: &[Metric]) -> Result<Target, String> {
        let role: Role = self
            .0
            .needed("use")?
            .parse()
            .map_err(|error: super::role::RoleError| error.to_string())?;
        let question = match self.0.text("metric") {
            "" => None,
            metric => Some(self.question(metric, metrics, role)?),
        };
        self.check_reason(role, question.is_some())?;
        let published = format!("{} {}", self.0.text("value"), self.0.text("unit"));
        Ok(Target {
            id: self.0.needed("id")?.to_owned(),
            role,
            question,
            published: published.trim().to_owned(),
            period: self.0.text("period").to_owned(),
            evidence: self.0.needed("evidence")?.to_owned(),
            reason: self.0.text("reason").to_owned(),
        })
    }

    /// A figure that is not judged must say why not.
    fn check_reason(&self, role: Role, has_metric: bool) -> Result<(), String> {
        if has_metric && !role.is_judged() && role != Role::NotComparable {
            return Err(format!(
                "`use` is `{role}`, but `metric` is given: leave `metric` empty, or use \
                 `calibration`, `held-out` or `by construction`"
            ));
        }
        if role == Role::Calibration && !has_metric {
            let advice = "name one, or use `not comparable`";
            return Err(format!(
                "`use` is `{role}`, but `metric` is empty: {advice}"
            ));
        }
        if !has_metric && self.0.text("reason").is_empty() {
            return Err("`reason` is empty: say why there is no metric".to_owned());
        }
        Ok(())
    }

    fn question(&self, name: &str, metrics: &[Metric], role: Role) -> Result<Question, String> {
        let metric = find_metric(name, metrics)?;
        self.agrees("universe", metric.universe.name(), name)?;
        self.agrees("unit", metric.unit, name)?;
        let period = self.0.needed("period")?.parse();
        let period: Period = period.map_err(|e: super::period::PeriodError| e.to_string())?;
        let value = self.0.number("value")?;
        let no_band = self.0.text("band_low").is_empty() && self.0.text("band_high").is_empty();
        let (low, high) = if role == Role::NotComparable && no_band {
            (f64::NAN, f64::NAN)
        } else {
            (self.0.number("band_low")?, self.0.number("band_high")?)
        };
        if low > value || value > high {
            return Err(format!(
                "the band {low} to {high} does not hold the value {value}: mend one of them"
            ));
        }
        Ok(Question {
            metric: name.to_owned(),
            universe: metric.universe,
            stratum: self.stratum()?.to_owned(),
            period,
            value,
            band_low: low,
            band_high: high,
        })
    }

    /// The stratum, if its form is right; whether a scenario has it is asked later.
    fn stratum(&self) -> Result<&str, String> {
        let text = self.0.needed("stratum")?;
        let well_formed = match text.split_once('=') {
            None => text == "all",
            Some((dimension, names)) => {
                !dimension.is_empty() && names.split('+').all(|name| !name.is_empty())
            }
        };
        let form = "write `all`, `substance=opiate`, or several as `area=london+south_east`";
        well_formed
            .then_some(text)
            .ok_or_else(|| format!("`stratum` is `{text}`: {form}"))
    }

    fn agrees(&self, column: &str, expected: &str, metric: &str) -> Result<(), String> {
        let text = self.0.text(column);
        (text == expected).then_some(()).ok_or_else(|| {
            format!("`{column}` is `{text}`, but that of {metric} is `{expected}`: write that")
        })
    }
}

pub(super) fn find_metric<'a>(name: &str, metrics: &'a [Metric]) -> Result<&'a Metric, String> {
    if let Some(metric) = metrics.iter().find(|metric| metric.name == name) {
        return Ok(metric);
    }
    let nearness = |metric: &&Metric| strsim::jaro_winkler(name, metric.name);
    let nearest = metrics
        .iter()
        .max_by(|a, b| nearness(a).total_cmp(&nearness(b)));
    let hint = match nearest.filter(|metric| nearness(metric) > 0.8) {
        Some(metric) => format!("did you mean `{}`?", metric.name),
        None => "`throughcare metrics` lists them all".to_owned(),
    };
    Err(format!("there is no metric `{name}`: {hint}"))
}
