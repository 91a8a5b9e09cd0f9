//! Charts as data: what is drawn, with the table of the same numbers.

use super::content::{Table, Words};
use super::number::Style;

/// A chart with everything that belongs to it.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Name within the page, unique.
    pub id: String,
    /// The finding, as a sentence.
    pub title: String,
    /// What is drawn: quantity, unit and period.
    pub subtitle: String,
    /// The same for who cannot see it.
    pub description: String,
    /// What the marks mean.
    pub key: Vec<KeyEntry>,
    /// What is drawn.
    pub picture: Picture,
    /// A word on how to read it.
    pub note: Option<Words>,
    /// The numbers behind it.
    pub table: Table,
}

/// What one mark means.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyEntry {
    /// How it looks.
    pub mark: Mark,
    /// What it means.
    pub meaning: String,
}

/// A mark of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The line of a series, by number.
    Line(usize),
    /// The band around a line.
    Band,
    /// The time in which a policy comes in.
    Ramp,
    /// A point with its interval that is good, bad, or neither.
    Point(Tone),
    /// A shade of a tile, from -3 to 3.
    Tile(i8),
}

/// What a difference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Better, or less spent.
    Good,
    /// Worse, or more spent.
    Bad,
    /// Not told from zero, or neither.
    Open,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub enum Picture {
    /// Lines with bands over years.
    Lines(Lines),
    /// Points with intervals, one a row.
    Intervals(Intervals),
    /// Tiles with a word and a number each.
    Tiles(Tiles),
    /// People who pass between states.
    Flows(Flows),
}

/// Lines with bands.
#[derive(Clone, Debug)]
pub struct Lines {
    /// Names of the places along the axis.
    pub ticks: Vec<String>,
    /// The upright axis.
    pub unit: String,
    /// How its numbers are written.
    pub style: Style,
    /// The lines.
    pub series: Vec<Series>,
    /// From where to where along the axis policies come in, in places from nought.
    pub ramp: Option<[f64; 2]>,
}

/// One line.
#[derive(Clone, Debug)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Which look it has.
    pub look: usize,
    /// Middle, lower and upper end at each place.
    pub points: Vec<[f64; 3]>,
}

/// Points with intervals.
#[derive(Clone, Debug)]
pub struct Intervals {
    /// The axis.
    pub unit: String,
    /// How its numbers are written.
    pub style: Style,
    /// One a row, from the top.
    pub rows: Vec<Spread>,
}

/// A point with its interval.
#[derive(Clone, Debug)]
pub struct Spread {
    /// Its name.
    pub name: String,
    /// Middle, lower and upper end.
    pub at: [f64; 3],
    /// What it means.
    pub tone: Tone,
}

/// Tiles in columns and rows.
#[derive(Clone, Debug)]
pub struct Tiles {
    /// Names of the columns, where they have any.
    pub columns: Vec<String>,
    /// Names of the rows, where they have any.
    pub rows: Vec<String>,
    /// Width of a tile.
    pub width: f64,
    /// The tiles.
    pub tiles: Vec<Tile>,
}

/// One tile.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Column from the left.
    pub column: usize,
    /// Row from the top.
    pub row: usize,
    /// A word on it; nothing where row and column say it.
    pub name: String,
    /// The number on it.
    pub text: String,
    /// From -3 (bad) to 3 (good).
    pub shade: i8,
}

/// People who pass between states.
#[derive(Clone, Debug)]
pub struct Flows {
    /// State left, state entered, people a year.
    pub links: Vec<(String, String, f64)>,
}
