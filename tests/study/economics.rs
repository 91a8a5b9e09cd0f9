//! Money and health: payers make the total, the three ledgers are never mixed, prices are linear,
//! and what makes people die or stay dependent costs years of life.

use std::sync::LazyLock;

use crate::support::small::quick;
use crate::support::{Finished, Sign, baseline, column, load, overlay, run, study};
use throughcare::economics::ledger;
use throughcare::engine::Date;
use throughcare::observe::{Account, Ledger};
use throughcare::scenario::schema::Model;
use throughcare::scenario::{BuiltIn, EVIDENCE, SCENARIOS, Scenario};

/// Who pays, as metrics.
const PAYERS: [&str; 8] = [
    "cost_police",
    "cost_courts",
    "cost_prison",
    "cost_probation",
    "cost_treatment",
    "cost_health",
    "cost_housing",
    "cost_programme",
];

/// Worlds that differ in prices alone, but for the last.
mod world {
    pub const BASE: usize = 0;
    pub const DEAR: usize = 1;
    pub const DEARER: usize = 2;
    pub const SOCIETY: usize = 3;
    pub const SOCIETY_DEAR: usize = 4;
    pub const PROGRAMME: usize = 5;
    pub const POTENT: usize = 6;
    pub const OWN_MIX: usize = 7;
    pub const SOCIAL: usize = 8;
    pub const GROWN: usize = 9;
    pub const CLOSED: usize = 10;
}

const PROGRAMME: &str = "[programme.one]\nset_up = 3000000\neach_year = 5000000\n\
    [programme.other]\nunit = 100\nunits = 20000\n";
/// As a share of the average cost, what a prisoner fewer saves.
const MARGINAL: f64 = 0.35;

/// From the first day of the policy all offences are thefts from shops, as every area says itself.
fn own_mix() -> String {
    let kinds =
        "acquisitive = 0, possession = 0, supply = 0, violence = 0, other = 0, shop_theft = 1";
    let world = baseline(&quick_with(&[]))
        .at_start()
        .expect("it is complete");
    let mixes =
        ["opiate", "other_need", "none"].map(|group| format!("mix_{group} = {{ {kinds} }}\n"));
    let of = |area: &String| format!("[areas.{area}.offending]\n{}", mixes.concat());
    world.areas.keys().map(of).collect()
}

fn quick_with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all = quick(&[("settings.horizon", "2y")]);
    all.extend(more);
    all
}

/// Every world, run once for all tests.
fn finished() -> &'static Finished {
    static RUN: LazyLock<Finished> = LazyLock::new(|| {
        let place = |value| ("costs.prison.place", value);
        let society = ("costs.ledger", "society");
        let worlds: Vec<Scenario<Model>> = vec![
            baseline(&quick_with(&[place("50000")])),
            baseline(&quick_with(&[place("100000")])),
            baseline(&quick_with(&[place("150000")])),
            baseline(&quick_with(&[society, place("50000")])),
            baseline(&quick_with(&[society, place("100000")])),
            overlay("programme", PROGRAMME, &quick_with(&[place("50000")])),
            overlay(
                "potent",
                "[mortality]\npotency = 4\n",
                &quick_with(&[place("50000")]),
            ),
            overlay("own-mix", &own_mix(), &quick_with(&[place("50000")])),
            baseline(&quick_with(&[("costs.ledger", "social"), place("50000")])),
            baseline(&quick_with(&[
                ("costs.grows.probation.share", "1"),
                place("50000"),
            ])),
            baseline(&quick_with(&[
                ("costs.prison.cashable", "0.4"),
                ("costs.prison.refilled", "0.25"),
                ("costs.prison.deferred", "0.5"),
                place("50000"),
            ])),
        ];
        run(&study(&worlds.iter().collect::<Vec<_>>()).pricing(), 2)
    });
    &RUN
}

