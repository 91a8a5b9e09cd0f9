//! The services with workers, by the one list of them: what each area has, and what the prisons have.

use std::ops::{Index, IndexMut};

use crate::engine::{Key, Tick};
use crate::pathway::values::plan::{Epoch, Plan};
use crate::pathway::world::World;
use crate::pathway::world::services::Service;
use crate::scenario::schema::Model;
use crate::strata::{ByStaff, Luck, Staff, Stands};

/// Under the key of staff, those of services after the gate and before court.
const AFTER_KEY: u64 = 1 << 32;
const BEFORE_KEY: u64 = 2 << 32;

/// The services of an area, or of the prisons; of the others it has no more than the name.
#[derive(Clone)]
pub(in crate::pathway) struct Services {
    stand: Stands,
    all: ByStaff<Service>,
}

impl Services {
    /// The services that stand there on the first day; `staff` is the key of all workers. Those of
    /// the prisons are asked for under the first area.
    pub fn new(stand: Stands, area: usize, epoch: &Epoch, plan: &Plan, staff: Key) -> Services {
        let all = ByStaff::from_fn(|of| {
            let m = values(stand, area, epoch);
            let here = stand == of.stands();
            let posts = if here { posts(of, area, epoch) } else { 0.0 };
            let key = luck(of, area, staff);
            Service::new(m.workers(of), posts, plan.scale, is_boundless(of, m), key)
        });
        Services { stand, all }
    }

    /// A service takes the workers of a new date.
    pub fn set_workers(&mut self, of: Staff, area: usize, epoch: &Epoch, now: Tick) {
        let m = values(self.stand, area, epoch);
        let service = &mut self[of];
        service.set_boundless(is_boundless(of, m));
        service.set_workers(m.workers(of), posts(of, area, epoch), now);
    }
}

impl Index<Staff> for Services {
    type Output = Service;

    #[inline]
    fn index(&self, of: Staff) -> &Service {
        debug_assert!(of.stands() == self.stand, "{of:?} stands elsewhere");
        &self.all[of]
    }
}

impl IndexMut<Staff> for Services {
    #[inline]
    fn index_mut(&mut self, of: Staff) -> &mut Service {
        debug_assert!(of.stands() == self.stand, "{of:?} stands elsewhere");
        &mut self.all[of]
    }
}

/// The values in force where services stand.
fn values(stand: Stands, area: usize, epoch: &Epoch) -> &Model {
    match stand {
        Stands::Area => &epoch.areas[area],
        Stands::Prisons => &epoch.national,
    }
}

/// Posts of a service at 1:1.
fn posts(of: Staff, area: usize, epoch: &Epoch) -> f64 {
    match of.stands() {
        Stands::Area => epoch.posts(area, of),
        Stands::Prisons => *epoch.national.workers(of).posts * epoch.estate_share,
    }
}

/// Whether a service always has a place: structured treatment, where that loop is off.
fn is_boundless(of: Staff, m: &Model) -> bool {
    Staff::TREATMENT.contains(&of) && !*m.loops.shared_treatment
}

/// The key of the luck of a service's workers.
fn luck(of: Staff, area: usize, staff: Key) -> Key {
    let area = area as u64;
    match of.luck() {
        Luck::Treatment(number) => staff.child(area * 2 + number),
        Luck::Before(number) => staff.child(BEFORE_KEY).child(area).child(number),
        Luck::After(number) => staff.child(AFTER_KEY).child(area).child(number),
        Luck::Prisons(number) => staff.child(u64::MAX - number),
    }
}

impl World<'_> {
    /// A service; those of the prisons are under every area.
    #[inline]
    pub(in crate::pathway) fn service(&self, of: Staff, area: usize) -> &Service {
        match of.stands() {
            Stands::Area => &self.areas[area].services[of],
            Stands::Prisons => &self.prison.services[of],
        }
    }

    /// A service, to be changed.
    #[inline]
    pub(in crate::pathway) fn service_mut(&mut self, of: Staff, area: usize) -> &mut Service {
        match of.stands() {
            Stands::Area => &mut self.areas[area].services[of],
            Stands::Prisons => &mut self.prison.services[of],
        }
    }
}
