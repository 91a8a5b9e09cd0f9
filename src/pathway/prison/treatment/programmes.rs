//! Treatment in prison: screening, asking for help later, psychosocial programmes with their
//! waiting list, completion, and transfers that break it. Prescriptions: see `clinical`. How much
//! contact there is: see `contact`.

use crate::engine::{Request, Tick, Ticket};
use crate::observe::Count;
use crate::pathway::measure::headcount::mark;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, Person, Place, Treatment, flag, slot};
use crate::pathway::values::plan::{Local, with_odds};
use crate::pathway::world::World;
use crate::pathway::world::moves::Move;
use crate::strata::{Staff, Use};

/// Rates of the treatment channel of a prisoner: dropout from the programme at its highest, the
/// end of maintenance, and asking for help.
pub(in crate::pathway) fn rates(p: &Person, m: &Local) -> [f64; 3] {
    let t = &m.custody_treatment;
    let when = |condition: bool, rate: f64| if condition { rate } else { 0.0 };
    [
        when(
            p.treatment == Treatment::Treated,
            crate::pathway::prison::treatment::contact::dropout_rate(p, m),
        ),
        when(
            p.is(flag::CLINICAL | flag::MAINTAINED),
            *t.maintenance_stopped,
        ),
        when(may_ask(p), *t.asks_again * p.engagement(m)),
    ]
}

/// In prison with an untreated need, and neither assessed soon nor on a waiting list.
fn may_ask(p: &Person) -> bool {
    p.place == Place::Prison
        && p.has_need()
        && matches!(p.use_, Use::Dependent | Use::Reduced)
        && p.treatment == Treatment::None
        && !p.is(flag::CLINICAL)
        && !p.is(flag::CLINICAL_WAITING)
        && p.clocks.due(slot::APPOINTMENT).is_never()
}

