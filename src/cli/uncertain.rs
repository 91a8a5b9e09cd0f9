//! Scenarios with drawn parameters: what `--uncertainty` makes of the simulator.

use std::fs;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::failure::Failure;
use super::study::{self, StudyOptions};
use crate::experiment::{Drawn, Interrupted, Nested, ScenarioInfo, Simulator};
use crate::observe::{Layout, Record};
use crate::pathway::Study;
use crate::scenario::Scenario;
use crate::scenario::schema::Model;
use crate::scenario::uncertainty::{Posterior, PosteriorError, Uncertain};

/// The word for no posterior.
const NONE: &str = "none";
/// The scenario whose posterior is part of the program.
const FITTED: &str = "baseline.toml";
/// The name of that posterior.
const BUILT_IN: &str = "scenarios/baseline.posterior.csv";

/// How parameters are drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct UncertaintyOptions {
    /// How often.
    pub draws: u32,
    /// Replicates of each draw.
    pub replicates: u32,
    /// A file, or `none`; the built-in posterior of the baseline where nothing is said.
    pub posterior: Option<String>,
}

/// Reads the scenarios that `specs` name, as [`study::build`] does, and makes a simulator that
/// draws their parameters.
///
/// # Errors
/// When a scenario or the posterior is missing or wrong, or a policy cannot be compared.
pub fn build(
    specs: &[String],
    options: &StudyOptions,
    how: &UncertaintyOptions,
) -> anyhow::Result<Box<dyn Simulator>> {
    let loaded = study::load(specs, options)?;
    let best = study::assemble(&loaded, options.seed)?;
    let mut notes = study::notes(&best);
    let scenarios = loaded.iter().map(study::info).collect();
    let posterior = posterior(how, &loaded[0])?;
    let of = |scenario| Uncertain::of(scenario, options.seed, how.draws, posterior.as_ref());
    let uncertain: Result<Vec<Uncertain>, PosteriorError> = loaded.iter().map(of).collect();
    let uncertain = uncertain.map_err(|error| {
        Failure::misuse(error.to_string()).help("name another file, or --posterior none")
    })?;
    let nested = nested(how, &uncertain, posterior.as_ref());
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
    Ok(Box::new(Varied {
        loaded,
        uncertain,
        best,
        scenarios,
        nested,
        notes,
        seed: options.seed,
        fault: Mutex::new(None),
    }))
}

/// The posterior that was asked for, or the one of the program where it belongs.
fn posterior(
    how: &UncertaintyOptions,
    baseline: &Scenario<Model>,
) -> Result<Option<Posterior>, Failure> {
    let (name, text) = match how.posterior.as_deref() {
        Some(NONE) => return Ok(None),
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|error| {
                Failure::misuse(format!("cannot read `{path}`: {error}"))
                    .help("name a file written by `calibrate` with --posterior, or `none`")
            })?;
            (path, text)
        }
        None => {
            let rests_on = baseline.foundation().trim_end_matches(" (built in)");
            let is_fitted = rests_on == FITTED || rests_on.ends_with(&format!("/{FITTED}"));
            match crate::scenario::POSTERIOR.filter(|_| is_fitted) {
                Some(text) => (BUILT_IN, text.to_owned()),
                None => return Ok(None),
            }
        }
    };
    let parsed = Posterior::parse(name, &text);
    let parsed = parsed.map_err(|error| Failure::misuse(error.to_string()))?;
    Ok(Some(parsed))
}

/// What is drawn over all scenarios: each quantity once, whichever of them have it.
fn nested(
    how: &UncertaintyOptions,
    uncertain: &[Uncertain],
    posterior: Option<&Posterior>,
) -> Nested {
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
        crate::experiment::files::hex(&digest)
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

/// Scenarios whose parameters are drawn anew for every draw.
struct Varied {
    loaded: Vec<Scenario<Model>>,
    uncertain: Vec<Uncertain>,
    /// With the best estimates: names the results, which no draw changes.
    best: Study,
    scenarios: Vec<ScenarioInfo>,
    nested: Nested,
    notes: Vec<String>,
    seed: u64,
    fault: Mutex<Option<String>>,
}

impl Varied {
    /// All scenarios with the parameters of a draw.
    fn study(&self, draw: u32) -> anyhow::Result<Study> {
        let all = self.uncertain.iter().zip(&self.loaded);
        let drawn: Result<Vec<_>, _> = all
            .map(|(one, scenario)| one.draw(scenario, draw))
            .collect();
        study::assemble(&drawn?, self.seed)
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
            let mut fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
            fault.get_or_insert(format!("draw {draw} cannot be run: {error}"));
            Interrupted
        })?;
        study
            .replicate(replicate, &mut |events| beat(events))
            .ok_or(Interrupted)
    }

    fn nested(&self) -> Option<&Nested> {
        Some(&self.nested)
    }

    fn fault(&self) -> Option<String> {
        let fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        fault.clone()
    }

    fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }
}
