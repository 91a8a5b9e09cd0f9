//! Overdose, fatal or not, and deaths from other causes.

use crate::engine::Tick;
use crate::observe::{Count, Exposure, Tally};
use crate::pathway::health::tolerance;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::state::{Field, Reads};
use crate::pathway::person::{Cause, Id, Person, Supervision, Treatment, flag, slot};
use crate::pathway::values::plan::{Local, causal};
use crate::pathway::world::World;
use crate::scenario::schema::{Model, Mortality};
use crate::strata::{BySex, BySubstance, ByUse, Housing, Sex, Substance, Use};

/// The weeks after release in which a death counts as soon: the definition of the metric.
const SOON_DAYS: f64 = 28.0;
/// Ends of the windows after release in which overdoses are counted, in days, as the names of the metrics
/// say, and the number of the one after them.
pub(in crate::pathway) const WINDOW_ENDS: [f64; 4] = [4.0, 14.0, SOON_DAYS, 84.0];
const LATER: usize = WINDOW_ENDS.len();

/// Share of overdoses that are fatal where `witnesses` of them have a witness with naloxone;
/// nobody carries it in custody.
#[inline]
pub(in crate::pathway) fn fatal_share(p: &Person, m: &Local, witnesses: f64) -> f64 {
    let d = &m.mortality;
    *d.fatal_share * (1.0 - averted(p, m, witnesses))
}

/// Share of fatal outcomes that naloxone averts.
#[inline]
fn averted(p: &Person, m: &Local, witnesses: f64) -> f64 {
    let witnesses = if p.in_custody() {
        *m.mortality.naloxone_witness
    } else {
        witnesses
    };
    witnesses * *m.mortality.naloxone_effect
}

/// What overdoses and other deaths are multiplied by, a table for each factor: made once for each set
/// of values.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::pathway) struct Factors {
    /// Overdoses a day by group and use, with the potency of the supply; nil without need.
    overdose: BySubstance<ByUse<f64>>,
    /// Those who never injected, and those who did.
    injecting: [f64; 2],
    /// Without crack, and with it.
    crack: [f64; 2],
    /// At liberty out of touch with the low-threshold service, and in touch.
    in_touch: [f64; 2],
    /// In custody.
    custody: f64,
    /// In custody without and with a maintenance prescription.
    custody_maintained: [f64; 2],
    /// Other deaths a day at the age of reference, by group: at liberty, and in custody.
    other: [BySubstance<f64>; 2],
    /// Of other deaths, by sex.
    sex: BySex<f64>,
    /// Of other deaths, with a roof and without.
    homeless: [f64; 2],
    /// How opioid tolerance goes and comes back.
    pub tolerance: tolerance::Courses,
}

impl Factors {
    /// The factors under these values.
    pub fn new(m: &Model) -> Factors {
        let d = &m.mortality;
        let overdose = |group, of| match group {
            Substance::None => 0.0,
            _ => *d.overdose[group] * *d.use_factor[of] * *d.potency,
        };
        Factors {
            overdose: BySubstance::from_fn(|group| ByUse::from_fn(|of| overdose(group, of))),
            injecting: [1.0, *d.injecting],
            crack: [1.0, *d.crack],
            in_touch: [1.0, *m.harm_reduction.overdose],
            custody: *d.custody,
            other: [
                BySubstance::from_fn(|group| *d.other_at_40 * *d.excess[group]),
                BySubstance::from_fn(|group| *d.other_at_40 * excess_in_custody(d, group)),
            ],
            custody_maintained: [1.0, causal(*d.treated, *d.causal_share)],
            sex: BySex::from_fn(|sex| if sex == Sex::Female { *d.female } else { 1.0 }),
            homeless: [1.0, *d.homeless],
            tolerance: tolerance::Courses::new(d),
        }
    }
}

/// Deaths of a group in custody against people without need there. Much of what else kills people who use drugs
/// outside, the street, accidents, cold, is not there inside, where a doctor and meals are.
fn excess_in_custody(d: &Mortality, group: Substance) -> f64 {
    let without_need = *d.excess[Substance::None];
    without_need + (*d.excess[group] - without_need) * *d.excess_in_custody
}

/// What overdoses read of a person.
pub(in crate::pathway) const OVERDOSE_READS: Reads = Reads::of(&[
    Field::Custody,
    Field::Use,
    Field::Treatment,
    Field::Substance,
])
.and(flag::MAINTAINED | flag::IN_TOUCH);

/// What other deaths read of a person.
pub(in crate::pathway) const OTHER_READS: Reads =
    Reads::of(&[Field::Custody, Field::Housing, Field::Substance]);

/// The values that overdoses and other deaths read.
pub(in crate::pathway) fn values_read(m: &Model) -> impl PartialEq + '_ {
    &m.mortality
}

