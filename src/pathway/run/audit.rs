//! The balances: nobody in two places, no place held by the dead, lines that hold only who
//! waits, stocks that are people in less people out.

use crate::engine::Ticket;
use crate::observe::Level;
use crate::pathway::person::flag::{Flags, HOLDINGS};
use crate::pathway::person::{
    Custody, Id, Order, Person, Place, Requirement, Supervision, Treatment, flag,
};
use crate::pathway::run::audit_homes;
use crate::pathway::world::World;
use crate::strata::{ByFunction, BySex, ByStaff, Function, Housing, Sex, Staff, Stands};

/// What nobody at liberty has.
const INSIDE_ONLY: Flags = flag::CLINICAL
    | flag::CLINICAL_WAITING
    | flag::ISFL
    | flag::ISFL_WAITING
    | flag::VETTING
    | flag::MENTOR
    | flag::LOCKED_UP
    | flag::PLANNER;

fn waits_inside(p: &Person) -> bool {
    p.is(flag::CLINICAL_WAITING) || p.is(flag::ISFL_WAITING)
}

/// What must be true of one person at any time.
fn consistent(p: &Person) -> Result<(), &'static str> {
    let inside = p.in_custody();
    let waits =
        p.place == Place::Cells || p.treatment == Treatment::Waiting || p.waits_for_requirement();
    let [placed, counselled] = p.requirement_places();
    let rules = [
        (
            inside == (p.place != Place::Community),
            "in custody means in prison or in cells",
        ),
        (
            !inside || p.treatment != Treatment::Booked,
            "no community appointment inside",
        ),
        (
            !inside || !p.is(flag::AT_LARGE),
            "nobody is inside and at large",
        ),
        (
            p.custody != Custody::Recalled || p.supervision == Supervision::Licence,
            "recall needs a licence",
        ),
        (
            waits == (p.ticket != Ticket::NONE),
            "a ticket means waiting for a place or for treatment",
        ),
        (
            placed.is_none() || p.requirement != Requirement::None,
            "a place needs a requirement",
        ),
        (
            counselled.is_none() || p.is(flag::MHTR),
            "a mental health place needs its requirement",
        ),
        (
            !p.is(flag::LISTED) || p.has_case(),
            "a hearing needs a case",
        ),
        (
            !p.is(flag::FOR_SENTENCE) || p.has_case(),
            "a sentence to come needs a case",
        ),
        (
            !inside || !p.waits_for_requirement(),
            "nobody inside waits for a requirement's place",
        ),
        (
            p.requirement == Requirement::None || p.order != Order::None,
            "a requirement needs an order",
        ),
        (
            !inside || p.diverted.is_none(),
            "nobody inside is on a scheme",
        ),
        (
            inside || p.flags & INSIDE_ONLY == 0,
            "clinical places, wings, mentors, planners and what follows an assault are inside",
        ),
        (
            waits_inside(p) == (p.line != Ticket::NONE),
            "the other ticket means waiting for a clinical place or a wing",
        ),
        (
            !p.is(flag::ISFL | flag::ISFL_WAITING),
            "nobody waits for the wing they live on",
        ),
        (
            !p.is(flag::VETTING | flag::MENTOR),
            "mentors are not in vetting",
        ),
        (
            !p.is(flag::PSS_BREACH) || p.supervision != Supervision::Licence,
            "such a breach is not of a licence",
        ),
        (
            !p.on_curfew() || p.supervision == Supervision::Licence,
            "a curfew is on licence",
        ),
        (
            p.custody != Custody::Remand
                || p.place != Place::Prison
                || p.function != Function::Open,
            "nobody is on remand in an open prison",
        ),
        (
            p.has_need() || p.treatment == Treatment::None,
            "treatment needs a need",
        ),
        (
            !inside || !p.is(flag::IN_TOUCH),
            "the low-threshold service is outside",
        ),
        (
            !p.awaits_planner() || (p.is(flag::PREPARING) && !p.is(flag::PLANNER)),
            "who waits for a planner has asked and has none",
        ),
        (
            !p.awaits_housing() || p.housing != Housing::Settled,
            "who waits for a home has none",
        ),
        (
            !p.is(flag::SUPPORTED) || (!inside && p.housing == Housing::Temporary),
            "supported housing is temporary",
        ),
        (
            !p.is(flag::CAS3) || (!inside && p.housing == Housing::Temporary),
            "the basic offer is temporary",
        ),
        (
            !inside || p.housing != Housing::Temporary,
            "a place is given up on the way in",
        ),
        (
            !p.is(flag::FOR_SUPPORTED) || p.place_awaited().is_some(),
            "a place is for who waits for it",
        ),
        (
            !p.is(flag::STARTING_POINT) || (!inside && p.housing == Housing::Temporary),
            "the package is temporary",
        ),
        (
            !inside || p.housing != Housing::Approved,
            "approved premises are outside",
        ),
        (
            !p.is(flag::TREATED_BESIDE) || p.in_community_treatment(),
            "a place above those of the service is a place",
        ),
    ];
    match rules.iter().find(|(holds, _)| !holds) {
        Some((_, rule)) => Err(rule),
        None => Ok(()),
    }
}

