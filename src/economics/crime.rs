//! What crime costs society: offences times what one of each kind costs.
//!
//! The model has offences by the mix for which people are arrested. Kinds differ in how often they
//! lead to an arrest, so the mix of offences is that of arrests, each over its detection.

use crate::observe::{Level, Tariff};
use crate::scenario::schema::{CrimeCosts, Model};
use crate::scenario::units::Weight;
use crate::strata::{ByOffence, Offence};

/// The mean cost of an offence of people who are arrested for `mix`.
pub fn mean_cost(mix: &ByOffence<Weight>, c: &CrimeCosts) -> f64 {
    let offences = |kind| *mix[kind] / c.detected[kind].max(f64::MIN_POSITIVE);
    let all: f64 = Offence::ALL.into_iter().map(offences).sum();
    let costs = Offence::ALL.map(|kind| offences(kind) * *c.offence[kind]);
    let cost: f64 = costs.into_iter().sum();
    if all > 0.0 { cost / all } else { 0.0 }
}

/// What an offence of each group of people costs beyond what the national mix says, as a multiple
/// of an offence of people with another need: of people who use opiates or crack, of people with
/// another need, of people without. `local` has the mixes of an area.
pub fn dearer(local: &Model, national: &Model) -> [f64; 3] {
    let c = &national.costs.crime;
    let costs = |m: &Model| {
        let o = &m.offending;
        [&o.mix_opiate, &o.mix_other_need, &o.mix_none].map(|mix| mean_cost(mix, c))
    };
    let (here, there) = (costs(local), costs(national));
    std::array::from_fn(|group| match there[1] {
        0.0 => 0.0,
        unit => (here[group] - there[group]) / unit,
    })
}

pub(super) fn tariff(model: &Model) -> Tariff {
    let (o, c) = (&model.offending, &model.costs.crime);
    let other = mean_cost(&o.mix_other_need, c);
    Tariff {
        expected: vec![
            (Level::OffenceHazard, other),
            (
                Level::OffenceHazardOpiate,
                mean_cost(&o.mix_opiate, c) - other,
            ),
            (Level::OffenceHazardNone, mean_cost(&o.mix_none, c) - other),
            (Level::OffencesDearer, other),
        ],
        ..Tariff::default()
    }
}
