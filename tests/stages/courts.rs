//! Listing of hearings, sentences, suspended sentences and the presumption.

use crate::support::one::run;
use crate::support::small::brief;
use crate::support::{baseline, overlay, study};

#[test]
fn scarce_sittings_lengthen_bail_and_remand_and_plenty_do_not_bind() {
    let limited = |magistrates, crown| {
        run(&[
            ("listing.cases_per_week.magistrates", magistrates),
            ("listing.cases_per_week.crown", crown),
        ])
    };
    let plenty = limited("60000", "60000");
    let scarce = limited("3500", "900");
    assert!(plenty.get("days_waiting_for_hearing") < 2.0);
    assert!(scarce.get("days_waiting_for_hearing") > 10.0);
    // Hearings are kept for people in custody, so those on bail wait longer; the wait of all is between.
    let [all, bail, custody] = ["", "_bail", "_custody"]
        .map(|whose| scarce.get(&format!("days_waiting_for_hearing{whose}")));
    assert!(custody < all && all < bail, "{custody} {all} {bail}");
    // The whole time from charge is longer for both, and its mean lies between those of the two.
    let ended = |of: &crate::support::one::Outcome| {
        [
            "charge_to_disposal_crown",
            "to_disposal_crown_bail",
            "to_disposal_crown_remand",
        ]
        .map(|name| of.get(&format!("days_{name}")))
    };
    let ([all, bail, remand], before) = (ended(&scarce), ended(&plenty));
    assert!(all > before[0] && bail > before[1] && remand > before[2]);
    assert!(
        remand < all && all < bail && bail < 2.0 * all,
        "{remand} {all} {bail}"
    );
    assert!(scarce.get("days_charge_to_disposal") > plenty.get("days_charge_to_disposal"));
    let open = |o: &crate::support::one::Outcome| {
        o.get("open_cases_magistrates") + o.get("open_cases_crown")
    };
    assert!(open(&scarce) > open(&plenty));
    // Every open case is for trial or for sentence, and for trial of somebody on bail or in custody.
    let [all, trial, sentence, bail, custody] = ["", "_trial", "_sentence", "_bail", "_custody"]
        .map(|which| scarce.get(&format!("open_cases_crown{which}")));
    let same = |whole: f64, parts: f64| (whole - parts).abs() < 1e-6 * whole;
    assert!(same(all, trial + sentence), "{all} {trial} {sentence}");
    assert!(same(trial, bail + custody), "{trial} {bail} {custody}");
    // Hearings for sentence alone take none of those that are limited.
    let to_sentence = |o: &crate::support::one::Outcome| o.get("days_committal_to_sentence");
    assert!((to_sentence(&scarce) / to_sentence(&plenty) - 1.0).abs() < 0.1);
    // Fewer are remanded, since who waits for a hearing is not charged anew; they stay longer.
    let stay =
        |o: &crate::support::one::Outcome| o.get("remand_population") / o.get("remand_receptions");
    assert!(stay(&scarce) > 1.05 * stay(&plenty));
    assert!(
        limited("0", "0").get("days_waiting_for_hearing").is_nan(),
        "no limit, no list"
    );
    let closed = limited("1", "1");
    assert!(closed.get("cases_ended") < 0.1 * plenty.get("cases_ended"));
}

#[test]
fn more_sittings_from_a_date_serve_those_who_wait() {
    let scarce = ("listing.cases_per_week.magistrates", "3500");
    let stays = run(&[scarce]);
    let file = tempfile::NamedTempFile::with_suffix(".toml").expect("a file");
    let base = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/baseline.toml");
    let text = format!(
        "extends = \"{base}\"\n[listing]\ncases_per_week.magistrates = {{ value = 3500, source = \"definition\", phases = [{{ from = 2024-01-01, value = 20000 }}] }}\n[policy]\nfrom = \"start\"\n"
    );
    std::fs::write(file.path(), text).expect("a file");
    let opened = crate::support::one::run_plan(crate::support::one::plan_of(
        &file.path().display().to_string(),
        &[],
    ));
    assert!(opened.get("open_cases_magistrates") < 0.8 * stays.get("open_cases_magistrates"));
    assert!(opened.get("cases_ended") > stays.get("cases_ended"));
}

