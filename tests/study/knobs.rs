//! Values of scenarios that are turned: a sweep gives what a file with that value gives.

use crate::support::small::brief;
use crate::support::{load, overlay, study, write_overlay};
use throughcare::experiment::design::{Asked, Family, Vary};
use throughcare::link::{self, Knob, KnobError, LinkError, Moved, Settings, StudyOptions};
use throughcare::scenario::schema::Model;
use throughcare::scenario::{Library, Scenario};

const POLICY: &str = "[orders.assessors]\nposts = 190\n[orders.drr]\nassessed = { phases = [\
    { from = 2027-04-01, value = 0.6 }, { from = 2027-10-01, value = 0.8 }] }\n";

fn scenarios(posts: &str, baseline: &str) -> Vec<Scenario<Model>> {
    let set = brief(&[("community_treatment.opiate.posts", baseline)]);
    let text = POLICY.replace("190", posts);
    vec![load("baseline", &set), overlay("policy", &text, &set)]
}

fn knob(key: &str) -> Result<Knob, KnobError> {
    Knob::find(&scenarios("190", "2010"), key)
}

/// One knob at a few values.
struct One(Knob, Vec<f64>);

impl Settings for One {
    fn points(&self) -> u32 {
        self.1.len() as u32
    }

    fn identity(&self) -> String {
        String::new()
    }

    fn at(&self, point: u32, _: u32, scenario: usize) -> Vec<(String, f64)> {
        self.0.set(scenario, self.1[point as usize])
    }
}

fn values(all: &[throughcare::observe::Record]) -> Vec<Vec<u64>> {
    let bits =
        |record: &throughcare::observe::Record| record.values.iter().map(|v| v.to_bits()).collect();
    all.iter().map(bits).collect()
}

/// Protects: a policy's own value at a point is the same world as a file with that value, and the
/// baseline is left as it is and lived once.
#[test]
fn a_value_of_the_policy_is_that_of_a_file() {
    let settings = One(knob("orders.assessors.posts").unwrap(), vec![120.0, 260.0]);
    let moved = Moved::new(
        scenarios("190", "2010"),
        crate::support::SEED,
        Box::new(settings),
    )
    .unwrap();
    assert!(moved.shares_baseline());
    let swept = moved.replicate(0..2, 0, &|_| true).unwrap();
    for (posts, at) in [("120", 1), ("260", 2)] {
        let file = scenarios(posts, "2010");
        let compared = study(&file.iter().collect::<Vec<_>>());
        let compared = compared.replicate(0, &mut |_| true).unwrap();
        let both = [swept[0].clone(), swept[at].clone()];
        assert_eq!(values(&compared), values(&both), "{posts} posts");
    }
}

/// Protects: a value of the baseline is inherited by the policy.
#[test]
fn a_value_of_the_baseline_is_that_of_all() {
    let settings = One(
        knob("community_treatment.opiate.posts").unwrap(),
        vec![1500.0],
    );
    let moved = Moved::new(
        scenarios("190", "2010"),
        crate::support::SEED,
        Box::new(settings),
    )
    .unwrap();
    assert!(!moved.shares_baseline());
    let swept = moved.replicate(0..1, 0, &|_| true).unwrap();
    let set = scenarios("190", "1500");
    let compared = study(&set.iter().collect::<Vec<_>>());
    assert_eq!(
        values(&compared.replicate(0, &mut |_| true).unwrap()),
        values(&swept)
    );
}

/// Protects: whose value a key means; later values of one file move along.
#[test]
fn a_key_says_whose_value_it_is() {
    let own = knob("orders.drr.assessed").unwrap();
    assert_eq!(
        (own.name(), own.written()),
        ("policy:orders.drr.assessed", "0.6")
    );
    assert!(own.set(0, 0.5).is_empty());
    let set = own.set(1, 0.75);
    assert_eq!(set[0], ("orders.drr.assessed@2027-04-01".to_owned(), 0.75));
    // Odds of 0.6 are doubled; so are those of 0.8.
    assert!((set[1].1 - 8.0 / 9.0).abs() < 1e-12, "{set:?}");
    let below = knob("baseline:orders.drr.assessed").unwrap();
    assert_eq!(below.name(), "orders.drr.assessed");
    assert_eq!(below.set(0, 0.4), below.set(1, 0.4));
}

