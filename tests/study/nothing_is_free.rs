//! Nothing is free: what each policy file uses or buys is paid for at its unit cost for its time.
//!
//! Units are read off what a world wrote down, apart from the tariffs, and priced by a list of its own.

use rayon::prelude::*;

use crate::support::small::BRIEF;
use crate::support::{column, load, plan};
use throughcare::engine::Date;
use throughcare::observe::{Count, Level, Observer, Record, Staff, Stock};
use throughcare::pathway::Study;
use throughcare::scenario::SCENARIOS;
use throughcare::scenario::schema::{Costs, Growing, Model, Programme};

const DAYS_PER_YEAR: f64 = 365.25;
/// How far a line may be off: much less than one part in a hundred, so that what is cheap shows too.
const WITHIN: f64 = 1e-6;
/// A course of events, the world itself, and what is no policy: nobody pays for them.
const NO_POLICIES: [&str; 6] = [
    "estates/full.toml",
    "estates/slack.toml",
    "cohort-shift.toml",
    "high-mortality.toml",
    "study-checkpoint-offered.toml",
    "study-checkpoint-prosecuted.toml",
];

/// One year of one world: what it wrote down, and what came out.
struct Year {
    model: Model,
    areas: usize,
    scale: f64,
    seen: Observer,
    study: Study,
    record: Record,
}

impl Year {
    fn of(file: &str) -> Year {
        let set: Vec<(&str, &str)> = BRIEF
            .into_iter()
            .chain([("policy.from", "2027-04-01")])
            .collect();
        let scenario = load(file, &set);
        let model = scenario
            .at(Date::new(2027, 10, 1).unwrap())
            .expect("it is complete");
        let plan = plan(&scenario);
        let (end, scale, areas) = (plan.end, plan.scale, plan.areas.len());
        let study = Study::new(vec![plan], &[None], 7, false);
        let mut world = study.world(0);
        assert!(world.run_until(end, &mut |_| true));
        world.finish();
        let seen = world.seen().clone();
        let record = study.replicate(0, &mut |_| true).unwrap().remove(0);
        Year {
            model,
            areas,
            scale,
            seen,
            study,
            record,
        }
    }

    fn months(&self) -> std::ops::Range<usize> {
        0..self.seen.months().len() - 1
    }

    /// Events, whatever the scale.
    fn events(&self, what: Count) -> f64 {
        self.seen.total(what, 0, self.months()) / self.scale
    }

    /// Years of people or places.
    fn years(&self, level: impl Into<Stock>) -> f64 {
        self.seen.person_days(level, 0, self.months()) / self.scale / DAYS_PER_YEAR
    }

    /// Years of workers in post, who are those of the real country.
    fn workers(&self, of: Staff) -> f64 {
        self.seen.person_days(Stock::in_post(of), 0, self.months()) / DAYS_PER_YEAR
    }

    /// What is spent on a service: posts, and people held where staff grow.
    fn staff(&self, of: Staff, cost: f64, grows: Growing) -> f64 {
        let by_person = self.years(Stock::caseload(of)) / *grows.caseload;
        cost * ((1.0 - *grows.share) * self.workers(of) + *grows.share * by_person)
    }

    /// Pounds of a line in the year.
    fn line(&self, metric: &str) -> f64 {
        let at = column(self.study.layout(), metric, "all", "all");
        self.record.values[at] * self.seen.days(&self.months()) / DAYS_PER_YEAR
    }

    fn treatment(&self, c: &Costs) -> f64 {
        let (s, t, g) = (&c.staff, &c.treatment, &c.grows);
        let opiate = self.years(Level::TreatedOpiate);
        self.staff(Staff::Opiate, *s.community_treatment, g.community_treatment)
            + self.staff(
                Staff::OtherCommunity,
                *s.community_treatment,
                g.community_treatment,
            )
            + self.staff(
                Staff::Psychosocial,
                *s.prison_psychosocial,
                g.prison_psychosocial,
            )
            + self.staff(Staff::Clinical, *s.prison_clinical, g.prison_clinical)
            + self.workers(Staff::Reconnect) * *s.reconnect
            + self.workers(Staff::LocalScheme) * *s.local_scheme
            + self.workers(Staff::ArrestReferral) * *s.arrest_referral
            + opiate * *t.opiate
            + (self.years(Level::Treated) - opiate) * *t.other
            + self.years(Level::PrisonTreatment) * *t.prison
            + self.years(Level::LowThreshold) * *t.low_threshold
            + self.events(Count::LeaversNaloxone) * *t.naloxone
            + self.events(Count::LowThresholdStarts) * *t.naloxone
    }

