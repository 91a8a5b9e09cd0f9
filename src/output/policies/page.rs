//! The page of one policy: its question, its file, the command, what comes out with a chart, and what that
//! leans on.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::header::Header;
use super::markdown::{code, escaped, rows, table, words};
use super::{LIMITS, made};
use crate::experiment::files::safe_name;
use crate::figures::draw::pictures;
use crate::figures::{
    Background, Change, Dossier, EvidenceRow, Lever, OPEN, Told, Worked, marked, sentence,
    without_links, worked,
};
use crate::scenario::SCENARIOS;

/// Options that say nothing about results once there is one policy.
const OF_MANY: [&str; 1] = ["--keep-records"];
/// Cores for which it is said how long a command takes.
const CORES: f64 = 2.0;

/// Where the pages of policies lie, for links from one to the other.
#[derive(Clone, Debug)]
pub struct Places {
    /// From the list to the folder of the pages.
    pub pages: String,
    /// From a page to the list.
    pub list: String,
    /// From a page to the root of the repository, where they are in it: otherwise its files are named, not linked.
    pub root: Option<String>,
}

/// A page with its picture.
#[derive(Clone, Debug)]
pub struct PolicyPage {
    /// Name of its file.
    pub file: String,
    /// The page, in Markdown.
    pub text: String,
    /// Name and text of the picture, where there is anything to draw.
    pub picture: Option<(String, String)>,
}

/// The name of the page of a policy.
pub(super) fn file_of(policy: &str) -> String {
    format!("{}.md", safe_name(policy))
}

/// What the pages of all policies share.
pub(super) struct Pages<'a> {
    pub dossier: &'a Dossier,
    pub background: &'a Background,
    pub date: &'a str,
    pub places: &'a Places,
}

