//! `prices.csv`: what each price brings into the difference in net benefit of each ledger, and the
//! value at which that net benefit would be nought.
//!
//! A net benefit is linear in each of these prices, so the value follows by proportion from the
//! means. Where parameters were drawn, prices were drawn with them and there is no such table.

use serde_json::Value;

use super::table::{ExportError, Field, RowSink, Table, has_policies};
use crate::experiment::{Paired, Results, ScenarioInfo, Section, Student, mean};
use crate::observe::{Better, Ledger};

/// The metric of a ledger whose sign is asked about.
fn net_benefit(ledger: &str) -> String {
    format!("net_benefit_{ledger}")
}

/// The table of prices.
#[derive(Clone, Copy, Debug)]
pub struct Prices;

impl Table for Prices {
    fn file(&self) -> &'static str {
        "prices.csv"
    }

    fn columns(&self) -> &'static [&'static str] {
        &[
            "policy",
            "baseline",
            "ledger",
            "price",
            "value",
            "contribution",
            "ci_low",
            "ci_high",
            "net_benefit",
            "switching_factor",
            "switching_value",
        ]
    }

    fn applies(&self, results: &Results<'_>) -> bool {
        let study = results.study();
        has_policies(results) && study.nested().is_none() && !study.layout().prices.is_empty()
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        let (layout, scenarios) = (results.study().layout(), results.study().scenarios());
        let whole = |ledger: Ledger| {
            layout.cells.iter().position(|cell| {
                let metric = &layout.metrics[usize::from(cell.metric)];
                let is_whole = cell.stratum == 0 && cell.period == 0;
                is_whole && metric.name == net_benefit(ledger.name())
            })
        };
        let mut student = Student::default();
        for (policy, info) in scenarios.iter().enumerate().skip(1) {
            let mut nets = Vec::new();
            for ledger in Ledger::ALL {
                let Some(whole) = whole(ledger) else {
                    return Ok(());
                };
                let of = |scenario| results.column(Section::Values, scenario, whole);
                nets.push((ledger.name(), mean(&of(policy)?) - mean(&of(0)?)));
            }
            results.columns(Section::Prices, [0, policy], |column, [before, after]| {
                let (ledger, price) = layout.prices[column];
                let net = nets.iter().find(|(name, _)| *name == ledger);
                let net = net.map_or(f64::NAN, |(_, net)| *net);
                let paired = Paired::of(before, after, Better::Higher, &mut student);
                let factor = 1.0 - net / paired.difference;
                let value = value(info, price);
                sink(&[
                    Field::Text(&info.name),
                    Field::Text(&scenarios[0].name),
                    Field::Text(ledger),
                    Field::Text(price),
                    Field::Number(value),
                    Field::Number(paired.difference),
                    Field::Number(paired.ci_low),
                    Field::Number(paired.ci_high),
                    Field::Number(net),
                    Field::Number(factor),
                    Field::Number(factor * value),
                ])
            })?;
        }
        Ok(())
    }
}

/// A price in the resolved scenario; one where the price stands for several together.
fn value(info: &ScenarioInfo, path: &str) -> f64 {
    let start = info.resolved.get("parameters");
    let entry = path
        .split('.')
        .try_fold(start, |at, key| Some(at?.get(key)));
    let stated = entry.flatten().and_then(|entry| entry.get("value"));
    stated.and_then(Value::as_f64).unwrap_or(1.0)
}
