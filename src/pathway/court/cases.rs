//! From charge to sentence: bail or remand, and the disposal at the hearing.

use crate::engine::{Date, Tick};
use crate::observe::{Count, Elapsed, Spread};
use crate::pathway::court::requirements::required;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, Order, Person, flag};
use crate::pathway::police::diversion::Detected;
use crate::pathway::values::plan::{Local, in_force, with_odds};
use crate::pathway::world::World;
use crate::scenario::schema::Suspendable;
use crate::strata::{Band, Court, Housing, Offence};

/// Twelve months in days. Sentences *under* it are apart in law (supervision after release, recall);
/// of it *or less*, half a day of rounding with them, an order may stand in place of custody. Each place
/// says which.
pub(in crate::pathway) const SHORT: f64 = 365.25;

/// Sets the draw of whether there are several offences apart from that of the length.
const SEVERAL: u32 = 1;
/// Sets the draw of a long suspended sentence apart from that of the presumption.
const LONG: u32 = 1;

/// A sentence as decided.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sentence {
    Custody(f64),
    Suspended(f64),
    Community,
    Other,
}

/// What comes of a hearing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::pathway) enum Outcome {
    /// The case fails.
    Failed,
    /// Convicted, and committed to the Crown Court for sentence.
    ForSentence,
    /// A fine or discharge.
    Fine,
    /// An order, with the days of a suspended term and its requirements: see
    /// [`crate::pathway::court::requirements::required`].
    Order {
        /// Community or suspended sentence order.
        order: Order,
        /// Days suspended.
        days: f64,
        /// Requirements.
        set: u8,
    },
    /// Immediate custody of this number of days.
    Custody(f64),
}

/// The odds that a history of convictions multiplies.
fn history(p: &Person, m: &Local) -> f64 {
    let doublings = libm::log2(1.0 + f64::from(p.convictions)).min(*m.courts.history_doublings);
    libm::pow(*m.courts.history_odds, doublings)
}

/// The share of cases of this type and sex that go to the Crown Court: the most severe.
pub(in crate::pathway) fn crown_share(p: &Person, m: &Local, kind: Offence) -> f64 {
    let share = *m.courts.crown[kind];
    if p.is(flag::FEMALE) {
        (share * *m.courts.crown_female).min(1.0)
    } else {
        share
    }
}

/// The court that convicts: of those committed for sentence the magistrates' court, though it is the
/// Crown Court that has the case now.
fn convicting(p: &Person) -> Court {
    if p.is(flag::FOR_SENTENCE) {
        Court::Magistrates
    } else {
        p.court
    }
}

/// How severe the offence is among those of its type in the same court, from 0 to 1.
fn severity_within(p: &Person, m: &Local) -> f64 {
    let rank = (f64::from(p.severity) + 0.5) / 256.0;
    let crown = crown_share(p, m, p.offence);
    let within = if convicting(p) == Court::Crown {
        (rank - (1.0 - crown)) / crown
    } else {
        rank / (1.0 - crown)
    };
    if within.is_finite() {
        within.clamp(0.0, 1.0)
    } else {
        0.5
    }
}

/// `extreme` for the most severe of the type in the same court, its inverse for the least.
fn by_severity(extreme: f64, p: &Person, m: &Local) -> f64 {
    libm::pow(extreme, 2.0 * severity_within(p, m) - 1.0)
}

/// The odds of custody by record, sex and severity, against a first conviction of a man for an offence of
/// middling severity.
pub(in crate::pathway::court) fn gravity(p: &Person, m: &Local) -> f64 {
    let c = &m.courts;
    let mut odds = history(p, m);
    if p.is(flag::FEMALE) {
        odds *= *c.custody_female_odds;
    }
    odds * by_severity(*c.severity_odds, p, m)
}

/// Band of a sentence.
pub(in crate::pathway) fn band(days: f64) -> Band {
    match days {
        d if d <= SHORT / 2.0 => Band::UpTo6Months,
        d if d < SHORT => Band::Under12Months,
        d if d < 4.0 * SHORT => Band::Under4Years,
        _ => Band::From4Years,
    }
}

