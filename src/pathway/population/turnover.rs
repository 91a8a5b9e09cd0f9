//! Who is in the model: those who enter, those who leave, and what changes with time alone.

use crate::engine::{Clocks, Tick};
use crate::observe::Count;
use crate::pathway::community::supported_housing;
use crate::pathway::community::treatment;
use crate::pathway::health::{deaths, recovery, tolerance};
use crate::pathway::measure::census::stage;
use crate::pathway::measure::headcount::{mark, three_months_on};
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::state::{Field, Reads};
use crate::pathway::person::{Id, Order, Person, Place, Supervision, Treatment, flag, slot};
use crate::pathway::police::diversion;
use crate::pathway::population::newcomer;
use crate::pathway::prison::estate;
use crate::pathway::release::afterwards;
use crate::pathway::release::preparation;
use crate::pathway::release::through_the_gate::{self, Scheme};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::scenario::schema::{Area, Model};
use crate::scenario::units::DAYS_PER_YEAR;
use crate::strata::{Substance, Use};

/// The stream of new people of one area.
#[derive(Clone, Copy, Debug)]
pub(in crate::pathway) struct Arrivals {
    /// When the next one enters.
    pub next: Tick,
    /// The number of the next one: with the area, their identity.
    pub number: u64,
    /// New people a day, as that date was drawn.
    pub rate: f64,
}

impl Arrivals {
    /// Nobody, until the first date is drawn.
    pub const fn none() -> Arrivals {
        Arrivals {
            next: Tick::NEVER,
            number: 0,
            rate: 0.0,
        }
    }
}

