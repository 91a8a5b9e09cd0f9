//! Whether a policy does in every draw what it does at the best estimates: raise what it raises,
//! and lower what it lowers.

use std::cmp::Ordering;

use super::quantity::Uncertain;
use crate::engine::Date;
use crate::scenario::{Direction, Scenario, Unsettable};

/// A value of a policy that some draws set on the other side of what is there before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turned {
    /// The parameter.
    pub path: String,
    /// From when the value holds.
    pub from: Date,
    /// In how many draws it is so.
    pub draws: u32,
}

impl Turned {
    /// One sentence about all of them, of so many draws; nothing if there are none.
    pub fn words(all: &[Turned], draws: u32) -> Option<String> {
        let each = |one: &Turned| format!("`{}` in {}", one.path, one.draws);
        let listed: Vec<String> = all.iter().map(each).collect();
        (!listed.is_empty()).then(|| {
            format!(
                "of {draws} draws some turn a change round, so that it lowers what it raises at the \
                 best estimates, or the other way: {}; `times` or `plus` would keep the direction",
                listed.join(", ")
            )
        })
    }
}

impl Uncertain {
    /// The values of `scenario`, of which this was made, that some of the first `draws` draws turn
    /// round.
    ///
    /// # Errors
    ///
    /// Only if `scenario` is another one.
    pub fn turned<T>(&self, scenario: &Scenario<T>, draws: u32) -> Result<Vec<Turned>, Unsettable> {
        let best = scenario.directions();
        if best.is_empty() {
            return Ok(Vec::new());
        }
        let mut turned: Vec<Turned> = best
            .iter()
            .map(|one| Turned {
                path: one.path.clone(),
                from: one.from,
                draws: 0,
            })
            .collect();
        for draw in 0..draws {
            let drawn = self.draw(scenario, draw)?.directions();
            for (one, (best, drawn)) in turned.iter_mut().zip(best.iter().zip(&drawn)) {
                one.draws += u32::from(is_other_way(best, drawn));
            }
        }
        turned.retain(|one| one.draws > 0);
        Ok(turned)
    }
}

fn is_other_way(best: &Direction, drawn: &Direction) -> bool {
    best.way != Ordering::Equal && drawn.way == best.way.reverse()
}
