//! Every service that has workers, in one list: who leaves and starts, which pools there are,
//! how loaded and how vacant each is.
//!
//! A new service is a name in `observe::Staff`, a row here, and the field that the row names
//! (docs/guide/add-a-service.md has the whole list).

use std::cmp::Reverse;

use crate::engine::{Pool, Tick, Workforce};
use crate::observe::{Cells, Level, Staff, Staffing};
use crate::pathway::community::homes::Home;
use crate::pathway::community::treatment::workers;
use crate::pathway::court::assessors::Assessors;
use crate::pathway::police::arrest_referral::Referral;
use crate::pathway::release::through_the_gate::{Gate, Scheme};
use crate::pathway::supervision::probation::Caseload;
use crate::pathway::world::services::Service;
use crate::pathway::world::{OPIATE_SERVICE, OTHER_SERVICE, World};
use crate::strata::{BySex, Sex};

/// How a service is staffed and whom it holds.
#[derive(Clone, Copy)]
struct Staffed<'w> {
    /// Its workers.
    staff: &'w Workforce,
    /// People it holds, or cases that wait for its workers.
    held: u32,
    /// Its places; none where nobody is turned away.
    pool: Option<&'w Pool>,
}

impl<'w> From<&'w Service> for Staffed<'w> {
    fn from(service: &'w Service) -> Self {
        Staffed {
            staff: service.team().workforce(),
            held: service.pool.held(),
            pool: Some(&service.pool),
        }
    }
}

impl<'w> From<&'w Gate> for Staffed<'w> {
    fn from(gate: &'w Gate) -> Self {
        (&gate.service).into()
    }
}

impl<'w> From<&'w Referral> for Staffed<'w> {
    fn from(referral: &'w Referral) -> Self {
        Staffed {
            staff: referral.team.workforce(),
            held: 0,
            pool: None,
        }
    }
}

impl<'w> From<&'w Assessors> for Staffed<'w> {
    fn from(assessors: &'w Assessors) -> Self {
        Staffed {
            staff: assessors.team.workforce(),
            held: assessors.waiting(),
            pool: None,
        }
    }
}

impl<'w> From<&'w Caseload> for Staffed<'w> {
    fn from(caseload: &'w Caseload) -> Self {
        Staffed {
            staff: caseload.team().workforce(),
            held: caseload.cases.values().sum(),
            pool: None,
        }
    }
}

impl Staffed<'_> {
    fn staffing(&self) -> Staffing {
        let in_post = self.staff.in_post();
        Staffing {
            caseload: self.held,
            in_post,
            posts: in_post + self.staff.vacancies(),
        }
    }
}

/// Where services stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// One for each area.
    Local,
    /// One for the country.
    National,
}

macro_rules! services {
    ($( $staff:ident($scope:ident, $name:literal) {
        at: |$world:ident, $area:ident| $place:expr,
        step: |$service:ident, $m:ident, $now:ident| $step:expr,
        serve: $serve:expr $(,)?
    } )+) => {
        /// What a service is called in the list of pools.
        fn name_of(staff: Staff) -> &'static str {
            match staff { $( Staff::$staff => $name, )+ }
        }

        fn scope_of(staff: Staff) -> Scope {
            match staff { $( Staff::$staff => Scope::$scope, )+ }
        }

        impl World<'_> {
            /// A service; national ones stand under the first area.
            fn staffed(&self, staff: Staff, area: usize) -> Staffed<'_> {
                match staff { $( Staff::$staff => {
                    let ($world, $area) = (self, area);
                    (&$place).into()
                } )+ }
            }

            /// A worker leaves or starts; places that are made are given to those who wait.
            fn step_workers(&mut self, staff: Staff, area: usize) {
                let epoch = self.epoch;
                match staff { $( Staff::$staff => {
                    let ($m, $now) = (&epoch.areas[area], self.now);
                    let ($world, $area) = (&mut *self, area);
                    let $service = &mut $place;
                    if $step {
                        let serve: fn(&mut World<'_>, usize) = $serve;
                        serve(self, area);
                    }
                } )+ }
            }
        }
    };
}