/// The balances that can be checked at every event: one person, and totals that are kept.
#[expect(
    clippy::panic,
    reason = "debug builds stop at the event that broke a balance"
)]
pub(in crate::pathway::run) fn check_event(world: &World<'_>, id: Id) {
    if world.is_present(id) {
        let p = &world.people[id];
        if let Err(rule) = consistent(p) {
            panic!("{rule}: {p:?}");
        }
    }
    let waiting: i64 = world
        .prison
        .estate
        .values()
        .flat_map(ByFunction::values)
        .map(|pool| i64::from(pool.waiting()))
        .sum();
    assert_eq!(
        waiting,
        world.seen.standing(Level::Cells),
        "the lines for prison hold those in cells"
    );
    let beds: i64 = world
        .prison
        .wings
        .values()
        .map(|pool| i64::from(pool.held()))
        .sum();
    assert_eq!(
        beds,
        world.seen.standing(Level::Isfl),
        "beds held are people on the wings"
    );
    let mentors = i64::from(world.prison.mentors.held());
    assert_eq!(
        mentors,
        world.seen.standing(Level::Mentors),
        "posts held are people who mentor"
    );
    let treated: i64 = world
        .areas
        .iter()
        .flat_map(|area| Staff::TREATMENT.map(|of| &area.services[of]))
        .map(|s| i64::from(s.pool.held()))
        .sum();
    let beside: i64 = world
        .areas
        .iter()
        .flat_map(|area| Staff::TREATMENT.map(|of| area.beside[of]))
        .map(i64::from)
        .sum();
    assert_eq!(
        treated + beside,
        world.seen.standing(Level::Treated),
        "community places held are people treated"
    );
    let diverted: i64 = world
        .areas
        .iter()
        .map(|area| i64::from(area.services[Staff::Diversion].pool.held()))
        .sum();
    assert_eq!(
        diverted,
        world.seen.standing(Level::Diverted),
        "scheme places held are people diverted"
    );
}

