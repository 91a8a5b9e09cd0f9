//! Quantile functions, written out so that they give the same bits on every platform.

/// The quantile of the standard normal distribution at `p` in (0, 1): algorithm AS 241
/// (M. Wichura, 1988), about 1 part in 10^16.
#[inline]
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return q * ratio(0.180_625 - q * q, &CENTRE);
    }
    let r = libm::sqrt(-libm::log(if q < 0.0 { p } else { 1.0 - p }));
    let value = if r <= 5.0 {
        ratio(r - 1.6, &MIDDLE)
    } else {
        ratio(r - 5.0, &TAIL)
    };
    if q < 0.0 { -value } else { value }
}

/// Coefficients of a rational function, from the highest power down.
struct Rational {
    above: [f64; 8],
    below: [f64; 8],
}

#[inline]
fn ratio(x: f64, f: &Rational) -> f64 {
    let horner = |c: &[f64; 8]| c[1..].iter().fold(c[0], |sum, a| sum * x + a);
    horner(&f.above) / horner(&f.below)
}

const CENTRE: Rational = Rational {
    above: [
        2_509.080_928_730_122_7,
        33_430.575_583_588_13,
        67_265.770_927_008_7,
        45_921.953_931_549_87,
        13_731.693_765_509_46,
        1_971.590_950_306_551_3,
        133.141_667_891_784_38,
        3.387_132_872_796_366_5,
    ],
    below: [
        5_226.495_278_852_854,
        28_729.085_735_721_943,
        39_307.895_800_092_71,
        21_213.794_301_586_597,
        5_394.196_021_424_751,
        687.187_007_492_057_9,
        42.313_330_701_600_91,
        1.0,
    ],
};

const MIDDLE: Rational = Rational {
    above: [
        7.745_450_142_783_414e-4,
        0.022_723_844_989_269_184,
        0.241_780_725_177_450_6,
        1.270_458_252_452_368_4,
        3.647_848_324_763_204_5,
        5.769_497_221_460_691,
        4.630_337_846_156_546,
        1.423_437_110_749_683_5,
    ],
    below: [
        1.050_750_071_644_416_9e-9,
        5.475_938_084_995_345e-4,
        0.015_198_666_563_616_457,
        0.148_103_976_427_480_08,
        0.689_767_334_985_1,
        1.676_384_830_183_803_8,
        2.053_191_626_637_759,
        1.0,
    ],
};

const TAIL: Rational = Rational {
    above: [
        2.010_334_399_292_288_1e-7,
        2.711_555_568_743_487_6e-5,
        0.001_242_660_947_388_078_4,
        0.026_532_189_526_576_124,
        0.296_560_571_828_504_87,
        1.784_826_539_917_291_3,
        5.463_784_911_164_114,
        6.657_904_643_501_103,
    ],
    below: [
        2.044_263_103_389_939_8e-15,
        1.421_511_758_316_446e-7,
        1.846_318_317_510_054_8e-5,
        7.868_691_311_456_133e-4,
        0.014_875_361_290_850_615,
        0.136_929_880_922_735_8,
        0.599_832_206_555_888,
        1.0,
    ],
};

/// The quantile at `p` in (0, 1) of the gamma distribution with a shape above 0 and scale 1.
/// Newton steps in log x from the Wilson-Hilferty approximation, held in a shrinking bracket.
pub fn gamma_quantile(shape: f64, p: f64) -> f64 {
    let log_gamma = libm::lgamma(shape);
    libm::exp(log_gamma_quantile(
        shape,
        p,
        log_gamma,
        first_guess(shape, p, log_gamma),
    ))
}

/// The logarithms of the quantiles at rising `p`, which lie near each other: each begins where the
/// two before it lead to.
pub(super) fn log_gamma_quantiles(shape: f64, p: impl Iterator<Item = f64>) -> Vec<f64> {
    let log_gamma = libm::lgamma(shape);
    let mut found: Vec<f64> = Vec::with_capacity(p.size_hint().0);
    for p in p {
        let guess = match found[..] {
            [.., before, last] => 2.0 * last - before,
            _ => first_guess(shape, p, log_gamma),
        };
        found.push(log_gamma_quantile(shape, p, log_gamma, guess));
    }
    found
}

