//! Offending as a hazard, and the arrest that a detected offence leads to.

use crate::engine::{Draw, Tick};
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::state::{Field, Reads};
use crate::pathway::person::{Id, Person, Supervision, flag};
use crate::pathway::police::diversion::{self, Detected};
use crate::pathway::values::plan::{Local, causal};
use crate::pathway::world::World;
use crate::scenario::schema::Model;
use crate::strata::{ByHousing, ByOffence, BySex, BySubstance, ByUse, Offence, Sex, Substance};

/// What offending is multiplied by, a table for each factor: made once for each set of values, so
/// that a rate is a row of look-ups.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::pathway) struct Factors {
    /// Arrests a day, by substance group.
    group: BySubstance<f64>,
    /// By sex.
    sex: BySex<f64>,
    /// Without crack and with it: the mean of the group stays.
    crack: BySubstance<[f64; 2]>,
    /// By housing.
    home: ByHousing<f64>,
    /// By use, out of treatment and in it; one for people without need.
    use_: ByUse<[f64; 2]>,
    /// Before mental health treatment under a requirement, and from its beginning.
    mental_health: [f64; 2],
    /// Not supervised, and supervised.
    supervised: [f64; 2],
}

impl Factors {
    /// The factors under these values.
    pub fn new(m: &Model) -> Factors {
        let o = &m.offending;
        let effect = |association: f64| causal(association, *o.causal_share);
        let crack = |group: Substance| {
            let others = 1.0 / (1.0 + *m.population.crack[group] * (*o.crack - 1.0));
            match group {
                Substance::None => [1.0; 2],
                _ => [others, *o.crack * others],
            }
        };
        let use_ = |of| effect(*o.use_association[of]);
        let treated = effect(*o.treatment_association);
        let mhtr = &m.orders.mhtr;
        Factors {
            group: BySubstance::from_fn(|group| *o.arrest_rate[group]),
            sex: BySex::from_fn(|sex| if sex == Sex::Female { *o.female } else { 1.0 }),
            crack: BySubstance::from_fn(crack),
            home: ByHousing::from_fn(|home| causal(*o.housing[home], *m.housing.causal_share)),
            use_: ByUse::from_fn(|of| [use_(of), use_(of) * treated]),
            mental_health: [1.0, mhtr.effect(*mhtr.offending)],
            supervised: [1.0, *o.supervised],
        }
    }
}

/// What offending reads of a person.
pub(in crate::pathway) const READS: Reads = Reads::of(&[
    Field::Custody,
    Field::Supervision,
    Field::Order,
    Field::Use,
    Field::Treatment,
    Field::Housing,
    Field::Diverted,
    Field::Substance,
])
.and(flag::MHTR_BEGUN | flag::DIVERSION_FAILED | flag::DESISTED | flag::ORDER_DONE);

/// The values that offending reads.
pub(in crate::pathway) fn values_read(m: &Model) -> impl PartialEq + '_ {
    let (diversion, mental) = (&m.diversion, &m.orders.mhtr);
    (
        &m.offending,
        (
            &diversion.effect,
            &diversion.causal_share,
            &diversion.effect_lasts,
        ),
        mental.effect(*mental.offending),
    )
}

/// Arrests per day of the time in which offending ages (see `Ageing`): nil in custody and for those
/// who never offend.
pub(in crate::pathway) fn rate(p: &Person, m: &Local, now: Tick) -> f64 {
    if p.propensity <= 0.0 || p.in_custody() {
        return 0.0;
    }
    let f = m.factors_of_offending();
    let use_ = f.use_[p.use_][usize::from(p.in_community_treatment())];
    let supervised = p.supervision != Supervision::None || p.is_supervised_on_order();
    f.group[p.substance]
        * f64::from(p.propensity)
        * f.sex[p.sex()]
        * f.crack[p.substance][usize::from(p.is(flag::CRACK))]
        * f.home[p.housing]
        * [1.0, use_][usize::from(p.has_need())]
        * f.mental_health[usize::from(p.is(flag::MHTR_BEGUN))]
        * f.supervised[usize::from(supervised)]
        * diversion::effect(p, m, now)
}

/// Offences for each arrest of this person.
#[inline]
pub(in crate::pathway) fn offences_per_arrest(p: &Person, m: &Local) -> f64 {
    *m.offending.offences_per_arrest[p.substance]
}

/// What people like this one are arrested for.
pub(in crate::pathway) fn offence_weights(p: &Person, m: &Local) -> ByOffence<f64> {
    let o = &m.offending;
    let mix = if p.substance == Substance::None {
        &o.mix_none
    } else if p.uses_opiates() || p.is(flag::CRACK) {
        &o.mix_opiate
    } else {
        &o.mix_other_need
    };
    let female = p.is(flag::FEMALE);
    ByOffence::from_fn(|kind| {
        let women = if female { *o.mix_female[kind] } else { 1.0 };
        *mix[kind] * women
    })
}

/// Least propensity that the habit of theft from shops reckons with.
const LEAST: f64 = 1e-3;