impl Pages<'_> {
    /// The page of policy `index`, from nought; none where there is no such policy.
    pub fn of(&self, index: usize, lever: Option<&Lever>) -> Option<PolicyPage> {
        let policy = self.dossier.facts.policies().get(index)?;
        let of = worked(self.dossier, self.background, lever, index)?;
        let picture = (!of.figures.is_empty()).then(|| {
            let name = format!("{}.svg", safe_name(&policy.name));
            (name, picture_of(&of))
        });
        let header = header_of(policy);
        let mut text = self.top(policy);
        text += &self.file(policy, &of, &header);
        text += &self.command(policy);
        text += &self.outcomes(&of, picture.as_ref().map(|(name, _)| &**name));
        text += &leans(&of, &header);
        text += &harm(&of, &header);
        text += &self.limits(lever);
        Some(PolicyPage {
            file: file_of(&policy.name),
            text,
            picture,
        })
    }

    /// A file of the repository: as a link where that leads somewhere.
    fn linked(&self, file: &str, name: &str) -> String {
        match &self.places.root {
            Some(root) => format!("[{name}]({root}{file})"),
            None => code(file),
        }
    }

    fn top(&self, policy: &Told) -> String {
        let title = escaped(&policy.title);
        let description = policy.resolved.get("description").and_then(|d| d.as_str());
        let description = description.map_or(String::new(), |d| format!("{}\n\n", escaped(d)));
        let estates = match self.dossier.others.is_empty() {
            true => "",
            false => " on a full estate and on a slack one,",
        };
        format!(
            "# {title}\n\n{} One of the [policies]({}), as {}.\n\n\
             ## The question\n\n{description}What would that change,{estates} at what cost, and how \
             surely?\n",
            made(self.dossier, self.date),
            self.places.list,
            code(&policy.name),
        )
    }

    fn file(&self, policy: &Told, of: &Worked, header: &Header) -> String {
        let file = format!("scenarios/{}.toml", policy.name);
        let said = match built_in(policy) {
            Some(_) => self.linked(&file, &file),
            None => "A scenario file of yours".to_owned(),
        };
        let changes = of.changes.iter().filter(|change| !change.is_scope());
        let mut paths: Vec<&str> = changes.clone().map(|change| &*change.path).collect();
        paths.sort_unstable();
        paths.dedup();
        let values = match paths.len() {
            1 => "one value".to_owned(),
            count => format!("{count} values"),
        };
        let mut text = format!(
            "\n## The file\n\n{said} changes {values} of the baseline; the command `throughcare check {}` prints them.\n\n",
            policy.name
        );
        text += &rows(
            &["Value", "Before", "After", "When", "Range", "Source"],
            changes.map(row),
        );
        let named = self.named(of, header);
        if !named.is_empty() {
            let table = self.linked("evidence/evidence.csv", "the evidence table");
            let _ = write!(text, "\nPublished figures that it names, from {table}:\n\n");
            for (id, row) in named {
                let _ = writeln!(
                    text,
                    "- **{id}** {}: {} ({}). {}; confidence {}.",
                    escaped(&row.quantity),
                    escaped(row.value.trim()),
                    escaped(&row.of),
                    escaped(&row.source),
                    escaped(&row.confidence),
                );
            }
        }
        text
    }

    /// The rows of the evidence table that its values or the comment at its head name.
    fn named(&self, of: &Worked, header: &Header) -> BTreeMap<String, EvidenceRow> {
        let mut named = of.rows.clone();
        let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
        for word in header.rests_on.split(|c| !is_letter(c)) {
            if let Some(row) = self.background.evidence.get(word) {
                named.insert(word.to_owned(), row.clone());
            }
        }
        named
    }

    fn command(&self, policy: &Told) -> String {
        let facts = &self.dossier.facts;
        let out = format!("--out results/{}", safe_name(&policy.name));
        let command = facts.command_of(&policy.name, &OF_MANY, &out);
        let of_all = std::iter::once(self.dossier).chain(&self.dossier.others);
        let seconds: Option<f64> = of_all.map(|of| of.facts.seconds_of_one(CORES)).sum();
        let takes = match seconds {
            Some(seconds) => format!(" in {} on two cores", duration(seconds)),
            None => String::new(),
        };
        format!(
            "\n## The command\n\n```sh\n{command}\n```\n\nIt gives the figures of this page, to the digit,{takes}. More \
             `--replicates` make the intervals narrower; `--uncertainty 100` adds how far the assumptions may be off.\n"
        )
    }

    fn outcomes(&self, of: &Worked, picture: Option<&str>) -> String {
        let mut text = format!(
            "\n## What comes out\n\nPolicy less baseline, mean {}, with 95% intervals; in round brackets what is not told \
             from zero.\n\n{}",
            self.dossier.window(),
            table(&of.outcomes, &escaped),
        );
        if let (Some(name), Some(figure)) = (picture, of.figures.first()) {
            let _ = write!(text, "\n![{}]({name})\n", escaped(&figure.title));
        }
        let moved = [
            ("What else gets better", &of.better),
            ("What else gets worse", &of.worse),
            ("Queues and caseloads that move", &of.queues),
        ];
        let moved = moved.into_iter().filter(|(_, moved)| !moved.is_empty());
        for (n, (said, moved)) in moved.enumerate() {
            if n == 0 {
                text += "\nOn the estate as fitted, beyond luck:\n\n";
            }
            let _ = writeln!(text, "- {said}: {}.", escaped(&moved.join("; ")));
        }
        text
    }

    fn limits(&self, lever: Option<&Lever>) -> String {
        let mut text = "\n## What is left out\n\n".to_owned();
        let listed = lever.map_or(&[][..], |lever| &lever.limits);
        for (asked, is, so) in rows_of_limits().filter(|row| listed.iter().any(|l| l == row.0)) {
            // What stands below on that page does not on this one.
            let is = is.split(", see [below]").next().unwrap_or(is);
            let [asked, is, so] = [asked, is, so].map(|cell| words(&marked(&without_links(cell))));
            let asked = sentence(&asked);
            let _ = writeln!(
                text,
                "- **{asked}**: {is}. What that makes of an answer: {so}."
            );
        }
        if !listed.is_empty() {
            text.push('\n');
        }
        let limits = self.linked("docs/limits.md", "What a sceptic would ask");
        let model = self.linked("docs/model.md", "the model");
        let _ = writeln!(
            text,
            "What holds for every policy is in {limits} and in section 7 of {model}."
        );
        text
    }
}

