//! The part of a record that a layout with fewer periods holds.

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
        let period = |of: &Layout, at: u16| of.periods[usize::from(at)].clone();
        let places = layout.periods.iter().map(|name| {
            let found = wider.periods.iter().position(|other| other == name)?;
            u16::try_from(found).ok()
        });
        let places: Option<Vec<u16>> = places.collect();
        let places = places?;
        let values = layout.cells.iter().map(|cell| {
            let mut there = *cell;
            there.period = places[usize::from(cell.period)];
            wider.cells.iter().position(|other| *other == there)
        });
        let flows = layout.flows.iter().map(|flow| {
            wider.flows.iter().position(|other| {
                (other.from, other.to) == (flow.from, flow.to)
                    && period(wider, other.period) == period(layout, flow.period)
            })
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
