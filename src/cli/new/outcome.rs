//! What was typed next to what came out, all of it from the last run of the area.

use crate::link::{HELD_BACK, Reached, Solved};
use crate::scenario::areas::{Answers, QUESTIONS, REGION};

/// What is missed by more than this is said to be missed.
const WITHIN: f64 = 0.05;
/// What comes out further than this from a number that set nothing is told plainly.
const FAR: f64 = 0.15;

/// Every number that was typed: with what came out, or as one that is taken as it is.
pub(super) fn table(answers: &Answers, solved: &Solved) -> String {
    let mut out = format!(
        "{:<18}{:>12}{:>14}{:>10}\n",
        "a year", "typed", "in the model", "miss"
    );
    for one in QUESTIONS.iter().filter(|one| one.key != REGION) {
        let Some(typed) = answers.get(one.key) else {
            continue;
        };
        let line = match solved.reached.iter().find(|reached| reached.key == one.key) {
            Some(reached) => format!(
                "{:<18}{typed:>12}{:>14.0}{:>+8.1} %  {}",
                one.key,
                reached.simulated,
                100.0 * reached.miss(),
                mark(reached)
            ),
            None => format!("{:<18}{typed:>12}{:>24}  taken as it is", one.key, ""),
        };
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn mark(reached: &Reached) -> &'static str {
    match (reached.held_back, reached.miss().abs() > WITHIN) {
        (true, _) => "held back: it set nothing",
        (false, true) => "not reached",
        (false, false) => "",
    }
}

/// What the table means, in sentences.
pub(super) fn words(solved: &Solved) -> String {
    let mut out = String::new();
    let furthest = solved.furthest();
    let is_reached = furthest.is_none_or(|one| one.miss().abs() <= WITHIN);
    if let Some(furthest) = furthest {
        out.push_str(&format!(
            "The table is of a last run, under other luck than that under which rates were moved.\n\
             The largest miss is {:.1} % ({}).\n",
            100.0 * furthest.miss().abs(),
            furthest.key
        ));
    }
    if !is_reached {
        out.push_str(
            "What is not reached does not go together with the other numbers: look for posts that\n\
             are too few for it, or leave one of them out. Mend that first. (With a few thousand residents\n\
             luck alone can do it.)\n",
        );
    }
    match solved.reached.iter().find(|one| one.held_back) {
        Some(held) if is_reached => out.push_str(&held_back(held)),
        Some(_) => {}
        None => out.push_str(&format!(
            "{HELD_BACK} was not typed, so nothing is held against what comes out.\n"
        )),
    }
    out
}

/// How far to trust the rest, by the number that set nothing.
fn held_back(held: &Reached) -> String {
    let miss = held.miss();
    let size = format!(
        "{:.0} % {}",
        100.0 * miss.abs(),
        if miss < 0.0 { "fewer" } else { "more" }
    );
    if miss.abs() <= FAR {
        return format!(
            "{HELD_BACK} set nothing, and {size} come out than were typed: near enough to trust the rest.\n"
        );
    }
    format!(
        "{HELD_BACK} set nothing, and {size} come out than were typed. That is far off: do not quote prison\n\
         figures of this area before you know why. Check that\n\
         - the number is of releases from a sentence, not from remand, of people who live in the area,\n\
         \x20 not of everybody who left a prison that stands in it;\n\
         - arrests, charges and releases are of the same year and of all offences.\n\
         If they are right, the area's courts send {} people to prison than the country's do for as many\n\
         charges: put its own chances of custody into the file, or say so where you quote it.\n",
        if miss < 0.0 { "more" } else { "fewer" }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers() -> Answers {
        let numbers = QUESTIONS.iter().filter(|one| one.key != REGION);
        Answers {
            numbers: numbers.map(|one| (one.key, 1_000.0)).collect(),
            ..Answers::default()
        }
    }

    fn solved(releases: f64) -> Solved {
        let reached = |key, simulated, held_back| Reached {
            key,
            typed: 1_000.0,
            simulated,
            held_back,
        };
        Solved {
            text: String::new(),
            reached: vec![
                reached("arrests", 990.0, false),
                reached("charges", 974.0, false),
                reached(HELD_BACK, releases, true),
            ],
            rounds: 4,
        }
    }

    /// Protects: every number that was typed is told of, with what became of it.
    #[test]
    fn every_number_is_in_the_table() {
        let said = table(&answers(), &solved(900.0));
        for one in QUESTIONS.iter().filter(|one| one.key != REGION) {
            let line = said.lines().find(|line| line.starts_with(one.key));
            let line = line.unwrap_or_else(|| panic!("{} is not there:\n{said}", one.key));
            let is_told = ["%", "taken as it is"]
                .iter()
                .any(|word| line.contains(word));
            assert!(is_told, "{line}");
        }
        assert!(said.contains("held back"), "{said}");
    }

    /// Protects: the largest miss that the words name is the largest of the table.
    #[test]
    fn the_words_are_of_the_table() {
        let said = words(&solved(900.0));
        assert!(
            said.contains("The largest miss is 2.6 % (charges)."),
            "{said}"
        );
        let shown = table(&answers(), &solved(900.0));
        assert!(shown.contains("-2.6 %"), "{shown}");
    }

    /// Protects: a number that set nothing and comes out far from what was typed is told plainly, with
    /// what to check.
    #[test]
    fn a_held_back_number_that_is_far_off_is_told() {
        let near = words(&solved(900.0));
        assert!(
            near.contains("10 % fewer") && near.contains("near enough"),
            "{near}"
        );
        for (releases, size) in [(500.0, "50 % fewer"), (2_000.0, "100 % more")] {
            let far = words(&solved(releases));
            assert!(
                far.contains(size) && far.contains("far off") && far.contains("Check"),
                "{far}"
            );
        }
    }
}
