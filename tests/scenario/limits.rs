//! What the values of the model may be, each for itself and together.

use throughcare::pathway::Plan;
use throughcare::scenario::schema::Model;
use throughcare::scenario::{Scenario, json_schema};

/// Loads an overlay on the baseline that acts from the start.
fn overlay(text: &str) -> Result<Scenario<Model>, String> {
    dated("\"start\"", text)
}

/// Loads an overlay on the baseline that acts from a date, or from the start.
fn dated(from: &str, text: &str) -> Result<Scenario<Model>, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("overlay.toml");
    let text = format!("extends = \"baseline.toml\"\npolicy.from = {from}\n{text}");
    std::fs::write(&path, text).expect("a file");
    Scenario::load(&path.display().to_string(), &[]).map_err(|errors| errors.to_string())
}

/// One line, without the breaks and the margin of a message.
fn flat(message: &str) -> String {
    let words: Vec<&str> = message.split_whitespace().collect();
    words.join(" ")
}

/// Fails unless the overlay is refused with all of these words.
fn refused(text: &str, words: &[&str]) {
    let message = overlay(text).expect_err(text);
    let message = flat(&message);
    for word in words {
        assert!(message.contains(word), "{text}: no {word:?} in {message}");
    }
}

/// Protects: a number that no such value can have is refused with the value, its limit and why,
/// whatever section it stands in.
#[test]
fn each_value_has_limits() {
    let cases = [
        (
            "population.entry_age.opiate = -25",
            "-25 is below 10",
            "criminally responsible",
        ),
        (
            "population.entry_age.none = 200",
            "200 is above 100",
            "an age in years",
        ),
        ("population.oldest = 0", "0 is below 18", "nobody ages out"),
        (
            "population.risk_correlation = 2",
            "2 is above 1",
            "a correlation",
        ),
        ("release.joint_plan = 5", "5 is above 1", "a correlation"),
        (
            "population.motivation_correlation = -1.2",
            "-1.2 is below -1",
            "a correlation",
        ),
        (
            "population.entry_age_spread = -0.1",
            "-0.1 is below 0",
            "log-sd",
        ),
        (
            "courts.sentence_spread.crown = 40",
            "40 is above 3",
            "log-sd",
        ),
        (
            "population.frailty_shape.none = 0",
            "0 is below 0.01",
            "at nil",
        ),
        (
            "population.stock.none = 1e15",
            "above 100,000,000",
            "60 million people",
        ),
        ("costs.discount = -2", "-2 is below -0.1", "3.5 %"),
        ("costs.discount_health = 35", "35 is above 1", "3.5 %"),
        (
            "costs.police.arrest = -100",
            "-100 is below 0",
            "the state spends",
        ),
        ("costs.crime.detected.supply = 0", "0 is below", "divided"),
        ("arrest_referral.hours = -1000", "-1000 is below 0", "168"),
        (
            "arrest_referral.hours = 169",
            "169 is above 168",
            "168 hours",
        ),
        (
            "offending.mix_none.supply = -0.2",
            "-0.2 is below 0",
            "a weight",
        ),
        (
            "community_treatment.priority_prison = 99",
            "99 is above 7",
            "eight classes",
        ),
        (
            "community_treatment.priority_self = 1.5",
            "1.5 is not whole",
            "eight classes",
        ),
        (
            "community_treatment.opiate.leaving_exponent = 50",
            "50 is above 5",
            "32 times",
        ),
        (
            "offending.per_decade_of_age = 100",
            "100 is above 4",
            "a thousand times",
        ),
        (
            "community_treatment.opiate.posts = 1e7",
            "above 200,000",
            "65,000",
        ),
        (
            "areas.london.probation.workers.posts = 1e300",
            "1e300 is above",
            "65,000",
        ),
        (
            "community_treatment.opiate.leaving = \"400/y\"",
            "400/y is above 12/y",
            "a month",
        ),
        (
            "community_treatment.opiate.recommended = 0",
            "0 is below 0.01",
            "a worker",
        ),
        (
            "offending.arrest_rate.none = \"1e6/y\"",
            "1,000,000/y is above 100/y",
            "two a week",
        ),
        (
            "orders.breach.failures = \"50/d\"",
            "is above 100/y",
            "two a week",
        ),
        (
            "use.relapse.opiate = \"1/h\"",
            "8766/y is above 366/y",
            "once a day",
        ),
        (
            "offending.supervised = 1e300",
            "1e300 is above 100",
            "hundred times",
        ),
        (
            "mortality.untolerant = 101",
            "101 is above 100",
            "hundred times",
        ),
        (
            "orders.drr.review_every = \"1h\"",
            "is below 1d",
            "at most daily",
        ),
        (
            "population.career.none = \"1e9y\"",
            "is above 100,000y",
            "never",
        ),
        (
            "settings.population_scale = 1e-300",
            "1e-300 is below 0.00001",
            "hardly anybody",
        ),
        (
            "through_the_gate.local.auc = 0.2",
            "0.2 is below 0.5",
            "chance",
        ),
        (
            "diversion.convictions_up_to = -1",
            "-1 is below 0",
            "that often",
        ),
    ];
    for (text, value, why) in cases {
        refused(text, &[value, why, "overlay.toml:3"]);
    }
}

