//! Follow-up of reoffending as the statistics define it: an offence within 12 months of
//! release or of the start of a court order, proven within six months more.
//!
//! Beside it runs the follow-up of everybody convicted, whatever the sentence, by the offence of
//! the conviction: from the day of a sentence without custody, and from release after custody.

use crate::engine::Tick;
use crate::observe::{Count, Strata};
use crate::pathway::person::{Cohort, Id, flag};
use crate::pathway::world::World;

/// Days in which the offence must fall.
const OFFENCE_DAYS: f64 = 365.25;
/// Days in which it must be proven.
const PROVEN_DAYS: f64 = 548.0;
/// Days in which somebody for whom diversion was open is followed to the next arrest: as the
/// trial of Checkpoint did.
const OPEN_DAYS: f64 = 730.5;
/// Days in which it must fall in the follow-up over nine years.
const NINE_YEARS_DAYS: f64 = 9.0 * 365.25;
/// Whether an offence of `offence_at`, convicted now, falls within a follow-up from `since`.
fn is_proven(since: Tick, offence_at: Tick, now: Tick) -> bool {
    !offence_at.is_never()
        && offence_at > since
        && offence_at.days_since(since) <= OFFENCE_DAYS
        && now.days_since(since) <= PROVEN_DAYS
}

impl World<'_> {
    /// Starts the follow-up of a release from sentence.
    pub(in crate::pathway) fn follow_up_release(&mut self, id: Id) {
        self.follow_nine_years(id);
        let short = f64::from(self.people[id].sentence) < crate::pathway::court::cases::SHORT;
        self.follow_up(id, if short { Cohort::Short } else { Cohort::Long });
        self.follow_up_conviction(id);
    }

    /// Starts a follow-up, unless one is running without a reoffence: a person is followed
    /// from the first of the events that come close together.
    pub(in crate::pathway) fn follow_up(&mut self, id: Id, cohort: Cohort) {
        let now = self.now;
        let p = &self.people[id];
        let running = p.is(flag::COHORT)
            && !p.is(flag::REOFFENDED)
            && now.days_since(p.cohort_at) < OFFENCE_DAYS;
        if running || now.plus_days(PROVEN_DAYS) > self.plan.end {
            return;
        }
        let p = self.person(id);
        p.cohort = cohort;
        p.cohort_band = p.band;
        p.cohort_at = now;
        p.set(flag::COHORT, true);
        p.set(flag::REOFFENDED, false);
        self.count_cohort(
            id,
            [Count::CohortAll, Count::CohortCustody, Count::CohortShort],
        );
    }

    /// Starts the follow-up of a conviction, once the person is at liberty after it, unless one
    /// is running.
    pub(in crate::pathway) fn follow_up_conviction(&mut self, id: Id) {
        let now = self.now;
        let p = &self.people[id];
        let began = Tick::from_days(p.convicted_on.into());
        let running = p.convicted_on != 0 && now.days_since(began) < OFFENCE_DAYS;
        if running || now.plus_days(PROVEN_DAYS) > self.plan.end {
            return;
        }
        let p = self.person(id);
        p.convicted_on = now.day() as u16;
        p.convicted_of = p.offence;
        let strata = p.strata().with_offence(p.offence);
        self.seen.count_at(Count::CohortConvicted, strata, now);
    }

    /// A conviction for an offence of `offence_at`: proven reoffending of whoever is followed.
    pub(in crate::pathway) fn proven(&mut self, id: Id, offence_at: Tick) {
        self.reoffended(id, offence_at);
        let now = self.now;
        let p = &self.people[id];
        let began = Tick::from_days(p.convicted_on.into());
        if p.convicted_on != 0 && is_proven(began, offence_at, now) {
            let (at, strata) = (began, p.strata().with_offence(p.convicted_of));
            self.seen.count_at(Count::ReoffendedConvicted, strata, at);
            self.person(id).convicted_on = 0;
        }
    }

    /// A conviction for an offence of `offence_at`: proven reoffending, if it falls within
    /// the follow-up.
    fn reoffended(&mut self, id: Id, offence_at: Tick) {
        let now = self.now;
        self.reoffended_in_nine_years(id, offence_at);
        let p = &self.people[id];
        let proven = p.is(flag::COHORT) && is_proven(p.cohort_at, offence_at, now);
        if !proven {
            return;
        }
        let (at, strata) = (p.cohort_at, self.strata_of_cohort(id));
        self.seen.count_at(Count::Reoffences, strata, at);
        if !self.people[id].is(flag::REOFFENDED) {
            self.person(id).set(flag::REOFFENDED, true);
            self.count_cohort(
                id,
                [
                    Count::ReoffendedAll,
                    Count::ReoffendedCustody,
                    Count::ReoffendedShort,
                ],
            );
        }
    }

    /// Starts the follow-up of somebody for whom diversion is open, whether it is offered or not,
    /// unless one is running.
    pub(in crate::pathway) fn follow_open_to_diversion(&mut self, id: Id) {
        let (now, end) = (self.now, self.plan.end);
        let p = self.person(id);
        let began = Tick::from_days(p.open_from.into());
        let running = p.open_from != 0 && now.days_since(began) <= OPEN_DAYS;
        if running || now.plus_days(OPEN_DAYS) > end {
            return;
        }
        p.open_from = now.day() as u16;
        let strata = p.strata();
        self.seen
            .count_at(Count::OpenCohort, strata, Tick::from_days(now.day()));
    }

    /// A detected offence of somebody who may be followed since diversion was open.
    pub(in crate::pathway) fn offended_since_open(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        let from = std::mem::take(&mut p.open_from);
        let began = Tick::from_days(from.into());
        if from != 0 && now.days_since(began) <= OPEN_DAYS {
            let strata = p.strata();
            self.seen.count_at(Count::OpenOffended, strata, began);
        }
    }

    fn strata_of_cohort(&self, id: Id) -> Strata {
        let p = &self.people[id];
        if p.cohort == Cohort::Order {
            p.strata()
        } else {
            p.strata()
                .with_band(p.cohort_band)
                .with_housing(p.release_housing)
        }
    }

    /// Starts the follow-up over nine years of a release, if none is running and the run is
    /// long enough.
    fn follow_nine_years(&mut self, id: Id) {
        let now = self.now;
        let p = &self.people[id];
        let running = p.nine_from != 0
            && now.days_since(Tick::from_days(p.nine_from.into())) < NINE_YEARS_DAYS;
        let fits = now.plus_days(NINE_YEARS_DAYS + PROVEN_DAYS - OFFENCE_DAYS) <= self.plan.end;
        if !running && fits && now >= self.plan.observe_from {
            let strata = p.strata();
            self.person(id).nine_from = now.day() as u16;
            self.seen.count(Count::CohortNine, strata);
        }
    }

    /// A conviction within the follow-up over nine years: the first ends it.
    fn reoffended_in_nine_years(&mut self, id: Id, offence_at: Tick) {
        let p = &self.people[id];
        if p.nine_from == 0 || offence_at.is_never() {
            return;
        }
        let began = Tick::from_days(p.nine_from.into());
        let within = offence_at > began
            && offence_at.days_since(began) <= NINE_YEARS_DAYS
            && self.now.days_since(began) <= NINE_YEARS_DAYS + PROVEN_DAYS - OFFENCE_DAYS;
        if within {
            let strata = p.strata();
            self.seen.count_at(Count::ReoffendedNine, strata, began);
            self.person(id).nine_from = 0;
        }
    }

    /// Counts in the month in which the follow-up began, for each cohort the person is in.
    fn count_cohort(&mut self, id: Id, [all, custody, short]: [Count; 3]) {
        let p = &self.people[id];
        let (at, cohort) = (p.cohort_at, p.cohort);
        let strata = self.strata_of_cohort(id);
        self.seen.count_at(all, strata, at);
        if cohort != Cohort::Order {
            self.seen.count_at(custody, strata, at);
        }
        if cohort == Cohort::Short {
            self.seen.count_at(short, strata, at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::Cells;
    use crate::pathway::Plan;
    use crate::scenario::Scenario;
    use crate::scenario::schema::Model;

    fn plan(horizon: &str) -> Plan {
        let set = [
            ("settings.population_scale", "0.001"),
            ("settings.observe_from", "2026-10-01"),
            ("settings.policy_from", "2026-10-01"),
            ("settings.warm_up", "7d"),
            ("settings.horizon", horizon),
        ];
        let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
        let set: Vec<_> = set.into_iter().map(owned).collect();
        let scenario = Scenario::<Model>::load("baseline", &set).expect("the baseline is good");
        Plan::compile(&scenario).expect("it can be run")
    }

    /// Followed from a release, and what convictions for offences after a number of days (of offence,
    /// of conviction) make of it: people followed, and reoffenders among them.
    fn followed(horizon: &str, convictions: &[(f64, f64)]) -> [f64; 2] {
        let plan = plan(horizon);
        let months = [0.0, 31.0].map(|days| plan.observe_from.plus_days(days));
        let mut world = World::new(&plan, 3, 0, months.to_vec());
        world.run_until(plan.observe_from, &mut |_| true);
        world.seen.turn_month(world.now);
        let id = (0..world.people.len() as Id)
            .find(|&id| world.is_present(id))
            .expect("somebody is there");
        let released = world.now;
        world.follow_nine_years(id);
        for &(offence, conviction) in convictions {
            world.now = released.plus_days(conviction);
            world.reoffended_in_nine_years(id, released.plus_days(offence));
        }
        [Count::CohortNine, Count::ReoffendedNine]
            .map(|count| world.seen.total(count, Cells::ALL, 0..1))
    }

    /// The offence within nine years, its proof within six months more, in the month of the
    /// release, the first alone.
    #[test]
    fn nine_years_are_followed_once_and_to_their_end() {
        let year = 365.25;
        assert_eq!(followed("10y", &[]), [1.0, 0.0]);
        assert_eq!(followed("10y", &[(8.9 * year, 9.4 * year)]), [1.0, 1.0]);
        let twice = [(100.0, 200.0), (300.0, 400.0)];
        assert_eq!(followed("10y", &twice), [1.0, 1.0]);
        assert_eq!(followed("10y", &[(9.1 * year, 9.2 * year)]), [1.0, 0.0]);
        assert_eq!(followed("10y", &[(8.9 * year, 9.6 * year)]), [1.0, 0.0]);
        assert_eq!(
            followed("9y", &[(100.0, 200.0)]),
            [0.0, 0.0],
            "too short a run"
        );
    }
}
