//! Who is in the model: the people of the first day, those who enter, and those who leave.
//!
//! The stock of the first day is length-biased, as any stock is: prisoners of that day serve
//! longer sentences than people sentenced that day, and are somewhere within them.

use super::census::stage;
use super::headcount::{mark, three_months_on};
use super::person::{
    Custody, Diverted, Housing, Id, Order, Person, Place, Requirement, Source, Supervision,
    Treatment, Use, flag, function, slot, substance,
};
use super::plan::Local;
use super::purpose::Purpose;
use super::world::World;
use super::{diversion, estate, offending, preparation, recovery, supported_housing, treatment};
use crate::engine::{Clocks, Draw, Key, Tick, Ticket};
use crate::observe::{Count, Exposure};
use crate::scenario::schema::{Area, Population};
use crate::scenario::units::DAYS_PER_YEAR;

/// The stream of new people of one area.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrivals {
    /// When the next one enters.
    pub next: Tick,
    /// The number of the next one: with the area, their identity.
    pub number: u64,
    /// New people a day, as that date was drawn.
    pub rate: f64,
}

/// The share of a substance group that lives in an area.
pub(super) fn share(area: &Area, group: usize) -> f64 {
    if group == substance::NONE as usize {
        *area.population_share
    } else {
        *area.need_share
    }
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
        world.arrivals.push(Arrivals {
            next: Tick::START,
            number,
            rate: 0.0,
        });
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
    let (entry, since) = age(m, group, draw(Purpose::Age), initial);
    let born = f64::from(world.now.day()) - (entry + since) * DAYS_PER_YEAR;
    let mut p = blank(key, area as u8, group as u8, born as f32);
    p.frailty = frailty as f32;
    p.relapse = world.plan.frailties.relapse.value(draw(Purpose::Relapse)) as f32;
    let lots = [Purpose::Frailty, Purpose::Relapse, Purpose::Motivation].map(draw);
    p.motivation = motivation(pop, lots) as f32;
    p.set(
        flag::FEMALE,
        draw(Purpose::Sex).chance(**pop.female.get(group)),
    );
    p.set(
        flag::INJECTS,
        draw(Purpose::Injecting).chance(**pop.injecting.get(group)),
    );
    p.set(
        flag::CRACK,
        draw(Purpose::Crack).chance(**pop.crack.get(group)),
    );
    p.set(
        flag::MENTAL_HEALTH,
        draw(Purpose::MentalHealth).chance(**pop.mental_health.get(group)),
    );
    p.tier = tier(pop, draw(Purpose::Frailty), draw(Purpose::Tier));
    p.use_ = if p.has_need() {
        Use::Dependent
    } else {
        Use::Abstinent
    };
    let homes = if p.has_need() {
        &m.housing.initial_need
    } else {
        &m.housing.initial_none
    };
    let weights: [f64; 4] = std::array::from_fn(|i| **homes.get(i));
    p.housing = housing(draw(Purpose::InitialHousing).index(&weights));
    p.capital = super::recovery::capital(*m.recovery.initial);
    p.clocks.set_timer(slot::AGE, birthday(&p, world.now));
    if initial && offends {
        p.convictions = past_convictions(&p, m, since, draw(Purpose::InitialConvictions));
    }
    p
}

pub(super) fn blank(key: Key, area: u8, group: u8, born: f32) -> Person {
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
        course_ends: Tick::NEVER,
        offence_at: Tick::NEVER,
        order_end: Tick::NEVER,
        requirement_at: Tick::NEVER,
        recalled_at: Tick::NEVER,
        supervised_until: Tick::START,
        diverted_at: Tick::NEVER,
        cohort_at: Tick::NEVER,
        open_from: 0,
        convicted_on: 0,
        prepared: Tick::NEVER,
        housed: 0,
        ticket: Ticket::NONE,
        line: Ticket::NONE,
        housing_ticket: Ticket::NONE,
        armed: [0; slot::CHANNELS],
        convictions: 0,
        arrests: 0,
        receptions: 0,
        releases: 0,
        orders: 0,
        treatments: 0,
        contacts: 0,
        capital: 0,
        nine_from: 0,
        marks: 0,
        exposure: Exposure::NONE,
        contacts_left: 0,
        failures: 0,
        cohort: 0,
        convicted_of: 0,
        release_housing: 0,
        function: function::LOCAL,
        site: 0,
        tolerance_lost: 0,
    }
}