/// Overdoses per day.
pub(in crate::pathway) fn overdose_rate(p: &Person, m: &Local, now: Tick) -> f64 {
    let f = m.factors_of_death();
    let rate = f.overdose[p.substance][p.use_]
        * f.injecting[usize::from(p.is(flag::INJECTS))]
        * f.crack[usize::from(p.is(flag::CRACK))];
    if p.in_custody() {
        let maintained = p.uses_opiates() && p.is(flag::MAINTAINED);
        return rate * f.custody * f.custody_maintained[usize::from(maintained)];
    }
    let rate = rate * f.in_touch[usize::from(p.is(flag::IN_TOUCH))];
    if p.uses_opiates() {
        rate * prescription(p, m, now) * tolerance::factor(p, m, now)
    } else {
        rate
    }
}

/// When the first weeks of a prescription in the community are over.
pub(in crate::pathway) fn starting_until(p: &Person, m: &Local) -> Tick {
    p.treatment_since
        .plus_days(*m.mortality.treatment_start_for)
}

/// Protection by a prescription: treatment in the community, or what was handed over at release for the
/// days until it begins. That maintenance inside keeps tolerance is in `tolerance`.
fn prescription(p: &Person, m: &Local, now: Tick) -> f64 {
    let d = &m.mortality;
    let treated = causal(*d.treated, *d.causal_share);
    if !p.in_community_treatment() {
        return if p.is_bridged(now) { treated } else { 1.0 };
    }
    let starting = now < starting_until(p, m) && !p.continues_maintenance(m);
    treated * if starting { *d.treatment_start } else { 1.0 }
}

impl Person {
    /// Whether treatment in the community takes over a prescription from prison: nobody is
    /// put on a dose again, and the risk of the first weeks is not there.
    #[inline]
    fn continues_maintenance(&self, m: &Local) -> bool {
        self.is(flag::MAINTAINED)
            && !self.released.is_never()
            && self.treatment_since < self.released.plus_days(*m.mortality.treatment_start_for)
    }
}

/// Where a person stands after release, as overdoses are counted.
#[inline]
pub(in crate::pathway) fn exposure(p: &Person, now: Tick) -> Exposure {
    if p.in_custody() || !p.has_need() {
        return Exposure::NONE;
    }
    let window = if p.released.is_never() {
        LATER
    } else {
        let days = now.days_since(p.released);
        WINDOW_ENDS
            .iter()
            .position(|&end| days < end)
            .unwrap_or(LATER)
    };
    Exposure::new(window, p.is(flag::MAINTAINED), p.in_community_treatment())
}

/// Deaths from other causes, per day of the time in which mortality ages (see `Ageing`).
pub(in crate::pathway) fn other_rate(p: &Person, m: &Local, _now: Tick) -> f64 {
    let f = m.factors_of_death();
    let inside = p.in_custody();
    let homeless = p.housing == Housing::Homeless && !inside;
    f.other[usize::from(inside)][p.substance]
        * f64::from(p.infirmity)
        * f.sex[p.sex()]
        * f.homeless[usize::from(homeless)]
}

/// What came of an overdose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pathway) enum Overdose {
    /// Death.
    Fatal,
    /// Survived, and referred to treatment.
    Referred,
    /// Survived.
    Survived,
}

