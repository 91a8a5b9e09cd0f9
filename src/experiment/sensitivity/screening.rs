//! Screening: which of very many inputs move a result, from far fewer runs than inputs.
//!
//! Runs come in pairs. The first of a pair has every input on its low or its high side, at
//! random but balanced: each input is high in half of the pairs. The second is its mirror
//! image, under the same luck. Half the difference of a pair is moved by main effects alone
//! (whatever is even, two-way interactions among it, cancels), and luck that the two share
//! cancels too.
//!
//! There are more inputs than pairs, so not all effects can be told at once; but few inputs
//! matter. They are found one by one: the input that explains most of what is left comes in, and
//! all that are in are fitted anew by least squares, until nothing that is left is larger than the
//! largest of as many effects that are only chance would be.

use crate::engine::Key;
use crate::experiment::leaning::noise_level;
use crate::experiment::linear::Cholesky;

/// Purpose of the draws that put inputs on their sides.
const SIDES: u32 = 0;
/// Share of the pairs that may be spent on inputs.
const SPENT: usize = 3;

/// On which side every input is in every pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Balanced {
    pairs: usize,
    /// Input after input, pair by pair.
    high: Vec<bool>,
}

impl Balanced {
    /// So many pairs for so many inputs; an odd pair is left out.
    pub fn new(key: Key, pairs: usize, inputs: usize) -> Self {
        let pairs = pairs & !1;
        let mut high = Vec::with_capacity(pairs * inputs);
        for input in 0..inputs {
            let key = key.child(input as u64);
            let mut order: Vec<usize> = (0..pairs).collect();
            order.sort_by_key(|&pair| (key.draw(SIDES, 0, pair as u32).0, pair));
            let mut sides = vec![false; pairs];
            order.iter().take(pairs / 2).for_each(|&p| sides[p] = true);
            high.extend(sides);
        }
        Self { pairs, high }
    }

    /// Pairs of runs.
    pub fn pairs(&self) -> usize {
        self.pairs
    }

    /// How many inputs there are.
    pub fn inputs(&self) -> usize {
        self.high.len() / self.pairs.max(1)
    }

    /// Whether an input is high in the first run of a pair; in the second it is on the other side.
    pub fn is_high(&self, pair: usize, input: usize) -> bool {
        self.high[input * self.pairs + pair]
    }

    fn sign(&self, pair: usize, input: usize) -> f64 {
        if self.is_high(pair, input) { 1.0 } else { -1.0 }
    }
}

/// An input that matters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Which.
    pub input: usize,
    /// Half the change of the result from its low to its high side.
    pub effect: f64,
    /// Standard error.
    pub se: f64,
}

impl Effect {
    /// How many standard errors it is worth.
    pub fn strength(&self) -> f64 {
        (self.effect / self.se).abs()
    }
}

/// What a screening found.
#[derive(Clone, Debug, PartialEq)]
pub struct Screened {
    /// Inputs beyond chance, the strongest first.
    pub found: Vec<Effect>,
    /// Every other input with its effect beside those found, the strongest first: what would
    /// come next, and may be chance.
    pub others: Vec<Effect>,
}

impl Screened {
    /// The same, where only some inputs were moved: `moved` says which, in the order of the design.
    #[must_use]
    pub fn among(mut self, moved: &[usize]) -> Self {
        let effects = self.found.iter_mut().chain(&mut self.others);
        effects.for_each(|effect| effect.input = moved[effect.input]);
        self
    }
}

