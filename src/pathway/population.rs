//! Who is in the model: the people of the first day, those who enter, and those who leave.
//!
//! The stock of the first day is length-biased, as any stock is: prisoners of that day serve
//! longer sentences than people sentenced that day, and are somewhere within them.

use super::plan::Local;
use super::person::{
    Custody, Diverted, Housing, Id, Order, Person, Place, Requirement, Source, Supervision, Treatment, Use, flag,
    slot, substance,
};
use super::purpose::Purpose;
use super::census::stage;
use super::world::World;
use super::{diversion, offending, prison, treatment};
use crate::engine::{Clocks, Draw, Key, Tick, Ticket};
use crate::observe::Count;
use crate::scenario::units::DAYS_PER_YEAR;
use crate::scenario::schema::{Area, Population};


/// The stream of new people of one area.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrivals {
    /// When the next one enters.
    pub next: Tick,
    /// The number of the next one: with the area, their identity.
    pub number: u64,
}

/// The share of a substance group that lives in an area.
pub(super) fn share(area: &Area, group: usize) -> f64 {
    if group == substance::NONE as usize { *area.population_share } else { *area.need_share }
}

/// Fills a new world with the people of the first day.
pub(super) fn populate(world: &mut World<'_>) {
    for area in 0..world.plan.areas.len() {
        let mut number = 0_u64;
        for group in 0..substance::COUNT {
            let m = &world.epoch.areas[area];
            let a = &m.areas[&world.plan.areas[area]];
            let stock = **m.population.stock.get(group) * share(a, group) * world.plan.scale;
            for _ in 0..libm::round(stock) as u64 {
                let person = person(world, area, number, group, true);
                enter(world, person);
                number += 1;
            }
        }
        world.arrivals.push(Arrivals { next: Tick::START, number });
        world.schedule_arrival(area);
    }
    imprison(world);
    treat(world);
    for id in 0..world.people.len() as Id {
        world.refresh(id);
    }
}

/// A new person, not yet in the world.
fn person(world: &World<'_>, area: usize, number: u64, group: usize, initial: bool) -> Person {
    let m = &world.epoch.areas[area];
    let pop = &m.population;
    let key = world.key.child(area as u64).child(number);
    let draw = |purpose: Purpose| key.draw(purpose as u32, 0, 0);
    let offends = !draw(Purpose::Never).chance(**pop.never_offends.get(group));
    let frailty = if offends {
        world.plan.frailties.offending[group].value(draw(Purpose::Frailty))
    } else {
        0.0
    };
    let age = age(pop, group, draw(Purpose::Age), initial);
    let born = f64::from(world.now.day()) - age * DAYS_PER_YEAR;
    let mut p = blank(key, area as u8, group as u8, born as f32);
    p.frailty = frailty as f32;
    p.relapse = world.plan.frailties.relapse.value(draw(Purpose::Relapse)) as f32;
    p.motivation = motivation(pop, draw(Purpose::Frailty), draw(Purpose::Motivation)) as f32;
    p.set(flag::FEMALE, draw(Purpose::Sex).chance(**pop.female.get(group)));
    p.set(flag::INJECTS, draw(Purpose::Injecting).chance(**pop.injecting.get(group)));
    p.set(flag::CRACK, draw(Purpose::Crack).chance(**pop.crack.get(group)));
    p.set(flag::MENTAL_HEALTH, draw(Purpose::MentalHealth).chance(**pop.mental_health.get(group)));
    p.tier = tier(pop, draw(Purpose::Tier));
    p.use_ = if p.has_need() { Use::Dependent } else { Use::Abstinent };
    let homes = if p.has_need() { &m.housing.initial_need } else { &m.housing.initial_none };
    let weights: [f64; 4] = std::array::from_fn(|i| **homes.get(i));
    p.housing = housing(draw(Purpose::InitialHousing).index(&weights));
    if initial && offends {
        p.convictions = past_convictions(&p, m, world.now, draw(Purpose::InitialConvictions));
    }
    p
}

fn blank(key: Key, area: u8, group: u8, born: f32) -> Person {
    Person {
        clocks: Clocks::new(),
        key,
        scheduled: Tick::NEVER,
        flags: 0,
        area,
        substance: group,
        custody: Custody::None,
        place: Place::Community,
        supervision: Supervision::None,
        order: Order::None,
        requirement: Requirement::None,
        use_: Use::Dependent,
        treatment: Treatment::None,
        source: Source::Own,
        housing: Housing::Settled,
        tier: 0,
        offence: 0,
        court: 0,
        band: 0,
        stage: stage::OUTSIDE,
        diverted: Diverted::None,
        severity: 0,
        diversion_step: 0,
        diversion_missed: 0,
        mental_health_reviews: 0,
        frailty: 0.0,
        relapse: 1.0,
        motivation: 1.0,
        born,
        offence_hazard: 0.0,
        overdose_hazard: 0.0,
        levels: 0,
        sentence: 0.0,
        suspended: 0.0,
        sentence_end: Tick::NEVER,
        received: Tick::NEVER,
        released: Tick::NEVER,
        use_since: Tick::START,
        treatment_since: Tick::NEVER,
        contacted: Tick::NEVER,
        bridged_until: Tick::NEVER,
        offence_at: Tick::NEVER,
        order_end: Tick::NEVER,
        requirement_at: Tick::NEVER,
        recalled_at: Tick::NEVER,
        supervised_until: Tick::START,
        diverted_at: Tick::NEVER,
        cohort_at: Tick::NEVER,
        ticket: Ticket::NONE,
        armed: [0; slot::CHANNELS],
        convictions: 0,
        arrests: 0,
        receptions: 0,
        releases: 0,
        orders: 0,
        treatments: 0,
        contacts: 0,
        contacts_left: 0,
        failures: 0,
        cohort: 0,
        cohort_band: 0,
        release_housing: 0,
    }
}

