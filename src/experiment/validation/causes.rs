//! Why a target is missed, as far as that is known: written by hand, in a file next to the targets.

use super::table::{Fault, read_rows};
use super::targets::Target;

/// Columns of the file, in their order.
const COLUMNS: [&str; 2] = ["target", "cause"];

/// The causes of misses that are known.
#[derive(Clone, Debug, Default)]
pub struct Causes(Vec<(String, String)>);

impl Causes {
    /// What is known of a target.
    pub fn of(&self, target: &str) -> Option<&str> {
        let here = |(id, _): &&(String, String)| id == target;
        self.0.iter().find(here).map(|(_, cause)| cause.as_str())
    }
}

/// Reads `text`, the content of `file`: a cause for some of `targets`.
///
/// # Errors
/// Every fault that was found, in the order of lines.
pub fn read_causes(file: &str, text: &str, targets: &[Target]) -> Result<Causes, Vec<Fault>> {
    let causes = read_rows(file, text, &COLUMNS, |row, before: &[(String, String)]| {
        let (id, cause) = (row.needed("target")?, row.needed("cause")?);
        if !targets.iter().any(|target| target.id == id) {
            return Err(format!("there is no target `{id}`"));
        }
        if before.iter().any(|(other, _)| other == id) {
            return Err(format!("target `{id}` has a cause above"));
        }
        Ok((id.to_owned(), cause.to_owned()))
    })?;
    Ok(Causes(causes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::validation::read_targets;

    fn targets() -> Vec<Target> {
        let metrics: Vec<_> = crate::observe::metrics()
            .into_iter()
            .map(|definition| definition.metric)
            .collect();
        let text = include_str!("../../../evidence/targets.csv");
        read_targets("targets.csv", text, &metrics).expect("the file of targets is good")
    }

    #[test]
    fn the_causes_of_the_project_are_those_of_its_targets() {
        let text = include_str!("../../../evidence/misses.csv");
        let causes = read_causes("misses.csv", text, &targets()).expect("the file is good");
        assert!(causes.of("24").is_some());
        assert_eq!(causes.of("no such target"), None);
    }

    #[test]
    fn a_mistake_is_shown_with_its_line() {
        let wrong = "target,cause\n24,one\nnone,two\n24,three\n13,\n";
        let faults = read_causes("misses.csv", wrong, &targets()).unwrap_err();
        let lines: Vec<u64> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [3, 4, 5]);
        assert!(read_causes("misses.csv", "id,why\n", &targets()).is_err());
    }
}
