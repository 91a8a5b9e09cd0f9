//! What crime costs: offences times what one of each kind costs.
//!
//! The model has offences by the mix for which people are arrested. Kinds differ in how often they
//! lead to an arrest, so the mix of offences is that of arrests, each over its detection. What one
//! costs has the parts in which it is published: anticipation, consequence and response. Victims bear
//! the first two; the response is what police, courts, prison and probation spend.

use crate::observe::{Level, Tariff};
use crate::scenario::schema::{CrimeCosts, Model};
use crate::scenario::units::Weight;
use crate::strata::{ByOffence, Offence};

/// Which parts of the cost of an offence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of them.
    Whole,
    /// What falls on victims: anticipation and consequence.
    Victims,
}

impl Part {
    /// Both, in the order of what [`dearer`] gives.
    pub const ALL: [Part; 2] = [Part::Whole, Part::Victims];

    /// What an offence of a kind costs.
    fn of(self, c: &CrimeCosts, kind: Offence) -> f64 {
        let victims = *c.anticipation[kind] + *c.consequence[kind];
        match self {
            Part::Whole => victims + *c.response[kind],
            Part::Victims => victims,
        }
    }
}

/// The mean cost of an offence of people who are arrested for `mix`.
pub fn mean_cost(mix: &ByOffence<Weight>, c: &CrimeCosts, part: Part) -> f64 {
    let offences = |kind| *mix[kind] / c.detected[kind].max(f64::MIN_POSITIVE);
    let all: f64 = Offence::ALL.into_iter().map(offences).sum();
    let costs = Offence::ALL.map(|kind| offences(kind) * part.of(c, kind));
    let cost: f64 = costs.into_iter().sum();
    if all > 0.0 { cost / all } else { 0.0 }
}

/// What an offence of each group of people costs beyond what the national mix says, as a multiple
/// of an offence of people with another need: of people who use opiates or crack, of people with
/// another need, of people without; in the whole, then for victims. `local` has the mixes of an area.
pub fn dearer(local: &Model, national: &Model) -> [[f64; 2]; 3] {
    let c = &national.costs.crime;
    let costs = |m: &Model, part| {
        let o = &m.offending;
        [&o.mix_opiate, &o.mix_other_need, &o.mix_none].map(|mix| mean_cost(mix, c, part))
    };
    let parts = Part::ALL.map(|part| (costs(local, part), costs(national, part)));
    std::array::from_fn(|group| {
        parts.map(|(here, there)| match there[1] {
            0.0 => 0.0,
            unit => (here[group] - there[group]) / unit,
        })
    })
}

pub(super) fn tariff(model: &Model, part: Part) -> Tariff {
    let (o, c) = (&model.offending, &model.costs.crime);
    let other = mean_cost(&o.mix_other_need, c, part);
    let beyond = |mix| mean_cost(mix, c, part) - other;
    let dearer = match part {
        Part::Whole => Level::OffencesDearer,
        Part::Victims => Level::OffencesDearerToVictims,
    };
    Tariff {
        expected: vec![
            (Level::OffenceHazard, other),
            (Level::OffenceHazardOpiate, beyond(&o.mix_opiate)),
            (Level::OffenceHazardNone, beyond(&o.mix_none)),
            (dearer, other),
        ],
        ..Tariff::default()
    }
}