/// Age on entry, and for the stock of the first day the time since.
fn age(pop: &Population, group: usize, draw: Draw, initial: bool) -> f64 {
    let entry = draw.lognormal(**pop.entry_age.get(group), *pop.entry_age_spread).clamp(18.0, 75.0);
    let since = if initial { draw.split(1).exp() * **pop.career.get(group) / 365.25 } else { 0.0 };
    (entry + since).min(85.0)
}

/// The factor of motivation, higher where the propensity to offend is lower; its median is one.
fn motivation(pop: &Population, frailty: Draw, own: Draw) -> f64 {
    let r = *pop.motivation_correlation;
    let z = -r * frailty.normal() + libm::sqrt((1.0 - r * r).max(0.0)) * own.normal();
    libm::exp(*pop.motivation_spread * z)
}

fn tier(pop: &Population, draw: Draw) -> u8 {
    let u = draw.unit();
    if u < *pop.high_risk {
        2
    } else {
        u8::from(u < *pop.high_risk + *pop.medium_risk)
    }
}

fn housing(i: usize) -> Housing {
    [Housing::Settled, Housing::Temporary, Housing::Approved, Housing::Homeless][i.min(3)]
}

/// Convictions before the first day: as many as the arrests of an adult life would have led to.
fn past_convictions(p: &Person, m: &Local, now: Tick, draw: Draw) -> u16 {
    const PER_ARREST: f64 = 0.3;
    const LONGEST: f64 = 15.0;
    let years = (p.age(now) - 18.0).clamp(0.0, LONGEST);
    let mean = offending::rate(p, m, now) * 365.25 * PER_ARREST * years;
    libm::floor(mean * (0.5 + draw.unit())).min(200.0) as u16
}

/// Puts a person into the world, with all channels armed.
fn enter(world: &mut World<'_>, mut person: Person) -> Id {
    person.use_since = world.now;
    person.stage = stage::LIBERTY;
    let id = match world.free_rows.pop() {
        Some(id) => {
            world.people[id as usize] = person;
            id
        }
        None => world.people.push(person),
    };
    for channel in 0..slot::CHANNELS {
        world.rearm(id, channel);
    }
    world.seen.flow(stage::OUTSIDE, stage::LIBERTY);
    id
}

/// Fills the prisons of the first day.
fn imprison(world: &mut World<'_>) {
    let target = &world.national().population.prisoners_at_start;
    let wanted = [*target.male, *target.female].map(|n| n * world.plan.scale * prison::estate_share(world.epoch, world.plan));
    let propensity = |p: &Person, m: &Local| offending::rate(p, m, Tick::START).min(0.1);
    let mut total = [0.0; 2];
    for id in 0..world.people.len() as Id {
        total[world.people[id as usize].sex()] += propensity(&world.people[id as usize], world.model(id));
    }
    for id in 0..world.people.len() as Id {
        let p = &world.people[id as usize];
        let chance = wanted[p.sex()] * propensity(p, world.model(id)) / total[p.sex()].max(1e-12);
        if world.draw(id, Purpose::InitialPrison, 0).chance(chance.min(0.9)) {
            world.start_in_prison(id);
        }
    }
}

/// Fills community treatment of the first day.
fn treat(world: &mut World<'_>) {
    for id in 0..world.people.len() as Id {
        let p = &world.people[id as usize];
        let share = **world.model(id).population.treated_at_start.get(p.substance as usize);
        if !p.in_custody() && world.draw(id, Purpose::InitialTreatment, 0).chance(share) {
            world.start_in_treatment(id);
        }
    }
}

/// Days after which somebody who has desisted leaves, once nothing is pending.
const LEAVES_WITHIN: f64 = 90.0;

/// The move channel: a transfer in prison; at liberty, desistance, and leaving after it.
pub(super) fn move_rate(p: &Person, m: &Local) -> f64 {
    match (p.place, p.is(flag::DESISTED)) {
        (Place::Prison, _) => *m.prison.transfers,
        (Place::Cells, _) => 0.0,
        (Place::Community, false) => 1.0 / m.population.career.get(p.substance as usize).max(1.0),
        (Place::Community, true) if is_free(p) => 1.0 / LEAVES_WITHIN,
        (Place::Community, true) => 0.0,
    }
}

