//! A part of a run for a machine of its own.
//!
//! A replicate is a function of the seed and its number, so that it does not matter where it is
//! made. The shards of a run take replicates in turn, as cards are dealt: each has its share of
//! every stretch, whatever the number of replicates becomes later.

use std::fmt;
use std::str::FromStr;

/// Shards at most.
const MOST: u32 = 100_000;

/// One of several parts of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which one, from 0.
    index: u32,
    /// Of how many.
    of: u32,
}

/// Why a text names no shard.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no shard: write 1/5 for the first of five, with at most {MOST} of them")]
pub struct ShardError(String);

impl Shard {
    /// The whole run.
    pub const WHOLE: Shard = Shard { index: 0, of: 1 };

    /// Every shard of so many.
    pub fn all(of: u32) -> impl Iterator<Item = Shard> {
        (0..of).map(move |index| Shard { index, of })
    }

    /// Of how many it is one.
    pub fn of(self) -> u32 {
        self.of
    }

    /// Whether it is the whole run.
    pub fn is_whole(self) -> bool {
        self.of == 1
    }

    /// Whether it makes a replicate.
    pub fn has(self, replicate: u32) -> bool {
        replicate % self.of == self.index
    }

    /// Its replicate number `turn`, from 0.
    pub(super) fn replicate(self, turn: u64) -> u64 {
        turn * u64::from(self.of) + u64::from(self.index)
    }

    /// How many it makes of the first `wanted` replicates.
    pub fn count(self, wanted: u32) -> u32 {
        wanted.saturating_sub(self.index).div_ceil(self.of)
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(text: &str) -> Result<Self, ShardError> {
        let parsed = text.split_once('/').and_then(|(number, of)| {
            let (number, of) = (number.parse::<u32>().ok()?, of.parse::<u32>().ok()?);
            let index = number.checked_sub(1)?;
            (number <= of && of <= MOST).then_some(Shard { index, of })
        });
        parsed.ok_or_else(|| ShardError(text.to_owned()))
    }
}

/// As it is written on the command line: `1/5` for the first of five.
impl fmt::Display for Shard {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.index + 1, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_share_every_replicate_out_and_none_twice() {
        for of in [1, 2, 5, 7] {
            for wanted in [0, 1, 6, 23] {
                let mut all: Vec<u32> = Vec::new();
                for shard in Shard::all(of) {
                    let own: Vec<u32> = (0..wanted).filter(|&r| shard.has(r)).collect();
                    assert_eq!(own.len(), shard.count(wanted) as usize);
                    let turns = (0..own.len() as u64).map(|turn| shard.replicate(turn) as u32);
                    assert_eq!(own, turns.collect::<Vec<_>>());
                    all.extend(own);
                }
                all.sort_unstable();
                assert_eq!(all, (0..wanted).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_shard_is_written_as_it_is_read() {
        let shard: Shard = "2/5".parse().unwrap();
        assert_eq!(shard.to_string(), "2/5");
        assert!(shard.has(1) && shard.has(6) && !shard.has(5));
        for wrong in [
            "",
            "0/5",
            "6/5",
            "1/0",
            "1",
            "a/b",
            "1/2/3",
            "-1/2",
            "1/1000000",
        ] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
