//! Into custody: what goes on in the community is cut, and a place is looked for.

use crate::pathway::person::flag::Until;
use crate::pathway::person::{Custody, Id};
use crate::pathway::world::World;

impl World<'_> {
    /// Reception into custody from liberty.
    pub(in crate::pathway::passages) fn receive(&mut self, id: Id, custody: Custody) {
        self.note_tolerance(id);
        self.treatment_cut_by_custody(id);
        self.break_diversion(id);
        self.leave_home(id);
        self.end_holdings(id, Until::Reception);
        self.leave_requirement_line(id);
        self.end_aftercare(id);
        self.admit(id, custody);
    }
}
