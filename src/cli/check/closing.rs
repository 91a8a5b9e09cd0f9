//! The last lines of a report: how much a scenario changes and from when, and what has no source.

use super::lines::Lines;
use super::words::plural;
use crate::scenario::{Difference, Onset, Problem};

/// When the first of some changes acts.
pub(super) fn first(differences: &[Difference]) -> Option<Onset> {
    differences.iter().filter_map(onset).min()
}

fn onset(difference: &Difference) -> Option<Onset> {
    difference.new.iter().map(|step| step.from).min()
}

/// How many changes there are, and from when: what is so from the start and what comes on a date
/// counted apart. `below` are the texts that make the world another one before this scenario says
/// anything, such as that of an area.
pub(super) fn counted(lines: &mut Lines, differences: &[Difference], below: &[String]) {
    let dated = differences.iter().filter_map(|one| match onset(one)? {
        Onset::On(date) => Some(date),
        Onset::Start => None,
    });
    let dated: Vec<_> = dated.collect();
    let at_start = differences.len() - dated.len();
    let all = plural(differences.len(), "difference");
    lines.push(match (at_start, dated.iter().min()) {
        (0, None) => all,
        (_, None) => format!("{all}, from the start"),
        (0, Some(date)) => format!("{all}, from {date}"),
        (_, Some(date)) => format!(
            "{all}: {at_start} from the start, {} from {date}",
            dated.len()
        ),
    });
    if at_start == 0 && !below.is_empty() {
        let names = below
            .iter()
            .map(|name| name.trim_end_matches(" (built in)"));
        let names: Vec<&str> = names.collect();
        lines.wrapped(
            "",
            &format!(
                "{} differs from the baseline from the start: that is the world in which the policy acts, \
                 and is not counted",
                names.join(", ")
            ),
        );
    }
}

/// What has no source as it should be, and what that means for a run.
pub(super) fn problems(lines: &mut Lines, problems: &[Problem]) {
    if problems.is_empty() {
        return;
    }
    lines.push(String::new());
    lines.push(format!(
        "{} without a proper source:",
        plural(problems.len(), "figure")
    ));
    for problem in problems {
        lines.wrapped("  ", &format!("{}: {}", problem.path, problem.message));
        lines.push(format!("    {}:{}", problem.file, problem.line));
    }
    let unknown = problems.iter().filter(|one| one.is_unknown).count();
    if unknown > 0 {
        lines.push(String::new());
        lines.wrapped(
            "",
            &format!(
                "{} not known: it can be run, and `check --sources` fails",
                match unknown {
                    1 => "1 source is".to_owned(),
                    more => format!("{more} sources are"),
                }
            ),
        );
    }
}
