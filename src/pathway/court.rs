//! From charge to sentence: bail or remand, the wait for a hearing, and the disposal.

use super::person::{Custody, Id, Order, Person, flag, slot, substance};
use super::plan::{Local, in_force, with_odds};
use super::purpose::Purpose;
use super::world::World;
use crate::engine::Tick;
use crate::observe::Count;

/// Sentences of this many days or less count as short: 12 months.
pub(super) const SHORT: f64 = 365.25;
/// Odds cannot grow with history beyond this many doublings.
const DOUBLINGS: f64 = 6.0;

/// A sentence as decided.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sentence {
    Custody(f64),
    Suspended(f64),
    Community,
    Other,
}

/// The odds that a history of convictions multiplies.
fn history(p: &Person, m: &Local) -> f64 {
    let doublings = libm::log2(1.0 + f64::from(p.convictions)).min(DOUBLINGS);
    libm::pow(*m.courts.history_odds, doublings)
}

/// Band of a sentence, as in [`crate::observe::BANDS`].
pub(super) fn band(days: f64) -> u8 {
    match days {
        d if d <= SHORT / 2.0 => 0,
        d if d < SHORT => 1,
        d if d < 4.0 * SHORT => 2,
        _ => 3,
    }
}

impl World<'_> {
    /// A charge opens a case, or joins the one that is pending.
    pub(super) fn charge(&mut self, id: Id, offence: u8) {
        let now = self.now;
        if self.people[id as usize].has_case() {
            return;
        }
        let m = self.model(id);
        let episode = self.people[id as usize].arrests;
        let court = u8::from(
            self.draw(id, Purpose::Court, episode)
                .chance(**m.courts.crown.get(offence as usize)),
        );
        let p = self.person(id);
        p.offence_at = now;
        p.court = court;
        if !p.in_custody() {
            p.offence = offence;
        }
        let inside = p.in_custody();
        let remanded = !inside && self.is_remanded(id, court, episode);
        let time = if remanded || inside {
            &m.courts.time_on_remand
        } else {
            &m.courts.time
        };
        let days = self
            .draw(id, Purpose::CourtTime, episode)
            .lognormal(**time.get(court as usize), *m.courts.time_spread);
        self.person(id)
            .clocks
            .set_timer(slot::COURT, now.plus_days(days.max(0.5)));
        if remanded {
            self.count(Count::RemandReceptions, id);
            self.receive(id, Custody::Remand);
        }
    }

    fn is_remanded(&self, id: Id, court: u8, episode: u16) -> bool {
        let m = self.model(id);
        let p = &self.people[id as usize];
        let mut odds = history(p, m);
        if p.housing == super::person::Housing::Homeless {
            odds *= *m.courts.remand_homeless_odds;
        }
        let base = **m.courts.remand.get(court as usize);
        self.draw(id, Purpose::Remand, episode)
            .chance(with_odds(base, odds))
    }

    /// The hearing that ends a case.
    pub(super) fn hearing(&mut self, id: Id) -> bool {
        let m = self.model(id);
        let p = &self.people[id as usize];
        let (episode, court) = (p.arrests, p.court);
        let days = self.now.days_since(p.offence_at);
        self.count(Count::Disposals, id);
        self.add_days(Count::DisposalDays, id, days);
        if self
            .draw(id, Purpose::Failed, episode)
            .chance(**m.courts.failed.get(court as usize))
        {
            self.count(Count::Failed, id);
            self.leave_court(id);
            return true;
        }
        self.convict(id);
        let sentence = self.decide(id, episode);
        self.pass(id, sentence, episode);
        true
    }

    /// A conviction: history, and proven reoffending of a cohort.
    fn convict(&mut self, id: Id) {
        self.count(Count::Sentences, id);
        let p = self.person(id);
        p.convictions = p.convictions.saturating_add(1);
        let offence_at = p.offence_at;
        self.reoffended(id, offence_at);
        self.person(id).offence_at = Tick::NEVER;
    }

    fn decide(&self, id: Id, episode: u16) -> Sentence {
        let m = self.model(id);
        let p = &self.people[id as usize];
        let c = &m.courts;
        let court = p.court as usize;
        let mut odds = history(p, m);
        if court == 1 {
            odds *= *c.custody_crown_odds;
        }
        if p.in_custody() {
            odds *= *c.custody_remand_odds;
        }
        if p.is(flag::FEMALE) {
            odds *= *c.custody_female_odds;
        }
        let breaches_suspended = p.order == Order::Suspended
            && self
                .draw(id, Purpose::Activated, episode)
                .chance(*m.orders.breach.activated);
        let custody = with_odds(**c.custody.get(p.offence as usize), odds);
        if breaches_suspended
            || self
                .draw(id, Purpose::CustodyOrNot, episode)
                .chance(custody)
        {
            let mut days = self.length(id, episode);
            if breaches_suspended {
                days += f64::from(p.suspended);
            }
            return if self.presumed_suspended(days, id, episode) {
                Sentence::Suspended(days)
            } else {
                Sentence::Custody(days)
            };
        }
        if self
            .draw(id, Purpose::Suspended, episode)
            .chance(**c.suspended.get(court))
        {
            return Sentence::Suspended(self.length(id, episode));
        }
        if self
            .draw(id, Purpose::Community, episode)
            .chance(**c.community.get(court))
        {
            return Sentence::Community;
        }
        Sentence::Other
    }

    /// Length of a custodial sentence, with its spike at 12 months.
    fn length(&self, id: Id, episode: u16) -> f64 {
        let c = &self.model(id).courts;
        let p = &self.people[id as usize];
        let medians = if p.court == 1 {
            &c.sentence_crown
        } else {
            &c.sentence_magistrates
        };
        let draw = self.draw(id, Purpose::Length, episode);
        let days = draw
            .lognormal(
                **medians.get(p.offence as usize),
                **c.sentence_spread.get(p.court as usize),
            )
            .clamp(5.0, 7305.0);
        let months = days / (SHORT / 12.0);
        let near = (11.0..14.0).contains(&months);
        if near
            && self
                .draw(id, Purpose::Spike, episode)
                .chance(*c.twelve_month_spike)
        {
            return SHORT;
        }
        days
    }

    /// Whether the presumption on short sentences turns this one into a suspended one.
    fn presumed_suspended(&self, days: f64, id: Id, episode: u16) -> bool {
        let date = self.plan.law_date(self.now);
        in_force(&self.model(id).courts.presumption, date).is_some_and(|rule| {
            days <= *rule.up_to + 0.5
                && self
                    .draw(id, Purpose::Presumption, episode)
                    .chance(*rule.suspended)
        })
    }

    fn pass(&mut self, id: Id, sentence: Sentence, episode: u16) {
        let with_drr = match sentence {
            Sentence::Custody(days) if days <= SHORT + 0.5 => {
                self.requirement_fits(id, episode)
                    && self
                        .draw(id, Purpose::DrrInstead, episode)
                        .chance(*self.model(id).orders.drr.instead_of_custody)
            }
            Sentence::Suspended(_) | Sentence::Community => self.requirement_fits(id, episode),
            _ => false,
        };
        match sentence {
            Sentence::Custody(days) if with_drr => {
                self.leave_court(id);
                self.start_order(id, Order::Suspended, days, true);
            }
            Sentence::Custody(days) => self.sentence_to_custody(id, days),
            Sentence::Suspended(days) => {
                self.leave_court(id);
                self.start_order(id, Order::Suspended, days, with_drr);
            }
            Sentence::Community => {
                self.leave_court(id);
                self.start_order(id, Order::Community, 0.0, with_drr);
            }
            Sentence::Other => {
                self.count(Count::Fines, id);
                self.leave_court(id);
            }
        }
    }

    /// The chain of barriers before a drug rehabilitation requirement, each counted.
    fn requirement_fits(&mut self, id: Id, episode: u16) -> bool {
        let p = &self.people[id as usize];
        if p.substance == substance::NONE || !p.has_drug_need() {
            return false;
        }
        let drr = &self.model(id).orders.drr;
        let eligible = **drr.eligible.get(p.substance as usize);
        let chain = [
            (Purpose::DrrEligible, eligible, Some(Count::DrrEligible)),
            (
                Purpose::DrrAssessed,
                *drr.assessed,
                Some(Count::DrrAssessed),
            ),
            (
                Purpose::DrrConsent,
                *drr.consents,
                Some(Count::DrrConsented),
            ),
            (
                Purpose::DrrRecommended,
                *drr.recommended,
                Some(Count::DrrRecommended),
            ),
            (Purpose::DrrImposed, *drr.imposed, None),
        ];
        for (purpose, chance, counted) in chain {
            if !self.draw(id, purpose, episode).chance(chance) {
                return false;
            }
            if let Some(count) = counted {
                self.count(count, id);
            }
        }
        true
    }

    /// A person on remand whose case ends without custody leaves from court.
    fn leave_court(&mut self, id: Id) {
        if self.people[id as usize].custody == Custody::Remand {
            self.release_from_court(id);
        }
    }

    /// Immediate custody, time on remand counted.
    fn sentence_to_custody(&mut self, id: Id, days: f64) {
        self.person(id).band = band(days);
        self.count_sentence(Count::Custodial, id);
        self.add_days(Count::SentenceDays, id, days);
        if days <= SHORT + 0.5 {
            self.count(Count::CustodialShort, id);
        }
        self.end_order(id);
        self.serve(id, days);
    }
}
