//! Entities ordered by a date: the nearest first.

use std::collections::BTreeSet;

use super::agenda::Row;
use super::time::Tick;

/// A set of rows ordered by date, then tie-break, then row. Each operation costs the
/// logarithm of its size.
#[derive(Clone, Debug, Default)]
pub struct DateIndex {
    entries: BTreeSet<(Tick, u32, Row)>,
}

impl DateIndex {
    /// An empty index.
    pub fn new() -> DateIndex {
        DateIndex::default()
    }

    /// Adds a row under a date, with a tie-break (see [`tie`](super::tie)).
    pub fn insert(&mut self, at: Tick, tie: u32, row: Row) {
        self.entries.insert((at, tie, row));
    }

    /// Takes out exactly that entry; false if it is not there.
    pub fn remove(&mut self, at: Tick, tie: u32, row: Row) -> bool {
        self.entries.remove(&(at, tie, row))
    }

    /// The row with the earliest date.
    pub fn first(&self) -> Option<(Tick, Row)> {
        self.iter().next()
    }

    /// Rows with their dates, earliest first.
    pub fn iter(&self) -> impl Iterator<Item = (Tick, Row)> {
        self.entries.iter().map(|&(at, _, row)| (at, row))
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_comes_first_and_leaves_once() {
        let mut index = DateIndex::new();
        for (at, tie, row) in [(9, 0, 1), (4, 7, 2), (4, 3, 3), (4, 3, 0)] {
            index.insert(Tick(at), tie, row);
        }
        assert_eq!(index.first(), Some((Tick(4), 0)));
        assert!(index.remove(Tick(4), 3, 0));
        assert!(!index.remove(Tick(4), 3, 0));
        assert!(!index.remove(Tick(9), 1, 1));
        let rows: Vec<Row> = index.iter().map(|(_, row)| row).collect();
        assert_eq!(rows, [3, 2, 1]);
        assert_eq!((index.len(), index.is_empty()), (3, false));
    }
}
