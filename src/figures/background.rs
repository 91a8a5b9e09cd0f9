//! What stands behind every run: the evidence table, the model's known limits, and how the
//! built-in baseline was held against published figures.

use std::collections::BTreeMap;

use super::content::Words;

/// Texts behind the results.
#[derive(Clone, Debug, Default)]
pub struct Background {
    /// Rows of the evidence table by id.
    pub evidence: BTreeMap<String, Row>,
    /// What the model leaves out.
    pub limits: Vec<Words>,
    /// How the built-in baseline came out against published figures: class of target, counts.
    pub validated: Vec<[String; 2]>,
    /// The day on which that was done.
    pub validated_on: String,
}

/// A row of the evidence table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// What is measured.
    pub quantity: String,
    /// The value with its unit.
    pub value: String,
    /// Of whom and when.
    pub of: String,
    /// Title, publisher and year of the source.
    pub source: String,
    /// How far it can be trusted.
    pub confidence: String,
}

impl Background {
    /// From the evidence table (CSV), the page of the model and the page of validation (both
    /// Markdown). What is not found is left empty.
    pub fn of(evidence: &str, model: &str, validation: &str) -> Self {
        Self {
            evidence: rows(evidence),
            limits: limits(model),
            validated: validated(validation),
            validated_on: validation
                .split_once("Made on ")
                .and_then(|(_, rest)| rest.split_whitespace().next())
                .unwrap_or_default()
                .to_owned(),
        }
    }
}

fn rows(text: &str) -> BTreeMap<String, Row> {
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let Ok(head) = table.headers().cloned() else {
        return BTreeMap::new();
    };
    let at = |name: &str| head.iter().position(|column| column == name);
    let records = table.records().filter_map(Result::ok);
    records
        .map(|record| {
            let field = |name: &str| {
                let found = at(name).and_then(|n| record.get(n));
                found.unwrap_or_default().to_owned()
            };
            let joined = |names: [&str; 3]| {
                let parts = names.map(field);
                let there: Vec<&str> = parts
                    .iter()
                    .map(String::as_str)
                    .filter(|p| !p.is_empty())
                    .collect();
                there.join(", ")
            };
            let row = Row {
                quantity: field("quantity"),
                value: format!("{} {}", field("value"), field("unit")),
                of: joined(["population", "period", ""]),
                source: joined(["source_title", "source_publisher", "source_year"]),
                confidence: field("confidence"),
            };
            (field("id"), row)
        })
        .collect()
}

/// The points of the section on known limits.
fn limits(page: &str) -> Vec<Words> {
    let section = page
        .split_once("Known limits\n")
        .map_or("", |(_, rest)| rest);
    let section = section.split("\n## ").next().unwrap_or_default();
    let points = section.split("\n- ").skip(1);
    points
        .map(|point| marked(&without_links(&point.replace('\n', " "))))
        .collect()
}

/// The words of links without where they lead: there is nothing to open from a page that was sent.
pub fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('[') {
        out += before;
        let link = from.split_once("](").and_then(|(words, to)| {
            let (_, after) = to.split_once(')')?;
            (!words.contains(']')).then_some((words, after))
        });
        rest = match link {
            Some((words, after)) => {
                out += words;
                after
            }
            None => {
                out.push('[');
                from
            }
        };
    }
    out + rest
}

/// Markdown's bold and code as words.
pub fn marked(text: &str) -> Words {
    let mut out = Words::default();
    for (n, piece) in text.split("**").enumerate() {
        if n % 2 == 1 {
            out = out.strong(piece);
            continue;
        }
        for (m, piece) in piece.split('`').enumerate() {
            out = match m % 2 {
                1 => out.code(on_one_line(piece)),
                _ => out.text(on_one_line(piece)),
            };
        }
    }
    out
}

/// A text that was broken into lines, on one: a run of blanks is one, at the ends too.
fn on_one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter.is_whitespace() {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(letter),
        }
    }
    out
}

/// The table of counts by class of target.
fn validated(page: &str) -> Vec<[String; 2]> {
    let from_table = page
        .lines()
        .skip_while(|line| !line.starts_with("| targets |"));
    let lines = from_table.skip(2).take_while(|line| line.starts_with('|'));
    lines
        .filter_map(|line| {
            let mut cells = line.trim_matches('|').split('|').map(str::trim);
            Some([cells.next()?.to_owned(), cells.next()?.to_owned()])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_for_what_is_shown_of_them() {
        let evidence = "id,quantity,value,unit,population,period,source_title,source_publisher,\
            source_year,confidence\nA-1,share,5,%,all,2024,Title,ONS,2025,high\n";
        let model =
            "## 7. Known limits\n\n- **Areas** are `alike`\n  in most.\n- Two.\n\n## 8. Next\n- no";
        let page = "Made on 2026-11-27 by x\n| targets | each | by group |\n|---|---|---|\n| held out | hit 2, miss 5 | hit 1 |\n\nMore";
        let of = Background::of(evidence, model, page);
        assert_eq!(of.evidence["A-1"].source, "Title, ONS, 2025");
        assert_eq!(of.limits.len(), 2);
        assert_eq!(of.limits[0].plain(), "Areas are alike in most.");
        assert_eq!(
            of.validated,
            [["held out".to_owned(), "hit 2, miss 5".to_owned()]]
        );
        assert_eq!(of.validated_on, "2026-11-27");
    }
}
