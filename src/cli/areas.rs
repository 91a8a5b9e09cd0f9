//! `throughcare areas`: the built-in areas, what is local to each, and where it stands among the 43.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::streams::Stdout;
use crate::scenario::Library;
use crate::scenario::areas::{self, Area, Kind, Ranked, ranked};

/// How many areas are told of when a name is wrong.
const FORCES: usize = 43;

/// Lists the built-in areas: residents, what is local, and where each figure ranks among the 43
#[derive(Debug, Args)]
pub struct AreasArgs {
    /// One area, such as `durham`: every figure with its rank and where it is from
    #[arg(value_name = "AREA")]
    area: Option<String>,
    /// Prints the area as a scenario file, to read or to change
    #[arg(long, value_name = "AREA", conflicts_with = "area")]
    show: Option<String>,
    /// How the list is written
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    format: Format,
}

/// How the list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    Text,
    /// For a page
    Markdown,
    /// For a spreadsheet, numbers as they are
    Csv,
}

/// Prints the list, or one area.
///
/// # Errors
/// When there is no such area, or standard output cannot be written.
pub fn run(args: &AreasArgs) -> anyhow::Result<ExitCode> {
    let text = match (&args.show, &args.area) {
        (Some(name), _) => shown(name)?,
        (None, Some(name)) => one(area(name)?, args.format),
        (None, None) => list(areas::all(), args.format),
    };
    let mut out = Stdout::new();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn area(name: &str) -> Result<&'static Area, Failure> {
    areas::find(name).ok_or_else(|| unknown(name))
}

fn unknown(name: &str) -> Failure {
    let failure = Failure::misuse(format!("there is no area `{name}`"));
    let near = areas::nearest(name.trim().to_lowercase().replace(' ', "-").as_ref());
    failure.help(match near {
        Some(near) => format!("did you mean {near}?"),
        None => format!("`throughcare areas` lists the {FORCES}"),
    })
}

/// The scenario of an area.
fn shown(name: &str) -> Result<String, Failure> {
    let full = match name.contains('/') {
        true => name.to_owned(),
        false => format!("areas/{name}"),
    };
    Library::built_in().text(&full).ok_or_else(|| unknown(name))
}

fn list(all: &[Area], format: Format) -> String {
    match format {
        Format::Csv => csv(all),
        Format::Markdown => markdown(all),
        Format::Text => text(all),
    }
}

/// One line an area, in 80 columns.
fn text(all: &[Area]) -> String {
    let mut out = format!(
        "{:<24}{:>16}{:>13}{:>13}{:>14}\n{:<24}{:>16}{:>13}{:>13}{:>14}\n{}\n",
        "area",
        "residents",
        "drug deaths",
        "arrests",
        "share of all",
        "areas/...",
        "",
        "per million",
        "per 1,000",
        "prisoners",
        "-".repeat(80)
    );
    let mut forces = true;
    for area in all {
        if forces && !area.is_force() {
            out.push('\n');
            forces = false;
        }
        let [residents, deaths, _, arrests, prison] = ranked(area);
        let cell = |one: &Ranked, number: String| match area.is_force() {
            true => format!("{number} {} {:>2}", one.mark.letter(), one.rank),
            false => format!("{number} {}   ", one.mark.letter()),
        };
        out.push_str(
            format!(
                "{:<24}{:>16}{:>13}{:>13}{:>14}",
                area.key,
                cell(&residents, grouped(residents.value)),
                cell(&deaths, format!("{:.0}", deaths.value)),
                cell(&arrests, format!("{:.1}", arrests.value)),
                cell(&prison, format!("{:.2} %", 100.0 * prison.value)),
            )
            .trim_end(),
        );
        out.push('\n');
    }
    out.push_str(
        "\nL local, R regional share, N national: how far a figure is the area's own. The\n\
         number behind it is its rank among the 43. `throughcare areas durham` tells of\n\
         one area, `throughcare areas --show durham` prints its scenario, and areas/all\n\
         is all of them in one country.\n",
    );
    out
}

fn csv(all: &[Area]) -> String {
    let mut out = String::from("area,title,kind,region,figure,unit,value,rank_of_43,local\n");
    for area in all {
        for figure in ranked(area) {
            let rank = match area.is_force() {
                true => figure.rank.to_string(),
                false => String::new(),
            };
            let title = match area.title.contains(',') {
                true => format!("\"{}\"", area.title),
                false => area.title.clone(),
            };
            out.push_str(&format!(
                "{},{title},{},{},{},\"{}\",{},{rank},{}\n",
                area.name(),
                kind(area.kind),
                area.region,
                figure.name,
                figure.unit,
                figure.value,
                figure.mark
            ));
        }
    }
    out
}

/// What is local to each area, and how it validates.
fn markdown(all: &[Area]) -> String {
    let mut out = String::from(
        "| area | residents | drug deaths a year | in the model | arrests | in the model | schemes of its own |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for area in all {
        let known = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), grouped);
        let arrests = match area.arrests_evidence.as_str() {
            "" => "national".to_owned(),
            evidence => format!("{} ({evidence})", grouped(area.arrests)),
        };
        let schemes = match areas::schemes(area) {
            none if none.is_empty() => "-".to_owned(),
            some => some.join(", "),
        };
        out.push_str(&format!(
            "| `{}` | {} | {} | {} | {arrests} | {} | {schemes} |\n",
            area.name(),
            grouped(area.residents),
            grouped(area.deaths_per_year()),
            known(area.model_overdoses),
            known(area.model_arrests),
        ));
    }
    out
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Force => "force",
        Kind::Borough => "borough",
        Kind::Town => "town",
    }
}

/// Everything that is told of one area.
fn one(area: &Area, format: Format) -> String {
    match format {
        Format::Csv => return csv(std::slice::from_ref(area)),
        Format::Markdown => return markdown(std::slice::from_ref(area)),
        Format::Text => {}
    }
    let mut out = format!("{}: {}\n", area.name(), area.title);
    for figure in ranked(area) {
        let value = match figure.name {
            "residents" => grouped(figure.value),
            "need" | "prisoners" => format!("{:.2} %", 100.0 * figure.value),
            _ => format!("{:.1}", figure.value),
        };
        let rank = match area.is_force() && figure.name != "need" {
            true => format!(", {} of {FORCES}", figure.rank),
            false => String::new(),
        };
        out.push_str(&format!(
            "  {:<12}{value:>12}  {}\n  {:<26}{}{rank}\n",
            figure.name, figure.unit, "", figure.mark
        ));
    }
    if let (Some(arrests), Some(overdoses)) = (area.model_arrests, area.model_overdoses) {
        out.push_str(&format!(
            "  in the model{:>12}  arrests a year, and {} deaths by overdose; {} deaths by drug\n{:28}poisoning a year were registered\n",
            grouped(arrests),
            grouped(overdoses),
            grouped(area.deaths_per_year()),
            ""
        ));
    }
    let schemes = areas::schemes(area).join(", ");
    let more = [
        ("schemes", &schemes),
        ("stands next to", &area.like),
        ("note", &area.note),
    ];
    for (about, text) in more.iter().filter(|(_, text)| !text.is_empty()) {
        out.push_str(&format!("  {about}: {text}\n"));
    }
    out
}

/// A count with its thousands apart.
fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
