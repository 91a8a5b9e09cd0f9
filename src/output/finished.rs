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
use super::folder::{RECORDS, has_kept};
use super::marker::unreadable_format;
use crate::experiment::files::Directory;
use crate::experiment::{Interrupted, ScenarioInfo, Simulator, Store, StoreError, Study};
use crate::observe::{Layout, Part, Record, Shape};

/// What a manifest says that matters here.
#[derive(Debug, Deserialize)]
struct Manifest {
    version: String,
    seed: u64,
    uncertainty: Option<Value>,
    scenarios: Vec<Scenario>,
    #[serde(default)]
    warnings: Vec<String>,
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
    /// Its records are gone.
    #[error(
        "the replicates in `{}` were not kept (`--keep-records no`): only its tables are there",
        .0.display()
    )]
    NotKept(PathBuf),
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
    /// There is no replicate that all runs have.
    #[error("no replicate is finished in all of the runs")]
    Nothing,
}

/// Scenarios whose replicates are finished: nothing is simulated of them.
struct Runs {
    scenarios: Vec<ScenarioInfo>,
    layout: Layout,
    warnings: Vec<String>,
}

/// One run as it lies in its folder.
struct Folder {
    runs: Runs,
    path: PathBuf,
    /// The part of its records that all the runs have.
    part: Part,
    /// Its scenarios that no folder before it has.
    own: Vec<usize>,
}

impl Folder {
    /// Its records, to be read.
    fn kept(&self, seed: u64) -> Store {
        let records = Directory::at(&self.path.join(RECORDS));
        Store::new(records, &Study::new(&self.runs, seed))
    }
}

/// Runs that pair: the first scenario of the first folder is the baseline.
pub struct Finished {
    /// All of them, as if one command had made them, over the periods that all of them have.
    runs: Runs,
    folders: Vec<Folder>,
    seed: u64,
}

impl Simulator for Runs {
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

    fn warnings(&self) -> Vec<String> {
        self.warnings.clone()
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
        let first = &manifests[0];
        for (folder, manifest) in folders.iter().zip(&manifests) {
            if !has_kept(folder) {
                return Err(FinishedError::NotKept(folder.clone()));
            }
            if let Some(why) = differs(first, manifest) {
                return Err(FinishedError::NoPair {
                    first: folders[0].clone(),
                    other: folder.clone(),
                    why,
                });
            }
        }
        // A run of a scenario without dates has the years before the policy window too.
        let mut shape = first.shape.clone();
        let in_all = |name: &String| manifests.iter().all(|m| m.shape.periods.contains(name));
        shape.periods.retain(in_all);
        let mut finished = Finished {
            runs: Runs {
                scenarios: Vec::new(),
                layout: Layout::rebuilt(&shape),
                warnings: Vec::new(),
            },
            folders: Vec::new(),
            seed: first.seed,
        };
        for (path, manifest) in folders.iter().zip(&manifests) {
            finished.add(path, manifest)?;
        }
        Ok(finished)
    }

    /// Adds a folder, with those of its scenarios that are not there yet.
    fn add(&mut self, path: &Path, manifest: &Manifest) -> Result<(), FinishedError> {
        let layout = Layout::rebuilt(&manifest.shape);
        let part = Part::of(&self.runs.layout, &layout);
        let part = part.ok_or_else(|| unreadable(path, "its shape is of no such run"))?;
        let scenarios = manifest.scenarios.iter().map(|scenario| ScenarioInfo {
            name: scenario.name.clone(),
            title: scenario.title.clone(),
            resolved: scenario.resolved.clone(),
            hash: scenario.hash.clone(),
        });
        let scenarios: Vec<ScenarioInfo> = scenarios.collect();
        for warning in &manifest.warnings {
            if !self.runs.warnings.contains(warning) {
                self.runs.warnings.push(warning.clone());
            }
        }
        let mut own = Vec::new();
        for (index, scenario) in scenarios.iter().enumerate() {
            let same = |one: &ScenarioInfo| one.name == scenario.name && one.hash == scenario.hash;
            if !self.runs.scenarios.iter().any(same) {
                own.push(index);
                self.runs.scenarios.push(scenario.clone());
            }
        }
        self.folders.push(Folder {
            runs: Runs {
                scenarios,
                layout,
                warnings: Vec::new(),
            },
            path: path.to_owned(),
            part,
            own,
        });
        Ok(())
    }

    /// The runs as a model that has nothing left to simulate.
    pub fn simulator(&self) -> &dyn Simulator {
        &self.runs
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
        let kept: Vec<Store> = self.folders.iter().map(|f| f.kept(self.seed)).collect();
        let mut count = 0;
        while self.copy_replicate(count, &kept, store)? {
            count += 1;
        }
        match count {
            0 => Err(FinishedError::Nothing),
            count => Ok(count),
        }
    }

    /// Copies one replicate, if every run has it.
    fn copy_replicate(
        &self,
        replicate: u32,
        kept: &[Store],
        store: &Store,
    ) -> Result<bool, FinishedError> {
        let mut records = Vec::new();
        for (folder, kept) in self.folders.iter().zip(kept) {
            for &scenario in &folder.own {
                // A record of another study, or a damaged one, is found out here.
                match kept.load(replicate, scenario) {
                    Ok(record) => records.push(folder.part.take(&record)),
                    Err(StoreError::Io { source, .. })
                        if source.kind() == io::ErrorKind::NotFound =>
                    {
                        return Ok(false);
                    }
                    Err(other) => return Err(other.into()),
                }
            }
        }
        store.save(replicate, &records)?;
        Ok(true)
    }

    /// The study of the runs.
    pub fn study(&self) -> Study<'_> {
        Study::new(&self.runs, self.seed)
    }
}

/// A manifest that cannot be used.
fn unreadable(folder: &Path, message: impl Into<String>) -> FinishedError {
    FinishedError::NoManifest {
        folder: folder.to_owned(),
        message: message.into(),
    }
}

fn manifest(folder: &Path) -> Result<Manifest, FinishedError> {
    if let Some(why) = unreadable_format(folder) {
        return Err(unreadable(folder, why));
    }
    let text =
        fs::read_to_string(folder.join(MANIFEST)).map_err(|source| FinishedError::NoRun {
            folder: folder.to_owned(),
            source,
        })?;
    let manifest: Manifest =
        serde_json::from_str(&text).map_err(|error| unreadable(folder, error.to_string()))?;
    if manifest.scenarios.is_empty() {
        return Err(unreadable(folder, "it names no scenario"));
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
