//! The search and the posterior on models whose answer is known.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use throughcare::engine::Key;
use throughcare::experiment::calibration::{
    Aim, Allowance, Dimension, EDGE, Fit, Halt, Journal, Ledger, Objective, Scale, Settings, Space,
    Unfollowed, calibrate,
};

/// Parameters and targets of the synthetic model.
const PARAMETERS: usize = 7;
const TARGETS: usize = 9;
const SETTINGS: Settings = Settings {
    seed: 11,
    replicates: 8,
    particles: 40,
};

/// Targets that depend on two or three parameters each, not quite in a straight line, with luck
/// of the replicate and noise of the run; the last parameter does nothing.
struct Synthetic {
    space: Space,
    noise: f64,
    runs: AtomicUsize,
    stop_after: usize,
    stop: AtomicBool,
}

impl Synthetic {
    fn new(noise: f64) -> Self {
        let dimension = |at: usize| {
            let name = format!("p{at}");
            match at % 3 {
                0 => Dimension::new(name, Scale::Chance, 0.2, (0.1, 0.7)),
                1 => Dimension::new(name, Scale::Positive, 3.0, (0.5, 5.0)),
                _ => Dimension::new(name, Scale::Any, 1.0, (-2.0, 2.0)),
            }
            .unwrap()
        };
        Self {
            space: Space::new((0..PARAMETERS).map(dimension).collect()).unwrap(),
            noise,
            runs: AtomicUsize::new(0),
            stop_after: usize::MAX,
            stop: AtomicBool::new(false),
        }
    }

    /// Values without luck, in tolerances.
    fn level(&self, values: &[f64], target: usize) -> f64 {
        let z = self.space.positions(values);
        let (a, b, c) = (target % 6, (target + 2) % 6, (target + 3) % 6);
        let straight = 4.0 * z[a] - 2.0 * z[b] + 0.5 * z[c];
        straight + 0.4 * z[a] * z[a] + 0.3 * z[a] * z[b]
    }
}

