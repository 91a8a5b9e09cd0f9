//! Finished runs, read back so that they can be compared without being simulated again.
//!
//! Replicate by replicate two runs met the same luck if they have the same seed, program, areas,
//! calendar and scale. Then their records pair as if one command had made them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::MANIFEST;
use crate::experiment::{Interrupted, ScenarioInfo, Simulator, Store, StoreError, Study};
use crate::observe::{Layout, Record, Shape};

/// The folder of records inside a result folder.
const RECORDS: &str = "replicates";

/// What a manifest says that matters here.
#[derive(Debug, Deserialize)]
struct Manifest {
    version: String,
    seed: u64,
    uncertainty: Option<Value>,
    scenarios: Vec<Scenario>,
    shape: Shape,
}

#[derive(Debug, Deserialize)]
struct Scenario {
    name: String,
    title: String,
    hash: String,
    resolved: Value,
}

/// Why finished runs cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum FinishedError {
    /// The folder holds no finished run.
    #[error("`{}` holds no finished run: {source}", folder.display())]
    NoRun {
        /// The folder.
        folder: PathBuf,
        /// Why its manifest cannot be read.
        source: io::Error,
    },
    /// The manifest is that of another version, or none.
    #[error("cannot read the manifest in `{}`: {message}", folder.display())]
    NoManifest {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// The runs did not meet the same luck.
    #[error("`{}` cannot be compared with `{}`: {why}", other.display(), first.display())]
    NoPair {
        /// The folder of the baseline.
        first: PathBuf,
        /// The other folder.
        other: PathBuf,
        /// What differs, with both values.
        why: String,
    },
    /// A record could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A record could not be copied.
    #[error("cannot copy a kept replicate")]
    Copy(#[from] io::Error),
    /// There is no replicate that all runs have.
    #[error("no replicate is finished in all of the runs")]
    Nothing,
}

/// Runs that pair: the first scenario of the first folder is the baseline.
pub struct Finished {
    scenarios: Vec<ScenarioInfo>,
    /// The folder of each scenario, and its number there.
    places: Vec<(PathBuf, usize)>,
    layout: Layout,
    seed: u64,
}

impl Simulator for Finished {
    fn scenarios(&self) -> &[ScenarioInfo] {
        &self.scenarios
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn replicate(
        &self,
        _replicate: u32,
        _beat: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Interrupted> {
        // Everything is finished: there is no model to make more of it.
        Err(Interrupted)
    }

    fn fault(&self) -> Option<String> {
        Some("finished runs are compared as they are; nothing is simulated".to_owned())
    }
}

impl Finished {
    /// Reads the manifests of `folders`.
    ///
    /// # Errors
    /// When one holds no finished run, or two did not meet the same luck.
    pub fn read(folders: &[PathBuf]) -> Result<Finished, FinishedError> {
        let manifests: Result<Vec<Manifest>, FinishedError> =
            folders.iter().map(|folder| manifest(folder)).collect();
        let manifests = manifests?;
        let mut finished = Finished {
            scenarios: Vec::new(),
            places: Vec::new(),
            layout: Layout::rebuilt(&manifests[0].shape),
            seed: manifests[0].seed,
        };
        for (folder, manifest) in folders.iter().zip(&manifests) {
            let why = differs(&manifests[0], manifest);
            if let Some(why) = why {
                return Err(FinishedError::NoPair {
                    first: folders[0].clone(),
                    other: folder.clone(),
                    why,
                });
            }
            for (index, scenario) in manifest.scenarios.iter().enumerate() {
                let known =
                    |one: &ScenarioInfo| one.name == scenario.name && one.hash == scenario.hash;
                if finished.scenarios.iter().any(known) {
                    continue;
                }
                finished.places.push((folder.clone(), index));
                finished.scenarios.push(ScenarioInfo {
                    name: scenario.name.clone(),
                    title: scenario.title.clone(),
                    resolved: scenario.resolved.clone(),
                    hash: scenario.hash.clone(),
                });
            }
        }
        Ok(finished)
    }

    /// The seed of the runs.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Copies the replicates that all runs have, from the first on, into `store`, and gives how
    /// many there are.
    ///
    /// # Errors
    /// When a record is damaged or of another study, or there is none.
    pub fn copy_into(&self, store: &Store) -> Result<u32, FinishedError> {
        let mut count = 0;
        while self.copy_replicate(count, store)? {
            count += 1;
        }
        match count {
            0 => Err(FinishedError::Nothing),
            count => Ok(count),
        }
    }

    /// Copies one replicate, if every run has it.
    fn copy_replicate(&self, replicate: u32, store: &Store) -> Result<bool, FinishedError> {
        let mut copies = Vec::new();
        for (scenario, (folder, index)) in self.places.iter().enumerate() {
            let start = format!("{replicate:06}-{index}-");
            let records = folder.join(RECORDS);
            let found = fs::read_dir(&records)?
                .filter_map(Result::ok)
                .find(|entry| entry.file_name().to_string_lossy().starts_with(&start));
            let Some(entry) = found else {
                return Ok(false);
            };
            copies.push((entry.path(), store.path(replicate, scenario)));
        }
        for (scenario, (from, to)) in copies.iter().enumerate() {
            fs::copy(from, to)?;
            // A record of another study, or a damaged one, is found out here.
            store.load(replicate, scenario)?;
        }
        Ok(true)
    }

    /// The study of the runs.
    pub fn study(&self) -> Study<'_> {
        Study::new(self, self.seed)
    }
}

fn manifest(folder: &Path) -> Result<Manifest, FinishedError> {
    let text =
        fs::read_to_string(folder.join(MANIFEST)).map_err(|source| FinishedError::NoRun {
            folder: folder.to_owned(),
            source,
        })?;
    let unreadable = |message: String| FinishedError::NoManifest {
        folder: folder.to_owned(),
        message,
    };
    let manifest: Manifest =
        serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
    if manifest.scenarios.is_empty() {
        return Err(unreadable("it names no scenario".to_owned()));
    }
    Ok(manifest)
}

/// Why two runs do not pair, with what each has.
fn differs(first: &Manifest, other: &Manifest) -> Option<String> {
    let own = env!("CARGO_PKG_VERSION");
    if let Some(version) = [&first.version, &other.version]
        .into_iter()
        .find(|v| *v != own)
    {
        return Some(format!(
            "one was made by version {version}, and this is {own}"
        ));
    }
    if first.seed != other.seed {
        return Some(format!("the seeds are {} and {}", first.seed, other.seed));
    }
    if first.uncertainty.is_some() || other.uncertainty.is_some() {
        let why = "parameters were drawn, and draws of separate runs do not pair";
        return Some(why.to_owned());
    }
    if let Some(what) = first.shape.difference(&other.shape) {
        return Some(what);
    }
    let settings = |m: &Manifest| m.scenarios[0].resolved["parameters"]["settings"].clone();
    let (a, b) = (settings(first), settings(other));
    let names = a.as_object().into_iter().flat_map(|o| o.keys());
    let differing = names.filter(|name| a[name.as_str()] != b[name.as_str()]);
    let differing: Vec<&str> = differing.map(String::as_str).collect();
    (!differing.is_empty()).then(|| {
        format!(
            "their histories differ in settings.{}",
            differing.join(", settings.")
        )
    })
}
