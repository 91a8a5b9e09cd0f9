//! The feedback loops: each acts when it is on and does nothing when it is off. Replicates are
//! paired, and a sign counts when the interval of the difference leaves zero out.

use std::sync::LazyLock;

use crate::support::small::QUICK;
use crate::support::{Finished, Sign, from_start};
use throughcare::experiment::{Student, Summary};

const REPLICATES: u32 = 6;

/// Prison places that bind: little is left beside long sentences, and a scheme of early release
/// is in force.
const TIGHT_ESTATE: &str = "[prison]\nlong_term.male = 61000\nlong_term.female = 2700\n\
    [[prison.early_release]]\nfrom = 2025-04-01\nup_to = \"70d\"\nabove = 0.95\nreach = 1\nnotice = \"5d\"\n\
    excluded_from = \"100y\"\nexcluded_violence_from = \"4y\"\nleast_served = \"14d\"\n";

/// The same world with a loop off and on.
fn off_and_on(name: &str, world: &str) -> Finished {
    let with = |state: &str| format!("{world}[loops]\n{name} = \"{state}\"\n");
    from_start(&[with("off"), with("on")], &QUICK, REPLICATES)
}

/// A lever with a loop off and on: `[low, high]` off, then `[low, high]` on.
fn lever(name: &str, worlds: [&str; 2]) -> Finished {
    lever_in(name, worlds, REPLICATES)
}

fn lever_in(name: &str, [low, high]: [&str; 2], replicates: u32) -> Finished {
    let of = |state: &str, world: &str| format!("{world}[loops]\n{name} = \"{state}\"\n");
    let worlds = [
        of("off", low),
        of("off", high),
        of("on", low),
        of("on", high),
    ];
    from_start(&worlds, &QUICK, replicates)
}

/// How much more a lever does with the loop on than with it off, by replicate.
fn interaction(finished: &Finished, metric: &str) -> Summary {
    let v: Vec<Vec<f64>> = (0..4).map(|s| finished.values(s, metric)).collect();
    let more = (0..v[0].len()).map(|r| (v[3][r] - v[2][r]) - (v[1][r] - v[0][r]));
    Summary::of(&more.collect::<Vec<f64>>(), &mut Student::default())
}

/// The loop of a full estate off and on, for two tests: how full it gets differs much between replicates.
static FULL_ESTATE: LazyLock<Finished> = LazyLock::new(|| {
    let with = |state: &str| format!("{TIGHT_ESTATE}[loops]\nfull_estate = \"{state}\"\n");
    from_start(&[with("off"), with("on")], &QUICK, 2 * REPLICATES)
});

/// Protects loop 1: a full estate holds people in police cells, releases early, and turns
/// planned releases into unplanned ones.
#[test]
fn a_full_estate_means_cells_early_and_unplanned_releases() {
    let finished = &*FULL_ESTATE;
    finished.assert_sign(0, 1, "police_cell_days", Sign::Up);
    finished.assert_sign(0, 1, "early_releases", Sign::Up);
    finished.assert_sign(0, 1, "releases_unplanned", Sign::Up);
    for metric in ["police_cell_days", "early_releases"] {
        finished.none(0, metric);
    }
}

/// Protects loop 1: releases under pressure go on for as long as the pressure does.
#[test]
fn early_release_does_not_dry_up() {
    let finished = &*FULL_ESTATE;
    let layout = &finished.layout;
    let months = layout.months.len();
    let metric = layout
        .metrics
        .iter()
        .position(|m| m.name == "early_releases")
        .unwrap();
    let series = layout
        .series
        .iter()
        .position(|&(m, s)| m as usize == metric && s == 0)
        .unwrap();
    for records in &finished.records {
        let months = &records[1].series[series * months..(series + 1) * months];
        let (early, late) = months.split_at(months.len() / 2);
        let (early, late): (f64, f64) = (early.iter().sum(), late.iter().sum());
        assert!(late > 0.2 * early, "{months:?}");
    }
}

/// Protects loop 2: load on workers thins contact, so that more drop out and fewer complete, in
/// prison and outside.
#[test]
fn loaded_workers_lose_more_people() {
    let world = "[community_treatment.opiate]\nrecommended = 15\n\
        [community_treatment.other]\nrecommended = 15\n\
        [custody_treatment]\nunlock = 1\n[custody_treatment.workers]\nrecommended = 10\n";
    let finished = off_and_on("caseload", world);
    finished.assert_sign(0, 1, "treatment_dropped_out", Sign::Up);
    finished.assert_sign(0, 1, "treatment_completed", Sign::Down);
    finished.assert_sign(0, 1, "prison_treatment_completed", Sign::Down);
}