/// Protects: where the Crown Court sits on more days, cases wait less, on bail and in custody, fewer are open,
/// and fewer people are on remand.
#[test]
fn more_sitting_days_shorten_waits_and_remand() {
    let set = brief(&[("listing.cases_per_week.crown", "900")]);
    let text = "[listing]\ncases_per_week.crown = { times = 1.4, over = \"1mo\" }\n";
    let (base, policy) = (baseline(&set), overlay("longer", text, &set));
    let worlds = crate::support::run(&study(&[&base, &policy]), 8);
    for metric in [
        "days_waiting_for_hearing",
        "days_waiting_for_hearing_bail",
        "days_waiting_for_hearing_custody",
        "days_to_disposal_crown_bail",
        "days_to_disposal_crown_remand",
        "open_cases_crown",
        "remand_population",
    ] {
        worlds.down(metric);
    }
    // Who waits for sentence is in none of the lists that are made anew.
    let [before, after] = [0, 1].map(|s| worlds.summary(s, "days_committal_to_sentence").mean);
    assert!((after / before - 1.0).abs() < 0.05, "{before} {after}");
}

/// Protects: whom magistrates leave to the Crown Court wait for their sentence, inside or outside, and
/// may get more than magistrates can give; nobody is sentenced twice.
#[test]
fn the_gravest_are_committed_for_sentence() {
    let with = |share, time, inside| {
        run(&[
            ("settings.population_scale", "0.01"),
            ("courts.committal.share", share),
            ("courts.committal.time", time),
            ("courts.committal.time_in_custody", inside),
        ])
    };
    let (none, soon) = (with("0", "1d", "1d"), with("0.0125", "20d", "20d"));
    let (late, inside) = (with("0.0125", "200d", "20d"), with("0.0125", "20d", "200d"));
    assert_eq!(none.get("committals_for_sentence"), 0.0);
    assert_eq!(none.get("open_cases_crown_sentence"), 0.0);
    // A median of 20 days with a spread of 0.7 is a mean of 25.6.
    let days = soon.get("days_committal_to_sentence");
    assert!((23.0..28.0).contains(&days), "{days}");
    let share = soon.get("committals_for_sentence") / soon.get("sentences");
    assert!((0.02..0.5).contains(&share), "{share}");
    let open = |o: &crate::support::one::Outcome| o.get("open_cases_crown_sentence");
    assert!(open(&late) > 2.0 * open(&soon));
    assert!(late.get("days_committal_to_sentence") > 3.0 * soon.get("days_committal_to_sentence"));
    assert!(inside.get("remand_population") > 1.02 * soon.get("remand_population"));
    // A case ends once, and is sentenced once at most.
    for o in [&soon, &late, &inside] {
        let convicted = o.get("cases_ended") * (1.0 - o.get("cases_failed") / 100.0);
        assert!(
            o.get("sentences") < 1.02 * convicted,
            "{}",
            o.get("sentences")
        );
    }
    // Where magistrates can give a week, and the Crown Court tries nobody, whom they commit get more.
    let limited = |share| {
        run(&[
            ("settings.population_scale", "0.01"),
            ("courts.committal.share", share),
            ("courts.magistrates_longest", "7d"),
            ("courts.magistrates_longest_in_all", "7d"),
            ("listing.cases_per_week.crown", "1"),
        ])
        .get("mean_custodial_sentence")
    };
    let (by_magistrates, by_the_crown_court) = (limited("0"), limited("1"));
    assert!(
        by_the_crown_court > 3.0 * by_magistrates,
        "{by_magistrates} {by_the_crown_court}"
    );
}

/// Protects: a wait for a hearing counts once, from the day on which the case is ready, however
/// often all lists are made anew.
#[test]
fn lists_made_anew_leave_waits_as_they_are() {
    let file = tempfile::NamedTempFile::with_suffix(".toml").expect("a file");
    let base = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/baseline.toml");
    let waits = |steps: &str| {
        let text = format!(
            "extends = \"{base}\"\n[listing]\ncases_per_week.magistrates = {{ value = 3500, source = \"definition\", phases = [{steps}] }}\n[policy]\nfrom = \"start\"\n"
        );
        std::fs::write(file.path(), text).expect("a file");
        let path = file.path().display().to_string();
        let plan = crate::support::one::plan_of(&path, &[]);
        crate::support::one::run_plan(plan).get("days_waiting_for_hearing")
    };
    let steps: Vec<String> = (1..=12)
        .map(|month| {
            let sittings = 3500 + month % 2;
            format!("{{ from = 2024-{month:02}-02, value = {sittings} }}")
        })
        .collect();
    let (once, often) = (waits(""), waits(&steps.join(", ")));
    assert!((often / once - 1.0).abs() < 0.05, "{often} {once}");
}

