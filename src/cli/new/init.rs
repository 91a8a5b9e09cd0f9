//! `throughcare init`: a folder with an area, a policy, and three commands.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::super::failure::Failure;
use super::super::scenarios;
use super::super::streams::note;
use super::{policy, write};
use crate::link::StudyOptions;
use crate::scenario::Library;
use crate::scenario::areas;

/// The files.
const AREA: &str = "my-area.toml";
const POLICY: &str = "my-policy.toml";
const README: &str = "README.md";

/// Writes a folder to begin with: an area, a policy, and a page with three commands
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder
    #[arg(default_value = "throughcare", value_name = "DIR")]
    folder: PathBuf,
    /// The area to begin with, as `throughcare areas` lists them
    #[arg(long, default_value = "durham", value_name = "AREA")]
    area: String,
}

pub(super) fn run(args: &InitArgs) -> anyhow::Result<ExitCode> {
    let area = areas::find(&args.area).ok_or_else(|| {
        let near = areas::nearest(args.area.as_ref());
        Failure::misuse(format!("there is no area `{}`", args.area)).help(match near {
            Some(near) => format!("did you mean {near}?"),
            None => "`throughcare areas` lists them".to_owned(),
        })
    })?;
    let folder = &args.folder;
    let is_used = std::fs::read_dir(folder).is_ok_and(|mut all| all.next().is_some());
    let what = match folder.is_file() {
        true => "is a file",
        false => "is not empty",
    };
    if is_used || folder.is_file() {
        let message = format!("`{}` {what}", folder.display());
        return Err(Failure::misuse(message)
            .help("name a new folder, such as `throughcare init my-area`; nothing was touched")
            .into());
    }
    std::fs::create_dir_all(folder)
        .map_err(|error| Failure::failed(format!("cannot make `{}`: {error}", folder.display())))?;
    let name = area.name();
    let text = Library::built_in().text(&name).unwrap_or_default();
    let text = text.replacen(&format!("name = \"{}\"", area.key), "name = \"my-area\"", 1);
    write(&folder.join(AREA), &text)?;
    let scenario = scenarios::one(&name, &StudyOptions::default())?;
    write(
        &folder.join(POLICY),
        &policy::text("my-policy", AREA, &scenario, false)?,
    )?;
    write(&folder.join(README), &readme(&area.title, &name))?;
    note(&format!(
        "written: {AREA}, {POLICY} and {README} in {}; begin with {README}",
        folder.display()
    ));
    Ok(ExitCode::SUCCESS)
}

fn readme(title: &str, name: &str) -> String {
    format!(
        "# A policy for {title}\n\n\
         `{AREA}` is {title} ({name}) as the program has it; every figure says whether it is local.\n\
         `{POLICY}` is a policy: take the `#` away from what you want to change. In this folder:\n\n\
         1. What does the policy change, and what does it come to here?\n\n\
         ```sh\nthroughcare check {POLICY}\n```\n\n\
         2. What does it do? (A minute; the table is in the terminal.)\n\n\
         ```sh\nthroughcare compare {AREA} {POLICY} --replicates 10 --out results --overwrite\n```\n\n\
         3. A report of it for people who were not there: `results/report.html`, made by the second\n\
         command, opens in a browser and prints on A4. To make it again:\n\n\
         ```sh\nthroughcare report results\n```\n"
    )
}
