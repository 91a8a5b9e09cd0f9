//! `throughcare new area`: an area of one's own from a dozen numbers.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::super::failure::Failure;
use super::super::interrupt;
use super::super::streams::{Stdout, note};
use super::{ask, place, plain_name, write};
use crate::experiment::Threads;
use crate::link::{HELD_BACK, Solved, Workbench};
use crate::scenario::Library;
use crate::scenario::areas::{
    Answers, Maker, QUESTIONS, REGION, RESIDENTS, clashes, number, read_answers, schema,
};

/// What is missed by more than this is said to be missed.
const WITHIN: f64 = 0.05;

/// Asks for a dozen numbers of an area, and writes a scenario in which they come out
///
/// Rates are solved by a short calibration. The number of releases sets nothing: what comes out is
/// held against it. The file says of every value whether it is local.
#[derive(Debug, Args)]
pub struct AreaArgs {
    /// Name of the area
    #[arg(required_unless_present = "schema")]
    name: Option<String>,
    /// Takes the answers from this file instead of asking
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Prints the questions as a file to fill in
    #[arg(long)]
    schema: bool,
    /// File to write; NAME.toml where absent
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long)]
    overwrite: bool,
    /// Threads; 0 is one a core
    #[arg(long, default_value_t = 0, value_name = "N")]
    threads: usize,
}

pub(super) fn run(args: &AreaArgs) -> anyhow::Result<ExitCode> {
    let library = Library::built_in();
    let maker = library.text("baseline").and_then(|text| Maker::new(&text));
    let maker = maker.ok_or_else(|| Failure::failed("the built-in baseline cannot be read"))?;
    let regions = maker.regions();
    let Some(name) = args.name.as_ref().filter(|_| !args.schema) else {
        let mut out = Stdout::new();
        out.write_all(schema(&regions).as_bytes())?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    };
    let name = plain_name(name)?;
    if regions.contains(&name.replace('-', "_")) {
        let message = format!("`{name}` is the name of a region");
        return Err(Failure::misuse(message)
            .help("give the area another name")
            .into());
    }
    let path = place(args.out.as_ref(), &name, args.overwrite)?;
    let from = match &args.from {
        Some(file) => Some(answers_in(file, &regions)?),
        None if ask::somebody() => None,
        None => {
            return Err(Failure::misuse("nobody is there to answer: this is no terminal")
                .help("`throughcare new area --schema > answers.toml`, fill it in, and use --from answers.toml")
                .into());
        }
    };
    let bench = Workbench {
        key: &name,
        maker: &maker,
        library: &library,
        threads: Threads::new(args.threads),
        stop: interrupt::listen()?,
    };
    let answers = match from {
        Some(answers) => answers,
        None => asked(&bench, &regions)?,
    };
    let mut told = |round: usize, miss: f64| {
        note(&format!(
            "round {round}: the largest miss is {:.1} %",
            100.0 * miss
        ));
    };
    let solved = bench.solve(&answers, &mut told).map_err(Failure::from)?;
    write(&path, &solved.text)?;
    let mut out = Stdout::new();
    out.write_all(summary(&solved).as_bytes())?;
    out.flush()?;
    note(&format!(
        "written: {file}\n`throughcare check {file}` lists what is local; \
         `throughcare compare {file} {file}+more-drrs` compares a policy there",
        file = path.display()
    ));
    Ok(ExitCode::SUCCESS)
}

fn answers_in(file: &PathBuf, regions: &[String]) -> Result<Answers, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        Failure::misuse(format!("cannot read `{}`: {error}", file.display()))
            .help("`throughcare new area --schema` prints a file to fill in")
    })?;
    let name = file.display().to_string();
    read_answers(&name, &text, regions).map_err(|faults| Failure::diagnostics(faults.to_string()))
}

