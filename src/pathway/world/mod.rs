//! The world of one replicate: its people, places and clocks, and the loop that runs them.

pub(in crate::pathway) mod aftercare;
pub(in crate::pathway) mod front;
pub(in crate::pathway) mod services;

use std::collections::VecDeque;

use crate::engine::{Agenda, DateIndex, DayBuckets, Draw, Key, Pool, Rows, Tick, prefetch, tie};
use crate::observe::{Count, Level, Observer};
use crate::pathway::community::housing;
use crate::pathway::community::treatment;
use crate::pathway::court::listing::Lists;
use crate::pathway::health::deaths as mortality;
use crate::pathway::health::substance_use as substance;
use crate::pathway::measure::census::{self, stage};
use crate::pathway::passages::moves::Move;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Cause, Id, Person, function, slot};
use crate::pathway::police::offending;
use crate::pathway::population::turnover as population;
use crate::pathway::population::turnover::Arrivals;
use crate::pathway::prison::estate;
use crate::pathway::run::staffing::StaffDate;
use crate::pathway::supervision::licence;
use crate::pathway::telling::biography::Tracked;
use crate::pathway::values::plan::{Epoch, Local, Plan};
use crate::pathway::world::aftercare::Aftercare;
use crate::pathway::world::front::Front;
use crate::pathway::world::services::Service;
use crate::scenario::schema::{Model, Workers};

/// How far ahead rows are fetched.
const AHEAD: usize = 8;

/// Index of the services of an area.
pub(in crate::pathway) const OPIATE_SERVICE: usize = 0;
/// The services for everyone else.
pub(in crate::pathway) const OTHER_SERVICE: usize = 1;

/// Under the key of staff, those of services after the gate and before court.
const AFTERCARE_KEY: u64 = 1 << 32;
const FRONT_KEY: u64 = 2 << 32;

/// Every channel.
const EVERY_CHANNEL: [usize; slot::CHANNELS] = [0, 1, 2, 3, 4, 5, 6, 7];
/// The channels whose rates depend on age.
const CHANNELS_OF_AGE: [usize; 3] = [slot::ARREST, slot::DEATH, slot::MOVE];

/// The rate a day of a channel of a person now.
///
/// Whoever adds something to a rate: what it depends on may be the person's row, the values of
/// the day (then `Local::read_by_hazards` has to name them), the time of day only through a date
/// that `population::next_step` knows, and age only in `CHANNELS_OF_AGE`. Debug builds check it.
#[inline(always)]
fn rate(p: &Person, m: &Local, channel: usize, now: Tick) -> f64 {
    match channel {
        slot::ARREST => offending::rate(p, m, now),
        slot::USE => substance::rate(p, m, now),
        slot::TREATMENT => treatment::rate(p, m, now),
        slot::CONTACT => licence::contact_rate(p, m, now),
        slot::OVERDOSE => mortality::overdose_rate(p, m, now),
        slot::DEATH => mortality::other_rate(p, m, now),
        slot::HOUSING => housing::rate(p, m),
        _ => population::move_rate(p, m, now),
    }
}

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
    agenda: DayBuckets,
    pub(in crate::pathway) arrivals: Vec<Arrivals>,
    /// Prison places by sex and function. Cells are the line for local places.
    pub(in crate::pathway) estate: [[Pool; function::COUNT]; 2],
    /// Useable places, and those filled by long sentences, by sex.
    pub(in crate::pathway) estate_constants: [[i64; 2]; 2],
    /// Early releases that are set and not yet made, by sex.
    pub(in crate::pathway) early_pending: [i64; 2],
    /// Sentenced prisoners by ordinary release date, by sex.
    pub(in crate::pathway) release_dates: [DateIndex; 2],
    pub(in crate::pathway) clinical: Service,
    pub(in crate::pathway) psychosocial: Service,
    /// Planners of releases, in prison.
    pub(in crate::pathway) planners: Service,
    /// Beds on substance-free wings by sex.
    pub(in crate::pathway) isfl: [Pool; 2],
    /// Posts of peer mentors in prison.
    pub(in crate::pathway) mentors: Pool,
    /// Community treatment by area: opiate service, other services.
    pub(in crate::pathway) community: Vec<[Service; 2]>,
    /// Services before court, by area.
    pub(in crate::pathway) front: Vec<Front>,
    /// Places of requirements by area: drugs, alcohol, mental health.
    pub(in crate::pathway) requirements: Vec<[Pool; 3]>,
    /// Hearings given out, by court.
    pub(in crate::pathway) lists: [Lists; 2],
    /// Services after the gate, by area.
    pub(in crate::pathway) aftercare: Vec<Aftercare>,
    pub(in crate::pathway) seen: Observer,
    /// The person whose life is written down, if anybody's is.
    pub(in crate::pathway) tracked: Option<Box<Tracked>>,
    /// What stages have sent up and the loop has not delivered yet: nothing, between events.
    pub(in crate::pathway) moves: VecDeque<(Id, Move)>,
    /// People beside the one whose event it is whose state changed in it.
    pub(in crate::pathway) touched: Vec<Id>,
    pub(in crate::pathway) next_day: Tick,
    /// When a worker of each service may next leave or start, and the earliest of these dates.
    pub(in crate::pathway) staff_dates: Vec<StaffDate>,
    pub(in crate::pathway) next_staff: Tick,
}

