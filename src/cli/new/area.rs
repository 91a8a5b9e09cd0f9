//! `throughcare new area`: an area of one's own from a dozen numbers.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::super::failure::Failure;
use super::super::interrupt;
use super::super::streams::{Stdout, note};
use super::super::written;
use super::{ask, outcome, place, plain_name, write};
use crate::experiment::Threads;
use crate::link::{Figures, Workbench};
use crate::scenario::areas::{
    Answers, Maker, QUESTIONS, REGION, RESIDENTS, clashes, doubts, number, read_answers, schema,
};
use crate::scenario::{Library, read_file, typed};

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
    /// Prints the questions as a file to fill in, or writes them where --out says
    #[arg(long)]
    schema: bool,
    /// File to write; where absent NAME.toml, and of --schema the terminal
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
        questions(args, &schema(&regions))?;
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
                .help("`throughcare new area --schema --out answers.toml`, fill it in, and use --from answers.toml")
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
    let (answers, typical) = match from {
        Some(answers) => {
            let typical = bench.typical(&answers).map_err(Failure::from)?;
            doubted(args.from.as_deref(), &answers, &typical, &maker);
            (answers, typical)
        }
        None => asked(&bench, &regions)?,
    };
    let mut told = |round: usize, miss: f64| {
        note(&format!(
            "round {round}: rates are moved by what they miss, {:.0} % at most",
            100.0 * miss
        ));
    };
    let solved = bench.solve(&answers, &typical, &mut told);
    let solved = solved.map_err(Failure::from)?;
    write(&path, &solved.text)?;
    let mut out = Stdout::new();
    out.write_all(outcome::table(&answers, &solved).as_bytes())?;
    out.write_all(b"\n")?;
    out.write_all(outcome::words(&solved).as_bytes())?;
    out.flush()?;
    note(&format!(
        "written: {file}\n`throughcare check {file}` lists what is local; \
         `throughcare compare {file} {file}+more-drrs` compares a policy there",
        file = path.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Prints the questions, or writes them to a file.
fn questions(args: &AreaArgs, text: &str) -> anyhow::Result<()> {
    let Some(path) = &args.out else {
        let mut out = Stdout::new();
        out.write_all(text.as_bytes())?;
        return Ok(out.flush()?);
    };
    written::refuse(("--out", path), &[], args.overwrite)?;
    write(path, text)?;
    note(&format!(
        "written: {file}; fill it in, and `throughcare new area NAME --from {file}` makes the area",
        file = path.display()
    ));
    Ok(())
}

fn answers_in(file: &Path, regions: &[String]) -> Result<Answers, Failure> {
    let text = read_file(file).map_err(|error| {
        Failure::misuse(format!("cannot read `{}`: {error}", file.display()))
            .help("`throughcare new area --schema` prints a file to fill in")
    })?;
    let name = file.display().to_string();
    read_answers(&name, &text, regions).map_err(|faults| Failure::diagnostics(faults.to_string()))
}

/// Says what of a file can hardly be meant.
fn doubted(file: Option<&Path>, answers: &Answers, typical: &Figures, maker: &Maker) {
    let file = file.map_or_else(String::new, |file| file.display().to_string());
    for doubt in doubts(answers, typical, maker.navigator()) {
        let place = answers.lines.get(doubt.key);
        let place = place.map_or_else(String::new, |line| format!("{file}:{line}: "));
        note(&format!("warning: {place}{}", doubt.words));
    }
}

/// The answers of whoever sits at the terminal, and what a typical area has.
fn asked(bench: &Workbench<'_>, regions: &[String]) -> Result<(Answers, Figures), Failure> {
    note("An empty answer takes what is in brackets. Numbers are of the last year.\n");
    let mut answers = Answers::default();
    let mut typical = Figures::new();
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
                let people = needed(&asks, |text| residents(text, &answers))?;
                answers.numbers.insert(RESIDENTS, people);
                note("Looking up what such an area has in the model ...");
                typical = bench.typical(&answers).map_err(Failure::from)?;
            }
            key => {
                let known = typical.get(key);
                let default = known.map_or_else(String::new, |value| format!("about {value:.0}"));
                let typed = ask::ask(&asks, &default, |text| count(key, text))?;
                answers.numbers.extend(typed.map(|value| (key, value)));
                again(key, one.asks, &mut answers, &typical, bench.maker)?;
            }
        }
    }
    Ok((answers, typical))
}

/// Asks again about an answer that clashes with others, and once more about one that can hardly be
/// meant.
fn again(
    key: &'static str,
    asks: &str,
    answers: &mut Answers,
    typical: &Figures,
    maker: &Maker,
) -> Result<(), Failure> {
    loop {
        let clash = clashes(answers).into_iter().next();
        let (words, asks) = match clash {
            Some(clash) => {
                answers.numbers.remove(key);
                (clash.words, asks.to_owned())
            }
            None => {
                let doubts = doubts(answers, typical, maker.navigator());
                let Some(doubt) = doubts.into_iter().find(|doubt| doubt.key == key) else {
                    return Ok(());
                };
                (
                    doubt.words,
                    "Enter keeps it; or the right number".to_owned(),
                )
            }
        };
        note(&format!("  {words}"));
        let Some(value) = ask::ask(&asks, "", |text| count(key, text))? else {
            return Ok(());
        };
        answers.numbers.insert(key, value);
    }
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
    let value = typed::number(text).ok_or_else(|| "a number such as 500,000 or 12k".to_owned())?;
    number(key, value)
}

/// Residents of an area that fit into its region.
fn residents(text: &str, answers: &Answers) -> Result<f64, String> {
    let people = count(RESIDENTS, text)?;
    let mut tried = answers.clone();
    tried.numbers.insert(RESIDENTS, people);
    match clashes(&tried).first() {
        Some(clash) => Err(format!("possible: {}", clash.words)),
        None => Ok(people),
    }
}
