//! Release law: the date on which a sentence ends in custody, under the rule of the day.

use crate::engine::{Date, Draw, Tick, tie};
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, Person, flag, slot};
use crate::pathway::values::plan::in_force;
use crate::pathway::world::World;
use crate::scenario::schema::{Conduct, Prison, ReleasePoint, ReleaseTranche};
use crate::strata::Offence;

/// What the law asks of a sentence.
#[derive(Clone, Copy)]
struct Sentence {
    days: f64,
    violence: bool,
    /// Decides whether a shorter sentence for violence is of a kind that rows may exempt, and
    /// whether conduct lengthens the time served.
    luck: Draw,
}

/// Sets the draw of conduct apart from that of exemption.
const CONDUCT: u32 = 1;

/// The law of release that is dated.
#[derive(Clone, Copy)]
struct Law<'l> {
    points: &'l [ReleasePoint],
    tranches: &'l [ReleaseTranche],
    conduct: &'l [Conduct],
}

impl<'l> Law<'l> {
    fn of(prison: &'l Prison) -> Law<'l> {
        Law {
            points: &prison.release_point,
            tranches: &prison.release_tranche,
            conduct: &prison.conduct,
        }
    }

    /// Whether a row reaches sentences of this length on `date`: it has begun, and so has their
    /// tranche of it, if it has any.
    fn reaches_length(self, rule: &ReleasePoint, date: Date, days: f64) -> bool {
        let mut of_rule = self.tranches.iter().filter(|t| *t.of == *rule.from);
        let waits = of_rule.clone().next().is_some()
            && !of_rule.any(|t| *t.from <= date && days <= *t.up_to);
        *rule.from <= date && days <= *rule.up_to && !waits
    }

    /// The row that a sentence is under: the last begun that reaches it, so that a tranche leaves
    /// longer sentences under the row before. What a row exempts is under the last row before it
    /// that exempts nothing. None where no row reaches it.
    fn rule(self, date: Date, s: Sentence) -> Option<&'l ReleasePoint> {
        let last = |exempts: bool| {
            let reached = |rule: &&ReleasePoint| self.reaches_length(rule, date, s.days);
            let rules = self.points.iter().filter(reached);
            rules
                .filter(|rule| exempts || *rule.exempt_violence == 0.0)
                .max_by_key(|rule| *rule.from)
        };
        let rule = last(true)?;
        let shorter_violence = s.violence && s.days < *rule.excluded_violence_from;
        if shorter_violence && s.luck.chance(*rule.exempt_violence) {
            last(false)
        } else {
            Some(rule)
        }
    }

    /// The share of a sentence that is served, conduct counted; none where no row reaches it.
    fn share_served(self, date: Date, s: Sentence) -> Option<f64> {
        let rule = self.rule(date, s)?;
        let excluded = s.violence && s.days >= *rule.excluded_violence_from;
        let share = if excluded {
            *rule.excluded_share
        } else {
            *rule.share
        };
        let held = in_force(self.conduct, date).filter(|conduct| *conduct.from <= *rule.from);
        let longer = held.map_or(0.0, |conduct| {
            let held = s.luck.split(CONDUCT).chance(*conduct.held_longer);
            if held { *conduct.held_by } else { 0.0 }
        });
        Some((share + longer).min(1.0))
    }
}

