//! Every service that has workers, in one list: who leaves and starts, which pools there are,
//! how loaded and how vacant each is.
//!
//! A new service is a variant of [`Staff`] and a line in each of the matches here.

use crate::engine::{Pool, Tick, Workforce};
use crate::observe::{Cells, Level, Staff, Staffing};
use crate::pathway::community::treatment::workers;
use crate::pathway::release::through_the_gate::Scheme;
use crate::pathway::world::services::Service;
use crate::pathway::world::{OPIATE_SERVICE, OTHER_SERVICE, World};
use crate::scenario::schema::Workers;

/// One service of one area, or of the country.
struct Staffed<'w> {
    /// What it is called in the list of pools.
    pub name: &'static str,
    /// Its workers.
    pub staff: &'w Workforce,
    /// People it holds.
    pub held: u32,
    /// Its places; none where nobody is turned away.
    pub pool: Option<&'w Pool>,
}

impl<'w> Staffed<'w> {
    fn new(name: &'static str, service: &'w Service) -> Staffed<'w> {
        Staffed {
            name,
            staff: service.team().workforce(),
            held: service.pool.held(),
            pool: Some(&service.pool),
        }
    }

    fn staffing(&self) -> Staffing {
        let in_post = self.staff.in_post();
        Staffing {
            caseload: self.held,
            in_post,
            posts: in_post + self.staff.vacancies(),
        }
    }
}

/// When a worker of one service may next leave or start.
#[derive(Clone, Copy, Debug)]
pub(in crate::pathway) struct StaffDate {
    at: Tick,
    staff: Staff,
    area: usize,
}

/// Whether a service is one for the country; the others are one for each area.
fn is_national(staff: Staff) -> bool {
    matches!(
        staff,
        Staff::Psychosocial | Staff::Clinical | Staff::Planners
    )
}

/// The areas, of so many, under which a service stands.
fn areas_of(staff: Staff, areas: usize) -> std::ops::Range<usize> {
    0..if is_national(staff) { 1 } else { areas }
}