impl World<'_> {
    /// An overdose: a witness with naloxone may turn a fatal one.
    pub(in crate::pathway) fn overdose(&mut self, id: Id) -> Overdose {
        let m = self.model(id);
        let d = &m.mortality;
        let p = &self.people[id];
        let episode = p.armed[slot::OVERDOSE];
        let saved = averted(p, m, self.areas[p.home()].kits.witnesses());
        let fatal = self
            .draw(id, Purpose::Fatal, episode)
            .chance(*d.fatal_share)
            && !self.draw(id, Purpose::NaloxoneUsed, episode).chance(saved);
        let p = &self.people[id];
        let (exposure, strata) = (exposure(p, self.now), p.strata());
        if exposure != Exposure::NONE {
            self.seen.count(Tally::overdoses(exposure, fatal), strata);
        }
        if fatal {
            let soon = !p.in_custody()
                && !p.released.is_never()
                && self.now.days_since(p.released) < SOON_DAYS;
            if soon {
                self.count_leaver(Count::OverdoseDeathsRelease, id);
            }
            return Overdose::Fatal;
        }
        self.count(Count::OverdosesNonFatal, id);
        if self.people[id].use_ == Use::Abstinent {
            self.set_use(id, Use::Dependent);
        }
        if self.refer_after_overdose(id) {
            Overdose::Referred
        } else {
            Overdose::Survived
        }
    }

    /// Who survives an overdose at liberty meets services, and may be referred to treatment.
    fn refer_after_overdose(&mut self, id: Id) -> bool {
        let p = &self.people[id];
        let untreated = !p.in_custody() && p.treatment == Treatment::None;
        let chance = *self.model(id).mortality.overdose_referred;
        let episode = p.armed[slot::OVERDOSE];
        let referred = untreated
            && self
                .draw(id, Purpose::OverdoseReferral, episode)
                .chance(chance);
        if referred {
            self.count(Count::OverdoseReferrals, id);
        }
        referred
    }

    /// Counts a death by its cause, and by what it comes with: soon after release, under
    /// supervision, in treatment.
    pub(in crate::pathway) fn count_death(&mut self, id: Id, cause: Cause) {
        let what = match cause {
            Cause::Overdose => Count::OverdoseDeaths,
            Cause::Other => Count::OtherDeaths,
        };
        self.count(what, id);
        let p = &self.people[id];
        let exposure = exposure(p, self.now);
        if cause == Cause::Other && exposure != Exposure::NONE {
            self.seen.count(Tally::other_deaths(exposure), p.strata());
        }
        if p.in_custody() {
            if p.in_prison_treatment() {
                self.count(Count::DeathsPrisonTreatment, id);
            }
            return;
        }
        let supervised = p.supervision != Supervision::None && !p.is(flag::AT_LARGE);
        let days = if p.released.is_never() {
            f64::INFINITY
        } else {
            self.now.days_since(p.released)
        };
        let (fortnight, first_days) = (days < WINDOW_ENDS[1], days < WINDOW_ENDS[0]);
        let overdose = cause == Cause::Overdose;
        for (holds, what) in [
            (supervised, Count::DeathsSupervised),
            (fortnight, Count::DeathsFortnight),
            (first_days, Count::DeathsFirstDays),
            (fortnight && supervised, Count::DeathsFortnightSupervised),
            (
                fortnight && supervised && overdose,
                Count::DeathsFortnightOverdose,
            ),
        ] {
            if holds {
                self.count_leaver(what, id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Key;
    use crate::pathway::person::Custody;
    use crate::pathway::population::newcomer::blank;
    use crate::scenario::Scenario;

    /// Protects: a prescription inside protects there too, and other causes have little of the street in them.
    #[test]
    fn custody_and_a_prescription_inside_protect() {
        let scenario = Scenario::<Model>::load("baseline.toml", &[]).expect("the baseline is good");
        let model: Model = scenario.at_start().expect("it is complete");
        let m = Local::new(model.clone(), &model);
        let now = Tick::from_days(1000);
        let mut p = blank(Key::root(1, 1), 0, Substance::Opiate, -9000.0);
        let outside = other_rate(&p, &m, now);
        p.custody = Custody::Sentenced;
        let inside = other_rate(&p, &m, now);
        assert!(inside < 0.7 * outside, "{inside} of {outside}");
        let alone = overdose_rate(&p, &m, now);
        p.set(flag::MAINTAINED, true);
        let treated = causal(*m.mortality.treated, *m.mortality.causal_share);
        assert!((overdose_rate(&p, &m, now) / alone - treated).abs() < 1e-12 && treated < 1.0);
    }

    /// Protects: the first weeks of treatment are risky for whom it starts, not for whom it goes on.
    #[test]
    fn who_goes_on_with_a_prescription_is_not_started_anew() {
        let scenario = Scenario::<Model>::load("baseline.toml", &[]).expect("the baseline is good");
        let model: Model = scenario.at_start().expect("it is complete");
        let m = Local::new(model.clone(), &model);
        let released = Tick::from_days(1000);
        let on_day = |day: f64, maintained: bool, started: Option<f64>| {
            let mut p = blank(Key::root(1, 1), 0, Substance::Opiate, -9000.0);
            p.released = released;
            p.set(flag::MAINTAINED, maintained);
            if let Some(started) = started {
                p.treatment = Treatment::Treated;
                p.treatment_since = released.plus_days(started);
            }
            prescription(&p, &m, released.plus_days(day))
        };
        assert_eq!(on_day(5.0, false, None), 1.0);
        assert!(on_day(5.0, false, Some(2.0)) > on_day(40.0, false, Some(2.0)));
        assert!(on_day(5.0, true, Some(2.0)) < on_day(5.0, false, Some(2.0)));
        assert_eq!(on_day(5.0, true, Some(2.0)), on_day(40.0, false, Some(2.0)));
        assert_eq!(
            on_day(29.0, true, Some(2.0)),
            on_day(40.0, false, Some(2.0))
        );
        assert_eq!(on_day(5.0, true, None), 1.0);
    }
}
