//! Public spending: what each payer spends on each thing that is counted.

use super::{Month, daily};
use crate::observe::{Count, Level, Staff, Tariff};
use crate::scenario::schema::{Costs, Growing, Model, Programme};
use crate::scenario::units::Money;

/// Staff that grow with the people whom they hold: a worker in post costs the share that does not
/// grow, a person held the rest, so that at the stated caseload the two make one worker.
fn growing(tariff: &mut Tariff, staff: Staff, cost: Money, growing: Growing) {
    let day = daily(*cost);
    tariff.workers.push((staff, day * (1.0 - *growing.share)));
    tariff
        .held
        .push((staff, day * *growing.share / *growing.caseload));
}

pub(super) fn police(c: &Costs) -> Tariff {
    Tariff {
        events: vec![
            (Count::Arrests, *c.police.arrest),
            (Count::DrugTests, *c.police.drug_test),
            (Count::DiversionStreet, *c.police.diversion),
            (Count::DiversionCustody, *c.police.diversion),
        ],
        workers: vec![(Staff::Diversion, daily(*c.staff.diversion))],
        ..Tariff::default()
    }
}

pub(super) fn courts(c: &Costs) -> Tariff {
    Tariff {
        events: vec![
            (Count::Arrests, *c.legal_advice),
            (Count::Disposals, *c.court.magistrates),
            (Count::DisposalsCrown, *c.court.crown - *c.court.magistrates),
            (Count::SentencedOnCommittal, *c.sentence_hearing),
            (Count::Breaches, *c.breach_hearing),
            (Count::PssBreaches, *c.breach_hearing),
        ],
        ..Tariff::default()
    }
}

/// A place costs its fixed share whether or not somebody is in it, so that a prisoner fewer saves
/// the marginal share and a full estate costs the average. Of freed places some close, which saves the
/// rest as well, and some are filled by others, which saves nothing.
pub(super) fn prison(c: &Costs) -> Tariff {
    let p = &c.prison;
    let kept = 1.0 - *p.refilled;
    let follows = kept * (*p.marginal + *p.cashable * (1.0 - *p.marginal));
    let deferred = kept * *p.deferred * *p.capital * *c.discount;
    Tariff {
        days: vec![
            (Level::Places, daily(*p.place * (1.0 - follows))),
            (Level::Prison, daily(*p.place * follows + deferred)),
            (Level::Cells, *p.police_cell),
            (Level::Isfl, daily(*p.isfl_bed)),
            (Level::Mentors, daily(*p.mentor)),
        ],
        ..Tariff::default()
    }
}

/// What the places that people fill cost to build.
pub(super) fn building(c: &Costs) -> Tariff {
    Tariff {
        days: vec![(Level::Prison, daily(*c.prison.capital))],
        ..Tariff::default()
    }
}

pub(super) fn probation(c: &Costs) -> Tariff {
    let p = &c.probation;
    let mut tariff = Tariff {
        days: vec![
            (Level::ApprovedPremises, daily(*p.approved_premises)),
            (Level::Curfew, daily(*p.tag)),
            (Level::Requirements, daily(*p.requirement)),
        ],
        workers: vec![(Staff::Assessors, daily(*c.staff.assessor))],
        ..Tariff::default()
    };
    for (staff, cost, grows) in [
        (Staff::Probation, c.staff.probation, c.grows.probation),
        (
            Staff::ServiceOfficers,
            c.staff.service_officer,
            c.grows.service_officers,
        ),
    ] {
        growing(&mut tariff, staff, cost, grows);
    }
    tariff
}

pub(super) fn treatment(c: &Costs) -> Tariff {
    let (t, s, g) = (&c.treatment, &c.staff, &c.grows);
    let mut tariff = Tariff {
        events: vec![
            (Count::LeaversNaloxone, *t.naloxone),
            (Count::LowThresholdStarts, *t.naloxone),
        ],
        days: vec![
            (Level::Treated, daily(*t.other)),
            (Level::TreatedOpiate, daily(*t.opiate - *t.other)),
            (Level::PrisonTreatment, daily(*t.prison)),
            (Level::LowThreshold, daily(*t.low_threshold)),
        ],
        workers: vec![
            (Staff::Reconnect, daily(*s.reconnect)),
            (Staff::LocalScheme, daily(*s.local_scheme)),
            (Staff::ArrestReferral, daily(*s.arrest_referral)),
        ],
        ..Tariff::default()
    };
    for (staff, cost, grows) in [
        (Staff::Opiate, s.community_treatment, g.community_treatment),
        (
            Staff::OtherCommunity,
            s.community_treatment,
            g.community_treatment,
        ),
        (
            Staff::Psychosocial,
            s.prison_psychosocial,
            g.prison_psychosocial,
        ),
        (Staff::Clinical, s.prison_clinical, g.prison_clinical),
    ] {
        growing(&mut tariff, staff, cost, grows);
    }
    tariff
}

pub(super) fn health(c: &Costs) -> Tariff {
    let h = &c.health;
    Tariff {
        events: vec![
            (Count::OverdosesNonFatal, *h.overdose),
            (Count::MhtrCourses, *h.mental_health_course),
        ],
        days: vec![
            (Level::Injecting, daily(*h.injecting)),
            (Level::DependentUntreated, daily(*h.dependent)),
            (Level::Treated, daily(*h.treated)),
        ],
        ..Tariff::default()
    }
}

/// Places to live cost the same whether or not somebody is in them: they are bought.
pub(super) fn housing(c: &Costs) -> Tariff {
    let h = &c.housing;
    Tariff {
        events: vec![
            (Count::StartingPointStarts, *h.starting_point),
            (Count::LettingsMade, *h.letting),
        ],
        days: vec![
            (Level::SupportedPlaces, daily(*h.supported)),
            (Level::HostelPlaces, daily(*h.temporary)),
            (Level::Cas3Places, daily(*h.cas3)),
            (Level::Homeless, daily(*h.homeless)),
        ],
        ..Tariff::default()
    }
}

/// What policies say they cost, to the day. What is spent once is spent in the month in which it
/// comes into force.
pub(super) fn programmes(month: &Month<'_>) -> Tariff {
    let share = |p: &Programme| {
        let reach = p.reach.as_ref();
        reach.map_or(1.0, |reach| reach.share(month.areas, month.need))
    };
    let a_year = |m: &Model| -> f64 {
        let all = m.programme.iter().flat_map(|all| all.values());
        all.map(|p| running(p) * share(p)).sum()
    };
    let set_up = |m: &Model, name: &String| {
        let of = m.programme.as_ref().and_then(|all| all.get(name));
        of.map_or(0.0, |p| p.set_up.map_or(0.0, |money| *money) * share(p))
    };
    let mut once = 0.0;
    let mut before = month.before;
    for (_, now) in &month.values {
        let names = now.programme.iter().flat_map(|all| all.keys());
        once += names
            .map(|name| (set_up(now, name) - set_up(before, name)).max(0.0))
            .sum::<f64>();
        before = now;
    }
    Tariff {
        a_year: month.values.iter().map(|(part, m)| part * a_year(m)).sum(),
        once,
        ..Tariff::default()
    }
}

/// A year of a programme.
fn running(p: &Programme) -> f64 {
    let units = p.units.map_or(0.0, |n| *n) * p.unit.map_or(0.0, |money| *money);
    p.each_year.map_or(0.0, |money| *money) + units
}
