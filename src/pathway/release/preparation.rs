//! Preparation of a release: a planner is asked for a while before the date that is then known,
//! the plan takes its time, and so it misses short stays and releases that nobody could foresee.
//! The caseload of a planner has a limit, and those of high risk go first: whoever still waits
//! at the gate leaves without a plan.

use crate::engine::{Request, TICKS_PER_DAY, Tick, Ticket, Weekday};
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, flag};
use crate::pathway::release::through_the_gate::{Scheme, before_release, begins};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::pathway::world::services::under_load;
use crate::strata::{Staff, Tier};

/// The moment a number of days before `at`, not before the start.
pub(in crate::pathway::release) fn days_before(at: Tick, days: f64) -> Tick {
    let ticks = (days * f64::from(TICKS_PER_DAY) + 0.5) as u32;
    Tick(at.0.saturating_sub(ticks))
}

impl Person {
    /// On the waiting list for a planner of the release.
    #[inline]
    pub fn awaits_planner(&self) -> bool {
        self.in_custody() && self.housing_ticket != Ticket::NONE
    }
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
pub(in crate::pathway) fn next_step(p: &Person, m: &Local, now: Tick) -> Tick {
    let [local, reconnect] = Scheme::ALL.map(|scheme| begins(p, m, scheme));
    let dates = [preparation(p, m), local, reconnect];
    let next = dates.into_iter().flatten().min();
    next.map_or(Tick::NEVER, |at| at.max(Tick(now.0 + 1)))
}

impl World<'_> {
    /// Begins what is to begin before release.
    pub(in crate::pathway) fn step_preparation(&mut self, id: Id) {
        let now = self.now;
        let m = self.model(id);
        let due = |at: Option<Tick>| at.is_some_and(|at| at <= now);
        let p = &self.people[id];
        if due(preparation(p, m)) {
            self.ask_planner(id);
        }
        for scheme in Scheme::ALL {
            if due(begins(&self.people[id], m, scheme)) {
                self.ask_gate(id, scheme);
            }
        }
    }

    /// Asks for a planner, if the rules plan the release of such a person.
    fn ask_planner(&mut self, id: Id) {
        let now = self.now;
        let r = &self.model(id).release;
        let p = self.person(id);
        p.set(flag::PREPARING, true);
        p.prepared = Tick::NEVER;
        let (tier, episode) = (p.tier, p.releases.wrapping_add(1));
        let planned = *r.planned[tier];
        if !self.draw(id, Purpose::Planned, episode).chance(planned) {
            return;
        }
        self.count(Count::PlansAsked, id);
        // People of the highest tier are first in the line for a planner.
        let class = Tier::High as u8 - tier as u8;
        match self.prison.services[Staff::Planners]
            .pool
            .request(id, class, now)
        {
            Request::Granted => self.planner_found(id),
            Request::Queued(ticket) => self.person(id).housing_ticket = ticket,
        }
    }

    /// A planner has room: the plan stands after a time, which is longer under load.
    fn planner_found(&mut self, id: Id) {
        let now = self.now;
        let m = self.model(id);
        let r = &m.release;
        let hurried = if *m.loops.caseload {
            let load = self.prison.services[Staff::Planners].load(&self.national().prison.planners);
            1.0 / under_load(load, *r.plan_load_exponent)
        } else {
            1.0
        };
        let episode = self.people[id].releases.wrapping_add(1);
        let days = self
            .draw(id, Purpose::PlanTime, episode)
            .lognormal(*r.plan_takes * hurried, *r.plan_spread);
        let p = self.person(id);
        p.housing_ticket = Ticket::NONE;
        p.set(flag::PLANNER, true);
        p.prepared = now.plus_days(days);
    }

    /// Gives planners who have room to those who wait.
    pub(in crate::pathway) fn serve_planners(&mut self) {
        while let Some(served) = self.prison.services[Staff::Planners]
            .pool
            .serve_next(self.now)
        {
            self.planner_found(served.row);
            self.touch(served.row);
        }
    }

    /// Out of custody: the waiting list for a planner is left.
    pub(in crate::pathway) fn leave_planner_line(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        if p.awaits_planner() {
            let ticket = p.housing_ticket;
            p.housing_ticket = Ticket::NONE;
            self.prison.services[Staff::Planners]
                .pool
                .withdraw(ticket, now);
        }
    }

    /// The day of release: a plan that stands on it is used; true if a planner was found early enough
    /// for it to be finished.
    pub(in crate::pathway) fn take_plan(&mut self, id: Id, planned: bool) -> bool {
        let now = self.now;
        let p = self.person(id);
        let stands = planned && p.is(flag::PREPARING) && p.prepared <= now;
        p.set(flag::PREPARING, false);
        if stands {
            self.count(Count::Prepared, id);
        }
        stands
    }

    /// The day of a release that is due at `at`: the working day before a weekend or holiday,
    /// and for some a day earlier, so that services are open on the day after.
    pub(in crate::pathway) fn release_day(&self, id: Id, at: Tick) -> Tick {
        let at = self.working_day(at);
        let p = &self.people[id];
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
    pub(in crate::pathway) fn closed_tomorrow(&self, at: Tick) -> bool {
        !self.plan.calendar.is_working_day(at.plus_days(1.0))
    }

    /// Whether a day is a Friday.
    pub(in crate::pathway::release) fn is_friday(&self, at: Tick) -> bool {
        self.plan.calendar.weekday_of(at) == Weekday::Friday
    }

    /// The time of an appointment that is `days` away: when the service is closed, the next day
    /// on which it is open.
    pub(in crate::pathway::release) fn opening(&self, days: f64) -> f64 {
        let at = self.now.plus_days(days);
        let calendar = &self.plan.calendar;
        if calendar.is_working_day(at) {
            return days;
        }
        calendar.next_working_day(at).days_since(self.now).max(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pathway::Plan;
    use crate::scenario::Scenario;
    use crate::scenario::schema::Model;
    use crate::strata::ByTier;

    /// Where planners are few, people of high risk find one and those of low risk are left waiting.
    #[test]
    fn high_risk_goes_first() {
        let set = [
            ("settings.population_scale", "0.03"),
            ("settings.observe_from", "2026-10-01"),
            ("settings.policy_from", "2026-10-01"),
            ("settings.warm_up", "6mo"),
            ("settings.horizon", "1mo"),
            ("prison.planners.posts", "75"),
            ("prison.planners.leaving", "0/y"),
            ("release.planned.low", "1"),
            ("release.planned.medium", "1"),
            ("release.planned.high", "1"),
        ];
        let set = set.map(|(key, value)| (key.to_owned(), value.to_owned()));
        let scenario = Scenario::<Model>::load("baseline", &set).expect("the baseline is good");
        let plan = Plan::compile(&scenario).expect("it can be run");
        let mut world = World::new(&plan, 3, 0, vec![plan.observe_from, plan.end]);
        world.run_until(plan.end, &mut |_| true);
        let mut served = ByTier::<u32>::default();
        let mut waiting = served;
        for p in world.people.iter() {
            served[p.tier] += u32::from(p.is(flag::PLANNER));
            waiting[p.tier] += u32::from(p.awaits_planner());
        }
        assert!(served.high > 3 * waiting.high, "{served:?} {waiting:?}");
        assert!(waiting.low > 3 * served.low, "{served:?} {waiting:?}");
    }
}
