//! What a force is asked for an area of its own: the questions, the answers in a file, and what of
//! them does not add up.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::AREAS;
use crate::scenario::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::scenario::source::{Place, Sources};
use crate::scenario::tree::{self, Entry, Tree};
use crate::scenario::typed;

/// The question that is answered with a name.
pub const REGION: &str = "region";
/// The question that all others are scaled by.
pub const RESIDENTS: &str = "residents";
/// Fewest residents that make an area.
const FEWEST: f64 = 5_000.0;
/// Most of anything.
const MOST: f64 = 1e9;
/// Most posts of one service.
const MOST_POSTS: f64 = 20_000.0;
/// Most people that one navigator can take on in a year: 45 at a time on contracts of three months.
const PER_NAVIGATOR: f64 = 180.0;
/// Most people in treatment in a year for each worker: 80 at a time, twice in a year.
const PER_TREATMENT_WORKER: f64 = 160.0;

/// By how many times the people of a region may be more than the program has, which is of mid-2020.
const GROWN: f64 = 1.25;

/// A question, in the words of the office that answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name in a file of answers.
    pub key: &'static str,
    /// What is asked.
    pub asks: &'static str,
    /// Where the number is found, or what it is not.
    pub hint: &'static str,
}

const fn asked(key: &'static str, asks: &'static str, hint: &'static str) -> Question {
    Question { key, asks, hint }
}

/// All questions, in the order in which they are asked.
pub const QUESTIONS: [Question; 13] = [
    asked(
        REGION,
        "Which region is it in?",
        "what nobody types is taken from there",
    ),
    asked(RESIDENTS, "How many people live there?", "of all ages"),
    asked(
        "arrests",
        "How many arrests did the force make last year?",
        "for notifiable offences, Police powers and procedures",
    ),
    asked(
        "charges",
        "How many charges and summonses followed?",
        "the force's own outcome data",
    ),
    asked(
        "offers",
        "How many people were offered a diversion scheme last year?",
        "deferred prosecution, conditional caution or a resolution with conditions",
    ),
    asked("diversions", "How many of them took it up?", ""),
    asked("completions", "How many completed it?", ""),
    asked(
        "navigators",
        "How many workers does the scheme have?",
        "whole-time posts, vacant ones included",
    ),
    asked(
        "scheme_cost",
        "What does the scheme cost a year, in pounds?",
        "its workers included",
    ),
    asked(
        "custody_workers",
        "How many drug and alcohol workers are there in the custody suites?",
        "whole-time posts",
    ),
    asked(
        "treatment_people",
        "How many adults were in drug and alcohol treatment in the community last year?",
        "everybody who was in treatment at some time of the year, from the NDTMS",
    ),
    asked(
        "treatment_posts",
        "How many workers do the treatment services have?",
        "whole-time posts with a caseload, alcohol included",
    ),
    asked(
        "releases",
        "How many people of the area were released from a prison sentence last year?",
        "not used to set anything: what comes out is held against it",
    ),
];

/// What was answered. What was not is the model's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// The region.
    pub region: String,
    /// The numbers, by the name of their question.
    pub numbers: BTreeMap<&'static str, f64>,
    /// Where each stands, from the first line, if they stand in a file.
    pub lines: BTreeMap<&'static str, usize>,
}

impl Answers {
    /// The answer to a question.
    pub fn get(&self, key: &str) -> Option<f64> {
        self.numbers.get(key).copied()
    }
}

/// Two or more answers that cannot both be true.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// The questions they answer.
    pub keys: Vec<&'static str>,
    /// The numbers that clash, in words.
    pub words: String,
}

/// The question of that name.
pub fn question(key: &str) -> Option<&'static Question> {
    QUESTIONS.iter().find(|one| one.key == key)
}

