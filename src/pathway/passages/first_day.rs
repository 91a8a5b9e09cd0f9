//! The people of the first day: at liberty, in prison, in treatment.
//!
//! The stock of the first day is length-biased, as any stock is: prisoners of that day serve
//! longer sentences than people sentenced that day, and are somewhere within them.

use crate::engine::Tick;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, Person};
use crate::pathway::police::offending;
use crate::pathway::prison::estate;
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::strata::BySex;

impl World<'_> {
    /// Fills a new world with the people of the first day.
    pub(in crate::pathway) fn populate(&mut self) {
        self.settle_in();
        self.imprison();
        self.treat();
        self.settle();
        for id in 0..self.people.len() as Id {
            self.refresh(id);
        }
    }

    /// Fills the prisons of the first day: people are there in proportion to their offending.
    fn imprison(&mut self) {
        let target = &self.national().population.prisoners_at_start;
        let share = estate::estate_share(self.epoch, self.plan);
        let wanted = BySex::from_fn(|sex| *target[sex] * self.plan.scale * share);
        let propensity = |p: &Person, m: &Local| offending::rate(p, m, Tick::START).min(0.1);
        let mut total = BySex::<f64>::default();
        for id in 0..self.people.len() as Id {
            let p = &self.people[id];
            total[p.sex()] += propensity(p, self.model(id));
        }
        for id in 0..self.people.len() as Id {
            let p = &self.people[id];
            let chance =
                wanted[p.sex()] * propensity(p, self.model(id)) / total[p.sex()].max(1e-12);
            let inside = self.draw(id, Purpose::InitialPrison, 0);
            if inside.chance(chance.min(0.9)) {
                let stay = self.sentence_of_the_stock(id);
                self.receive(id, Custody::Sentenced);
                self.be_within_sentence(id, stay);
            }
        }
    }

    /// Fills community treatment of the first day.
    fn treat(&mut self) {
        for id in 0..self.people.len() as Id {
            let p = &self.people[id];
            let share = *self.model(id).population.treated_at_start[p.substance];
            let treated = self.draw(id, Purpose::InitialTreatment, 0);
            if !p.in_custody() && treated.chance(share) {
                self.start_in_treatment(id);
            }
        }
    }
}
