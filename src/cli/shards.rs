//! One shard of a run: its share of the replicates in a folder of its own, with what it takes to
//! put the shards together elsewhere.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::options::DEFAULT_MAX_REPLICATES;
use crate::experiment::files::write_whole;
use crate::experiment::{Plan, Request, Shard, Simulator, Study};
use crate::link::Frame;
use crate::output::SHARD;

/// A shard as its folder describes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Described {
    program: String,
    /// Version of the program.
    pub(super) version: String,
    /// Which shard of how many, as `2/5`.
    shard: String,
    /// Replicates of the whole run.
    pub(super) replicates: u32,
    pub(super) seed: u64,
    /// How narrow intervals should become, as it was asked for.
    pub(super) precision: Vec<String>,
    /// The command as it was typed.
    pub(super) command: Vec<String>,
    pub(super) run: Frame,
}

impl Described {
    /// Describes the shard of `plan`.
    ///
    /// # Errors
    /// When the run is of a kind that cannot be put together again.
    pub(super) fn new(
        study: &Study<'_>,
        plan: &Plan,
        precision: &[Request],
        command: Vec<String>,
    ) -> Result<Self, Failure> {
        let simulator: &dyn Simulator = study.simulator();
        let run = Frame::of(simulator);
        let run = run.map_err(|error| Failure::failed(format!("no shard can be made: {error}")))?;
        Ok(Self {
            program: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            shard: plan.shard.to_string(),
            replicates: plan.replicates,
            seed: study.seed(),
            precision: precision.iter().map(ToString::to_string).collect(),
            command,
            run,
        })
    }

    /// Writes the description into the folder of the shard.
    ///
    /// # Errors
    /// When it cannot be written, or another shard is there.
    pub(super) fn write(&self, folder: &Path) -> Result<(), Failure> {
        let path = folder.join(SHARD);
        if path.exists() {
            let there = Self::read(folder)?;
            if there.shard != self.shard {
                return Err(Failure::misuse(format!(
                    "`{}` holds shard {}, not {}",
                    folder.display(),
                    there.shard,
                    self.shard
                ))
                .help("give every shard a folder of its own with --out"));
            }
        }
        let body = |out: &mut dyn Write| -> io::Result<()> {
            serde_json::to_writer_pretty(&mut *out, self)?;
            out.write_all(b"\n")
        };
        write_whole(&path, body).map_err(|error| {
            Failure::failed(format!("cannot write `{}`: {error}", path.display()))
                .help("check the space and the rights there")
        })?;
        Ok(())
    }

    /// Reads what a folder says of itself.
    ///
    /// # Errors
    /// When it holds no shard of this version.
    pub(super) fn read(folder: &Path) -> Result<Self, Failure> {
        let no_shard = |why: String| {
            Failure::misuse(format!(
                "`{}` is no shard of a run: {why}",
                folder.display()
            ))
            .help("name the result folders of `run` or `compare` with --shard")
        };
        let text = fs::read(folder.join(SHARD)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => no_shard(format!("it has no `{SHARD}`")),
            _ => no_shard(error.to_string()),
        })?;
        let said: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
        if said["program"] != env!("CARGO_PKG_NAME") {
            return Err(no_shard(format!("its `{SHARD}` is not of this program")));
        }
        let (ours, theirs) = (env!("CARGO_PKG_VERSION"), &said["version"]);
        if theirs != ours {
            let theirs = theirs.as_str().unwrap_or("another");
            return Err(Failure::misuse(format!(
                "`{}` was made by version {theirs}, and this is {ours}",
                folder.display()
            ))
            .help("merge with the version that made the shards"));
        }
        let described: Self = serde_json::from_value(said)
            .map_err(|error| no_shard(format!("its `{SHARD}` is damaged: {error}")))?;
        described.shard()?;
        Ok(described)
    }

    /// Which shard it is.
    ///
    /// # Errors
    /// When the file says none.
    pub(super) fn shard(&self) -> Result<Shard, Failure> {
        let parsed = self.shard.parse();
        parsed.map_err(|error| Failure::misuse(format!("a `{SHARD}` is wrong: {error}")))
    }

    /// The command that goes on with shard `shard` of this run, up to so many replicates. `is_there`
    /// says whether it has a folder already; where it has none, its own is left to be named.
    pub(super) fn command_for(&self, shard: Shard, replicates: u32, is_there: bool) -> String {
        const VALUED: [&str; 4] = ["--shard", "--replicates", "--max-replicates", "--out"];
        let mut words = Vec::new();
        let mut out = None;
        let mut rest = self.command.iter();
        while let Some(word) = rest.next() {
            let (name, value) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (word.as_str(), None),
            };
            if VALUED.contains(&name) {
                let value = value.or_else(|| rest.next().cloned());
                if name == "--out" {
                    out = value;
                }
            } else if name != "--resume" && name != "--overwrite" {
                words.push(quoted(word));
            }
        }
        words.push(format!("--replicates {replicates} --shard {shard}"));
        if !self.precision.is_empty() && replicates > DEFAULT_MAX_REPLICATES {
            words.push(format!("--max-replicates {replicates}"));
        }
        match (out, is_there) {
            (Some(out), true) => words.push(format!("--out {} --resume", quoted(&out))),
            (None, true) => words.push("--resume".to_owned()),
            (Some(_), false) => words.push("--out A-FOLDER-OF-ITS-OWN".to_owned()),
            (None, false) => {}
        }
        words.join(" ")
    }
}

/// A whole run that goes on in the folder of a shard makes it a whole one.
///
/// # Errors
/// When the file system refuses.
pub(super) fn forget(folder: &Path) -> Result<(), Failure> {
    match fs::remove_file(folder.join(SHARD)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::failed(format!(
            "cannot use the result folder `{}`: {error}",
            folder.display()
        ))),
        _ => Ok(()),
    }
}

/// A word that a shell takes as one.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=+%:,@".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}
