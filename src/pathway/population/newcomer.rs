//! Who a new person is: what is fixed for life, drawn once, and where they begin.

use crate::engine::{Clocks, Draw, Key, Tick, Ticket};
use crate::observe::Exposure;
use crate::pathway::community::housing;
use crate::pathway::measure::census::stage;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{
    Custody, Order, Person, Place, Requirement, Source, Supervision, Treatment, flag, slot,
};
use crate::pathway::police::offending;
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::scenario::schema::{Population, Unsettled};
use crate::scenario::units::{DAYS_PER_YEAR, Probability};
use crate::strata::{Band, ByHousing, Court, Function, Housing, Offence, Substance, Tier, Use};

/// Age from which courts and services for adults deal with a person, years: whom the model is about.
const ADULT: f64 = 18.0;

/// A new person, not yet in the world.
pub(in crate::pathway) fn person(
    world: &World<'_>,
    area: usize,
    number: u64,
    group: Substance,
    initial: bool,
) -> Person {
    let m = &world.epoch.areas[area];
    let pop = &m.population;
    let key = world.key.child(area as u64).child(number);
    let draw = |purpose: Purpose| key.draw(purpose as u32, 0, 0);
    let offends = !draw(Purpose::Never).chance(*pop.never_offends[group]);
    let frailty = if offends {
        world.plan.frailties.offending[group].value(draw(Purpose::Frailty))
    } else {
        0.0
    };
    let (entry, since) = age(m, group, draw(Purpose::Age), initial);
    let born = f64::from(world.now.day()) - (entry + since) * DAYS_PER_YEAR;
    let mut p = blank(key, area as u8, group, born as f32);
    let ageing = &world.plan.ageing;
    p.propensity = frailty as f32 * ageing.offending.on_first_day(p.born);
    p.infirmity = ageing.death.on_first_day(p.born);
    p.relapse = world.plan.frailties.relapse.value(draw(Purpose::Relapse)) as f32;
    let lots = [Purpose::Frailty, Purpose::Relapse, Purpose::Motivation].map(draw);
    p.motivation = motivation(pop, lots) as f32;
    p.set(flag::FEMALE, draw(Purpose::Sex).chance(*pop.female[group]));
    p.set(
        flag::INJECTS,
        draw(Purpose::Injecting).chance(*pop.injecting[group]),
    );
    p.set(flag::CRACK, draw(Purpose::Crack).chance(*pop.crack[group]));
    if offends && offending::lives_off_shops(&p, m, draw(Purpose::Habit)) {
        p.propensity *= *m.offending.trade_rate as f32;
    }
    p.set(
        flag::MENTAL_HEALTH,
        draw(Purpose::MentalHealth).chance(*pop.mental_health[group]),
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
    let unsettled = unsettled(&m.housing.unsettled, pop, lots, draw(Purpose::Unsettled));
    let spread = *m.housing.unsettled.spread;
    p.unsettled = housing::unsettled(libm::exp(spread * (unsettled - spread / 2.0)));
    p.housing = first_home(homes, unsettled);
    p.capital = crate::pathway::health::recovery::capital(*m.recovery.initial);
    if initial && offends {
        p.convictions = past_convictions(&p, m, since, draw(Purpose::InitialConvictions));
    }
    p
}

/// A person of whom nothing is drawn yet.
pub(in crate::pathway) fn blank(key: Key, area: u8, group: Substance, born: f32) -> Person {
    Person {
        clocks: Clocks::new(),
        key,
        scheduled: Tick::NEVER,
        next: 0,
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
        tier: Tier::Low,
        offence: Offence::Acquisitive,
        court: Court::Magistrates,
        band: Band::UpTo6Months,
        stage: stage::OUTSIDE,
        diverted: None,
        severity: 0,
        diversion_step: 0,
        diversion_missed: 0,
        mental_health_reviews: 0,
        propensity: 0.0,
        infirmity: 1.0,
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
        ready_at: Tick::NEVER,
        order_end: Tick::NEVER,
        requirement_at: Tick::NEVER,
        recalled_at: Tick::NEVER,
        supervised_until: Tick::START,
        diverted_at: Tick::NEVER,
        cohort_at: Tick::NEVER,
        open_from: 0,
        convicted_on: 0,
        prepared: Tick::NEVER,
        unsettled: housing::unsettled(1.0),
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
        release_housing: Housing::Settled,
        function: Function::Local,
        site: 0,
        tolerance_lost: 0,
    }
}

/// Age on entry, and for the stock of the first day the years since: people leave by
/// desistance and by death.
fn age(m: &Local, group: Substance, draw: Draw, initial: bool) -> (f64, f64) {
    let pop = &m.population;
    let entry = draw
        .lognormal(*pop.entry_age[group], *pop.entry_age_spread)
        .clamp(ADULT, pop.entry_age_oldest.max(ADULT));
    if !initial {
        return (entry, 0.0);
    }
    let leaving = 1.0 / pop.career[group].max(1.0);
    let dying = *m.mortality.other_at_40 * *m.mortality.excess[group];
    let since = draw.split(1).exp() / (leaving + dying) / DAYS_PER_YEAR;
    (entry, since.min((*pop.oldest_at_start - entry).max(0.0)))
}

/// The factor of motivation, higher where the propensities to offend and to relapse are lower; its
/// median is one.
fn motivation(pop: &Population, [offending, relapse, own]: [Draw; 3]) -> f64 {
    libm::exp(*pop.motivation_spread * motivation_score(pop, [offending, relapse, own]))
}

/// Motivation on the normal scale.
fn motivation_score(pop: &Population, [offending, relapse, own]: [Draw; 3]) -> f64 {
    let (a, b) = (*pop.motivation_correlation, *pop.motivation_relapse);
    let rest = libm::sqrt((1.0 - a * a - b * b).max(0.0));
    -a * offending.normal() - b * relapse.normal() + rest * own.normal()
}

/// The tier of risk, higher where the propensity to offend is higher.
fn tier(pop: &Population, frailty: Draw, own: Draw) -> Tier {
    let r = *pop.risk_correlation;
    let z = r * frailty.normal() - libm::sqrt((1.0 - r * r).max(0.0)) * own.normal();
    let u = 0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2);
    if u < *pop.high_risk {
        Tier::High
    } else if u < *pop.high_risk + *pop.medium_risk {
        Tier::Medium
    } else {
        Tier::Low
    }
}

