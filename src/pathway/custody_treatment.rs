//! Treatment in prison: screening, clinical and psychosocial treatment, its waiting list,
//! contact that falls with load and locked-up time, completion, and transfers that break it.

use super::plan::Local;
use super::person::{Custody, Id, Person, Treatment, Use, flag, slot};
use super::purpose::Purpose;
use super::world::World;
use crate::engine::{Request, Ticket};
use crate::observe::Count;

/// How unevenly long assessments and restarts take.
const SPREAD: f64 = 0.8;

/// Most that thin contact can multiply dropout by: the cap of the thinned channel.
fn worst(m: &Local) -> f64 {
    let t = &m.custody_treatment;
    let load = (*t.workers.limit / t.workers.recommended.max(1e-9)).max(1.0);
    libm::pow(load / t.unlock.max(0.05), *t.dropout_exponent)
}

/// Dropout per day at the worst contact; candidates are thinned by the contact of the day.
pub(super) fn dropout_rate(p: &Person, m: &Local) -> f64 {
    *m.custody_treatment.dropout * worst(m) / p.motivation_factor()
}

impl World<'_> {
    /// Contact against what full contact would be: falls with load and with time locked up.
    fn contact_intensity(&self) -> f64 {
        let m = self.national();
        let t = &m.custody_treatment;
        let load = if *m.loops.caseload { self.psychosocial.load(&t.workers).max(1.0) } else { 1.0 };
        *t.unlock / load
    }

    /// Reception screening: the need is found or not, help accepted or not.
    pub(super) fn screen(&mut self, id: Id) {
        let p = &self.people[id as usize];
        if !p.has_need() {
            return;
        }
        let m = self.model(id);
        let t = &m.custody_treatment;
        let (group, episode) = (p.substance as usize, p.receptions);
        let recalled = p.custody == Custody::Recalled;
        if !self.draw(id, Purpose::Identified, episode).chance(**t.identified.get(group)) {
            return;
        }
        if !recalled {
            self.count(Count::Identified, id);
        }
        let accepts = **t.accepts.get(group) * self.people[id as usize].motivation_factor();
        if !self.draw(id, Purpose::Accepts, episode).chance(accepts.min(1.0)) {
            return;
        }
        if !recalled {
            self.count(Count::Engaged, id);
        }
        let days = self.draw(id, Purpose::AssessmentTime, episode).lognormal(*t.assessment, SPREAD);
        let at = self.now.plus_days(days);
        let p = self.person(id);
        p.set(flag::ENGAGED, true);
        p.clocks.set_timer(slot::APPOINTMENT, at);
    }

    /// The assessment inside, or the restart after a transfer.
    pub(super) fn assessed_inside(&mut self, id: Id) {
        let now = self.now;
        let p = &self.people[id as usize];
        let restart = p.is(flag::INTERRUPTED);
        if p.uses_opiates() && !restart && !p.is(flag::CLINICAL) {
            self.start_clinical(id);
        }
        if self.people[id as usize].treatment != Treatment::None {
            return;
        }
        self.person(id).set(flag::INTERRUPTED, false);
        match self.psychosocial.pool.request(id, 0, now) {
            Request::Granted => self.start_programme(id),
            Request::Queued(ticket) => {
                let p = self.person(id);
                p.treatment = Treatment::Waiting;
                p.ticket = ticket;
                p.treatment_since = now;
                p.clocks.clear_timer(slot::TREATMENT_END);
            }
        }
    }

    /// Maintenance if a clinical place is free and it is offered; otherwise detoxification.
    fn start_clinical(&mut self, id: Id) {
        let now = self.now;
        let episode = self.people[id as usize].receptions;
        let maintained = self
            .draw(id, Purpose::Maintained, episode)
            .chance(*self.model(id).custody_treatment.maintained);
        if maintained && self.clinical.try_take(now) {
            if !self.people[id as usize].in_prison_treatment() {
                self.count(Count::PrisonStarts, id);
            }
            let p = self.person(id);
            p.set(flag::CLINICAL | flag::MAINTAINED, true);
            self.set_use(id, Use::Reduced);
        } else if self.people[id as usize].use_ == Use::Dependent {
            self.set_use(id, Use::Abstinent);
        }
    }

    fn start_programme(&mut self, id: Id) {
        let now = self.now;
        let t = &self.model(id).custody_treatment;
        if !self.people[id as usize].in_prison_treatment() {
            self.count(Count::PrisonStarts, id);
        }
        let p = self.person(id);
        p.treatment = Treatment::Treated;
        p.ticket = Ticket::NONE;
        p.treatment_since = now;
        p.treatments = p.treatments.wrapping_add(1);
        let (group, episode) = (p.substance as usize, p.treatments);
        let days = self
            .draw(id, Purpose::Programme, episode)
            .lognormal(**t.programme.get(group), *t.programme_spread);
        self.person(id).clocks.set_timer(slot::TREATMENT_END, now.plus_days(days));
        self.rearm(id, slot::TREATMENT);
    }

    /// Gives free places of the prison service to those who wait.
    pub(super) fn serve_prison_treatment(&mut self) {
        while let Some(served) = self.psychosocial.pool.serve_next(self.now) {
            self.start_programme(served.row);
            self.refresh(served.row);
        }
    }

    /// A candidate for dropout, accepted by how thin contact is today.
    pub(super) fn may_drop_out_inside(&mut self, id: Id) -> bool {
        let m = self.model(id);
        let now_factor = libm::pow(1.0 / self.contact_intensity().max(1e-3), *m.custody_treatment.dropout_exponent);
        if !self.accepts(id, slot::TREATMENT, now_factor / worst(m)) {
            return false;
        }
        self.leave_programme(id);
        if !self.people[id as usize].in_prison_treatment() {
            self.count(Count::PrisonExits, id);
            self.count(Count::PrisonDropped, id);
        }
        true
    }

    /// A programme reaches its end: free of dependence or not.
    pub(super) fn programme_ends(&mut self, id: Id) {
        let m = self.model(id);
        let p = &self.people[id as usize];
        let chance = **m.custody_treatment.completes.get(p.substance as usize) * self.contact_intensity().min(1.0);
        let completed = self.draw(id, Purpose::Completes, p.treatments).chance(chance);
        self.leave_programme(id);
        if self.people[id as usize].in_prison_treatment() {
            // Still on a prescription: the treatment goes on.
            return;
        }
        self.count(Count::PrisonExits, id);
        if completed {
            self.count(Count::PrisonCompleted, id);
            self.set_use(id, Use::Abstinent);
        }
    }

    /// Gives up the psychosocial place, or the wait for one.
    fn leave_programme(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        let (treatment, ticket) = (p.treatment, p.ticket);
        p.treatment = Treatment::None;
        if treatment == Treatment::Waiting {
            // In police cells the ticket is for a prison place.
            p.ticket = Ticket::NONE;
        }
        p.clocks.clear_timer(slot::TREATMENT_END);
        match treatment {
            Treatment::Treated => {
                self.psychosocial.pool.give_back(now);
                self.serve_prison_treatment();
            }
            Treatment::Waiting => {
                self.psychosocial.pool.withdraw(ticket, now);
            }
            _ => {}
        }
    }

    /// A transfer between prisons: treatment stops, and is taken up again after a while or never.
    pub(super) fn break_treatment(&mut self, id: Id) {
        let p = &self.people[id as usize];
        if !matches!(p.treatment, Treatment::Treated | Treatment::Waiting) {
            return;
        }
        let m = self.model(id);
        let episode = p.armed[slot::MOVE];
        let was_treated = p.treatment == Treatment::Treated;
        if !self.draw(id, Purpose::Broken, episode).chance(*m.custody_treatment.broken_by_transfer) {
            return;
        }
        self.leave_programme(id);
        if was_treated {
            self.count(Count::PrisonInterrupted, id);
        }
        let days = self.draw(id, Purpose::Restart, episode).lognormal(*m.custody_treatment.restart, SPREAD);
        let at = self.now.plus_days(days);
        let p = self.person(id);
        p.set(flag::INTERRUPTED, true);
        p.clocks.set_timer(slot::APPOINTMENT, at);
    }

    /// Release or death ends treatment in prison, and its waiting list. True if the person
    /// leaves treatment with a continuing need.
    pub(super) fn end_prison_treatment(&mut self, id: Id) -> bool {
        let now = self.now;
        let treated = self.people[id as usize].in_prison_treatment();
        let waiting = self.people[id as usize].treatment == Treatment::Waiting;
        self.leave_programme(id);
        let p = self.person(id);
        p.clocks.clear_timer(slot::APPOINTMENT);
        if p.is(flag::CLINICAL) {
            p.set(flag::CLINICAL, false);
            self.clinical.give_back(now);
        }
        if waiting && !treated {
            self.count(Count::PrisonWaitLost, id);
        }
        if treated {
            self.count(Count::PrisonExits, id);
        }
        treated
    }
}