impl World<'_> {
    /// The share served of a sentence of this number of days for the offence of a person, under
    /// the law of the day.
    pub(in crate::pathway::prison) fn share_of(&self, id: Id, days: f64) -> f64 {
        self.share_on(id, days, self.plan.law_date(self.now))
    }

    /// The same under the law of a date.
    fn share_on(&self, id: Id, days: f64, date: Date) -> f64 {
        let p = &self.people[id];
        let sentence = Sentence {
            days,
            violence: p.offence == Offence::Violence,
            luck: self.draw(id, Purpose::ReleaseExempt, p.receptions),
        };
        let prison = &self.national().prison;
        let served = Law::of(prison).share_served(date, sentence);
        served.unwrap_or(*prison.otherwise_served)
    }

    /// Whether less of the sentence of a person is served than by the law of an earlier day.
    pub(in crate::pathway) fn is_shortened_since(&self, id: Id, before: Tick) -> bool {
        let days = f64::from(self.people[id].sentence);
        let (then, today) = (self.plan.law_date(before), self.plan.law_date(self.now));
        then != today && self.share_on(id, days, today) < self.share_on(id, days, then)
    }

    /// The ordinary release date of a sentenced person under the law of the day.
    pub(in crate::pathway) fn ordinary_date(&self, id: Id) -> Tick {
        let p = &self.people[id];
        let days = f64::from(p.sentence);
        self.before_end(p, (1.0 - self.share_of(id, days)) * days)
    }

    /// Sets the date on which a sentenced person leaves: the ordinary one, or home detention
    /// curfew before it.
    pub(in crate::pathway::prison) fn set_release_date(&mut self, id: Id) {
        let ordinary = self.ordinary_date(id);
        let curfew = self.curfew_date(id, ordinary);
        self.person(id).set(flag::CURFEW, curfew.is_some());
        self.leave_on(id, curfew.unwrap_or(ordinary));
    }

    /// Puts a release into the clock and the index of dates, on a working day.
    pub(in crate::pathway::prison) fn leave_on(&mut self, id: Id, at: Tick) {
        self.unindex(id);
        let at = self.release_day(id, at);
        let p = self.person(id);
        p.clocks.set_timer(slot::CUSTODY, at);
        p.set(flag::INDEXED, true);
        // With another date there may be time to be moved on.
        p.set(flag::STAYS_LOCAL, false);
        let (sex, key) = (p.sex(), p.key.0);
        self.prison.release_dates[sex].insert(at, tie(key, at), id);
    }

    /// Takes a person out of the index of release dates.
    pub(in crate::pathway::prison) fn unindex(&mut self, id: Id) {
        let now = self.now;
        let p = &mut self.people[id];
        if p.is(flag::INDEXED) {
            p.set(flag::INDEXED, false);
            let due = p.clocks.due(slot::CUSTODY);
            let at = if due.is_never() { now } else { due };
            let (sex, key) = (p.sex(), p.key.0);
            let found = self.prison.release_dates[sex].remove(at, tie(key, at), id);
            debug_assert!(found, "the index holds those who are marked");
        }
    }

    /// So many days before the end of the sentence, but not before now.
    pub(in crate::pathway::prison) fn before_end(&self, p: &Person, days: f64) -> Tick {
        let left = p.sentence_end.days_since(self.now) - days;
        self.now.plus_days(left.max(0.1))
    }

    /// Releases that fall on a weekend or a holiday are made on the working day before.
    pub(in crate::pathway) fn working_day(&self, at: Tick) -> Tick {
        let calendar = &self.plan.calendar;
        if calendar.is_working_day(at) {
            return at;
        }
        let before = calendar.previous_working_day(at);
        if before > self.now {
            before
        } else {
            Tick(self.now.0 + 1).max(at)
        }
    }

    /// The dates whose law is in force today and was yesterday, where the day has changed.
    pub(in crate::pathway) fn new_law(&self) -> Option<(Date, Date)> {
        let today = self.plan.law_date(self.now);
        let yesterday = self.plan.law_date(Tick(self.now.0.saturating_sub(1)));
        (today != yesterday).then_some((today, yesterday))
    }

    /// New law of release is applied to everyone it reaches, on its first day.
    pub(in crate::pathway) fn adopt_release_law(&mut self, today: Date, yesterday: Date) {
        if self.release_law_differs(today, yesterday) {
            self.set_release_dates();
        }
    }

    fn release_law_differs(&self, today: Date, yesterday: Date) -> bool {
        let prison = &self.national().prison;
        let begun = |d| {
            (
                in_force(&prison.release_point, d).map(|r| *r.from),
                in_force(&prison.release_tranche, d).map(|r| *r.from),
                in_force(&prison.conduct, d).map(|r| *r.from),
                in_force(&prison.hdc, d).map(|r| *r.from),
            )
        };
        begun(today) != begun(yesterday)
    }

    fn set_release_dates(&mut self) {
        for id in 0..self.people.len() as Id {
            let p = &self.people[id];
            if self.is_present(id) && p.custody == Custody::Sentenced && !p.is(flag::EARLY) {
                self.set_release_date(id);
                self.touch(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::schema::Model;

    /// The tranches of SDS40 and of the progression model begin on their days and reach the sentences
    /// they name; what a row exempts is under the last row that exempts nothing.
    #[test]
    fn tranches_leave_longer_and_exempt_sentences_under_the_row_before() {
        let scenario = Scenario::<Model>::load("baseline.toml", &[]).expect("the baseline is good");
        let prison = scenario.at_start().expect("it is complete").prison;
        let share = |date: &str, years: f64, violence: bool, exempt: u64| {
            let date = date.parse().expect("a date");
            let sentence = Sentence {
                days: years * 365.25,
                violence,
                luck: Draw(exempt),
            };
            let plain = Law {
                conduct: &[],
                ..Law::of(&prison)
            };
            plain.share_served(date, sentence)
        };
        // A draw between the shares that the two exclusions of SDS40 leave out.
        let further = (0.13 * u64::MAX as f64) as u64;
        for (date, years, violence, exempt, expected) in [
            ("2024-09-09", 1.0, false, u64::MAX, 0.50),
            ("2024-09-10", 1.0, false, u64::MAX, 0.40),
            ("2024-09-10", 6.0, false, u64::MAX, 0.50),
            ("2024-10-22", 6.0, false, u64::MAX, 0.40),
            ("2024-10-22", 3.0, true, u64::MAX, 0.40),
            ("2024-10-22", 3.0, true, 0, 0.50),
            ("2024-10-22", 6.0, true, 0, 0.60),
            ("2024-12-15", 3.0, true, further, 0.40),
            ("2024-12-16", 3.0, true, further, 0.50),
            ("2026-09-30", 1.0, false, u64::MAX, 0.40),
            ("2026-10-01", 1.0, false, u64::MAX, 0.3333),
            ("2026-10-01", 3.0, false, u64::MAX, 0.40),
            ("2026-11-09", 3.0, true, 0, 0.50),
            ("2026-11-10", 3.0, true, further, 0.3333),
            ("2026-11-10", 3.0, true, 0, 0.50),
            ("2026-11-10", 3.5, true, 0, 0.50),
            ("2027-06-07", 15.0, true, 0, 0.60),
            ("2027-06-08", 15.0, true, 0, 0.43),
            ("2027-06-08", 15.0, false, u64::MAX, 0.3333),
        ] {
            assert_eq!(
                share(date, years, violence, exempt),
                Some(expected),
                "{date}, {years} years, {violence}"
            );
        }
        // Before the first row, and beyond all of them.
        assert_eq!(share("2017-12-31", 1.0, false, u64::MAX), None);
        assert_eq!(share("2024-10-22", 101.0, false, u64::MAX), None);
    }
}
