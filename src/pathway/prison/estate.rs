//! The prison estate: pools by sex and function, police cells when they are full, and moves
//! between functions and sites.

use crate::engine::{Pool, Request, Ticket};
use crate::observe::{Count, Level, Strata};
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, Person, Place, flag, slot};
use crate::pathway::values::plan::Local;
use crate::pathway::values::sites;
use crate::pathway::world::World;
use crate::scenario::schema::Estate;
use crate::scenario::units::Probability;
use crate::strata::{ByFunction, Function, Sex};

/// Classes of the queue for a local place: those who must have one, and those who may be
/// placed in a trainer prison instead.
const LOCAL_ONLY: u8 = 0;
const ANYWHERE: u8 = 1;

/// Places of each function net of long sentences, shares taken relative to their sum. Trainer
/// prisons take what rounding leaves, so that the places add up to those of the estate.
fn split(estate: &Estate, sex: Sex, places: f64, long_term: f64) -> ByFunction<u32> {
    let total = (places - long_term).max(0.0);
    let sum =
        |by: &ByFunction<Probability>| by.values().map(|share| **share).sum::<f64>().max(1e-9);
    let (share, held) = (&estate.share[sex], &estate.long_term);
    let net = |f: Function| {
        let of = places * *share[f] / sum(share) - long_term * *held[f] / sum(held);
        libm::round(of.max(0.0))
    };
    let local = net(Function::Local).min(total);
    let open = net(Function::Open).min(total - local);
    ByFunction {
        local: local as u32,
        trainer: (total - local - open) as u32,
        open: open as u32,
    }
}

/// Moves of a prisoner, per day: between sites of a function, and towards the function the
/// person belongs in. Whether there is a place is asked when one is due.
pub(in crate::pathway) fn move_rate(p: &Person, m: &Local) -> f64 {
    m.site(p).moves + onward_rate(p, m)
}

fn onward_rate(p: &Person, m: &Local) -> f64 {
    let convicted = matches!(p.custody, Custody::Sentenced | Custody::Recalled);
    match p.function {
        Function::Local if convicted && !p.is(flag::STAYS_LOCAL) => *m.estate.allocation,
        Function::Trainer if p.custody == Custody::Sentenced && p.is(flag::OPEN_SUITED) => {
            *m.estate.open_review
        }
        _ => 0.0,
    }
}

