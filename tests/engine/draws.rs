//! The quality of keyed draws, their distributions, and their exact values.

use rand::Rng;
use throughcare::engine::{Draw, Key};

use crate::statistics::{
    assert_distribution, assert_mean, assert_uncorrelated, assert_uniform_counts,
};

/// Series of draws in which one field of the key counts up and the others stay.
fn series(n: u32) -> Vec<(&'static str, Vec<Draw>)> {
    let key = Key::root(1, 0).child(3).child(77);
    let fields: [(&str, &dyn Fn(u32) -> Draw); 7] = [
        ("step", &|i| key.draw(5, 2, i)),
        ("episode", &|i| key.draw(5, i, 0)),
        ("purpose", &|i| key.draw(i, 1, 0)),
        ("child", &|i| {
            Key::root(1, 0).child(u64::from(i)).draw(0, 0, 0)
        }),
        ("replicate", &|i| Key::root(1, i).child(0).draw(0, 0, 0)),
        ("seed", &|i| {
            Key::root(u64::from(i), 0).child(0).draw(0, 0, 0)
        }),
        ("split", &|i| key.draw(0, 0, 0).split(i)),
    ];
    fields
        .iter()
        .map(|(name, f)| (*name, (0..n).map(*f).collect()))
        .collect()
}

#[test]
fn every_byte_is_uniform_whichever_field_counts() {
    for (name, draws) in series(200_000) {
        for byte in 0..8 {
            let mut counts = [0; 256];
            draws
                .iter()
                .for_each(|d| counts[(d.0 >> (8 * byte)) as usize & 255] += 1);
            assert_uniform_counts(&format!("{name}, byte {byte}"), &counts);
        }
    }
}

#[test]
fn neighbours_are_independent_whichever_field_counts() {
    for (name, draws) in series(200_000) {
        for lag in [1, 2, 3, 8, 64, 1000] {
            let pairs = draws.iter().zip(&draws[lag..]);
            assert_uncorrelated(
                &format!("{name}, lag {lag}"),
                pairs.clone().map(|(a, b)| (a.unit(), b.unit())),
            );
            // Pairs on a 32 x 32 grid, from the leading and from the last bits.
            let (mut leading, mut last) = (vec![0; 1024], vec![0; 1024]);
            for (a, b) in pairs {
                leading[((a.0 >> 59) * 32 + (b.0 >> 59)) as usize] += 1;
                last[((a.0 & 31) * 32 + (b.0 & 31)) as usize] += 1;
            }
            assert_uniform_counts(&format!("{name}, lag {lag}, leading bits"), &leading);
            assert_uniform_counts(&format!("{name}, lag {lag}, last bits"), &last);
        }
    }
}

/// What one person draws says nothing about what the next one draws, or about another purpose.
#[test]
fn entities_and_purposes_are_independent() {
    let root = Key::root(12, 4);
    let draw = |n: u64, purpose, episode| root.child(n).draw(purpose, episode, 0).unit();
    for purpose in 0..12 {
        for episode in 0..3 {
            let what = format!("purpose {purpose}, episode {episode}");
            let own = |n| draw(n, purpose, episode);
            assert_uncorrelated(&what, (0..20_000).map(|n| (own(n), own(n + 1))));
            let other = |n| draw(n, purpose + 1, episode);
            assert_uncorrelated(&what, (0..20_000).map(|n| (own(n), other(n))));
            let later = |n| draw(n, purpose, episode + 1);
            assert_uncorrelated(&what, (0..20_000).map(|n| (own(n), later(n))));
        }
    }
}

