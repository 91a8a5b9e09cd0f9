//! `throughcare find`: where a word of the field is, in parameters, metrics, scenarios and docs.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;

use super::streams::Stdout;
use crate::link::metrics;
use crate::scenario::areas;
use crate::scenario::relations::Related;
use crate::scenario::schema::Model;
use crate::scenario::words::{self, Word};
use crate::scenario::{Library, Meanings, SCENARIOS, Scenario};

/// Lines of each kind at most, unless all are asked for.
const SHOWN: usize = 12;
/// The pages that are part of the program.
const PAGES: [(&str, &str); 14] = [
    ("README.md", include_str!("../../README.md")),
    (
        "scenarios/README.md",
        include_str!("../../scenarios/README.md"),
    ),
    (
        "evidence/README.md",
        include_str!("../../evidence/README.md"),
    ),
    ("docs/model.md", include_str!("../../docs/model.md")),
    ("docs/areas.md", include_str!("../../docs/areas.md")),
    ("docs/glossary.md", include_str!("../../docs/glossary.md")),
    ("docs/limits.md", include_str!("../../docs/limits.md")),
    ("docs/economics.md", include_str!("../../docs/economics.md")),
    (
        "docs/calibration.md",
        include_str!("../../docs/calibration.md"),
    ),
    (
        "docs/validation.md",
        include_str!("../../docs/validation.md"),
    ),
    ("docs/fit.md", include_str!("../../docs/fit.md")),
    (
        "docs/guide/analyst.md",
        include_str!("../../docs/guide/analyst.md"),
    ),
    (
        "docs/guide/commissioner.md",
        include_str!("../../docs/guide/commissioner.md"),
    ),
    (
        "docs/guide/student.md",
        include_str!("../../docs/guide/student.md"),
    ),
];

/// Finds a word of the field in parameters, metrics, scenarios and documentation
#[derive(Debug, Args)]
pub struct FindArgs {
    /// The word or words, such as `naloxone` or `drr share`
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    /// Shows everything that was found
    #[arg(long)]
    all: bool,
}

/// One thing that was found: its name, and a line about it.
struct Hit {
    name: String,
    about: String,
}

