//! Lines of at most 80 columns under the headings of sections, as far as names and values allow.

use crate::scenario::Figure;

/// Columns of a line.
const WIDTH: usize = 80;
/// Columns for the name of a parameter within its section.
const NAME: usize = 34;
/// Columns for a value.
const VALUE: usize = 12;
/// Columns for a range.
const RANGE: usize = 16;

/// Lines under the headings of sections.
#[derive(Default)]
pub(super) struct Lines {
    pub text: String,
    section: String,
}

impl Lines {
    pub fn push(&mut self, line: String) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Writes a heading where a section begins; the rest of the path.
    pub fn section(&mut self, path: &str) -> String {
        let (section, name) = path.split_once('.').unwrap_or(("", path));
        if section != self.section {
            section.clone_into(&mut self.section);
            self.push(String::new());
            self.push(format!("[{section}]"));
        }
        name.to_owned()
    }

    /// A name and what is known of its value, in columns; a long name has its own line.
    pub fn figure(&mut self, name: &str, written: &str, figure: &Figure, unit: &str) {
        let value = match unit {
            "" => written.to_owned(),
            unit => format!("{written} {unit}"),
        };
        let source = figure.source.as_deref().unwrap_or("-");
        let rest = format!(
            "{value:<VALUE$}  {:<RANGE$}  {source}",
            figure.written_range
        );
        let line = format!("  {name:<NAME$}  {rest}");
        if name.len() <= NAME && line.len() <= WIDTH {
            self.push(line);
        } else {
            self.push(format!("  {name}"));
            let indent = (NAME + 4).min(WIDTH.saturating_sub(rest.len()));
            self.push(format!("{:indent$}{rest}", ""));
        }
    }

    /// Text broken between words, each line after the indent.
    pub fn wrapped(&mut self, indent: &str, text: &str) {
        let mut line = String::new();
        for word in text.split_whitespace() {
            if !line.is_empty() && indent.len() + line.len() + 1 + word.len() > WIDTH {
                self.push(format!("{indent}{line}"));
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if !line.is_empty() {
            self.push(format!("{indent}{line}"));
        }
    }
}
