//! What happens to the world rather than to a person: days and months, new values of the
//! scenario, arrivals of new people, and the list of all pools.

use crate::engine::{Pool, Tick};
use crate::pathway::court::requirements;
use crate::pathway::measure::census;
use crate::pathway::person::Id;
use crate::pathway::slots;
use crate::pathway::world::World;
use crate::pathway::world::area::resize_homes;
use crate::strata::Staff;

impl World<'_> {
    pub(in crate::pathway::run) fn next_system_tick(&self) -> Tick {
        debug_assert!(self.next_staff == self.next_of_staff());
        let next = self.next_day.min(self.next_staff);
        self.areas
            .iter()
            .fold(next, |next, area| next.min(area.arrivals.next))
    }

    pub(in crate::pathway::run) fn system_step(&mut self) {
        if self.now == self.next_day {
            self.new_day();
        }
        for area in 0..self.areas.len() {
            while self.areas[area].arrivals.next == self.now {
                let id = self.arrive(area);
                self.take_up_home(id);
                self.settle();
            }
        }
        if self.now == self.next_staff {
            self.step_staff();
            self.settle();
        }
    }

    fn new_day(&mut self) {
        self.next_day = Tick::from_days(self.now.day() + 1);
        if self.seen.months().binary_search(&self.now).is_ok() {
            self.seen.turn_month(self.now);
        }
        let next = self.plan.epochs.get(self.epoch_index + 1);
        if next.is_some_and(|e| e.from <= self.now) {
            self.epoch_index += 1;
            self.epoch = &self.plan.epochs[self.epoch_index];
            self.adopt_epoch();
        }
        self.prison_day();
        self.local_day();
        self.settle();
        self.read_gauges();
        self.read_homes();
        self.headcount_day();
    }

    /// Everything that holds a value of the scenario takes the new one.
    fn adopt_epoch(&mut self) {
        self.resize_inside();
        self.adopt_workers();
        self.resize_requirements();
        self.adopt_local_services();
        self.adopt_arrivals();
        let before = &self.plan.epochs[self.epoch_index.saturating_sub(1)].national;
        if before.listing != self.national().listing {
            self.list_anew();
        }
        self.set_staff_dates();
        self.settle();
        self.reprice_offences();
        self.adopt_hazards();
    }

    /// Where an area's mix of offences changes, what they cost changes on the day.
    fn reprice_offences(&mut self) {
        let before = &self.plan.epochs[self.epoch_index.saturating_sub(1)];
        let areas = before.areas.iter().zip(&self.epoch.areas);
        let changes: Vec<bool> = areas.map(|(was, is)| is.is_dearer_than(was)).collect();
        if !changes.contains(&true) {
            return;
        }
        for id in 0..self.people.len() as Id {
            let p = &self.people[id];
            let area = p.home();
            if changes[area] && self.is_present(id) {
                let values = [&*before.areas[area], &*self.epoch.areas[area]];
                census::reprice_offences(&mut self.seen, p, values, self.now);
            }
        }
    }

    /// The services of every area take the values of a new date, and serve those who wait.
    fn adopt_local_services(&mut self) {
        let (epoch, plan, now) = (self.epoch, self.plan, self.now);
        resize_homes(&mut self.areas, epoch, plan, now);
        for area in 0..self.areas.len() {
            self.serve_housing(area);
        }
        // Only where its values change: a date on which something else changes moves no death.
        let before = &plan.epochs[self.epoch_index.saturating_sub(1)];
        let changes = |area: usize| {
            let (was, is) = (&before.areas[area], &epoch.areas[area]);
            was.mortality != is.mortality
        };
        self.settle_naloxone(changes);
    }

    /// Once a day in every area: assessors make what they can of what is asked for, homes are
    /// let, and escorts are free again; once a month naloxone is counted.
    fn local_day(&mut self) {
        let works = self.plan.calendar.is_working_day(self.now);
        for (area, services) in self.areas.iter_mut().enumerate() {
            services.new_day(&self.epoch.areas[area], works);
        }
        for area in 0..self.areas.len() {
            self.serve_lettings(area);
        }
        if self.plan.calendar.date_of(self.now).day() == 1 {
            self.settle_naloxone(|_| true);
        }
    }

    /// Naloxone acts as it stands in the areas in which it is `due`: overdoses of their people come
    /// to another share of deaths.
    fn settle_naloxone(&mut self, due: impl Fn(usize) -> bool) {
        let changed = self.settle_kits(due);
        if !changed.contains(&true) {
            return;
        }
        for id in 0..self.people.len() as Id {
            let p = &self.people[id];
            if changed[p.home()] && p.has_need() && self.is_present(id) {
                self.reshare_overdoses(id);
            }
        }
    }

    /// Sets everybody's clocks again, if a value changes that some hazard is made of.
    fn adopt_hazards(&mut self) {
        let before = &self.plan.epochs[self.epoch_index.saturating_sub(1)];
        let mut areas = before.areas.iter().zip(&self.epoch.areas);
        let change = areas.any(|(was, is)| slots::hazards_differ(was, is));
        if !change && !cfg!(debug_assertions) {
            return;
        }
        for id in 0..self.people.len() as Id {
            if self.is_present(id) {
                if change {
                    self.refresh(id);
                }
                self.hold_in_line(id, &"a change of values");
            }
        }
    }

    /// Sets the places of the day under requirements, which treatment providers give.
    pub(in crate::pathway::run) fn resize_requirements(&mut self) {
        for area in 0..self.areas.len() {
            let places = requirements::places(self.epoch, area, self.plan.scale);
            for (pool, places) in places.into_iter().enumerate() {
                self.areas[area].requirements[pool].set_capacity(places, self.now);
                self.serve_requirements(area, pool);
            }
        }
    }

    /// Sets everything in prison that is a number of places.
    pub(in crate::pathway::run) fn resize_inside(&mut self) {
        self.resize_estate();
        let treatment = &self.epoch.national.custody_treatment;
        let room = *treatment.clinical_places * self.epoch.estate_share * self.plan.scale;
        self.prison.services[Staff::Clinical].set_ceiling(
            libm::round(room),
            &treatment.clinical,
            self.now,
        );
        self.serve_clinical();
        self.resize_wings();
        self.resize_peers();
    }

    /// Every pool of places with its name.
    pub fn pools(&self) -> Vec<(String, &Pool)> {
        let mut pools: Vec<(String, &Pool)> = self.estate_pools().collect();
        pools.extend(self.prison.wings.iter().map(|(sex, beds)| {
            let name = format!("beds on substance-free wings, {}", sex.phrase());
            (name, beds)
        }));
        pools.push(("peer mentors in prison".to_owned(), &self.prison.mentors));
        pools.extend(self.service_pools());
        for (area, services) in self.plan.areas.iter().zip(&self.areas) {
            let homes = services.homes.pools();
            pools.extend(homes.map(|(name, pool)| (format!("{name}, {area}"), pool)));
        }
        for (area, services) in self.plan.areas.iter().zip(&self.areas) {
            for (name, pool) in ["DRR", "ATR", "MHTR"].iter().zip(&services.requirements) {
                pools.push((format!("{name} places, {area}"), pool));
            }
        }
        pools
    }
}
