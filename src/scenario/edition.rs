//! Versions of what analysts and the program say to each other, apart from the program's own: the
//! format of scenario files, and the evidence. Both stand in the manifest of every run.

/// Version of the scenario format. It is raised when a file that was good is refused or read
/// otherwise: a key has another name or place, a value another meaning. A file may say in which
/// format it is written (`format = 1`); one of a later format is refused.
pub const FORMAT: u32 = 2;

/// Edition of the evidence, by the day on which it was last changed: the tables of facts, targets,
/// studies and causes of misses.
pub const EVIDENCE_EDITION: &str = "2026-11-30";

/// A key that has another name or place now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// Its path as it was, without an area.
    pub was: &'static str,
    /// The parameters or sections that take its place.
    pub now: &'static [&'static str],
}

impl Moved {
    /// What is said to somebody who wrote the old one.
    pub fn answer(&self) -> String {
        let now: Vec<String> = self.now.iter().map(|path| format!("`{path}`")).collect();
        format!("it is {} now", now.join(" and "))
    }
}

/// What has become of a key at `path`, in an area or not.
pub fn moved<'a>(list: &'a [Moved], path: &str) -> Option<&'a Moved> {
    let in_area = path.strip_prefix("areas.").and_then(|p| p.split_once('.'));
    let path = in_area.map_or(path, |(_, path)| path);
    list.iter().find(|moved| moved.was == path)
}

#[cfg(test)]
mod tests {
    use super::super::Scenario;
    use super::super::builtin::{EVIDENCE, MISSES, STUDIES, TARGETS};
    use super::super::relations::Related;
    use super::super::schema::Model;
    use super::*;
    use sha2::{Digest, Sha256};

    /// Protects: a changed evidence table has an edition of its own.
    #[test]
    fn the_edition_is_that_of_the_tables() {
        let mut sum = Sha256::new();
        for table in [EVIDENCE, TARGETS, STUDIES, MISSES] {
            sum.update(table.replace("\r\n", "\n"));
        }
        let sum: String = sum.finalize().iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(
            (EVIDENCE_EDITION, sum.as_str()),
            (
                "2026-11-30",
                "b22560a39bb2f7ca0912e552c82ba05afea55485a9b9372bcb4a85bcbf5388d0"
            ),
            "the evidence changed: give EVIDENCE_EDITION the day of the change, and put day and sum here"
        );
    }

    /// Protects: what is said of a key that moved leads to a parameter, and never away from one.
    #[test]
    fn what_moved_is_there_under_its_new_name() {
        let baseline = Scenario::<Model>::load("baseline", &[]).unwrap();
        let parameters = baseline.parameters();
        let leads = |path: &str| {
            parameters.iter().any(|one| {
                let rest = one.path.strip_prefix(path);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            })
        };
        let list = Model::moved();
        assert!(list.is_sorted_by(|a, b| a.was < b.was), "sorted, each once");
        for moved in list {
            assert!(!moved.now.is_empty(), "{}", moved.was);
            assert!(!leads(moved.was), "{} is still there", moved.was);
            for now in moved.now {
                assert!(leads(now), "{}: {now}", moved.was);
            }
        }
    }

    /// Protects: who writes a key that moved is told what it is called now, in an area too.
    #[test]
    fn an_old_key_is_answered_with_the_new_one() {
        for (old, new) in [
            (
                "prison.cell_night_cost",
                "it is `costs.prison.police_cell` now",
            ),
            (
                "areas.london.diversion.places",
                "it is `diversion.workers.posts` and `diversion.workers.limit` now",
            ),
            (
                "through_the_gate.workers",
                "it is `through_the_gate.local.workers` and `through_the_gate.reconnect.workers` now",
            ),
        ] {
            let set = [(old.to_owned(), "1".to_owned())];
            let said = Scenario::<Model>::load("baseline", &set).unwrap_err();
            let said = said.to_string();
            // Lines are as long as a terminal.
            let one_line = said.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(one_line.contains(new), "{old}: {said}");
        }
    }
}
