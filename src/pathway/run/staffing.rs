//! Every service with workers, by the one list of them (`strata/services.rs`): who leaves and
//! starts, which pools there are, how loaded and how vacant each is.

use std::cmp::Reverse;

use crate::engine::{Pool, Tick};
use crate::observe::{Cells, Level, Staffing};
use crate::pathway::community::homes::Home;
use crate::pathway::world::World;
use crate::strata::{BySex, Sex, Staff, Stands};

impl World<'_> {
    /// How much the workers of a service have to do over what is recommended: people held, where
    /// nothing else is said.
    fn load(&self, of: Staff, area: usize) -> f64 {
        let (service, here) = (self.service(of, area), &self.areas[area]);
        let m = &self.epoch.areas[area];
        match of {
            Staff::ArrestReferral => {
                let referral = &here.referral;
                referral.load(service.team(), &m.arrest_referral, self.now)
            }
            Staff::Assessors => here.assessors.load(service.team(), &m.orders, self.now),
            Staff::Probation | Staff::ServiceOfficers => self.probation_load(of, area),
            _ => service.load(m.workers(of)),
        }
    }

    /// People whom a service holds, or cases that wait for its workers.
    fn held(&self, of: Staff, area: usize) -> u32 {
        match of {
            Staff::ArrestReferral => 0,
            Staff::Assessors => self.areas[area].assessors.waiting(),
            Staff::Probation | Staff::ServiceOfficers => self.probation_cases(of, area),
            _ => self.service(of, area).pool.held(),
        }
    }

    /// The places of a service; none where nobody is turned away.
    fn places(&self, of: Staff, area: usize) -> Option<&Pool> {
        match of {
            Staff::ArrestReferral
            | Staff::Assessors
            | Staff::Probation
            | Staff::ServiceOfficers => None,
            _ => Some(&self.service(of, area).pool),
        }
    }

    /// A worker leaves or starts; places that are made are given to those who wait.
    fn step_workers(&mut self, of: Staff, area: usize) {
        let (load, now) = (self.load(of, area), self.now);
        let workers = self.epoch.areas[area].workers(of);
        if self.service_mut(of, area).step(load, workers, now) {
            self.serve_those_who_wait(of, area);
        }
    }

    /// Every service takes the workers of a new date, and serves those who wait.
    pub(in crate::pathway::run) fn adopt_workers(&mut self) {
        let (epoch, now) = (self.epoch, self.now);
        let prisons = Staff::ALL.into_iter().filter(|&of| is_national(of));
        for of in prisons {
            self.prison.services.set_workers(of, 0, epoch, now);
            self.serve_those_who_wait(of, 0);
        }
        for area in 0..self.areas.len() {
            for of in Staff::ALL.into_iter().filter(|&of| !is_national(of)) {
                let services = &mut self.areas[area].services;
                services.set_workers(of, area, epoch, now);
                self.serve_those_who_wait(of, area);
            }
        }
    }

    fn staffing(&self, of: Staff, area: usize) -> Staffing {
        let workforce = self.service(of, area).team().workforce();
        let in_post = workforce.in_post();
        Staffing {
            caseload: self.held(of, area),
            in_post,
            posts: in_post + workforce.vacancies(),
        }
    }

    /// When a worker of a service may next leave or start.
    fn next_of(&self, of: Staff, area: usize) -> Tick {
        self.service(of, area).team().workforce().next()
    }
}

/// When a worker of one service may next leave or start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::pathway) struct StaffDate {
    at: Tick,
    /// The number of the service in the order of [`World::services`].
    service: u16,
    staff: Staff,
    area: u8,
}

/// Whether there is one for all prisons; of the others there is one in each area.
fn is_national(staff: Staff) -> bool {
    staff.stands() == Stands::Prisons
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
            .map(|(staff, area)| self.next_of(staff, area))
            .min()
            .unwrap_or(Tick::NEVER)
    }

    /// Notes the dates of every service: after the workers of any were set.
    pub(in crate::pathway::run) fn set_staff_dates(&mut self) {
        let date = |(service, (staff, area)): (u16, (Staff, usize))| {
            Reverse(StaffDate {
                at: self.next_of(staff, area),
                service,
                staff,
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
            let (staff, area) = (date.staff, usize::from(date.area));
            self.step_workers(staff, area);
            date.at = self.next_of(staff, area);
            self.staff_dates.push(Reverse(date));
            self.set_next_staff();
        }
    }

    /// The pools of services with workers, by name.
    pub(in crate::pathway::run) fn service_pools(&self) -> impl Iterator<Item = (String, &Pool)> {
        self.services().filter_map(|(staff, area)| {
            let name = if is_national(staff) {
                staff.phrase().to_owned()
            } else {
                format!("{}, {}", staff.phrase(), self.plan.areas[area])
            };
            self.places(staff, area).map(|pool| (name, pool))
        })
    }

    /// Reads off, once a day, how every service is staffed and whether the estate is full.
    pub(in crate::pathway::run) fn read_gauges(&mut self) {
        let now = self.now;
        for staff in Staff::ALL {
            let mut all = Staffing::default();
            for area in areas_of(staff, self.plan.areas.len()) {
                let is = self.staffing(staff, area);
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
    use crate::strata::ByStaff;

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
        let mut sums = ByStaff::<[i64; 3]>::default();
        for (staff, area) in world.services() {
            let is = world.staffing(staff, area);
            let figures = [is.caseload, is.in_post, is.posts].map(i64::from);
            let cell = world.seen.cells().of_area(area);
            let of = [Stock::caseload, Stock::in_post, Stock::posts];
            for (figure, (value, stock)) in figures.into_iter().zip(of).enumerate() {
                sums[staff][figure] += value;
                if !is_national(staff) {
                    let read = world.seen.standing_in(stock(staff), cell);
                    assert_eq!(read, value, "{staff:?} in area {area}");
                }
            }
        }
        for staff in Staff::ALL {
            let of = [Stock::caseload, Stock::in_post, Stock::posts];
            let read = of.map(|stock| world.seen.standing(stock(staff)));
            assert_eq!(read, sums[staff], "{staff:?}");
        }
        let officers = sums[Staff::Probation];
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
