//! The gate: what the baseline's calibration targets came to when a list was last renewed, held against
//! what they come to now. It lets no change pass that loses a target unsaid.

use std::io;

use super::standing::Verdict;
use super::table::{Fault, Row, read_rows};
use super::targets::Target;
use super::verdict::Finding;

/// Columns of the list, in their order.
const COLUMNS: [&str; 4] = ["target", "verdict", "standardised_error", "setting"];

/// Standardised errors are written with this many decimals: what is less is luck.
const DECIMALS: usize = 2;

/// A line of the list: what a target came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The target.
    pub id: String,
    /// Its verdict then.
    pub verdict: Verdict,
    /// Its standardised error then.
    pub error: f64,
}

/// The list that a scenario is held against.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gate {
    /// The setting at which it was made: seed, replicates, scale. Verdicts at another say nothing.
    pub setting: String,
    /// One line a target.
    pub held: Vec<Held>,
}

/// What became of one target since the list was renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It was not missed, and is now: the gate is shut.
    Lost,
    /// It was judged, and is not any more: the gate is shut.
    Gone,
    /// It was hit, and is undecided now.
    Weaker,
    /// It is better than it was.
    Gained,
    /// It is not in the list.
    New,
}

impl Turn {
    /// Whether the list has to be changed before this may pass.
    pub const fn shuts(self) -> bool {
        matches!(self, Turn::Lost | Turn::Gone)
    }
}

/// One target that is not what it was.
#[derive(Clone, Debug)]
pub struct Turned<'f, 'a> {
    /// Its name.
    pub id: &'f str,
    /// What became of it.
    pub turn: Turn,
    /// What it was; none where it is new.
    pub was: Option<&'f Held>,
    /// What it is; none where it is gone.
    pub is: Option<&'f Finding<'a>>,
}

impl Gate {
    /// The list as `findings` would have it.
    pub fn of(setting: String, findings: &[Finding<'_>]) -> Self {
        let held = findings.iter().filter_map(|finding| {
            Some(Held {
                id: finding.target.id.clone(),
                verdict: finding.verdict()?,
                error: finding.standardised_error(),
            })
        });
        Self {
            setting,
            held: held.collect(),
        }
    }

    /// Whether `text` begins as a list of this kind does, right or wrong below.
    pub fn is_one(text: &str) -> bool {
        text.lines().next() == Some(&COLUMNS.join(","))
    }

    /// Reads `text`, the content of `file`: lines for some of `targets`.
    ///
    /// # Errors
    /// Every fault that was found, in the order of lines.
    pub fn read(file: &str, text: &str, targets: &[Target]) -> Result<Self, Vec<Fault>> {
        let lines = read_rows(file, text, &COLUMNS, |row, before: &[(Held, String)]| {
            line(row, before, targets)
        })?;
        let Some((_, setting)) = lines.first() else {
            return Err(vec![Fault {
                file: file.to_owned(),
                line: 1,
                message: "there is no target in it: write it with --gate-write".to_owned(),
            }]);
        };
        Ok(Self {
            setting: setting.clone(),
            held: lines.iter().map(|(held, _)| held.clone()).collect(),
        })
    }

    /// Writes the list to `out`.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(COLUMNS)?;
        for held in &self.held {
            let error = match held.error.is_finite() {
                true => format!("{:.DECIMALS$}", held.error),
                false => String::new(),
            };
            writer.write_record([&held.id, held.verdict.name(), &error, &self.setting])?;
        }
        writer.flush()
    }