#[test]
fn suspended_sentences_are_activated_unless_unjust() {
    let always = run(&[("orders.breach.activated", "1")]);
    let never = run(&[("orders.breach.activated", "0")]);
    assert_eq!(never.get("suspended_activated"), 0.0);
    assert!(never.get("activation_unjust") > 0.0);
    assert_eq!(always.get("activation_unjust"), 0.0);
    assert!(always.get("suspended_activated") > 0.0);
    assert!(always.get("custody_days") > never.get("custody_days"));
    let whole = run(&[
        ("orders.breach.activated", "1"),
        ("orders.activation.in_part", "0"),
    ]);
    let part = [
        ("orders.breach.activated", "1"),
        ("orders.activation.in_part", "1"),
        ("orders.activation.part", "0.1"),
        ("orders.activation.with_custody", "0"),
    ];
    assert!(run(&part).get("custody_days") < whole.get("custody_days"));
}

#[test]
fn orders_in_breach_are_revoked_resentenced_or_amended() {
    let never = run(&[
        ("orders.breach.resentenced", "0"),
        ("orders.breach.revoked_to_custody", "0"),
    ]);
    let always = run(&[
        ("orders.breach.resentenced", "1"),
        ("orders.breach.revoked_to_custody", "0"),
    ]);
    assert_eq!(never.get("orders_resentenced"), 0.0);
    assert!(never.get("orders_amended") > 0.0);
    assert!(always.get("orders_resentenced") > 0.0);
    assert_eq!(always.get("orders_amended"), 0.0);
}

#[test]
fn womens_shares_of_short_sentences_are_their_own() {
    let short = |o: &crate::support::one::Outcome, sex: &str| {
        o.of("custodial_sentences_short", sex) / o.of("custodial_sentences", sex)
    };
    let scale = ("settings.population_scale", "0.008");
    let base = run(&[
        scale,
        ("courts.custody_female_odds", "1"),
        ("courts.sentence_female", "0.4"),
    ]);
    let same = run(&[
        scale,
        ("courts.custody_female_odds", "1"),
        ("courts.sentence_female", "1"),
    ]);
    assert!(short(&base, "sex=female") > short(&same, "sex=female"));
    assert!(short(&base, "sex=female") > short(&base, "sex=male"));
}

#[test]
fn the_presumption_has_its_exceptions() {
    let file = tempfile::NamedTempFile::with_suffix(".toml").expect("a file");
    let base = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/baseline.toml");
    let with = |suspended: &str, excepts: &str| {
        let text = format!(
            "extends = \"{base}\"\n[policy]\nfrom = \"start\"\n[[courts.presumption]]\nfrom = {{ value = 2023-03-01, source = \"definition\" }}\nup_to = {{ value = \"12mo\", source = \"definition\" }}\nsuspended = {{ value = {suspended}, source = \"definition\" }}\nexcepts_orders = {{ value = \"{excepts}\", source = \"definition\" }}\nexcepts_custody = {{ value = \"{excepts}\", source = \"definition\" }}\n"
        );
        std::fs::write(file.path(), text).expect("a file");
        let plan = crate::support::one::plan_of(&file.path().display().to_string(), &[]);
        crate::support::one::run_plan(plan).get("custodial_sentences_short")
    };
    let (none, excepted, all) = (with("0", "on"), with("1", "on"), with("1", "off"));
    assert!(excepted < none && all < excepted, "{none} {excepted} {all}");
}

#[test]
fn shop_theft_is_an_offence_of_its_own() {
    let with = |custody, length| {
        run(&[
            ("courts.custody.shop_theft", custody),
            ("courts.sentence_magistrates.shop_theft", length),
        ])
    };
    let (never, always) = (with("0", "2w"), with("1", "20w"));
    let shop = "offence=shop_theft";
    // Suspended sentences that are activated still come, and requirements instead of custody.
    assert!(never.of("custody_share", shop) < 15.0);
    assert!(always.of("custody_share", shop) > 70.0);
    assert!(always.of("mean_custodial_sentence", shop) > never.of("mean_custodial_sentence", shop));
    let share = |o: &crate::support::one::Outcome| o.of("custodial_sentences_short_share", shop);
    assert!(share(&always) > share(&never));
    let shares: f64 = throughcare::strata::Offence::NAMES
        .iter()
        .map(|kind| always.of("arrests_share", &format!("offence={kind}")))
        .sum();
    assert!(
        (shares - 100.0).abs() < 1e-9,
        "every arrest has one offence"
    );
}