/// Flipping any bit of any field flips every bit of the draw half of the time.
#[test]
fn every_bit_of_the_key_reaches_every_bit_of_the_draw() {
    type Field = (&'static str, u32, fn(u64, u64) -> u64);
    let fields: [Field; 6] = [
        ("key", 64, |x, flip| Key(x ^ flip).draw(3, 1, 0).0),
        ("purpose", 32, |x, flip| {
            Key(x).draw((x ^ flip) as u32, 1, 0).0
        }),
        ("episode", 32, |x, flip| {
            Key(x).draw(3, (x ^ flip) as u32, 0).0
        }),
        ("step", 32, |x, flip| Key(x).draw(3, 1, (x ^ flip) as u32).0),
        ("child", 64, |x, flip| Key::root(1, 1).child(x ^ flip).0),
        ("seed", 64, |x, flip| Key::root(x ^ flip, 1).0),
    ];
    const SAMPLES: u64 = 1000;
    // 1,000 fair coins: 6 standard deviations, since there are 20,000 of these counts.
    let allowed = 6.0 * (0.25 * SAMPLES as f64).sqrt();
    for (name, bits, f) in fields {
        for bit in 0..bits {
            let mut flips = [0_u32; 64];
            for sample in 0..SAMPLES {
                // Small numbers, as real keys' fields are, and large ones.
                let x = if sample % 2 == 0 {
                    sample
                } else {
                    Draw(sample).split(0).0
                };
                let changed = f(x, 0) ^ f(x, 1 << bit);
                flips
                    .iter_mut()
                    .enumerate()
                    .for_each(|(i, n)| *n += (changed >> i) as u32 & 1);
            }
            for (i, &n) in flips.iter().enumerate() {
                let error = (f64::from(n) - 0.5 * SAMPLES as f64).abs();
                assert!(
                    error < allowed,
                    "{name}: bit {bit} flips bit {i} {n} times of {SAMPLES}"
                );
            }
        }
    }
}

fn sample(f: impl Fn(Draw) -> f64) -> Vec<f64> {
    let mut rng = Key::root(99, 0).rng(0, 0);
    (0..200_000).map(|_| f(Draw(rng.next_u64()))).collect()
}

fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

#[test]
fn distributions_are_what_they_are_called() {
    assert_distribution("unit", &mut sample(Draw::unit), |u| u);
    assert_distribution("exp", &mut sample(Draw::exp), |x| 1.0 - libm::exp(-x));
    assert_distribution("normal", &mut sample(Draw::normal), normal_cdf);
    assert_distribution("lognormal", &mut sample(|d| d.lognormal(21.0, 0.5)), |x| {
        normal_cdf(libm::log(x / 21.0) / 0.5)
    });
    // A gamma of whole shape is Erlang's.
    assert_distribution("gamma", &mut sample(|d| d.gamma(3.0, 6.0)), |x| {
        let y = x / 2.0;
        1.0 - libm::exp(-y) * (1.0 + y + 0.5 * y * y)
    });
}

#[test]
fn moments_are_right() {
    let squares = |f: fn(Draw) -> f64| sample(f).iter().map(|x| x * x).collect::<Vec<f64>>();
    assert_mean("exp", &sample(Draw::exp), 1.0);
    assert_mean("exp squared", &squares(Draw::exp), 2.0);
    assert_mean("normal", &sample(Draw::normal), 0.0);
    assert_mean("normal squared", &squares(Draw::normal), 1.0);
    assert_mean(
        "lognormal",
        &sample(|d| d.lognormal(2.0, 0.6)),
        2.0 * libm::exp(0.18),
    );
    for shape in [0.2, 1.7, 40.0] {
        let gamma = sample(|d| d.gamma(shape, 3.0));
        assert_mean("gamma", &gamma, 3.0);
        let squared: Vec<f64> = gamma.iter().map(|x| x * x).collect();
        assert_mean("gamma squared", &squared, 9.0 + 9.0 / shape);
    }
    let chances = sample(|d| f64::from(u8::from(d.chance(0.03))));
    assert_mean("chance", &chances, 0.03);
}

#[test]
fn an_index_is_taken_by_its_weight() {
    let weights = [2.0, 0.0, 1.0, 5.0];
    for (i, weight) in weights.iter().enumerate() {
        let taken = sample(|d| f64::from(u8::from(d.index(&weights) == i)));
        assert_mean("index", &taken, weight / 8.0);
    }
}

/// Exact values, so that no dependency, platform or edit changes a published result unseen.
#[test]
fn draws_are_golden() {
    let key = Key::root(2026, 7).child(3).child(123_456);
    let draw = key.draw(5, 2, 1);
    let values = [
        ("root", Key::root(2026, 7).0),
        ("child", key.0),
        ("draw", draw.0),
        ("split", draw.split(3).0),
        ("unit", draw.unit().to_bits()),
        ("exp", draw.exp().to_bits()),
        ("normal", draw.normal().to_bits()),
        ("normal, middle", Draw(1 << 58).normal().to_bits()),
        ("normal, tail", Draw(0).normal().to_bits()),
        ("lognormal", draw.lognormal(60.0, 0.9).to_bits()),
        ("gamma", draw.gamma(0.7, 1.0).to_bits()),
    ];
    let golden: [u64; 11] = [
        0xAB5B_3CC4_E6F9_1C9E,
        0xA953_FF49_E502_0467,
        0xCDA4_300A_39F4_38A7,
        0xE9C4_F038_DDB8_B153,
        0x3FE9_B486_0147_3E87,
        0x3FFA_0420_20C3_CDC2,
        0x3FEB_4F35_BC13_8884,
        0xC001_3B22_A7D5_6855,
        0xC020_6B48_528C_EA51,
        0x4060_2AC9_265B_FFEE,
        0x3FFA_9FEE_5C7A_5853,
    ];
    let found = values.map(|(_, value)| value);
    assert_eq!(found, golden, "{values:#018x?}");
}
