//! Law as enacted: each change of it, by the law of the day before and of its own day, moves what
//! it is about the right way, in every replicate; and what is written about it does too.

use crate::support::small::brief;
use crate::support::{self, Finished, Sign, baseline, from_start, load, study};

const REPLICATES: u32 = 4;

/// Large enough that a change of the law is larger than luck.
const LARGE: (&str, &str) = ("settings.population_scale", "0.01");

/// The baseline under the law of two days.
fn law_of(before: &str, after: &str) -> Finished {
    let under = |date: &str| {
        let law = format!("frozen:{date}");
        baseline(&brief(&[LARGE, ("settings.law", &law)]))
    };
    support::run(&study(&[&under(before), &under(after)]), REPLICATES)
}

/// Two versions of the law that differ from the policy date on.
fn pair(low: &str, high: &str) -> Finished {
    let of = |name, text| support::overlay(name, text, &brief(&[LARGE]));
    support::run(&study(&[&of("low", low), &of("high", high)]), REPLICATES)
}

/// Protects: release points by date. At 40 % more people are held than at one third, and at half
/// more still, whether a scenario says so or the law of the day.
#[test]
fn release_law_moves_the_population() {
    let names = ["baseline", "without-progression-model", "without-sds40"];
    let scenarios = names.map(|name| load(name, &brief(&[LARGE])));
    let worlds = support::run(&study(&scenarios.each_ref()), REPLICATES);
    for (earlier, later) in [(0, 1), (1, 2)] {
        worlds.assert_sign(earlier, later, "custody_days", Sign::Up);
        worlds.assert_sign(earlier, later, "licence_population", Sign::Down);
    }
    let worlds = law_of("2026-09-30", "2027-06-08");
    worlds.down("prison_population");
    worlds.up("licence_population");
}

/// Protects: one third is a minimum that conduct lengthens.
#[test]
fn conduct_lengthens_the_time_served() {
    let with = |held: u8| {
        format!("[[prison.conduct]]\nfrom = 2026-10-01\nheld_longer = {held}\nheld_by = 0.1667\n")
    };
    from_start(&[with(0), with(1)], &brief(&[LARGE]), REPLICATES).up("custody_days");
}

/// Protects: the Sentencing Act 2026 lowers the prison population, the end of curfew apart: with it
/// some four thousand people who were out on curfew are inside.
#[test]
fn the_act_lowers_the_prison_population() {
    let worlds = law_of("2026-09-02", "2027-06-08");
    worlds.down("prison_population");
    let worlds = law_of("2026-01-21", "2027-06-08");
    worlds.up("suspended_sentence_orders");
    worlds.down("hdc_population");
}

/// Protects: fixed-term recall for sentences under 48 months makes recalls shorter; 56 days for
/// nearly all reaches more of them.
#[test]
fn wider_fixed_term_recall_lowers_the_recalled_population() {
    let worlds = law_of("2025-09-01", "2025-09-02");
    worlds.up("recalls_fixed_term");
    worlds.down("recalled_population");
    law_of("2026-03-30", "2026-03-31").up("recalls_fixed_term");
}

/// Protects: its tranches let people go who are inside on a standard recall already.
#[test]
fn tranches_of_recall_reach_who_is_inside() {
    let days = ["03-31", "04-14", "04-21", "04-28", "05-05", "05-12"];
    let of = |up_to: &str| {
        let row =
            |day| format!("[[licence.recall_tranche]]\nfrom = 2026-{day}\nup_to = \"{up_to}\"\n");
        days.map(row).concat()
    };
    let set = [
        LARGE,
        ("settings.observe_from", "2026-03-01"),
        ("settings.policy_from", "2026-04-01"),
        ("settings.horizon", "3mo"),
    ];
    let worlds = from_start(&[of("1d"), of("100y")], &brief(&set), REPLICATES);
    worlds.down("recalled_population");
}

/// Protects: when fixed-term recall was widened in September 2025, those who were inside already got it too.
#[test]
fn who_was_recalled_before_the_law_was_widened_gets_it_too() {
    let set = [
        LARGE,
        ("settings.observe_from", "2025-08-01"),
        ("settings.policy_from", "2025-09-01"),
        ("settings.horizon", "2mo"),
    ];
    let row =
        |up_to| format!("[[licence.recall_tranche]]\nfrom = 2025-09-02\nup_to = \"{up_to}\"\n");
    let worlds = from_start(&[row("1d"), row("48mo")], &brief(&set), REPLICATES);
    worlds.down("recalled_population");
    worlds.down("prison_population");
}

