//! Sensitivity on the pathway: a parameter that was planted, with an effect that is known, and the
//! sides of a screening.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

use crate::support::small::brief;
use crate::support::{SEED, load, overlay};
use throughcare::experiment::design::{Designed, Responses};
use throughcare::experiment::keep::Memory;
use throughcare::experiment::sensitivity::{screened, swings};
use throughcare::experiment::{Plan, Results, Silent, Store, Study, conduct, mean};
use throughcare::link::{
    self, Moved, OneWay, Ranges, Screening, Settings, StudyOptions, smallest_scale,
};
use throughcare::scenario::schema::Model;
use throughcare::scenario::{Library, Scenario};

/// An arrest costs more under the policy, between 2,000 and 6,000 pounds, and nothing else changes.
const PLANTED: &str = "[costs.police]\narrest = { value = 4000, low = 2000, high = 6000, \
    source = \"assumption\", distribution = \"uniform\" }\n";
/// Its name among the parameters.
const NAME: &str = "planted:costs.police.arrest";
/// The ends of a 95% range of it, being uniform.
const SPAN: f64 = 0.95 * 4_000.0;
/// How far apart its two sides are in a screening: a standard deviation of a normal each way.
const SIDES: f64 = 0.682_69 * 4_000.0;

fn scenarios() -> Vec<Scenario<Model>> {
    let set = brief(&[]);
    vec![load("baseline", &set), overlay("planted", PLANTED, &set)]
}