impl World<'_> {
    /// Sets the places of the day, net of long and indeterminate sentences.
    pub(in crate::pathway) fn resize_estate(&mut self) {
        let m = self.national();
        let share = self.epoch.estate_share * self.plan.scale;
        for sex in Sex::ALL {
            let planned = *m.prison.places[sex] * share;
            let places = libm::round((planned + self.prison.following[sex].places).max(0.0));
            let long_term = libm::round(*m.prison.long_term[sex] * share).min(places);
            let of_sex = Strata::of_sex(sex);
            let standing = self.prison.estate_constants[sex];
            self.seen
                .shift_places(Level::Places, of_sex, places as i64 - standing[0], self.now);
            self.seen.shift_places(
                Level::Prison,
                of_sex,
                long_term as i64 - standing[1],
                self.now,
            );
            self.prison.estate_constants[sex] = [places as i64, long_term as i64];
            let of_function = split(&m.estate, sex, places, long_term);
            for (function, &places) in of_function.iter() {
                self.prison.estate[sex][function].set_capacity(places, self.now);
            }
            self.serve_estate(sex);
        }
    }

    /// Looks for a place at reception: local, else a trainer prison if that may be, else cells.
    pub(in crate::pathway::prison) fn seek_place(&mut self, id: Id) {
        let loops = &self.national().loops;
        let p = &self.people[id];
        let sex = p.sex();
        let placeless =
            !*loops.full_estate || (p.custody == Custody::Recalled && !*loops.recall_fills_prison);
        if placeless {
            self.person(id).set(flag::PLACELESS, true);
            self.admitted(id, Function::Local);
            return;
        }
        let anywhere = self
            .draw(id, Purpose::Overflow, p.receptions)
            .chance(*self.national().estate.overflow);
        if self.take(sex, Function::Local) {
            self.admitted(id, Function::Local);
        } else if anywhere && self.take(sex, Function::Trainer) {
            self.count(Count::Overflows, id);
            self.admitted(id, Function::Trainer);
        } else {
            self.hold_in_cells(id, if anywhere { ANYWHERE } else { LOCAL_ONLY });
        }
    }

    fn take(&mut self, sex: Sex, function: Function) -> bool {
        self.prison.estate[sex][function].try_take(self.now)
    }

    fn hold_in_cells(&mut self, id: Id, class: u8) {
        let now = self.now;
        let sex = self.people[id].sex();
        match self.prison.estate[sex][Function::Local].request(id, class, now) {
            Request::Granted => self.admitted(id, Function::Local),
            Request::Queued(ticket) => {
                let p = self.person(id);
                p.place = Place::Cells;
                p.ticket = ticket;
                self.count(Count::CellStays, id);
            }
        }
    }

    /// A place in prison: the stay in cells, if any, is over, and screening begins.
    fn admitted(&mut self, id: Id, function: Function) {
        let episode = self.people[id].receptions;
        let p = self.person(id);
        p.place = Place::Prison;
        p.ticket = Ticket::NONE;
        p.function = function;
        let draw = self.draw(id, Purpose::Site, episode);
        self.assign_site(id, draw);
        self.screen(id);
    }

    /// Draws the site of a person within their function.
    fn assign_site(&mut self, id: Id, draw: crate::engine::Draw) {
        let m = self.model(id);
        let p = self.person(id);
        p.site = sites::pick(m.sites(), p.sex(), p.function, draw);
    }

    /// Gives the places that are free to those who wait in cells.
    fn serve_estate(&mut self, sex: Sex) {
        let now = self.now;
        while let Some(served) = self.prison.estate[sex][Function::Local].serve_next(now) {
            self.admitted(served.row, Function::Local);
            self.touch(served.row);
        }
        while self.prison.estate[sex][Function::Local].waiting_in(ANYWHERE) > 0
            && self.take(sex, Function::Trainer)
        {
            if let Some(served) = self.prison.estate[sex][Function::Local].divert(ANYWHERE, now) {
                self.count(Count::Overflows, served.row);
                self.admitted(served.row, Function::Trainer);
                self.touch(served.row);
            }
        }
    }

    /// Gives up the place in prison or on the waiting list for it; the next in the queue gets it at once.
    pub(in crate::pathway::prison) fn give_up_place(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        let sex = p.sex();
        let (place, ticket, placeless) = (p.place, p.ticket, p.is(flag::PLACELESS));
        let function = p.function;
        p.place = Place::Community;
        p.ticket = Ticket::NONE;
        p.set(flag::PLACELESS, false);
        match place {
            Place::Prison if !placeless => {
                self.prison.estate[sex][function].give_back(now);
                self.serve_estate(sex);
            }
            Place::Cells => {
                self.prison.estate[sex][Function::Local].withdraw(ticket, now);
            }
            _ => {}
        }
    }

    /// A move is due: to another site of the function, or on to the next function if it has
    /// a place. False if nothing came of it.
    pub(in crate::pathway) fn transfer(&mut self, id: Id) -> bool {
        let m = self.model(id);
        let p = &self.people[id];
        let share = m.site(p).moves / move_rate(p, m).max(1e-12);
        if self
            .draw(id, Purpose::MoveKind, p.armed[slot::MOVE])
            .chance(share)
        {
            // The channel runs at the rate of a full estate.
            let moved = self.accepts(id, slot::MOVE, self.moves_accepted(id));
            if moved {
                self.relocate(id);
            }
            return moved;
        }
        match self.next_function(id) {
            Some(to) if self.change_place(id, to) => {
                self.relocate(id);
                self.count(
                    if to == Function::Open {
                        Count::MovesToOpen
                    } else {
                        Count::MovesToTrainer
                    },
                    id,
                );
                true
            }
            Some(_) => false,
            None => {
                // What is left of the stay only gets shorter.
                let p = self.person(id);
                p.set(flag::STAYS_LOCAL, p.function == Function::Local);
                false
            }
        }
    }

    /// Where a person belongs next, given the time that is left.
    fn next_function(&self, id: Id) -> Option<Function> {
        let e = &self.national().estate;
        let p = &self.people[id];
        let left = p.clocks.due(slot::CUSTODY).days_since(self.now);
        let open =
            p.custody == Custody::Sentenced && p.is(flag::OPEN_SUITED) && left <= *e.open_before;
        match p.function {
            Function::Local if left < *e.shortest_for_trainer => None,
            Function::Local => Some(Function::Trainer),
            Function::Trainer if open => Some(Function::Open),
            _ => None,
        }
    }

    /// Takes a place of another function and gives up the present one, if there is one.
    fn change_place(&mut self, id: Id, to: Function) -> bool {
        let now = self.now;
        let p = &self.people[id];
        let (sex, from, placeless) = (p.sex(), p.function, p.is(flag::PLACELESS));
        if !placeless && !self.take(sex, to) {
            return false;
        }
        self.person(id).function = to;
        if !placeless {
            self.prison.estate[sex][from].give_back(now);
            self.serve_estate(sex);
        }
        true
    }

    /// Another site: what was tied to the old one ends, and treatment may break.
    fn relocate(&mut self, id: Id) {
        self.count(Count::Transfers, id);
        self.leave_wing(id);
        self.stop_mentoring(id);
        let episode = self.people[id].armed[slot::MOVE];
        let draw = self.draw(id, Purpose::Site, episode).split(1);
        self.assign_site(id, draw);
        self.break_treatment(id);
    }

    /// Whether open conditions would suit a person, for the sentence that begins.
    pub(in crate::pathway::prison) fn judge_suitability(&mut self, id: Id) {
        let p = &self.people[id];
        let chance = *self.national().estate.open_suitable[p.tier];
        let suited = self
            .draw(id, Purpose::OpenSuited, p.receptions)
            .chance(chance);
        self.person(id).set(flag::OPEN_SUITED, suited);
    }

    /// A prisoner of the first day is where the sentence has brought them by then.
    pub(in crate::pathway::prison) fn place_initially(&mut self, id: Id) {
        for _ in 0..2 {
            let moved = self
                .next_function(id)
                .is_some_and(|to| self.change_place(id, to));
            if !moved {
                break;
            }
            let episode = self.people[id].receptions;
            let draw = self.draw(id, Purpose::Site, episode).split(2);
            self.assign_site(id, draw);
        }
    }

    /// The pools of the estate with their names.
    pub(in crate::pathway) fn estate_pools(&self) -> impl Iterator<Item = (String, &Pool)> {
        self.prison.estate.iter().flat_map(|(sex, pools)| {
            pools.iter().map(move |(function, pool)| {
                let (function, sex) = (function.phrase(), sex.phrase());
                (format!("{function} prison places, {sex}"), pool)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::schema::Model;

    #[test]
    fn the_functions_share_all_places_at_any_scale() {
        let scenario = Scenario::<Model>::load("baseline.toml", &[]).expect("the baseline is good");
        let m = scenario.at_start().expect("the baseline is complete");
        for sex in Sex::ALL {
            for (places, long_term) in [
                (84_956.0, 20_000.0),
                (4_000.0, 500.0),
                (17.0, 2.0),
                (3.0, 3.0),
                (0.0, 0.0),
            ] {
                let split = split(&m.estate, sex, places, long_term);
                assert_eq!(
                    f64::from(split.values().sum::<u32>()),
                    places - long_term,
                    "{split:?}"
                );
            }
        }
    }
}
