//! Home detention curfew: who gets it, and the address it needs. What happens on it is in
//! `supervision::curfew`.

use crate::engine::Tick;
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, flag};
use crate::pathway::values::plan::in_force;
use crate::pathway::world::World;
use crate::scenario::schema::Hdc;
use crate::strata::{Housing, Offence};

impl World<'_> {
    /// The date of home detention curfew, if it is granted: an address is sought first.
    pub(in crate::pathway::prison) fn curfew_date(&self, id: Id, ordinary: Tick) -> Option<Tick> {
        let rule = self.curfew_rule(id)?;
        let p = &self.people[id];
        let granted = self
            .draw(id, Purpose::HdcGranted, p.receptions)
            .chance(*rule.granted);
        if !granted || !self.has_address(id, rule) {
            return None;
        }
        let days = f64::from(p.sentence);
        let least = self.before_end(p, (1.0 - *rule.least_share) * days);
        let early = self
            .now
            .plus_days((ordinary.days_since(self.now) - *rule.up_to).max(0.1));
        let at = early.max(least);
        (at < ordinary).then_some(at)
    }

    /// The rule of the day, if it reaches the sentence of a person. Who is barred for another reason
    /// is among those to whom it is not granted: the published share counts them.
    fn curfew_rule(&self, id: Id) -> Option<&Hdc> {
        let date = self.plan.law_date(self.now);
        let rule = in_force(&self.national().prison.hdc, date)?;
        let p = &self.people[id];
        let days = f64::from(p.sentence);
        let excluded = p.offence == Offence::Violence && days >= *rule.excluded_violence_from;
        let reached = p.custody == Custody::Sentenced
            && days <= *rule.longest_sentence
            && days >= *rule.shortest_sentence
            && !excluded;
        reached.then_some(rule)
    }

    /// Whether somebody has a home, or an address is found for them.
    fn has_address(&self, id: Id, rule: &Hdc) -> bool {
        let p = &self.people[id];
        p.housing != Housing::Homeless
            || self
                .draw(id, Purpose::CurfewAddress, p.receptions)
                .chance(*rule.address_found)
    }

    /// Counts a curfew that fails for want of an address, once a sentence.
    pub(in crate::pathway::prison) fn count_curfew_refused(&mut self, id: Id) {
        let refused = self.curfew_rule(id).is_some_and(|rule| {
            let draw = self.draw(id, Purpose::HdcGranted, self.people[id].receptions);
            draw.chance(*rule.granted) && !self.has_address(id, rule)
        });
        if refused {
            self.count(Count::HdcRefused, id);
        }
    }

    /// The day of the curfew: it begins, and lasts to the ordinary date, which is given.
    pub(in crate::pathway) fn curfew_granted(&mut self, id: Id) -> Tick {
        self.unindex(id);
        self.person(id).set(flag::CURFEW, false);
        self.ordinary_date(id)
    }
}
