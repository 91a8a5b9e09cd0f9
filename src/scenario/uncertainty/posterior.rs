//! A posterior: parameters that were fitted together, as a table of equally likely rows.
//!
//! ```text
//! draw,police.charge_share,release.appointment@2023-04-01
//! 0,0.31,0.94
//! ```
//!
//! The header names parameters; `KEY@DATE` is the value that a parameter takes from that day. A
//! plain number is in the canonical unit of its kind (rates a day, durations in days); anything
//! else is read as a scenario would (`0.9/y`). The column `draw` is not interpreted.

use crate::scenario::source::Sources;
use crate::scenario::tree::{Node, Tree};
use crate::scenario::units::Kind;
use crate::scenario::{Amount, Place};

/// Name of the column that numbers the rows.
const DRAW: &str = "draw";

/// Rows of parameters that were fitted together.
#[derive(Debug, Clone, PartialEq)]
pub struct Posterior {
    name: String,
    keys: Vec<String>,
    /// As written, row by row.
    rows: Vec<Vec<String>>,
}

/// Why a table cannot serve as a posterior.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PosteriorError {
    /// It is no such table.
    #[error("`{name}` is no posterior: {reason}")]
    Malformed {
        /// The file.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// A column names no parameter of the scenario that takes a number.
    #[error(
        "`{name}` has a column `{key}`, which is no parameter of `{scenario}` that takes a number"
    )]
    Unknown {
        /// The file.
        name: String,
        /// The column.
        key: String,
        /// The scenario.
        scenario: String,
    },
    /// A value does not fit its parameter.
    #[error("`{name}` has `{value}` for `{key}`, which must be {}", kind.expected())]
    Value {
        /// The file.
        name: String,
        /// The column.
        key: String,
        /// What is written.
        value: String,
        /// The kind of the parameter.
        kind: Kind,
    },
}

impl Posterior {
    /// Reads a table; `name` is for messages and the manifest.
    ///
    /// # Errors
    ///
    /// If it has no column `draw`, no other column, no row, or rows of different lengths.
    pub fn parse(name: &str, text: &str) -> Result<Posterior, PosteriorError> {
        let malformed = |reason: String| PosteriorError::Malformed {
            name: name.to_owned(),
            reason,
        };
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = reader.headers().map_err(|e| malformed(e.to_string()))?;
        let header: Vec<String> = header.iter().map(str::to_owned).collect();
        if header.first().map(String::as_str) != Some(DRAW) || header.len() < 2 {
            let reason = "the first column must be `draw`, and the others parameters";
            return Err(malformed(reason.to_owned()));
        }
        let keys = header[1..].to_vec();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|e| malformed(e.to_string()))?;
            rows.push(record.iter().skip(1).map(str::to_owned).collect());
        }
        if rows.is_empty() {
            return Err(malformed("it has no row".to_owned()));
        }
        Ok(Posterior {
            name: name.to_owned(),
            keys,
            rows,
        })
    }

    /// The name it was read under.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The parameters it gives.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// How many rows it has; at least one.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The values of one parameter by row, if it has a column.
    pub(super) fn column(&self, key: &str, kind: Kind) -> Result<Option<Vec<f64>>, PosteriorError> {
        let Some(at) = self.keys.iter().position(|own| own == key) else {
            return Ok(None);
        };
        let value = |row: &Vec<String>| {
            let written = row.get(at).map_or("", String::as_str);
            read(written, kind).ok_or_else(|| PosteriorError::Value {
                name: self.name.clone(),
                key: key.to_owned(),
                value: written.to_owned(),
                kind,
            })
        };
        self.rows
            .iter()
            .map(value)
            .collect::<Result<_, _>>()
            .map(Some)
    }

    /// That a column means nothing in a scenario.
    pub(super) fn unknown(&self, key: &str, scenario: &str) -> PosteriorError {
        PosteriorError::Unknown {
            name: self.name.clone(),
            key: key.to_owned(),
            scenario: scenario.to_owned(),
        }
    }
}

/// A number in the canonical unit, or what a scenario would say.
fn read(written: &str, kind: Kind) -> Option<f64> {
    let (least, most) = kind.limits();
    let number = match written.parse::<f64>() {
        Ok(number) => number,
        Err(_) => {
            let file = Sources::default().add("", written);
            let place = Place {
                file,
                start: 0,
                end: written.len(),
            };
            let text = written.trim_matches('"').to_owned();
            let node = Node {
                place,
                tree: Tree::Text(text),
            };
            kind.read(&node).ok().and_then(Amount::number)?
        }
    };
    (number.is_finite() && number >= least && number <= most).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_canonical_and_texts_are_scenario_values() {
        let text = "draw,a,b\n0,0.5,\"0.5/d\"\n1, 2 ,\"\"\"3/w\"\"\"\n";
        let posterior = Posterior::parse("p", text).unwrap();
        assert_eq!((posterior.rows(), posterior.keys().len()), (2, 2));
        let column = |key| posterior.column(key, Kind::Rate).unwrap();
        assert_eq!(column("a"), Some(vec![0.5, 2.0]));
        assert_eq!(column("b"), Some(vec![0.5, 3.0 / 7.0]));
        assert_eq!(column("c"), None);
        let chance = posterior.column("a", Kind::Probability).unwrap_err();
        assert_eq!(
            chance.to_string(),
            "`p` has `2` for `a`, which must be a probability between 0 and 1"
        );
    }

    #[test]
    fn what_is_no_posterior_is_refused() {
        for text in ["", "draw,a\n", "a,b\n1,2\n", "draw\n1\n", "draw,a\n1\n"] {
            assert!(Posterior::parse("p", text).is_err(), "{text:?}");
        }
    }
}
