//! Use of drugs and alcohol: abstinence, relapse, response to treatment, and first
//! dependence in custody.

use crate::engine::Tick;
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::state::{Field, Reads};
use crate::pathway::person::{Id, Person, Treatment, flag, slot};
use crate::pathway::release::afterwards;
use crate::pathway::values::plan::{Local, causal};
use crate::pathway::world::World;
use crate::strata::{Housing, Substance, Use};

/// What changes of use read of a person.
pub(in crate::pathway) const READS: Reads = Reads::of(&[
    Field::Custody,
    Field::Use,
    Field::Treatment,
    Field::Housing,
    Field::Substance,
    Field::Site,
])
.and(
    flag::IN_TOUCH
        | flag::CLINICAL
        | flag::ISFL
        | flag::MENTOR
        | flag::SUPPORTED
        | flag::STARTING_POINT
        | flag::MHTR_BEGUN
        | flag::DELIVERED
        | flag::COMPLETED
        | flag::MAINTAINED,
);

/// The values that changes of use read.
pub(in crate::pathway) fn values_read(m: &Local) -> impl PartialEq + '_ {
    let (inside, mental) = (&m.custody_treatment, &m.orders.mhtr);
    (
        (
            &m.use_,
            &m.harm_reduction,
            &m.recovery,
            &m.loops,
            &m.housing,
        ),
        (&inside.abstinence, &inside.afterwards, m.sites()),
        (&m.isfl, &m.peers, mental.effect(*mental.relapse)),
    )
}

/// Rate of the use channel: what it means follows from the state of use.
pub(in crate::pathway) fn rate(p: &Person, m: &Local, now: Tick) -> f64 {
    let u = &m.use_;
    let group = p.substance;
    if p.in_custody() {
        return rate_inside(p, m);
    }
    if !p.has_need() {
        return 0.0;
    }
    match p.use_ {
        Use::Dependent if p.treatment == Treatment::Treated => *u.response[group] * p.engagement(m),
        Use::Dependent => {
            let in_touch = if p.is(flag::IN_TOUCH) {
                *m.harm_reduction.abstinence
            } else {
                1.0
            };
            *u.unaided_abstinence[group] * in_touch * p.engagement(m)
        }
        Use::Reduced if p.treatment == Treatment::Treated || p.is_bridged(now) => 0.0,
        Use::Reduced => *u.response_lost,
        Use::Abstinent | Use::Recovered => relapse_rate(p, m, now),
    }
}

fn rate_inside(p: &Person, m: &Local) -> f64 {
    let u = &m.use_;
    if !p.has_need() {
        return *u.onset_in_custody * m.site(p).supply_of(p);
    }
    let helped = p.in_prison_treatment();
    let help = *m.custody_treatment.abstinence;
    match p.use_ {
        Use::Dependent | Use::Reduced if p.is(flag::CLINICAL) => 0.0,
        Use::Dependent | Use::Reduced => {
            let help = if helped { help } else { 1.0 };
            *u.abstinence_in_custody * help * m.site(p).clean_of(p)
        }
        Use::Abstinent | Use::Recovered => {
            let treated = if helped { 1.0 / help.max(1.0) } else { 1.0 };
            let capital = m.effects_of_capital().relapse(p);
            let mentor = if p.is(flag::MENTOR) {
                *m.peers.mentor_relapse
            } else {
                1.0
            };
            *u.use_in_custody
                * m.site(p).use_factor(p)
                * f64::from(p.relapse)
                * treated
                * capital
                * mentor
        }
    }
}

fn relapse_rate(p: &Person, m: &Local, now: Tick) -> f64 {
    let u = &m.use_;
    let group = p.substance;
    let soon = !p.released.is_never() && now < p.released.plus_days(*u.after_release);
    let base = if soon {
        *u.relapse_after_release[group]
    } else {
        *u.relapse[group]
    };
    let mut rate = base
        * f64::from(p.relapse)
        * m.effects_of_capital().relapse(p)
        * afterwards::relapse(p, m, now);
    if p.use_ == Use::Recovered {
        rate *= *u.relapse_recovered;
    }
    if p.is(flag::CRACK) {
        rate *= *u.relapse_crack;
    }
    if p.treatment == Treatment::Treated {
        rate *= *u.relapse_treated;
    } else if p.is_waiting() && *m.loops.wait_to_recall {
        rate *= *u.relapse_waiting;
    }
    if p.is_bridged(now) {
        rate *= *u.relapse_bridged;
    }
    let home = if p.housing == Housing::Homeless {
        *u.relapse_homeless
    } else if p.housing == Housing::Family {
        *m.housing.family.relapse
    } else if p.is(flag::SUPPORTED) {
        *m.housing.supported.relapse
    } else if p.is(flag::STARTING_POINT) {
        *m.housing.starting_point.relapse
    } else {
        1.0
    };
    rate *= causal(home, *m.housing.causal_share);
    if p.is_contacted(m, now) {
        rate *= *u.relapse_contacted;
    }
    if p.is(flag::MHTR_BEGUN) {
        rate *= m.orders.mhtr.effect(*m.orders.mhtr.relapse);
    }
    rate
}