/// How likely each type is the one that a person goes back to.
fn habits(p: &Person, m: &Local, weights: &ByOffence<f64>) -> [f64; Offence::ALL.len()] {
    let trade = libm::pow(f64::from(p.propensity).max(LEAST), *m.offending.trade);
    Offence::ALL.map(|kind| match kind {
        Offence::ShopTheft => weights[kind] * trade,
        _ => weights[kind],
    })
}

/// Whether thefts from shops are what a person goes back to, by the draw that is theirs for life.
pub(in crate::pathway) fn lives_off_shops(p: &Person, m: &Local, habit: Draw) -> bool {
    let index = habit.index(&habits(p, m, &offence_weights(p, m)));
    Offence::ALL[index] == Offence::ShopTheft
}

/// The type of an offence: what the person goes back to, by a draw that is theirs for life, or any.
fn kind(p: &Person, m: &Local, this: Draw, habit: Draw) -> Offence {
    let weights = offence_weights(p, m);
    let index = if this.split(1).chance(*m.offending.habit) {
        habit.index(&habits(p, m, &weights))
    } else {
        this.index(&Offence::ALL.map(|kind| weights[kind]))
    };
    Offence::ALL[index]
}

impl World<'_> {
    /// A detected offence: what it is, and how severe.
    pub(in crate::pathway) fn commit_offence(&mut self, id: Id) -> Detected {
        let p = self.person(id);
        p.arrests = p.arrests.wrapping_add(1);
        let episode = p.arrests;
        let kind = kind(
            &self.people[id],
            self.model(id),
            self.draw(id, Purpose::OffenceType, episode),
            self.draw(id, Purpose::Habit, 0),
        );
        let severity = (self.draw(id, Purpose::Severity, episode).unit() * 256.0) as u8;
        self.note_offence(id, kind);
        self.offended_since_open(id);
        Detected { kind, severity }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Key;
    use crate::pathway::population::newcomer::blank;
    use crate::scenario::Scenario;

    const PEOPLE: u32 = 4_000;

    /// Of the second offences of people with this propensity: thefts from shops, and those of people whose
    /// first offence was one.
    fn thefts(set: &[(&str, &str)], propensity: f32) -> (f64, f64) {
        let set: Vec<(String, String)> = set
            .iter()
            .map(|&(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        let scenario = Scenario::<Model>::load("baseline.toml", &set).expect("the values are good");
        let model: Model = scenario.at_start().expect("it is complete");
        let m = Local::new(model.clone(), &model);
        let (mut all, mut first, mut both) = (0_u32, 0_u32, 0_u32);
        for person in 0..PEOPLE {
            let key = Key::root(1, person);
            let mut p = blank(key, 0, Substance::Opiate, -9000.0);
            p.propensity = propensity;
            let is_theft = |episode| {
                let (this, habit) = (key.draw(1, episode, 0), key.draw(2, 0, 0));
                kind(&p, &m, this, habit) == Offence::ShopTheft
            };
            all += u32::from(is_theft(2));
            first += u32::from(is_theft(1));
            both += u32::from(is_theft(1) && is_theft(2));
        }
        (
            f64::from(all) / f64::from(PEOPLE),
            f64::from(both) / f64::from(first),
        )
    }

    /// Protects: people go back to what they did, and the mix of all offences stays what it is.
    #[test]
    fn habits_leave_the_mix_alone() {
        let of = |habit| thefts(&[("offending.habit", habit), ("offending.trade", "0")], 1.0);
        let ((any, again), (habitual, back)) = (of("0"), of("0.8"));
        assert!((any - again).abs() < 0.03, "without a habit: {any} {again}");
        assert!((any - habitual).abs() < 0.02, "{any} {habitual}");
        assert!(back > 0.6, "{back}");
    }

    /// Protects: who goes back to theft from shops does so by a draw for life, the rather, the more they
    /// offend, and whoever does goes on to when they offend more.
    #[test]
    fn a_trade_is_for_life() {
        let scenario = Scenario::<Model>::load("baseline", &[]).expect("the values are good");
        let model: Model = scenario.at_start().expect("it is complete");
        let m = Local::new(model.clone(), &model);
        let lives = |propensity| {
            let of = |person| {
                let key = Key::root(1, person);
                let mut p = blank(key, 0, Substance::Opiate, -9000.0);
                p.propensity = propensity;
                lives_off_shops(&p, &m, key.draw(2, 0, 0))
            };
            (0..PEOPLE).map(of).collect::<Vec<_>>()
        };
        let (seldom, often) = (lives(0.5), lives(1.0));
        let count = |all: &[bool]| all.iter().filter(|&&one| one).count();
        assert!(count(&often) > count(&seldom) && count(&seldom) > 0);
        assert!(
            seldom
                .iter()
                .zip(&often)
                .all(|(before, after)| after >= before)
        );
    }

    /// Protects: theft from shops is a trade of those who offend most.
    #[test]
    fn who_offends_most_steals_from_shops() {
        let (seldom, often) = (thefts(&[], 0.2), thefts(&[], 5.0));
        assert!(often.0 > seldom.0 + 0.05, "{seldom:?} {often:?}");
    }
}