/// The answers of whoever sits at the terminal.
fn asked(bench: &Workbench<'_>, regions: &[String]) -> Result<Answers, Failure> {
    note("An empty answer takes what is in brackets. Numbers are of the last year.\n");
    let mut answers = Answers::default();
    let mut typical = None;
    for one in QUESTIONS {
        let asks = match one.hint {
            "" => one.asks.to_owned(),
            hint => format!("{} ({hint})", one.asks),
        };
        match one.key {
            REGION => {
                note(&format!("Regions: {}", regions.join(", ")));
                answers.region = region(one.asks, regions)?;
            }
            RESIDENTS => {
                let people = needed(&asks, |text| count(RESIDENTS, text))?;
                answers.numbers.insert(RESIDENTS, people);
                note("Looking up what such an area has in the model ...");
                typical = Some(bench.typical(&answers).map_err(Failure::from)?);
            }
            key => {
                let known = typical.as_ref().and_then(|typical| typical.get(key));
                let known = known.copied().or_else(|| posts(bench, key, &answers));
                let default = known.map_or_else(String::new, |value| format!("about {value:.0}"));
                let typed = ask::ask(&asks, &default, |text| count(key, text))?;
                answers.numbers.extend(typed.map(|value| (key, value)));
            }
        }
        let mut clash = clashes(&answers);
        while let Some(first) = clash.pop() {
            note(&format!("  {}", first.words));
            answers.numbers.remove(one.key);
            let again = ask::ask(one.asks, "", |text| count(one.key, text))?;
            answers.numbers.extend(again.map(|value| (one.key, value)));
            clash = clashes(&answers);
        }
    }
    Ok(answers)
}

/// An answer that there must be.
fn needed<T>(asks: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<T, Failure> {
    loop {
        if let Some(answer) = ask::ask(asks, "", &read)? {
            return Ok(answer);
        }
    }
}

fn region(asks: &str, regions: &[String]) -> Result<String, Failure> {
    needed(asks, |text| {
        let name = text.trim().to_lowercase().replace([' ', '-'], "_");
        match regions.contains(&name) {
            true => Ok(name),
            false => {
                let near = crate::scenario::nearest(&name, regions.iter().map(String::as_str));
                let hint = near.map(|near| format!("; did you mean {near}?"));
                Err(format!("one of the regions{}", hint.unwrap_or_default()))
            }
        }
    })
}

fn count(key: &str, text: &str) -> Result<f64, String> {
    let value = ask::number(text).ok_or_else(|| "a number".to_owned())?;
    number(key, value)
}

/// Posts that the area has as its share of the national ones.
fn posts(bench: &Workbench<'_>, key: &str, answers: &Answers) -> Option<f64> {
    let share = bench.maker.share_of_need(answers, &Default::default());
    let paths: &[&str] = match key {
        "navigators" | "scheme_cost" => &["diversion.workers.posts"],
        "custody_workers" => &["arrest_referral.workers.posts"],
        "treatment_posts" => &[
            "community_treatment.opiate.posts",
            "community_treatment.other.posts",
        ],
        _ => return None,
    };
    let all: Option<f64> = paths.iter().map(|path| bench.maker.national(path)).sum();
    let each = match key {
        "scheme_cost" => bench.maker.national("costs.staff.diversion")?,
        _ => 1.0,
    };
    Some(all? * share * each)
}

/// What was typed next to what comes out.
fn summary(solved: &Solved) -> String {
    let mut out = format!(
        "{:<20}{:>12}{:>14}{:>10}\n",
        "a year", "typed", "in the model", "miss"
    );
    for one in &solved.reached {
        let mark = match (one.held_back, one.miss().abs() > WITHIN) {
            (true, _) => "  held back: it set nothing",
            (false, true) => "  not reached",
            (false, false) => "",
        };
        out.push_str(&format!(
            "{:<20}{:>12.0}{:>14.0}{:>+8.1} %{mark}\n",
            one.key,
            one.typed,
            one.simulated,
            100.0 * one.miss()
        ));
    }
    if !solved.reached.iter().any(|one| one.held_back) {
        out.push_str(&format!(
            "{HELD_BACK} was not typed, so nothing is held against what comes out.\n"
        ));
    }
    if solved
        .reached
        .iter()
        .any(|one| !one.held_back && one.miss().abs() > WITHIN)
    {
        out.push_str(
            "What is not reached does not go together with the other numbers: look for posts that\n\
             are too few for it, or leave one of them out.\n",
        );
    }
    out
}
