//! What only statistics need to know of a person, a mark each: whom a year has counted already,
//! and what was true some time after a release.

use crate::engine::Tick;
use crate::observe::{Count, Level};
use crate::pathway::community::treatment::CONTINUITY_DAYS;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Exit, Id, Supervision, flag};
use crate::pathway::world::World;
use crate::strata::Housing;

/// Marks of a person, a bit each.
pub(in crate::pathway) mod mark {
    /// Counted this year among people in community treatment.
    pub const COMMUNITY: u8 = 1;
    /// Counted this year among people in treatment in prison.
    pub const PRISON: u8 = 1 << 1;
    /// Counted this year among people who left treatment in prison.
    pub const LEFT: u8 = 1 << 2;
    /// Treatment began in this stay in prison.
    pub const STAY: u8 = 1 << 3;
    /// Where the person lives three months after release is to be counted.
    pub const THREE_MONTHS: u8 = 1 << 4;
    /// Clinical and psychosocial treatment were both on record in this stay in prison.
    pub const RECORDED: u8 = 1 << 5;
    /// The follow-up of reoffending that runs has its reoffence.
    pub const REOFFENDED: u8 = 1 << 6;
    /// What a stay in prison has counted.
    pub const OF_STAY: u8 = STAY | RECORDED;
    /// What a year has counted.
    pub const OF_YEAR: u8 = COMMUNITY | PRISON | LEFT;
}

/// Days after release on which housing is counted: three months, as outcomes of accommodation are published.
const THREE_MONTHS_DAYS: f64 = 91.0;
/// Month in which a year of statistics begins.
const APRIL: u8 = 4;

/// When housing after the last release is to be counted.
pub(in crate::pathway) fn three_months_on(released: Tick) -> Tick {
    released.plus_days(THREE_MONTHS_DAYS)
}