/// A number as an answer to a question; why not, where it is none.
///
/// # Errors
/// What would be one.
pub fn number(key: &str, value: f64) -> Result<f64, String> {
    if !value.is_finite() || value < 0.0 {
        return Err("a number from 0".to_owned());
    }
    let most = match key {
        "navigators" | "custody_workers" | "treatment_posts" => MOST_POSTS,
        _ => MOST,
    };
    if value > most {
        return Err(format!("a number up to {most}"));
    }
    if key == RESIDENTS && value < FEWEST {
        return Err(format!(
            "at least {FEWEST} people: fewer make no area that can be simulated"
        ));
    }
    Ok(value)
}

/// How many people live in a region: those of its forces.
pub(super) fn residents_of(region: &str) -> f64 {
    let forces = AREAS
        .iter()
        .filter(|area| area.is_force() && area.region == region);
    forces.map(|area| area.residents).sum()
}

/// Everything of the answers that does not add up.
pub fn clashes(answers: &Answers) -> Vec<Clash> {
    const ORDER: [(&str, &str, &str); 7] = [
        ("arrests", RESIDENTS, "more arrests than residents"),
        ("charges", "arrests", "more charges than arrests"),
        ("offers", "arrests", "more offers of diversion than arrests"),
        ("diversions", "arrests", "more diversions than arrests"),
        ("diversions", "offers", "more diversions than offers"),
        (
            "completions",
            "diversions",
            "more completions than diversions",
        ),
        (
            "releases",
            "arrests",
            "more releases from prison than arrests",
        ),
    ];
    let shown = |key: &str, value: f64| format!("{key} {value}");
    let mut found = Vec::new();
    let mut clash = |keys: &[&'static str], words: String| {
        found.push(Clash {
            keys: keys.to_vec(),
            words,
        });
    };
    for (less, more, words) in ORDER {
        if let (Some(a), Some(b)) = (answers.get(less), answers.get(more))
            && a > b
        {
            clash(
                &[less, more],
                format!("{words}: {}, {}", shown(less, a), shown(more, b)),
            );
        }
    }
    if let (Some(charges), Some(completed), Some(arrests)) = (
        answers.get("charges"),
        answers.get("completions"),
        answers.get("arrests"),
    ) && charges <= arrests
        && completed <= arrests
        && charges + completed > arrests
    {
        clash(
            &["charges", "completions", "arrests"],
            format!(
                "charges and completed diversions together are more than the arrests: \
                 {charges} + {completed} > {arrests}"
            ),
        );
    }
    let per_worker = [
        (
            "diversions",
            "navigators",
            PER_NAVIGATOR,
            "take on in a year",
        ),
        (
            "treatment_people",
            "treatment_posts",
            PER_TREATMENT_WORKER,
            "see in a year",
        ),
    ];
    for (people, workers, most, verb) in per_worker {
        if let (Some(a), Some(b)) = (answers.get(people), answers.get(workers))
            && a > most * b
        {
            clash(
                &[people, workers],
                format!(
                    "{} are more than {} can {verb}: at most {most} for each",
                    shown(people, a),
                    shown(workers, b)
                ),
            );
        }
    }
    let region = residents_of(&answers.region);
    if let Some(residents) = answers.get(RESIDENTS)
        && region > 0.0
        && residents > GROWN * region
    {
        clash(
            &[RESIDENTS],
            format!(
                "{} are more than live in the whole region: {} has {region}",
                shown(RESIDENTS, residents),
                answers.region
            ),
        );
    }
    if let (Some(treated), Some(residents)) =
        (answers.get("treatment_people"), answers.get(RESIDENTS))
        && treated > 0.03 * residents
    {
        clash(
            &["treatment_people", RESIDENTS],
            format!("{treated} people in treatment are more than 3 % of {residents} residents"),
        );
    }
    found
}