impl Objective for Synthetic {
    fn simulate(
        &self,
        values: &[f64],
        replicate: u32,
        _: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<f64>, Halt> {
        if self.runs.fetch_add(1, Ordering::Relaxed) + 1 >= self.stop_after {
            self.stop.store(true, Ordering::Relaxed);
        }
        let bits = values.iter().fold(0_u64, |sum, value| {
            sum.rotate_left(7) ^ value.to_bits().wrapping_mul(0x9E37_79B9_7F4A_7C15)
        });
        let luck = Key::root(1, replicate);
        let run = Key::root(bits, replicate);
        Ok((0..TARGETS)
            .map(|target| {
                let target_luck = luck.draw(0, target as u32, 0).normal();
                let noise = run.draw(0, target as u32, 0).normal();
                let miss = self.level(values, target) + self.noise * (target_luck + noise);
                100.0 + 5.0 * miss
            })
            .collect())
    }
}

/// A truth within the ranges, and the targets it makes.
fn truth(model: &Synthetic) -> (Vec<f64>, Vec<Aim>) {
    let positions = [0.8, -0.6, 0.3, -1.0, 0.9, -0.4, 0.7];
    let values = model.space.values(&positions);
    let aims = (0..TARGETS).map(|target| {
        let value = 100.0 + 5.0 * model.level(&values, target);
        Aim {
            id: format!("t{target}"),
            value,
            low: value - 5.0 * EDGE,
            high: value + 5.0 * EDGE,
        }
    });
    let aims = aims.collect();
    (values, aims)
}

fn run(
    model: &Synthetic,
    aims: &[Aim],
    threads: usize,
    folder: Option<&std::path::Path>,
) -> Result<Fit, Halt> {
    let allowance = Allowance {
        runs: Some(1_200),
        time: None,
    };
    let all = (&model.space, aims);
    let mut ledger = Ledger::new(model, all, (&Unfollowed, &model.stop), allowance, threads);
    if let Some(folder) = folder {
        let names = model.space.dimensions.iter().map(|one| one.name.clone());
        let ids = aims.iter().map(|aim| aim.id.clone());
        let (names, ids): (Vec<_>, Vec<_>) = (names.collect(), ids.collect());
        let (journal, found) = Journal::open(folder, &names, &ids).unwrap();
        ledger = ledger.with_journal(journal, found);
    }
    calibrate(&mut ledger, SETTINGS)
}

#[test]
fn known_parameters_are_recovered_within_their_intervals() {
    let model = Synthetic::new(0.7);
    let (values, aims) = truth(&model);
    let fit = run(&model, &aims, 0, None).unwrap();
    let [before, after] = fit.losses;
    assert!(before.0 > 100.0, "the start is far off: {before:?}");
    assert!(after.0 < 12.0, "{after:?}");
    for (one, truth) in fit.parameters.iter().zip(&values).take(PARAMETERS - 1) {
        let name = &one.dimension.name;
        assert!(
            (one.low..=one.high).contains(truth),
            "{name}: {truth} is not in {} to {}",
            one.low,
            one.high
        );
        let off = one.dimension.position(one.value) - one.dimension.position(*truth);
        assert!(off.abs() < 0.6, "{name}: {} for {truth}", one.value);
        assert!(one.narrowing < 0.6, "{name}: {}", one.narrowing);
    }
    // Nothing tells the last one: its range stays, and it goes to the middle of it.
    let idle = &fit.parameters[PARAMETERS - 1];
    assert!(idle.narrowing > 0.85, "{}", idle.narrowing);
    assert!(idle.dimension.position(idle.value).abs() < 0.3);
    // The emulator knew how sure it was.
    let last = fit.checks.last().unwrap();
    assert!((0.88..=1.0).contains(&last.within), "{last:?}");
    assert_eq!(fit.draws.len(), SETTINGS.particles);
    assert!(
        fit.plausible.0 * 10 >= fit.plausible.1 * 8,
        "{:?}",
        fit.plausible
    );
}

/// The draws as a whole are as wide as theory says: for targets that are straight lines the
/// posterior is normal, and its width is known.
#[test]
fn draws_have_the_width_that_theory_gives() {
    struct Line(Space);
    impl Objective for Line {
        fn simulate(
            &self,
            values: &[f64],
            replicate: u32,
            _: &(dyn Fn() -> bool + Sync),
        ) -> Result<Vec<f64>, Halt> {
            let z = self.0.positions(values);
            let noise = Key::root(values[0].to_bits(), replicate)
                .draw(0, 0, 0)
                .normal();
            Ok(vec![3.0 * z[0] + 3.0 * z[1] + 0.1 * noise])
        }
    }
    let dimension = |name: &str| Dimension::new(name, Scale::Any, 0.5, (-1.0, 1.0)).unwrap();
    let space = Space::new(vec![dimension("a"), dimension("b")]).unwrap();
    let aims = [Aim {
        id: "sum".to_owned(),
        value: 0.0,
        low: -EDGE,
        high: EDGE,
    }];
    let model = Line(space.clone());
    let stop = AtomicBool::new(false);
    let allowance = Allowance {
        runs: Some(600),
        time: None,
    };
    let all = (&space, &aims[..]);
    let mut ledger = Ledger::new(&model, all, (&Unfollowed, &stop), allowance, 0);
    let fit = calibrate(&mut ledger, SETTINGS).unwrap();
    // Precision of each [1 + 9, 9; 9, 1 + 9]: variance 10 / 19, correlation -0.9.
    let [(0, 1, correlation)] = fit.tied[..] else {
        panic!("{:?}", fit.tied)
    };
    assert!((-0.95..-0.8).contains(&correlation), "{correlation}");
    let width = fit.parameters[0].narrowing;
    assert!((0.6..0.95).contains(&width), "{width}");
}

#[test]
fn threads_and_stopping_change_nothing() {
    let model = Synthetic::new(0.7);
    let (_, aims) = truth(&model);
    let straight = tempfile::tempdir().unwrap();
    let told = |fit: &Fit| {
        let values: Vec<f64> = fit.parameters.iter().map(|one| one.value).collect();
        (values, fit.draws.clone(), fit.losses, fit.runs.0)
    };
    let one = told(&run(&model, &aims, 1, Some(straight.path())).unwrap());
    assert_eq!(one, told(&run(&model, &aims, 3, None).unwrap()));

    let mut halting = Synthetic::new(0.7);
    halting.stop_after = 137;
    let resumed = tempfile::tempdir().unwrap();
    let halted = run(&halting, &aims, 2, Some(resumed.path()));
    assert!(matches!(halted, Err(Halt::Interrupted)));
    let made = halting.runs.load(Ordering::Relaxed);
    halting.stop_after = usize::MAX;
    halting.stop.store(false, Ordering::Relaxed);
    let fit = run(&halting, &aims, 2, Some(resumed.path())).unwrap();
    assert_eq!(one, told(&fit));
    assert_eq!(
        fit.runs.1 + made,
        fit.runs.0,
        "what was made is not made again"
    );
    let journal = |folder: &tempfile::TempDir| {
        std::fs::read_to_string(folder.path().join("evaluations.csv")).unwrap()
    };
    assert_eq!(journal(&straight), journal(&resumed));
}
