//! Violence in prison, and what residents of a wing who use let in for the others: each acts the
//! way it should, and what follows is seen outside the wing.

use crate::inside::{at_all_sites, low_and_high, low_and_high_in};

/// Beds for everybody who is referred, and everybody is.
const PLENTY: &str =
    "referral = \"12/y\"\nuntreated = 1\nsigns = 1\nbeds = { male = 50000, female = 3000 }\n";

/// Everybody alike, wherever they live and however full prisons are.
const ALIKE: &str = "using = 1\ncrowding = 0\nwing = 1\nlocked_up = \"1h\"\n";

/// Protects: assaults come at the rate that is stated, and twice as often at twice the rate.
#[test]
fn assaults_come_at_their_rate() {
    let at = |rate: &str| format!("[violence]\n{ALIKE}rate = \"{rate}/y\"");
    let worlds = low_and_high(&at("0.5"), &at("1"));
    for (world, expected) in [(0, 500.0), (1, 1000.0)] {
        let values = worlds.values(world, "assaults");
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        assert!((mean / expected - 1.0).abs() < 0.04, "{mean} {expected}");
    }
    low_and_high(&at("0"), &at("1")).none(0, "assaults");
}

/// Protects: debt and crowding raise violence, and a wing lowers it on the wing.
#[test]
fn debt_crowding_and_wings_act_on_violence() {
    let with = |line: &str| format!("[violence]\nrate = \"3/y\"\n{line}");
    low_and_high(
        &with("using_reference = 0\nusing = 1"),
        &with("using_reference = 0\nusing = 4"),
    )
    .up("assaults");
    let crowded = "[regime]\ncrowded_reference = 0\n";
    low_and_high(
        &format!("{crowded}{}", with("crowding = 0")),
        &format!("{crowded}{}", with("crowding = 2")),
    )
    .up("assaults");
    let wing = |factor: &str| format!("[isfl]\n{PLENTY}{}", with(factor));
    let worlds = low_and_high(&wing("wing = 0.42"), &wing("wing = 1"));
    worlds.up("isfl_assaults");
    worlds.up("assaults");
    let quality = |of: &str| format!("{}\n{}", wing("wing = 0.42"), at_all_sites(of));
    low_and_high(&quality("isfl_quality = 0"), &quality("isfl_quality = 1")).down("isfl_assaults");
}

/// Protects: whoever assaults somebody loses contact with treatment, and the bed on the wing.
#[test]
fn an_assault_costs_contact_and_the_bed() {
    let with = |line: &str| {
        format!("[isfl]\n{PLENTY}[violence]\nrate = \"6/y\"\nlocked_up = \"30d\"\n{line}")
    };
    // Few programmes are delivered in so small a world.
    low_and_high_in(8, &with("contact = 0"), &with("contact = 1"))
        .up("prison_programmes_delivered");
    let worlds = low_and_high(&with("removal = 1"), &with("removal = 0"));
    worlds.up("isfl_population");
}

/// Protects: residents who use raise the supply for the others on their wing, and only as far as
/// mixing says.
#[test]
fn residents_who_use_let_supply_in() {
    let with = |mixing: u32, using: f64| {
        format!(
            "[use]\nuse_in_custody = \"6/y\"\n[isfl]\n{PLENTY}removal = 0\nleakage = 0.1\nmixing_reference = 0\n\
             using = {using}\nmixing = {mixing}"
        )
    };
    low_and_high(&with(0, 1.0), &with(60, 1.0)).up("isfl_tests_positive");
    low_and_high(&with(60, 0.0), &with(60, 1.0)).up("isfl_tests_positive");
}

/// Protects: what wings keep people from inside is seen in the whole of prison, and outside it.
#[test]
fn wings_act_beyond_the_wing() {
    let with = |beds: &str| {
        format!(
            "[use]\nuse_in_custody = \"24/y\"\n[isfl]\nreferral = \"12/y\"\nuntreated = 1\nsigns = 1\n\
             leakage = 0\n{beds}"
        )
    };
    // Most of those who were kept from use inside use soon after release: what lasts is small beside all use.
    let worlds = low_and_high_in(
        8,
        &with("beds = { male = 0, female = 0 }"),
        &with("beds = { male = 50000, female = 3000 }"),
    );
    worlds.down("assaults");
    worlds.down("dependent_days");
}

/// Protects: mentors bring people into treatment inside, and fewer die for it outside.
#[test]
fn mentors_act_beyond_prison() {
    let with = |posts: u32| {
        format!(
            "[custody_treatment]\naccepts = {{ opiate = 0.05, non_opiate = 0.05, non_opiate_alcohol = 0.05, \
             alcohol = 0.05 }}\nmaintained = 1\nclinical_places = 90000\n[mortality]\nuntolerant = 30\n\
             [custody_treatment.workers]\nposts = 3000\n\
             [peers]\nposts = {posts}\nsuitable = \"24/y\"\nvetting = \"1w\"\nshortest_left = \"1w\"\n\
             clients = 1000\nacceptance = 100"
        )
    };
    let worlds = low_and_high(&with(0), &with(50_000));
    worlds.up("prison_treatment_engaged");
    // How many mentors there are differs much between replicates, and so does what they prevent.
    let deaths = |world| worlds.values(world, "expected_overdose_deaths");
    let (without, with) = (deaths(0), deaths(1));
    let fewer = without
        .iter()
        .zip(&with)
        .all(|(without, with)| with < without);
    assert!(fewer, "{without:?} {with:?}");
}