/// What a change of use was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pathway) enum Changed {
    /// None: a substance-free wing let nothing through.
    Nothing,
    /// A relapse.
    Relapsed,
    /// Anything else.
    Otherwise,
}

impl World<'_> {
    /// A change of use: what it is follows from the present state.
    pub(in crate::pathway) fn change_use(&mut self, id: Id) -> Changed {
        let p = &self.people[id];
        let begins = !p.has_need() || matches!(p.use_, Use::Abstinent | Use::Recovered);
        if begins && p.is(flag::ISFL) && !self.accepts(id, slot::USE, self.let_onto_wing(id)) {
            return Changed::Nothing;
        }
        if !p.has_need() {
            self.onset(id);
            return Changed::Otherwise;
        }
        let treated = p.in_community_treatment();
        match p.use_ {
            Use::Dependent if treated => self.set_use(id, Use::Reduced),
            Use::Dependent => self.set_use(id, Use::Abstinent),
            Use::Reduced if p.in_custody() => self.set_use(id, Use::Abstinent),
            Use::Reduced | Use::Abstinent | Use::Recovered => {
                self.relapse(id);
                return Changed::Relapsed;
            }
        }
        Changed::Otherwise
    }

    /// The day of release: for whoever is free of use it is as so many ordinary days after it.
    pub(in crate::pathway) fn day_of_release(&mut self, id: Id) -> Changed {
        let p = &self.people[id];
        let m = self.model(id);
        if !p.has_need() || !matches!(p.use_, Use::Abstinent | Use::Recovered) {
            return Changed::Otherwise;
        }
        let hazard = relapse_rate(p, m, self.now) * *m.use_.day_of_release;
        let draw = self.draw(id, Purpose::DayOfRelease, p.releases);
        if !draw.chance(1.0 - libm::exp(-hazard)) {
            return Changed::Otherwise;
        }
        self.relapse(id);
        Changed::Relapsed
    }

    fn relapse(&mut self, id: Id) {
        self.count(Count::Relapses, id);
        self.set_use(id, Use::Dependent);
        self.lose_capital(id, *self.model(id).recovery.relapse_loss);
    }

    /// Abstinence may have become lasting recovery.
    pub(in crate::pathway) fn recover_if_lasting(&mut self, id: Id) {
        let now = self.now;
        let m = self.model(id);
        let p = self.person(id);
        let lasting = |p: &Person| p.use_since.plus_days(*m.use_.recovered_after) <= now;
        if p.has_need() && p.use_ == Use::Abstinent && !p.in_custody() && lasting(p) {
            p.use_ = Use::Recovered;
        }
    }

    /// First dependence that begins in custody; the group follows the mix of the scenario.
    fn onset(&mut self, id: Id) {
        let mix = &self.model(id).use_.onset_mix;
        let weights = Substance::NEEDS.map(|group| *mix[group]);
        self.count(Count::Onsets, id);
        let group = self.draw(id, Purpose::Substance, 1).index(&weights);
        let group = Substance::NEEDS[group];
        self.leave_levels(id);
        let rates = &self.model(id).offending.arrest_rate;
        let before = *rates.none;
        let after = *rates[group];
        let p = self.person(id);
        debug_assert!(p.substance == Substance::None);
        p.substance = group;
        // Frailty is against the group's mean: the person stays the one they were.
        p.propensity *= (before / after.max(f64::MIN_POSITIVE)).min(1.0) as f32;
        self.set_use(id, Use::Dependent);
    }

    /// The state of use changes; the threshold of the next change is drawn again.
    pub(in crate::pathway) fn set_use(&mut self, id: Id, use_: Use) {
        let now = self.now;
        if self.people[id].use_ == use_ {
            return;
        }
        self.note_tolerance(id);
        let p = self.person(id);
        p.use_ = use_;
        p.use_since = now;
        self.rearm(id, slot::USE);
    }
}
