//! Treatment in prison: screening, clinical and psychosocial treatment with their waiting
//! lists, completion, and transfers that break it. How much contact there is: see `contact`.

use super::person::{Id, Treatment, Use, flag, slot};
use super::plan::with_odds;
use super::purpose::Purpose;
use super::world::World;
use crate::engine::{Request, Tick, Ticket};
use crate::observe::Count;

/// How unevenly long assessments and restarts take.
const SPREAD: f64 = 0.8;

impl World<'_> {
    /// Reception screening: the need is found or not, help accepted or not.
    pub(super) fn screen(&mut self, id: Id) {
        let p = &self.people[id as usize];
        if !p.has_need() {
            return;
        }
        let m = self.model(id);
        let t = &m.custody_treatment;
        let (group, episode) = (p.substance as usize, p.receptions);
        let counted = p.is_new_reception();
        if !self
            .draw(id, Purpose::Identified, episode)
            .chance(**t.identified.get(group))
        {
            return;
        }
        if counted {
            self.count(Count::Identified, id);
        }
        let accepts = **t.accepts.get(group) * self.people[id as usize].motivation_factor();
        let accepts = with_odds(accepts.min(1.0), self.with_peers(*m.peers.acceptance));
        if !self.draw(id, Purpose::Accepts, episode).chance(accepts) {
            return;
        }
        if counted {
            self.count(Count::Engaged, id);
        }
        let days = self
            .draw(id, Purpose::AssessmentTime, episode)
            .lognormal(*t.assessment, SPREAD);
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
        if p.uses_opiates() && !restart && !p.is(flag::CLINICAL) && !p.is(flag::CLINICAL_WAITING) {
            self.start_clinical(id);
        }
        if self.people[id as usize].treatment != Treatment::None {
            return;
        }
        if !self.wants_programme(id) {
            return;
        }
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

    /// Some maintained people take the prescription and nothing else.
    fn wants_programme(&self, id: Id) -> bool {
        let p = &self.people[id as usize];
        let maintained = p.is(flag::CLINICAL) || p.is(flag::CLINICAL_WAITING);
        let share = *self.model(id).custody_treatment.combined;
        !maintained || self.draw(id, Purpose::Combined, p.receptions).chance(share)
    }

    /// Maintenance, once there is a clinical place, if it is offered; otherwise detoxification.
    fn start_clinical(&mut self, id: Id) {
        let episode = self.people[id as usize].receptions;
        let maintained = self
            .draw(id, Purpose::Maintained, episode)
            .chance(*self.model(id).custody_treatment.maintained);
        if !maintained {
            if self.people[id as usize].use_ == Use::Dependent {
                self.set_use(id, Use::Abstinent);
            }
            return;
        }
        if self.people[id as usize].is(flag::ISFL_WAITING) {
            self.leave_wing(id);
        }
        match self.clinical.pool.request(id, 0, self.now) {
            Request::Granted => self.begin_clinical(id),
            Request::Queued(ticket) => {
                let p = self.person(id);
                p.line = ticket;
                p.set(flag::CLINICAL_WAITING, true);
            }
        }
    }

    fn begin_clinical(&mut self, id: Id) {
        let p = &self.people[id as usize];
        let (started, on_programme) = (p.in_prison_treatment(), p.treatment == Treatment::Treated);
        if !started {
            self.count(Count::PrisonStarts, id);
        }
        let share = *self.model(id).custody_treatment.depot;
        let depot = self
            .draw(id, Purpose::Depot, self.people[id as usize].receptions)
            .chance(share);
        let p = self.person(id);
        p.line = Ticket::NONE;
        p.set(flag::CLINICAL_WAITING, false);
        p.set(flag::CLINICAL | flag::MAINTAINED, true);
        p.set(flag::DEPOT, depot);
        p.set(flag::RECORDED, on_programme);
        self.seen_in_treatment_inside(id);
        self.set_use(id, Use::Reduced);
    }

    /// Gives free clinical places to those who wait.
    pub(super) fn serve_clinical(&mut self) {
        while let Some(served) = self.clinical.pool.serve_next(self.now) {
            self.begin_clinical(served.row);
            self.refresh(served.row);
        }
    }

    /// Gives up the clinical place, or the wait for one. The last dose of a depot goes on
    /// acting for what is left of its interval.
    fn leave_clinical(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        let ticket = p.line;
        if p.is(flag::CLINICAL_WAITING) {
            p.set(flag::CLINICAL_WAITING, false);
            p.line = Ticket::NONE;
            self.clinical.pool.withdraw(ticket, now);
        }
        if !self.people[id as usize].is(flag::CLINICAL) {
            return;
        }
        self.count_combined(id);
        let p = &self.people[id as usize];
        let (depot, episode) = (p.is(flag::DEPOT), p.receptions);
        if depot {
            let interval = *self.national().custody_treatment.depot_interval;
            let left = self.draw(id, Purpose::Depot, episode).split(1).unit() * interval;
            self.person(id).bridged_until = now.plus_days(left);
        }
        self.person(id).set(flag::CLINICAL | flag::DEPOT, false);
        self.clinical.pool.give_back(now);
        self.serve_clinical();
    }

    /// Both treatments on record, and both received: two statistics of one clinical stay.
    fn count_combined(&mut self, id: Id) {
        self.count(Count::ClinicalEnds, id);
        if self.people[id as usize].is(flag::RECORDED) {
            self.count(Count::CombinedRecorded, id);
            if self.people[id as usize].is(flag::DELIVERED) {
                self.count(Count::CombinedDelivered, id);
            }
        }
    }

    fn start_programme(&mut self, id: Id) {
        let now = self.now;
        let t = &self.model(id).custody_treatment;
        let p = &self.people[id as usize];
        // Taken up again after a transfer, it is the same treatment.
        if !p.in_prison_treatment() && !p.is(flag::INTERRUPTED) {
            self.count(Count::PrisonStarts, id);
        }
        self.seen_in_treatment_inside(id);
        let p = self.person(id);
        p.set(flag::INTERRUPTED, false);
        p.treatment = Treatment::Treated;
        p.ticket = Ticket::NONE;
        p.treatment_since = now;
        p.treatments = p.treatments.wrapping_add(1);
        let on_record = p.is(flag::RECORDED) || p.is(flag::CLINICAL);
        p.set(flag::RECORDED, on_record);
        let (group, episode) = (p.substance as usize, p.treatments);
        let days = self
            .draw(id, Purpose::Programme, episode)
            .lognormal(**t.programme.get(group), *t.programme_spread);
        self.person(id)
            .clocks
            .set_timer(slot::TREATMENT_END, now.plus_days(days));
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
        if !self.accepts(id, slot::TREATMENT, self.dropout_accepted(id)) {
            return false;
        }
        self.leave_programme(id);
        if !self.people[id as usize].in_prison_treatment() {
            self.leaves_treatment_inside(id);
            self.count(Count::PrisonDropped, id);
        }
        true
    }

    /// A programme reaches its end: free of dependence or not.
    pub(super) fn programme_ends(&mut self, id: Id) {
        let m = self.model(id);
        let p = &self.people[id as usize];
        let site = m.site(p);
        let chance = **m.custody_treatment.completes.get(p.substance as usize)
            * libm::pow(
                self.contact_intensity(id).min(1.0),
                *m.custody_treatment.completion_exponent,
            )
            * site.quality;
        let chance = with_odds(chance.min(1.0), site.engagement_of(p));
        let completed = self
            .draw(id, Purpose::Completes, p.treatments)
            .chance(chance);
        self.leave_programme(id);
        // Still on a prescription: the treatment goes on.
        if !self.people[id as usize].in_prison_treatment() {
            self.leaves_treatment_inside(id);
            if completed {
                self.count(Count::PrisonCompleted, id);
                self.set_use(id, Use::Abstinent);
            }
        }
        self.may_become_mentor(id);
    }

    /// Gives up the psychosocial place, or the wait for one.
    fn leave_programme(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        let (treatment, ticket, since) = (p.treatment, p.ticket, p.treatment_since);
        if !matches!(treatment, Treatment::Treated | Treatment::Waiting) {
            return;
        }
        p.treatment = Treatment::None;
        p.clocks.clear_timer(slot::TREATMENT_END);
        match treatment {
            Treatment::Treated => {
                self.note_dose(id, since);
                self.psychosocial.pool.give_back(now);
                self.serve_prison_treatment();
            }
            Treatment::Waiting => {
                self.person(id).ticket = Ticket::NONE;
                self.psychosocial.pool.withdraw(ticket, now);
            }
            _ => {}
        }
    }

    /// A programme ends, for whatever reason: was it more than a record?
    fn note_dose(&mut self, id: Id, since: Tick) {
        self.count(Count::ProgrammeEnds, id);
        if self.is_delivered(id, self.now.days_since(since)) {
            self.count(Count::ProgrammesDelivered, id);
            self.person(id).set(flag::DELIVERED, true);
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
        if !self
            .draw(id, Purpose::Broken, episode)
            .chance(*m.custody_treatment.broken_by_transfer)
        {
            return;
        }
        self.leave_programme(id);
        if was_treated {
            self.count(Count::PrisonInterrupted, id);
        }
        let days = self
            .draw(id, Purpose::Restart, episode)
            .lognormal(*m.custody_treatment.restart, SPREAD);
        let at = self.now.plus_days(days);
        let p = self.person(id);
        p.set(flag::INTERRUPTED, true);
        p.clocks.set_timer(slot::APPOINTMENT, at);
    }

    /// Release or death ends treatment in prison, and its waiting list. True if the person
    /// leaves treatment with a continuing need.
    pub(super) fn end_prison_treatment(&mut self, id: Id) -> bool {
        let p = &self.people[id as usize];
        let treated = p.in_prison_treatment();
        let waiting = p.treatment == Treatment::Waiting || p.is(flag::CLINICAL_WAITING);
        self.leave_programme(id);
        self.leave_clinical(id);
        self.person(id).clocks.clear_timer(slot::APPOINTMENT);
        if waiting && !treated {
            self.count(Count::PrisonWaitLost, id);
        }
        if treated {
            self.leaves_treatment_inside(id);
        }
        treated
    }
}