impl World<'_> {
    /// A charge opens a case, or joins the one that is pending: then nothing is new. Says whether
    /// the person is remanded in custody.
    pub(in crate::pathway) fn open_case(
        &mut self,
        id: Id,
        offence: Detected,
        committed: Tick,
    ) -> Option<bool> {
        if self.people[id].has_case() {
            return None;
        }
        let m = self.model(id);
        let episode = self.people[id].arrests;
        let crown = crown_share(&self.people[id], m, offence.kind);
        let court = if offence.rank() > 1.0 - crown {
            Court::Crown
        } else {
            Court::Magistrates
        };
        let p = self.person(id);
        p.offence_at = committed;
        p.court = court;
        p.severity = offence.severity;
        if !p.in_custody() {
            p.offence = offence.kind;
        }
        let inside = p.in_custody();
        Some(!inside && self.is_remanded(id, court, episode))
    }

    fn is_remanded(&self, id: Id, court: Court, episode: u16) -> bool {
        let m = self.model(id);
        let p = &self.people[id];
        let mut odds = history(p, m);
        if p.housing == Housing::Homeless {
            odds *= *m.courts.remand_homeless_odds;
        }
        if p.is(flag::FEMALE) {
            odds *= *m.courts.remand_female_odds;
        }
        odds *= *m.courts.remand_test_odds;
        let base = *m.courts.remand[court];
        self.draw(id, Purpose::Remand, episode)
            .chance(with_odds(base, odds))
    }

    /// The hearing that ends a case, and what comes of it.
    pub(in crate::pathway) fn hear(&mut self, id: Id) -> Outcome {
        if self.people[id].is(flag::FOR_SENTENCE) {
            return self.sentence_committed(id);
        }
        let m = self.model(id);
        let p = &self.people[id];
        let (episode, court) = (p.arrests, p.court);
        let days = self.now.days_since(p.offence_at);
        self.heard(id);
        self.count(Count::Disposals, id);
        self.add_days(Elapsed::Disposal, id, days);
        let held = match self.people[id].custody {
            Custody::None => Some((Count::BailDisposals, Elapsed::Bail)),
            Custody::Remand => Some((Count::RemandDisposals, Elapsed::Remand)),
            _ => None,
        };
        let held_for_crown = match (self.people[id].custody, court) {
            (Custody::None, Court::Crown) => Some((Count::CrownBailDisposals, Elapsed::CrownBail)),
            (Custody::Remand, Court::Crown) => {
                Some((Count::CrownRemandDisposals, Elapsed::CrownRemand))
            }
            _ => None,
        };
        for (cases, sum) in [held, held_for_crown].into_iter().flatten() {
            self.count(cases, id);
            self.add_days(sum, id, days);
        }
        let (ended, waited, spread) = match court {
            Court::Crown => (Count::DisposalsCrown, Elapsed::DisposalCrown, Spread::Crown),
            Court::Magistrates => (
                Count::DisposalsMagistrates,
                Elapsed::DisposalMagistrates,
                Spread::Magistrates,
            ),
        };
        self.count(ended, id);
        self.add_days(waited, id, days);
        let strata = self.people[id].strata();
        let before = self
            .draw(id, Purpose::ToCharge, episode)
            .lognormal(*m.police.to_charge[court], *m.police.to_charge_spread);
        self.seen.add_spread(spread, strata, before + days);
        if self
            .draw(id, Purpose::Failed, episode)
            .chance(*m.courts.failed[court])
        {
            self.count(Count::Failed, id);
            return Outcome::Failed;
        }
        self.convict(id);
        if self.is_left_to_the_crown_court(id, episode) {
            return Outcome::ForSentence;
        }
        self.sentence(id, episode)
    }

    /// The sentence of somebody who is convicted, and what comes of it.
    pub(in crate::pathway::court) fn sentence(&mut self, id: Id, episode: u16) -> Outcome {
        let kind = self.people[id].offence;
        self.count_offence(Count::Sentences, id, kind);
        let suspended = self.people[id].order == Order::Suspended;
        let activated = if suspended {
            let draw = self.draw(id, Purpose::Activated, episode);
            self.activation(id, draw)
        } else {
            0.0
        };
        let sentence = self.decide(id, episode, activated);
        self.pass(id, sentence, episode)
    }

    /// A conviction: history, and proven reoffending of a cohort.
    fn convict(&mut self, id: Id) {
        let p = self.person(id);
        p.convictions = p.convictions.saturating_add(1);
        let offence_at = p.offence_at;
        self.proven(id, offence_at);
        self.person(id).offence_at = Tick::NEVER;
    }

    /// The sentence, on top of `activated` days of a suspended one: a path of its own, on which
    /// the new offence may add custody, and anything less is taken up by the activation.
    fn decide(&self, id: Id, episode: u16, activated: f64) -> Sentence {
        if activated > 0.0 {
            let adds = self
                .draw(id, Purpose::ActivatedWithCustody, episode)
                .chance(*self.model(id).orders.activation.with_custody);
            let days = if adds { self.length(id, episode) } else { 0.0 };
            return Sentence::Custody(activated + days);
        }
        self.decide_anew(id, episode)
    }

    fn decide_anew(&self, id: Id, episode: u16) -> Sentence {
        let m = self.model(id);
        let p = &self.people[id];
        let c = &m.courts;
        let court = convicting(p);
        let mut odds = gravity(p, m);
        if court == Court::Crown {
            odds *= *c.custody_crown_odds;
        }
        if p.in_custody() {
            odds *= *c.custody_remand_odds;
        }
        let custody = with_odds(*c.custody[p.offence], odds);
        if self
            .draw(id, Purpose::CustodyOrNot, episode)
            .chance(custody)
        {
            let days = self.length(id, episode);
            let suspended = self.presumed_suspended(days, id, episode)
                || self.suspended_though_long(days, id, episode);
            return if suspended {
                Sentence::Suspended(days)
            } else {
                Sentence::Custody(days)
            };
        }
        if self
            .draw(id, Purpose::Suspended, episode)
            .chance(*c.suspended[court])
        {
            let days = self.length(id, episode);
            let longest = self.suspendable(id).map_or(days, |rule| *rule.up_to);
            return Sentence::Suspended(days.min(longest));
        }
        if self
            .draw(id, Purpose::Community, episode)
            .chance(*c.community[court])
        {
            return Sentence::Community;
        }
        Sentence::Other
    }

    /// Length of a custodial sentence, with its spike at 12 months.
    fn length(&self, id: Id, episode: u16) -> f64 {
        let m = self.model(id);
        let c = &m.courts;
        let p = &self.people[id];
        let court = convicting(p);
        let medians = match court {
            Court::Crown => &c.sentence_crown,
            Court::Magistrates => &c.sentence_magistrates,
        };
        let women = if p.is(flag::FEMALE) {
            *c.sentence_female
        } else {
            1.0
        };
        let draw = self.draw(id, Purpose::Length, episode);
        let days = draw
            .lognormal(
                women * by_severity(*c.severity_length, p, m) * *medians[p.offence],
                *c.sentence_spread[court],
            )
            .clamp(*c.shortest, c.longest.max(*c.shortest));
        if p.court == Court::Magistrates {
            let several = draw.split(SEVERAL).chance(*c.several_offences);
            return days.min(if several {
                c.magistrates_longest_in_all.max(*c.magistrates_longest)
            } else {
                *c.magistrates_longest
            });
        }
        let of_months = |length: f64| length / (SHORT / 12.0);
        let months = of_months(days);
        let near = (of_months(*c.spike_from)..of_months(*c.spike_until)).contains(&months);
        if near
            && self
                .draw(id, Purpose::Spike, episode)
                .chance(*c.twelve_month_spike)
        {
            return SHORT;
        }
        days
    }

    /// The date whose law a sentence is passed under: that of the conviction, which for those committed for
    /// sentence was before.
    fn law_of_conviction(&self, id: Id) -> Date {
        let p = &self.people[id];
        let convicted = if p.is(flag::FOR_SENTENCE) {
            p.ready_at
        } else {
            self.now
        };
        self.plan.law_date(convicted)
    }

    /// The rule of which sentences may be suspended, on the day of conviction.
    fn suspendable(&self, id: Id) -> Option<&Suspendable> {
        in_force(
            &self.model(id).courts.suspendable,
            self.law_of_conviction(id),
        )
    }

    /// Whether a custodial sentence that was too long to be suspended before is suspended now.
    fn suspended_though_long(&self, days: f64, id: Id, episode: u16) -> bool {
        self.suspendable(id).is_some_and(|rule| {
            let draw = self.draw(id, Purpose::Presumption, episode).split(LONG);
            days > *rule.over && days <= *rule.up_to && draw.chance(*rule.suspended)
        })
    }

    /// Whether the presumption on short sentences turns this one into a suspended one.
    fn presumed_suspended(&self, days: f64, id: Id, episode: u16) -> bool {
        let date = self.law_of_conviction(id);
        let p = &self.people[id];
        let on_order = p.order != Order::None;
        let serving = matches!(p.custody, Custody::Sentenced | Custody::Recalled);
        in_force(&self.model(id).courts.presumption, date).is_some_and(|rule| {
            let excepted = (*rule.excepts_orders && on_order) || (*rule.excepts_custody && serving);
            !excepted
                && days <= *rule.up_to + 0.5
                && self
                    .draw(id, Purpose::Presumption, episode)
                    .chance(*rule.suspended)
        })
    }

    /// A fine or discharge that becomes an order, because a requirement is to be had.
    fn up_tariffed(&mut self, id: Id, episode: u16) -> u8 {
        let share = *self.model(id).orders.drr.up_tariff;
        if !self.draw(id, Purpose::UpTariff, episode).chance(share) {
            return 0;
        }
        let fit = self.requirements_that_fit(id, episode);
        if fit & required::DRR != 0 { fit } else { 0 }
    }

    /// What a sentence comes to, with the requirements that fit.
    fn pass(&mut self, id: Id, sentence: Sentence, episode: u16) -> Outcome {
        let instead = *self.model(id).orders.drr.instead_of_custody;
        let set = match sentence {
            Sentence::Custody(days) if days > SHORT + 0.5 => 0,
            Sentence::Custody(_) => {
                let fit = self.requirements_that_fit(id, episode);
                if self.draw(id, Purpose::DrrInstead, episode).chance(instead) {
                    fit
                } else {
                    0
                }
            }
            Sentence::Suspended(_) | Sentence::Community => self.requirements_that_fit(id, episode),
            Sentence::Other => self.up_tariffed(id, episode),
        };
        let order = |order, days| Outcome::Order { order, days, set };
        match sentence {
            Sentence::Custody(days) if set != 0 => order(Order::Suspended, days),
            Sentence::Custody(days) => {
                self.count_custody(id, days);
                Outcome::Custody(days)
            }
            Sentence::Suspended(days) => order(Order::Suspended, days),
            Sentence::Other if set == 0 => {
                self.count(Count::Fines, id);
                Outcome::Fine
            }
            Sentence::Community | Sentence::Other => order(Order::Community, 0.0),
        }
    }

    /// Counts immediate custody by its band.
    fn count_custody(&mut self, id: Id, days: f64) {
        self.person(id).band = band(days);
        self.count_sentence(Count::Custodial, id);
        let p = &self.people[id];
        let strata = p.strata().with_offence(p.offence);
        self.seen.add_days(Elapsed::Sentence, strata, days);
        if days <= SHORT + 0.5 {
            self.count_sentence(Count::CustodialShort, id);
        }
        if days < SHORT {
            self.count(Count::CustodialUnder, id);
        }
    }
}