/// How unsettled a person is, on the normal scale: more where the propensity to offend is higher
/// and motivation lower.
fn unsettled(u: &Unsettled, pop: &Population, lots: [Draw; 3], rest: Draw) -> f64 {
    let (a, b) = (*u.propensity, *u.motivation);
    let shared = a * lots[0].normal() - b * motivation_score(pop, lots);
    // The two go together, and so do their parts.
    let known = a * a + b * b + 2.0 * a * b * *pop.motivation_correlation;
    let z = shared + libm::sqrt((1.0 - known).max(0.0)) * rest.normal();
    z / libm::sqrt(known.max(1.0))
}

/// Housing of a new person, of whom the most unsettled are homeless. Approved premises hold people
/// with a place there alone, so those said to begin there begin in temporary accommodation.
fn first_home(homes: &ByHousing<Probability>, unsettled: f64) -> Housing {
    const BY_NEED: [(Housing, Housing); 5] = [
        (Housing::Homeless, Housing::Homeless),
        (Housing::Temporary, Housing::Temporary),
        (Housing::Approved, Housing::Temporary),
        (Housing::Family, Housing::Family),
        (Housing::Settled, Housing::Settled),
    ];
    let all: f64 = homes.values().map(|share| **share).sum();
    let mut left = all * 0.5 * libm::erfc(unsettled * std::f64::consts::FRAC_1_SQRT_2);
    for (said, home) in BY_NEED {
        left -= *homes[said];
        if left < 0.0 {
            return home;
        }
    }
    Housing::Settled
}

/// Convictions before the first day: as many as the arrests since entry would have led to.
fn past_convictions(p: &Person, m: &Local, years: f64, draw: Draw) -> u16 {
    let pop = &m.population;
    let longest = *pop.past_years / DAYS_PER_YEAR;
    let per_year = offending::rate(p, m, Tick::START) * DAYS_PER_YEAR;
    let mean = per_year * *pop.past_convictions * years.min(longest);
    let range = *pop.past_convictions_range;
    libm::floor(mean * (1.0 - range + 2.0 * range * draw.unit())).min(200.0) as u16
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

    /// Protects: however unsettled people are told apart, the shares of first homes are those of the
    /// scenario, the factor on losing a home has a mean of one, and those without a home offend more.
    #[test]
    fn first_homes_keep_their_shares_and_go_with_offending() {
        const PEOPLE: u32 = 20_000;
        let scenario = Scenario::<Model>::load("baseline.toml", &[]).expect("the baseline is good");
        let model = scenario.at_start().expect("it is complete");
        let (h, pop) = (&model.housing, &model.population);
        let mut homes = ByHousing::<(u32, f64)>::default();
        let mut factor = 0.0;
        for person in 0..PEOPLE {
            let lots: [Draw; 4] =
                std::array::from_fn(|i| Key::root(1, person).draw(i as u32, 0, 0));
            let z = unsettled(&h.unsettled, pop, [lots[0], lots[1], lots[2]], lots[3]);
            let spread = *h.unsettled.spread;
            factor += libm::exp(spread * (z - spread / 2.0)) / f64::from(PEOPLE);
            let of = &mut homes[first_home(&h.initial_need, z)];
            *of = (of.0 + 1, of.1 + lots[0].normal());
        }
        let share = |home: Housing| f64::from(homes[home].0) / f64::from(PEOPLE);
        for home in [Housing::Settled, Housing::Family, Housing::Homeless] {
            let wanted = *h.initial_need[home];
            assert!((share(home) - wanted).abs() < 0.01, "{home:?}: {homes:?}");
        }
        assert!((factor - 1.0).abs() < 0.05, "{factor}");
        let mean = |home: Housing| homes[home].1 / f64::from(homes[home].0);
        assert!(
            mean(Housing::Homeless) > mean(Housing::Family) + 0.3,
            "{homes:?}"
        );
        assert!(
            mean(Housing::Family) > mean(Housing::Settled) + 0.3,
            "{homes:?}"
        );
    }
}
