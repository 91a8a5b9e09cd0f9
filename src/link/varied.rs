//! Scenarios with drawn parameters.

use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::assembly::assemble;
use super::error::LinkError;
use super::linked::info;
use super::notes::{notes, warnings};
use crate::experiment::files::hex;
use crate::experiment::{Drawn, Interrupted, Nested, ScenarioInfo, Simulator};
use crate::observe::{Layout, Record};
use crate::pathway::Study;
use crate::scenario::schema::Model;
use crate::scenario::uncertainty::{Posterior, PosteriorError, Turned, Uncertain};
use crate::scenario::{POSTERIOR, Scenario};

/// The scenario whose posterior is part of the program.
const FITTED: &str = "baseline.toml";
/// The name of that posterior.
const BUILT_IN: &str = "scenarios/baseline.posterior.csv";

/// How often parameters are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Design {
    /// Draws.
    pub draws: u32,
    /// Replicates of each draw.
    pub replicates: u32,
}

/// The posterior of the program, where `baseline` rests on the scenario that it belongs to.
///
/// # Errors
/// When the table is wrong.
pub fn built_in_posterior(baseline: &Scenario<Model>) -> Result<Option<Posterior>, PosteriorError> {
    let rests_on = baseline.foundation().trim_end_matches(" (built in)");
    let is_fitted = rests_on == FITTED || rests_on.ends_with(&format!("/{FITTED}"));
    let text = POSTERIOR.filter(|_| is_fitted);
    text.map(|text| Posterior::parse(BUILT_IN, text))
        .transpose()
}

/// What is drawn over all scenarios: each quantity once, whichever of them have it.
fn nested(how: Design, uncertain: &[Uncertain], posterior: Option<&Posterior>) -> Nested {
    // The scenario and the place of each quantity that none before it has.
    let mut first: Vec<(usize, usize)> = Vec::new();
    let mut parameters: Vec<Drawn> = Vec::new();
    for (scenario, one) in uncertain.iter().enumerate() {
        let known = parameters.len();
        for (place, quantity) in one.quantities().iter().enumerate() {
            let is_known = parameters[..known]
                .iter()
                .any(|drawn| drawn.name == quantity.name());
            if !is_known {
                first.push((scenario, place));
                parameters.push(Drawn {
                    name: quantity.name().to_owned(),
                    unit: quantity.unit().to_owned(),
                });
            }
        }
    }
    let values_of = |draw: u32| -> Vec<f64> {
        let all: Vec<Vec<f64>> = uncertain.iter().map(|one| one.values(draw)).collect();
        first
            .iter()
            .map(|&(scenario, place)| all[scenario][place])
            .collect()
    };
    let origin = match posterior {
        None => "all from their ranges".to_owned(),
        Some(posterior) => format!(
            "{} from the {} rows of {}, the others from their ranges",
            posterior.keys().len(),
            posterior.rows(),
            posterior.name(),
        ),
    };
    let identity = posterior.map_or(String::new(), |posterior| {
        let digest = Sha256::digest(format!("{posterior:?}").as_bytes());
        hex(&digest)
    });
    Nested {
        draws: how.draws,
        replicates: how.replicates,
        values: (0..how.draws).map(values_of).collect(),
        parameters,
        origin,
        identity,
    }
}

/// Scenarios whose parameters are drawn, the same for all of them.
#[derive(Debug)]
pub struct Varied {
    loaded: Vec<Scenario<Model>>,
    uncertain: Vec<Uncertain>,
    /// With the best estimates: names the results, which no draw changes.
    best: Study,
    scenarios: Vec<ScenarioInfo>,
    nested: Nested,
    notes: Vec<String>,
    warnings: Vec<String>,
    seed: u64,
    fault: Mutex<Option<String>>,
}

impl Varied {
    /// Scenarios under the same luck, the baseline first, with parameters drawn from `posterior`
    /// and, where that is silent, from their ranges.
    ///
    /// # Errors
    /// When a scenario cannot be run or compared, or the posterior does not fit.
    pub fn new(
        loaded: Vec<Scenario<Model>>,
        seed: u64,
        how: Design,
        posterior: Option<&Posterior>,
    ) -> Result<Self, LinkError> {
        let best = assemble(&loaded, seed)?;
        let (mut notes, warnings) = (notes(&best), warnings(&best));
        let of = |scenario| Uncertain::of(scenario, seed, how.draws, posterior);
        let uncertain: Result<Vec<Uncertain>, PosteriorError> = loaded.iter().map(of).collect();
        let uncertain = uncertain?;
        let nested = nested(how, &uncertain, posterior);
        notes.push(format!(
            "{} draws of {} parameters, {}; {} of each",
            nested.draws,
            nested.parameters.len(),
            nested.origin,
            match nested.replicates {
                1 => "1 replicate".to_owned(),
                count => format!("{count} replicates"),
            },
        ));
        for (one, scenario) in uncertain.iter().zip(&loaded) {
            let turned = one.turned(scenario, how.draws)?;
            let words = Turned::words(&turned, how.draws);
            notes.extend(words.map(|words| format!("in {}, {words}", scenario.name())));
        }
        Ok(Self {
            scenarios: loaded.iter().map(info).collect(),
            loaded,
            uncertain,
            best,
            nested,
            notes,
            warnings,
            seed,
            fault: Mutex::new(None),
        })
    }

    /// Keeps the first reason why a replicate was given up that nobody stopped.
    fn give_up(&self, why: String) {
        let mut fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        fault.get_or_insert(why);
    }

    /// All scenarios with the parameters of a draw.
    fn study(&self, draw: u32) -> Result<Study, LinkError> {
        let all = self.uncertain.iter().zip(&self.loaded);
        let drawn: Result<Vec<_>, _> = all
            .map(|(one, scenario)| one.draw(scenario, draw))
            .collect();
        assemble(&drawn?, self.seed)
    }
}

impl Simulator for Varied {
    fn scenarios(&self) -> &[ScenarioInfo] {
        &self.scenarios
    }

    fn layout(&self) -> &Layout {
        self.best.layout()
    }

    fn replicate(
        &self,
        replicate: u32,
        beat: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Interrupted> {
        let draw = self.nested.draw_of(replicate);
        let study = self.study(draw).map_err(|error| {
            self.give_up(format!("draw {draw} cannot be run: {error}"));
            Interrupted
        })?;
        let records = study.replicate(replicate, &mut |events| beat(events));
        records.ok_or_else(|| {
            if let Some(why) = study.fault() {
                self.give_up(format!("draw {draw}: {why}"));
            }
            Interrupted
        })
    }

    fn nested(&self) -> Option<&Nested> {
        Some(&self.nested)
    }

    fn fault(&self) -> Option<String> {
        let fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        fault.clone()
    }

    fn warnings(&self) -> Vec<String> {
        self.warnings.clone()
    }

    fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }
}
