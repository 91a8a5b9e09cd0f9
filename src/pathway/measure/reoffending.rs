//! Follow-up of reoffending as the statistics define it: an offence within 12 months of
//! release or of the start of a court order, proven within six months more.
//!
//! With it runs the follow-up of everybody convicted, whatever the sentence, by the offence of
//! the conviction: from the day of a sentence without custody, and from release after custody.
//! Here is who is followed from when; what became of them is worked out in `followed`.

use crate::engine::Tick;
use crate::observe::Strata;
use crate::pathway::measure::followed::{
    Cohort, NINE_YEARS_DAYS, OFFENCE_DAYS, OPEN_DAYS, PROVEN_DAYS,
};
use crate::pathway::measure::headcount::mark;
use crate::pathway::person::Id;
use crate::pathway::world::World;

/// Whether an offence of `offence_at`, convicted now, falls within a follow-up from `since`.
fn is_proven(since: Tick, offence_at: Tick, now: Tick) -> bool {
    !since.is_never()
        && !offence_at.is_never()
        && offence_at > since
        && offence_at.days_since(since) <= OFFENCE_DAYS
        && now.days_since(since) <= PROVEN_DAYS
}

impl World<'_> {
    /// Starts the follow-up of a release from sentence.
    pub(in crate::pathway) fn follow_up_release(&mut self, id: Id) {
        self.follow_nine_years(id);
        let short = f64::from(self.people[id].sentence) < crate::pathway::court::cases::SHORT;
        self.follow_up(
            id,
            if short {
                Cohort::ShortCustody
            } else {
                Cohort::Custody
            },
        );
        self.follow_up_conviction(id);
    }

    /// Starts the follow-up of a court order.
    pub(in crate::pathway) fn follow_up_order(&mut self, id: Id) {
        self.follow_up(id, Cohort::Order);
    }

    /// Starts a follow-up, unless one is running without a reoffence: a person is followed
    /// from the first of the events that come close together.
    fn follow_up(&mut self, id: Id, cohort: Cohort) {
        let now = self.now;
        let p = &self.people[id];
        let running = !p.cohort_at.is_never()
            && p.marks & mark::REOFFENDED == 0
            && now.days_since(p.cohort_at) < OFFENCE_DAYS;
        if running || now.plus_days(PROVEN_DAYS) > self.plan.end {
            return;
        }
        let strata = match cohort {
            Cohort::Order => p.strata(),
            _ => p.strata_of_release(),
        };
        let p = self.person(id);
        p.cohort_at = now;
        p.marks &= !mark::REOFFENDED;
        self.follow(id, now, cohort, strata);
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
        let strata = p.strata().with_offence(p.offence);
        self.person(id).convicted_on = now.day() as u16;
        self.follow(id, now, Cohort::Convicted, strata);
    }

    /// A conviction for an offence of `offence_at`: proven reoffending of whoever is followed.
    pub(in crate::pathway) fn proven(&mut self, id: Id, offence_at: Tick) {
        let now = self.now;
        let observed = now >= self.plan.observe_from;
        let p = &mut self.people[id];
        if observed && !offence_at.is_never() {
            self.followed.convicted(p.key, offence_at, now);
        }
        // Whoever reoffended may be followed again from the next event.
        if is_proven(p.cohort_at, offence_at, now) {
            p.marks |= mark::REOFFENDED;
        }
        let began = Tick::from_days(p.convicted_on.into());
        if p.convicted_on != 0 && is_proven(began, offence_at, now) {
            p.convicted_on = 0;
        }
        let began = Tick::from_days(p.nine_from.into());
        let within_nine = p.nine_from != 0
            && !offence_at.is_never()
            && offence_at > began
            && offence_at.days_since(began) <= NINE_YEARS_DAYS
            && now.days_since(began) <= NINE_YEARS_DAYS + PROVEN_DAYS - OFFENCE_DAYS;
        if within_nine {
            p.nine_from = 0;
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
        self.follow(id, Tick::from_days(now.day()), Cohort::Open, strata);
    }

    /// A detected offence of somebody who may be followed since diversion was open.
    pub(in crate::pathway) fn offended_since_open(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        if std::mem::take(&mut p.open_from) != 0 {
            let who = p.key;
            self.followed.detected(who, now);
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
        if !running && fits {
            let strata = p.strata();
            self.person(id).nine_from = now.day() as u16;
            self.follow(id, now, Cohort::NineYears, strata);
        }
    }

    /// Writes down that somebody is followed, where results are counted.
    fn follow(&mut self, id: Id, since: Tick, cohort: Cohort, strata: Strata) {
        if since >= self.plan.observe_from {
            let who = self.people[id].key;
            self.followed.follow(who, since, cohort, strata);
        }
    }
}
