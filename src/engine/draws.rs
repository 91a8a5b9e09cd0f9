//! Random numbers that belong to a purpose, not to a moment.
//!
//! A [`Key`] names an entity in one replicate; a draw is a hash of the key, a purpose, an
//! episode and a step. It does not depend on what was drawn before, so that two policies
//! give the same person the same luck in the same matter. Every distribution takes one
//! uniform by inversion and is monotone in it. All functions are `libm`'s: the same bits on
//! every platform.

use std::convert::Infallible;

use rand::rand_core::{TryRng, utils};

use super::quantile::{gamma_quantile, normal_quantile};

// Odd multipliers that spread the fields of a draw over 64 bits.
const PURPOSE: u64 = 0x9E37_79B9_7F4A_7C15;
const EPISODE: u64 = 0xD1B5_4A32_D192_ED03;
const STEP: u64 = 0xABC9_8388_FB8F_AC03;
const CHILD: u64 = 0x8CB9_2BA7_2F3D_8DD7;
const SPLIT: u64 = 0xDB4F_0B91_75AE_2165;

/// A bijection of 64 bits in which every bit of the result depends on every bit of `x`
/// ("moremur", P. Evensen's constants for a xorshift-multiply mixer).
#[inline]
const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 27)).wrapping_mul(0x3C79_AC49_2BA7_B653);
    x = (x ^ (x >> 33)).wrapping_mul(0x1C69_B3F7_4AC4_AE35);
    x ^ (x >> 27)
}

/// Whose draws: a replicate, an area of it, an entity of that.
///
/// ```
/// use throughcare::engine::Key;
///
/// const RELAPSE: u32 = 3;
/// let person = Key::root(1, 0).child(12).child(345); // replicate 0, group 12, person 345
/// let days = |episode, median| person.draw(RELAPSE, episode, 0).lognormal(median, 0.5);
/// // The same occasion, the same luck; better odds never turn it round.
/// assert_eq!(days(0, 30.0), days(0, 30.0));
/// assert!(days(0, 60.0) > days(0, 30.0));
/// assert_ne!(days(1, 30.0), days(0, 30.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub u64);

impl Key {
    /// The key of a whole replicate.
    pub fn root(seed: u64, replicate: u32) -> Key {
        Key(mix(
            mix(seed ^ CHILD).wrapping_add(u64::from(replicate).wrapping_mul(PURPOSE))
        ))
    }

    /// The key of the `n`-th thing under this one.
    #[inline]
    pub fn child(self, n: u64) -> Key {
        Key(mix(mix(self.0 ^ CHILD).wrapping_add(n.wrapping_mul(CHILD))))
    }

    /// The draw for a purpose, in an episode, at a step.
    #[inline]
    pub fn draw(self, purpose: u32, episode: u32, step: u32) -> Draw {
        self.rng(purpose, episode).at(u64::from(step))
    }

    /// A stream for a purpose in an episode; its `n`-th value is the draw at step `n`.
    #[inline]
    pub fn rng(self, purpose: u32, episode: u32) -> KeyedRng {
        let base = self
            .0
            .wrapping_add(u64::from(purpose).wrapping_mul(PURPOSE))
            .wrapping_add(u64::from(episode).wrapping_mul(EPISODE));
        KeyedRng { base, step: 0 }
    }
}

/// A counter stream under a key: implements the traits of `rand`, for samplers that take as
/// many numbers as they like.
#[derive(Clone, Debug)]
pub struct KeyedRng {
    base: u64,
    step: u64,
}

impl KeyedRng {
    #[inline]
    fn at(&self, step: u64) -> Draw {
        Draw(mix(self.base.wrapping_add(step.wrapping_mul(STEP))))
    }

    #[inline]
    fn next_draw(&mut self) -> u64 {
        let draw = self.at(self.step);
        self.step += 1;
        draw.0
    }
}

impl TryRng for KeyedRng {
    type Error = Infallible;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.next_draw() >> 32) as u32)
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.next_draw())
    }

    fn try_fill_bytes(&mut self, dst: &mut [u8]) -> Result<(), Infallible> {
        utils::fill_bytes_via_next_word(dst, || self.try_next_u64())
    }
}

/// One uniform of 64 bits, read as a value of some distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw(pub u64);

