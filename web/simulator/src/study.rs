//! A study that is open: its replicates run one by one, here or in another worker, and what is taken
//! in is shown and written as the program does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use serde_json::{Value, json};
use throughcare::experiment::keep::{Keep, Memory, write_in};
use throughcare::experiment::{
    Outcome, Plan, Results, Shard, Simulator, Store, Study, Watch, conduct, is_record,
};
use throughcare::figures::content::Block;
use throughcare::figures::{Dossier, answer, enough};
use throughcare::link::{Design, Linked, StudyOptions, Varied, assemble, built_in_posterior, load};
use throughcare::output::{
    Manifest, dossier_of_results, nine_parts, part_html, write_report, write_tables,
};
use throughcare::scenario::Library;
use throughcare::scenario::Scenario;
use throughcare::scenario::schema::Model;

use crate::policy;
use crate::question::{File, Wish};
use crate::refusal::Refusal;

/// Replicates of each draw of parameters.
const OF_EACH_DRAW: u32 = 2;
/// People of a small world from which the size of the study is told.
const SMALL: f64 = 2_000.0;

/// A study that is open.
pub struct Opened {
    simulator: Box<dyn Simulator>,
    loaded: Vec<Scenario<Model>>,
    seed: u64,
    command: Vec<String>,
    /// Name and text of the visitor's own policy, where there is one.
    own: Option<(String, String)>,
    /// Records that were taken in, of these replicates.
    records: Memory,
    taken: BTreeMap<u32, BTreeSet<usize>>,
    events: u64,
    /// The last replicate that was run here.
    last: Memory,
    /// The files that were written.
    files: Memory,
}

impl Opened {
    /// Makes a study ready to run.
    ///
    /// # Errors
    /// When a scenario is wrong, as the terminal would say it.
    pub fn new(wish: &Wish) -> Result<Self, Refusal> {
        let mut library = File::library(&wish.files);
        let options = StudyOptions::default();
        let baseline: Vec<String> = [Some(&wish.area), wish.estate.as_ref()]
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        let mut parts = baseline.clone();
        if let Some(start) = &wish.start {
            // A policy on this very area brings the area with it.
            let begun: Scenario<Model> = one(&library, start)?;
            let area = wish.area.trim_end_matches(".toml");
            let of_area = [format!("{area}.toml (built in)"), format!("{area}.toml")];
            if begun
                .sources()
                .names()
                .any(|name| of_area.iter().any(|one| one == name))
            {
                parts.remove(0);
            }
            parts.push(start.clone());
        }
        let mut own = None;
        let mut specs = vec![baseline.join("+")];
        if !wish.changes.is_empty() {
            let below = one(&library, &specs[0])?;
            let is_taken = |name: &str| {
                below.name() == name || library.names().any(|one| one == format!("{name}.toml"))
            };
            let name = policy::name(&wish.changes.title, is_taken);
            let text = policy::text(&name, &wish.changes, &parts, &below)?;
            let file = format!("{name}.toml");
            library = library.with(&file, &text);
            specs.push(file.clone());
            own = Some((file, text));
        } else if wish.start.is_some() {
            specs.push(parts.join("+"));
        }
        let loaded = load(&library, &specs, &options)?;
        let seed = wish.seed;
        let (simulator, told): (Box<dyn Simulator>, String) = match wish.uncertainty {
            false => {
                let linked = Linked::new(&loaded, seed, false)?;
                (
                    Box::new(linked),
                    format!("--replicates {}", wish.replicates),
                )
            }
            true => {
                let how = Design {
                    draws: (wish.replicates / OF_EACH_DRAW).max(2),
                    replicates: OF_EACH_DRAW,
                };
                let posterior = built_in_posterior(&loaded[0])?;
                let varied = Varied::new(loaded.clone(), seed, how, posterior.as_ref())?;
                let told = format!("--uncertainty {} --replicates {OF_EACH_DRAW}", how.draws);
                (Box::new(varied), told)
            }
        };
        let verb = if specs.len() > 1 { "compare" } else { "run" };
        let command = format!(
            "throughcare {verb} {} {told} --seed {seed}",
            specs.join(" ")
        );
        Ok(Self {
            simulator,
            loaded,
            seed,
            command: command.split(' ').map(str::to_owned).collect(),
            own,
            records: Memory::default(),
            taken: BTreeMap::new(),
            events: 0,
            last: Memory::default(),
            files: Memory::default(),
        })
    }

