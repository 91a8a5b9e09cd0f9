//! Where results came from: what a manifest says, and the list of metrics in words.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// What a manifest says of the results beside it. What is not shown is not read.
#[derive(Clone, Debug, Deserialize)]
pub struct Facts {
    /// Name of the program.
    pub program: String,
    /// Its version.
    pub version: String,
    /// The command as it was typed.
    pub command: Vec<String>,
    /// Master seed.
    pub seed: u64,
    /// Finished replicates.
    pub replicates: usize,
    /// How parameters were drawn, if they were.
    pub uncertainty: Option<Drawn>,
    /// False when the run was interrupted.
    pub complete: bool,
    /// How long that took, where it is said.
    #[serde(default)]
    pub run: Option<Took>,
    /// The scenarios; the first is the baseline.
    pub scenarios: Vec<Told>,
    /// What changes the reading of the results, a line each.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// The files with their hashes.
    #[serde(default)]
    pub files: BTreeMap<String, File>,
    /// The list of metrics.
    #[serde(rename = "data_dictionary")]
    pub metrics: Vec<Measured>,
}

/// How parameters were drawn.
#[derive(Clone, Debug, Deserialize)]
pub struct Drawn {
    /// How often.
    pub draws: u32,
    /// Replicates of each draw.
    pub replicates_of_each: u32,
    /// How many parameters.
    pub parameters: usize,
}

/// How long a run took.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Took {
    /// Seconds by the clock.
    pub wall_s: f64,
    /// Workers.
    pub threads: f64,
}

/// A scenario.
#[derive(Clone, Debug, Deserialize)]
pub struct Told {
    /// Short name, used in every file.
    pub name: String,
    /// One line for people.
    pub title: String,
    /// Hash of everything in it that can change a result.
    pub hash: String,
    /// Every parameter with its range and source.
    pub resolved: Value,
}

/// A file of the results.
#[derive(Clone, Debug, Deserialize)]
pub struct File {
    /// Its hash.
    pub sha256: String,
}

/// A metric.
#[derive(Clone, Debug, Deserialize)]
pub struct Measured {
    /// Name in the files.
    pub name: String,
    /// Name for people, where the list has one.
    #[serde(default)]
    title: Option<String>,
    /// Unit of the value.
    pub unit: String,
    /// Whether it is shown without being asked for.
    pub headline: bool,
    /// Whether its level says nothing.
    #[serde(default)]
    pub differences_only: bool,
    /// What it means.
    pub definition: String,
}

impl Facts {
    /// Reads a manifest.
    ///
    /// # Errors
    /// When it lacks something that is shown.
    pub fn read(manifest: Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(manifest)
    }

    /// The baseline, or the only scenario.
    pub fn baseline(&self) -> Option<&Told> {
        self.scenarios.first()
    }

    /// The policies.
    pub fn policies(&self) -> &[Told] {
        self.scenarios.get(1..).unwrap_or_default()
    }

    /// A metric by name.
    pub fn metric(&self, name: &str) -> Option<&Measured> {
        self.metrics.iter().find(|m| m.name == name)
    }

    /// A metric's name for people, or its name in the files where the list lacks it.
    pub fn title<'a>(&'a self, name: &'a str) -> String {
        self.metric(name)
            .map_or_else(|| words(name), Measured::title)
    }

    /// The command as one line.
    pub fn command_line(&self) -> String {
        self.command.join(" ")
    }

    /// About how long the baseline and one policy take on so many cores, as their share of all that was run.
    pub fn seconds_of_one(&self, cores: f64) -> Option<f64> {
        let took = self.run?;
        let all = self.scenarios.len().max(1) as f64;
        Some(took.wall_s * took.threads / cores * 2.0 / all)
    }

    /// The command as it was typed with something added, without where its results went, how it
    /// was shown, and the options in `dropped` with their values.
    pub fn command_with(&self, dropped: &[&str], added: &str) -> String {
        retold(self.command.iter(), dropped, added)
    }

    /// The same for one of the policies: the others are left out.
    pub fn command_of(&self, policy: &str, dropped: &[&str], added: &str) -> String {
        let others = self.policies().iter().map(|told| &*told.name);
        let others: Vec<&str> = others.filter(|name| *name != policy).collect();
        let is_other = |word: &&String| others.contains(&&*called(word));
        retold(
            self.command.iter().filter(|word| !is_other(word)),
            dropped,
            added,
        )
    }
}