/// The share of a substance group that lives in an area.
pub(in crate::pathway) fn share(area: &Area, group: Substance) -> f64 {
    if group == Substance::None {
        *area.population_share
    } else {
        *area.need_share
    }
}
/// Puts a person into the world, with all channels armed.
pub(in crate::pathway) fn enter(world: &mut World<'_>, mut person: Person) -> Id {
    person.use_since = world.now;
    person.stage = stage::LIBERTY;
    let id = match world.free_rows.pop() {
        Some(id) => {
            world.people[id] = person;
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

/// What moves read of a person, inside and outside.
pub(in crate::pathway) const READS: Reads = Reads::of(&[
    Field::Custody,
    Field::Place,
    Field::Supervision,
    Field::Order,
    Field::Use,
    Field::Treatment,
    Field::Diverted,
    Field::Substance,
    Field::Function,
    Field::Site,
    Field::Case,
])
.and(flag::DESISTED | flag::OPEN_SUITED | flag::STAYS_LOCAL);

/// The values that moves, and the dates of slow variables, read.
pub(in crate::pathway) fn values_read(m: &Model) -> impl PartialEq + '_ {
    let (population, estate, r) = (&m.population, &m.estate, &m.release);
    let gates = Scheme::ALL.map(|scheme| {
        let gate = scheme.values(m);
        let open = *gate.workers.posts > 0.0;
        [*gate.after, if open { *gate.start_before } else { 0.0 }]
    });
    (
        (
            &population.career,
            &population.career_recovered,
            &population.oldest,
        ),
        (
            &m.prison.transfers,
            &estate.lateral,
            &estate.allocation,
            &estate.open_review,
        ),
        (&r.lead_time, &r.shortest_stay, gates),
    )
}

/// The move channel: a transfer in prison; at liberty, desistance, and leaving after it.
pub(in crate::pathway) fn move_rate(p: &Person, m: &Local, now: Tick) -> f64 {
    match (p.place, p.is(flag::DESISTED)) {
        (Place::Prison, desisted) => {
            estate::move_rate(p, m) + if desisted { 0.0 } else { desistance(p, m, now) }
        }
        (Place::Cells, _) => 0.0,
        (Place::Community, false) => desistance(p, m, now),
        (Place::Community, true) if is_free(p) => leaving(m),
        (Place::Community, true) => 0.0,
    }
}

/// Leaving of somebody who has desisted or aged out, per day.
fn leaving(m: &Local) -> f64 {
    1.0 / m.population.leaves_within.max(1.0)
}

/// Desistance, sooner in lasting recovery, and ageing out, per day, wherever a person is.
fn desistance(p: &Person, m: &Local, now: Tick) -> f64 {
    let pop = &m.population;
    if now >= ages_out(p, m) {
        return leaving(m);
    }
    let recovered = if p.has_need() && p.use_ == Use::Recovered {
        *pop.career_recovered
    } else {
        1.0
    };
    recovered / pop.career[p.substance].max(1.0)
}

/// Nothing pending: no case, order, supervision or treatment.
fn is_free(p: &Person) -> bool {
    p.supervision == Supervision::None
        && p.order == Order::None
        && p.treatment == Treatment::None
        && !p.has_case()
        && p.diverted.is_none()
        && !p.in_custody()
}

/// The day on which a person is of the age at which everybody leaves.
#[inline]
fn ages_out(p: &Person, m: &Local) -> Tick {
    Tick::START.plus_days(f64::from(p.born) + *m.population.oldest * DAYS_PER_YEAR)
}

/// When a slow variable of a person next steps: tolerance, recovery, protection, the oldest age.
pub(in crate::pathway) fn next_step(p: &Person, m: &Local, now: Tick) -> Tick {
    let mut next = Tick::NEVER;
    let mut consider = |at: Tick| {
        if at > now {
            next = next.min(at);
        }
    };
    consider(ages_out(p, m));
    if p.in_custody() {
        consider(p.course_ends);
        consider(preparation::next_step(p, m, now));
        return next.min(recovery::next_step(p, m, now));
    }
    if p.propensity > 0.0
        && let Some(days) = diversion::next_fade(p, m, now)
    {
        consider(p.diverted_at.plus_days(days));
    }
    consider(supported_housing::stay_ends(p, m).max(Tick(now.0 + 1)));
    if p.marks & mark::THREE_MONTHS != 0 {
        consider(three_months_on(p.released));
    }
    if p.is_supported() {
        consider(through_the_gate::support_ends(p, m).max(Tick(now.0 + 1)));
    }
    let clean = p.has_need() && matches!(p.use_, Use::Abstinent | Use::Recovered);
    let watched = p.supervision != Supervision::None || p.order != Order::None;
    if p.contacted.0 <= now.0 && (clean || watched) {
        consider(p.contacted.plus_days(*m.use_.contact_protects));
    }
    if p.has_need() {
        for at in windows_of_need(p, m, now) {
            consider(at);
        }
    }
    next.min(recovery::next_step(p, m, now))
}

/// Ends of the windows of a person with need at liberty: tolerance, protection, recovery.
fn windows_of_need(p: &Person, m: &Local, now: Tick) -> [Tick; 8] {
    let mut ends = [Tick::NEVER; 8];
    if p.released.0 <= now.0 {
        let days = now.days_since(p.released);
        if let Some(&until) = deaths::WINDOW_ENDS.iter().find(|&&until| days < until) {
            ends[0] = p.released.plus_days(until);
        }
        if matches!(p.use_, Use::Abstinent | Use::Recovered) {
            ends[1] = p.released.plus_days(*m.use_.after_release);
        }
        ends[2] = p.bridged_until;
        ends[6] = afterwards::ends(p, m);
    }
    if p.uses_opiates() {
        ends[7] = tolerance::step_ends(p, m, now);
    }
    if p.treatment == Treatment::Treated {
        if p.uses_opiates() {
            ends[3] = deaths::starting_until(p, m);
        }
        ends[4] = treatment::early_until(p, m);
    }
    if p.use_ == Use::Abstinent {
        ends[5] = p.use_since.plus_days(*m.use_.recovered_after);
    }
    ends
}

/// Where the move channel leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pathway) enum Moving {
    /// To another prison.
    Transfer,
    /// Nowhere yet: offending is over, something is still pending.
    Desists,
    /// Out of the population.
    Leaves,
}

impl World<'_> {
    /// A new person enters an area.
    pub(in crate::pathway) fn arrive(&mut self, area: usize) -> Id {
        let m = &self.epoch.areas[area];
        let a = &m.areas[&self.plan.areas[area]];
        let weights = Substance::ALL.map(|g| *m.population.entrants[g] * share(a, g));
        let number = self.areas[area].arrivals.number;
        let key = self.key.child(area as u64).child(number);
        let group = key.draw(Purpose::Substance as u32, 0, 0).index(&weights);
        let group = Substance::ALL[group];
        let person = newcomer::person(self, area, number, group, false);
        let id = enter(self, person);
        self.count(Count::Entered, id);
        self.touch(id);
        self.areas[area].arrivals.number += 1;
        self.schedule_arrival(area);
        id
    }

    /// Draws when the next person enters an area: a Poisson stream.
    pub(in crate::pathway::population) fn schedule_arrival(&mut self, area: usize) {
        let m = &self.epoch.areas[area];
        let a = &m.areas[&self.plan.areas[area]];
        let per_day: f64 = Substance::ALL
            .into_iter()
            .map(|g| *m.population.entrants[g] * share(a, g) * self.plan.scale / DAYS_PER_YEAR)
            .sum();
        let number = self.areas[area].arrivals.number;
        let draw =
            self.key
                .child(area as u64)
                .child(number)
                .draw(Purpose::NextArrival as u32, 0, 0);
        let wait = draw.exp() / per_day;
        self.areas[area].arrivals.rate = per_day;
        self.areas[area].arrivals.next = self.arrives_in(wait);
    }

    /// The tick `days` from now, later than now; never if the wait is without end.
    fn arrives_in(&self, days: f64) -> Tick {
        if days.is_finite() {
            self.now.plus_days(days).max(Tick(self.now.0 + 1))
        } else {
            Tick::NEVER
        }
    }

    /// The stream of new people takes the rates of the day: what is left of a wait shrinks or
    /// grows with them.
    pub(in crate::pathway) fn adopt_arrivals(&mut self) {
        for area in 0..self.areas.len() {
            let before = self.areas[area].arrivals;
            self.schedule_arrival(area);
            let after = self.areas[area].arrivals.rate;
            if before.rate > 0.0 && !before.next.is_never() {
                let left = before.next.days_since(self.now);
                let same = before.rate == after;
                self.areas[area].arrivals.next = if same {
                    before.next
                } else {
                    self.arrives_in(left * before.rate / after)
                };
            }
        }
    }

    /// Which way the move channel leads.
    pub(in crate::pathway) fn moving(&mut self, id: Id) -> Moving {
        let m = self.model(id);
        let p = &self.people[id];
        let inside = p.place == Place::Prison;
        let desists = !p.is(flag::DESISTED)
            && self
                .draw(id, Purpose::Desists, p.armed[slot::MOVE])
                .chance(desistance(p, m, self.now) / move_rate(p, m, self.now));
        if inside && !desists {
            return Moving::Transfer;
        }
        let p = &mut self.people[id];
        if inside || !is_free(p) {
            p.propensity = 0.0;
            p.set(flag::DESISTED, true);
            return Moving::Desists;
        }
        let recovered = p.has_need() && p.use_ == Use::Recovered;
        self.count(Count::Left, id);
        if recovered {
            self.count(Count::LeftRecovered, id);
        }
        Moving::Leaves
    }

    /// Frees the row of a person who holds nothing and is counted nowhere.
    pub(in crate::pathway) fn vacate(&mut self, id: Id, to: u8) {
        let p = &mut self.people[id];
        self.seen.flow(p.stage, to);
        p.stage = stage::OUTSIDE;
        p.scheduled = Tick::NEVER;
        p.clocks = Clocks::new();
        self.free_rows.push(id);
    }
}
