//! The policy that a visitor puts together, as the scenario file that an analyst would have written.

use std::fmt::Write;

use throughcare::scenario::Scenario;
use throughcare::scenario::schema::Model;

use crate::levers::{Offered, offered, only_area};
use crate::question::Changes;
use crate::refusal::Refusal;

/// What a policy is called whose title makes no name of its own.
const NAME: &str = "my-policy";
/// Longest name that is made of a title.
const LONGEST: usize = 40;

/// The name that a title makes, such as `our-plan`: none that is taken.
pub fn name(title: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let words = title.to_lowercase();
    let words = words.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let mut name = words.join("-");
    name.truncate(LONGEST);
    let name = name.trim_matches('-');
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
    let first = begins.then(|| name.to_owned());
    let others = (2..).map(|n| format!("{NAME}-{n}"));
    let mut all = first.into_iter().chain([NAME.to_owned()]).chain(others);
    let free = all.find(|name| !is_taken(name));
    free.unwrap_or_default()
}

/// The text of the policy `name` that changes what `scenario`, named `parts`, is.
///
/// # Errors
/// When something is changed that cannot be.
pub fn text(
    name: &str,
    changes: &Changes,
    parts: &[String],
    scenario: &Scenario<Model>,
) -> Result<String, Refusal> {
    let levers = offered(scenario)?;
    let title = match changes.title.trim() {
        "" => "Our policy",
        title => title,
    };
    let mut out = format!(
        "# Made with the explorer of throughcare {}.\n\nname = \"{name}\"\ntitle = {}\n{}\n",
        env!("CARGO_PKG_VERSION"),
        quoted(title),
        rests_on(parts)
    );
    if let Some(day) = &changes.from {
        let _ = write!(out, "\n[policy]\nfrom = {}\n", quoted(day));
    }
    let mut before = String::new();
    for lever in &levers {
        let Some((_, value)) = changes.values.iter().find(|(key, _)| *key == lever.key) else {
            continue;
        };
        let (section, key) = split(lever);
        if section != before {
            let _ = write!(out, "\n[{section}]\n");
            before = section;
        }
        let _ = writeln!(out, "# {}; now {}", lever.label, short(lever.now));
        let over = match changes.over.as_str() {
            "" => String::new(),
            over => format!("over = {}, ", quoted(over)),
        };
        let _ = writeln!(
            out,
            "{key} = {{ value = {value}, {over}low = {value}, high = {value}, source = \"assumption\", note = \"Our plan.\" }}"
        );
    }
    let unknown = changes
        .values
        .iter()
        .find(|(key, _)| levers.iter().all(|one| one.key != *key));
    if let Some((key, _)) = unknown {
        return Err(Refusal::of(format!("there is no lever `{key}`")));
    }
    if changes.cost != 0.0 {
        let whom = match only_area(scenario)? {
            Some(area) => format!("[\"{area}\"]"),
            None => "\"england-and-wales\"".to_owned(),
        };
        let cost = changes.cost;
        let _ = write!(
            out,
            "\n# What it costs apart from workers and places, which are costed where they are simulated.\n\
             [programme.{name}]\nfor = {whom}\n\
             each_year = {{ value = {cost}, low = {cost}, high = {cost}, source = \"assumption\", note = \"Our plan.\" }}\n"
        );
    }
    Ok(out)
}

/// The line that says what it changes.
fn rests_on(parts: &[String]) -> String {
    match parts {
        [only] => format!("extends = {}", quoted(only)),
        parts => {
            let quoted: Vec<String> = parts.iter().map(|part| quoted(part)).collect();
            format!("bundle = [{}]", quoted.join(", "))
        }
    }
}

/// The section that a lever stands in, and its key there.
fn split(lever: &Offered) -> (String, &str) {
    let (section, key) = lever.key.split_once('.').unwrap_or((&lever.key, ""));
    let before = lever.path.strip_suffix(&lever.key).unwrap_or_default();
    (format!("{before}{section}"), key)
}

fn short(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    rounded.to_string()
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use throughcare::link::{StudyOptions, load};
    use throughcare::scenario::Library;

    /// Protects: each lever can be moved to its ends and acts in the area under the key under which it
    /// is written, on top of a built-in policy too.
    #[test]
    fn every_lever_changes_its_area() {
        let library = Library::built_in().without_files();
        let options = StudyOptions::default();
        for area in ["areas/durham", "areas/city-of-london"] {
            let loaded = load(&library, &[area], &options).unwrap();
            for lever in offered(&loaded[0]).unwrap() {
                let others = lever.values.iter().filter(|value| **value != lever.now);
                let others: Vec<f64> = others.copied().collect();
                let ends = [others[0], others[1], others[others.len() - 1]];
                for (n, value) in ends.into_iter().enumerate() {
                    let changes = Changes {
                        title: "A \"quoted\" plan".to_owned(),
                        over: "12mo".to_owned(),
                        values: vec![(lever.key.clone(), value)],
                        cost: 1000.0,
                        ..Changes::default()
                    };
                    let parts = [area.to_owned(), "more-drrs".to_owned()];
                    let text = text("ours", &changes, &parts[..=n % 2], &loaded[0]).unwrap();
                    let library = library.clone().with("ours", &text);
                    let policy = load(&library, &["ours.toml"], &options);
                    let policy = policy.unwrap_or_else(|error| panic!("{error}\n{text}"));
                    let acts = policy[0].acts();
                    let its = acts.iter().any(|act| act.path == lever.path);
                    assert!(its, "{}: {acts:?}", lever.path);
                }
            }
        }
    }

    /// Protects: a plan that is called like a policy does not stand in the place of it.
    #[test]
    fn a_title_makes_a_name_that_is_free() {
        let is_taken = |name: &str| name == "more-drrs";
        assert_eq!(name("Our plan, 2nd", is_taken), "our-plan-2nd");
        for title in ["", "  ", "More DRRs", "2030", "\u{e9}"] {
            assert_eq!(name(title, is_taken), "my-policy", "{title}");
        }
        let is_taken = |name: &str| ["ours", "my-policy"].contains(&name);
        assert_eq!(name("Ours", is_taken), "my-policy-2");
    }
}