impl World<'_> {
    /// A service; national ones stand under the first area.
    fn staffed(&self, staff: Staff, area: usize) -> Staffed<'_> {
        let care = &self.areas[area];
        let [opiate, other] = &self.areas[area].treatment;
        match staff {
            Staff::Opiate => Staffed::new("opiate service", opiate),
            Staff::OtherCommunity => Staffed::new("other services", other),
            Staff::Psychosocial => Staffed::new(
                "psychosocial treatment in prison",
                &self.prison.psychosocial,
            ),
            Staff::Clinical => Staffed::new("clinical treatment in prison", &self.prison.clinical),
            Staff::Diversion => Staffed::new("diversion", &self.areas[area].schemes),
            Staff::ArrestReferral => Staffed {
                name: "arrest referral",
                staff: self.areas[area].referral.team.workforce(),
                held: 0,
                pool: None,
            },
            Staff::Assessors => Staffed {
                name: "assessors at court",
                staff: self.areas[area].assessors.team.workforce(),
                held: self.areas[area].assessors.waiting(),
                pool: None,
            },
            Staff::Planners => Staffed::new("planners of releases", &self.prison.planners),
            Staff::LowThreshold => Staffed::new("low-threshold service", &care.low_threshold),
            Staff::Reconnect => {
                Staffed::new("RECONNECT", &care.gates[Scheme::Reconnect as usize].service)
            }
            Staff::LocalScheme => Staffed::new(
                "local schemes through the gate",
                &care.gates[Scheme::Local as usize].service,
            ),
            Staff::Probation => Staffed {
                name: "probation",
                staff: care.probation.team().workforce(),
                held: care.probation.cases.iter().sum(),
                pool: None,
            },
        }
    }

    /// A worker leaves or starts; places that are made are given to who waits.
    fn step_workers(&mut self, staff: Staff, area: usize) {
        let (now, m) = (self.now, &self.epoch.areas[area]);
        let inside = &self.epoch.national.custody_treatment;
        let step = |service: &mut Service, workers: &Workers| service.step(workers, now);
        match staff {
            Staff::Opiate | Staff::OtherCommunity => {
                let which = match staff {
                    Staff::Opiate => OPIATE_SERVICE,
                    _ => OTHER_SERVICE,
                };
                if step(&mut self.areas[area].treatment[which], workers(m, which)) {
                    self.serve_community(area, which);
                }
            }
            Staff::Psychosocial => {
                if step(&mut self.prison.psychosocial, &inside.workers) {
                    self.serve_prison_treatment();
                }
            }
            Staff::Clinical => {
                if step(&mut self.prison.clinical, &inside.clinical) {
                    self.serve_clinical();
                }
            }
            Staff::Diversion => {
                step(&mut self.areas[area].schemes, &m.diversion.workers);
            }
            Staff::Planners => {
                if step(
                    &mut self.prison.planners,
                    &self.epoch.national.prison.planners,
                ) {
                    self.serve_planners();
                }
            }
            Staff::LowThreshold => {
                let service = &mut self.areas[area].low_threshold;
                step(service, &m.harm_reduction.workers);
            }
            Staff::ArrestReferral => self.areas[area].referral.step(m, now),
            Staff::Assessors => self.areas[area].assessors.step(&m.orders, now),
            Staff::Reconnect | Staff::LocalScheme => {
                let scheme = match staff {
                    Staff::Reconnect => Scheme::Reconnect,
                    _ => Scheme::Local,
                };
                let service = &mut self.areas[area].gates[scheme as usize].service;
                step(service, &scheme.values(m).workers);
            }
            Staff::Probation => self.areas[area].probation.step(m, now),
        }
    }

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
        let date = |(staff, area)| StaffDate {
            at: self.staffed(staff, area).staff.next(),
            staff,
            area,
        };
        self.staff_dates = self.services().map(date).collect();
        self.set_next_staff();
    }

    fn set_next_staff(&mut self) {
        let dates = self.staff_dates.iter().map(|date| date.at);
        self.next_staff = dates.min().unwrap_or(Tick::NEVER);
    }

    /// Workers leave and start.
    pub(in crate::pathway::run) fn step_staff(&mut self) {
        for i in 0..self.staff_dates.len() {
            let StaffDate { at, staff, area } = self.staff_dates[i];
            if at == self.now {
                self.step_workers(staff, area);
                self.staff_dates[i].at = self.staffed(staff, area).staff.next();
            }
        }
        self.set_next_staff();
    }

    /// The pools of services with workers, by name.
    pub(in crate::pathway::run) fn service_pools(&self) -> impl Iterator<Item = (String, &Pool)> {
        self.services().filter_map(|(staff, area)| {
            let of = self.staffed(staff, area);
            let name = if is_national(staff) {
                of.name.to_owned()
            } else {
                format!("{}, {}", of.name, self.plan.areas[area])
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
        let full: [bool; 2] = std::array::from_fn(|sex| self.is_full(sex));
        for (sex, full) in full.into_iter().enumerate() {
            let cell = self.seen.cells().of_sex(sex);
            self.seen.set(Level::FullDays, cell, i64::from(full), now);
        }
        let any = full.contains(&true);
        self.seen
            .set(Level::FullDays, Cells::ALL, i64::from(any), now);
    }

    /// Whether people in prison or waiting for it in cells are at least the useable places.
    fn is_full(&self, sex: usize) -> bool {
        let pools = &self.prison.estate[sex];
        let people: i64 = pools
            .iter()
            .map(|pool| i64::from(pool.held()) + i64::from(pool.waiting()))
            .sum();
        let [places, long_term] = self.prison.estate_constants[sex];
        places > 0 && people + long_term >= places
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
            let cell = world.seen.cells().of_sex(0);
            assert_eq!(world.seen.standing_in(Level::FullDays, cell), full);
            assert_eq!(world.seen.standing(Level::FullDays), full);
        }
    }
}