impl World<'_> {
    /// Counts a person unless this year has already.
    fn count_once(&mut self, mark: u8, what: Count, id: Id) -> bool {
        let p = &mut self.people[id];
        let first = p.marks & mark == 0;
        p.marks |= mark;
        if first {
            let strata = p.strata();
            self.seen.count(what, strata);
        }
        first
    }

    /// A person is in community treatment.
    pub(in crate::pathway) fn seen_in_treatment(&mut self, id: Id) {
        self.count_once(mark::COMMUNITY, Count::PeopleTreated, id);
    }

    /// A person is in treatment in prison; for the first time in this stay, it may be.
    pub(in crate::pathway) fn seen_in_treatment_inside(&mut self, id: Id) {
        if self.count_once(mark::PRISON, Count::PeopleTreatedInside, id)
            && self.people[id].uses_opiates()
        {
            let strata = self.people[id].strata();
            self.seen.count(Count::PeopleTreatedInsideOpiate, strata);
        }
        let soon = self.now.days_since(self.people[id].received) <= CONTINUITY_DAYS;
        if self.count_once(mark::STAY, Count::StayStarts, id) && soon {
            let strata = self.people[id].strata();
            self.seen.count(Count::StayStartsSoon, strata);
        }
    }

    /// A person leaves treatment in prison.
    pub(in crate::pathway) fn leaves_treatment_inside(&mut self, id: Id) {
        self.count(Count::PrisonExits, id);
        self.count_once(mark::LEFT, Count::PeopleLeftInside, id);
    }

    /// Whether where a leaver lives three months on is to be counted.
    pub(in crate::pathway) fn mark_release(&mut self, id: Id, exit: Exit) {
        let p = self.person(id);
        if p.supervision != Supervision::None && exit != Exit::Committal {
            p.marks |= mark::THREE_MONTHS;
        } else {
            p.marks &= !mark::THREE_MONTHS;
        }
    }

    /// Once a day: on the first of April, and where observation begins, a year begins, in which
    /// everybody who is in treatment is seen; on the first of a month capital is read off.
    pub(in crate::pathway) fn headcount_day(&mut self) {
        let today = self.plan.calendar.date_of(self.now);
        let begins = today.day() == 1 && today.month() == APRIL;
        if begins || self.now == self.plan.observe_from {
            self.begin_year();
        }
        if today.day() == 1 {
            self.read_capital();
        }
    }

    fn begin_year(&mut self) {
        for id in 0..self.people.len() as Id {
            let p = &mut self.people[id];
            p.marks &= !mark::OF_YEAR;
            let (outside, inside) = (p.in_community_treatment(), p.in_prison_treatment());
            if !self.is_present(id) {
                continue;
            }
            if outside {
                self.seen_in_treatment(id);
            }
            if inside {
                self.seen_in_treatment_inside(id);
            }
        }
    }

    /// Capital is nobody's while it is switched off.
    fn read_capital(&mut self) {
        if !*self.national().recovery.active {
            return;
        }
        let now = self.now;
        for cell in 0..self.seen.cells().len() {
            self.seen.set(Level::Needing, cell, 0, now);
            self.seen.set(Level::Capital, cell, 0, now);
        }
        for id in 0..self.people.len() as Id {
            let p = &self.people[id];
            if self.is_present(id) && p.has_need() {
                let thousandths = libm::round(p.recovery_capital() * 1000.0) as i64;
                let strata = p.strata();
                self.seen.shift(Level::Needing, strata, 1, now);
                self.seen.shift(Level::Capital, strata, thousandths, now);
            }
        }
    }

    /// Three months after a release to supervision: where do those live who are still supervised
    /// and at liberty?
    pub(in crate::pathway) fn count_three_months(&mut self, id: Id) {
        let p = &mut self.people[id];
        let due = p.marks & mark::THREE_MONTHS != 0 && three_months_on(p.released) <= self.now;
        if !due || p.in_custody() {
            return;
        }
        p.marks &= !mark::THREE_MONTHS;
        if p.supervision == Supervision::None || p.is(flag::AT_LARGE) {
            return;
        }
        let (strata, released, episode) = (p.strata_of_release(), p.released, p.releases);
        let home = p.housing;
        let settled = home == Housing::Settled
            || p.is(flag::SUPPORTED)
            || (home == Housing::Family
                && self
                    .draw(id, Purpose::FamilySettled, episode)
                    .chance(*self.model(id).housing.family.counts_as_settled));
        self.seen.count_at(Count::ThreeMonths, strata, released);
        if settled {
            self.seen
                .count_at(Count::ThreeMonthsSettled, strata, released);
        }
        if home == Housing::Homeless {
            self.seen
                .count_at(Count::ThreeMonthsHomeless, strata, released);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::{Cells, Exposures, Stock};
    use crate::pathway::Plan;
    use crate::pathway::person::Custody;
    use crate::scenario::Scenario;
    use crate::scenario::schema::Model;

    fn plan(horizon: &str) -> Plan {
        let set = [
            ("settings.population_scale", "0.004"),
            ("settings.observe_from", "2026-10-01"),
            ("settings.policy_from", "2026-10-01"),
            ("settings.warm_up", "6mo"),
            ("settings.horizon", horizon),
        ];
        let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
        let set: Vec<_> = set.into_iter().map(owned).collect();
        let scenario = Scenario::<Model>::load("baseline", &set).expect("the baseline is good");
        Plan::compile(&scenario).expect("it can be run")
    }

    fn total(world: &World<'_>, what: Count) -> u64 {
        world.seen.total(what, Cells::ALL, 0..1) as u64
    }

    /// A second episode in a year is the same person; on the first of April the year is new.
    #[test]
    fn a_person_counts_once_a_year() {
        let plan = plan("12mo");
        let mut world = World::new(&plan, 3, 0, vec![plan.observe_from, plan.end]);
        world.run_until(plan.observe_from, &mut |_| true);
        world.headcount_day();
        world.seen.turn_month(world.now);
        let id = (0..world.people.len() as Id)
            .find(|&id| world.is_present(id) && world.people[id].in_community_treatment())
            .expect("somebody is in treatment");
        world.people[id].marks = 0;
        let before = total(&world, Count::PeopleTreated);
        world.seen_in_treatment(id);
        world.seen_in_treatment(id);
        assert_eq!(total(&world, Count::PeopleTreated), before + 1);
        world.begin_year();
        let treated = world.seen.standing(Level::Treated) as u64;
        assert_eq!(total(&world, Count::PeopleTreated), before + 1 + treated);
    }

    /// Only people at liberty and supervised three months on are asked where they live, once.
    #[test]
    fn housing_is_asked_of_the_supervised_three_months_after_release() {
        let plan = plan("12mo");
        let mut world = World::new(&plan, 3, 0, vec![plan.observe_from, plan.end]);
        world.run_until(plan.observe_from, &mut |_| true);
        world.seen.turn_month(world.now);
        let id = (0..world.people.len() as Id)
            .find(|&id| world.is_present(id) && !world.people[id].in_custody())
            .expect("somebody is at liberty");
        let released = world.now;
        let mut ask = |days: f64, supervision, housing| {
            let p = &mut world.people[id];
            (p.released, p.supervision, p.housing) = (released, supervision, housing);
            p.set(flag::AT_LARGE | flag::SUPPORTED, false);
            p.marks |= mark::THREE_MONTHS;
            world.now = released.plus_days(days);
            let before = [Count::ThreeMonths, Count::ThreeMonthsSettled].map(|c| total(&world, c));
            world.count_three_months(id);
            world.count_three_months(id);
            let after = [Count::ThreeMonths, Count::ThreeMonthsSettled].map(|c| total(&world, c));
            [after[0] - before[0], after[1] - before[1]]
        };
        assert_eq!(ask(90.0, Supervision::Licence, Housing::Settled), [0, 0]);
        assert_eq!(ask(91.5, Supervision::Licence, Housing::Settled), [1, 1]);
        assert_eq!(ask(91.5, Supervision::Licence, Housing::Temporary), [1, 0]);
        assert_eq!(ask(91.5, Supervision::None, Housing::Settled), [0, 0]);
    }

    /// Everybody with need at liberty is in exactly one exposure, and their hazards add up to
    /// the one that is kept for everyone, less that of prisoners.
    #[test]
    fn exposures_are_the_people_with_need_at_liberty() {
        let plan = plan("3mo");
        let mut world = World::new(&plan, 3, 0, vec![plan.observe_from, plan.end]);
        world.run_until(plan.end, &mut |_| true);
        let sum = |of: &dyn Fn(crate::observe::Exposure) -> Stock| -> i64 {
            let each = Exposures::ALL.each();
            each.map(|e| world.seen.standing(of(e))).sum()
        };
        let present = (0..world.people.len() as Id).filter(|&id| world.is_present(id));
        let people: Vec<_> = present.map(|id| &world.people[id]).collect();
        let at_liberty = people.iter().filter(|p| p.has_need() && !p.in_custody());
        assert_eq!(sum(&Stock::exposed), at_liberty.count() as i64);
        let inside: f64 = people
            .iter()
            .filter(|p| p.custody != Custody::None)
            .map(|p| f64::from(p.overdose_hazard))
            .sum();
        let unit = (1_u64 << 40) as f64;
        let all = world.seen.standing(Level::OverdoseHazard) as f64 / unit;
        let outside = sum(&Stock::hazard) as f64 / unit;
        assert!(outside > 0.0);
        assert!(
            (all - inside - outside).abs() < 1e-6 * all,
            "{all} {inside} {outside}"
        );
    }
}
