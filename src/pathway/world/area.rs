//! What one area has for its people: structured treatment, places under requirements, what there is
//! before and at court, and after the gate.

use crate::engine::{Key, Pool, Tick};
use crate::pathway::community::homes::{Home, Homes};
use crate::pathway::court::assessors::Assessors;
use crate::pathway::health::naloxone::Kits;
use crate::pathway::police::arrest_referral::Referral;
use crate::pathway::population::turnover::Arrivals;
use crate::pathway::release::through_the_gate::{ByScheme, Escorts};
use crate::pathway::values::plan::{Epoch, Local, Plan};
use crate::pathway::values::provision::Total;
use crate::pathway::world::staffed::Services;
use crate::strata::{ByCase, ByStaff, ByTier, Staff, Stands};

/// The services of one area, and the people who come to live there.
#[derive(Clone)]
pub(in crate::pathway) struct Area {
    /// Those who enter.
    pub arrivals: Arrivals,
    /// Services with workers, and the places they make.
    pub services: Services,
    /// People in community treatment whose place is none of the places of its service.
    pub beside: ByStaff<u32>,
    /// Places under requirements: drugs, alcohol, mental health.
    pub requirements: [Pool; 3],
    /// What arrest referral workers have done lately.
    pub referral: Referral,
    /// What those who assess for treatment requirements at court have to do.
    pub assessors: Assessors,
    /// Whom workers through the gate can still meet today, by scheme.
    pub escorts: ByScheme<Escorts>,
    /// Cases of probation by kind and tier of risk.
    pub cases: ByCase<ByTier<u32>>,
    /// Places to live that are finite.
    pub homes: Homes,
    /// Naloxone.
    pub kits: Kits,
}

impl Area {
    /// The services of area number `area` on the first day; `staff` is the key of all workers.
    fn new(epoch: &Epoch, plan: &Plan, area: usize, staff: Key) -> Area {
        let m = &epoch.areas[area];
        let users = *m.population.stock.opiate * need_share(epoch, plan, area) * plan.scale;
        Area {
            arrivals: Arrivals::none(),
            services: Services::new(Stands::Area, area, epoch, plan, staff),
            beside: ByStaff::default(),
            requirements: [Pool::new(0), Pool::new(0), Pool::new(0)],
            referral: Referral::default(),
            assessors: Assessors::default(),
            escorts: ByScheme::default(),
            cases: ByCase::default(),
            homes: Homes::new(),
            kits: Kits::new(users, &m.mortality),
        }
    }

    /// A new day: assessors make what they can of what is asked for, homes to let come up, and
    /// escorts are free again.
    pub fn new_day(&mut self, m: &Local, works: bool) {
        let assessors = self.services[Staff::Assessors].team();
        self.assessors.new_day(assessors, &m.orders, works);
        self.homes.lettings.new_day();
        for (scheme, escorts) in self.escorts.iter_mut() {
            escorts.new_day(scheme, self.services[scheme.staff()].team(), m, works);
        }
    }
}

/// The services of every area on the first day; `staff` is the key of all workers.
pub(in crate::pathway) fn all(epoch: &Epoch, plan: &Plan, staff: Key) -> Vec<Area> {
    let each = 0..plan.areas.len();
    let mut all: Vec<Area> = each
        .map(|area| Area::new(epoch, plan, area, staff))
        .collect();
    resize_homes(&mut all, epoch, plan, Tick::START);
    all
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
fn need_share(epoch: &Epoch, plan: &Plan, area: usize) -> f64 {
    epoch.areas[area]
        .areas
        .get(&plan.areas[area])
        .map_or(0.0, |a| *a.need_share)
}

/// Places in each area of those that `of` tells at 1:1.
fn places(plan: &Plan, of: impl Fn(usize) -> f64) -> Vec<u32> {
    let wanted = |area: usize| of(area) * plan.scale;
    apportion(&(0..plan.areas.len()).map(wanted).collect::<Vec<f64>>())
}

/// Sets the places to live of the day in every area, and the homes to let.
pub(in crate::pathway) fn resize_homes(all: &mut [Area], epoch: &Epoch, plan: &Plan, now: Tick) {
    const TOTALS: [(Home, Total); 5] = [
        (Home::Approved, Total::Approved),
        (Home::Cas3, Total::Cas3),
        (Home::Supported, Total::Supported),
        (Home::Hostel, Total::Hostels),
        (Home::StartingPoint, Total::StartingPoint),
    ];
    for (place, total) in TOTALS {
        let places = places(plan, |area| epoch.has(area, total));
        for (care, places) in all.iter_mut().zip(places) {
            care.homes.of_mut(place).set_capacity(places, now);
        }
    }
    for (area, care) in all.iter_mut().enumerate() {
        let a_year = epoch.has(area, Total::Lettings) * plan.scale;
        let empty_for = *epoch.areas[area].housing.lettings.empty_for;
        care.homes.lettings.set_supply(a_year, empty_for);
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