fn run<T>(
    settings: Box<dyn Settings>,
    replicates: u32,
    look: impl FnOnce(&Responses<'_>) -> T,
) -> T {
    let family = Moved::new(scenarios(), SEED, settings).unwrap();
    let designed = Designed::new(&family);
    let study = Study::new(&designed, SEED);
    let store = Store::new(Memory::default(), &study);
    let plan = Plan {
        shard: throughcare::experiment::Shard::WHOLE,
        replicates: designed.shape().runs(replicates),
        threads: 0,
        precision: None,
    };
    let stop = AtomicBool::new(false);
    let outcome = conduct(&study, &store, &plan, &BTreeSet::new(), &Silent, &stop).unwrap();
    let results = Results::new(&study, &store, outcome.finished);
    look(&Responses::new(&results, designed.shape()))
}

/// Protects: a parameter with a known effect, moved alone, does what arithmetic says: arrests a year
/// times the change of the price.
#[test]
fn a_planted_parameter_has_its_effect() {
    let ranges = Ranges::of(&scenarios(), SEED).unwrap();
    assert!(ranges.names().len() > 500);
    let planted = ranges.names().iter().position(|name| name == NAME).unwrap();
    let chosen = vec![planted];
    let settings = OneWay {
        ranges: ranges.clone(),
        chosen,
    };
    let [low, high] = ranges.ends(planted);
    assert!((high - low - SPAN).abs() < 1e-6);
    let (swings, arrests) = run(Box::new(settings), 2, |responses| {
        let column = responses.column("cost_police").unwrap();
        let values = [[low, 4_000.0, high]];
        let swings = swings(responses, &values, (1, column)).unwrap();
        let arrests = responses.column("arrests").unwrap();
        (swings, responses.values(0, arrests).unwrap())
    });
    let expected = mean(&arrests[0]) * SPAN;
    let swing = swings[0].swing.difference;
    assert!((swing / expected - 1.0).abs() < 0.02, "{swing} {expected}");
    // The price of the baseline is 900: nowhere in the range does the difference turn.
    assert!(!swings[0].turns());
    assert!(swings[0].ends[0] > 0.0);
}

/// Protects: a parameter with a known effect, moved together with all others, comes out of a
/// screening as the first, with its effect, from far fewer runs than there are parameters.
#[test]
fn a_planted_parameter_is_found_among_all_others() {
    const PAIRS: usize = 24;
    let ranges = Ranges::of(&scenarios(), SEED).unwrap();
    let planted = ranges.names().iter().position(|name| name == NAME).unwrap();
    let settings = Screening::of_all(ranges.clone(), PAIRS);
    let design = settings.design().clone();
    let (found, arrests) = run(Box::new(settings), PAIRS as u32, |responses| {
        let column = responses.column("cost_police").unwrap();
        let arrests = responses.column("arrests").unwrap();
        let found = screened(responses, &design, |_| true, (1, column));
        let found = found.unwrap().found;
        (found, responses.values(0, arrests).unwrap().concat())
    });
    let first = found.first().expect("a planted parameter is beyond chance");
    let name = &ranges.names()[first.input];
    assert_eq!(name, &ranges.names()[planted]);
    // Half the way from the low to the high side, times arrests as they are drawn.
    let expected = mean(&arrests) * SIDES / 2.0;
    let off = (first.effect - expected).abs();
    assert!(
        off < 4.0 * first.se,
        "{} ± {} and {expected}",
        first.effect,
        first.se
    );
    assert!(first.se < 0.2 * expected, "{} {expected}", first.se);
}

/// Protects: a screening moves every uncertain parameter in every run, in the second of a pair to the
/// other side, and the same in all scenarios.
#[test]
fn a_screening_moves_everything_to_one_side_and_then_to_the_other() {
    let scenarios = scenarios();
    let ranges = Ranges::of(&scenarios, SEED).unwrap();
    let settings = Screening::of_all(ranges, 4);
    for pair in 0..4 {
        let [first, second] = [0, 1].map(|point| settings.at(point, pair, 0));
        assert!(first.len() > 500);
        let stay = first.iter().zip(&second).filter(|(a, b)| a == b);
        // Only figures whose later value has no ratio to the one before stay.
        assert!(stay.count() < first.len() / 20);
        let policy = settings.at(0, pair, 1);
        let differ = first.iter().filter(|one| !policy.contains(one));
        assert_eq!(differ.count(), 0, "the policy shares what it shares");
    }
}

/// Protects: a parameter with a known effect is found by the screening of the strongest too, with its
/// effect, under other luck than before; and nothing but the strongest is moved in it.
#[test]
fn a_planted_parameter_is_found_again_among_the_strongest() {
    const PAIRS: usize = 16;
    let ranges = Ranges::of(&scenarios(), SEED).unwrap();
    let planted = ranges.names().iter().position(|name| name == NAME).unwrap();
    let mut moved: Vec<usize> = (0..40).map(|place| place * 20).collect();
    moved.push(planted);
    let settings = Screening::of_strongest(ranges.clone(), moved.clone(), PAIRS);
    assert!(settings.at(0, 0, 1).len() <= 2 * moved.len());
    assert_ne!(
        settings.luck(0, 3),
        Screening::of_all(ranges, PAIRS).luck(0, 3)
    );
    let design = settings.design().clone();
    let (found, arrests) = run(Box::new(settings), PAIRS as u32, |responses| {
        let column = responses.column("cost_police").unwrap();
        let found = screened(responses, &design, |_| true, (1, column));
        let found = found.unwrap().among(&moved).found;
        let arrests = responses.column("arrests").unwrap();
        (found, responses.values(0, arrests).unwrap().concat())
    });
    let first = found.first().expect("a planted parameter is beyond chance");
    assert_eq!(first.input, planted);
    let expected = mean(&arrests) * SIDES / 2.0;
    let off = (first.effect - expected).abs();
    assert!(off < 4.0 * first.se, "{first:?} and {expected}");
    assert!(first.se < 0.2 * expected, "{first:?} and {expected}");
}

/// Protects: the scale of a screening is one at which no pool that the policy acts on is lost, and the
/// next smaller one would lose one.
#[test]
fn the_scale_keeps_the_pools_that_a_policy_acts_on() {
    let specs = ["baseline", "everyone-in"].map(str::to_owned);
    let options = StudyOptions::default();
    let scale = smallest_scale(&Library::built_in(), &specs, &options).unwrap();
    let loses = |scale: f64| {
        let options = StudyOptions {
            population_scale: Some(scale),
            ..options.clone()
        };
        let loaded = link::load(&Library::built_in(), &specs, &options).unwrap();
        link::assemble(&loaded, 0).unwrap().loses_a_pool(1)
    };
    assert!(scale < 0.1 && !loses(scale), "{scale}");
    assert!(loses(0.002));
}