impl Draw {
    /// Uniform on [0, 1), on a grid of 2^-53.
    #[inline]
    pub fn unit(self) -> f64 {
        (self.0 >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// Uniform on (0, 1): the middle of the grid cell.
    #[inline]
    fn open_unit(self) -> f64 {
        ((self.0 >> 12) as f64 + 0.5) * (1.0 / (1_u64 << 52) as f64)
    }

    /// True with probability `p`. A draw that says yes at `p` says yes at any larger `p`.
    #[inline]
    pub fn chance(self, p: f64) -> bool {
        self.unit() < p
    }

    /// Exponential with mean 1.
    #[inline]
    pub fn exp(self) -> f64 {
        -libm::log(1.0 - self.unit())
    }

    /// Standard normal.
    #[inline]
    pub fn normal(self) -> f64 {
        normal_quantile(self.open_unit())
    }

    /// Lognormal with a median and the standard deviation of its logarithm.
    #[inline]
    pub fn lognormal(self, median: f64, sigma: f64) -> f64 {
        median * libm::exp(sigma * self.normal())
    }

    /// Gamma with a shape and a mean. Takes microseconds: for things drawn once.
    pub fn gamma(self, shape: f64, mean: f64) -> f64 {
        gamma_quantile(shape, self.open_unit()) * (mean / shape)
    }

    /// An index with probability proportional to its weight; an index of weight 0 never.
    /// Weights need not sum to 1; negative ones count as 0. 0 if no weight is positive.
    #[inline]
    pub fn index(self, weights: &[f64]) -> usize {
        let total: f64 = weights.iter().map(|w| w.max(0.0)).sum();
        let target = self.unit() * total;
        let (mut sum, mut last) = (0.0, 0);
        for (i, &weight) in weights.iter().enumerate() {
            if weight > 0.0 {
                sum += weight;
                last = i;
                if target < sum {
                    break;
                }
            }
        }
        last
    }

    /// A further draw, independent of this one and of its other splits.
    #[inline]
    pub fn split(self, n: u32) -> Draw {
        Draw(mix(self
            .0
            .wrapping_add((u64::from(n) + 1).wrapping_mul(SPLIT))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    #[test]
    fn a_stream_is_the_sequence_of_its_draws() {
        let key = Key::root(1, 2).child(3);
        let mut rng = key.rng(4, 5);
        for step in 0..10 {
            assert_eq!(rng.next_u64(), key.draw(4, 5, step).0);
        }
    }

    #[test]
    fn the_ends_of_the_uniform_give_finite_values() {
        for draw in [Draw(0), Draw(u64::MAX)] {
            assert!((0.0..1.0).contains(&draw.unit()));
            for value in [
                draw.exp(),
                draw.normal(),
                draw.lognormal(3.0, 0.9),
                draw.gamma(0.5, 1.0),
            ] {
                assert!(value.is_finite(), "{value}");
            }
        }
        assert_eq!(Draw(0).exp(), 0.0);
    }

    #[test]
    fn every_distribution_is_monotone_in_the_uniform() {
        let grid: Vec<Draw> = (0..2000).map(|i| Draw(i * (u64::MAX / 2000))).collect();
        let sorted = |f: fn(Draw) -> f64| grid.windows(2).all(|w| f(w[0]) <= f(w[1]));
        assert!(sorted(Draw::unit));
        assert!(sorted(Draw::exp));
        assert!(sorted(Draw::normal));
        assert!(sorted(|d| d.lognormal(21.0, 0.5)));
        assert!(sorted(|d| d.gamma(0.3, 1.0)));
        assert!(sorted(|d| d.gamma(7.5, 2.0)));
        assert!(sorted(|d| d.index(&[0.2, 0.0, 0.5, 0.3]) as f64));
    }

    #[test]
    fn an_index_of_weight_zero_is_never_taken() {
        assert_eq!(Draw(u64::MAX).index(&[0.5, 0.5, 0.0]), 1);
        assert_eq!(Draw(0).index(&[0.0, 2.0]), 1);
        assert_eq!(Draw(0).index(&[]), 0);
        assert_eq!(Draw(5).index(&[0.0, -1.0]), 0);
    }

    #[test]
    fn certain_and_impossible_chances_are_exact() {
        assert!(Draw(u64::MAX).chance(1.0));
        assert!(!Draw(0).chance(0.0));
    }
}
