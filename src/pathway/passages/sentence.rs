//! From a hearing to what follows from it: an order, custody, or the way out of court.

use crate::pathway::court::cases::Outcome;
use crate::pathway::person::{Custody, Exit, Id};
use crate::pathway::prison::custody::Serves;
use crate::pathway::world::World;

impl World<'_> {
    /// A hearing: it ends a case, or leaves the sentence to another court.
    pub(in crate::pathway) fn hearing(&mut self, id: Id) -> bool {
        let outcome = self.hear(id);
        match outcome {
            Outcome::Failed | Outcome::Fine => self.leave_court(id),
            Outcome::ForSentence => {
                self.commit_for_sentence(id);
                return true;
            }
            Outcome::Order { order, days, set } => {
                self.leave_court(id);
                self.start_order(id, order, days, set);
            }
            Outcome::Custody(days) => {
                self.end_order(id);
                self.serve(id, days);
            }
        }
        if outcome != Outcome::Failed && !self.people[id].in_custody() {
            self.follow_up_conviction(id);
        }
        true
    }

    /// A date of an order: a review, its end, or the hearing of its breach, which may end in
    /// custody.
    pub(in crate::pathway) fn order_date(&mut self, id: Id) -> bool {
        if let Some(days) = self.order_due(id) {
            self.serve(id, days);
        }
        true
    }

    /// A person on remand whose case ends without custody leaves from court.
    fn leave_court(&mut self, id: Id) {
        if self.people[id].custody == Custody::Remand {
            self.release(id, Exit::Court);
        }
    }

    /// A custodial sentence of `days` begins, time on remand counted.
    fn serve(&mut self, id: Id, days: f64) {
        match self.take_sentence(id, days) {
            Serves::BesideRecall => self.serve_beside_recall(id, days),
            Serves::Inside => self.begin_sentence(id),
            Serves::FromLiberty => {
                self.receive(id, Custody::Sentenced);
                self.begin_sentence(id);
            }
        }
    }
}