/// The logarithm of a quantile, from a guess.
fn log_gamma_quantile(shape: f64, p: f64, log_gamma: f64, guess: f64) -> f64 {
    // In log x the distribution function of a small shape is nearly exponential, and does not
    // underflow before its argument does.
    let (mut low, mut high) = (-745.0, 709.0);
    let mut y = guess.clamp(low, high);
    for _ in 0..200 {
        let x = libm::exp(y);
        let excess = gamma_cdf(shape, x, log_gamma) - p;
        if excess > 0.0 {
            high = y;
        } else {
            low = y;
        }
        let density = libm::exp(shape * y - x - log_gamma);
        let newton = y - excess / density;
        let next = if newton > low && newton < high {
            newton
        } else {
            0.5 * (low + high)
        };
        if (next - y).abs() <= 1e-14 * (1.0 + y.abs()) {
            return next;
        }
        y = next;
    }
    y
}

/// The logarithm of an approximate gamma quantile.
fn first_guess(shape: f64, p: f64, log_gamma: f64) -> f64 {
    let v = 1.0 / (9.0 * shape);
    let root = 1.0 - v + normal_quantile(p) * libm::sqrt(v);
    if root > 0.3 {
        libm::log(shape) + 3.0 * libm::log(root)
    } else {
        // Near 0 the distribution function is x^shape / Gamma(shape + 1).
        (libm::log(p) + log_gamma + libm::log(shape)) / shape
    }
}

/// The distribution function of the gamma distribution: its series below the bulk, the
/// continued fraction of its complement (Lentz) above.
fn gamma_cdf(shape: f64, x: f64, log_gamma: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let scale = libm::exp(shape * libm::log(x) - x - log_gamma);
    if x < shape + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / shape, 1.0 / shape, shape);
        while term > sum * 1e-17 {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        return sum * scale;
    }
    const TINY: f64 = 1e-300;
    let mut b = x + 1.0 - shape;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut fraction = d;
    for i in 1..10_000 {
        let i = f64::from(i);
        let a = -i * (i - shape);
        b += 2.0;
        d = 1.0 / away_from_zero(a * d + b, TINY);
        c = away_from_zero(b + a / c, TINY);
        fraction *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    1.0 - scale * fraction
}

fn away_from_zero(x: f64, tiny: f64) -> f64 {
    if x.abs() < tiny { tiny } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_quantiles_are_those_of_the_tables() {
        // Wichura's own check values.
        for (p, z) in [
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_813_5),
            (1e-20, -9.262_340_089_798_407),
        ] {
            assert!((normal_quantile(p) - z).abs() < 1e-14 * z.abs(), "{p}");
        }
        assert_eq!(normal_quantile(0.5), 0.0);
        assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-14);
    }

    #[test]
    fn a_gamma_of_shape_one_is_exponential() {
        for i in 1..100 {
            let p = f64::from(i) / 100.0;
            let expected = -libm::log1p(-p);
            assert!(
                (gamma_quantile(1.0, p) / expected - 1.0).abs() < 1e-11,
                "{p}"
            );
        }
    }

    #[test]
    fn gamma_quantiles_match_chi_squared_tables() {
        // A chi-squared with k degrees of freedom is twice a gamma of shape k/2.
        for (k, p, value) in [
            (1.0, 0.95, 3.841_458_820_694_124),
            (10.0, 0.05, 3.940_299_136_076_672),
            (5.0, 0.5, 4.351_460_191_095_526),
            (100.0, 0.99, 135.806_723_178_275_6),
        ] {
            let x = 2.0 * gamma_quantile(k / 2.0, p);
            assert!((x / value - 1.0).abs() < 1e-7, "{k} {p}: {x}");
        }
    }

    #[test]
    fn gamma_quantiles_invert_the_distribution_function() {
        for shape in [0.05, 0.3, 0.9, 1.5, 4.0, 30.0, 400.0] {
            let log_gamma = libm::lgamma(shape);
            for p in [1e-6, 0.01, 0.3, 0.5, 0.8, 0.99, 1.0 - 1e-6] {
                let x = gamma_quantile(shape, p);
                let error = (gamma_cdf(shape, x, log_gamma) - p).abs();
                assert!(
                    error < 1e-10 * p.min(1.0 - p).max(1e-5),
                    "{shape} {p}: {error}"
                );
            }
        }
    }
}
