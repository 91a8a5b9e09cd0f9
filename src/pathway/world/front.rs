//! What each area has for people before and at court: navigators of diversion schemes, arrest
//! referral workers, and assessors for treatment requirements.

use crate::engine::Key;
use crate::pathway::court::assessors::Assessors;
use crate::pathway::police::arrest_referral::Referral;
use crate::pathway::values::plan::{Epoch, Plan};
use crate::pathway::world::World;
use crate::pathway::world::aftercare::need_share;
use crate::pathway::world::services::Service;

/// The services of one area before and at court.
#[derive(Clone)]
pub(in crate::pathway) struct Front {
    /// Navigators of diversion schemes and the places they make.
    pub schemes: Service,
    /// Arrest referral workers.
    pub referral: Referral,
    /// Those who assess for treatment requirements at court.
    pub assessors: Assessors,
}

/// The services of every area on the first day.
pub(in crate::pathway) fn services(epoch: &Epoch, plan: &Plan, key: Key) -> Vec<Front> {
    let one = |area: usize| {
        let m = &epoch.areas[area];
        let share = need_share(epoch, plan, area);
        let key = key.child(area as u64);
        Front {
            schemes: Service::new(&m.diversion.workers, share, plan.scale, false, key.child(0)),
            referral: Referral::new(m, share, plan.scale, key.child(1)),
            assessors: Assessors::new(m, share, plan.scale, key.child(2)),
        }
    };
    (0..plan.areas.len()).map(one).collect()
}

impl World<'_> {
    /// Takes the values of a new date.
    pub(in crate::pathway) fn adopt_front(&mut self) {
        let (epoch, plan, now) = (self.epoch, self.plan, self.now);
        for (area, front) in self.front.iter_mut().enumerate() {
            let m = &epoch.areas[area];
            let share = need_share(epoch, plan, area);
            front.schemes.set_workers(&m.diversion.workers, share, now);
            let referral = &mut front.referral.team;
            referral.set_workers(&m.arrest_referral.workers, share, now);
            let assessors = &mut front.assessors.team;
            assessors.set_workers(&m.orders.assessors, share, now);
        }
    }

    /// Once a day: assessors make what they can of what is asked for.
    pub(in crate::pathway) fn front_day(&mut self) {
        let works = self.plan.calendar.is_working_day(self.now);
        for (area, front) in self.front.iter_mut().enumerate() {
            let orders = &self.epoch.areas[area].orders;
            front.assessors.new_day(orders, works);
        }
    }
}