/// Protects: home detention curfew for adults ends on its day.
#[test]
fn curfew_ends_on_its_day() {
    let worlds = law_of("2026-09-01", "2026-09-02");
    worlds.down("hdc_releases");
    worlds.none(1, "hdc_releases");
    worlds.up("custody_days");
}

/// Protects: the repeal of post-sentence supervision ends what runs, for everybody on it, and new
/// breaches with it.
#[test]
fn post_sentence_supervision_is_repealed_for_who_is_on_it() {
    let row = |from: &str, applies: &str| {
        format!(
            "[[post_sentence.rule]]\nfrom = {from}\napplies = \"{applies}\"\nunder = \"730d\"\n"
        )
    };
    let (on, off) = (row("2027-04-01", "on"), row("2027-08-01", "off"));
    let worlds = pair(&on, &format!("{on}{off}"));
    worlds.down("pss_population");
    worlds.down("pss_breaches");
    let worlds = law_of("2026-05-07", "2026-05-08");
    worlds.down("pss_population");
    worlds.none(1, "pss_population");
    worlds.none(1, "pss_breaches");
}

/// Protects: from 22 March 2026 short sentences are suspended as a rule, and sentences of up to
/// three years may be.
#[test]
fn more_sentences_are_suspended_and_longer_ones() {
    let worlds = law_of("2026-03-21", "2026-03-22");
    worlds.down("custodial_sentences_short");
    worlds.up("suspended_sentence_orders");
    let with = |suspended: u8| {
        format!(
            "[[courts.suspendable]]\nfrom = 2027-04-01\nup_to = \"36mo\"\nover = \"24mo\"\nsuspended = {suspended}\n"
        )
    };
    let worlds = pair(&with(0), &with(1));
    worlds.up("suspended_sentence_orders");
    worlds.down("custody_days");
}

/// Protects: the presumption goes by the day of conviction: whoever was convicted before it is sentenced
/// without it, however long that takes.
#[test]
fn the_presumption_goes_by_the_day_of_conviction() {
    let presumed = "[[courts.presumption]]\nfrom = 2027-04-01\nup_to = \"12mo\"\nsuspended = 1\n\
                    excepts_orders = \"off\"\nexcepts_custody = \"off\"\n";
    // All that is sentenced is sentenced after committal.
    let suspended_more = |days: &str| {
        let set = brief(&[
            LARGE,
            ("settings.horizon", "2mo"),
            ("courts.committal.share", "1"),
            ("courts.committal.time", days),
            ("courts.committal.time_in_custody", days),
            ("listing.cases_per_week.crown", "1"),
        ]);
        let policy = support::overlay("presumed", presumed, &set);
        let worlds = support::run(&study(&[&baseline(&set), &policy]), REPLICATES);
        worlds.paired(0, 1, "suspended_sentence_orders").difference
    };
    let (soon, late) = (suspended_more("3d"), suspended_more("150d"));
    assert!(soon > 0.0 && late.abs() < 0.15 * soon, "{soon} {late}");
}

/// Protects: a stricter test of remand remands fewer; and who is tried by magistrates may get
/// twelve months for one offence where they could get six.
#[test]
fn the_remand_test_and_the_powers_of_magistrates() {
    pair(
        "[courts]\nremand_test_odds = 0.5",
        "[courts]\nremand_test_odds = 1",
    )
    .up("remand_population");
    let with = |longest: &str| {
        format!("[courts]\nseveral_offences = 0\nmagistrates_longest = \"{longest}\"")
    };
    pair(&with("1mo"), &with("12mo")).up("mean_custodial_sentence");
}

/// Protects: supervision under orders ends when what they ask is done, and nobody breaches it then.
#[test]
fn supervision_ends_when_what_the_order_asks_is_done() {
    let with = |share: u8| {
        format!("[[orders.completion]]\nfrom = 2027-04-01\nshare = {share}\nafter = 0.4\n")
    };
    let worlds = pair(&with(0), &with(1));
    worlds.down("order_population");
    worlds.down("probation_caseload");
    worlds.down("breach_hearings");
}
