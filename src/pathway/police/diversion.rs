//! Diversion: on the street instead of an arrest, as a community resolution or a deferred
//! summons, and after arrest as a deferred prosecution, a conditional caution, or a community
//! resolution with conditions.
//!
//! A scheme has navigators, each with a caseload. When all of an area's are full its
//! officers have nothing to offer, and the offence takes its ordinary course: nobody waits for
//! diversion. Navigators with more people than they should have lose more of them. The conditions are an
//! assessment by a date and sessions until the end of the contract; a breach gives the place
//! up and may bring the charge later.

use crate::engine::Tick;
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Order, Person, Source, Supervision, flag, slot};
use crate::pathway::values::plan::{Local, with_odds};
use crate::pathway::world::World;
use crate::pathway::world::moves::Move;
use crate::pathway::world::services::under_load;
use crate::scenario::schema::{Diversion, Offer};
use crate::strata::{DiversionForm, Offence, Staff, Tier, Use};

/// Steps in which the effect on reoffending fades.
const STEPS: f64 = 8.0;
/// Mean of the effect over the steps, as a share of what it is in the first.
const MEAN: f64 = (STEPS + 1.0) / (2.0 * STEPS);
/// Draws of one offer, apart.
const OFFERED: u32 = 1;
const ADMITTED: u32 = 2;
const ACCEPTED: u32 = 3;
const FORM: u32 = 4;
const REFERRED: u32 = 5;
const WAIT: u32 = 6;
const WIDENED: u32 = 7;
const CHARGED: u32 = 8;
const CHARGE_DELAY: u32 = 9;
const SUMMONED: u32 = 10;

/// An offence for which there was an arrest, or would have been one.
#[derive(Clone, Copy, Debug)]
pub(in crate::pathway) struct Detected {
    /// Its type.
    pub kind: Offence,
    /// How severe it is among offences of its type, in 256 ranks.
    pub severity: u8,
}

impl Detected {
    /// The rank of the severity, from 0 to 1.
    #[inline]
    pub fn rank(self) -> f64 {
        (f64::from(self.severity) + 0.5) / 256.0
    }
}

impl Person {
    /// Whether the person holds a place on a diversion scheme.
    #[inline]
    pub fn is_on_scheme(&self) -> bool {
        self.diverted.is_some() && !self.is(flag::DIVERSION_FAILED)
    }

    /// Steps of the effect that are over, while it lasts.
    fn effect_steps(&self, m: &Local, now: Tick) -> Option<f64> {
        if self.diverted_at.is_never() || self.is(flag::DIVERSION_FAILED) {
            return None;
        }
        let step = (*m.diversion.effect_lasts / STEPS).max(1.0);
        let steps = libm::floor(now.days_since(self.diverted_at) / step);
        // A date is rounded to a tick: on the tick of a step the step is over.
        let over = self.diverted_at.plus_days((steps + 1.0) * step) <= now;
        let steps = steps + f64::from(u8::from(over));
        (steps < STEPS).then_some(steps)
    }
}

/// What a diversion in the past multiplies offending by. The parameter is the mean over the time
/// that the effect lasts, as studies report it; it is stronger at first, and fades.
#[inline]
pub(in crate::pathway) fn effect(p: &Person, m: &Local, now: Tick) -> f64 {
    let Some(over) = p.effect_steps(m, now) else {
        return 1.0;
    };
    let d = &m.diversion;
    let association = *d.effect[p.tier];
    let mean = *d.causal_share * (association - 1.0);
    (1.0 + mean * (1.0 - over / STEPS) / MEAN).max(0.0)
}

/// Days after the start of diversion on which the effect next fades.
pub(in crate::pathway) fn next_fade(p: &Person, m: &Local, now: Tick) -> Option<f64> {
    let over = p.effect_steps(m, now)?;
    Some((over + 1.0) * (*m.diversion.effect_lasts / STEPS).max(1.0))
}