fn of(scenario: usize, metric: &str, stratum: &str) -> f64 {
    finished().values_in(scenario, metric, stratum)[0]
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

/// Protects: offences in areas with mixes of their own are priced by these, from their day on.
#[test]
fn crime_is_priced_by_the_mix_of_the_area() {
    let world = baseline(&quick_with(&[]))
        .at_start()
        .expect("it is complete");
    let crime = &world.costs.crime;
    let victims = *crime.anticipation.shop_theft + *crime.consequence.shop_theft;
    let whole = victims + *crime.response.shop_theft;
    for (metric, price) in [("cost_of_crime", whole), ("cost_to_victims", victims)] {
        let price = price * *world.costs.prices;
        let each = |world: usize| of(world, metric, "all") / of(world, "expected_offences", "all");
        let (found, base) = (each(world::OWN_MIX), each(world::BASE));
        assert!(
            (found / price - 1.0).abs() < 1e-3,
            "{metric}: {found} pounds, {price} expected"
        );
        assert!((base / price - 1.0).abs() > 0.1, "{base} is something else");
    }
}

/// Protects: social cost-benefit is what payers spend and what crime costs its victims, and the
/// response to crime is in it once, as it is simulated; all three ledgers are shown whichever is in force.
#[test]
fn the_social_ledger_has_payers_and_victims_and_the_response_once() {
    for stratum in ["all", "area=london", "sex=female", "substance=opiate"] {
        let at = |metric| of(world::BASE, metric, stratum);
        let sum = at("cost_budget") + at("cost_to_victims");
        let social = at("cost_social");
        assert!(sum > 0.0 && near(sum, social), "{stratum}: {sum} {social}");
        assert!(near(at("cost_total"), at("cost_budget")));
        assert!(at("cost_to_victims") < at("cost_of_crime"));
    }
    for world in [world::BASE, world::SOCIETY, world::SOCIAL] {
        for (metric, own) in [
            ("cost_budget", "net_benefit_budget"),
            ("cost_society", "net_benefit_society"),
            ("cost_social", "net_benefit_social"),
        ] {
            assert_eq!(of(world, metric, "all"), of(world::BASE, metric, "all"));
            assert_eq!(of(world, own, "all"), of(world::BASE, own, "all"));
        }
    }
    let (total, net) = (
        of(world::SOCIAL, "cost_total", "all"),
        of(world::SOCIAL, "net_benefit", "all"),
    );
    assert_eq!(total, of(world::BASE, "cost_social", "all"));
    assert_eq!(net, of(world::BASE, "net_benefit_social", "all"));
    for account in Account::ALL {
        let paid = ledger(Ledger::Budget).contains(&account);
        let is_in = ledger(Ledger::Social).contains(&account);
        assert_eq!(is_in, paid || account == Account::Victims, "{account:?}");
    }
}

/// Protects: staff that grow with their caseload are paid by post for one share and by person for the
/// other, so that nobody is paid for twice, and at the stated caseload both come to the same.
#[test]
fn workload_is_priced_where_staff_grow_and_once() {
    let world = baseline(&quick_with(&[]))
        .at_start()
        .expect("it is complete");
    let (worker, grows) = (*world.costs.staff.probation, world.costs.grows.probation);
    let filled = 1.0 - of(world::BASE, "vacancies_probation", "all") / 100.0;
    let in_post = *world.probation.workers.posts * filled;
    let cases = in_post * of(world::BASE, "caseload_per_worker_probation", "all");
    let by_post = worker * in_post;
    let by_person = worker * cases / *grows.caseload;
    let raised =
        of(world::GROWN, "cost_probation", "all") - of(world::BASE, "cost_probation", "all");
    let by_hand = (1.0 - *grows.share) * (by_person - by_post);
    assert!((raised / by_hand - 1.0).abs() < 1e-3, "{raised} {by_hand}");
    let off = (by_person / by_post - 1.0).abs();
    assert!(
        off < 0.25,
        "at a load near the stated one both agree: {off}"
    );
}

/// Protects: of freed places those that close save all, those that others fill save nothing, and what
/// building them would have cost is in a ledger only as far as building is deferred.
#[test]
fn a_freed_place_is_cash_only_where_it_closes_or_is_not_built() {
    let world = baseline(&quick_with(&[]))
        .at_start()
        .expect("it is complete");
    let capital = *world.costs.prison.capital;
    let people = |s: &str| of(world::BASE, "prison_population", s);
    let prison = |s: &str| of(world::CLOSED, "cost_prison", s) - of(world::BASE, "cost_prison", s);
    // A quarter is filled by others; of the rest two in five close, half need not be built.
    let follows = 0.75 * (MARGINAL + 0.4 * (1.0 - MARGINAL));
    let deferred = 0.75 * 0.5 * capital * *world.costs.discount;
    let by_person = 50_000.0 * (follows - MARGINAL) + deferred;
    let found = prison("area=london") / people("area=london");
    assert!(near(found, by_person), "{found} {by_person}");
    let places = 100.0 * people("all") / of(world::BASE, "occupancy", "all");
    let whole = by_person * people("all") - 50_000.0 * (follows - MARGINAL) * places;
    assert!(
        (prison("all") - whole).abs() < 1.0,
        "{} {whole}",
        prison("all")
    );
    let building = of(world::BASE, "prison_building", "all");
    assert!(near(building, capital * people("all")), "{building}");
}

/// Protects: every pound has one payer, in the whole and in every part of it.
#[test]
fn the_payers_make_the_total() {
    for stratum in ["all", "area=london", "sex=female", "substance=opiate"] {
        // The policy's own programme is nobody's in particular.
        let payers = PAYERS
            .iter()
            .filter(|m| stratum == "all" || **m != "cost_programme");
        let sum: f64 = payers.map(|m| of(world::BASE, m, stratum)).sum();
        let total = of(world::BASE, "cost_total", stratum);
        assert!(sum > 0.0 && near(sum, total), "{stratum}: {sum} {total}");
    }
}

/// Protects: the cost of crime holds what police, courts, prison and probation spend, so that no
/// prison place is in the social total twice, however dear places are.
#[test]
fn the_ledgers_are_never_mixed() {
    let total = |w| of(w, "cost_total", "all");
    assert!(
        of(world::SOCIETY_DEAR, "cost_prison", "all")
            > 1.9 * of(world::SOCIETY, "cost_prison", "all")
    );
    assert_eq!(total(world::SOCIETY), total(world::SOCIETY_DEAR));
    let parts = [
        "cost_of_crime",
        "cost_treatment",
        "cost_health",
        "cost_housing",
    ];
    let sum: f64 = parts.iter().map(|m| of(world::SOCIETY, m, "all")).sum();
    assert!(near(sum, total(world::SOCIETY)));
    let social = of(world::DEAR, "cost_social", "all") - of(world::BASE, "cost_social", "all");
    let raised = total(world::DEAR) - total(world::BASE);
    assert!(near(social, raised), "{social} {raised}");
    let prison = of(world::DEAR, "cost_prison", "all") - of(world::BASE, "cost_prison", "all");
    assert!(raised > 0.0 && near(raised, prison), "{raised} {prison}");
    for response in [
        Account::Police,
        Account::Courts,
        Account::Prison,
        Account::Probation,
    ] {
        assert!(!ledger(Ledger::Society).contains(&response));
    }
    assert!(!ledger(Ledger::Budget).contains(&Account::Crime));
}

/// Protects: costs are linear in prices, and prices touch nobody's life.
#[test]
fn costs_are_linear_and_prices_are_only_prices() {
    let prison = |w| of(w, "cost_prison", "all");
    let (first, second) = (
        prison(world::DEAR) - prison(world::BASE),
        prison(world::DEARER) - prison(world::DEAR),
    );
    assert!(first > 0.0 && near(first, second), "{first} {second}");
    for metric in [
        "custody_days",
        "expected_offences",
        "qalys_lost",
        "cost_police",
    ] {
        assert_eq!(
            of(world::BASE, metric, "all"),
            of(world::DEARER, metric, "all"),
            "{metric}"
        );
    }
}

/// Protects: a place that is there costs its fixed share, and a person in it the marginal one.
#[test]
fn a_prisoner_costs_the_marginal_share() {
    let prison = |s: &str| of(world::DEAR, "cost_prison", s) - of(world::BASE, "cost_prison", s);
    let people = |s: &str| of(world::BASE, "prison_population", s);
    // An area has prisoners and no walls.
    let by_person = prison("area=london") / people("area=london");
    assert!(near(by_person, 50_000.0 * MARGINAL), "{by_person}");
    let places = 100.0 * people("all") / of(world::BASE, "occupancy", "all");
    let whole = 50_000.0 * (MARGINAL * people("all") + (1.0 - MARGINAL) * places);
    assert!(near(prison("all"), whole), "{} {whole}", prison("all"));
}

/// Protects: what a policy states is spent, once and each year, and nothing else changes.
#[test]
fn a_programme_costs_what_it_says() {
    let cost = of(world::PROGRAMME, "cost_programme", "all");
    let days = 731.0;
    let by_hand = 7_000_000.0 + 3_000_000.0 * 365.25 / days;
    assert!(near(cost, by_hand), "{cost} {by_hand}");
    let year = column(&finished().layout, "cost_programme", "all", "2028-29");
    let later = finished().records[0][world::PROGRAMME].values[year];
    assert!(near(later, 7_000_000.0), "{later}");
    assert_eq!(of(world::BASE, "cost_programme", "all"), 0.0);
    for metric in ["custody_days", "cost_prison", "qalys_lost", "arrests"] {
        assert_eq!(
            of(world::BASE, metric, "all"),
            of(world::PROGRAMME, metric, "all"),
            "{metric}"
        );
    }
    // Seven million a year for two years and three at once, the second year discounted.
    let value = of(world::PROGRAMME, "cost_present_value", "all")
        - of(world::BASE, "cost_present_value", "all");
    let by_hand = 3e6 + 7e6 * 366.0 / 365.25 + 7e6 * 365.0 / 365.25 / 1.035;
    assert!((value - by_hand).abs() < 1.0, "{value} {by_hand}");
    let lost = of(world::PROGRAMME, "net_benefit", "all") - of(world::BASE, "net_benefit", "all");
    assert!((lost + by_hand).abs() < 10.0, "{lost}");
}

/// Protects: a more potent supply kills, and deaths cost years of life and net benefit.
#[test]
fn potency_costs_years_of_life() {
    let finished = finished();
    finished.assert_sign(world::BASE, world::POTENT, "qalys_lost", Sign::Up);
    finished.assert_sign(world::BASE, world::POTENT, "net_benefit", Sign::Down);
    let deaths = |w| of(w, "expected_overdose_deaths", "all");
    let lost = |w| of(w, "qalys_lost", "all");
    let each =
        (lost(world::POTENT) - lost(world::BASE)) / (deaths(world::POTENT) - deaths(world::BASE));
    assert!(
        (10.0..30.0).contains(&each),
        "years of life for each death: {each}"
    );
}

/// Protects: a figure of another year is the figure of its source times the factor of that year,
/// and each year has one factor.
#[test]
fn rebased_figures_are_what_their_notes_say() {
    let parameters = baseline(&[]).parameters();
    let mut sums = 0;
    for parameter in parameters.iter().filter(|p| p.path.starts_with("costs.")) {
        let Some(base) = &parameter.base else {
            continue;
        };
        let note = base.note.clone().unwrap_or_default();
        let (Some((figure, factor)), Some(source)) = (note.split_once(" x "), &base.source) else {
            continue;
        };
        let Ok(factor) = factor.parse::<f64>() else {
            continue;
        };
        let figure: f64 = figure.replace(',', "").parse().unwrap();
        let value = base.json().as_f64().unwrap();
        assert!(
            (value - figure * factor).abs() < 1.0,
            "{}: {note}",
            parameter.path
        );
        let row = EVIDENCE
            .lines()
            .find(|l| l.starts_with(&format!("{source},")))
            .unwrap();
        // Thousands are told apart in a note and not in a value.
        let says = row.split([' ', '/', ';', '"']).any(|word| {
            let word = word.trim_matches(',').replace(',', "");
            word.parse() == Ok(figure)
        });
        let value = row.split(',').any(|field| field.parse() == Ok(figure));
        assert!(says || value, "{source} does not say {figure}: {row}");
        sums += 1;
    }
    assert!(sums >= 6, "{sums}");
}

/// A course of events, the world itself, and what is no policy: nobody pays for them.
const NO_POLICIES: [&str; 7] = [
    "estates/full.toml",
    "estates/slack.toml",
    "baseline.toml",
    "cohort-shift.toml",
    "high-mortality.toml",
    "study-checkpoint-offered.toml",
    "study-checkpoint-prosecuted.toml",
];

/// Protects: every policy says what it costs, under its own name.
#[test]
fn every_policy_says_what_it_costs() {
    let policies = SCENARIOS
        .iter()
        .filter(|one| !NO_POLICIES.contains(&one.file));
    for BuiltIn { file, text } in policies {
        let stem = file.trim_end_matches(".toml");
        let parameters = load(file, &[]).parameters();
        let own = format!("programme.{stem}.");
        let stated = parameters.iter().any(|p| p.path.starts_with(&own));
        assert!(stated || text.contains("bundle = ["), "{file}");
    }
}

/// Protects: the package spends its sum, whatever unit costs and values become.
#[test]
fn the_package_of_eighty_million_is_eighty_million() {
    let date = Date::new(2032, 4, 1).unwrap();
    let (before, after) = (baseline(&[]), load("eighty-million-package", &[]));
    let (before, after) = (before.at(date).unwrap(), after.at(date).unwrap());
    let spent = |m: &Model| {
        let (s, c) = (&m.costs.staff, &m.community_treatment);
        let managed: f64 = m
            .programme
            .iter()
            .flat_map(|all| all.values())
            .filter_map(|p| p.each_year)
            .map(|money| *money)
            .sum();
        (*c.opiate.posts + *c.other.posts) * *s.community_treatment
            + *m.through_the_gate.reconnect.workers.posts * *s.reconnect
            + *m.through_the_gate.local.workers.posts * *s.local_scheme
            + *m.arrest_referral.workers.posts * *s.arrest_referral
            + *m.custody_treatment.workers.posts * *s.prison_psychosocial
            + *m.housing.supported.places * *m.costs.housing.supported
            + *m.harm_reduction.workers.posts
                * (1.0 - *m.harm_reduction.workers.vacant)
                * *m.harm_reduction.workers.limit
                * *m.costs.treatment.low_threshold
            + managed
    };
    let sum = spent(&after) - spent(&before);
    assert!((sum - 80e6).abs() < 1.0, "{sum}");
}

/// What a price brings into the net benefit of a world, pounds of the mean of its replicates.
fn contribution_in(ledger: Ledger, scenario: usize, price: &str) -> f64 {
    let mut names = finished().layout.prices.iter();
    let at = names.position(|name| *name == (ledger.name(), price));
    finished().records[0][scenario].prices[at.unwrap_or_else(|| panic!("{price}"))]
}

/// The same in the ledger of public spending.
fn contribution(scenario: usize, price: &str) -> f64 {
    contribution_in(Ledger::Budget, scenario, price)
}

fn net_benefit(scenario: usize) -> f64 {
    finished().values_in(scenario, "net_benefit", "all")[0]
}

/// Protects: what a price is said to bring into the net benefit is what the net benefit loses
/// when the price doubles, in the money of the ledger and nowhere else.
#[test]
fn a_price_brings_in_what_doubling_it_takes() {
    let place = contribution(world::BASE, "costs.prison.place");
    let lost = net_benefit(world::DEAR) - net_benefit(world::BASE);
    assert!(place < -1e6 && near(place, lost), "{place} {lost}");
    assert!(near(
        2.0 * place,
        contribution(world::DEAR, "costs.prison.place")
    ));
    let in_ledger = |ledger| contribution_in(ledger, world::BASE, "costs.prison.place");
    assert_eq!(in_ledger(Ledger::Society), 0.0);
    assert!(near(in_ledger(Ledger::Social), place));
    let response = |ledger| contribution_in(ledger, world::BASE, "costs.crime.response.violence");
    assert!(response(Ledger::Society) < -1e6);
    assert_eq!([Ledger::Budget, Ledger::Social].map(response), [0.0, 0.0]);
    let programme = contribution(world::PROGRAMME, throughcare::economics::PROGRAMME);
    let spent = net_benefit(world::PROGRAMME) - net_benefit(world::BASE);
    assert!(
        programme < -1e6 && near(programme, spent),
        "{programme} {spent}"
    );
}

/// Protects: no price is missing. In every ledger all prices, the programme and the value of health
/// together are the whole net benefit.
#[test]
fn all_prices_together_are_the_net_benefit() {
    let is_part = |price: &str| match price {
        // A share of another price, and what makes up the value of health.
        "costs.prison.marginal"
        | "costs.grows.probation.share"
        | "costs.grows.service_officers.share" => false,
        "costs.qalys.value" => true,
        other => !other.starts_with("costs.qalys."),
    };
    let all = throughcare::economics::priced();
    for ledger in Ledger::ALL {
        let parts = all.iter().filter(|price| is_part(price));
        let sum: f64 = parts
            .map(|price| contribution_in(ledger, world::BASE, price))
            .sum();
        let whole = of(
            world::BASE,
            &format!("net_benefit_{}", ledger.name()),
            "all",
        );
        assert!(whole < 0.0 && near(sum, whole), "{sum} {whole}");
    }
}
