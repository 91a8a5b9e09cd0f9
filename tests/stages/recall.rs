//! Recall over the time on licence: it comes early, and to those who offend more.

use crate::support::small::brief;
use crate::support::{self, Finished, study};

const REPLICATES: u32 = 4;
/// Large enough that an effect is larger than luck.
const LARGE: (&str, &str) = ("settings.population_scale", "0.01");

/// Two worlds that differ from the policy date on.
fn pair(low: &str, high: &str) -> Finished {
    let of = |name, text| support::overlay(name, text, &brief(&[LARGE]));
    support::run(&study(&[&of("low", low), &of("high", high)]), REPLICATES)
}

/// Protects: lost contact is highest on the day of release and falls from there; the longer it
/// takes to settle, the more are recalled, and who was never released from prison is not touched.
#[test]
fn recall_comes_early_after_release() {
    let with =
        |at: u8, days: u16| format!("[licence]\nat_release = {at}\nsettles_in = \"{days}d\"\n");
    pair(&with(1, 45), &with(6, 45)).up("recalls_lost_contact");
    pair(&with(6, 10), &with(6, 300)).up("recalls_lost_contact");
    let worlds = pair(&with(1, 45), &with(1, 300));
    let [a, b] = [0, 1].map(|i| worlds.values(i, "recalls"));
    assert_eq!(
        a, b,
        "without an excess on the first day there is nothing to settle"
    );
}

/// Protects: those who offend more are recalled more, as they are arrested more.
#[test]
fn recall_shares_the_propensity_to_offend() {
    let with = |exponent: f64| format!("[licence]\nby_propensity = {exponent}\n");
    let worlds = pair(&with(0.0), &with(1.0));
    worlds.up("recalls_lost_contact");
    worlds.up("recalled_population");
}
