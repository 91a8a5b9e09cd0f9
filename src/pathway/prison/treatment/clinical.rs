//! Clinical treatment in prison: maintenance, which takes a while to hold and may be stopped, and
//! detoxification, a course of days. Both take a clinical place, and have one waiting list.

use crate::engine::{Request, Tick, Ticket};
use crate::observe::Count;
use crate::pathway::measure::headcount::mark;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Treatment, flag};
use crate::pathway::world::World;
use crate::pathway::world::moves::Move;
use crate::strata::{Staff, Use};

impl World<'_> {
    /// Whether the clinical treatment of this stay is maintenance rather than detoxification.
    pub(in crate::pathway::prison) fn is_for_maintenance(&self, id: Id) -> bool {
        let share = *self.model(id).custody_treatment.maintained;
        let episode = self.people[id].receptions;
        self.draw(id, Purpose::Maintained, episode).chance(share)
    }

    /// Asks for a clinical place for somebody who uses opiates and has none.
    pub(in crate::pathway::prison) fn ask_for_clinical(&mut self, id: Id) {
        let p = &self.people[id];
        let uses = p.uses_opiates() && matches!(p.use_, Use::Dependent | Use::Reduced);
        if !uses || p.is(flag::CLINICAL) || p.is(flag::CLINICAL_WAITING) {
            return;
        }
        // One ticket stands for either waiting list.
        if p.is(flag::ISFL_WAITING) {
            self.leave_wing(id);
        }
        match self.prison.services[Staff::Clinical]
            .pool
            .request(id, 0, self.now)
        {
            Request::Granted => self.begin_clinical(id),
            Request::Queued(ticket) => {
                let p = self.person(id);
                p.line = ticket;
                p.set(flag::CLINICAL_WAITING, true);
            }
        }
    }

    fn begin_clinical(&mut self, id: Id) {
        let now = self.now;
        self.note_prison_start(id);
        let maintained = self.is_for_maintenance(id);
        let t = &self.model(id).custody_treatment;
        let p = &self.people[id];
        let (depot, course) = (
            self.draw(id, Purpose::Depot, p.receptions),
            self.draw(id, Purpose::ClinicalCourse, p.treatments),
        );
        let median = if maintained {
            *t.titration
        } else {
            *t.detoxification
        };
        let ends = now.plus_days(course.lognormal(median, *t.course_spread));
        let depot = maintained && depot.chance(*t.depot);
        let p = self.person(id);
        p.line = Ticket::NONE;
        p.treatments = p.treatments.wrapping_add(1);
        p.course_ends = ends.max(Tick(now.0 + 1));
        p.set(flag::CLINICAL_WAITING, false);
        p.set(flag::CLINICAL, true);
        p.set(flag::MAINTAINED, maintained);
        p.set(flag::DEPOT, depot);
        if p.treatment == Treatment::Treated {
            p.marks |= mark::RECORDED;
        }
    }

    /// Gives free clinical places to those who wait.
    pub(in crate::pathway) fn serve_clinical(&mut self) {
        while let Some(served) = self.prison.services[Staff::Clinical]
            .pool
            .serve_next(self.now)
        {
            self.begin_clinical(served.row);
            self.touch(served.row);
        }
    }

    /// The dose of maintenance holds, or the course of detoxification is over, if it is time.
    pub(in crate::pathway) fn step_clinical(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        if !p.is(flag::CLINICAL) || p.course_ends > now {
            return;
        }
        p.course_ends = Tick::NEVER;
        let (maintained, waits) = (p.is(flag::MAINTAINED), p.treatment == Treatment::Waiting);
        if maintained {
            self.send(id, Move::Uses(Use::Reduced));
            return;
        }
        self.send(id, Move::Uses(Use::Abstinent));
        self.leave_clinical(id);
        // A programme that is still to come is the same treatment.
        self.person(id).set(flag::INTERRUPTED, waits);
        self.note_prison_exit(id);
    }

    /// Maintenance is reduced to nothing as planned, or stopped before that.
    pub(in crate::pathway::prison) fn maintenance_stops(&mut self, id: Id) {
        let episode = self.people[id].treatments;
        let free = *self.model(id).custody_treatment.stopped_free;
        let planned = self
            .draw(id, Purpose::MaintenanceStops, episode)
            .chance(free);
        self.count(Count::MaintenanceStopped, id);
        self.lose_prescription(id);
        if planned {
            self.send(id, Move::Uses(Use::Abstinent));
        }
        if self.note_prison_exit(id) && planned {
            self.count(Count::PrisonCompleted, id);
        }
    }

    /// A prescription ends inside, or the wait for one: without it use is as before.
    pub(in crate::pathway::prison) fn lose_prescription(&mut self, id: Id) {
        let had = self.people[id].is(flag::CLINICAL);
        self.leave_clinical(id);
        let p = self.person(id);
        p.set(flag::MAINTAINED, false);
        p.bridged_until = Tick::NEVER;
        if had && p.use_ == Use::Reduced {
            self.send(id, Move::Uses(Use::Dependent));
        }
    }

    /// Counts the end of treatment of somebody who is left with none of it; true if it is one.
    fn note_prison_exit(&mut self, id: Id) -> bool {
        let p = &self.people[id];
        let ends = !p.in_prison_treatment() && !p.is(flag::INTERRUPTED);
        if ends {
            self.leaves_treatment_inside(id);
        }
        ends
    }

    /// Gives up the clinical place, or the wait for one. The last dose of a depot goes on
    /// acting for what is left of its interval.
    pub(in crate::pathway::prison) fn leave_clinical(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        let ticket = p.line;
        p.course_ends = Tick::NEVER;
        if p.is(flag::CLINICAL_WAITING) {
            p.set(flag::CLINICAL_WAITING, false);
            p.line = Ticket::NONE;
            self.prison.services[Staff::Clinical]
                .pool
                .withdraw(ticket, now);
        }
        if !self.people[id].is(flag::CLINICAL) {
            return;
        }
        self.count_combined(id);
        let p = &self.people[id];
        let (depot, episode) = (p.is(flag::DEPOT), p.receptions);
        if depot {
            let interval = *self.national().custody_treatment.depot_interval;
            let left = self.draw(id, Purpose::Depot, episode).split(1).unit() * interval;
            self.person(id).bridged_until = now.plus_days(left);
        }
        self.person(id).set(flag::CLINICAL | flag::DEPOT, false);
        self.prison.services[Staff::Clinical].pool.give_back(now);
        self.serve_clinical();
    }

    /// Both treatments on record, and both received: two statistics of one maintained stay.
    fn count_combined(&mut self, id: Id) {
        if !self.people[id].is(flag::MAINTAINED) {
            return;
        }
        self.count(Count::ClinicalEnds, id);
        if self.people[id].marks & mark::RECORDED != 0 {
            self.count(Count::CombinedRecorded, id);
            if self.people[id].is(flag::DELIVERED) {
                self.count(Count::CombinedDelivered, id);
            }
        }
    }
}