/// Protects loop 3: a longer wait for community treatment means more recalls, through use, lost
/// contact and lost residence; with the loop off the wait leads to no recalls of that kind.
#[test]
fn a_longer_wait_means_more_recalls() {
    let world = |assessment: &str, posts: u32| {
        format!(
            "[community_treatment]\nassessment = \"{assessment}\"\n\
             [community_treatment.opiate]\nposts = {posts}\n[community_treatment.other]\nposts = {posts}\n\
             [licence]\nlost_contact = \"4/y\"\n"
        )
    };
    let (short, long) = (world("1d", 8000), world("120d", 200));
    let finished = lever("wait_to_recall", [&short, &long]);
    finished.assert_sign(0, 1, "treatment_wait", Sign::Up);
    finished.assert_sign(2, 3, "recalls", Sign::Up);
    finished.assert_sign(2, 3, "recalls_lost_contact", Sign::Up);
    let more = interaction(&finished, "recalls_lost_contact");
    assert!(more.ci_low > 0.0, "{more:?}");
    let off = finished.paired(0, 1, "recalls_lost_contact");
    let on = finished.paired(2, 3, "recalls_lost_contact");
    assert!(
        off.difference.abs() < 0.3 * on.difference,
        "off {off:?}, on {on:?}"
    );
    for metric in ["recalls_no_residence", "recalls_lapse"] {
        finished.none(0, metric);
    }
}

/// Protects loop 4: recalled people take places, so that more recalls mean more days in cells.
#[test]
fn recalls_fill_the_estate() {
    let world = |chance: f64| {
        format!(
            "{TIGHT_ESTATE}[licence]\nrecall_charge = {chance}\nrecall_no_residence = {chance}\n"
        )
    };
    let (few, many) = (world(0.05), world(0.95));
    let finished = lever_in("recall_fills_prison", [&few, &many], 2 * REPLICATES);
    finished.assert_sign(1, 3, "police_cell_days", Sign::Up);
    finished.assert_sign(2, 3, "police_cell_days", Sign::Up);
    let more = interaction(&finished, "police_cell_days");
    assert!(more.ci_low > 0.0, "{more:?}");
}

/// Protects loop 5: people sent into a full service lengthen everybody's wait. Alcohol patients
/// never have a drug rehabilitation requirement, but stand in the same line as those who do; with
/// the loop off, and nothing else shared, they do not notice: workers, homes and schemes are
/// without limit too, and there are no mentors.
#[test]
fn more_requirements_lengthen_the_wait_of_everybody_else() {
    let unlinked = "[listing]\ncases_per_week.crown = { value = 0, phases = [{ from = 2026-01-01, value = 0 }] }\n[custody_treatment]\nclinical_places = 900000\nclinical = { posts = 90000, leaving = \"0/y\" }\n\
        workers = { posts = 90000, limit = 900000, leaving = \"0/y\" }\n[isfl]\nmixing = 0\nbeds = { male = 900000, female = 90000 }\n\
        [peers]\napplies = 0\n[release]\nnaloxone = 0\n\
        [arrest_referral.workers]\nrecommended = 1000000\nlimit = 1000000\n[through_the_gate]\nreconnect.workers.posts = 0\nlocal.workers.posts = 0\n\
        [areas.london.through_the_gate.local]\nworkers.posts = 0\n\
        [areas.north_west.through_the_gate.local]\nworkers.posts = 0\n\
        [probation.workers]\nposts = 90000\nleaving = \"0/y\"\nrecommended = 900000\nlimit = 900000\n\
        [probation.service_officers]\nposts = 90000\nleaving = \"0/y\"\nrecommended = 900000\nlimit = 900000\n[diversion.workers]\nrecommended = 900000\nlimit = 900000\n\
        [orders.assessors]\nrecommended = 900000\nlimit = 900000\n[orders.mhtr.chain]\nplaces = 900000\n\
        [housing]\nsupported.places = 0\nhostels.places = 0\ncas3.places = 900000\nlettings.a_year = 0\napproved_places = 900000\n\
        [prison]\nplaces.male = { value = 900000, phases = [{ from = 2026-01-01, value = 900000 }] }\n\
        places.female = 90000\nplanners = { posts = 90000, leaving = \"0/y\" }\n\
        [estate]\nforced_moves = 1\n[violence]\nrate = \"0/y\"\n[regime]\ncrowded_loss = 0\naccess_when_full = 1\n";
    let world = |chance: f64| {
        format!(
            "{unlinked}[community_treatment]\ndropout_exponent = 0\nother.posts = 900\n\
             [orders.drr]\neligible.non_opiate = {chance}\neligible.non_opiate_alcohol = {chance}\n\
             assessed = 1\nconsents = 1\nrecommended = 1\nimposed = 1\nfirst_attended = 0.95\n\
             instead_of_custody = 0\n\
             [offending]\narrest_rate.non_opiate = \"12/y\"\narrest_rate.non_opiate_alcohol = \"12/y\"\n"
        )
    };
    let (few, many) = (world(0.0), world(1.0));
    let finished = lever("shared_treatment", [&few, &many]);
    finished.assert_sign(2, 3, "drr_starts", Sign::Up);
    for metric in ["treatment_wait", "community_treatment_waiting"] {
        let alcohol = |s| finished.values_in(s, metric, "substance=alcohol");
        assert_eq!(
            alcohol(0),
            alcohol(1),
            "without the loop nobody notices: {metric}"
        );
        let (few, many) = (alcohol(2), alcohol(3));
        let more: Vec<f64> = few
            .iter()
            .zip(&many)
            .map(|(few, many)| many - few)
            .collect();
        let more = Summary::of(&more, &mut Student::default());
        assert!(more.ci_low > 0.0, "{metric}: {more:?}, {few:?}, {many:?}");
    }
}
