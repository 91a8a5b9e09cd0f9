//! The log of assumptions: every value of a scenario that no published figure gives, with its
//! range, what it means and what it acts on, as a page of documentation.

use std::fmt::Write;

use crate::scenario::{Figure, Meanings, Parameter};

/// The page for the assumptions among `parameters`. `origin` is the line that says how the page
/// was made.
pub fn page(name: &str, origin: &str, parameters: &[Parameter], meanings: &Meanings) -> String {
    let assumed: Vec<&Parameter> = parameters.iter().filter(|p| p.is_assumption()).collect();
    let mut text = format!(
        "# Assumptions\n\n\
         This page is written by the program; do not edit it. {origin}\n\n\
         Every value of scenario {name} that no published figure gives: {} of {} parameters. The \
         range is what a fair critic would accept, or a 95% interval; `--uncertainty` draws from it. \
         Values that are published, law, definition or calibrated are not here: \
         `throughcare check` lists them all. A change by date is given behind its date.\n",
        assumed.len(),
        parameters.len()
    );
    let mut section = "";
    for parameter in assumed {
        let own = parameter.path.split(['.', '[']).next().unwrap_or_default();
        if own != section {
            section = own;
            text += &heading(section, meanings);
        }
        text += &rows(parameter, meanings);
    }
    text
}

fn heading(section: &str, meanings: &Meanings) -> String {
    let acts_on = meanings.acts_on(section).unwrap_or("see `docs/model.md`");
    format!(
        "\n## {section}\n\n{} Acts first on: {acts_on}.\n\n\
         | parameter | value | range | meaning | why |\n|---|---|---|---|---|\n",
        meanings.section(section)
    )
}

/// A row for the value at the start, and one for each change that is assumed.
fn rows(parameter: &Parameter, meanings: &Meanings) -> String {
    let mut text = String::new();
    let meaning = meanings.parameter(&parameter.path);
    let mut row = |name: &str, figure: &Figure, meaning: &str| {
        if figure.source.as_deref() != Some("assumption") {
            return;
        }
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {} | {} |",
            cell(&figure.written),
            cell(&figure.written_range),
            cell(meaning),
            cell(figure.note.as_deref().unwrap_or_default()),
        );
    };
    let name = format!("`{}`", parameter.path);
    if let Some(base) = &parameter.base {
        row(&name, base, &meaning);
    }
    for phase in &parameter.phases {
        row(
            &format!("{name} from {}", phase.from),
            &phase.to,
            "as above",
        );
    }
    text
}

/// Text that cannot break out of a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::schema::Model;

    #[test]
    fn every_assumption_of_the_baseline_is_in_the_log_and_nothing_else() {
        let scenario = Scenario::<Model>::load("baseline", &[]).unwrap();
        let parameters = scenario.parameters();
        let text = page(
            "baseline",
            "Made now.",
            &parameters,
            &Meanings::of::<Model>(),
        );
        for parameter in &parameters {
            let named = text.contains(&format!("| `{}`", parameter.path));
            assert_eq!(named, parameter.is_assumption(), "{}", parameter.path);
        }
    }

    #[test]
    fn every_section_with_assumptions_says_what_it_acts_on() {
        let scenario = Scenario::<Model>::load("baseline", &[]).unwrap();
        let parameters = scenario.parameters();
        let text = page("baseline", "", &parameters, &Meanings::of::<Model>());
        assert!(!text.contains("see `docs/model.md`"));
    }

    #[test]
    fn every_assumption_is_explained() {
        let scenario = Scenario::<Model>::load("baseline", &[]).unwrap();
        let meanings = Meanings::of::<Model>();
        for parameter in scenario.parameters() {
            let meaning = meanings.parameter(&parameter.path);
            assert!(!meaning.is_empty(), "{} has no meaning", parameter.path);
        }
    }
}
