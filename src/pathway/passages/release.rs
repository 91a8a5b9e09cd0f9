//! Out of custody: the dates of the custody clock, and the way through the gate.

use crate::observe::Count;
use crate::pathway::health::substance_use::Changed;
use crate::pathway::person::flag::Until;
use crate::pathway::person::{Custody, Exit, Id, flag};
use crate::pathway::world::World;

impl World<'_> {
    /// The custody clock. Inside: release. Outside: the return of those unlawfully at large, the
    /// hearing of a breach, or the end of a curfew.
    pub(in crate::pathway) fn custody_date(&mut self, id: Id) -> bool {
        let p = &self.people[id];
        match p.custody {
            Custody::None if p.is(flag::AT_LARGE) => self.return_to_custody(id),
            Custody::None if p.is(flag::PSS_BREACH) => self.post_sentence_hearing(id),
            Custody::None => self.curfew_over(id),
            Custody::Recalled => self.release(id, Exit::Recall),
            Custody::Committed => self.release(id, Exit::Committal),
            Custody::Sentenced if p.is(flag::EARLY) => self.release(id, Exit::Early),
            Custody::Sentenced if p.is(flag::CURFEW) => self.curfew_due(id),
            _ => self.release(id, Exit::Sentence),
        }
        true
    }

    /// A person leaves custody: treatment and the place inside end, supervision begins, a home is
    /// looked for, and what was prepared is there or not.
    pub(in crate::pathway) fn release(&mut self, id: Id, exit: Exit) {
        let planned = self.is_planned(id, exit);
        let bulk = self.is_bulk(id, exit);
        self.note_tolerance(id);
        let continuing = self.end_prison_treatment(id);
        self.end_holdings(id, Until::Release);
        self.leave_planner_line(id);
        self.leave_prison(id);
        self.pass_gate(id, bulk);
        self.lose_capital(id, 1.0 - *self.model(id).recovery.carried);
        self.begin_supervision(id, exit);
        self.mark_release(id, exit);
        if continuing {
            self.count(Count::PrisonTransferred, id);
        }
        let needs = self.people[id].has_need();
        let with_plan = needs && self.take_plan(id, planned);
        if exit == Exit::Curfew {
            self.go_to_curfew_address(id);
        } else {
            self.find_housing(id, planned, with_plan);
        }
        self.count_release(id, exit, planned);
        if needs {
            self.set_out(id, with_plan, continuing);
        }
        if matches!(exit, Exit::Sentence | Exit::Early | Exit::Curfew) {
            self.follow_up_release(id);
        }
        self.deliver();
        if self.is_present(id) && self.day_of_release(id) == Changed::Relapsed {
            self.after_relapse(id);
            self.deliver();
        }
    }

    /// The day of home detention curfew.
    fn curfew_due(&mut self, id: Id) {
        let ordinary = self.curfew_granted(id);
        self.release(id, Exit::Curfew);
        self.start_curfew(id, ordinary);
    }

    /// A breach of post-sentence supervision is heard, and may end in a short committal.
    fn post_sentence_hearing(&mut self, id: Id) {
        if let Some(days) = self.hear_post_sentence_breach(id) {
            self.receive(id, Custody::Committed);
            self.hold_for(id, days);
        }
    }
}
