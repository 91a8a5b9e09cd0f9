//! Answers questions: one desk is one worker of the page.

use serde_json::{Value, json};
use throughcare::figures::{FEWEST, asked};
use throughcare::link::{StudyOptions, load};
use throughcare::scenario::areas::{self, Kind, Mark, ranked};
use throughcare::scenario::schema::Model;
use throughcare::scenario::{Library, SCENARIOS, Scenario};

use crate::levers::offered;
use crate::question::{File, Question};
use crate::refusal::Refusal;
use crate::study::Opened;

/// How the names of scenarios about the state of prisons begin.
const ESTATES: &str = "estates/";
/// How the names of areas begin.
const AREAS: &str = "areas/";
/// Built-in scenarios that are no policy of the present.
const NO_POLICIES: [&str; 6] = [
    "baseline.toml",
    "cohort-shift.toml",
    "high-mortality.toml",
    "minimal.toml",
    "study-checkpoint-offered.toml",
    "study-checkpoint-prosecuted.toml",
];

/// What one worker knows.
#[derive(Default)]
pub struct Desk {
    opened: Option<(Opened, u32)>,
}

impl Desk {
    /// The answer to a question: JSON, or the bytes of a file. `beat` hears of events while a
    /// replicate runs.
    ///
    /// # Errors
    /// Words for the visitor.
    pub fn ask(&mut self, question: &str, beat: fn(u64)) -> Result<Vec<u8>, Refusal> {
        let question: Question = serde_json::from_str(question)?;
        let told = match question {
            Question::Contents => contents()?,
            Question::Levers { area, files } => levers(&area, &files)?,
            Question::Check { file, files } => check(&file, &files)?,
            Question::Open(wish) => {
                // What was open is let go before, so that two never lie in memory.
                self.opened = None;
                let opened = Opened::new(&wish)?;
                let told = opened.told();
                self.opened = Some((opened, wish.replicates));
                told
            }
            Question::Size => self.opened()?.size()?,
            Question::Replicate { number } => self.opened()?.replicate(number, beat)?,
            Question::Record { scenario } => return self.opened()?.record(scenario),
            Question::Show { outcome } => self.opened()?.show(&outcome)?,
            Question::Digest => self.opened()?.digest()?,
            Question::Write => {
                let planned = self.opened.as_ref().map_or(0, |(_, planned)| *planned);
                self.opened()?.write(planned)?
            }
            Question::File { name } => return self.opened()?.file(&name),
        };
        Ok(serde_json::to_vec(&told)?)
    }

    /// Takes in the record of a replicate that another worker ran.
    ///
    /// # Errors
    /// When it is damaged, or one of another study.
    pub fn take(&mut self, number: u32, scenario: usize, record: &[u8]) -> Result<(), Refusal> {
        self.opened()?.take(number, scenario, record)
    }

    fn opened(&mut self) -> Result<&mut Opened, Refusal> {
        let opened = self.opened.as_mut().map(|(opened, _)| opened);
        opened.ok_or_else(|| Refusal::of("no study is open"))
    }
}

