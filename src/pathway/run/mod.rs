//! The loop over people and days, and what it is made of.

pub(in crate::pathway) mod audit;
mod audit_homes;
pub(in crate::pathway) mod days;
mod guard;
pub(in crate::pathway) mod pools;
pub(in crate::pathway) mod probe;
pub(in crate::pathway) mod refresh;
pub(in crate::pathway) mod staffing;
pub(in crate::pathway) mod study;

use crate::engine::{Agenda, Tick, prefetch};
use crate::pathway::person::{Id, slot};
use crate::pathway::run::guard::Guard;
use crate::pathway::values::plan::Plan;
use crate::pathway::world::World;

/// How far ahead rows are fetched.
const AHEAD: usize = 8;

impl<'p> World<'p> {
    /// The world of replicate `replicate` on its first day, observing `months`.
    pub fn new(plan: &'p Plan, seed: u64, replicate: u32, months: Vec<Tick>) -> World<'p> {
        let mut world = World::opened(plan, seed, replicate, months);
        world.populate();
        world
    }

    /// A world with its places open, before anybody is in it.
    pub(in crate::pathway::run) fn opened(
        plan: &'p Plan,
        seed: u64,
        replicate: u32,
        months: Vec<Tick>,
    ) -> World<'p> {
        let mut world = World::unpeopled(plan, seed, replicate, months);
        world.resize_inside();
        world.resize_requirements();
        world.set_staff_dates();
        world
    }

    /// A copy that goes on under another plan, which must agree with the present one so far.
    pub fn branch<'q>(&self, plan: &'q Plan) -> World<'q>
    where
        'p: 'q,
    {
        let mut world: World<'q> = self.clone();
        world.plan = plan;
        world.epoch_index = plan
            .epochs
            .partition_point(|e| e.from < self.now)
            .saturating_sub(1);
        world.epoch = &plan.epochs[world.epoch_index];
        world
    }

    /// Runs until `end`; `beat` is called daily with the events so far and may stop the run
    /// by returning false, in which case the result is false. So it is when the world does not
    /// get on, which [`World::stalled`] tells.
    pub fn run_until(&mut self, end: Tick, beat: &mut dyn FnMut(u64) -> bool) -> bool {
        loop {
            let until = self.next_system_tick().min(end);
            let mut guard = Guard::over(self.people.len());
            while let Some((now, id)) = self.agenda.pop_before(until) {
                if let Some(row) = self.agenda.ahead(AHEAD) {
                    prefetch(&self.people, row as usize);
                }
                if self.people[id].scheduled == now {
                    self.now = now;
                    self.fire(id);
                    if guard.spend() {
                        self.stalled = Some(self.what_spins(until));
                        return false;
                    }
                }
            }
            self.now = until;
            if until == end {
                return true;
            }
            if until == self.next_day && !beat(self.seen.events) {
                return false;
            }
            self.system_step();
        }
    }

    /// Why the world does not get on, where it has so many events that its days do not end.
    pub fn stalled(&self) -> Option<&str> {
        self.stalled.as_deref()
    }

    /// Closes the books at the end.
    pub fn finish(&mut self) {
        self.seen.turn_month(self.now);
        self.followed.count(&mut self.seen);
    }

    /// One slot of one person is due.
    fn fire(&mut self, id: Id) {
        self.rearmed = 0;
        let p = &mut self.people[id];
        let due = usize::from(p.next);
        debug_assert!(due == p.clocks.slot_at(self.now), "another clock is due");
        let before = p.state();
        p.scheduled = Tick::NEVER;
        if due < slot::CHANNELS {
            p.clocks.disarm(due);
        } else {
            p.clocks.clear_timer(due);
        }
        let happened = self.handle(id, due);
        self.seen.events += u64::from(happened);
        self.deliver();
        if self.is_present(id) {
            if due < slot::CHANNELS && !self.people[id].clocks.is_armed(due) {
                self.rearm(id, due);
            }
            self.refresh_after(id, due, happened, &before);
            self.hold_in_line(id, &format_args!("slot {due}"));
        }
        self.refresh_touched();
        if cfg!(debug_assertions) {
            audit::check_event(self, id);
        }
    }

    /// The whole balance, person by person: for tests.
    pub fn audit(&self) -> Result<(), String> {
        audit::audit(self)
    }
}
