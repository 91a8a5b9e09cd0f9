//! Counting: one call when something has happened, which names its rule of strata.

use crate::observe::{Count, Elapsed};
use crate::pathway::person::Id;
use crate::pathway::world::World;
use crate::strata::Offence;

impl World<'_> {
    /// Counts an event of a person now.
    #[inline]
    pub(in crate::pathway) fn count(&mut self, what: Count, id: Id) {
        let strata = self.people[id].strata();
        self.seen.count(what, strata);
        self.note_mark(what, id);
    }

    /// Counts an event about an offence now, by its type as well.
    #[inline]
    pub(in crate::pathway) fn count_offence(&mut self, what: Count, id: Id, kind: Offence) {
        let strata = self.people[id].strata().with_offence(kind);
        self.seen.count(what, strata);
        self.note_mark(what, id);
    }

    /// Counts a sentence now, by its band and the type of offence as well.
    #[inline]
    pub(in crate::pathway) fn count_sentence(&mut self, what: Count, id: Id) {
        let p = &self.people[id];
        let strata = p.strata_of_sentence().with_offence(p.offence);
        self.seen.count(what, strata);
        self.note_mark(what, id);
    }

    /// Adds days to a sum about a person.
    #[inline]
    pub(in crate::pathway) fn add_days(&mut self, what: Elapsed, id: Id, days: f64) {
        let strata = self.people[id].strata();
        self.seen.add_days(what, strata, days);
    }

    /// Counts an event of a leaver now, by sentence band and housing at release as well.
    pub(in crate::pathway) fn count_leaver(&mut self, what: Count, id: Id) {
        let strata = self.people[id].strata_of_release();
        self.seen.count(what, strata);
    }
}
