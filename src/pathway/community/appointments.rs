//! The way into community treatment: an appointment that may be missed, a referral, or somebody who
//! brings the person the same day.

use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Requirement, Source, Treatment, flag, slot};
use crate::pathway::release::afterwards;
use crate::pathway::values::plan::{by_wait, with_odds};
use crate::pathway::world::World;
use crate::pathway::world::moves::Move;

impl World<'_> {
    /// An appointment, kept or missed, or an assessment.
    pub(in crate::pathway) fn appointment(&mut self, id: Id) {
        match self.people[id].treatment {
            Treatment::Booked => self.booked_appointment(id),
            Treatment::Referred => self.ask(id),
            _ => {}
        }
    }

    /// An appointment that may be missed, `wait` days from now.
    pub(in crate::pathway) fn book(&mut self, id: Id, source: Source, wait: f64) {
        let now = self.now;
        let p = self.person(id);
        if p.treatment != Treatment::None || p.waits_for_requirement() {
            return;
        }
        p.treatment = Treatment::Booked;
        p.source = source;
        p.treatment_since = now;
        p.clocks
            .set_timer(slot::APPOINTMENT, now.plus_days(wait.max(0.2)));
        self.count(Count::Referrals, id);
    }

    /// A referral: an assessment follows.
    pub(in crate::pathway) fn refer(&mut self, id: Id, source: Source) {
        let now = self.now;
        let p = &self.people[id];
        if p.in_custody() || p.treatment != Treatment::None || p.waits_for_requirement() {
            return;
        }
        let t = &self.model(id).community_treatment;
        let episode = p.armed[slot::TREATMENT];
        let days = self
            .draw(id, Purpose::ReferralTime, episode)
            .lognormal(*t.assessment, *t.assessment_spread);
        let p = self.person(id);
        p.treatment = Treatment::Referred;
        p.source = source;
        p.treatment_since = now;
        p.clocks.set_timer(slot::APPOINTMENT, now.plus_days(days));
        self.rearm(id, slot::TREATMENT);
        self.count(Count::Referrals, id);
    }

    /// Same-day access: somebody brings the person to the service.
    pub(in crate::pathway) fn refer_at_once(&mut self, id: Id, source: Source) {
        let now = self.now;
        match self.people[id].treatment {
            Treatment::None if self.people[id].waits_for_requirement() => return,
            Treatment::None => {
                self.count(Count::Referrals, id);
                let p = self.person(id);
                p.source = source;
                p.treatment_since = now;
            }
            Treatment::Booked | Treatment::Referred => {
                self.person(id).clocks.clear_timer(slot::APPOINTMENT);
            }
            _ => return,
        }
        self.ask(id);
    }

    /// Kept or missed.
    fn booked_appointment(&mut self, id: Id) {
        let m = self.model(id);
        let p = &self.people[id];
        let waited = self.now.days_since(p.treatment_since);
        let mut odds = p.engagement(m);
        let base = if p.source == Source::Requirement {
            *m.orders.drr.first_attended
        } else if p.source == Source::Police {
            let flexible = self
                .draw(id, Purpose::FlexibleAppointment, p.arrests)
                .chance(*m.arrest_referral.flexible);
            let (base, by) =
                crate::pathway::police::arrest_referral::attendance(p, m, waited, flexible);
            odds = by;
            base
        } else {
            let r = &m.release;
            odds *= by_wait(waited, *r.attended_day_three, *r.attended_per_week);
            odds *= afterwards::attended(p, m, self.now);
            if p.is(flag::IN_REACH) {
                odds *= *r.attended_in_reach;
            }
            odds *=
                crate::pathway::release::through_the_gate::odds(p, m, |scheme| *scheme.attended);
            if p.is(flag::MET) {
                odds *= *r.attended_met;
            }
            odds *= p.odds_of_home(m, *r.attended_homeless);
            *r.attended
        };
        let episode = p
            .releases
            .wrapping_add(p.orders)
            .wrapping_add(p.armed[slot::TREATMENT]);
        if self
            .draw(id, Purpose::Attended, episode)
            .chance(with_odds(base, odds))
        {
            match self.people[id].source {
                Source::Police => self.count(Count::PoliceAttended, id),
                Source::Requirement => self.send(id, Move::AppointmentKept),
                _ => {}
            }
            self.ask(id);
            return;
        }
        self.end_wait(id);
        let p = self.person(id);
        p.treatment = Treatment::None;
        let mandated = p.requirement != Requirement::None && p.source == Source::Requirement;
        self.rearm(id, slot::TREATMENT);
        if mandated {
            self.send(id, Move::AppointmentMissed);
        }
    }
}
