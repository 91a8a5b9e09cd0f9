//! Uniforms that belong to a parameter and a draw, spread evenly over the draws.

use sha2::{Digest, Sha256};

use crate::engine::Key;

/// No replicate of a simulation has this number, so that no person shares these draws.
const OUTSIDE: u32 = u32::MAX;
/// Purposes under the key of a parameter.
const ORDER: u32 = 0;
const WITHIN: u32 = 1;

/// Where the uniforms of one call come from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Luck {
    pub(super) seed: u64,
    /// How many draws there are; the strata.
    pub(super) draws: u32,
}

impl Luck {
    /// The uniform of `name` in draw `draw`, in (0, 1): a Latin hypercube. Each of as many
    /// equal parts of the interval as there are draws is met by exactly one of them, in an
    /// order of the name's own.
    pub(super) fn uniform(self, name: &str, draw: u32) -> f64 {
        let key = Key::root(self.seed, OUTSIDE).child(number(name));
        let rank_of = |i: u32| (key.draw(ORDER, 0, i).0, i);
        let own = rank_of(draw);
        let stratum = (0..self.draws).filter(|&i| rank_of(i) < own).count();
        let within = key.draw(WITHIN, 0, draw).unit();
        let least = f64::EPSILON;
        let uniform = (stratum as f64 + within) / f64::from(self.draws.max(1));
        uniform.clamp(least, 1.0 - least)
    }
}

/// A number that stands for a name, the same on every machine.
fn number(name: &str) -> u64 {
    let digest = Sha256::digest(name.as_bytes());
    let first = digest.iter().take(8);
    first.fold(0, |number, &byte| (number << 8) | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Few draws must cover a range: one in each tenth with ten draws.
    #[test]
    fn every_stratum_is_met_once() {
        let luck = Luck { seed: 7, draws: 10 };
        for name in ["a", "police.charge_share"] {
            let mut met: Vec<u32> = (0..10)
                .map(|draw| (luck.uniform(name, draw) * 10.0) as u32)
                .collect();
            assert_ne!(met, (0..10).collect::<Vec<_>>(), "in an order of its own");
            met.sort_unstable();
            assert_eq!(met, (0..10).collect::<Vec<_>>());
        }
    }

    #[test]
    fn names_and_seeds_have_luck_of_their_own() {
        let of = |seed, name| {
            let luck = Luck { seed, draws: 20 };
            (0..20).map(|d| luck.uniform(name, d)).collect::<Vec<_>>()
        };
        assert_eq!(of(1, "a"), of(1, "a"));
        assert_ne!(of(1, "a"), of(1, "b"));
        assert_ne!(of(1, "a"), of(2, "a"));
    }
}