/// Screens the results of the first and of the second runs of every pair. A pair in which one
/// has no value is left out, and so is an input that cannot reach the result at all.
pub fn screen(
    design: &Balanced,
    reaches: impl Fn(usize) -> bool,
    first: &[f64],
    second: &[f64],
) -> Screened {
    let candidates: Vec<usize> = (0..design.inputs()).filter(|&i| reaches(i)).collect();
    let halves = first.iter().zip(second).map(|(a, b)| (a - b) / 2.0);
    let (rows, y): (Vec<usize>, Vec<f64>) = halves
        .enumerate()
        .filter(|(_, half)| half.is_finite())
        .unzip();
    let mut chosen: Vec<usize> = Vec::new();
    let most = rows.len() / SPENT;
    let mut fit = Fit::of(design, &rows, &y, &chosen);
    while chosen.len() < most {
        let free = candidates.iter().filter(|input| !chosen.contains(input));
        let free: Vec<usize> = free.copied().collect();
        let level = noise_level(rows.len().saturating_sub(chosen.len()), free.len());
        let Some((next, correlation)) = fit.strongest(design, &rows, &free) else {
            break;
        };
        if correlation <= level {
            break;
        }
        chosen.push(next);
        fit = Fit::of(design, &rows, &y, &chosen);
    }
    let mut found: Vec<Effect> = fit.effects(&chosen);
    let others = candidates.iter().filter(|input| !chosen.contains(input));
    let mut others: Vec<Effect> = others.map(|&i| fit.alone(design, &rows, i)).collect();
    let strongest = |a: &Effect, b: &Effect| b.strength().total_cmp(&a.strength());
    found.sort_by(strongest);
    others.sort_by(strongest);
    Screened { found, others }
}

/// A least-squares fit of some inputs.
struct Fit {
    effects: Vec<f64>,
    errors: Vec<f64>,
    left: Vec<f64>,
    /// Standard deviation of what is left, by its degrees of freedom.
    sd: f64,
}

impl Fit {
    /// Mirror images leave no constant to fit.
    fn of(design: &Balanced, rows: &[usize], y: &[f64], chosen: &[usize]) -> Self {
        let size = chosen.len();
        let product = |a: usize, b: usize| -> f64 {
            let signs = rows.iter().map(|&r| design.sign(r, a) * design.sign(r, b));
            signs.sum()
        };
        let mut matrix = vec![0.0; size * size];
        for (i, &a) in chosen.iter().enumerate() {
            for (j, &b) in chosen.iter().enumerate() {
                matrix[i * size + j] = product(a, b);
            }
        }
        let right = chosen.iter().map(|&input| -> f64 {
            let terms = rows.iter().zip(y);
            terms.map(|(&r, y)| design.sign(r, input) * y).sum()
        });
        let right: Vec<f64> = right.collect();
        let (effects, inverse) = match Cholesky::of(&matrix, size) {
            Some(cholesky) => (cholesky.solve(&right), cholesky.inverse_diagonal()),
            None => (vec![0.0; size], vec![f64::INFINITY; size]),
        };
        let left = rows.iter().zip(y).map(|(&row, y)| {
            let of = chosen.iter().zip(&effects);
            y - of.map(|(&i, e)| e * design.sign(row, i)).sum::<f64>()
        });
        let left: Vec<f64> = left.collect();
        let squares: f64 = left.iter().map(|l| l * l).sum();
        let sd = (squares / rows.len().saturating_sub(size).max(1) as f64).sqrt();
        Self {
            errors: inverse.iter().map(|d| sd * d.sqrt()).collect(),
            effects,
            left,
            sd,
        }
    }

    fn effects(&self, chosen: &[usize]) -> Vec<Effect> {
        let all = chosen.iter().zip(&self.effects).zip(&self.errors);
        let effect = |((&input, &effect), &se)| Effect { input, effect, se };
        all.map(effect).collect()
    }

    /// The effect of an input that is not in, in what is left.
    fn alone(&self, design: &Balanced, rows: &[usize], input: usize) -> Effect {
        let terms = rows.iter().zip(&self.left);
        let sum: f64 = terms.map(|(&r, left)| design.sign(r, input) * left).sum();
        let n = rows.len() as f64;
        Effect {
            input,
            effect: sum / n,
            se: self.sd / n.sqrt(),
        }
    }

