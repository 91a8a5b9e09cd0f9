//! The balances: nobody in two places, no place held by the dead, lines that hold only who
//! waits, stocks that are people in less people out.

use super::person::{Custody, Diverted, Id, Person, Place, Requirement, Order, Supervision, Treatment, flag};
use super::world::World;
use crate::engine::Ticket;
use crate::observe::Level;

/// What must be true of one person at any time.
fn consistent(p: &Person) -> Result<(), &'static str> {
    let inside = p.in_custody();
    let waits = p.place == Place::Cells || p.treatment == Treatment::Waiting || p.waits_for_requirement();
    let [placed, counselled] = p.requirement_places();
    let rules = [
        (inside == (p.place != Place::Community), "in custody means in prison or in cells"),
        (!inside || p.treatment != Treatment::Booked, "no community appointment inside"),
        (!inside || !p.is(flag::AT_LARGE), "nobody is inside and at large"),
        (p.custody != Custody::Recalled || p.supervision == Supervision::Licence, "recall needs a licence"),
        (waits == (p.ticket != Ticket::NONE), "a ticket means waiting for a place or for treatment"),
        (placed.is_none() || p.requirement != Requirement::None, "a place needs a requirement"),
        (counselled.is_none() || p.is(flag::MHTR), "a mental health place needs its requirement"),
        (!p.is(flag::LISTED) || p.has_case(), "a hearing needs a case"),
        (!inside || !p.waits_for_requirement(), "nobody inside waits for a requirement's place"),
        (p.requirement == Requirement::None || p.order != Order::None, "a requirement needs an order"),
        (!inside || p.diverted == Diverted::None, "nobody inside is on a scheme"),
        (inside || !p.is(flag::CLINICAL), "clinical places are inside"),
        (p.has_need() || p.treatment == Treatment::None, "treatment needs a need"),
    ];
    match rules.iter().find(|(holds, _)| !holds) {
        Some((_, rule)) => Err(rule),
        None => Ok(()),
    }
}

/// The balances that can be checked at every event: one person, and totals that are kept.
pub(super) fn check_event(world: &World<'_>, id: Id) {
    if world.is_present(id) {
        let p = &world.people[id as usize];
        if let Err(rule) = consistent(p) {
            panic!("{rule}: {p:?}");
        }
    }
    let waiting: i64 = world.estate.iter().map(|pool| i64::from(pool.waiting())).sum();
    assert_eq!(waiting, world.seen.standing(Level::Cells), "the lines for prison hold those in cells");
    let treated: i64 = world.community.iter().flatten().map(|s| i64::from(s.pool.held())).sum();
    assert_eq!(treated, world.seen.standing(Level::Treated), "community places held are people treated");
    let diverted: i64 = world.diversion.iter().map(|pool| i64::from(pool.held())).sum();
    assert_eq!(diverted, world.seen.standing(Level::Diverted), "scheme places held are people diverted");
}

/// Every balance, person by person.
pub(super) fn audit(world: &World<'_>) -> Result<(), String> {
    let mut prison = [0_u32; 2];
    let mut cells = [0_u32; 2];
    let mut treated = vec![[0_u32; 2]; world.community.len()];
    let mut waiting = vec![[0_u32; 2]; world.community.len()];
    let mut diverted = vec![0_u32; world.diversion.len()];
    let mut required = vec![[[0_u32; 2]; 3]; world.requirements.len()];
    let (mut clinical, mut inside, mut line, mut people) = (0_u32, 0_u32, 0_u32, 0_i64);
    for (id, p) in world.people.iter().enumerate() {
        if !world.is_present(id as Id) {
            continue;
        }
        people += 1;
        consistent(p).map_err(|rule| format!("{rule}: {p:?}"))?;
        let places = p.place == Place::Prison && !p.is(flag::PLACELESS);
        prison[p.sex()] += u32::from(places);
        cells[p.sex()] += u32::from(p.place == Place::Cells);
        clinical += u32::from(p.is(flag::CLINICAL));
        for pool in p.requirement_places().into_iter().flatten() {
            required[p.area as usize][pool][0] += 1;
        }
        if let Some(pool) = p.requirement_line() {
            required[p.area as usize][pool][1] += 1;
        }
        diverted[p.area as usize] += u32::from(p.is_on_scheme());
        let (treats, waits) = (p.treatment == Treatment::Treated, p.treatment == Treatment::Waiting);
        if p.in_custody() {
            inside += u32::from(treats);
            line += u32::from(waits);
        } else {
            let service = super::treatment::service_of(p);
            treated[p.area as usize][service] += u32::from(treats);
            waiting[p.area as usize][service] += u32::from(waits);
        }
    }
    let mut wrong = Vec::new();
    let mut same = |what: &str, a: i64, b: i64| {
        if a != b {
            wrong.push(format!("{what}: {a} by persons, {b} kept"));
        }
    };
    same("people", people, world.seen.standing(Level::People));
    same("clinical places", i64::from(clinical), i64::from(world.clinical.held()));
    same("psychosocial places", i64::from(inside), i64::from(world.psychosocial.pool.held()));
    same("psychosocial line", i64::from(line), i64::from(world.psychosocial.pool.waiting()));
    for sex in 0..2 {
        same("prison places", i64::from(prison[sex]), i64::from(world.estate[sex].held()));
        same("prison line", i64::from(cells[sex]), i64::from(world.estate[sex].waiting()));
    }
    for (by_persons, pool) in required.iter().flatten().zip(world.requirements.iter().flatten()) {
        same("requirement places", i64::from(by_persons[0]), i64::from(pool.held()));
        same("requirement lines", i64::from(by_persons[1]), i64::from(pool.waiting()));
    }
    for (by_persons, pool) in diverted.iter().zip(&world.diversion) {
        same("scheme places", i64::from(*by_persons), i64::from(pool.held()));
    }
    for (a, services) in world.community.iter().enumerate() {
        for (s, service) in services.iter().enumerate() {
            same("community places", i64::from(treated[a][s]), i64::from(service.pool.held()));
            same("community line", i64::from(waiting[a][s]), i64::from(service.pool.waiting()));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ")) }
}