/// Both charts in one picture that says where it is from.
fn picture_of(of: &Worked) -> String {
    let drawn = pictures(&of.figures);
    drawn.replacen('>', &format!("><!-- {} -->", super::OURS), 1)
}

/// The scenario of the program that a policy is.
fn built_in(policy: &Told) -> Option<&'static str> {
    let file = format!("{}.toml", policy.name);
    let found = SCENARIOS.iter().find(|one| one.file == file)?;
    // Somebody's own file may have its name.
    found.text.contains(&policy.title).then_some(found.text)
}

fn header_of(policy: &Told) -> Header {
    built_in(policy).map(Header::of).unwrap_or_default()
}

fn row(change: &Change) -> Vec<String> {
    let or_dash = |text: &str| match text {
        "" => "–".to_owned(),
        text => escaped(text),
    };
    let source = match (&*change.source, &*change.note) {
        ("", note) => or_dash(note),
        (source, "") => escaped(source),
        (source, note) => format!("{}. {}", escaped(source), escaped(note)),
    };
    vec![
        code(&change.path),
        or_dash(&change.before),
        or_dash(&change.after),
        or_dash(&change.when),
        or_dash(&change.range),
        source,
    ]
}

fn leans(of: &Worked, header: &Header) -> String {
    let mut text = format!(
        "\n## What it leans on\n\n- **Strength of evidence.** {}; what is neither published nor law is assumed.\n\
         - **What must be true.** {}.\n",
        words(&marked(&of.strength)),
        words(&marked(&of.must_be_true)),
    );
    if !header.rests_on.is_empty() {
        let said = marked(&header.rests_on);
        let _ = writeln!(text, "- **It rests on** {}", words(&said));
    }
    if !of.widest.is_empty() {
        text += "\nIts own assumptions with the widest ranges for their size, costs left out:\n\n";
        let cells = of.widest.iter().map(|change| {
            vec![
                code(&change.path),
                escaped(&change.after),
                escaped(&change.range),
                format!("{:.0}%", 100.0 * change.width),
            ]
        });
        text += &rows(&["Value", "Is", "Range", "Width, of the value"], cells);
    }
    text
}

fn harm(of: &Worked, header: &Header) -> String {
    let mut text = "\n## Where it does little or harm, and why\n\n".to_owned();
    for remark in &of.remarks {
        let _ = writeln!(text, "- {}.", escaped(&sentence(remark)));
    }
    if of.remarks.is_empty() {
        text += "- Nowhere among the outcomes above.\n";
    }
    if of.remarks.iter().any(|remark| remark.starts_with(OPEN)) {
        text += "\nWhat is not told from zero is nothing, or smaller than luck over these replicates; it is not shown \
                 to be nothing.\n";
    }
    if !header.notes.is_empty() {
        text += "\nWhat the file says of it:\n\n";
    }
    for note in &header.notes {
        let _ = writeln!(text, "- {}", words(&marked(note)));
    }
    text
}

/// The rows of the page of limits: what is asked about, what the model has, and what that makes of an answer.
pub(super) fn rows_of_limits() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let from_table = LIMITS
        .lines()
        .skip_while(|line| !line.starts_with("| asked about |"));
    let lines = from_table.skip(2).take_while(|line| line.starts_with('|'));
    lines.filter_map(|line| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        Some((cells.next()?, cells.next()?, cells.next()?))
    })
}

/// A time in words.
fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 50.0 => "less than a minute".to_owned(),
        s if s < 90.0 => "about a minute".to_owned(),
        s => format!("about {:.0} minutes", s / 60.0),
    }
}