/// Age on entry, and for the stock of the first day the years since: people leave by
/// desistance and by death.
fn age(m: &Local, group: usize, draw: Draw, initial: bool) -> (f64, f64) {
    let pop = &m.population;
    let entry = draw
        .lognormal(**pop.entry_age.get(group), *pop.entry_age_spread)
        .clamp(18.0, 75.0);
    if !initial {
        return (entry, 0.0);
    }
    let leaving = 1.0 / pop.career.get(group).max(1.0);
    let dying = *m.mortality.other_at_40 * **m.mortality.excess.get(group);
    let since = draw.split(1).exp() / (leaving + dying) / DAYS_PER_YEAR;
    (entry, since.min(85.0 - entry))
}

/// The factor of motivation, higher where the propensities to offend and to relapse are lower; its
/// median is one.
fn motivation(pop: &Population, [offending, relapse, own]: [Draw; 3]) -> f64 {
    let (a, b) = (*pop.motivation_correlation, *pop.motivation_relapse);
    let rest = libm::sqrt((1.0 - a * a - b * b).max(0.0));
    let z = -a * offending.normal() - b * relapse.normal() + rest * own.normal();
    libm::exp(*pop.motivation_spread * z)
}

/// The tier of risk, higher where the propensity to offend is higher.
fn tier(pop: &Population, frailty: Draw, own: Draw) -> u8 {
    let r = *pop.risk_correlation;
    let z = r * frailty.normal() - libm::sqrt((1.0 - r * r).max(0.0)) * own.normal();
    let u = 0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2);
    if u < *pop.high_risk {
        2
    } else {
        u8::from(u < *pop.high_risk + *pop.medium_risk)
    }
}

/// Housing of a new person. Approved premises hold people with a place there alone, so those
/// said to begin there begin in temporary accommodation.
fn housing(i: usize) -> Housing {
    [
        Housing::Settled,
        Housing::Temporary,
        Housing::Temporary,
        Housing::Homeless,
    ][i.min(3)]
}

/// Convictions before the first day: as many as the arrests since entry would have led to.
fn past_convictions(p: &Person, m: &Local, years: f64, draw: Draw) -> u16 {
    const PER_ARREST: f64 = 0.3;
    const LONGEST: f64 = 15.0;
    let per_year = offending::rate(p, m, Tick::START) * DAYS_PER_YEAR;
    let mean = per_year * PER_ARREST * years.min(LONGEST);
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
    let wanted = [*target.male, *target.female]
        .map(|n| n * world.plan.scale * estate::estate_share(world.epoch, world.plan));
    let propensity = |p: &Person, m: &Local| offending::rate(p, m, Tick::START).min(0.1);
    let mut total = [0.0; 2];
    for id in 0..world.people.len() as Id {
        total[world.people[id as usize].sex()] +=
            propensity(&world.people[id as usize], world.model(id));
    }
    for id in 0..world.people.len() as Id {
        let p = &world.people[id as usize];
        let chance = wanted[p.sex()] * propensity(p, world.model(id)) / total[p.sex()].max(1e-12);
        if world
            .draw(id, Purpose::InitialPrison, 0)
            .chance(chance.min(0.9))
        {
            world.start_in_prison(id);
        }
    }
}

/// Fills community treatment of the first day.
fn treat(world: &mut World<'_>) {
    for id in 0..world.people.len() as Id {
        let p = &world.people[id as usize];
        let share = **world
            .model(id)
            .population
            .treated_at_start
            .get(p.substance as usize);
        if !p.in_custody() && world.draw(id, Purpose::InitialTreatment, 0).chance(share) {
            world.start_in_treatment(id);
        }
    }
}