impl<'p> World<'p> {
    /// The world of replicate `replicate` on its first day, observing `months`.
    pub fn new(plan: &'p Plan, seed: u64, replicate: u32, months: Vec<Tick>) -> World<'p> {
        let mut world = World::unpeopled(plan, seed, replicate, months);
        world.populate();
        world
    }

    /// The places of a world, before anybody is in it.
    pub(in crate::pathway) fn unpeopled(
        plan: &'p Plan,
        seed: u64,
        replicate: u32,
        months: Vec<Tick>,
    ) -> World<'p> {
        let key = Key::root(seed, replicate);
        let epoch = &plan.epochs[0];
        let areas = plan.areas.len();
        let loops = &epoch.national.loops;
        let staff_key = key.child(u64::MAX);
        let service = |area: usize, which: usize| {
            let m = &epoch.areas[area];
            let workers = treatment::workers(m, which);
            let share = treatment::staff_share(m, &plan.areas[area]);
            let key = staff_key.child((area * 2 + which) as u64);
            Service::new(workers, share, plan.scale, !*loops.shared_treatment, key)
        };
        let national = &epoch.national;
        let inside = |workers: &Workers, which: u64| {
            let share = estate::estate_share(epoch, plan);
            Service::new(workers, share, plan.scale, false, staff_key.child(which))
        };
        let mut world = World {
            now: Tick::START,
            plan,
            epoch,
            epoch_index: 0,
            key,
            people: Rows::with_capacity(64),
            free_rows: Vec::new(),
            agenda: DayBuckets::new(plan.end),
            arrivals: Vec::new(),
            estate: std::array::from_fn(|_| std::array::from_fn(|_| Pool::new(0))),
            estate_constants: [[0; 2]; 2],
            early_pending: [0; 2],
            release_dates: [DateIndex::new(), DateIndex::new()],
            clinical: inside(&national.custody_treatment.clinical, u64::MAX - 1),
            psychosocial: inside(&national.custody_treatment.workers, u64::MAX),
            planners: inside(&national.prison.planners, u64::MAX - 2),
            isfl: [Pool::new(0), Pool::new(0)],
            mentors: Pool::new(0),
            community: (0..areas)
                .map(|a| [service(a, OPIATE_SERVICE), service(a, OTHER_SERVICE)])
                .collect(),
            front: front::services(epoch, plan, staff_key.child(FRONT_KEY)),
            requirements: (0..areas)
                .map(|_| [Pool::new(0), Pool::new(0), Pool::new(0)])
                .collect(),
            lists: Default::default(),
            aftercare: aftercare::services(epoch, plan, staff_key.child(AFTERCARE_KEY)),
            seen: Observer::new(areas, months),
            tracked: None,
            moves: VecDeque::new(),
            touched: Vec::new(),
            next_day: Tick::START,
            staff_dates: Vec::new(),
            next_staff: Tick::NEVER,
        };
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

    /// What has been written down.
    pub fn seen(&self) -> &Observer {
        &self.seen
    }

    /// Runs until `end`; `beat` is called daily with the events so far and may stop the run
    /// by returning false, in which case the result is false.
    pub fn run_until(&mut self, end: Tick, beat: &mut dyn FnMut(u64) -> bool) -> bool {
        loop {
            let until = self.next_system_tick().min(end);
            while let Some((now, id)) = self.agenda.pop_before(until) {
                if let Some(row) = self.agenda.ahead(AHEAD) {
                    prefetch(&self.people, row as usize);
                }
                if self.people[id as usize].scheduled == now {
                    self.now = now;
                    self.fire(id);
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

    /// Closes the books at the end.
    pub fn finish(&mut self) {
        self.seen.turn_month(self.now);
    }

    /// The values in force where a person lives.
    #[inline]
    pub(in crate::pathway) fn model(&self, id: Id) -> &'p Local {
        &self.epoch.areas[self.people[id as usize].area as usize]
    }

    /// The national values in force.
    #[inline]
    pub(in crate::pathway) fn national(&self) -> &'p Model {
        &self.epoch.national
    }

    /// A person.
    #[inline]
    pub(in crate::pathway) fn person(&mut self, id: Id) -> &mut Person {
        &mut self.people[id as usize]
    }

    /// The draw of a person for a purpose in an episode.
    #[inline]
    pub(in crate::pathway) fn draw(&self, id: Id, purpose: Purpose, episode: u16) -> Draw {
        self.people[id as usize]
            .key
            .draw(purpose as u32, u32::from(episode), 0)
    }

    /// Counts an event of a person now.
    #[inline]
    pub(in crate::pathway) fn count(&mut self, what: Count, id: Id) {
        let strata = self.people[id as usize].strata();
        self.seen.count(what, strata);
        self.note_mark(what, id);
    }

    /// Counts an event about an offence now, by its type as well.
    #[inline]
    pub(in crate::pathway) fn count_offence(&mut self, what: Count, id: Id, kind: u8) {
        let strata = self.people[id as usize].strata().with_offence(kind);
        self.seen.count(what, strata);
        self.note_mark(what, id);
    }

    /// Counts a sentence now, by its band and the type of offence as well.
    #[inline]
    pub(in crate::pathway) fn count_sentence(&mut self, what: Count, id: Id) {
        let p = &self.people[id as usize];
        let strata = p.strata_of_sentence().with_offence(p.offence);
        self.seen.count(what, strata);
        self.note_mark(what, id);
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

    /// Adds days to a sum about a person.
    #[inline]
    pub(in crate::pathway) fn add_days(&mut self, what: Count, id: Id, days: f64) {
        let strata = self.people[id as usize].strata();
        self.seen.add_days(what, strata, days);
    }

    /// Whether the row stands for a person at all.
    #[inline]
    pub(in crate::pathway) fn is_present(&self, id: Id) -> bool {
        self.people[id as usize].stage != stage::OUTSIDE
    }

    /// Draws a new threshold for a channel whose event happened or whose meaning changed.
    #[inline]
    pub(in crate::pathway) fn rearm(&mut self, id: Id, channel: usize) {
        let p = &mut self.people[id as usize];
        let episode = p.armed[channel];
        p.armed[channel] = episode.wrapping_add(1);
        let purpose = Purpose::Threshold as u32 + channel as u32;
        let threshold = p.key.draw(purpose, u32::from(episode), 0).exp();
        p.clocks.arm(channel, threshold);
    }

    /// Whether a candidate of a thinned channel is accepted. Ask before the channel is armed
    /// again: the draw belongs to the threshold that was used up.
    #[inline]
    pub(in crate::pathway) fn accepts(&self, id: Id, channel: usize, probability: f64) -> bool {
        let p = &self.people[id as usize];
        let purpose = Purpose::Thinning as u32 + channel as u32;
        p.key
            .draw(purpose, u32::from(p.armed[channel]), 0)
            .chance(probability)
    }

    /// Brings the rates, levels and agenda of a person in line with their state. Every event
    /// ends here for everyone whose state it changed.
    pub(in crate::pathway) fn refresh(&mut self, id: Id) {
        self.set_rates(id, &EVERY_CHANNEL);
        self.set_step(id);
        self.reschedule(id);
        self.keep_caseload(id);
        self.recount(id);
        self.note_state(id);
    }

    /// Delivers what stages have sent up, and brings everybody in line whose state changed.
    pub(in crate::pathway) fn settle(&mut self) {
        self.deliver();
        self.refresh_touched();
    }

    /// Brings everybody in line whose state another's event changed.
    #[inline]
    fn refresh_touched(&mut self) {
        while let Some(id) = self.touched.pop() {
            if self.is_present(id) {
                self.refresh(id);
            }
        }
    }

    /// Brings a person in line after an event of their own that left their state (see
    /// `Person::state`) as it was: the same as [`World::refresh`] with less work.
    ///
    /// Most events are of that kind. If nothing happened, nothing but age can have changed a
    /// rate, beside the channel that fired; nor can an arrest without a charge, or an overdose
    /// that is survived and leaves use as it was. A contact that is kept protects from lost
    /// contact and from relapse; a step stands for whatever a date changes.
    fn refresh_part(&mut self, id: Id, due: usize, happened: bool) {
        match due {
            slot::AGE => self.set_rates(id, &CHANNELS_OF_AGE),
            slot::ARREST | slot::OVERDOSE => self.set_rates(id, &[due]),
            channel if channel < slot::CHANNELS && !happened => self.set_rates(id, &[channel]),
            slot::SCHEDULED_CONTACT => {
                self.set_rates(id, &[slot::USE, slot::CONTACT]);
                self.set_step(id);
            }
            _ => {
                self.set_rates(id, &EVERY_CHANNEL);
                self.set_step(id);
            }
        }
        self.reschedule(id);
        self.note_state(id);
    }

    /// Sets the date of the next step of slow variables.
    #[inline]
    fn set_step(&mut self, id: Id) {
        let m = self.model(id);
        let p = &mut self.people[id as usize];
        let step = population::next_step(p, m, self.now);
        p.clocks.set_timer(slot::STEP, step);
    }

    /// Sets channels to their present rates.
    #[inline(always)]
    fn set_rates(&mut self, id: Id, channels: &[usize]) {
        let now = self.now;
        let m = self.model(id);
        let p = &mut self.people[id as usize];
        debug_assert!(p.stage != stage::OUTSIDE);
        for &channel in channels {
            let rate = rate(p, m, channel, now);
            p.clocks.set_rate(channel, rate as f32, now);
            match channel {
                slot::ARREST => {
                    let offences = (rate * offending::offences_per_arrest(p, m)) as f32;
                    let before = std::mem::replace(&mut p.offence_hazard, offences);
                    let level = Level::OffenceHazard;
                    self.seen.rehazard(level, p.strata(), before, offences, now);
                    if let Some(level) = census::offences_of(p) {
                        self.seen.rehazard(level, p.strata(), before, offences, now);
                    }
                }
                slot::OVERDOSE => {
                    let witnesses = self.aftercare[p.area as usize].kits.witnesses();
                    let deaths = (rate * mortality::fatal_share(p, m, witnesses)) as f32;
                    let before = std::mem::replace(&mut p.overdose_hazard, deaths);
                    let level = Level::OverdoseHazard;
                    self.seen.rehazard(level, p.strata(), before, deaths, now);
                    let after = (mortality::exposure(p, now), deaths);
                    let before = (std::mem::replace(&mut p.exposure, after.0), before);
                    self.seen.expose(p.strata(), before, after, now);
                }
                _ => {}
            }
        }
    }

    /// The hazard of overdose of a person comes to another share of deaths.
    pub(in crate::pathway) fn reshare_overdoses(&mut self, id: Id) {
        self.set_rates(id, &[slot::OVERDOSE]);
        self.reschedule(id);
    }

    /// Puts the earliest date of a person into the agenda, if it is not there.
    #[inline]
    fn reschedule(&mut self, id: Id) {
        let p = &mut self.people[id as usize];
        let at = p.clocks.earliest();
        if at != p.scheduled {
            p.scheduled = at;
            let next = p.clocks.slot_at(at);
            self.agenda
                .push(at, slot::CLASS[next], tie(p.key.0, at), id);
        }
    }

    /// Whether a refresh would change no rate, exposure or step of a person: what debug builds ask
    /// wherever a refresh is left out or is done in part. Where another date of theirs is due at
    /// this very tick, that will see to it.
    pub(in crate::pathway) fn is_in_line(&self, id: Id) -> bool {
        let now = self.now;
        let m = self.model(id);
        let p = &self.people[id as usize];
        let kept = |&channel: &usize| {
            let clocks = &p.clocks;
            !clocks.is_armed(channel) || clocks.rate(channel) == rate(p, m, channel, now) as f32
        };
        let in_line = || {
            EVERY_CHANNEL.iter().all(kept)
                && p.exposure == mortality::exposure(p, now)
                && p.clocks.due(slot::STEP) == population::next_step(p, m, now)
        };
        p.clocks.earliest() <= now || in_line()
    }

    /// One slot of one person is due.
    fn fire(&mut self, id: Id) {
        let p = &mut self.people[id as usize];
        let due = p.clocks.slot_at(self.now);
        let before = p.state();
        p.scheduled = Tick::NEVER;
        if due < slot::CHANNELS {
            p.clocks.disarm(due);
        } else {
            p.clocks.clear_timer(due);
        }
        let happened = match due {
            slot::ARREST => self.offence_detected(id),
            slot::USE => self.use_due(id),
            slot::TREATMENT => self.treatment_due(id),
            slot::CONTACT => self.contact_due(id),
            slot::OVERDOSE => self.overdose_due(id),
            slot::DEATH => self.die(id, Cause::Other),
            slot::HOUSING => self.housing_changes(id),
            slot::MOVE => self.move_due(id),
            slot::COURT => self.hearing(id),
            slot::CUSTODY => self.custody_date(id),
            slot::SUPERVISION => self.supervision_date(id),
            slot::ORDER => self.order_date(id),
            slot::TREATMENT_END => self.treatment_end_due(id),
            slot::APPOINTMENT => self.appointment_due(id),
            slot::DIVERSION => self.diversion_date(id),
            slot::SCHEDULED_CONTACT => self.scheduled_contact_due(id),
            slot::AGE => self.birthday(id),
            _ => self.step(id),
        };
        self.seen.events += u64::from(happened);
        self.deliver();
        if self.is_present(id) {
            if due < slot::CHANNELS && !self.people[id as usize].clocks.is_armed(due) {
                self.rearm(id, due);
            }
            if self.people[id as usize].state() == before {
                self.refresh_part(id, due, happened);
                debug_assert!(self.is_in_line(id), "slot {due} touched more than it said");
            } else {
                self.refresh(id);
            }
        }
        self.refresh_touched();
        if cfg!(debug_assertions) {
            crate::pathway::run::audit::check_event(self, id);
        }
    }

    /// The whole balance, person by person: for tests.
    pub fn audit(&self) -> Result<(), String> {
        crate::pathway::run::audit::audit(self)
    }
}
