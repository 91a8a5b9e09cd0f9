//! Writes the reference pages of the book: every parameter of the baseline, and every metric.
//!
//! ```text
//! cargo run --example reference_pages -- docs/reference
//! ```
//!
//! Both are made from what the program itself reads, so that they cannot disagree with it.
//! `docs/build-book.sh` calls it before it builds the book.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use throughcare::observe::{Better, Metric, Theme, metrics};
use throughcare::scenario::schema::Model;
use throughcare::scenario::{Figure, Meanings, Parameter, Scenario};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;
    let baseline = Scenario::<Model>::load("baseline", &[]).map_err(|errors| errors.to_string())?;
    let parameters = parameters(&baseline.parameters(), &Meanings::of::<Model>())?;
    fs::write(folder.join("parameters.md"), parameters)?;
    let list: Vec<Metric> = metrics().into_iter().map(|d| d.metric).collect();
    fs::write(folder.join("metrics.md"), metric_page(&list)?)?;
    Ok(())
}

/// A heading for each section of the baseline, and a row for each of its values.
fn parameters(parameters: &[Parameter], meanings: &Meanings) -> Result<String, std::fmt::Error> {
    let mut page = format!(
        "# Parameters\n\nAll {} of the baseline, as `throughcare check baseline` shows them. A scenario writes \
         `section.key` as a key under `[section]`; a source is a row of `evidence/evidence.csv`, or says how the \
         value came about. Nothing beyond the limits is taken.\n",
        parameters.len()
    );
    let mut section = "";
    for parameter in parameters {
        let own = parameter.path.split(['.', '[']).next().unwrap_or_default();
        if own != section {
            section = own;
            let about = meanings.section(section);
            let columns = "| parameter | value | range | limits | source | meaning |\n|---|---|---|---|---|---|";
            writeln!(page, "\n## {section}\n\n{about}\n\n{columns}")?;
        }
        let name = format!("`{}`", parameter.path);
        let meaning = meanings.parameter(&parameter.path);
        let limits = parameter.limits.range(parameter.kind);
        if let Some(base) = &parameter.base {
            writeln!(page, "{}", row(&name, base, &limits, &meaning))?;
        }
        for change in &parameter.phases {
            let dated = format!("{name} from {}", change.from);
            writeln!(page, "{}", row(&dated, &change.to, "", ""))?;
        }
    }
    Ok(page)
}

fn row(name: &str, figure: &Figure, limits: &str, meaning: &str) -> String {
    let source = figure.source.as_deref().unwrap_or_default();
    let cells = [
        name,
        &figure.written,
        &figure.written_range,
        limits,
        source,
        meaning,
    ];
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("| {} |", cells.join(" | "))
}

/// A heading for each theme, and a row for each of its metrics.
fn metric_page(metrics: &[Metric]) -> Result<String, std::fmt::Error> {
    let mut page = format!(
        "# Metrics\n\nAll {}, as `throughcare metrics` lists them. The name is the one in the files; **bold** metrics \
         are shown without being asked.\n",
        metrics.len()
    );
    for theme in Theme::ALL {
        let columns =
            "| name | title | unit | about | better | definition |\n|---|---|---|---|---|---|";
        writeln!(page, "\n## {}\n\n{columns}", theme.title())?;
        for metric in metrics.iter().filter(|metric| metric.theme == theme) {
            let title = if metric.headline {
                format!("**{}**", metric.title)
            } else {
                metric.title.to_owned()
            };
            let better = match metric.better {
                Better::Higher => "higher",
                Better::Lower => "lower",
                Better::Neither => "",
            };
            let name = format!("`{}`", metric.name);
            let universe = metric.universe.name();
            let cells = [
                &name,
                &title,
                metric.unit,
                universe,
                better,
                metric.definition,
            ];
            let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
            writeln!(page, "| {} |", cells.join(" | "))?;
        }
    }
    Ok(page)
}

/// Text that cannot break out of a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
        .replace('\n', " ")
        .replace('<', "&lt;")
}
