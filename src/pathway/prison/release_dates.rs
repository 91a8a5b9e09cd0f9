//! Release law: the date on which a sentence ends in custody, under the rule of the day.

use crate::engine::{Date, Draw, Tick, tie};
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, Person, flag, slot};
use crate::pathway::values::plan::in_force;
use crate::pathway::world::World;
use crate::scenario::schema::ReleasePoint;
use crate::strata::Offence;

/// What the law asks of a sentence.
#[derive(Clone, Copy)]
struct Sentence {
    days: f64,
    violence: bool,
    /// Decides whether a shorter sentence for violence is of a kind that rows may exempt.
    exempt: Draw,
}

/// Whether a row of the law reaches a sentence, however it treats it.
fn reaches(rule: &ReleasePoint, s: Sentence) -> bool {
    let shorter_violence = s.violence && s.days < *rule.excluded_violence_from;
    s.days <= *rule.up_to && !(shorter_violence && s.exempt.chance(*rule.exempt_violence))
}

/// The share of a sentence that is served: by the last row begun that reaches it, so that a
/// tranche leaves longer sentences, and those it exempts, under the row before; none where no row
/// reaches it.
fn share_served(rules: &[ReleasePoint], date: Date, s: Sentence) -> Option<f64> {
    let rule = rules
        .iter()
        .filter(|rule| *rule.from <= date && reaches(rule, s))
        .max_by_key(|rule| *rule.from)?;
    let excluded = s.violence && s.days >= *rule.excluded_violence_from;
    Some(if excluded {
        *rule.excluded_share
    } else {
        *rule.share
    })
}

impl World<'_> {
    /// The share served of a sentence of this number of days for the offence of a person.
    pub(in crate::pathway::prison) fn share_of(&self, id: Id, days: f64) -> f64 {
        let p = &self.people[id];
        let sentence = Sentence {
            days,
            violence: p.offence == Offence::Violence,
            exempt: self.draw(id, Purpose::ReleaseExempt, p.receptions),
        };
        let prison = &self.national().prison;
        let date = self.plan.law_date(self.now);
        share_served(&prison.release_point, date, sentence).unwrap_or(*prison.otherwise_served)
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
        let point = |d| in_force(&prison.release_point, d).map(|r| *r.from);
        let curfew = |d| in_force(&prison.hdc, d).map(|r| *r.from);
        point(today) != point(yesterday) || curfew(today) != curfew(yesterday)
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

    /// The two tranches of SDS40 begin on their days and reach the sentences they name.
    #[test]
    fn tranches_leave_longer_and_exempt_sentences_under_the_row_before() {
        let scenario = Scenario::<Model>::load("baseline.toml", &[]).expect("the baseline is good");
        let rules = scenario
            .at_start()
            .expect("it is complete")
            .prison
            .release_point;
        let share = |date: &str, years: f64, violence: bool, exempt: u64| {
            let date = date.parse().expect("a date");
            let days = years * 365.25;
            share_served(
                &rules,
                date,
                Sentence {
                    days,
                    violence,
                    exempt: Draw(exempt),
                },
            )
        };
        for (date, years, violence, exempt, expected) in [
            ("2024-09-09", 1.0, false, u64::MAX, 0.50),
            ("2024-09-10", 1.0, false, u64::MAX, 0.40),
            ("2024-09-10", 6.0, false, u64::MAX, 0.50),
            ("2024-10-22", 6.0, false, u64::MAX, 0.40),
            ("2024-10-22", 3.0, true, u64::MAX, 0.40),
            ("2024-10-22", 3.0, true, 0, 0.50),
            ("2024-10-22", 6.0, true, 0, 0.60),
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