/// Whether the rules of a scheme admit the person, whatever the offence.
fn is_eligible(p: &Person, d: &Diversion, now: Tick) -> bool {
    let free = !p.in_custody()
        && !p.has_case()
        && p.diverted.is_none()
        && p.supervision == Supervision::None
        && p.order == Order::None
        && !p.is(flag::AT_LARGE);
    let again = !p.diverted_at.is_never() && now.days_since(p.diverted_at) < *d.not_again_for;
    free && !again
        && f64::from(p.convictions) <= *d.convictions_up_to
        && (p.tier != Tier::High || *d.high_risk)
}

/// Whether an offence is slight enough for an offer.
fn covers(offer: &Offer, offence: Detected) -> bool {
    offence.rank() <= *offer.eligible[offence.kind]
}

impl World<'_> {
    /// Diversion on the street: true if there is no arrest. A community resolution, which asks
    /// least, is thought of before a deferred summons.
    pub(in crate::pathway) fn divert_on_street(&mut self, id: Id, offence: Detected) -> bool {
        let d = &self.model(id).diversion;
        let p = &self.people[id];
        let (resolution, summons) = (covers(&d.street, offence), covers(&d.summons, offence));
        if !(resolution || summons) || !is_eligible(p, d, self.now) {
            return false;
        }
        let draw = self.draw(id, Purpose::Diversion, p.arrests);
        let offered = |offer: &Offer, n| draw.split(n).chance(*offer.offered);
        let form = if resolution && offered(&d.street, OFFERED) {
            Some(DiversionForm::Street)
        } else {
            (summons && offered(&d.summons, SUMMONED)).then_some(DiversionForm::Summons)
        };
        self.count(Count::DiversionEligible, id);
        self.follow_open_to_diversion(id);
        form.is_some_and(|form| self.take_up_diversion(id, offence, form, false))
    }

    /// Diversion after arrest of somebody who would otherwise be dealt with.
    pub(in crate::pathway::police) fn divert_after_arrest(
        &mut self,
        id: Id,
        offence: Detected,
    ) -> bool {
        let d = &self.model(id).diversion;
        let p = &self.people[id];
        if !covers(&d.custody, offence) || !is_eligible(p, d, self.now) {
            return false;
        }
        let draw = self.draw(id, Purpose::Diversion, p.arrests);
        self.count(Count::DiversionEligible, id);
        self.follow_open_to_diversion(id);
        if !draw.split(OFFERED).chance(*d.custody.offered) {
            return false;
        }
        let weights = [*d.form.deferred, *d.form.caution, *d.form.resolution];
        let forms = [
            DiversionForm::Deferred,
            DiversionForm::Caution,
            DiversionForm::Resolution,
        ];
        let form = forms[draw.split(FORM).index(&weights).min(2)];
        self.take_up_diversion(id, offence, form, *d.admission)
    }

    /// Net-widening: diversion of somebody who would otherwise face nothing.
    pub(in crate::pathway::police) fn divert_for_nothing(
        &mut self,
        id: Id,
        offence: Detected,
    ) -> bool {
        let draw = self
            .draw(id, Purpose::Diversion, self.people[id].arrests)
            .split(WIDENED);
        let widened = draw.chance(*self.model(id).diversion.net_widening)
            && self.divert_after_arrest(id, offence);
        if widened {
            self.count(Count::DiversionWidened, id);
        }
        widened
    }

    /// Offered if a navigator has room, admitted where that is asked for, and accepted.
    fn take_up_diversion(
        &mut self,
        id: Id,
        offence: Detected,
        form: DiversionForm,
        admission: bool,
    ) -> bool {
        let now = self.now;
        let d = &self.model(id).diversion;
        let p = &self.people[id];
        let (area, odds) = (p.home(), p.motivation_factor());
        let draw = self.draw(id, Purpose::Diversion, p.arrests);
        if self.areas[area].services[Staff::Diversion].pool.free() == 0 {
            self.count(Count::DiversionFull, id);
            return false;
        }
        self.count(Count::DiversionOffered, id);
        let willing = (!admission || draw.split(ADMITTED).chance(*d.admits))
            && draw.split(ACCEPTED).chance(with_odds(*d.accepted, odds));
        if !willing
            || !self.areas[area].services[Staff::Diversion]
                .pool
                .try_take(now)
        {
            return false;
        }
        self.start_diversion(id, offence, form);
        true
    }

    fn start_diversion(&mut self, id: Id, offence: Detected, form: DiversionForm) {
        let now = self.now;
        let d = &self.model(id).diversion;
        let draw = self.draw(id, Purpose::Diversion, self.people[id].arrests);
        let wait = draw
            .split(WAIT)
            .lognormal(*d.conditions.assessment, *d.conditions.assessment_spread);
        let p = self.person(id);
        p.diverted = Some(form);
        p.diverted_at = now;
        p.offence = offence.kind;
        p.severity = offence.severity;
        p.diversion_step = 0;
        p.diversion_missed = 0;
        p.set(flag::DIVERSION_FAILED, false);
        let by = (*d.conditions.assessment_by).min(wait).max(0.2);
        p.clocks.set_timer(slot::DIVERSION, now.plus_days(by));
        match form {
            DiversionForm::Street => self.count(Count::DiversionStreet, id),
            DiversionForm::Summons => {
                self.count(Count::DiversionStreet, id);
                self.count(Count::DiversionSummons, id);
            }
            _ => self.count(Count::DiversionCustody, id),
        }
        if form == DiversionForm::Caution {
            // A conditional caution is on record from the day it is given.
            self.count(Count::CautionsRecorded, id);
            self.proven(id, now);
        }
        let referred = draw.split(REFERRED).chance(*d.referred);
        if self.people[id].has_need() && referred {
            let wait = *d.treatment_appointment;
            self.send(id, Move::Appointment(Source::Police, wait));
        }
    }

    /// A date of a diversion: an assessment, a session, or, after a breach, the offence of the day
    /// that is to be charged.
    pub(in crate::pathway) fn diversion_due(&mut self, id: Id) -> Option<(Detected, Tick)> {
        let p = &self.people[id];
        if p.is(flag::DIVERSION_FAILED) {
            let offence = Detected {
                kind: p.offence,
                severity: p.severity,
            };
            let since = p.diverted_at;
            self.person(id).diverted = None;
            self.count(Count::DiversionCharged, id);
            return Some((offence, since));
        }
        if p.diversion_step == 0 {
            self.diversion_assessment(id);
        } else {
            self.diversion_session(id);
        }
        None
    }

    /// Whether the person comes, by motivation, use, housing, and how many the navigators have.
    fn attends_session(&self, id: Id) -> bool {
        let m = self.model(id);
        let c = &m.diversion.conditions;
        let p = &self.people[id];
        let mut odds = p.motivation_factor();
        if *m.loops.caseload {
            let load = self.areas[p.home()].services[Staff::Diversion].load(&m.diversion.workers);
            odds *= under_load(load, *c.load_exponent);
        }
        if p.has_need() && p.use_ == Use::Dependent {
            odds *= *c.attended_dependent;
        }
        odds *= p.odds_of_home(m, *c.attended_homeless);
        let number = u32::from(p.diversion_step) << 8 | u32::from(p.diversion_missed);
        let draw = self
            .draw(id, Purpose::DiversionSession, p.arrests)
            .split(number);
        draw.chance(with_odds(*c.attended, odds))
    }

    fn diversion_assessment(&mut self, id: Id) {
        let now = self.now;
        let attended = self.attends_session(id);
        let c = &self.model(id).diversion.conditions;
        let (deadline, retry) = (*c.assessment_by, *c.retry);
        let p = self.person(id);
        if attended {
            p.diversion_step = 1;
            p.diversion_missed = 0;
            self.next_session(id);
        } else if now.plus_days(retry) > p.diverted_at.plus_days(deadline) {
            self.diversion_breached(id);
        } else {
            p.diversion_missed = p.diversion_missed.saturating_add(1);
            p.clocks.set_timer(slot::DIVERSION, now.plus_days(retry));
        }
    }

    fn diversion_session(&mut self, id: Id) {
        let attended = self.attends_session(id);
        let c = &self.model(id).diversion.conditions;
        let p = self.person(id);
        p.diversion_missed = p.diversion_missed.saturating_add(u8::from(!attended));
        if f64::from(p.diversion_missed) > *c.misses_allowed {
            self.diversion_breached(id);
        } else if f64::from(p.diversion_step) >= *c.sessions {
            self.count(Count::DiversionCompleted, id);
            self.leave_diversion(id);
        } else {
            p.diversion_step = p.diversion_step.saturating_add(1);
            self.next_session(id);
        }
    }

    fn next_session(&mut self, id: Id) {
        let now = self.now;
        let c = &self.model(id).diversion.conditions;
        let days = *c.contract / c.sessions.clamp(1.0, 200.0);
        self.person(id)
            .clocks
            .set_timer(slot::DIVERSION, now.plus_days(days.max(0.5)));
    }

    /// A condition is broken: the place is given up, and a charge may follow.
    fn diversion_breached(&mut self, id: Id) {
        let now = self.now;
        let form = self.people[id].diverted;
        self.break_diversion(id);
        let Some(broken) = form else {
            return;
        };
        let d = &self.model(id).diversion;
        let draw = self.draw(id, Purpose::Diversion, self.people[id].arrests);
        let charged = *d.charged[broken];
        if draw.split(CHARGED).chance(charged) {
            let days = draw
                .split(CHARGE_DELAY)
                .lognormal(*d.charge_delay, *d.charge_delay_spread);
            let p = self.person(id);
            p.diverted = form;
            p.clocks
                .set_timer(slot::DIVERSION, now.plus_days(days.max(0.2)));
        }
    }

    /// A new charge or custody ends a diversion as broken: what was diverted is dealt with
    /// together with what is new.
    pub(in crate::pathway) fn break_diversion(&mut self, id: Id) {
        let held = self.people[id].is_on_scheme();
        if held {
            self.count(Count::DiversionBreached, id);
        }
        self.leave_diversion(id);
        if held {
            self.person(id).set(flag::DIVERSION_FAILED, true);
        }
    }

    /// Off the scheme; the place is free for whom an officer meets next.
    pub(in crate::pathway) fn leave_diversion(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        let (held, area) = (p.is_on_scheme(), p.home());
        p.diverted = None;
        p.clocks.clear_timer(slot::DIVERSION);
        if held {
            self.areas[area].services[Staff::Diversion]
                .pool
                .give_back(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Key;
    use crate::pathway::population::newcomer::blank;
    use crate::scenario::Scenario;
    use crate::scenario::schema::Model;
    use crate::strata::Substance;

    /// Protects: the parameter is the mean of the effect over its time, not the effect at its start;
    /// and a broken contract has none.
    #[test]
    fn the_effect_fades_about_its_mean() {
        let whole = [("diversion.causal_share".to_owned(), "1".to_owned())];
        let scenario =
            Scenario::<Model>::load("baseline.toml", &whole).expect("the baseline is good");
        let model: Model = scenario.at_start().expect("it is complete");
        let m = Local::new(model.clone(), &model);
        let mut p = blank(Key::root(1, 1), 0, Substance::Opiate, -9000.0);
        p.diverted_at = Tick::START;
        let step = *m.diversion.effect_lasts / STEPS;
        let middles = (0..STEPS as u32).map(|i| (f64::from(i) + 0.5) * step);
        let effects: Vec<f64> = middles
            .map(|days| effect(&p, &m, Tick::START.plus_days(days)))
            .collect();
        assert!(effects.windows(2).all(|w| w[0] < w[1]), "{effects:?}");
        let mean = effects.iter().sum::<f64>() / STEPS;
        assert!((mean - *m.diversion.effect.low).abs() < 1e-9, "{effects:?}");
        let over = Tick::START.plus_days(STEPS * step + 1.0);
        assert_eq!(effect(&p, &m, over), 1.0);
        p.set(flag::DIVERSION_FAILED, true);
        assert_eq!(effect(&p, &m, Tick::START.plus_days(1.0)), 1.0);
    }
}