    /// The targets that are not what they were: first what shuts the gate.
    pub fn turned<'f, 'a>(&'f self, findings: &'f [Finding<'a>]) -> Vec<Turned<'f, 'a>> {
        let found = |id: &str| findings.iter().find(|finding| finding.target.id == id);
        let listed = self.held.iter().filter_map(|held| {
            let is = found(&held.id);
            let turn = match is.and_then(Finding::verdict) {
                None => Turn::Gone,
                Some(now) if now == held.verdict => return None,
                Some(Verdict::Miss) => Turn::Lost,
                Some(now) if now < held.verdict => Turn::Gained,
                Some(_) => Turn::Weaker,
            };
            Some(Turned {
                id: &held.id,
                turn,
                was: Some(held),
                is,
            })
        });
        let is_new =
            |finding: &&Finding<'_>| !self.held.iter().any(|held| held.id == finding.target.id);
        let new = findings.iter().filter(is_new).map(|finding| Turned {
            id: &finding.target.id,
            turn: Turn::New,
            was: None,
            is: Some(finding),
        });
        let mut turned: Vec<Turned<'f, 'a>> = listed.chain(new).collect();
        turned.sort_by_key(|one| !one.turn.shuts());
        turned
    }
}

fn line(
    row: Row<'_>,
    before: &[(Held, String)],
    targets: &[Target],
) -> Result<(Held, String), String> {
    let id = row.needed("target")?;
    if !targets.iter().any(|target| target.id == id) {
        let nearness = |target: &&Target| strsim::jaro_winkler(id, &target.id);
        let near = targets
            .iter()
            .max_by(|a, b| nearness(a).total_cmp(&nearness(b)));
        let hint = near.map_or(String::new(), |near| {
            format!(" (the nearest is `{}`)", near.id)
        });
        return Err(format!(
            "there is no calibration target `{id}`{hint}: take the line out"
        ));
    }
    if before.iter().any(|(held, _)| held.id == id) {
        return Err(format!("target `{id}` has a line above: take one out"));
    }
    let word = row.needed("verdict")?;
    let all = [Verdict::Hit, Verdict::Undecided, Verdict::Miss];
    let verdict = all.into_iter().find(|verdict| verdict.name() == word);
    let verdict = verdict
        .ok_or_else(|| format!("`verdict` is `{word}`: write `hit`, `undecided` or `miss`"))?;
    let error = match row.text("standardised_error") {
        "" => f64::NAN,
        _ => row.number("standardised_error")?,
    };
    let setting = row.needed("setting")?;
    match before.first() {
        Some((_, first)) if first != setting => Err(format!(
            "`setting` is `{setting}`, and that of the first line is `{first}`: one list is of one setting"
        )),
        _ => Ok((
            Held {
                id: id.to_owned(),
                verdict,
                error,
            },
            setting.to_owned(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::statistics::Summary;
    use crate::experiment::student::Student;
    use crate::experiment::validation::read_targets;

    const HEADER: &str =
        "id,metric,universe,stratum,period,value,band_low,band_high,unit,evidence,use,reason\n";

    /// Targets whose band is 40 to 60.
    fn targets(ids: &[&str]) -> Vec<Target> {
        let metrics: Vec<_> = crate::observe::metrics()
            .into_iter()
            .map(|definition| definition.metric)
            .collect();
        let line = |id: &&str| {
            format!("{id},arrests,all,all,2024,50,40,60,arrests per year,POL-004,calibration,\n")
        };
        let lines: String = ids.iter().map(line).collect();
        read_targets("t.csv", &format!("{HEADER}{lines}"), &metrics).expect("good targets")
    }

    /// What made-up replicates around a mean say to each: one of 50 is a hit, of 40 undecided, of 20 a miss.
    fn findings<'a>(targets: &'a [Target], means: &[f64]) -> Vec<Finding<'a>> {
        let both = targets.iter().zip(means);
        let found = both.filter_map(|(target, mean)| {
            let values = [mean - 1.0, *mean, mean + 1.0];
            Some(Finding {
                target,
                question: target.question.as_ref()?,
                simulated: Summary::of(&values, &mut Student::default()),
            })
        });
        found.collect()
    }

    fn turns(was: &[f64], is: &[f64]) -> Vec<Turn> {
        let targets = targets(&["1", "2", "3"]);
        let gate = Gate::of("here".to_owned(), &findings(&targets, was));
        let now = findings(&targets, is);
        gate.turned(&now).iter().map(|one| one.turn).collect()
    }

    /// Protects: a target that is missed and was not shuts the gate, and nothing else does but one that is
    /// not judged any more.
    #[test]
    fn what_is_lost_shuts_the_gate_and_what_is_gained_does_not() {
        assert_eq!(turns(&[50.0, 40.0, 20.0], &[50.0, 40.0, 20.0]), []);
        assert_eq!(
            turns(&[50.0, 50.0, 20.0], &[20.0, 50.0, 20.0]),
            [Turn::Lost]
        );
        assert_eq!(
            turns(&[40.0, 50.0, 20.0], &[20.0, 50.0, 20.0]),
            [Turn::Lost]
        );
        assert_eq!(
            turns(&[50.0, 50.0, 20.0], &[40.0, 50.0, 40.0]),
            [Turn::Weaker, Turn::Gained]
        );
        assert_eq!(
            turns(&[50.0, 40.0, 20.0], &[50.0, 50.0, 50.0]),
            [Turn::Gained, Turn::Gained]
        );
        assert_eq!(
            turns(&[20.0, 50.0, 50.0], &[50.0, 50.0]),
            [Turn::Gone, Turn::Gained]
        );
        assert_eq!(turns(&[50.0], &[50.0, 20.0, 50.0]), [Turn::New, Turn::New]);
        let shut = [
            Turn::Lost,
            Turn::Gone,
            Turn::Weaker,
            Turn::Gained,
            Turn::New,
        ]
        .map(Turn::shuts);
        assert_eq!(shut, [true, true, false, false, false]);
    }

    /// Protects: what is written is read as it was, with its setting.
    #[test]
    fn a_list_is_read_as_it_was_written() {
        let targets = targets(&["1", "D-2"]);
        let gate = Gate::of(
            "seed 1, 2 replicates".to_owned(),
            &findings(&targets, &[50.0, 20.0]),
        );
        let mut written = Vec::new();
        gate.write(&mut written).expect("memory is written");
        let text = String::from_utf8(written).expect("text");
        let read = Gate::read("g.csv", &text, &targets).expect("a good list");
        assert_eq!(read.setting, gate.setting);
        let verdicts: Vec<_> = read
            .held
            .iter()
            .map(|held| (held.id.as_str(), held.verdict))
            .collect();
        assert_eq!(verdicts, [("1", Verdict::Hit), ("D-2", Verdict::Miss)]);
    }

    /// Protects: a list that was edited by hand is not believed in silence.
    #[test]
    fn a_fault_names_its_line_and_what_to_do() {
        let targets = targets(&["1", "27", "D-2"]);
        for (lines, line, said) in [
            ("28,hit,0.1,here", 2, "the nearest is `27`"),
            ("1,hot,0.1,here", 2, "write `hit`, `undecided` or `miss`"),
            ("1,hit,0.1,here\n1,hit,0.1,here", 3, "has a line above"),
            (
                "1,hit,0.1,here\n27,hit,0.1,there",
                3,
                "one list is of one setting",
            ),
            ("1,hit,much,here", 2, "`standardised_error` is `much`"),
            ("1,hit,0.1,", 2, "`setting` is empty"),
            ("1,hit", 2, "fields"),
            ("", 1, "--gate-write"),
        ] {
            let text = format!("target,verdict,standardised_error,setting\n{lines}\n");
            let faults = Gate::read("g.csv", &text, &targets).expect_err(lines);
            assert_eq!(faults[0].line, line, "{lines}");
            assert!(faults[0].message.contains(said), "{}", faults[0].message);
        }
        assert!(Gate::is_one(
            "target,verdict,standardised_error,setting\n1,hot"
        ));
        assert!(!Gate::is_one("target,verdict\n1,hit"));
        let faults = Gate::read("g.csv", "id,verdict\n", &targets).expect_err("another table");
        assert!(faults[0].message.contains("the header is not"));
    }
}