/// What the page offers before anything is chosen.
fn contents() -> Result<Value, Refusal> {
    let library = Library::built_in().without_files();
    let all = areas::all().iter().map(|area| {
        let kind = match area.kind {
            Kind::Force => "Police force areas",
            Kind::Borough => "London boroughs with a scheme",
            Kind::Town => "Towns with a scheme",
        };
        let figures: Vec<Value> = ranked(area)
            .iter()
            .map(|figure| {
                json!({"what": figure.name, "unit": figure.unit, "value": figure.value,
                                  "rank": figure.rank, "local": figure.mark == Mark::Local,
                                  "mark": figure.mark.word()})
            })
            .collect();
        json!({"name": area.name(), "title": area.title, "kind": kind, "residents": area.residents,
               "note": area.note, "figures": figures})
    });
    let areas: Vec<Value> = all.collect();
    let headed = |text: &str, key: &str| {
        let table: Option<toml::Table> = text.parse().ok();
        let found = table.as_ref().and_then(|table| table.get(key));
        found
            .and_then(|value| value.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let told = |file: &str, text: &str| {
        let name = file.trim_end_matches(".toml");
        json!({"name": name, "title": headed(text, "title"), "about": headed(text, "description")})
    };
    let is_policy = |file: &str| !NO_POLICIES.contains(&file) && !file.starts_with(ESTATES);
    let policies = SCENARIOS.iter().filter(|one| is_policy(one.file));
    let policies: Vec<Value> = policies.map(|one| told(one.file, one.text)).collect();
    let estates = library.names().filter(|name| name.starts_with(ESTATES));
    let estates: Vec<Value> = estates
        .filter_map(|name| Some(told(&name, &library.text(&name)?)))
        .collect();
    let outcomes: Vec<Value> = asked()
        .map(|(id, thing)| json!({"id": id, "thing": thing}))
        .collect();
    Ok(json!({
        "version": env!("CARGO_PKG_VERSION"), "fewest": FEWEST, "areas": areas,
        "policies": policies, "estates": estates, "outcomes": outcomes,
    }))
}

fn levers(area: &str, files: &[File]) -> Result<Value, Refusal> {
    let library = File::library(files);
    let loaded = load(&library, &[area], &StudyOptions::default())?;
    let scenario = &loaded[0];
    let from = *scenario.at_start()?.settings.policy_from;
    Ok(json!({
        "title": scenario.title(), "about": scenario.description(),
        "from": from.to_string(), "levers": offered(scenario)?,
    }))
}

/// Whether a file is an area or a policy, and which area it rests on.
fn check(file: &File, files: &[File]) -> Result<Value, Refusal> {
    let library = File::library(files).with(&file.name, &file.text);
    let loaded: Vec<Scenario<Model>> = load(&library, &[&file.name], &StudyOptions::default())?;
    let scenario = &loaded[0];
    let is_area = |text: &Scenario<Model>| text.acts().is_empty();
    let mut on = None;
    for name in scenario.sources().names() {
        let own = files
            .iter()
            .find(|one| one.name == name && name != file.name);
        on = match (name.strip_suffix(" (built in)"), own) {
            (Some(name), _) if name.starts_with(AREAS) => name.strip_suffix(".toml"),
            (None, Some(own)) => {
                let below = load(&library, &[&own.name], &StudyOptions::default())?;
                is_area(&below[0]).then_some(own.name.as_str())
            }
            _ => on,
        };
    }
    Ok(json!({
        "is_policy": !is_area(scenario), "on": on, "name": scenario.name(), "title": scenario.title(),
        "warnings": scenario.warnings(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(desk: &mut Desk, question: &Value) -> Result<Value, Refusal> {
        let answer = desk.ask(&question.to_string(), |_| ())?;
        Ok(serde_json::from_slice(&answer)?)
    }

    /// Protects: what the page lists is there.
    #[test]
    fn the_contents_name_what_can_be_run() {
        let told = ask(&mut Desk::default(), &json!({"ask": "contents"})).unwrap();
        assert!(told["areas"].as_array().unwrap().len() >= 43);
        for policy in told["policies"].as_array().unwrap() {
            assert!(!policy["title"].as_str().unwrap().is_empty(), "{policy}");
        }
        for known in NO_POLICIES {
            assert!(SCENARIOS.iter().any(|one| one.file == known), "{known}");
        }
    }

    /// Protects: a wrong file gets the terminal's message, with its line and the nearest name.
    #[test]
    fn a_wrong_file_is_told_as_in_the_terminal() {
        let text = "extends = \"baseline.toml\"\n[release]\nmet_at_gat = 0.9\n";
        let question = json!({"ask": "check", "file": {"name": "ours.toml", "text": text}});
        let Refusal(said) = ask(&mut Desk::default(), &question).unwrap_err();
        assert!(said.contains("ours.toml:3"), "{said}");
        assert!(said.contains("met_at_gate"), "{said}");
    }

    /// Protects: a policy and an area are told apart, and a policy on an area goes with it.
    #[test]
    fn a_file_is_an_area_or_a_policy() {
        let kinds = [
            (
                "extends = \"areas/durham\"\n[areas.durham.release]\nmet_at_gate = 0.9\n",
                true,
                json!("areas/durham"),
            ),
            (
                "extends = \"baseline.toml\"\n[release]\nmet_at_gate = 0.9\n",
                true,
                Value::Null,
            ),
            (
                "extends = \"our-area.toml\"\n[release]\nmet_at_gate = 0.9\n",
                true,
                json!("our-area.toml"),
            ),
            (
                &Library::built_in().text("areas/kent").unwrap(),
                false,
                Value::Null,
            ),
        ];
        let kent = Library::built_in().text("areas/kent").unwrap();
        let files = json!([{"name": "our-area.toml", "text": kent}]);
        for (text, is_policy, on) in kinds {
            let file = json!({"name": "ours.toml", "text": text});
            let question = json!({"ask": "check", "file": file, "files": files});
            let told = ask(&mut Desk::default(), &question).unwrap();
            assert_eq!(told["is_policy"], json!(is_policy), "{text}");
            assert_eq!(told["on"], on);
        }
    }
}