    fn probation(&self, c: &Costs) -> f64 {
        let p = &c.probation;
        let (s, g) = (&c.staff, &c.grows);
        self.staff(Staff::Probation, *s.probation, g.probation)
            + self.staff(
                Staff::ServiceOfficers,
                *s.service_officer,
                g.service_officers,
            )
            + self.workers(Staff::Assessors) * *c.staff.assessor
            + self.years(Level::ApprovedPremises) * *p.approved_premises
            + self.years(Level::Curfew) * *p.tag
            + self.years(Level::Requirements) * *p.requirement
    }

    fn prison(&self, c: &Costs) -> f64 {
        let p = &c.prison;
        let (places, people) = (self.years(Level::Places), self.years(Level::Prison));
        *p.place * (places - *p.marginal * (places - people))
            + self.years(Level::Cells) * DAYS_PER_YEAR * *p.police_cell
            + self.years(Level::Isfl) * *p.isfl_bed
            + self.years(Level::Mentors) * *p.mentor
    }

    fn police(&self, c: &Costs) -> f64 {
        let diverted = self.events(Count::DiversionStreet) + self.events(Count::DiversionCustody);
        self.events(Count::Arrests) * *c.police.arrest
            + self.events(Count::DrugTests) * *c.police.drug_test
            + diverted * *c.police.diversion
            + self.workers(Staff::Diversion) * *c.staff.diversion
    }

    fn housing(&self, c: &Costs) -> f64 {
        let h = &c.housing;
        self.years(Level::SupportedPlaces) * *h.supported
            + self.years(Level::HostelPlaces) * *h.temporary
            + self.years(Level::Cas3Places) * *h.cas3
            + self.events(Count::LettingsMade) * *h.letting
            + self.years(Level::Homeless) * *h.homeless
            + self.events(Count::StartingPointStarts) * *h.starting_point
    }

    /// A year of every programme, which all areas of the country are simulated for, and its start.
    fn programme(&self) -> f64 {
        let spent = |p: &Programme| {
            let a_year = p.each_year.map_or(0.0, |money| *money)
                + p.units.map_or(0.0, |n| *n) * p.unit.map_or(0.0, |money| *money);
            let years = self.seen.days(&self.months()) / DAYS_PER_YEAR;
            p.set_up.map_or(0.0, |money| *money) + a_year * years
        };
        let all = self.model.programme.iter().flat_map(|all| all.values());
        all.map(spent).sum()
    }

    /// What is wrong with a file's lines.
    fn faults(&self, file: &str) -> Vec<String> {
        assert_eq!(self.areas, 10, "{file} is about the whole country");
        let c = &self.model.costs;
        let lines = [
            ("cost_programme", self.programme()),
            ("cost_treatment", self.treatment(c)),
            ("cost_probation", self.probation(c)),
            ("cost_prison", self.prison(c)),
            ("cost_police", self.police(c)),
            ("cost_housing", self.housing(c)),
        ];
        let off = lines.into_iter().filter_map(|(metric, by_hand)| {
            let line = self.line(metric);
            let off = (line - by_hand).abs() > WITHIN * by_hand.abs();
            off.then(|| format!("{file}: {metric} is {line}, units times unit cost {by_hand}"))
        });
        off.collect()
    }
}

/// Protects: in every policy file each line equals units used or bought times unit cost times time,
/// and what is not simulated is paid for by a programme of the file's own.
#[test]
fn every_line_of_every_file_is_units_times_unit_cost() {
    let files: Vec<&str> = SCENARIOS
        .iter()
        .map(|one| one.file)
        .filter(|file| !NO_POLICIES.contains(file))
        .collect();
    assert!(files.len() > 20, "{files:?}");
    let faults: Vec<String> = files
        .par_iter()
        .flat_map_iter(|file| {
            let year = Year::of(file);
            let mut faults = year.faults(file);
            if *file != "baseline.toml" && year.line("cost_programme") <= 0.0 {
                faults.push(format!("{file} has no programme that costs anything"));
            }
            faults
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