/// Protects: `--set`, ranges and phases meet the same limits as values in a file.
#[test]
fn limits_hold_wherever_a_value_stands() {
    refused(
        "costs.discount = { value = 0.035, low = -3, high = 0.05 }",
        &["-3 is below -0.1"],
    );
    refused(
        "regime.experience_exponent = { value = 1, phases = [{ from = 2028-01-01, value = 9 }] }",
        &["9 is above 5"],
    );
    let set = [("population.risk_correlation".to_owned(), "2".to_owned())];
    let message = Scenario::<Model>::load("baseline", &set).expect_err("too high");
    assert!(message.to_string().contains("--set:1:"), "{message}");
    let values = [("population.risk_correlation".to_owned(), 2.0)];
    let baseline = Scenario::<Model>::load("baseline", &[]).expect("it is good");
    let error = baseline.with_values(&values).expect_err("too high");
    assert_eq!(
        error.to_string(),
        "`population.risk_correlation` must be a number between -1 and 1, not 2"
    );
}

/// Protects: the baseline has no number without limits, and the JSON Schema carries them.
#[test]
fn no_parameter_is_without_limits() {
    let baseline = Scenario::<Model>::load("baseline", &[]).expect("it is good");
    for parameter in baseline.parameters() {
        let (limits, path) = (&parameter.limits, &parameter.path);
        if !parameter.kind.is_numeric() {
            continue;
        }
        assert!(
            limits.least.is_finite() && limits.most.is_finite(),
            "{path}"
        );
        for figure in parameter.base.iter() {
            let ends = [figure.low, figure.canonical.number(), figure.high];
            assert!(
                ends.into_iter().flatten().all(|v| limits.allow(v)),
                "{path}"
            );
        }
    }
    let schema = json_schema::<Model>();
    let age = &schema["$defs"]["Age"];
    assert_eq!(
        (&age["x-limits"]["least"], &age["anyOf"][0]["minimum"]),
        (&10.into(), &10.into())
    );
    assert_eq!(age["anyOf"][1]["properties"]["value"]["maximum"], 100);
    assert_eq!(schema["$defs"]["Priority"]["anyOf"][0]["type"], "integer");
}

/// Protects: values that are possible each and impossible together are refused, with a place.
#[test]
fn values_are_held_against_each_other() {
    let cases: &[(&str, &str)] = &[
        (
            "areas.north_east.population_share = 1\nareas.london.population_share = 1",
            "`areas.*.population_share` add up to 2.8",
        ),
        (
            "areas.london.need_share = 0.9",
            "`areas.*.need_share` add up to",
        ),
        (
            "population.high_risk = 0.9\npopulation.medium_risk = 0.9",
            "`population.high_risk` and `population.medium_risk` add up to 1.8, more than 1",
        ),
        (
            "housing.loss_to_family = 0.7\nhousing.loss_to_temporary = 0.5",
            "`housing.loss_to_family` and `housing.loss_to_temporary` add up to 1.2, more than 1",
        ),
        (
            "population.oldest = 20",
            "`population.entry_age.alcohol` must be below `population.oldest`",
        ),
        (
            "offending.mix_none = { acquisitive = 0, possession = 0, supply = 0, violence = 0, other = 0, shop_theft = 0 }",
            "`offending.mix_none.*` are all 0",
        ),
        (
            "housing.initial_need = { settled = 0, temporary = 0, approved = 0, homeless = 0, family = 0 }",
            "`housing.initial_need.*` are all 0",
        ),
        (
            "diversion.form = { deferred = 0, caution = 0, resolution = 0 }",
            "`diversion.form.resolution` are all 0",
        ),
        (
            "population.stock = { opiate = 0, non_opiate = 0, non_opiate_alcohol = 0, alcohol = 0, none = 0 }\n\
             population.entrants = { opiate = 0, non_opiate = 0, non_opiate_alcohol = 0, alcohol = 0, none = 0 }\n\
             population.prisoners_at_start = { male = 0, female = 0 }",
            "there is nobody in the population",
        ),
        (
            "population.stock = { opiate = 1e8, non_opiate = 1e8, none = 1e8 }\nsettings.population_scale = 10",
            "people cannot be simulated at a time",
        ),
        (
            "community_treatment.opiate.recommended = 1\ncommunity_treatment.opiate.leaving_exponent = 4",
            "a worker of `community_treatment.opiate` would leave more than once a day",
        ),
        (
            "probation.workers.recommended = 36",
            "must be at most `probation.workers.recommended`",
        ),
        (
            "mortality.naloxone_witness = 0.99",
            "must be at most `mortality.witnessed`",
        ),
        (
            "settings.policy_from = 2022-01-01",
            "`settings.policy_from` is before `settings.observe_from`",
        ),
        (
            "settings.policy_from = 2027-04-15",
            "is not the first day of a month",
        ),
        ("settings.observe_from = 1900-01-01", "longer than 80 years"),
        (
            "settings.observe_from = 2010-01-01",
            "there is no law of release",
        ),
        (
            "settings.observe_from = 2200-01-01\nsettings.policy_from = 2200-06-01",
            "the simulated time ends after 2100",
        ),
        ("settings.horizon = \"3d\"", "shorter than a month"),
        ("settings.warm_up = \"90y\"", "longer than 80 years"),
        (
            "settings.law = \"frozen:1066-10-14\"",
            "there is no law of 1066-10-14",
        ),
        ("settings.law = \"frozen\"", "must be \"as-enacted\""),
        ("costs.price_year = \"abc\"", "must be a financial year"),
        ("costs.price_year = \"2023-25\"", "must be a financial year"),
    ];
    for (text, title) in cases {
        refused(text, &[title, "overlay.toml:"]);
    }
}