// One row a service: where it stands, how its workers come and go, and who is served when a
// place is made. What is read off it daily follows from its name in `observe::Staff`.
services! {
    Opiate(Local, "opiate service") {
        at: |w, area| w.areas[area].treatment[OPIATE_SERVICE],
        step: |service, m, now| service.step(workers(m, OPIATE_SERVICE), now),
        serve: |w, area| w.serve_community(area, OPIATE_SERVICE),
    }
    OtherCommunity(Local, "other services") {
        at: |w, area| w.areas[area].treatment[OTHER_SERVICE],
        step: |service, m, now| service.step(workers(m, OTHER_SERVICE), now),
        serve: |w, area| w.serve_community(area, OTHER_SERVICE),
    }
    Psychosocial(National, "psychosocial treatment in prison") {
        at: |w, _area| w.prison.psychosocial,
        step: |service, m, now| service.step(&m.custody_treatment.workers, now),
        serve: |w, _| w.serve_prison_treatment(),
    }
    Clinical(National, "clinical treatment in prison") {
        at: |w, _area| w.prison.clinical,
        step: |service, m, now| service.step(&m.custody_treatment.clinical, now),
        serve: |w, _| w.serve_clinical(),
    }
    Planners(National, "planners of releases") {
        at: |w, _area| w.prison.planners,
        step: |service, m, now| service.step(&m.prison.planners, now),
        serve: |w, _| w.serve_planners(),
    }
    Diversion(Local, "diversion") {
        at: |w, area| w.areas[area].schemes,
        step: |service, m, now| service.step(&m.diversion.workers, now),
        serve: nobody_waits,
    }
    ArrestReferral(Local, "arrest referral") {
        at: |w, area| w.areas[area].referral,
        step: |referral, m, now| referral.step(m, now),
        serve: nobody_waits,
    }
    Assessors(Local, "assessors at court") {
        at: |w, area| w.areas[area].assessors,
        step: |assessors, m, now| assessors.step(&m.orders, now),
        serve: nobody_waits,
    }
    LowThreshold(Local, "low-threshold service") {
        at: |w, area| w.areas[area].low_threshold,
        step: |service, m, now| service.step(&m.harm_reduction.workers, now),
        serve: nobody_waits,
    }
    Reconnect(Local, "RECONNECT") {
        at: |w, area| w.areas[area].gates[Scheme::Reconnect as usize],
        step: |gate, m, now| gate.step(m, now),
        serve: nobody_waits,
    }
    LocalScheme(Local, "local schemes through the gate") {
        at: |w, area| w.areas[area].gates[Scheme::Local as usize],
        step: |gate, m, now| gate.step(m, now),
        serve: nobody_waits,
    }
    Probation(Local, "probation") {
        at: |w, area| w.areas[area].probation,
        step: |caseload, m, now| caseload.step(m, now),
        serve: nobody_waits,
    }
}

/// Nobody waits for such a service: whoever finds it full goes without.
fn nobody_waits(_: &mut World<'_>, _: usize) {}

/// When a worker of one service may next leave or start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::pathway) struct StaffDate {
    at: Tick,
    /// The number of the service in the order of [`World::services`].
    service: u16,
    staff: u8,
    area: u8,
}

/// Whether a service is one for the country; the others are one for each area.
fn is_national(staff: Staff) -> bool {
    scope_of(staff) == Scope::National
}

/// The areas under which a service stands.
fn areas_of(staff: Staff, areas: usize) -> std::ops::Range<usize> {
    0..if is_national(staff) { 1 } else { areas }
}

