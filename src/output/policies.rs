//! The page of policies: every policy of a finished comparison on every estate that was run, as a page of
//! documentation.

use std::fmt::Write;

use crate::figures::content::{Entry, Table};
use crate::figures::{Background, Dossier, Lever, estates, policies};
use crate::scenario::{EVIDENCE, LEVERS};

/// The page.
///
/// # Errors
/// When the list of what policies are about cannot be read.
pub fn policies_page(dossier: &Dossier, date: &str) -> Result<String, csv::Error> {
    let background = Background::of(EVIDENCE, "", "");
    let tables = policies(dossier, &background, &levers()?);
    let mut page = head(dossier, date);
    for table in tables {
        page += &markdown(&table);
    }
    Ok(page)
}

/// What each policy of the program is about.
///
/// # Errors
/// When the list cannot be read.
pub fn levers() -> Result<Vec<Lever>, csv::Error> {
    let mut reader = csv::Reader::from_reader(LEVERS.as_bytes());
    let rows = reader.records().map(|row| {
        let row = row?;
        let field = |n: usize| row.get(n).unwrap_or_default().to_owned();
        Ok(Lever {
            policy: field(0),
            metric: field(1),
            stratum: field(2),
            rises: row.get(3) == Some("rises"),
        })
    });
    rows.collect()
}

fn head(dossier: &Dossier, date: &str) -> String {
    let facts = &dossier.facts;
    let estates = match estates(dossier).as_slice() {
        [first, others @ ..] if !others.is_empty() => format!(
            "Each cell: the estate {first}, with its interval / {}.",
            others.join(" / ")
        ),
        _ => "Only the estate as fitted was run.".to_owned(),
    };
    let intervals = match &facts.uncertainty {
        Some(drawn) => format!(
            "Intervals are total ones, over {} draws of {} parameters: they hold what is not known of the \
             parameters, and luck.",
            drawn.draws, drawn.parameters
        ),
        None => format!(
            "Intervals are those of luck over {} replicates; how far the assumptions may be off is not in them.",
            facts.replicates
        ),
    };
    format!(
        "# Policies\n\n\
         This page is written by the program from finished results; do not edit it. Made on {date} by {program} \
         {version}, of:\n\n\
         ```sh\n{command}\n```\n\n\
         Every figure is policy less baseline, mean {window}. {estates} {intervals} What stands in round brackets is \
         not told from zero. Less is better, but of net benefit. A policy that does nothing to an outcome here may \
         do so because the model has no way from the one to the other: see [limits](limits.md).\n",
        program = facts.program,
        version = facts.version,
        command = facts.command_line(),
        window = dossier.window(),
    )
}

fn markdown(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = format!("\n## {}\n\n", table.caption);
    text += &line(table.head.clone());
    // Writing to a string cannot fail.
    let _ = writeln!(text, "|{}", "---|".repeat(table.head.len()));
    for row in &table.rows {
        text += &line(row.iter().map(cell).collect());
    }
    text
}

fn cell(entry: &Entry) -> String {
    let text = match entry {
        Entry::None => String::new(),
        Entry::Text(text) => text.clone(),
        Entry::Number(number) => number.text.clone(),
        Entry::Interval([mean, low, high]) => {
            format!("{} [{} to {}]", mean.text, low.text, high.text)
        }
    };
    text.replace('|', "\\|")
}