    /// What was opened, for the page.
    pub fn told(&self) -> Value {
        let scenarios = self.simulator.scenarios();
        let names: Vec<Value> = scenarios
            .iter()
            .map(|one| json!({"name": one.name, "title": one.title}))
            .collect();
        let all = self.loaded.iter().flat_map(|one| one.warnings());
        let mut warnings: Vec<String> = all.cloned().collect();
        warnings.extend(self.simulator.warnings());
        json!({
            "scenarios": names,
            "command": self.command.join(" "),
            "policy": self.own.as_ref().map(|(name, text)| json!({"name": name, "text": text})),
            "warnings": warnings,
            "notes": self.simulator.notes(),
            "replicates": self.simulator.nested().map(|nested| nested.total()),
        })
    }

    /// People at the start and events of one replicate, from a small world of each scenario.
    ///
    /// # Errors
    /// When the scenarios make no study.
    pub fn size(&self) -> Result<Value, Refusal> {
        let study = assemble(&self.loaded, self.seed)?;
        let people = study.first_people(0, 1.0).max(1.0);
        let factor = (SMALL / people).min(1.0);
        let events: f64 = (0..self.loaded.len())
            .map(|scenario| {
                let probed = study.probe(scenario, factor, &mut || true);
                probed.events / factor * (1.0 - study.shared_with_baseline(scenario))
            })
            .sum();
        Ok(json!({"people": people, "events": events}))
    }

    /// Runs one replicate of all scenarios; its records are the last ones then. `beat` hears of events
    /// on the way.
    ///
    /// # Errors
    /// When the model breaks one of its own rules.
    pub fn replicate(&mut self, number: u32, beat: fn(u64)) -> Result<Value, Refusal> {
        let study = Study::new(&*self.simulator, self.seed);
        self.last = Memory::default();
        let store = Store::new(self.last.clone(), &study);
        let plan = Plan {
            replicates: number + 1,
            shard: Shard::WHOLE,
            threads: 1,
            precision: None,
        };
        let others = (0..number).collect();
        let never = AtomicBool::new(false);
        let outcome = conduct(&study, &store, &plan, &others, &Beat(beat), &never)?;
        Ok(json!({"events": outcome.events, "scenarios": study.scenarios().len()}))
    }

    /// The record of a scenario that the last replicate left.
    ///
    /// # Errors
    /// When there is none.
    pub fn record(&self, scenario: usize) -> Result<Vec<u8>, Refusal> {
        let names = self.last.names()?;
        let place = format!("-{scenario}-");
        let is_its =
            |name: &&String| is_record(name) && name.get(6..6 + place.len()) == Some(&place);
        let name = names.iter().find(is_its);
        let name = name.ok_or_else(|| Refusal::of("no replicate was run here"))?;
        Ok(self.last.read(name)?)
    }

    /// Takes in the record of a scenario that was made elsewhere.
    ///
    /// # Errors
    /// When it is damaged, or one of another study.
    pub fn take(&mut self, number: u32, scenario: usize, record: &[u8]) -> Result<(), Refusal> {
        let study = Study::new(&*self.simulator, self.seed);
        if scenario >= study.scenarios().len() {
            return Err(Refusal::of("there is no such scenario"));
        }
        let store = Store::new(self.records.clone(), &study);
        let name = store.path(number, scenario).display().to_string();
        write_in(&self.records, &name, |out| out.write_all(record))?;
        let record = store.load(number, scenario)?;
        self.events += record.events;
        self.taken.entry(number).or_default().insert(scenario);
        Ok(())
    }

    /// Replicates from the first on without a gap, of which all was taken in: what the program would
    /// have with as many.
    fn finished(&self) -> Vec<u32> {
        let scenarios = self.simulator.scenarios().len();
        let is_whole = |number: &u32| {
            self.taken
                .get(number)
                .is_some_and(|of| of.len() == scenarios)
        };
        (0..).take_while(is_whole).collect()
    }

