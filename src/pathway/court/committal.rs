//! Committal for sentence: a magistrates' court convicts, finds that the Crown Court should have the
//! power to punish (Sentencing Code, section 14), and sends the person there to be sentenced.

use crate::observe::{Count, Elapsed};
use crate::pathway::court::cases::{Outcome, gravity};
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, flag, slot};
use crate::pathway::values::plan::with_odds;
use crate::pathway::world::World;
use crate::strata::Court;

impl World<'_> {
    /// Whether a magistrates' court leaves the sentence to the Crown Court: the rather, the graver the
    /// offence and the record are.
    pub(in crate::pathway::court) fn is_left_to_the_crown_court(
        &self,
        id: Id,
        episode: u16,
    ) -> bool {
        let (p, m) = (&self.people[id], self.model(id));
        let share = with_odds(*m.courts.committal.share, gravity(p, m));
        p.court == Court::Magistrates && self.draw(id, Purpose::Committal, episode).chance(share)
    }

    /// The case goes to the Crown Court for sentence, on bail or in custody as it was. Such hearings
    /// are short, and are not among those that are limited.
    pub(in crate::pathway) fn commit_for_sentence(&mut self, id: Id) {
        let p = &self.people[id];
        let c = &self.model(id).courts;
        let median = if p.in_custody() {
            *c.committal.time_in_custody
        } else {
            *c.committal.time
        };
        let draw = self.draw(id, Purpose::Committal, p.arrests).split(1);
        let days = draw.lognormal(median, *c.time_spread).max(0.5);
        let at = self.now.plus_days(days);
        self.count(Count::Committals, id);
        let now = self.now;
        let p = self.person(id);
        p.court = Court::Crown;
        p.ready_at = now;
        p.set(flag::FOR_SENTENCE, true);
        p.clocks.set_timer(slot::COURT, at);
    }

    /// The hearing in the Crown Court: the sentence that the magistrates would have passed, without
    /// their limits of length.
    pub(in crate::pathway::court) fn sentence_committed(&mut self, id: Id) -> Outcome {
        let p = &self.people[id];
        let (episode, convicted) = (p.arrests, p.ready_at);
        let days = self.now.days_since(convicted);
        self.count(Count::SentencedOnCommittal, id);
        self.add_days(Elapsed::Committal, id, days);
        let outcome = self.sentence(id, episode);
        self.person(id).set(flag::FOR_SENTENCE, false);
        outcome
    }
}