impl World<'_> {
    /// Every service with the number of its area.
    pub(in crate::pathway) fn services(&self) -> impl Iterator<Item = (Staff, usize)> + use<> {
        let areas = self.plan.areas.len();
        let each = move |staff| areas_of(staff, areas).map(move |area| (staff, area));
        Staff::ALL.into_iter().flat_map(each)
    }

    /// When a worker of any service may next leave or start, asked of each: for debug builds.
    pub(in crate::pathway::run) fn next_of_staff(&self) -> Tick {
        self.services()
            .map(|(staff, area)| self.staffed(staff, area).staff.next())
            .min()
            .unwrap_or(Tick::NEVER)
    }

    /// Notes the dates of every service: after the workers of any were set.
    pub(in crate::pathway::run) fn set_staff_dates(&mut self) {
        let date = |(service, (staff, area)): (u16, (Staff, usize))| {
            Reverse(StaffDate {
                at: self.staffed(staff, area).staff.next(),
                service,
                staff: staff as u8,
                area: area as u8,
            })
        };
        self.staff_dates = (0..).zip(self.services()).map(date).collect();
        self.set_next_staff();
    }

    fn set_next_staff(&mut self) {
        let first = self.staff_dates.peek();
        self.next_staff = first.map_or(Tick::NEVER, |Reverse(date)| date.at);
    }

    /// Workers leave and start.
    pub(in crate::pathway::run) fn step_staff(&mut self) {
        while self.next_staff == self.now
            && let Some(Reverse(mut date)) = self.staff_dates.pop()
        {
            let (staff, area) = (Staff::ALL[usize::from(date.staff)], usize::from(date.area));
            self.step_workers(staff, area);
            date.at = self.staffed(staff, area).staff.next();
            self.staff_dates.push(Reverse(date));
            self.set_next_staff();
        }
    }

    /// The pools of services with workers, by name.
    pub(in crate::pathway::run) fn service_pools(&self) -> impl Iterator<Item = (String, &Pool)> {
        self.services().filter_map(|(staff, area)| {
            let of = self.staffed(staff, area);
            let name = if is_national(staff) {
                name_of(staff).to_owned()
            } else {
                format!("{}, {}", name_of(staff), self.plan.areas[area])
            };
            of.pool.map(|pool| (name, pool))
        })
    }

    /// Reads off, once a day, how every service is staffed and whether the estate is full.
    pub(in crate::pathway::run) fn read_gauges(&mut self) {
        let now = self.now;
        for staff in Staff::ALL {
            let mut all = Staffing::default();
            for area in areas_of(staff, self.plan.areas.len()) {
                let is = self.staffed(staff, area).staffing();
                all = all.and(is);
                if !is_national(staff) {
                    let cell = self.seen.cells().of_area(area);
                    self.seen.set_staffing(staff, cell, is, now);
                }
            }
            self.seen.set_staffing(staff, Cells::ALL, all, now);
        }
        let full = BySex::from_fn(|sex| self.is_full(sex));
        for (sex, &full) in full.iter() {
            let cell = self.seen.cells().of_sex(sex);
            self.seen.set(Level::FullDays, cell, i64::from(full), now);
        }
        let any = full.values().any(|&full| full);
        self.seen
            .set(Level::FullDays, Cells::ALL, i64::from(any), now);
    }

    /// Reads off, once a day, the places to live that are paid for whoever is in them.
    pub(in crate::pathway::run) fn read_homes(&mut self) {
        const PAID: [(Home, Level); 3] = [
            (Home::Hostel, Level::HostelPlaces),
            (Home::Cas3, Level::Cas3Places),
            (Home::Supported, Level::SupportedPlaces),
        ];
        for (place, level) in PAID {
            let mut all = 0;
            for (area, services) in self.areas.iter().enumerate() {
                let places = i64::from(services.homes.of(place).capacity());
                let cell = self.seen.cells().of_area(area);
                self.seen.set(level, cell, places, self.now);
                all += places;
            }
            self.seen.set(level, Cells::ALL, all, self.now);
        }
    }

    /// Whether people in prison or waiting for it in cells are at least the useable places.
    fn is_full(&self, sex: Sex) -> bool {
        let [in_prison, waiting, _] = self.prison.people_and_places(sex);
        let [places, _] = self.prison.estate_constants[sex];
        places > 0 && in_prison + waiting >= places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::Stock;
    use crate::pathway::Plan;
    use crate::scenario::Scenario;
    use crate::scenario::schema::Model;

    fn plan(set: &[(&str, &str)]) -> Plan {
        let small = [
            ("settings.population_scale", "0.004"),
            ("settings.observe_from", "2026-10-01"),
            ("settings.policy_from", "2026-10-01"),
            ("settings.warm_up", "1mo"),
            ("settings.horizon", "2mo"),
        ];
        let owned = |&(key, value): &(&str, &str)| (key.to_owned(), value.to_owned());
        let set: Vec<_> = small.iter().chain(set).map(owned).collect();
        let scenario = Scenario::<Model>::load("baseline", &set).expect("the baseline is good");
        Plan::compile(&scenario).expect("it can be run")
    }

    /// What is read off is what the services hold at that moment, area by area.
    #[test]
    fn gauges_are_what_services_hold_and_who_is_in_post() {
        let plan = plan(&[("probation.workers.vacant", "0.2")]);
        let mut world = World::new(&plan, 3, 0, vec![plan.observe_from, plan.end]);
        world.run_until(plan.observe_from, &mut |_| true);
        world.read_gauges();
        let mut sums = [[0; 3]; Staff::COUNT];
        for (staff, area) in world.services() {
            let is = world.staffed(staff, area).staffing();
            let figures = [is.caseload, is.in_post, is.posts].map(i64::from);
            let cell = world.seen.cells().of_area(area);
            let of = [Stock::caseload, Stock::in_post, Stock::posts];
            for (figure, (value, stock)) in figures.into_iter().zip(of).enumerate() {
                sums[staff as usize][figure] += value;
                if !is_national(staff) {
                    let read = world.seen.standing_in(stock(staff), cell);
                    assert_eq!(read, value, "{staff:?} in area {area}");
                }
            }
        }
        for staff in Staff::ALL {
            let of = [Stock::caseload, Stock::in_post, Stock::posts];
            let read = of.map(|stock| world.seen.standing(stock(staff)));
            assert_eq!(read, sums[staff as usize], "{staff:?}");
        }
        let officers = sums[Staff::Probation as usize];
        assert!(officers[0] > 0 && officers[1] < officers[2], "{officers:?}");
    }

    /// An estate that long sentences fill is full; one without them has room in its first weeks.
    #[test]
    fn the_estate_is_full_when_people_are_as_many_as_places() {
        for (long_term, full) in [("90000", 1), ("0", 0)] {
            let plan = plan(&[("prison.long_term.male", long_term)]);
            let mut world = World::new(&plan, 3, 0, vec![plan.observe_from, plan.end]);
            world.run_until(plan.observe_from, &mut |_| true);
            world.read_gauges();
            let cell = world.seen.cells().of_sex(Sex::Male);
            assert_eq!(world.seen.standing_in(Level::FullDays, cell), full);
            assert_eq!(world.seen.standing(Level::FullDays), full);
        }
    }
}