/// Every balance, person by person.
pub(in crate::pathway) fn audit(world: &World<'_>) -> Result<(), String> {
    let mut prison = BySex::<ByFunction<u32>>::default();
    let mut early = BySex::<i64>::default();
    let mut wings = BySex::<[u32; 2]>::default();
    let (mut mentors, mut clinical_line) = (0_u32, 0_u32);
    let mut unplanned = 0_u32;
    let mut cells = BySex::<u32>::default();
    let mut treated = vec![ByStaff::<u32>::default(); world.areas.len()];
    let mut waiting = treated.clone();
    let mut diverted = vec![0_u32; world.areas.len()];
    let mut required = vec![[[0_u32; 2]; 3]; world.areas.len()];
    let (mut clinical, mut inside, mut line, mut people) = (0_u32, 0_u32, 0_u32, 0_i64);
    for (id, p) in world.people.iter().enumerate() {
        if !world.is_present(id as Id) {
            continue;
        }
        people += 1;
        consistent(p).map_err(|rule| format!("{rule}: {p:?}"))?;
        let places = p.place == Place::Prison && !p.is(flag::PLACELESS);
        prison[p.sex()][p.function] += u32::from(places);
        early[p.sex()] += i64::from(p.is(flag::EARLY));
        wings[p.sex()][0] += u32::from(p.is(flag::ISFL));
        wings[p.sex()][1] += u32::from(p.is(flag::ISFL_WAITING));
        mentors += u32::from(p.is(flag::MENTOR));
        clinical_line += u32::from(p.is(flag::CLINICAL_WAITING));
        unplanned += u32::from(p.awaits_planner());
        cells[p.sex()] += u32::from(p.place == Place::Cells);
        clinical += u32::from(p.is(flag::CLINICAL));
        for pool in p.requirement_places().into_iter().flatten() {
            required[p.home()][pool][0] += 1;
        }
        if let Some(pool) = p.requirement_line() {
            required[p.home()][pool][1] += 1;
        }
        diverted[p.home()] += u32::from(p.is_on_scheme());
        let (treats, waits) = (
            p.treatment == Treatment::Treated,
            p.treatment == Treatment::Waiting,
        );
        if p.in_custody() {
            inside += u32::from(treats);
            line += u32::from(waits);
        } else {
            let service = crate::pathway::community::treatment::service_of(p);
            treated[p.home()][service] += u32::from(treats && !p.is(flag::TREATED_BESIDE));
            waiting[p.home()][service] += u32::from(waits);
        }
    }
    let mut wrong = Vec::new();
    let mut same = |what: &str, a: i64, b: i64| {
        if a != b {
            wrong.push(format!("{what}: {a} by persons, {b} kept"));
        }
    };
    same("people", people, world.seen.standing(Level::People));
    same(
        "clinical places",
        i64::from(clinical),
        i64::from(world.prison.services[Staff::Clinical].pool.held()),
    );
    same(
        "clinical queue",
        i64::from(clinical_line),
        i64::from(world.prison.services[Staff::Clinical].pool.waiting()),
    );
    same(
        "queue for planners",
        i64::from(unplanned),
        i64::from(world.prison.services[Staff::Planners].pool.waiting()),
    );
    same(
        "mentors",
        i64::from(mentors),
        i64::from(world.prison.mentors.held()),
    );
    same(
        "psychosocial places",
        i64::from(inside),
        i64::from(world.prison.services[Staff::Psychosocial].pool.held()),
    );
    same(
        "psychosocial queue",
        i64::from(line),
        i64::from(world.prison.services[Staff::Psychosocial].pool.waiting()),
    );
    for sex in Sex::ALL {
        for (function, kept) in world.prison.estate[sex].iter() {
            let by_persons = prison[sex][function];
            same(
                "prison places",
                i64::from(by_persons),
                i64::from(kept.held()),
            );
        }
        let lines: u32 = world.prison.estate[sex]
            .values()
            .map(|pool| pool.waiting())
            .sum();
        same("prison queue", i64::from(cells[sex]), i64::from(lines));
        same(
            "early releases",
            early[sex],
            world.prison.early_pending[sex],
        );
        same(
            "wing beds",
            i64::from(wings[sex][0]),
            i64::from(world.prison.wings[sex].held()),
        );
        same(
            "wing queue",
            i64::from(wings[sex][1]),
            i64::from(world.prison.wings[sex].waiting()),
        );
    }
    for (by_persons, pool) in required
        .iter()
        .flatten()
        .zip(world.areas.iter().flat_map(|area| &area.requirements))
    {
        same(
            "requirement places",
            i64::from(by_persons[0]),
            i64::from(pool.held()),
        );
        same(
            "requirement lines",
            i64::from(by_persons[1]),
            i64::from(pool.waiting()),
        );
    }
    for (by_persons, front) in diverted.iter().zip(&world.areas) {
        same(
            "scheme places",
            i64::from(*by_persons),
            i64::from(front.services[Staff::Diversion].pool.held()),
        );
    }
    for (a, area) in world.areas.iter().enumerate() {
        for of in Staff::TREATMENT {
            let pool = &area.services[of].pool;
            same(
                "community places",
                i64::from(treated[a][of]),
                i64::from(pool.held()),
            );
            same(
                "community queue",
                i64::from(waiting[a][of]),
                i64::from(pool.waiting()),
            );
        }
    }
    wrong.extend(audit_holdings(world));
    wrong.extend(audit_aftercare(world));
    wrong.extend(audit_homes::wrong(world));
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("; "))
    }
}

/// Places of services that flags stand for, by area.
fn audit_holdings(world: &World<'_>) -> Vec<String> {
    let mut held = vec![ByStaff::<u32>::default(); world.areas.len()];
    for (id, p) in world.people.iter().enumerate() {
        if world.is_present(id as Id) {
            for place in HOLDINGS {
                held[p.home()][place.of] += u32::from(p.is(place.flag));
            }
        }
    }
    let mut wrong = Vec::new();
    for (of, area) in world.services() {
        if !HOLDINGS.iter().any(|place| place.of == of) {
            continue;
        }
        let by_person: u32 = match of.stands() {
            Stands::Area => held[area][of],
            Stands::Prisons => held.iter().map(|held| held[of]).sum(),
        };
        let kept = world.service(of, area).pool.held();
        if by_person != kept {
            let name = of.phrase();
            wrong.push(format!(
                "{name}, area {area}: {by_person} by persons, {kept} kept"
            ));
        }
    }
    wrong
}

/// The caseload of probation, by area, and that nobody has workers of both schemes.
fn audit_aftercare(world: &World<'_>) -> Vec<String> {
    let count = |area: usize, of: &dyn Fn(&Person) -> bool| -> u32 {
        let people = world.people.iter().enumerate();
        people
            .filter(|&(id, p)| world.is_present(id as Id) && usize::from(p.area) == area && of(p))
            .map(|_| 1)
            .sum()
    };
    let mut wrong = Vec::new();
    for (area, care) in world.areas.iter().enumerate() {
        let balances = [
            (
                "both schemes through the gate",
                count(area, &|p| p.is(flag::RECONNECT | flag::LOCAL_SCHEME)),
                0,
            ),
            (
                "probation",
                count(area, &|p| p.on_caseload().is_some()),
                care.cases.values().flat_map(|tiers| tiers.values()).sum(),
            ),
        ];
        wrong.extend(
            balances
                .iter()
                .filter(|(_, by_person, kept)| by_person != kept)
                .map(|(what, by_person, kept)| {
                    format!("{what}, area {area}: {by_person} by persons, {kept} kept")
                }),
        );
    }
    wrong
}
