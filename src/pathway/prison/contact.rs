//! The contact channel of a prisoner, which is one of four things: a substance-free wing, an
//! application to be a peer mentor, an assault, or the end of being locked up for one.

use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, slot};
use crate::pathway::prison::{mentors, violence, wings};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;

/// Rates of the four.
fn rates(p: &Person, m: &Local) -> [f64; 4] {
    [
        wings::rate(p, m),
        mentors::rate(p, m),
        violence::rate(p, m),
        violence::rate_of_end(p, m),
    ]
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
            1 => self.offer_to_mentor(id),
            2 => self.assault(id),
            _ => self.unlock(id),
        }
    }
}