/// What a scenario is called that a command names so: `more-drrs` of `mine/more-drrs.toml`.
fn called(word: &str) -> String {
    let parts = word
        .split('+')
        .map(|part| match part.strip_suffix(".toml") {
            Some(path) => path.rsplit(['/', '\\']).next().unwrap_or(path),
            None => part,
        });
    parts.collect::<Vec<_>>().join("+")
}

/// A command told again, without options that say nothing about its results and those `dropped`.
fn retold<'a>(
    mut words: impl Iterator<Item = &'a String>,
    dropped: &[&str],
    added: &str,
) -> String {
    let mut out: Vec<String> = Vec::new();
    while let Some(word) = words.next() {
        let (name, has_value) = match word.split_once('=') {
            Some((name, _)) if name.starts_with("--") => (name, true),
            _ => (word.as_str(), false),
        };
        match name {
            _ if FLAGS.contains(&name) => {}
            _ if WITH_VALUE.contains(&name) || dropped.contains(&name) => {
                if !has_value {
                    words.next();
                }
            }
            _ if word.contains(char::is_whitespace) => out.push(format!("'{word}'")),
            _ => out.push(word.clone()),
        }
    }
    out.push(added.to_owned());
    out.join(" ").trim_end().to_owned()
}

/// Options of a command that say nothing about its results: flags, and those with a value.
const FLAGS: [&str; 7] = [
    "--overwrite",
    "--resume",
    "--no-progress",
    "--no-report",
    "--quiet",
    "-q",
    "--json",
];
const WITH_VALUE: [&str; 2] = ["--out", "--threads"];

impl Measured {
    /// Name for people.
    pub fn title(&self) -> String {
        match &self.title {
            Some(title) => sentence(title),
            None => words(&self.name),
        }
    }
}

impl Told {
    /// A parameter's entry in the resolved scenario, by its path.
    pub fn parameter(&self, path: &str) -> Option<&Value> {
        let start = self.resolved.get("parameters")?;
        path.split('.').try_fold(start, |at, key| at.get(key))
    }
}

/// An identifier as words: `drr_starts` as `DRR starts`.
pub fn words(name: &str) -> String {
    let known = |word: &str| match word {
        "drr" | "atr" | "mhtr" | "pss" | "hdc" | "isfl" => word.to_uppercase(),
        "qalys" => "QALYs".to_owned(),
        other => other.to_owned(),
    };
    let words: Vec<String> = name.split(['_', '-']).map(known).collect();
    sentence(&words.join(" "))
}

/// The same with a capital letter.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_told_again_with_what_is_to_be_added() {
        let words = "throughcare compare a b --replicates 4 --out=x --set k=1 --out y --quiet";
        let manifest = serde_json::json!({
            "program": "throughcare", "version": "1", "seed": 1, "replicates": 4,
            "command": words.split(' ').collect::<Vec<_>>(),
            "complete": true, "scenarios": [], "data_dictionary": []});
        let facts = Facts::read(manifest).unwrap();
        assert_eq!(
            facts.command_with(&["--replicates"], "--uncertainty 100"),
            "throughcare compare a b --set k=1 --uncertainty 100"
        );
    }

    /// Protects: the command of one policy of many names that one alone, file or built in.
    #[test]
    fn a_command_is_told_again_for_one_policy() {
        let words = "throughcare compare a b mine/c.toml d+b.toml --replicates 4 --out y";
        let scenario = |name: &str| serde_json::json!({"name": name, "title": name, "hash": "", "resolved": {}});
        let scenarios = ["a", "b", "c", "d+b"].map(scenario);
        let manifest = serde_json::json!({
            "program": "throughcare", "version": "1", "seed": 1, "replicates": 4,
            "command": words.split(' ').collect::<Vec<_>>(), "complete": true,
            "scenarios": scenarios, "data_dictionary": []});
        let facts = Facts::read(manifest).unwrap();
        let of = |policy: &str| facts.command_of(policy, &[], "--out z");
        assert_eq!(of("b"), "throughcare compare a b --replicates 4 --out z");
        assert_eq!(
            of("c"),
            "throughcare compare a mine/c.toml --replicates 4 --out z"
        );
        assert_eq!(
            of("d+b"),
            "throughcare compare a d+b.toml --replicates 4 --out z"
        );
    }

    #[test]
    fn names_become_words() {
        assert_eq!(words("drr_starts"), "DRR starts");
        assert_eq!(words("recalls"), "Recalls");
        assert_eq!(words("qalys_lost"), "QALYs lost");
    }
}