impl World<'_> {
    /// Reception screening: the need is found or not, help accepted or not.
    pub(in crate::pathway::prison) fn screen(&mut self, id: Id) {
        let p = &self.people[id];
        if !p.has_need() {
            return;
        }
        let m = self.model(id);
        let t = &m.custody_treatment;
        let (group, episode) = (p.substance, p.receptions);
        let counted = p.is_new_reception();
        if counted {
            self.count(Count::Screened, id);
        }
        if !self
            .draw(id, Purpose::Identified, episode)
            .chance(*t.identified[group])
        {
            return;
        }
        if counted {
            self.count(Count::Identified, id);
        }
        let accepts = *t.accepts[group] * self.people[id].motivation_factor();
        let accepts = with_odds(accepts.min(1.0), self.with_peers(*m.peers.acceptance));
        if !self.draw(id, Purpose::Accepts, episode).chance(accepts) {
            return;
        }
        if counted {
            self.count(Count::Engaged, id);
        }
        let days = self
            .draw(id, Purpose::AssessmentTime, episode)
            .lognormal(*t.assessment, *t.assessment_spread);
        let at = self.now.plus_days(days);
        self.person(id).clocks.set_timer(slot::APPOINTMENT, at);
    }

    /// The assessment inside, or the restart after a transfer.
    pub(in crate::pathway) fn assessed_inside(&mut self, id: Id) {
        let now = self.now;
        self.ask_for_clinical(id);
        if self.people[id].treatment != Treatment::None {
            return;
        }
        if !self.wants_programme(id) {
            return;
        }
        match self.prison.services[Staff::Psychosocial]
            .pool
            .request(id, 0, now)
        {
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
        let p = &self.people[id];
        let clinical = p.is(flag::CLINICAL) || p.is(flag::CLINICAL_WAITING);
        let share = *self.model(id).custody_treatment.combined;
        !(clinical && self.is_for_maintenance(id))
            || self.draw(id, Purpose::Combined, p.receptions).chance(share)
    }

    fn start_programme(&mut self, id: Id) {
        let now = self.now;
        let t = &self.model(id).custody_treatment;
        self.note_prison_start(id);
        let p = self.person(id);
        p.treatment = Treatment::Treated;
        p.ticket = Ticket::NONE;
        p.treatment_since = now;
        p.treatments = p.treatments.wrapping_add(1);
        if p.is(flag::CLINICAL) {
            p.marks |= mark::RECORDED;
        }
        let (group, episode) = (p.substance, p.treatments);
        let median = *t.programme[group] * self.programme_fit(id);
        let days = self
            .draw(id, Purpose::Programme, episode)
            .lognormal(median, *t.programme_spread);
        self.person(id)
            .clocks
            .set_timer(slot::TREATMENT_END, now.plus_days(days));
        self.rearm(id, slot::TREATMENT);
    }

    /// A treatment begins, unless it is one that was broken and is taken up again.
    pub(in crate::pathway::prison) fn note_prison_start(&mut self, id: Id) {
        let p = &self.people[id];
        if !p.in_prison_treatment() && !p.is(flag::INTERRUPTED) {
            self.count(Count::PrisonStarts, id);
        }
        self.seen_in_treatment_inside(id);
        self.person(id).set(flag::INTERRUPTED, false);
    }

    /// What the time left to serve makes of the length of a programme: workers plan short courses
    /// for short stays. On remand nobody knows the date.
    fn programme_fit(&self, id: Id) -> f64 {
        let t = &self.model(id).custody_treatment;
        let p = &self.people[id];
        let end = p.clocks.due(slot::CUSTODY);
        if p.custody == Custody::Remand || end.is_never() {
            return 1.0;
        }
        let left = end.days_since(self.now) / t.programme_for.max(1.0);
        libm::pow(left.max(0.0), *t.programme_fit)
            .max(*t.programme_least)
            .min(*t.programme_most)
    }

    /// Gives free places of the prison service to those who wait.
    pub(in crate::pathway) fn serve_prison_treatment(&mut self) {
        while let Some(served) = self.prison.services[Staff::Psychosocial]
            .pool
            .serve_next(self.now)
        {
            self.start_programme(served.row);
            self.touch(served.row);
        }
    }

    /// A candidate for dropout, accepted by how thin contact is today.
    fn drop_out_inside(&mut self, id: Id) -> bool {
        if !self.accepts(id, slot::TREATMENT, self.dropout_accepted(id)) {
            return false;
        }
        self.leave_programme(id);
        if !self.people[id].in_prison_treatment() {
            self.leaves_treatment_inside(id);
            self.count(Count::PrisonDropped, id);
        }
        true
    }

    /// A programme reaches its end: free of dependence or not.
    pub(in crate::pathway) fn programme_ends(&mut self, id: Id) {
        let m = self.model(id);
        let p = &self.people[id];
        let site = m.site(p);
        let chance = *m.custody_treatment.completes[p.substance]
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
        if completed {
            self.person(id).set(flag::COMPLETED, true);
        }
        // Still on a prescription: the treatment goes on.
        if !self.people[id].in_prison_treatment() {
            self.leaves_treatment_inside(id);
            if completed {
                self.count(Count::PrisonCompleted, id);
                self.send(id, Move::Uses(Use::Abstinent));
            }
        }
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
                self.prison.services[Staff::Psychosocial]
                    .pool
                    .give_back(now);
                self.serve_prison_treatment();
            }
            Treatment::Waiting => {
                self.person(id).ticket = Ticket::NONE;
                self.prison.services[Staff::Psychosocial]
                    .pool
                    .withdraw(ticket, now);
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

    /// A transfer between prisons: what does not go along stops, and is taken up again after a
    /// while or never.
    pub(in crate::pathway::prison) fn break_treatment(&mut self, id: Id) {
        let t = &self.model(id).custody_treatment;
        let p = &self.people[id];
        let episode = p.armed[slot::MOVE];
        let treated = p.in_prison_treatment();
        let on_programme = matches!(p.treatment, Treatment::Treated | Treatment::Waiting);
        let clinical = p.is(flag::CLINICAL) || p.is(flag::CLINICAL_WAITING);
        let breaks = on_programme
            && self
                .draw(id, Purpose::Broken, episode)
                .chance(*t.broken_by_transfer);
        let stops = clinical
            && !self
                .draw(id, Purpose::PrescriptionSurvives, episode)
                .chance(*t.prescription_survives);
        if !breaks && !stops {
            return;
        }
        if breaks {
            self.leave_programme(id);
        }
        if stops {
            self.lose_prescription(id);
        }
        if treated {
            self.count(Count::PrisonInterrupted, id);
        }
        let days = self
            .draw(id, Purpose::Restart, episode)
            .lognormal(*t.restart, *t.restart_spread);
        let at = self.now.plus_days(days);
        let p = self.person(id);
        p.set(flag::INTERRUPTED, treated && !p.in_prison_treatment());
        p.clocks.set_timer(slot::APPOINTMENT, at);
    }

    /// Release or death ends treatment in prison, and its waiting list. True if the person
    /// leaves treatment with a continuing need.
    pub(in crate::pathway) fn end_prison_treatment(&mut self, id: Id) -> bool {
        let p = &self.people[id];
        let treated = p.in_prison_treatment();
        let broken = p.is(flag::INTERRUPTED);
        let waiting = p.treatment == Treatment::Waiting || p.is(flag::CLINICAL_WAITING);
        self.leave_programme(id);
        self.leave_clinical(id);
        let p = self.person(id);
        p.clocks.clear_timer(slot::APPOINTMENT);
        p.set(flag::INTERRUPTED, false);
        if waiting && !treated {
            self.count(Count::PrisonWaitLost, id);
        }
        if treated || broken {
            self.leaves_treatment_inside(id);
        }
        treated
    }

    /// The treatment channel of a prisoner: see [`rates`].
    pub(in crate::pathway) fn treatment_channel_inside(&mut self, id: Id) -> bool {
        let p = &self.people[id];
        let rates = rates(p, self.model(id));
        let what = self
            .draw(id, Purpose::TreatmentInside, p.armed[slot::TREATMENT])
            .index(&rates);
        match what {
            0 => return self.drop_out_inside(id),
            1 => self.maintenance_stops(id),
            _ => self.ask_for_help(id),
        }
        true
    }

    /// Help that was missed, refused, left or finished is asked for later in the stay.
    fn ask_for_help(&mut self, id: Id) {
        self.count(Count::PrisonSelfReferrals, id);
        let episode = self.people[id].armed[slot::TREATMENT];
        let t = &self.model(id).custody_treatment;
        let days = self
            .draw(id, Purpose::AskedInside, episode)
            .lognormal(*t.assessment, *t.assessment_spread);
        let at = self.now.plus_days(days);
        self.person(id).clocks.set_timer(slot::APPOINTMENT, at);
    }
}
