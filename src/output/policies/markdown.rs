//! Markdown of what a page says: texts of other people's files are shown as they are written, and never
//! become markup.

use std::fmt::Write;

use crate::figures::content::{Entry, Inline, Table, Words};

/// Words as text, on one line.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => {
                out.push('\\');
                out.push(letter);
            }
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '&' => out += "&amp;",
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// What is typed or stands in a file.
pub(super) fn code(text: &str) -> String {
    // Nothing else ends a span of code, and a bar ends a cell of a table.
    format!("`{}`", text.replace(['`', '\n'], " ").replace('|', "\\|"))
}

/// Sentences.
pub(super) fn words(of: &Words) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Text(text) => escaped(text),
        Inline::Strong(text) => format!("**{}**", escaped(text)),
        Inline::Code(text) => code(text),
        Inline::Number(number) => escaped(&number.text),
    };
    of.0.iter().map(piece).collect()
}

/// A table of cells that are Markdown already.
pub(super) fn rows<'a>(head: &[&str], rows: impl Iterator<Item = Vec<String>> + 'a) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let mut text = line(&head);
    // Writing to a string cannot fail.
    let _ = writeln!(text, "|{}", "---|".repeat(head.len()));
    for row in rows {
        text += &line(&row);
    }
    text
}

/// A table; `first` gives the first cell of a row a form.
pub(super) fn table(of: &Table, first: &dyn Fn(&str) -> String) -> String {
    let head: Vec<&str> = of.head.iter().map(String::as_str).collect();
    let cells = |row: &Vec<Entry>| {
        let cells = row.iter().enumerate();
        let cells = cells.map(|(n, entry)| match n {
            0 => first(&plain(entry)),
            _ => plain(entry).replace('|', "\\|"),
        });
        cells.collect()
    };
    rows(&head, of.rows.iter().map(cells))
}

fn plain(entry: &Entry) -> String {
    match entry {
        Entry::None => String::new(),
        Entry::Text(text) => text.clone(),
        Entry::Number(number) => number.text.clone(),
        Entry::Interval([mean, low, high]) => {
            format!("{} [{} to {}]", mean.text, low.text, high.text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: no text of a file becomes a tag, a link, a cell or emphasis.
    #[test]
    fn texts_stay_texts() {
        assert_eq!(
            escaped("a <b> & [c](d) | *e*\n# f_g `h`"),
            "a &lt;b&gt; &amp; \\[c\\](d) \\| \\*e\\* \\# f\\_g \\`h\\`"
        );
        assert_eq!(code("a`b|c"), "`a b\\|c`");
        let said = Words::of("at ").code("release.met_at_gate").strong("<x>");
        assert_eq!(words(&said), "at `release.met_at_gate`**&lt;x&gt;**");
    }
}
