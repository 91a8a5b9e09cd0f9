//! Naloxone in an area: kits that are handed out are carried, used up and lost, and raise the
//! chance that a witness of somebody else's overdose carries one.
//!
//! Who carries a kit is not followed, since most kits save somebody other than the carrier.
//! The share acts in monthly steps, so that no kit touches anybody's clocks.

use crate::engine::Tick;
use crate::pathway::person::Id;
use crate::pathway::world::World;
use crate::scenario::schema::Mortality;

/// A change of the share smaller than one point is not passed on to everybody.
const STEP: f64 = 0.01;

/// Kits of an area.
#[derive(Clone, Debug)]
pub(in crate::pathway) struct Kits {
    /// Opiate users of the area, as simulated.
    users: f64,
    carried: f64,
    as_of: Tick,
    /// Share of overdoses with a witness who carries one, as it acts this month.
    acting: f64,
}

impl Kits {
    /// No kit yet, among this number of opiate users.
    pub fn new(users: f64, d: &Mortality) -> Kits {
        Kits {
            users: users.max(1.0),
            carried: 0.0,
            as_of: Tick::START,
            acting: d.naloxone_witness.min(*d.witnessed),
        }
    }

    /// Share of overdoses with a witness who carries naloxone, as it acts.
    #[inline]
    pub fn witnesses(&self) -> f64 {
        self.acting
    }

    /// Hands out a number of kits.
    pub fn hand_out(&mut self, kits: f64, d: &Mortality, now: Tick) {
        self.age(d, now);
        self.carried += kits * *d.naloxone_carried;
    }

    fn age(&mut self, d: &Mortality, now: Tick) {
        self.carried *= libm::exp(-*d.naloxone_lost * now.days_since(self.as_of));
        self.as_of = now;
    }

    /// Brings the share that acts up to date; true if it changed.
    pub fn settle(&mut self, d: &Mortality, now: Tick) -> bool {
        self.age(d, now);
        let most = *d.witnessed;
        let known = d.naloxone_witness.min(most);
        let reach = self.users * d.naloxone_reach.max(1e-6);
        let share = known + (most - known) * (1.0 - libm::exp(-self.carried / reach));
        let changed = (share - self.acting).abs() > STEP;
        if changed {
            self.acting = share;
        }
        changed
    }
}

impl World<'_> {
    /// Brings the share that carries naloxone up to date in the areas that `due` names, once a month
    /// and when their values change: whom it changes in.
    pub(in crate::pathway) fn settle_kits(&mut self, due: impl Fn(usize) -> bool) -> Vec<bool> {
        let (epoch, now) = (self.epoch, self.now);
        let areas = self.areas.iter_mut().zip(&epoch.areas).enumerate();
        areas
            .map(|(i, (area, m))| due(i) && area.kits.settle(&m.mortality, now))
            .collect()
    }

    /// Hands a kit to a person, for their area.
    pub(in crate::pathway) fn hand_naloxone(&mut self, id: Id) {
        let now = self.now;
        let d = &self.model(id).mortality;
        let area = self.people[id].home();
        self.areas[area].kits.hand_out(1.0, d, now);
    }
}
