//! The people of the first day: at liberty, in prison, in treatment.
//!
//! The stock of the first day is length-biased, as any stock is: prisoners of that day serve
//! longer sentences than people sentenced that day, and are somewhere within them.

use crate::engine::Tick;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, Person, Source, Treatment};
use crate::pathway::police::offending;
use crate::pathway::values::plan::Local;
use crate::pathway::values::provision::Total;
use crate::pathway::world::World;
use crate::strata::{BySex, Use};

impl World<'_> {
    /// Fills a new world with the people of the first day.
    pub(in crate::pathway) fn populate(&mut self) {
        self.settle_in();
        for id in 0..self.people.len() as Id {
            self.take_up_home(id);
        }
        self.imprison();
        self.treat();
        self.queue_up();
        self.settle();
        for id in 0..self.people.len() as Id {
            self.refresh(id);
        }
    }

    /// Fills the prisons of the first day: people are there in proportion to their offending.
    fn imprison(&mut self) {
        let target = &self.national().population.prisoners_at_start;
        let share = self.epoch.estate_share;
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

    /// Puts those on the waiting lists who wait on the first day: dependent people at liberty who are
    /// not treated, each as likely.
    fn queue_up(&mut self) {
        let areas = 0..self.areas.len();
        let people = |area| self.epoch.has(area, Total::Waiting) * self.plan.scale;
        let wanted: Vec<f64> = areas.map(people).collect();
        if wanted.iter().all(|&people| people == 0.0) {
            return;
        }
        let may_wait = |p: &Person| {
            p.has_need()
                && !p.in_custody()
                && p.use_ == Use::Dependent
                && p.treatment == Treatment::None
        };
        let mut open = vec![0_u32; self.areas.len()];
        for p in self.people.iter().filter(|p| may_wait(p)) {
            open[p.home()] += 1;
        }
        for id in 0..self.people.len() as Id {
            let p = &self.people[id];
            if !may_wait(p) {
                continue;
            }
            let chance = wanted[p.home()] / f64::from(open[p.home()].max(1));
            let waits = self.draw(id, Purpose::InitialTreatment, 1);
            if waits.chance(chance.min(1.0)) {
                self.refer_at_once(id, Source::Own);
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