/// Prints what was found; where nothing was, the exit code is 2.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(args: &FindArgs) -> anyhow::Result<ExitCode> {
    let text = words::plain(&args.words.join(" "));
    let known = words::near(Model::words(), &text);
    let groups = [
        ("words of the field", known.iter().map(of_word).collect()),
        ("parameters", parameters(&text, &known)?),
        ("metrics", results(&text)),
        ("scenarios", scenarios(&text)),
        ("documentation", pages(&text)),
    ];
    let mut out = Stdout::new();
    let mut first = true;
    for (title, hits) in groups.iter().filter(|(_, hits)| !hits.is_empty()) {
        writeln!(out, "{}{title}", if first { "" } else { "\n" })?;
        first = false;
        let shown = if args.all { hits.len() } else { SHOWN };
        for hit in hits.iter().take(shown) {
            writeln!(out, "  {}  {}", hit.name, hit.about)?;
        }
        if hits.len() > shown {
            writeln!(
                out,
                "  ... and {} more: --all shows them",
                hits.len() - shown
            )?;
        }
    }
    if first {
        let all = Model::words().iter().map(|one| one.word);
        let near = crate::scenario::nearest(&text, all);
        let hint = near
            .map(|word| format!("; did you mean `{word}`?"))
            .unwrap_or_default();
        super::streams::note(&format!("nothing was found for `{text}`{hint}"));
        return Ok(ExitCode::from(2));
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn of_word(word: &&Word) -> Hit {
    Hit {
        name: word.word.to_owned(),
        about: word.answer(),
    }
}

/// Whether every word of `text` begins a word of `of`.
fn holds(of: &str, text: &str) -> bool {
    let of = format!(" {}", words::plain(of));
    text.split(' ').all(|word| of.contains(&format!(" {word}")))
}

/// The parameters of the baseline by name and meaning, and those that known words lead to.
fn parameters(text: &str, known: &[&Word]) -> anyhow::Result<Vec<Hit>> {
    let baseline = Scenario::<Model>::load_with("baseline", &[], &Library::built_in())
        .map_err(|errors| anyhow::anyhow!(errors.to_string()))?;
    let meanings = Meanings::of::<Model>();
    let led = |path: &str| {
        let paths = known.iter().flat_map(|word| word.paths);
        paths.into_iter().any(|to| {
            let rest = path.strip_prefix(to);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    };
    let all = baseline.parameters().into_iter().filter_map(|one| {
        let meaning = meanings.parameter(&one.path);
        let by_name = holds(&one.path, text);
        let rank = match (by_name, led(&one.path), holds(&meaning, text)) {
            (true, _, _) => 0,
            (_, true, _) => 1,
            (_, _, true) => 2,
            _ => return None,
        };
        let value = one.base.as_ref().map(|base| base.written.clone());
        let about = format!(
            "= {}  {meaning}",
            value.unwrap_or_else(|| "by date".to_owned())
        );
        Some((
            rank,
            Hit {
                name: one.path,
                about,
            },
        ))
    });
    let mut all: Vec<(i32, Hit)> = all.collect();
    all.sort_by_key(|(rank, _)| *rank);
    Ok(all.into_iter().map(|(_, hit)| hit).collect())
}

fn results(text: &str) -> Vec<Hit> {
    let all = metrics().into_iter().filter(|metric| {
        holds(metric.name, text) || holds(metric.title, text) || holds(metric.definition, text)
    });
    all.map(|metric| Hit {
        name: metric.name.to_owned(),
        about: format!("({})  {}", metric.unit, metric.definition),
    })
    .collect()
}

fn scenarios(text: &str) -> Vec<Hit> {
    let all = SCENARIOS.iter().filter_map(|one| {
        let name = one.file.trim_end_matches(".toml");
        let line = |key: &str| {
            let mut lines = one.text.lines();
            let start = format!("{key} = ");
            let found = lines.find_map(|line| line.strip_prefix(&start))?;
            Some(found.trim_matches('"').to_owned())
        };
        let (title, said) = (line("title").unwrap_or_default(), line("description"));
        let found = holds(
            &format!("{name} {title} {}", said.unwrap_or_default()),
            text,
        );
        found.then(|| Hit {
            name: name.to_owned(),
            about: title,
        })
    });
    let areas = areas::all().iter().filter_map(|area| {
        let region = area.region.replace('_', " ");
        let found = holds(&format!("{} {} {region}", area.name(), area.title), text);
        found.then(|| Hit {
            name: area.name(),
            about: format!("{}, person for person", area.title),
        })
    });
    all.chain(areas).collect()
}

/// The headings under which the words stand together in a paragraph.
fn pages(text: &str) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    for (name, page) in PAGES {
        let mut heading = "";
        for paragraph in page.split("\n\n") {
            if let Some(title) = paragraph.lines().find_map(|line| line.strip_prefix('#')) {
                heading = title.trim_start_matches('#').trim();
            }
            let known = |hit: &Hit| hit.name == name && hit.about == heading;
            if holds(paragraph, text) && !found.last().is_some_and(known) {
                found.push(Hit {
                    name: name.to_owned(),
                    about: heading.to_owned(),
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: words are found from their beginning, in any order, and not inside others.
    #[test]
    fn every_word_must_begin_a_word() {
        assert!(holds("through_the_gate.local.workers", "worker gate"));
        assert!(!holds("orders.breach", "reach"));
    }

    /// Protects: pages are found by their heading.
    #[test]
    fn documentation_is_found_by_heading() {
        let hits = pages("naloxone");
        assert!(
            hits.iter()
                .any(|hit| hit.name == "docs/model.md" && !hit.about.is_empty())
        );
    }
}
