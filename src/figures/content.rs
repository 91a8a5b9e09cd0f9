//! What a page says, apart from how it is drawn: parts, sentences, charts and tables, in which
//! every number knows the cell of the file that it was read from.

use super::chart::Figure;
use super::number::{Style, per_cent};

/// Where a number was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The file.
    pub file: &'static str,
    /// Words that find its row: scenario, metric, stratum and period, or the like.
    pub key: Vec<String>,
    /// The column.
    pub column: &'static str,
    /// What is shown is so many times what stands there: -1 for what is averted.
    pub times: f64,
}

/// A number as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The number: what stands in the file, times [`Origin::times`].
    pub value: f64,
    /// As people read it.
    pub text: String,
    /// Where it was read; nothing for what is worked out from others on the page.
    pub from: Option<Origin>,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Words that carry the sentence.
    Strong(String),
    /// What is typed or stands in a file.
    Code(String),
    /// A number.
    Number(Shown),
}

/// A sentence or a few.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words(pub Vec<Inline>);

impl Words {
    /// One sentence without a number.
    pub fn of(text: impl Into<String>) -> Self {
        Self::default().text(text)
    }

    /// Adds words.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.0.push(Inline::Text(text.into()));
        self
    }

    /// Adds words that carry the sentence.
    #[must_use]
    pub fn strong(mut self, text: impl Into<String>) -> Self {
        self.0.push(Inline::Strong(text.into()));
        self
    }

    /// Adds what is typed.
    #[must_use]
    pub fn code(mut self, text: impl Into<String>) -> Self {
        self.0.push(Inline::Code(text.into()));
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, number: Shown) -> Self {
        self.0.push(Inline::Number(number));
        self
    }

    /// Adds other words behind these.
    #[must_use]
    pub fn and(mut self, other: Words) -> Self {
        self.0.extend(other.0);
        self
    }

    /// As plain text.
    pub fn plain(&self) -> String {
        let piece = |inline: &Inline| match inline {
            Inline::Text(text) | Inline::Strong(text) | Inline::Code(text) => text.clone(),
            Inline::Number(number) => number.text.clone(),
        };
        self.0.iter().map(piece).collect()
    }
}

/// One cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// Nothing.
    None,
    /// Words.
    Text(String),
    /// A number.
    Number(Shown),
    /// A number with the ends of its interval.
    Interval([Shown; 3]),
}

/// A table: a caption, a header line, and rows of which the first entry is the header.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What is in it.
    pub caption: String,
    /// The header line.
    pub head: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<Entry>>,
}

/// A piece of a part.
#[derive(Clone, Debug)]
pub enum Block {
    /// The sentence of a policy.
    Lead(Words),
    /// Words.
    Say(Words),
    /// A small heading.
    Heading(String),
    /// Words one below the other.
    List(Vec<Words>),
    /// A chart with its table.
    Figure(Box<Figure>),
    /// A table in sight.
    Table(Table),
    /// A table that is opened by who wants it.
    Fold(Table),
    /// What is not there, and the command that would make it.
    Absent {
        /// What is missing and what it would tell.
        what: String,
        /// The command.
        command: String,
    },
}

/// One part of a report.
#[derive(Clone, Debug)]
pub struct Part {
    /// Name within the page.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// Which cell of a table of differences or levels: scenario, metric, stratum and period.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// The scenario.
    pub scenario: &'a str,
    /// The metric.
    pub metric: &'a str,
    /// The stratum.
    pub stratum: &'a str,
    /// The period.
    pub period: &'a str,
}

impl At<'_> {
    /// The origin of a column of it.
    pub fn origin(self, file: &'static str, column: &'static str, times: f64) -> Origin {
        let key = [self.scenario, self.metric, self.stratum, self.period];
        Origin {
            file,
            key: key.map(str::to_owned).to_vec(),
            column,
            times,
        }
    }
}

impl Shown {
    /// A number of a file in a style.
    pub fn plain(value: f64, style: Style, from: Origin) -> Self {
        let value = value * from.times;
        Self {
            value,
            text: style.show(value),
            from: Some(from),
        }
    }

    /// The same with its sign.
    pub fn signed(value: f64, style: Style, from: Origin) -> Self {
        let value = value * from.times;
        Self {
            value,
            text: style.signed(value),
            from: Some(from),
        }
    }

    /// The same without its sign, for a sentence that says the direction in words.
    pub fn size(value: f64, style: Style, mut from: Origin) -> Self {
        if value < 0.0 {
            from.times = -1.0;
        }
        Self::plain(value, style, from)
    }

    /// A share of the file as per cent.
    pub fn share(value: f64, from: Origin) -> Self {
        let value = value * from.times;
        Self {
            value,
            text: per_cent(value),
            from: Some(from),
        }
    }

    /// What is worked out from other numbers of the page.
    pub fn derived(value: f64, text: String) -> Self {
        Self {
            value,
            text,
            from: None,
        }
    }
}