/// Nothing pending: no case, order, supervision or treatment.
fn is_free(p: &Person) -> bool {
    p.supervision == Supervision::None
        && p.order == Order::None
        && p.treatment == Treatment::None
        && !p.has_case()
        && p.diverted == Diverted::None
        && !p.in_custody()
}

/// The next birthday, on which age counts one more year.
fn birthday(p: &Person, now: Tick) -> Tick {
    let next = libm::floor(p.age(now)) + 1.0;
    let day = f64::from(p.born) + next * DAYS_PER_YEAR;
    Tick::START.plus_days(day).max(Tick(now.0 + 1))
}

/// When a slow variable of a person next steps: age, tolerance, recovery, protection.
pub(super) fn next_step(p: &Person, m: &Local, now: Tick) -> Tick {
    let mut next = birthday(p, now);
    let mut consider = |from: Tick, days: f64| {
        if !from.is_never() {
            let at = from.plus_days(days);
            if at > now {
                next = next.min(at);
            }
        }
    };
    if let Some(days) = diversion::next_fade(p, m, now) {
        consider(p.diverted_at, days);
    }
    if p.has_need() && !p.in_custody() {
        if !p.released.is_never() {
            for days in [4.0, 14.0, treatment::CONTINUITY_DAYS, 28.0, 84.0] {
                consider(p.released, days);
            }
            consider(p.released, *m.use_.after_release);
            consider(p.bridged_until, 0.0);
        }
        consider(p.contacted, *m.use_.contact_protects);
        if p.treatment == Treatment::Treated {
            consider(p.treatment_since, 28.0);
            consider(p.treatment_since, treatment::EARLY_DAYS);
        }
        if p.use_ == Use::Abstinent {
            consider(p.use_since, *m.use_.recovered_after);
        }
    }
    if p.housing == Housing::Approved && !p.in_custody() {
        consider(p.released, *m.housing.approved_stay);
    }
    next
}

impl World<'_> {
    /// A new person enters an area.
    pub(super) fn arrive(&mut self, area: usize) {
        let m = &self.epoch.areas[area];
        let a = &m.areas[&self.plan.areas[area]];
        let weights: [f64; substance::COUNT] =
            std::array::from_fn(|g| **m.population.entrants.get(g) * share(a, g));
        let number = self.arrivals[area].number;
        let key = self.key.child(area as u64).child(number);
        let group = key.draw(Purpose::Substance as u32, 0, 0).index(&weights);
        let person = person(self, area, number, group, false);
        let id = enter(self, person);
        self.count(Count::Entered, id);
        self.refresh(id);
        self.arrivals[area].number += 1;
        self.schedule_arrival(area);
    }

    /// Draws when the next person enters an area: a Poisson stream.
    pub(super) fn schedule_arrival(&mut self, area: usize) {
        let m = &self.epoch.areas[area];
        let a = &m.areas[&self.plan.areas[area]];
        let per_year: f64 = (0..substance::COUNT)
            .map(|g| **m.population.entrants.get(g) * share(a, g) * self.plan.scale)
            .sum();
        let number = self.arrivals[area].number;
        let draw = self.key.child(area as u64).child(number).draw(Purpose::NextArrival as u32, 0, 0);
        self.arrivals[area].next = if per_year > 0.0 {
            let at = self.now.plus_days(draw.exp() * 365.25 / per_year);
            at.max(Tick(self.now.0 + 1))
        } else {
            Tick::NEVER
        };
    }

    /// A slow variable steps: recovery may have become lasting; windows after release close.
    pub(super) fn step(&mut self, id: Id) -> bool {
        let now = self.now;
        let m = self.model(id);
        let p = self.person(id);
        let lasting = p.use_since.plus_days(*m.use_.recovered_after);
        if p.has_need() && p.use_ == Use::Abstinent && !p.in_custody() && lasting <= now {
            p.use_ = Use::Recovered;
        }
        if !p.released.is_never() && now.days_since(p.released) >= treatment::CONTINUITY_DAYS {
            p.set(flag::CONTINUITY | flag::LEAVER, false);
        }
        let stay = *m.housing.approved_stay;
        if p.housing == Housing::Approved && now >= p.released.plus_days(stay) {
            p.housing = Housing::Temporary;
        }
        false
    }

    /// The move channel fires: a transfer in prison, desistance, or leaving the population.
    pub(super) fn moves(&mut self, id: Id) -> bool {
        let p = &mut self.people[id as usize];
        if p.place == Place::Prison {
            return self.transfer(id);
        }
        if !is_free(p) {
            p.frailty = 0.0;
            p.set(flag::DESISTED, true);
            return true;
        }
        self.count(Count::Left, id);
        self.remove(id, stage::OUTSIDE);
        true
    }

    /// Takes a person out of the world, who holds no place and stands in no line.
    pub(super) fn remove(&mut self, id: Id, to: u8) {
        self.leave_levels(id);
        let p = &mut self.people[id as usize];
        self.seen.flow(p.stage, to);
        p.stage = stage::OUTSIDE;
        p.scheduled = Tick::NEVER;
        p.clocks = Clocks::new();
        self.free_rows.push(id);
    }
}
