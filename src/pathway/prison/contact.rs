//! The contact channel of a prisoner, which is one of two things: a substance-free wing, or an
//! application to be a peer mentor.

use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, slot};
use crate::pathway::prison::{mentors, wings};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;

/// Rates of the two.
fn rates(p: &Person, m: &Local) -> [f64; 2] {
    [wings::rate(p, m), mentors::rate(p, m)]
}

/// Rate of the channel.
pub(in crate::pathway) fn rate(p: &Person, m: &Local) -> f64 {
    rates(p, m).iter().sum()
}

impl World<'_> {
    /// The channel fires; true if something happened.
    pub(in crate::pathway) fn contact_inside(&mut self, id: Id) -> bool {
        let p = &self.people[id];
        let draw = self.draw(id, Purpose::ContactInside, p.armed[slot::CONTACT]);
        match draw.index(&rates(p, self.model(id))) {
            0 => self.wing_event(id),
            _ => self.offer_to_mentor(id),
        }
    }
}
