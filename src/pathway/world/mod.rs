//! The state of one replicate: its people, the services of each area, the prisons and the courts.
//! State and its plain readings; the rules are in the rooms, the loop is in `run`.

pub(in crate::pathway) mod area;
pub(in crate::pathway) mod holdings;
pub(in crate::pathway) mod moves;
pub(in crate::pathway) mod prison;
pub(in crate::pathway) mod services;
pub(in crate::pathway) mod staffed;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::engine::{Agenda, DayBuckets, Draw, Key, Rows, Tick};
use crate::observe::Observer;
use crate::pathway::court::listing::Lists;
use crate::pathway::measure::census::stage;
use crate::pathway::measure::followed::Followed;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person};
use crate::pathway::run::staffing::StaffDate;
use crate::pathway::slots::{Touched, bit};
use crate::pathway::telling::biography::Tracked;
use crate::pathway::values::plan::{Epoch, Local, Plan};
use crate::pathway::world::area::Area;
use crate::pathway::world::moves::Move;
use crate::pathway::world::prison::Prison;
use crate::scenario::schema::Model;
use crate::strata::ByCourt;

/// Everything that changes in one replicate of one scenario. A clone at a date goes on as
/// the original would, so policies can branch from a shared history.
#[derive(Clone)]
pub struct World<'p> {
    pub(in crate::pathway) now: Tick,
    pub(in crate::pathway) plan: &'p Plan,
    pub(in crate::pathway) epoch: &'p Epoch,
    pub(in crate::pathway) epoch_index: usize,
    pub(in crate::pathway) key: Key,
    pub(in crate::pathway) people: Rows<Person>,
    pub(in crate::pathway) free_rows: Vec<Id>,
    pub(in crate::pathway) agenda: DayBuckets,
    /// The services of each area.
    pub(in crate::pathway) areas: Vec<Area>,
    /// The prisons.
    pub(in crate::pathway) prison: Prison,
    /// Hearings given out, by court.
    pub(in crate::pathway) lists: ByCourt<Lists>,
    pub(in crate::pathway) seen: Observer,
    /// Whom the statistics of reoffending follow, and what was proven.
    pub(in crate::pathway) followed: Followed,
    /// The person whose life is written down, if anybody's is.
    pub(in crate::pathway) tracked: Option<Box<Tracked>>,
    /// Channels that were armed in the present event, a bit each.
    pub(in crate::pathway) rearmed: Touched,
    /// What stages have sent up and the loop has not delivered yet: nothing, between events.
    pub(in crate::pathway) moves: VecDeque<(Id, Move)>,
    /// People other than the one whose event it is whose state changed in it.
    pub(in crate::pathway) touched: Vec<Id>,
    pub(in crate::pathway) next_day: Tick,
    /// Why the world does not get on, where it does not.
    pub(in crate::pathway) stalled: Option<String>,
    /// When a worker of each service may next leave or start, and the earliest of these dates.
    pub(in crate::pathway) staff_dates: BinaryHeap<Reverse<StaffDate>>,
    pub(in crate::pathway) next_staff: Tick,
}

impl<'p> World<'p> {
    /// The places of a world, before anybody is in it.
    pub(in crate::pathway) fn unpeopled(
        plan: &'p Plan,
        seed: u64,
        replicate: u32,
        months: Vec<Tick>,
    ) -> World<'p> {
        let key = Key::root(seed, replicate);
        let epoch = &plan.epochs[0];
        let staff = key.child(u64::MAX);
        World {
            now: Tick::START,
            plan,
            epoch,
            epoch_index: 0,
            key,
            people: Rows::with_capacity(64),
            free_rows: Vec::new(),
            agenda: DayBuckets::new(plan.end),
            areas: area::all(epoch, plan, staff),
            prison: Prison::new(epoch, plan, staff),
            lists: Default::default(),
            seen: Observer::new(plan.areas.len(), months)
                .with_pace(plan.ageing.offending.pace.clone()),
            followed: Followed::default(),
            tracked: None,
            rearmed: 0,
            moves: VecDeque::new(),
            touched: Vec::new(),
            next_day: Tick::START,
            stalled: None,
            staff_dates: BinaryHeap::new(),
            next_staff: Tick::NEVER,
        }
    }

    /// What has been written down.
    pub fn seen(&self) -> &Observer {
        &self.seen
    }

    /// The values in force where a person lives.
    #[inline]
    pub(in crate::pathway) fn model(&self, id: Id) -> &'p Local {
        &self.epoch.areas[self.people[id].home()]
    }

    /// The national values in force.
    #[inline]
    pub(in crate::pathway) fn national(&self) -> &'p Model {
        &self.epoch.national
    }

    /// A person.
    #[inline]
    pub(in crate::pathway) fn person(&mut self, id: Id) -> &mut Person {
        &mut self.people[id]
    }

    /// The draw of a person for a purpose in an episode.
    #[inline]
    pub(in crate::pathway) fn draw(&self, id: Id, purpose: Purpose, episode: u16) -> Draw {
        self.people[id]
            .key
            .draw(purpose as u32, u32::from(episode), 0)
    }

    /// Sends a person back up to the passages, which lead on from the stage they are at.
    #[inline]
    pub(in crate::pathway) fn send(&mut self, id: Id, to: Move) {
        self.moves.push_back((id, to));
    }

    /// Notes that the state of somebody changed at another's event, or on a day for everybody.
    #[inline]
    pub(in crate::pathway) fn touch(&mut self, id: Id) {
        self.touched.push(id);
    }

    /// Whether the row stands for a person at all.
    #[inline]
    pub(in crate::pathway) fn is_present(&self, id: Id) -> bool {
        self.people[id].stage != stage::OUTSIDE
    }

    /// Draws a new threshold for a channel whose event happened or whose meaning changed.
    #[inline]
    pub(in crate::pathway) fn rearm(&mut self, id: Id, channel: usize) {
        let p = &mut self.people[id];
        let episode = p.armed[channel];
        p.armed[channel] = episode.wrapping_add(1);
        let purpose = Purpose::Threshold as u32 + channel as u32;
        let threshold = p.key.draw(purpose, u32::from(episode), 0).exp();
        p.clocks.arm(channel, threshold);
        self.rearmed |= bit(channel);
    }

    /// Whether a candidate of a thinned channel is accepted. Ask before the channel is armed
    /// again: the draw belongs to the threshold that was used up.
    #[inline]
    pub(in crate::pathway) fn accepts(&self, id: Id, channel: usize, probability: f64) -> bool {
        let p = &self.people[id];
        let purpose = Purpose::Thinning as u32 + channel as u32;
        p.key
            .draw(purpose, u32::from(p.armed[channel]), 0)
            .chance(probability)
    }
}