/// Days after which somebody who has desisted leaves, once nothing is pending.
const LEAVES_WITHIN: f64 = 90.0;

/// The move channel: a transfer in prison; at liberty, desistance, and leaving after it.
pub(super) fn move_rate(p: &Person, m: &Local, now: Tick) -> f64 {
    match (p.place, p.is(flag::DESISTED)) {
        (Place::Prison, desisted) => {
            estate::move_rate(p, m) + if desisted { 0.0 } else { desistance(p, m, now) }
        }
        (Place::Cells, _) => 0.0,
        (Place::Community, false) => desistance(p, m, now),
        (Place::Community, true) if is_free(p) => 1.0 / LEAVES_WITHIN,
        (Place::Community, true) => 0.0,
    }
}

/// Desistance, sooner in lasting recovery, and ageing out, per day, wherever a person is.
fn desistance(p: &Person, m: &Local, now: Tick) -> f64 {
    let pop = &m.population;
    if p.age(now) >= *pop.oldest {
        return 1.0 / LEAVES_WITHIN;
    }
    let recovered = if p.has_need() && p.use_ == Use::Recovered {
        *pop.career_recovered
    } else {
        1.0
    };
    recovered / pop.career.get(p.substance as usize).max(1.0)
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

/// The windows after release, days: tolerance, continuity of care.
const WINDOWS: [u32; 5] = [4, 14, treatment::CONTINUITY_DAYS as u32, 28, 84];

/// When a slow variable of a person other than age next steps: tolerance, recovery, protection.
pub(super) fn next_step(p: &Person, m: &Local, now: Tick) -> Tick {
    let mut next = Tick::NEVER;
    let mut consider = |at: Tick| {
        if at > now {
            next = next.min(at);
        }
    };
    if let Some(days) = diversion::next_fade(p, m, now) {
        consider(p.diverted_at.plus_days(days));
    }
    if p.in_custody() {
        consider(p.course_ends);
        consider(preparation::next_step(p, m, now));
        return next.min(recovery::next_step(p, m, now));
    }
    consider(supported_housing::stay_ends(p, m).max(Tick(now.0 + 1)));
    if p.marks & mark::THREE_MONTHS != 0 {
        consider(three_months_on(p.released));
    }
    if p.is_supported() {
        consider(support_ends(p, m).max(Tick(now.0 + 1)));
    }
    if p.contacted.0 <= now.0 {
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
fn windows_of_need(p: &Person, m: &Local, now: Tick) -> [Tick; 6] {
    let mut ends = [Tick::NEVER; 6];
    if p.released.0 <= now.0 {
        let since = Tick(now.0 - p.released.0);
        if let Some(&window) = WINDOWS.iter().find(|&&w| Tick::from_days(w) > since) {
            ends[0] = Tick(p.released.0.saturating_add(Tick::from_days(window).0));
        }
        ends[1] = p.released.plus_days(*m.use_.after_release);
        ends[2] = p.bridged_until;
    }
    if p.treatment == Treatment::Treated {
        ends[3] = p.treatment_since.plus_days(28.0);
        ends[4] = p.treatment_since.plus_days(treatment::EARLY_DAYS);
    }
    if p.use_ == Use::Abstinent {
        ends[5] = p.use_since.plus_days(*m.use_.recovered_after);
    }
    ends
}

/// When support through the gate ends for a person at liberty.
fn support_ends(p: &Person, m: &Local) -> Tick {
    p.released
        .plus_days(p.gate_scheme(m).map_or(0.0, |scheme| *scheme.after))
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
        let per_day: f64 = (0..substance::COUNT)
            .map(|g| **m.population.entrants.get(g) * share(a, g) * self.plan.scale / DAYS_PER_YEAR)
            .sum();
        let number = self.arrivals[area].number;
        let draw =
            self.key
                .child(area as u64)
                .child(number)
                .draw(Purpose::NextArrival as u32, 0, 0);
        let wait = draw.exp() / per_day;
        self.arrivals[area].rate = per_day;
        self.arrivals[area].next = self.arrives_in(wait);
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
    pub(super) fn adopt_arrivals(&mut self) {
        for area in 0..self.arrivals.len() {
            let before = self.arrivals[area];
            self.schedule_arrival(area);
            let after = self.arrivals[area].rate;
            if before.rate > 0.0 && !before.next.is_never() {
                let left = before.next.days_since(self.now);
                let same = before.rate == after;
                self.arrivals[area].next = if same {
                    before.next
                } else {
                    self.arrives_in(left * before.rate / after)
                };
            }
        }
    }

    /// Age counts one more year.
    pub(super) fn birthday(&mut self, id: Id) -> bool {
        let next = birthday(&self.people[id as usize], self.now);
        self.person(id).clocks.set_timer(slot::AGE, next);
        // Whatever else is due on this day has a date of its own.
        false
    }

    /// A slow variable steps: recovery may have become lasting; windows after release close.
    pub(super) fn step(&mut self, id: Id) -> bool {
        let now = self.now;
        let m = self.model(id);
        let p = self.person(id);
        let lasting = |p: &Person| p.use_since.plus_days(*m.use_.recovered_after) <= now;
        if p.has_need() && p.use_ == Use::Abstinent && !p.in_custody() && lasting(p) {
            p.use_ = Use::Recovered;
        }
        if !p.released.is_never() && now.days_since(p.released) >= treatment::CONTINUITY_DAYS {
            p.set(flag::CONTINUITY | flag::LEAVER, false);
        }
        if p.in_custody() {
            self.step_clinical(id);
            self.step_preparation(id);
        } else {
            if p.is_supported() && support_ends(p, m) <= now {
                self.end_gate(id);
            }
            self.count_three_months(id);
            self.end_stay(id);
        }
        self.step_recovery(id);
        false
    }

    /// The move channel fires: a transfer in prison, desistance, or leaving the population.
    pub(super) fn moves(&mut self, id: Id) -> bool {
        let m = self.model(id);
        let p = &self.people[id as usize];
        let inside = p.place == Place::Prison;
        let desists = !p.is(flag::DESISTED)
            && self
                .draw(id, Purpose::Desists, p.armed[slot::MOVE])
                .chance(desistance(p, m, self.now) / move_rate(p, m, self.now));
        if inside && !desists {
            return self.transfer(id);
        }
        let p = &mut self.people[id as usize];
        if inside || !is_free(p) {
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
        self.note_departure(id, to);
        self.leave_aftercare(id);
        self.leave_levels(id);
        let p = &mut self.people[id as usize];
        self.seen.flow(p.stage, to);
        p.stage = stage::OUTSIDE;
        p.scheduled = Tick::NEVER;
        p.clocks = Clocks::new();
        self.free_rows.push(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::schema::Model;

    /// Correlations of log motivation with the luck of offending and of relapse.
    fn correlations(relapse: &str) -> [f64; 2] {
        const PEOPLE: u32 = 20_000;
        let set = [("population.motivation_relapse".into(), relapse.into())];
        let scenario =
            Scenario::<Model>::load("baseline.toml", &set).expect("the baseline is good");
        let pop = scenario.at_start().expect("it is complete").population;
        let mut sums = [0.0; 2];
        for person in 0..PEOPLE {
            let lots: [Draw; 3] =
                std::array::from_fn(|i| Key::root(1, person).draw(i as u32, 0, 0));
            let z = libm::log(motivation(&pop, lots)) / *pop.motivation_spread;
            sums[0] += z * lots[0].normal();
            sums[1] += z * lots[1].normal();
        }
        sums.map(|sum| sum / f64::from(PEOPLE))
    }

    /// Protects: motivation goes with a low propensity to offend and, by its own parameter, to relapse.
    #[test]
    fn motivation_goes_with_both_frailties() {
        let (without, with) = (correlations("0"), correlations("0.5"));
        assert!(without[1].abs() < 0.03, "{without:?}");
        assert!((with[1] + 0.5).abs() < 0.03, "{with:?}");
        assert!((with[0] - without[0]).abs() < 0.03, "{with:?}, {without:?}");
    }
}
