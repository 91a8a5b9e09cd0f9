//! Preparation of a release: it begins a while before the date that is then known, takes its
//! time, and so misses short stays and releases that nobody could foresee.

use super::person::{Id, Person, flag};
use super::plan::Local;
use super::purpose::Purpose;
use super::through_the_gate::{before_release, begins};
use super::world::World;
use crate::engine::{TICKS_PER_DAY, Tick, Weekday};
use crate::observe::Count;

/// The moment so many days before `at`, not before the start.
pub(super) fn days_before(at: Tick, days: f64) -> Tick {
    let ticks = (days * f64::from(TICKS_PER_DAY) + 0.5) as u32;
    Tick(at.0.saturating_sub(ticks))
}

/// When preparation is to begin for a person in custody, if that is still to come: not before
/// somebody has settled in.
fn preparation(p: &Person, m: &Local) -> Option<Tick> {
    if !p.has_need() || p.is(flag::PREPARING) {
        return None;
    }
    let settled = p.received.plus_days(*m.release.shortest_stay);
    before_release(p, *m.release.lead_time).map(|at| at.max(settled))
}

/// The next date of the work before release, at once if it has passed.
pub(super) fn next_step(p: &Person, m: &Local, now: Tick) -> Tick {
    let dates = [preparation(p, m), begins(p, m)];
    let next = dates.into_iter().flatten().min();
    next.map_or(Tick::NEVER, |at| at.max(Tick(now.0 + 1)))
}

impl World<'_> {
    /// Begins what is to begin before release.
    pub(super) fn step_preparation(&mut self, id: Id) {
        let now = self.now;
        let m = self.model(id);
        let due = |at: Option<Tick>| at.is_some_and(|at| at <= now);
        let p = &mut self.people[id as usize];
        if due(preparation(p, m)) {
            p.set(flag::PREPARING, true);
            p.prepared = now;
        }
        if due(begins(p, m)) {
            self.ask_gate(id);
        }
    }

    /// Whether a plan stands on the day of a planned release: offered by tier, and begun early
    /// enough to be finished.
    pub(super) fn has_plan(&mut self, id: Id, planned: bool) -> bool {
        let now = self.now;
        let r = &self.model(id).release;
        let p = &self.people[id as usize];
        let episode = p.releases;
        let begun = planned && p.is(flag::PREPARING);
        let days = self
            .draw(id, Purpose::PlanTime, episode)
            .lognormal(*r.plan_takes, *r.plan_spread);
        let ready = begun && now.days_since(p.prepared) >= days;
        let offered = self
            .draw(id, Purpose::Planned, episode)
            .chance(**r.planned.get(p.tier as usize));
        self.person(id).set(flag::PREPARING, false);
        if ready && offered {
            self.count(Count::Prepared, id);
        }
        ready && offered
    }

    /// The day of a release that is due at `at`: the working day before a weekend or holiday,
    /// and for some a day earlier, so that services are open on the day after.
    pub(super) fn release_day(&self, id: Id, at: Tick) -> Tick {
        let at = self.working_day(at);
        let p = &self.people[id as usize];
        let moved = *self.model(id).release.off_fridays;
        if !self.closed_tomorrow(at)
            || !self
                .draw(id, Purpose::OffFriday, p.receptions)
                .chance(moved)
        {
            return at;
        }
        let before = self
            .plan
            .calendar
            .previous_working_day(days_before(at, 1.0));
        if before > self.now { before } else { at }
    }

    /// Whether services are closed on the day after.
    pub(super) fn closed_tomorrow(&self, at: Tick) -> bool {
        !self.plan.calendar.is_working_day(at.plus_days(1.0))
    }

    /// Whether a day is a Friday.
    pub(super) fn is_friday(&self, at: Tick) -> bool {
        self.plan.calendar.weekday_of(at) == Weekday::Friday
    }

    /// The time of an appointment that is `days` away: when the service is closed, the next day
    /// on which it is open.
    pub(super) fn opening(&self, days: f64) -> f64 {
        let at = self.now.plus_days(days);
        let calendar = &self.plan.calendar;
        if calendar.is_working_day(at) {
            return days;
        }
        calendar.next_working_day(at).days_since(self.now).max(days)
    }
}