/// The questions as a file to fill in, with what `typical` says where nothing is typed.
pub fn schema(regions: &[String]) -> String {
    let mut out = String::from(
        "# Answers for `throughcare new area NAME --from FILE`: take the # away where you have a number.\n\
         # What is left out is taken from the region; the first two are needed. Numbers are of the last year,\n\
         # and are written without commas: 12500 or 12_500.\n",
    );
    for one in QUESTIONS {
        let hint = match one.hint {
            "" => String::new(),
            hint => format!(" ({hint})"),
        };
        let _ = writeln!(out, "\n# {}{hint}", one.asks);
        let _ = match one.key {
            REGION => writeln!(out, "# One of {}.\nregion = \"\"", regions.join(", ")),
            RESIDENTS => writeln!(out, "residents = 0"),
            key => writeln!(out, "# {key} = "),
        };
    }
    out
}

/// Reads a file of answers.
///
/// # Errors
/// Everything that is wrong with it, with places and suggestions.
pub fn read_answers(name: &str, text: &str, regions: &[String]) -> Result<Answers, Diagnostics> {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    let table = match tree::parse(file, sources.text(file)) {
        Ok(table) => table,
        Err(errors) => return Err(Diagnostics::new(sources, errors)),
    };
    let mut errors = Vec::new();
    let mut answers = Answers::default();
    let mut places: BTreeMap<&str, Place> = BTreeMap::new();
    for (key, entry) in &table {
        let Some(known) = question(key) else {
            let keys = QUESTIONS.iter().map(|one| one.key);
            let error = Diagnostic::new(format!("there is no question `{key}`"));
            let near = suggest(key, keys);
            let all = || "`throughcare new area --schema` prints the questions".to_owned();
            errors.push(error.at(entry.key, "").help(near.unwrap_or_else(all)));
            continue;
        };
        places.insert(known.key, entry.node.place);
        answers
            .lines
            .insert(known.key, sources.line(entry.node.place));
        if let Err(error) = answer(known.key, entry, regions, &mut answers) {
            errors.push(error);
        }
    }
    for key in [REGION, RESIDENTS] {
        if !table.contains_key(key) {
            let error = Diagnostic::new(format!("`{key}` is not answered")).within(file);
            errors.push(error.help("`throughcare new area --schema` prints the questions"));
        }
    }
    for clash in clashes(&answers) {
        let mut error = Diagnostic::new(clash.words);
        for (index, place) in clash
            .keys
            .iter()
            .filter_map(|key| places.get(key))
            .enumerate()
        {
            error = match index {
                0 => error.at(*place, ""),
                _ => error.because(*place, ""),
            };
        }
        errors.push(error);
    }
    match errors.is_empty() {
        true => Ok(answers),
        false => Err(Diagnostics::new(sources, errors)),
    }
}

/// Takes one answer.
fn answer(
    key: &'static str,
    entry: &Entry,
    regions: &[String],
    answers: &mut Answers,
) -> Result<(), Diagnostic> {
    let wrong = |expected: String| {
        let found = format!("found {}", entry.node.tree.describe());
        Diagnostic::new(format!("`{key}` must be {expected}")).at(entry.node.place, found)
    };
    match (&entry.node.tree, key) {
        (Tree::Text(text), REGION) => {
            let name = text.trim().to_lowercase().replace([' ', '-'], "_");
            if !regions.contains(&name) {
                let near = suggest(&name, regions.iter().map(String::as_str));
                return Err(wrong("one of the regions".to_owned()).maybe_help(near));
            }
            answers.region = name;
        }
        (_, REGION) => return Err(wrong("the name of a region in quotes".to_owned())),
        (Tree::Number { value, .. }, _) => {
            let value = number(key, *value).map_err(wrong)?;
            answers.numbers.insert(key, value);
        }
        (other, _) => {
            let error = wrong("a number without quotes, commas or a unit".to_owned());
            let meant = match other {
                Tree::Text(text) => typed::number(text),
                _ => None,
            };
            return Err(
                error.maybe_help(meant.map(|meant| format!("write {}", typed::written(meant))))
            );
        }
    }
    Ok(())
}