    /// The sentence about an outcome, and the nine parts.
    ///
    /// # Errors
    /// When nothing was taken in.
    pub fn show(&self, outcome: &str) -> Result<Value, Refusal> {
        let (dossier, _) = self.dossier(BTreeMap::new(), true)?;
        let sentence = answer(&dossier, outcome).map(|words| words.plain());
        let is_enough = enough(&dossier);
        let mut parts = nine_parts(&dossier);
        if !is_enough {
            // The title of a chart is a finding, and there is none yet.
            let blocks = parts.iter_mut().flat_map(|part| &mut part.blocks);
            for block in blocks {
                if let Block::Figure(figure) = block {
                    let what = figure.subtitle.split(',').next().unwrap_or_default();
                    figure.title = format!("{what}, so far");
                }
            }
            for part in &mut parts {
                part.blocks.retain(|block| !matches!(block, Block::Lead(_)));
            }
        }
        let parts: Vec<Value> = parts
            .iter()
            .map(|part| json!({"id": part.id, "title": part.title, "html": part_html(part)}))
            .collect();
        let done = self.finished().len();
        Ok(json!({"sentence": sentence, "enough": is_enough, "done": done, "parts": parts}))
    }

    /// A digest of every number of the records that were taken in, in the order of replicates and
    /// scenarios.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn digest(&self) -> Result<Value, Refusal> {
        let study = Study::new(&*self.simulator, self.seed);
        let store = Store::new(self.records.clone(), &study);
        let mut numbers = 0;
        let digest = write_in(&Memory::default(), "numbers", |out| {
            for (&replicate, scenarios) in &self.taken {
                for &scenario in scenarios {
                    let record = store.load(replicate, scenario)?;
                    let parts = [record.values, record.series, record.flows, record.prices];
                    for number in parts.into_iter().flatten() {
                        // One pattern for "no denominator", as records keep it.
                        let number = if number.is_nan() { f64::NAN } else { number };
                        out.write_all(&number.to_le_bytes())?;
                        numbers += 1;
                    }
                }
            }
            Ok::<_, Refusal>(())
        })?;
        Ok(json!({"digest": digest, "numbers": numbers}))
    }

    /// Writes the program's files, and gives their names.
    ///
    /// # Errors
    /// When nothing was taken in.
    pub fn write(&mut self, planned: u32) -> Result<Value, Refusal> {
        self.files = Memory::default();
        let study = Study::new(&*self.simulator, self.seed);
        let store = Store::new(self.records.clone(), &study);
        let finished = self.finished();
        let is_whole = finished.len() as u32 >= planned;
        let results = Results::new(&study, &store, finished);
        let hashes = write_tables(&self.files, &results)?;
        let (dossier, manifest) = self.dossier(hashes, is_whole)?;
        write_in(&self.files, "manifest.json", |out| {
            serde_json::to_writer_pretty(&mut *out, &manifest)?;
            out.write_all(b"\n")
        })?;
        write_report(&self.files, &dossier)?;
        if let Some((name, text)) = &self.own {
            write_in(&self.files, name, |out| out.write_all(text.as_bytes()))?;
        }
        Ok(json!({"files": self.files.names()?}))
    }

    /// A file that was written.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn file(&self, name: &str) -> Result<Vec<u8>, Refusal> {
        Ok(self.files.read(name)?)
    }

    /// What was taken in, as figures read it, with its manifest.
    fn dossier(
        &self,
        hashes: BTreeMap<String, String>,
        is_whole: bool,
    ) -> Result<(Dossier, Value), Refusal> {
        let study = Study::new(&*self.simulator, self.seed);
        let store = Store::new(self.records.clone(), &study);
        let finished = self.finished();
        if finished.is_empty() {
            return Err(Refusal::of("no replicate is finished yet"));
        }
        let outcome = Outcome {
            simulated: finished.len(),
            finished: finished.clone(),
            interrupted: !is_whole,
            events: self.events,
            wall: Duration::ZERO,
            threads: 1,
            verdicts: Vec::new(),
        };
        let manifest = Manifest::new(&self.command, &study, &outcome, hashes).value()?;
        let results = Results::new(&study, &store, finished);
        Ok((dossier_of_results(&results, manifest.clone())?, manifest))
    }
}

/// One scenario of a library.
fn one(library: &Library, name: &str) -> Result<Scenario<Model>, Refusal> {
    let mut loaded = load(library, &[name], &StudyOptions::default())?;
    loaded
        .pop()
        .ok_or_else(|| Refusal::of("there is no scenario"))
}

/// Tells of events.
struct Beat(fn(u64));

impl Watch for Beat {
    fn events(&self, count: u64) {
        (self.0)(count);
    }
}
