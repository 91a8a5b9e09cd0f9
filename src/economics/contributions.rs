//! What each price by itself brings into the net benefit.
//!
//! Everything that is priced is linear in each price, so what a price brings in is the tariff with
//! it less the tariff without it, and the price at which a net benefit would be nought follows by
//! proportion. Discount rates, lengths of life and the chances of detection are not linear and are
//! not here.

use std::ops::Range;

use super::{Month, tariffs};
use crate::observe::{Account, Contribution, Tariff, Tariffs};
use crate::scenario::schema::Model;
use crate::scenario::units::{Money, Probability};

/// The name under which all that a policy states as its own programme stands together.
pub const PROGRAMME: &str = "programme";

/// Sets a price to nought.
type Without = fn(&mut Model);

macro_rules! prices {
    ($($kind:ident: $($first:ident$(.$rest:ident)*),+;)+) => {
        &[$($((
            concat!("costs.", stringify!($first), $(".", stringify!($rest)),*),
            |model: &mut Model| model.costs.$first$(.$rest)* = $kind::new(0.0),
        )),+),+]
    };
}

/// Every price of a scenario in which the net benefit is linear.
const PRICES: &[(&str, Without)] = prices! {
    Money: staff.community_treatment, staff.prison_psychosocial, staff.prison_clinical,
        staff.reconnect, staff.local_scheme, staff.arrest_referral, staff.diversion,
        staff.assessor, staff.probation, staff.service_officer, police.arrest, police.drug_test, police.diversion,
        legal_advice, court.magistrates, court.crown, sentence_hearing, breach_hearing, prison.place, prison.police_cell,
        prison.isfl_bed, prison.mentor, probation.approved_premises, probation.tag,
        probation.requirement, prison.capital,
        treatment.opiate, treatment.other, treatment.prison, treatment.low_threshold,
        treatment.naloxone, health.injecting, health.dependent, health.treated, health.overdose,
        health.mental_health_course, housing.supported, housing.temporary,
        housing.cas3, housing.letting, housing.starting_point, housing.homeless, crime.anticipation.acquisitive,
        crime.anticipation.shop_theft, crime.anticipation.violence, crime.anticipation.other,
        crime.consequence.acquisitive, crime.consequence.shop_theft, crime.consequence.violence,
        crime.consequence.other, crime.response.acquisitive, crime.response.shop_theft,
        crime.response.violence, crime.response.other, crime.anticipation.possession,
        crime.consequence.possession, crime.response.possession, crime.anticipation.supply,
        crime.consequence.supply, crime.response.supply;
    Probability: prison.marginal, grows.probation.share, grows.service_officers.share, qalys.norm, qalys.injecting, qalys.dependent,
        qalys.treated_dependent, qalys.treated_stable, qalys.reduced, qalys.abstinent,
        qalys.custody, qalys.later;
};

/// The value of a year of life in full health: it scales all health at once.
const QALY: &str = "costs.qalys.value";

/// The names of all contributions, in the order of [`contributions`].
pub fn priced() -> Vec<&'static str> {
    let prices = PRICES.iter().map(|price| price.0);
    prices.chain([PROGRAMME, QALY]).collect()
}

/// What each price brings into the months, in the order of [`priced`].
pub fn contributions(months: &[Month<'_>]) -> Vec<Contribution> {
    let mut all = vec![Contribution::default(); PRICES.len() + 2];
    for (range, now) in stretches(months) {
        let with = tariffs(now);
        let mut model = now.national.clone();
        for (contribution, (_, without)) in all.iter_mut().zip(PRICES) {
            let costs = model.costs.clone();
            without(&mut model);
            let month = Month {
                national: &model,
                ..now.clone()
            };
            contribution.add(range.clone(), difference(&with, &tariffs(&month)));
            model.costs = costs;
        }
        let mut health = Tariffs::default();
        health[Account::Qalys as usize] = with[Account::Qalys as usize].clone();
        all[PRICES.len() + 1].add(range, health);
    }
    // What a programme spends is its own in every month.
    for (n, now) in months.iter().enumerate() {
        let mut programme = Tariffs::default();
        programme[Account::Programme as usize] = tariffs(now)[Account::Programme as usize].clone();
        all[PRICES.len()].add(n..n + 1, programme);
    }
    all
}

/// Stretches of months that share their prices.
fn stretches<'a, 'm>(months: &'a [Month<'m>]) -> Vec<(Range<usize>, &'a Month<'m>)> {
    let mut all: Vec<(Range<usize>, &Month<'_>)> = Vec::new();
    for (n, now) in months.iter().enumerate() {
        match all.last_mut() {
            Some((range, first)) if std::ptr::eq(first.national, now.national) => {
                range.end = n + 1;
            }
            _ => all.push((n..n + 1, now)),
        }
    }
    all
}

/// One set of tariffs less another of the same shape, without what is the same in both.
fn difference(with: &Tariffs, without: &Tariffs) -> Tariffs {
    let mut out = Tariffs::default();
    for ((out, a), b) in out.iter_mut().zip(with).zip(without) {
        *out = Tariff {
            events: less(&a.events, &b.events),
            days: less(&a.days, &b.days),
            expected: less(&a.expected, &b.expected),
            workers: less(&a.workers, &b.workers),
            held: less(&a.held, &b.held),
            a_year: a.a_year - b.a_year,
            once: a.once - b.once,
        };
    }
    out
}

fn less<T: Copy>(with: &[(T, f64)], without: &[(T, f64)]) -> Vec<(T, f64)> {
    let pairs = with.iter().zip(without);
    pairs
        .map(|(a, b)| (a.0, a.1 - b.1))
        .filter(|(_, price)| *price != 0.0)
        .collect()
}