    /// Which of these inputs is most correlated with what is left, and how much; none where nothing
    /// is left.
    fn strongest(&self, design: &Balanced, rows: &[usize], free: &[usize]) -> Option<(usize, f64)> {
        let squares: f64 = self.left.iter().map(|l| l * l).sum();
        let size = (rows.len() as f64 * squares).sqrt();
        if size <= 0.0 {
            return None;
        }
        let correlation = |&input: &usize| {
            let terms = rows.iter().zip(&self.left);
            let sum: f64 = terms.map(|(&r, left)| design.sign(r, input) * left).sum();
            (input, (sum / size).abs())
        };
        // The first of equals, so that nothing hangs on how they are compared.
        free.iter()
            .map(correlation)
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: every input is high in half of the pairs, and in an order of its own.
    #[test]
    fn sides_are_balanced() {
        let design = Balanced::new(Key::root(1, 0), 41, 7);
        assert_eq!((design.pairs(), design.inputs()), (40, 7));
        for input in 0..7 {
            let high = (0..40).filter(|&pair| design.is_high(pair, input)).count();
            assert_eq!(high, 20);
        }
        let sides = |i| (0..40).map(|p| design.is_high(p, i)).collect::<Vec<_>>();
        assert_ne!(sides(0), sides(1));
    }

    /// Protects: six inputs of six hundred matter, with interactions and luck; two hundred runs find them
    /// and no other, and their effects.
    #[test]
    fn the_few_that_matter_are_found_among_many() {
        let planted = [
            (3, 4.0),
            (77, -3.0),
            (200, 2.5),
            (311, 2.0),
            (420, -2.0),
            (599, 1.5),
        ];
        let design = Balanced::new(Key::root(5, 0), 100, 600);
        let luck = Key::root(6, 0);
        let result = |pair: usize, mirror: bool| {
            let side = |input| design.sign(pair, input) * if mirror { -1.0 } else { 1.0 };
            let main: f64 = planted.iter().map(|&(input, e)| e * side(input)).sum();
            let both = 5.0 * side(3) * side(77) + 3.0 * side(10) * side(11);
            let own = luck.draw(0, pair as u32, u32::from(mirror)).normal();
            // Shared by the pair, and so of no account.
            let shared = 20.0 * luck.draw(1, pair as u32, 0).normal();
            main + both + own + shared
        };
        let run = |mirror| (0..100).map(|p| result(p, mirror)).collect::<Vec<_>>();
        let screened = screen(&design, |_| true, &run(false), &run(true));
        let mut found: Vec<usize> = screened.found.iter().map(|e| e.input).collect();
        found.sort_unstable();
        assert_eq!(found, planted.map(|(input, _)| input));
        assert_eq!(screened.found[0].input, 3);
        for effect in &screened.found {
            let (_, truth) = planted.iter().find(|p| p.0 == effect.input).unwrap();
            assert!(
                (effect.effect - truth).abs() < 4.0 * effect.se,
                "{effect:?}"
            );
        }
        assert_eq!(screened.others.len(), 594);
    }

    /// Protects: where nothing matters little is found.
    #[test]
    fn where_nothing_matters_little_is_found() {
        let design = Balanced::new(Key::root(5, 0), 60, 300);
        let found = (0..200).filter(|&case| {
            let luck = Key::root(7, case);
            let run = |side| (0..60).map(move |p| luck.draw(0, p, side).normal());
            let (a, b): (Vec<f64>, Vec<f64>) = (run(0).collect(), run(1).collect());
            !screen(&design, |_| true, &a, &b).found.is_empty()
        });
        let alarms = found.count();
        assert!(alarms <= 20, "{alarms} of 200");
    }

    /// Effects of a thousand inputs: each of the first few a sixth smaller than the one before, the
    /// others next to nothing.
    fn effect(input: usize) -> f64 {
        match input % 50 {
            0 => 4.0 * libm::pow(5.0 / 6.0, (input / 50) as f64),
            _ => 0.02,
        }
    }

    /// The ten strongest of a thousand, screened together and the strongest fifty again.
    fn ten(seed: u64, pairs: usize) -> [Vec<usize>; 2] {
        let pass = |moved: &[usize], purpose: u32| {
            let key = Key::root(seed, purpose);
            let design = Balanced::new(key, pairs, moved.len());
            let run = |mirror: bool| -> Vec<f64> {
                let result = |pair: usize| {
                    let places = moved.iter().enumerate();
                    let of = places.map(|(place, &input)| {
                        design.sign(pair, place) * if mirror { -1.0 } else { 1.0 } * effect(input)
                    });
                    of.sum::<f64>() + 4.0 * key.draw(9, pair as u32, u32::from(mirror)).normal()
                };
                (0..pairs).map(result).collect()
            };
            let Screened { found, others } =
                screen(&design, |_| true, &run(false), &run(true)).among(moved);
            found.into_iter().chain(others).map(|one| one.input)
        };
        let all: Vec<usize> = (0..1_000).collect();
        let first: Vec<usize> = pass(&all, 0).take(50).collect();
        let second = pass(&first, 1).take(10).collect();
        [first[..10].to_vec(), second]
    }

    /// Protects: of the ten that a screening and a second one of its strongest name, at least seven
    /// are those that ten times as many pairs name, and more than the first of them names alone.
    #[test]
    fn ten_times_as_many_pairs_name_seven_of_the_same_ten() {
        let (mut once, mut again) = (0, 0);
        for seed in 1..=8 {
            let [_, truth] = ten(seed, 1_200);
            let [first, second] = ten(seed, 120);
            let same = |ten: &[usize]| ten.iter().filter(|&one| truth.contains(one)).count();
            assert!(same(&second) >= 7, "{second:?} and {truth:?}");
            once += same(&first);
            again += same(&second);
        }
        assert!(again > once + 4, "{again} and {once} of 80");
    }

    /// Protects: pairs without a value are left out.
    #[test]
    fn pairs_without_a_value_are_left_out() {
        let design = Balanced::new(Key::root(5, 0), 40, 10);
        let side = |pair: usize, input| design.sign(pair, input);
        let mut first: Vec<f64> = (0..40).map(|p| 2.0 * side(p, 4)).collect();
        let second: Vec<f64> = first.iter().map(|v| -v).collect();
        first[7] = f64::NAN;
        let screened = screen(&design, |_| true, &first, &second);
        assert_eq!(screened.found.len(), 1);
        assert!((screened.found[0].effect - 2.0).abs() < 1e-12);
        let nothing = screen(&design, |_| true, &[0.0; 40], &[0.0; 40]);
        assert!(nothing.found.is_empty());
    }

    /// Protects: an input that cannot reach the result is neither found nor among the others, even
    /// where it goes with the result; inputs of a design of some have the numbers that they have
    /// among all.
    #[test]
    fn what_cannot_reach_a_result_is_left_out() {
        let design = Balanced::new(Key::root(5, 0), 40, 10);
        let side = |pair: usize, input| design.sign(pair, input);
        let run = |sign: f64| -> Vec<f64> {
            let of = |p| sign * (5.0 * side(p, 2) + 2.0 * side(p, 4));
            (0..40).map(of).collect()
        };
        let screened = screen(&design, |input| input != 2, &run(1.0), &run(-1.0));
        let all = || screened.found.iter().chain(&screened.others);
        assert_eq!(all().count(), 9);
        assert!(all().all(|effect| effect.input != 2));
        let moved: Vec<usize> = (100..110).collect();
        let screened = screen(&design, |_| true, &run(1.0), &run(-1.0)).among(&moved);
        let found: Vec<usize> = screened.found.iter().map(|e| e.input).collect();
        assert_eq!(found, [102, 104]);
    }
}
