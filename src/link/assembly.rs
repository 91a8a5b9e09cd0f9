//! Texts to scenarios, and scenarios to a study under the same luck.

use std::borrow::Borrow;

use super::error::LinkError;
use super::options::StudyOptions;
use crate::engine::Tick;
use crate::pathway::{Plan, PlanError, Study};
use crate::scenario::schema::Model;
use crate::scenario::{Library, Onset, Scenario};

/// Reads the scenarios that `specs` name: a file, a name of the library, or a bundle
/// `A.toml+B.toml`. The first is the baseline.
///
/// # Errors
/// When a scenario is missing or wrong; every fault of every scenario is told. When one measures money
/// or health otherwise than the first.
pub fn load(
    library: &Library,
    specs: &[impl AsRef<str>],
    options: &StudyOptions,
) -> Result<Vec<Scenario<Model>>, LinkError> {
    let overrides = options.overrides();
    let read = |spec: &_| Scenario::load_with(AsRef::as_ref(spec), &overrides, library);
    let (good, bad): (Vec<_>, Vec<_>) = specs.iter().map(read).partition(Result::is_ok);
    if !bad.is_empty() {
        let faults = bad.into_iter().filter_map(Result::err);
        return Err(LinkError::Texts(faults.collect()));
    }
    let loaded: Vec<_> = good.into_iter().flatten().collect();
    alike(&loaded)?;
    Ok(loaded)
}

/// Makes scenarios ready to run under the same luck; the first is the baseline.
///
/// # Errors
/// When one cannot be run, or cannot be compared with the baseline.
pub fn assemble(scenarios: &[impl Borrow<Scenario<Model>>], seed: u64) -> Result<Study, LinkError> {
    let all: Vec<&Scenario<Model>> = scenarios.iter().map(Borrow::borrow).collect();
    let plans: Result<Vec<Plan>, PlanError> = all.iter().map(|one| Plan::compile(one)).collect();
    let plans = plans?;
    let differ = differences(&all, &plans)?;
    // The years before a policy are those of the world it changes: alone it has the periods that it
    // has in a comparison.
    let history = matches!(all.as_slice(), [only] if only.acts().is_empty());
    Ok(Study::new(plans, &differ, seed, history))
}

/// From when each scenario differs from the first.
fn differences(
    scenarios: &[&Scenario<Model>],
    plans: &[Plan],
) -> Result<Vec<Option<Tick>>, LinkError> {
    let pairs = scenarios.iter().zip(plans);
    pairs
        .map(|(scenario, plan)| {
            let baseline = &plans[0];
            if !plan.comparable(baseline) {
                return Err(LinkError::Incomparable {
                    policy: plan.name.clone(),
                    baseline: baseline.name.clone(),
                });
            }
            Ok(match scenario.first_difference(scenarios[0]) {
                None => None,
                Some(Onset::Start) => Some(Tick::START),
                Some(Onset::On(date)) => Some(plan.calendar.tick_of(date)),
            })
        })
        .collect()
}

/// Whether all measure money and health as the first does: a difference is then one of results.
fn alike(scenarios: &[Scenario<Model>]) -> Result<(), LinkError> {
    let Some((baseline, others)) = scenarios.split_first() else {
        return Ok(());
    };
    let measures = measures(baseline)?;
    for other in others {
        let pairs = self::measures(other)?.into_iter().zip(&measures);
        for ((key, here), (_, there)) in pairs {
            if here != *there {
                return Err(LinkError::OtherMeasure {
                    policy: other.name().to_owned(),
                    baseline: baseline.name().to_owned(),
                    key,
                    here,
                    there: there.clone(),
                });
            }
        }
    }
    Ok(())
}

/// By what a scenario measures money and health, as it is written.
fn measures(scenario: &Scenario<Model>) -> Result<[(&'static str, String); 6], LinkError> {
    let costs = scenario.at_start()?.costs;
    Ok([
        ("costs.ledger", format!("{:?}", costs.ledger).to_lowercase()),
        ("costs.price_year", costs.price_year.clone()),
        ("costs.prices", costs.prices.to_string()),
        ("costs.discount", costs.discount.to_string()),
        ("costs.discount_health", costs.discount_health.to_string()),
        ("costs.qalys.value", costs.qalys.value.to_string()),
    ])
}