/// Protects: values as typed become canonical, in the unit of the key; impossible ones are refused
/// in words.
#[test]
fn values_are_read_in_the_unit_of_their_key() {
    let posts = knob("community_treatment.opiate.posts").unwrap();
    let level = posts.read(&Asked::Times(1.2)).unwrap();
    assert_eq!((level.number, level.canonical), (2412.0, 2412.0));
    let read = |key: &str, text: &str| {
        let vary: Vary = format!("{key}={text}").parse().unwrap();
        knob(key).unwrap().read(&vary.asked[0])
    };
    assert_eq!(
        read("arrest_referral.appointment", "2w").unwrap().canonical,
        14.0
    );
    assert!(read("arrest_referral.appointment", "2").is_err());
    assert!(read("orders.drr.consents", "+60%").is_err());
    let unknown = knob("orders.drr.consent").unwrap_err().to_string();
    assert!(
        unknown.contains("did you mean `orders.drr.consents`"),
        "{unknown}"
    );
    assert!(matches!(
        knob("loops.full_estate"),
        Err(KnobError::NoNumber(_))
    ));
    assert!(matches!(
        knob("policy:prison.capacity"),
        Err(KnobError::Unknown { .. } | KnobError::NotStated { .. })
    ));
    assert!(matches!(
        knob("nobody:orders.drr.consents"),
        Err(KnobError::NotStated { .. })
    ));
}

/// Protects: a baseline's value is the one that is there when policies begin, not one that has long
/// been replaced; the others move along.
#[test]
fn now_is_when_policies_begin() {
    let posts = knob("community_treatment.other.posts").unwrap();
    assert_eq!((posts.written(), posts.present()), ("1300", 1300.0));
    let set = posts.set(0, 2600.0);
    assert_eq!(set.len(), 2, "{set:?}");
    assert!((set[0].1 - 2350.0).abs() < 1e-6, "{set:?}");
    assert_eq!(
        set[1],
        (
            "community_treatment.other.posts@2024-04-01".to_owned(),
            2600.0
        )
    );
}

/// Protects: a factor that the baseline puts on a value from a date is not the value, and is not moved
/// with it: it acts on whatever that is.
#[test]
fn a_factor_on_top_of_a_value_stays() {
    let full = [load("estates/full", &brief(&[]))];
    let demand = Knob::find(&full, "police.demand").unwrap();
    assert_eq!(demand.name(), "police.demand");
    let set = demand.set(0, 2.0 * demand.present());
    assert!(set.len() > 1, "{set:?}");
    for (key, value) in set {
        // Values of a demand, doubled, and not the factor of `estates/full`, which is the second of its day.
        assert!(value > 1.9 && !key.contains('#'), "{key} = {value}");
    }
}

/// Protects: what a policy states as a factor or as more is no amount, and says so; factors need not be
/// whole.
#[test]
fn a_factor_is_no_amount() {
    let set = brief(&[]);
    let text = "[orders.assessors]\nposts = { times = 1.36 }\n[diversion.workers]\nposts = { plus = 12 }\n";
    let all = vec![load("baseline", &set), overlay("policy", text, &set)];
    let knob = |key: &str| Knob::find(&all, key).unwrap();
    let factor = knob("orders.assessors.posts");
    assert_eq!(factor.name(), "policy:orders.assessors.posts (times)");
    assert!(!factor.is_count());
    assert_eq!(
        factor
            .read(&Asked::Value(0.5, String::new()))
            .unwrap()
            .canonical,
        0.5
    );
    assert_eq!(
        knob("diversion.workers.posts").name(),
        "policy:diversion.workers.posts (plus)"
    );
    assert!(matches!(
        Knob::find(&all, "settings.horizon"),
        Err(KnobError::Calendar(_))
    ));
}

/// Protects: money that buys nothing changes nothing, whatever the lever was at the start.
#[test]
fn no_money_changes_no_lever() {
    let set = brief(&[]);
    let baseline = load("baseline", &set);
    let levers = link::read_levers("levers", include_str!("../../evidence/levers.toml")).unwrap();
    let priced = link::price(levers, &baseline).unwrap();
    let text = link::spending(&priced, "baseline.toml");
    let all = vec![
        baseline,
        overlay(
            "spending",
            &text.replace("extends = \"baseline.toml\"\n", ""),
            &set,
        ),
    ];
    let spent = link::Spent::new(&priced, &all, vec![vec![0.0; priced.len()]], 0).unwrap();
    let moved = Moved::new(all, crate::support::SEED, Box::new(spent)).unwrap();
    let records = moved.replicate(0..1, 0, &|_| true).unwrap();
    let all = values(&records);
    assert_eq!(all[0], all[1]);
}

/// Protects: money and health are measured alike on both sides of a difference.
#[test]
fn both_sides_are_measured_alike() {
    let folder = tempfile::tempdir().unwrap();
    for (key, value) in [
        ("ledger", "\"social\""),
        ("price_year", "\"2029-30\""),
        ("prices", "2"),
        ("discount", "0.1"),
    ] {
        let text = format!("policy.from = \"start\"\ncosts.{key} = {value}\n");
        let path = write_overlay(folder.path(), key, &text);
        let found = link::load(
            &Library::built_in(),
            &["baseline", &path],
            &StudyOptions::default(),
        );
        let Err(LinkError::OtherMeasure { key: named, .. }) = found else {
            panic!("{key} may differ");
        };
        assert_eq!(named, format!("costs.{key}"));
    }
}
