//! The part of a record that a layout with fewer periods holds.

use std::collections::BTreeMap;

use super::record::{Layout, Record};

/// Where the numbers of a layout stand in the records of a wider one: the same metrics, strata,
/// months and prices, and more periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    values: Vec<usize>,
    flows: Vec<usize>,
}

impl Part {
    /// The part of `wider` that `layout` is, if it holds everything that `layout` does.
    pub fn of(layout: &Layout, wider: &Layout) -> Option<Part> {
        let cells = places(wider.cells.iter().map(|cell| {
            let period = &*wider.periods[usize::from(cell.period)];
            (cell.metric, cell.stratum, period)
        }));
        let values = layout.cells.iter().map(|cell| {
            let period = &*layout.periods[usize::from(cell.period)];
            cells.get(&(cell.metric, cell.stratum, period)).copied()
        });
        let between = places(wider.flows.iter().map(|flow| {
            let period = &*wider.periods[usize::from(flow.period)];
            (flow.from, flow.to, period)
        }));
        let flows = layout.flows.iter().map(|flow| {
            let period = &*layout.periods[usize::from(flow.period)];
            between.get(&(flow.from, flow.to, period)).copied()
        });
        Some(Part {
            values: values.collect::<Option<_>>()?,
            flows: flows.collect::<Option<_>>()?,
        })
    }

    /// That part of a record of the wider layout.
    pub fn take(&self, record: &Record) -> Record {
        Record {
            values: self.values.iter().map(|&at| record.values[at]).collect(),
            flows: self.flows.iter().map(|&at| record.flows[at]).collect(),
            ..record.clone()
        }
    }
}

/// Where each of some keys stands in their order.
fn places<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, usize> {
    keys.enumerate().map(|(place, key)| (key, place)).collect()
}
