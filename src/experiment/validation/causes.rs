//! Why a target is missed, as far as that is known: written by hand, beside the targets.

use super::targets::{Fault, Target};

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
    let fault = |line, message| Fault {
        file: file.to_owned(),
        line,
        message,
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    if !reader.headers().is_ok_and(|found| found.iter().eq(COLUMNS)) {
        let message = format!("the header is not `{}`: write it so", COLUMNS.join(","));
        return Err(vec![fault(1, message)]);
    }
    let (mut causes, mut faults) = (Causes::default(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                let message = format!("{error}; put a field with commas in quotes");
                faults.push(fault(line, message));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let (id, cause) = (record[0].trim(), record[1].trim());
        if !targets.iter().any(|target| target.id == id) {
            faults.push(fault(line, format!("there is no target `{id}`")));
        } else if causes.of(id).is_some() {
            faults.push(fault(line, format!("target `{id}` has a cause above")));
        } else if cause.is_empty() {
            faults.push(fault(line, "`cause` is empty: fill it in".to_owned()));
        } else {
            causes.0.push((id.to_owned(), cause.to_owned()));
        }
    }
    if faults.is_empty() {
        Ok(causes)
    } else {
        Err(faults)
    }
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