/// Protects: what comes to nothing, or is measured by another measure from a date on, is refused.
#[test]
fn what_would_be_nothing_in_silence_is_refused() {
    for (text, words) in [
        (
            "programme.x.unit = 50000",
            "comes to no pounds without `programme.x.units`",
        ),
        (
            "programme.x.units = 50",
            "comes to no pounds without `programme.x.unit`",
        ),
        (
            "programme.x.each_year = { plus = 5000000 }",
            "`programme.x.each_year` has no value before 2027-04-01",
        ),
        (
            "programme.x.each_year = { value = 5000000, over = \"12mo\" }",
            "or amounts by date as `phases`",
        ),
        (
            "costs.qalys.value = 140000",
            "only be changed from the start",
        ),
        ("costs.discount = 0.1", "only be changed from the start"),
        ("costs.prices = 2", "only be changed from the start"),
    ] {
        let message = flat(&dated("2027-04-01", text).expect_err(text));
        assert!(message.contains(words), "{text}: {message}");
    }
    let whole = "programme.x.unit = 50000\nprogramme.x.units = 3";
    assert!(dated("2027-04-01", whole).is_ok());
}

/// Protects: relations hold at every date on which something changes, and in every area.
#[test]
fn relations_hold_on_every_date_and_in_every_area() {
    refused(
        "mortality.witnessed = { value = 0.5, phases = [{ from = 2029-04-01, value = 0.01 }] }",
        &["`mortality.naloxone_witness` must be at most `mortality.witnessed` from 2029-04-01 on"],
    );
    let nil =
        "{ acquisitive = 0, possession = 0, supply = 0, violence = 0, other = 0, shop_theft = 0 }";
    refused(
        &format!("areas.wales.offending.mix_none = {nil}"),
        &["`offending.mix_none.*` are all 0 in wales"],
    );
    refused(
        "areas.wales.mortality.witnessed = 0.01",
        &["`areas.wales.mortality.naloxone_witness` must be at most"],
    );
}

/// Protects: a policy outside the time that is simulated is refused, not taken for one that does
/// nothing; the plan is what refuses it, which `check` makes as well.
#[test]
fn a_policy_acts_within_what_is_simulated() {
    let planned = |from: &str| {
        let scenario = dated(from, "release.appointment = 0").unwrap_or_else(|e| panic!("{e}"));
        Plan::compile(&scenario)
            .map(drop)
            .map_err(|error| error.to_string())
    };
    let late = planned("2200-01-01").unwrap_err();
    assert!(
        late.contains("nothing of the policy falls in the time"),
        "{late}"
    );
    let early = planned("1900-01-01").unwrap_err();
    assert!(early.contains("line 3"), "{early}");
    assert!(
        early.contains("before the first day that is simulated, 2018-04-01"),
        "{early}"
    );
    assert_eq!(planned("2036-12-01"), Ok(()));
}

/// Protects: what an honest study sets is not refused: everything named here is odd and possible.
#[test]
fn odd_worlds_are_allowed() {
    for text in [
        "settings.population_scale = 0.0001",
        "settings.warm_up = \"0d\"",
        "population.oldest = 100000",
        "population.relapse_shape = 100000",
        "community_treatment.self_referral.alcohol = \"100000/y\"",
        "use.recovered_after = \"10000y\"",
        "community_treatment.opiate.posts = 0",
        "community_treatment.opiate.limit = 1000000",
        "costs.discount = 0",
        "programme.savings.each_year = -1000000",
        "areas.london.population_share = 0\nareas.london.need_share = 0",
    ] {
        overlay(text).unwrap_or_else(|errors| panic!("{text}: {errors}"));
    }
}

/// Protects: what age makes of hazards is one number for the country from the start, since everybody
/// ages in one time: an area or a later date of its own is refused.
#[test]
fn age_acts_alike_everywhere_and_always() {
    for of in ["offending", "mortality"] {
        refused(
            &format!("[areas.london.{of}]\nper_decade_of_age = 0.5"),
            &["`per_decade_of_age` is not local", "the same in all areas"],
        );
        let text = format!("[{of}]\nper_decade_of_age = 0.95");
        assert!(overlay(&text).is_ok());
        let later = dated("2027-04-01", &text).expect_err("it is dated");
        assert!(
            flat(&later).contains("can only be changed from the start"),
            "{later}"
        );
    }
}
