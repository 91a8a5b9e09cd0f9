//! The tables of a decision: `decision.csv`, `acceptability.csv`, `plane.csv`, `information.csv`.

use super::table::{ExportError, Field, RowSink, Table, has_policies};
use crate::experiment::decision::{Decision, Standing};
use crate::experiment::{Results, mean};

/// One of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionTable {
    /// The options: mean cost and health, efficiency.
    Options,
    /// How often each is best, by what a year in full health is worth.
    Acceptability,
    /// Cost and health of every option in every draw.
    Plane,
    /// What it is worth to know a parameter.
    Information,
}

impl Table for DecisionTable {
    fn file(&self) -> &'static str {
        match self {
            DecisionTable::Options => "decision.csv",
            DecisionTable::Acceptability => "acceptability.csv",
            DecisionTable::Plane => "plane.csv",
            DecisionTable::Information => "information.csv",
        }
    }

    fn columns(&self) -> &'static [&'static str] {
        match self {
            DecisionTable::Options => &[
                "option",
                "draws",
                "mean_cost",
                "mean_qalys",
                "mean_net_benefit",
                "probability_best",
                "standing",
                "pounds_per_qaly",
                "lost_in_luck",
            ],
            DecisionTable::Acceptability => &[
                "worth_of_qaly",
                "option",
                "mean_net_benefit",
                "probability_best",
                "perfect_information",
            ],
            DecisionTable::Plane => &["draw", "option", "cost", "qalys"],
            DecisionTable::Information => &["parameter", "value", "ci_low", "ci_high"],
        }
    }

    fn applies(&self, results: &Results<'_>) -> bool {
        results.study().nested().is_some() && has_policies(results)
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        let Some(decision) = Decision::of(results)? else {
            return Ok(());
        };
        match self {
            DecisionTable::Options => options(&decision, sink),
            DecisionTable::Acceptability => acceptability(&decision, sink),
            DecisionTable::Plane => plane(&decision, sink),
            DecisionTable::Information => information(&decision, sink),
        }
    }
}

fn options(decision: &Decision, sink: RowSink<'_>) -> Result<(), ExportError> {
    let own = decision.own();
    for (place, option) in decision.options.iter().enumerate() {
        let (standing, slope) = match option.standing {
            Standing::Efficient(slope) => ("efficient", slope),
            Standing::Dominated => ("dominated", None),
            Standing::ExtendedDominated => ("extended dominated", None),
        };
        let at = |of: fn(&crate::experiment::decision::Point) -> &Vec<f64>| {
            own.map_or(f64::NAN, |point| of(point)[place])
        };
        sink(&[
            Field::Text(&option.name),
            Field::Count(decision.draws as u64),
            Field::Number(mean(&option.costs)),
            Field::Number(mean(&option.qalys)),
            Field::Number(at(|point| &point.net_benefits)),
            Field::Number(at(|point| &point.best)),
            Field::Text(standing),
            Field::Number(slope.unwrap_or(f64::NAN)),
            Field::Text(if option.is_lost { "yes" } else { "no" }),
        ])?;
    }
    Ok(())
}

fn acceptability(decision: &Decision, sink: RowSink<'_>) -> Result<(), ExportError> {
    for point in &decision.curve {
        for (place, option) in decision.options.iter().enumerate() {
            sink(&[
                Field::Number(point.worth),
                Field::Text(&option.name),
                Field::Number(point.net_benefits[place]),
                Field::Number(point.best[place]),
                Field::Number(point.perfect),
            ])?;
        }
    }
    Ok(())
}

fn plane(decision: &Decision, sink: RowSink<'_>) -> Result<(), ExportError> {
    for option in &decision.options[1..] {
        for (draw, (cost, qalys)) in option.costs.iter().zip(&option.qalys).enumerate() {
            sink(&[
                Field::Count(draw as u64),
                Field::Text(&option.name),
                Field::Number(*cost),
                Field::Number(*qalys),
            ])?;
        }
    }
    Ok(())
}

fn information(decision: &Decision, sink: RowSink<'_>) -> Result<(), ExportError> {
    for (name, partial) in &decision.parameters {
        sink(&[
            Field::Text(name),
            Field::Number(partial.value),
            Field::Number(partial.interval[0]),
            Field::Number(partial.interval[1]),
        ])?;
    }
    Ok(())
}
