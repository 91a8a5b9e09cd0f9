//! What each area has for people after the gate, beside structured treatment: workers through
//! the gate, probation, places to live, the low-threshold service, and naloxone.

use crate::engine::{Key, Tick};
use crate::pathway::community::supported_housing::Homes;
use crate::pathway::health::naloxone::Kits;
use crate::pathway::release::through_the_gate::{Gate, Scheme};
use crate::pathway::supervision::probation::Caseload;
use crate::pathway::values::plan::{Epoch, Local, Plan};
use crate::pathway::world::World;
use crate::pathway::world::services::Service;

/// Under the key of an area's services after the gate, those of its schemes through it.
const GATE_KEYS: [u64; Scheme::ALL.len()] = [3, 0];

/// The services of one area after the gate.
#[derive(Clone)]
pub(in crate::pathway) struct Aftercare {
    /// Workers through the gate, by scheme.
    pub gates: [Gate; Scheme::ALL.len()],
    /// Probation officers.
    pub probation: Caseload,
    /// Places to live that are finite.
    pub homes: Homes,
    /// The low-threshold service.
    pub low_threshold: Service,
    /// Naloxone.
    pub kits: Kits,
    /// People in community treatment beside its places: opiate service, other services.
    pub beside: [u32; 2],
}

/// Places by area that come nearest to what each should have while their sum is right: the
/// largest remainders are rounded up, of equal ones the first.
fn apportion(wanted: &[f64]) -> Vec<u32> {
    let mut places: Vec<u32> = wanted
        .iter()
        .map(|w| libm::floor(w.max(0.0)) as u32)
        .collect();
    let total = libm::round(wanted.iter().map(|w| w.max(0.0)).sum::<f64>()) as u32;
    let given: u32 = places.iter().sum();
    let part = |i: usize| wanted[i].max(0.0) - libm::floor(wanted[i].max(0.0));
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| part(b).total_cmp(&part(a)).then(a.cmp(&b)));
    for &area in order.iter().take(total.saturating_sub(given) as usize) {
        places[area] += 1;
    }
    places
}

/// Share of the country's need that an area has.
pub(in crate::pathway) fn need_share(epoch: &Epoch, plan: &Plan, area: usize) -> f64 {
    epoch.areas[area]
        .areas
        .get(&plan.areas[area])
        .map_or(0.0, |a| *a.need_share)
}

/// Places of one kind in each area, by its share of need.
fn places(epoch: &Epoch, plan: &Plan, of: impl Fn(&Local) -> f64) -> Vec<u32> {
    let wanted = |area: usize| of(&epoch.areas[area]) * need_share(epoch, plan, area) * plan.scale;
    apportion(&(0..plan.areas.len()).map(wanted).collect::<Vec<f64>>())
}

/// The services of every area on the first day.
pub(in crate::pathway) fn services(epoch: &Epoch, plan: &Plan, key: Key) -> Vec<Aftercare> {
    let one = |area: usize| {
        let m = &epoch.areas[area];
        let share = need_share(epoch, plan, area);
        let key = key.child(area as u64);
        let users = *m.population.stock.opiate * share * plan.scale;
        Aftercare {
            gates: Scheme::ALL.map(|scheme| {
                let key = key.child(GATE_KEYS[scheme as usize]);
                Gate::new(scheme, m, share, plan.scale, key)
            }),
            probation: Caseload::new(m, share, plan.scale, key.child(1)),
            homes: Homes::new(),
            low_threshold: Service::new(
                &m.harm_reduction.workers,
                share,
                plan.scale,
                false,
                key.child(2),
            ),
            kits: Kits::new(users, &m.mortality),
            beside: [0; 2],
        }
    };
    let mut all: Vec<Aftercare> = (0..plan.areas.len()).map(one).collect();
    resize(&mut all, epoch, plan, Tick::START);
    all
}

/// Sets the places of the day.
fn resize(all: &mut [Aftercare], epoch: &Epoch, plan: &Plan, now: Tick) {
    let supported = |m: &Local| *m.housing.supported.places;
    let kept = |m: &Local| *m.housing.supported.for_leavers;
    let approved = places(epoch, plan, |m| *m.housing.approved_places);
    let leavers = places(epoch, plan, |m| supported(m) * kept(m));
    let open = places(epoch, plan, |m| supported(m) * (1.0 - kept(m)));
    let packages = |area: usize| *epoch.areas[area].housing.starting_point.places * plan.scale;
    let packages = apportion(&(0..all.len()).map(packages).collect::<Vec<f64>>());
    for (area, care) in all.iter_mut().enumerate() {
        care.homes.approved.set_capacity(approved[area], now);
        care.homes.leavers.set_capacity(leavers[area], now);
        care.homes.open.set_capacity(open[area], now);
        care.homes.starting_point.set_capacity(packages[area], now);
    }
}

impl World<'_> {
    /// Takes the values of a new date, and serves who waits.
    pub(in crate::pathway) fn adopt_aftercare(&mut self) {
        let (epoch, plan, now) = (self.epoch, self.plan, self.now);
        resize(&mut self.aftercare, epoch, plan, now);
        for area in 0..self.aftercare.len() {
            let m = &epoch.areas[area];
            let share = need_share(epoch, plan, area);
            let care = &mut self.aftercare[area];
            for gate in &mut care.gates {
                gate.set_workers(m, share, now);
            }
            care.probation.set_workers(m, share, now);
            care.low_threshold
                .set_workers(&m.harm_reduction.workers, share, now);
            self.serve_housing(area);
        }
        self.settle_naloxone();
    }

    /// Once a day: escorts are free again; once a month naloxone is counted.
    pub(in crate::pathway) fn aftercare_day(&mut self) {
        let works = self.plan.calendar.is_working_day(self.now);
        for (area, care) in self.aftercare.iter_mut().enumerate() {
            for gate in &mut care.gates {
                gate.new_day(&self.epoch.areas[area], works);
            }
        }
        if self.plan.calendar.date_of(self.now).day() == 1 {
            self.settle_naloxone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No place is lost or made by rounding, however small the areas are.
    #[test]
    fn places_add_up() {
        assert_eq!(apportion(&[0.4, 0.4, 0.2]), [1, 0, 0]);
        assert_eq!(apportion(&[1.5, 2.5, 0.0]), [2, 2, 0]);
        assert_eq!(apportion(&[]), Vec::<u32>::new());
        let even = vec![10.0 / 7.0; 7];
        assert_eq!(apportion(&even).iter().sum::<u32>(), 10);
    }
}