#[test]
fn the_convicted_are_followed_by_their_offence_whatever_the_sentence() {
    let with = |rate, custody| {
        let o = run(&[
            ("offending.arrest_rate.opiate", rate),
            ("courts.custody.shop_theft", custody),
        ]);
        o.of("reoffending_convicted", "offence=shop_theft")
    };
    // Nobody who steals from a shop goes to prison for it, and they are followed all the same.
    let (few, many) = (with("1/y", "0"), with("9/y", "0"));
    assert!(
        few > 0.0 && many > few + 5.0 && many < 100.0,
        "{few} {many}"
    );
}

/// Protects: theft from shops as a trade brings people back more often than other offences do (82 % against 22 to
/// 46 % a year after prison, EFX-067).
#[test]
fn who_lives_off_shops_comes_back_more_often() {
    let with = |rate| {
        let o = run(&[
            ("settings.population_scale", "0.01"),
            ("settings.horizon", "3y"),
            ("offending.trade_rate", rate),
        ]);
        let of = |kind: &str| o.of("reoffending_convicted", &format!("offence={kind}"));
        (of("shop_theft"), of("violence"))
    };
    let ((thieves, others), (traders, rest)) = (with("1"), with("3"));
    assert!(traders > thieves + 3.0, "{thieves} {traders}");
    assert!(
        traders - rest > thieves - others,
        "{thieves} {others} {traders} {rest}"
    );
}

#[test]
fn women_are_rarely_tried_for_the_most_serious_offences() {
    let short = |o: &crate::support::one::Outcome, sex: &str| {
        o.of("custodial_sentences_short", sex) / o.of("custodial_sentences", sex)
    };
    let with = |crown| {
        run(&[
            ("settings.population_scale", "0.01"),
            ("courts.custody_female_odds", "1"),
            ("courts.sentence_female", "1"),
            ("courts.crown_female", crown),
        ])
    };
    let (few, as_men) = (with("0.1"), with("1"));
    assert!(short(&few, "sex=female") > short(&as_men, "sex=female") + 0.05);
    assert!(short(&few, "sex=female") > short(&few, "sex=male"));
}

#[test]
fn remand_knows_sex() {
    let with = |odds| {
        let o = run(&[("courts.remand_female_odds", odds)]);
        (
            o.of("remand_receptions", "sex=female"),
            o.of("remand_receptions", "sex=male"),
        )
    };
    let ((few, men), (as_men, others)) = (with("0.01"), with("1"));
    assert!(
        few < 0.3 * as_men && few < 0.2 * men,
        "{few} {as_men} {men}"
    );
    assert!((men - others).abs() < 0.1 * others, "{men} {others}");
}

#[test]
fn waits_are_told_by_court() {
    let base = run(&[("courts.time.crown", "600d")]);
    let wait = |court: &str| base.get(&format!("days_charge_to_disposal_{court}"));
    assert!(wait("crown") > 2.0 * wait("magistrates"));
    let all = base.get("days_charge_to_disposal");
    assert!(wait("magistrates") < all && all < wait("crown"));
}

#[test]
fn the_tier_of_risk_goes_with_the_propensity_to_offend() {
    // A scheme that leaves out the high tier: it reaches fewer offences if most are committed by it.
    let with = |correlation| {
        let o = run(&[
            ("population.risk_correlation", correlation),
            ("diversion.convictions_up_to", "1000"),
        ]);
        o.get("diversion_eligible")
    };
    assert!(with("0.9") < 0.85 * with("0"));
}

#[test]
fn crack_moves_offending_to_who_uses_it_and_to_theft() {
    let with = |crack| {
        let o = run(&[
            ("settings.population_scale", "0.01"),
            ("offending.crack", crack),
        ]);
        let share = |kind| o.of("arrests_share", kind);
        (
            share("offence=acquisitive") + share("offence=shop_theft"),
            o.get("arrests"),
        )
    };
    let ((without, all), (more, all_more)) = (with("1"), with("8"));
    assert!(more > 1.04 * without, "{without} {more}");
    assert!(
        (all_more - all).abs() < 0.1 * all,
        "the mean of a group stays"
    );
}
