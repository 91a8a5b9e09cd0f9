//! The comment at the head of a scenario file of the program: what changes, from when, how fast, what that
//! rests on, and what else a reader should know.

/// The first words of its rows.
const ROWS: [&str; 4] = ["What changes", "From when", "How fast", "Rests on"];
/// At least so many blanks stand between a row's first words and what it says.
const GAP: &str = "  ";

/// What is read of the comment.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Header {
    /// What the change rests on.
    pub rests_on: String,
    /// Paragraphs behind the rows: what the file leaves as it is, and why it may do little.
    pub notes: Vec<String>,
}

impl Header {
    /// The comment at the head of `text`; what it does not say is empty.
    pub fn of(text: &str) -> Self {
        let lines = text.lines().take_while(|line| line.starts_with('#'));
        let lines = lines.map(|line| line.trim_start_matches('#').trim_end());
        let mut found = Self::default();
        let (mut row, mut is_behind) = (None, false);
        for line in lines {
            let line = line.strip_prefix(' ').unwrap_or(line);
            if let Some((name, rest)) = named(line) {
                row = Some(name);
                is_behind = false;
                if name == "Rests on" {
                    add(&mut found.rests_on, rest);
                }
            } else if line.is_empty() {
                // What stands behind the last row are paragraphs.
                if row == Some("Rests on") {
                    is_behind = true;
                    found.notes.push(String::new());
                }
            } else if is_behind {
                if let Some(last) = found.notes.last_mut() {
                    add(last, line);
                }
            } else if row == Some("Rests on") {
                add(&mut found.rests_on, line);
            }
        }
        found.notes.retain(|note| !note.is_empty());
        found
    }
}

/// The row that begins with this line, and what it says.
fn named(line: &str) -> Option<(&'static str, &str)> {
    ROWS.iter().find_map(|name| {
        let rest = line.strip_prefix(name)?;
        rest.starts_with(GAP).then_some((*name, rest))
    })
}

fn add(to: &mut String, words: &str) {
    if !to.is_empty() {
        to.push(' ');
    }
    to.push_str(words.trim());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::levers;
    use crate::scenario::SCENARIOS;

    /// Protects: a page says what the file says of itself, row by row and with the paragraphs behind.
    #[test]
    fn the_comment_of_a_file_is_read_by_its_rows() {
        let text = "# Title\n#\n# What changes   more\n#                of it.\n#\n#                  a table  1\n#\n# From when      now\n\
            # Rests on       `a.b`, A-1;\n#                the rest is assumed.\n#\n# No place\n# is added.\n#\n# Two.\n\n# name\nname = \"x\"\n";
        assert_eq!(
            Header::of(text),
            Header {
                rests_on: "`a.b`, A-1; the rest is assumed.".to_owned(),
                notes: vec!["No place is added.".to_owned(), "Two.".to_owned()],
            }
        );
        assert_eq!(Header::of("name = \"x\"\n"), Header::default());
    }

    /// Protects: every policy of the program says what it rests on where a page finds it.
    #[test]
    fn every_scenario_with_a_lever_says_what_it_rests_on() {
        for lever in levers().expect("a list") {
            let file = format!("{}.toml", lever.policy);
            let found = SCENARIOS.iter().find(|one| one.file == file);
            let header = Header::of(found.expect("a scenario of the program").text);
            let is_written = !header.rests_on.is_empty();
            assert!(is_written || lever.policy == "minimal", "{}", lever.policy);
        }
    }
}
