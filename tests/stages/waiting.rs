//! The waiting list for treatment in the community: whom it serves first, and who stands on it when a
//! simulation begins.

use crate::SMALL;
use crate::support::{Sign, from_start};

/// Too few keyworkers for all who ask.
const SCARCE: &str = "[community_treatment]\nopiate.posts = 900\nother.posts = 500\n";

/// Protects: where the longest wait goes first, people from prison lose their place ahead of others,
/// who wait for less long.
#[test]
fn the_longest_wait_goes_first_where_it_is_the_rule() {
    let longest = format!("{SCARCE}longest_first = \"on\"\n");
    let finished = from_start(&[SCARCE, &longest], SMALL, 4);
    finished.assert_sign(0, 1, "treatment_wait_prison", Sign::Up);
    finished.assert_sign(0, 1, "treatment_wait_own", Sign::Down);
}

/// Protects: a list that was counted is there on the first day and makes those wait who come after, and
/// where there are places for all of it, it is served.
#[test]
fn a_list_that_was_counted_is_there_on_the_first_day() {
    let list = format!("{SCARCE}waiting_at_start = 40000\n");
    let roomy = "[community_treatment]\nopiate.posts = 9000\nother.posts = 9000\n";
    let served = format!("{roomy}waiting_at_start = 40000\n");
    let at_once: Vec<(&str, &str)> = SMALL
        .iter()
        .map(|&(key, value)| match key {
            "settings.warm_up" => (key, "1d"),
            "settings.policy_from" => (key, "2023-04-01"),
            _ => (key, value),
        })
        .collect();
    let finished = from_start(&[SCARCE, &list, roomy, &served], &at_once, 4);
    finished.assert_sign(0, 1, "treatment_wait_own", Sign::Up);
    finished.assert_sign(2, 3, "community_treatment_days", Sign::Up);
}
