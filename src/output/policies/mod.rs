//! The pages of policies: every policy of a finished comparison on every estate that was run, a row each on
//! one page, and each on a page of its own.

mod header;
mod markdown;
mod page;

use sha2::{Digest, Sha256};

use crate::experiment::files::hex;
use crate::figures::{Background, Dossier, Lever, estates, policies};
use crate::scenario::{EVIDENCE, LEVERS};

use page::Pages;
pub use page::{Places, PolicyPage};

/// What every one of these files says of itself.
const OURS: &str = "written by the program from finished results; do not edit";
/// The page of limits, of which rows are shown.
const LIMITS: &str = include_str!("../../../docs/limits.md");
/// Digits by which results are known.
const FINGERPRINT: usize = 12;

/// Whether a text is one of these pages, or the picture of one: what else has its name is somebody's own.
pub fn is_ours(text: &str) -> bool {
    text.contains(OURS)
}

/// The page of all policies, with links to their own where `places` says where those lie.
///
/// # Errors
/// When the list of what policies are about cannot be read.
pub fn policies_page(
    dossier: &Dossier,
    date: &str,
    places: Option<&Places>,
) -> Result<String, csv::Error> {
    let background = Background::of(EVIDENCE, "", "");
    let tables = policies(dossier, &background, &levers()?);
    let mut page = head(dossier, date, places.is_some());
    let linked = |name: &str| match places {
        Some(places) => {
            let file = page::file_of(name);
            format!("[{}]({}{file})", markdown::escaped(name), places.pages)
        }
        None => name.to_owned(),
    };
    for table in tables {
        page += &format!(
            "\n## {}\n\n{}",
            table.caption,
            markdown::table(&table, &linked)
        );
    }
    Ok(page)
}

/// A page of each policy, in their order.
///
/// # Errors
/// When the list of what policies are about cannot be read.
pub fn policy_pages(
    dossier: &Dossier,
    date: &str,
    places: &Places,
) -> Result<Vec<PolicyPage>, csv::Error> {
    let background = Background::of(EVIDENCE, "", "");
    let levers = levers()?;
    let pages = Pages {
        dossier,
        background: &background,
        date,
        places,
    };
    let each = dossier.facts.policies().iter().enumerate();
    let each = each.filter_map(|(n, policy)| {
        let lever = levers.iter().find(|lever| lever.policy == policy.name);
        pages.of(n, lever)
    });
    Ok(each.collect())
}

/// When and by what a page was made, and of which results.
fn made(dossier: &Dossier, date: &str) -> String {
    let facts = &dossier.facts;
    let mut digest = Sha256::new();
    for of in std::iter::once(dossier).chain(&dossier.others) {
        let file = of.facts.files.get("comparison.csv");
        digest.update(file.map_or("", |file| &*file.sha256));
    }
    let mut digest = hex(&digest.finalize());
    digest.truncate(FINGERPRINT);
    format!(
        "This page is {OURS} it. Made on {date} by {} {}, of results `{digest}`.",
        facts.program, facts.version
    )
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
            limits: field(4)
                .split(';')
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty())
                .collect(),
        })
    });
    rows.collect()
}

fn head(dossier: &Dossier, date: &str, has_pages: bool) -> String {
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
    let pages = match has_pages {
        true => " Each policy has a page of its own, with its question, file, command and chart.",
        false => "",
    };
    format!(
        "# Policies\n\n{made} The command:\n\n```sh\n{command}\n```\n\n\
         Every figure is policy less baseline, mean {window}. {estates} {intervals} What stands in round brackets is \
         not told from zero. Less is better, but of net benefit. A policy that does nothing to an outcome here may \
         do so because the model has no way from the one to the other: see [limits](limits.md).{pages} What the next million pounds buys of \
         each lever is on a page of [budgets](experiments/budget.md).\n",
        made = made(dossier, date),
        command = facts.command_line(),
        window = dossier.window(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: what a policy's page says that the model lacks is on the page of limits.
    #[test]
    fn limits_of_levers_are_rows_of_the_page_of_limits() {
        let known: Vec<&str> = page::rows_of_limits().map(|row| row.0).collect();
        assert!(known.len() > 10, "{known:?}");
        for lever in levers().expect("a list") {
            for limit in &lever.limits {
                assert!(known.contains(&&**limit), "{}: {limit}", lever.policy);
            }
        }
    }
}
