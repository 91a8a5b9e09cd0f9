//! A sheet as text: one line a metric, a policy a column, as wide as the terminal.
//!
//! Columns are as wide as their numbers, so that no number is broken. What room is left is the
//! labels'; where it is too little for them, policies stand in panels one under the other.

use unicode_width::UnicodeWidthStr;

use super::figures::{Style, both, per_cent};
use super::wrap_to;
use crate::output::sheet::{Block, Change, Line, Sheet};

/// Columns where nothing is known of the reader's terminal.
pub const WIDTH: usize = 80;
/// The least and the most columns that are used.
const NARROWEST: usize = 60;
const WIDEST: usize = 200;
/// Behind what a name may be broken.
const PARTS: [char; 3] = ['-', '+', ' '];
/// The most that a part of a name widens a column by itself.
const HEAD: usize = 8;
/// Labels have at least so many columns, and more where they need it and there is room.
const LABEL: usize = 30;
/// Columns between columns.
const GAP: usize = 2;
/// How far lines stand in under their heading.
const INDENT: usize = 2;
/// Blocks that add up are in millions from here on.
const IN_MILLIONS: f64 = 1e7;
/// Where a number is dim.
const DIM: [&str; 2] = ["\u{1b}[2m", "\u{1b}[0m"];

/// How a sheet is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether what is not told from zero is dim.
    pub dims: bool,
}

impl Default for Look {
    fn default() -> Self {
        Look {
            width: WIDTH,
            dims: false,
        }
    }
}

/// One line as text.
struct Row {
    label: String,
    level: String,
    /// Difference with interval, change in per cent, and whether it is told from zero.
    changes: Vec<(String, String, bool)>,
}

/// The sheet as lines of at most `look.width` columns.
pub fn table(sheet: &Sheet, look: Look) -> String {
    let width = look.width.clamp(NARROWEST, WIDEST);
    let mut text = String::new();
    for warning in &sheet.warnings {
        text += &shortened(&format!("warning: {warning}"), width);
        text.push('\n');
    }
    let rows: Vec<Vec<Row>> = sheet.blocks.iter().map(rows).collect();
    let names: Vec<&str> = sheet.policies.iter().map(|(name, _)| &**name).collect();
    match names.len() {
        0 => text += &panel(sheet, &rows, &names, 0..0, width, look.dims),
        count => {
            let mut from = 0;
            while from < count {
                let to = fitting(&rows, &names, from, width);
                if from > 0 {
                    text.push('\n');
                }
                text += &panel(sheet, &rows, &names, from..to, width, look.dims);
                from = to;
            }
        }
    }
    text += &wrap_to(&sheet.note, width);
    text
}

/// The lines of a block; those that add up are written alike.
fn rows(block: &Block) -> Vec<Row> {
    let alike = block.adds_up.then(|| Alike::of(block));
    block.lines.iter().map(|line| row(line, alike)).collect()
}

/// How the numbers of a block are written that add up.
#[derive(Clone, Copy)]
struct Alike {
    levels: Style,
    changes: Style,
    /// Whether the numbers are millions.
    in_millions: bool,
}

impl Alike {
    fn of(block: &Block) -> Alike {
        let lines = || block.lines.iter();
        let levels = lines().filter_map(|l| l.level);
        let level = levels.fold(0.0, |m: f64, l| m.max(l.mean.abs()));
        let changes = || lines().flat_map(|l| &l.changes);
        let reach = changes().fold(0.0, |m: f64, c| m.max(c.difference.abs() + known(c.half)));
        let half = lines().last().map_or(0.0, |total| {
            let halves = total.changes.iter().map(|c| known(c.half));
            halves.fold(0.0, f64::max)
        });
        match level >= IN_MILLIONS {
            true => Alike {
                levels: Style::millions(level / 1000.0),
                changes: Style::millions(half / 3.0),
                in_millions: true,
            },
            false => Alike {
                levels: Style::new(level, level / 1000.0),
                changes: Style::new(reach, half / 3.0),
                in_millions: false,
            },
        }
    }
}

/// A half width, or nothing where it is not known.
fn known(half: f64) -> f64 {
    if half.is_nan() { 0.0 } else { half }
}

fn row(line: &Line, alike: Option<Alike>) -> Row {
    let halves = line.changes.iter().map(|c| known(c.half));
    let half = halves.fold(0.0, f64::max);
    let level = match (line.level, alike) {
        (None, _) => String::new(),
        (Some(level), _) if level.mean == 0.0 => "0".to_owned(),
        (Some(level), Some(alike)) => alike.levels.show(level.mean),
        (Some(level), None) => {
            // Beside differences, a level has the digits that they have.
            let half = match line.changes.is_empty() {
                true => level.half,
                false => half,
            };
            let style = Style::new(level.mean, half);
            match line.changes.is_empty() {
                true => with_half(style.show(level.mean), style, level.half),
                false => style.show(level.mean),
            }
        }
    };
    let change = |c: &Change| {
        let reach = c.difference.abs() + known(c.half);
        let style = alike.map_or_else(|| Style::compact(reach, c.half), |a| a.changes);
        let difference = match c.and {
            Some(and) => both(c, and),
            None => with_half(style.show_signed(c.difference), style, c.half),
        };
        (
            difference,
            per_cent(c.relative),
            c.is_clear() || c.and.is_some(),
        )
    };
    Row {
        label: line.label.clone(),
        level,
        changes: line.changes.iter().map(change).collect(),
    }
}

/// A number with half its interval.
fn with_half(number: String, style: Style, half: f64) -> String {
    match half.is_nan() || number == "-" {
        true => number,
        false => format!("{number} ± {}", style.show(half)),
    }
}

/// The columns that a panel has.
struct Columns {
    label: usize,
    level: usize,
    /// Of each policy: its difference, and the change in per cent where there is room.
    changes: Vec<usize>,
    relative: usize,
}

/// The widest of some texts.
fn widest<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    texts.map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// The columns of policies `shown`, or nothing if the labels would have too little room.
fn columns(
    rows: &[Vec<Row>],
    names: &[&str],
    shown: std::ops::Range<usize>,
    width: usize,
    alone: bool,
) -> Option<Columns> {
    let all = || rows.iter().flatten();
    let heading = if names.is_empty() { "mean" } else { "baseline" };
    let level = widest(all().map(|r| &*r.level)).max(heading.len());
    // Where there are hardly any numbers, a column is as wide as a part of its name.
    let head = |p: usize| {
        let parts = names.get(p).copied().unwrap_or_default();
        widest(parts.split_inclusive(PARTS)).min(HEAD)
    };
    let of = |p: usize| widest(all().filter_map(|r| r.changes.get(p)).map(|c| &*c.0)).max(head(p));
    let changes: Vec<usize> = shown.clone().map(of).collect();
    let relatives = all().flat_map(|r| r.changes.get(shown.clone()).unwrap_or_default());
    let relative = widest(relatives.map(|c| &*c.1));
    let wanted = INDENT + widest(all().map(|r| &*r.label));
    let used = GAP + level + changes.iter().map(|w| GAP + w).sum::<usize>();
    let left = width.checked_sub(used)?;
    let with_relative = left.checked_sub(changes.len() * (GAP + relative));
    let comfortable = wanted.min(LABEL + 8);
    let (left, relative) = match with_relative {
        Some(left) if left >= comfortable && relative > 0 => (left, relative),
        _ => (left, 0),
    };
    (alone || left >= LABEL).then_some(Columns {
        label: left.min(wanted),
        level,
        changes,
        relative,
    })
}

/// How many policies from `from` on fit into one panel: at least one.
fn fitting(rows: &[Vec<Row>], names: &[&str], from: usize, width: usize) -> usize {
    let fits = |to: &usize| columns(rows, names, from..*to, width, false).is_some();
    (from + 1..=names.len())
        .rev()
        .find(fits)
        .unwrap_or(from + 1)
}

fn panel(
    sheet: &Sheet,
    rows: &[Vec<Row>],
    names: &[&str],
    shown: std::ops::Range<usize>,
    width: usize,
    dims: bool,
) -> String {
    let Some(columns) = columns(rows, names, shown.clone(), width, true) else {
        return String::new();
    };
    let mut text = heads(sheet, names, &shown, &columns, width);
    for blocks in under_one_heading(&sheet.blocks) {
        text += &wrap_to(&heading(&sheet.blocks[blocks.clone()]), width);
        for row in rows[blocks].iter().flatten() {
            text += &one(row, &shown, &columns, dims);
        }
    }
    text
}

/// The blocks that stand under one heading: blocks of a single line share one, so that the table
/// stays on a screen, and a block without lines has none.
fn under_one_heading(blocks: &[Block]) -> Vec<std::ops::Range<usize>> {
    let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
    let is_single = |block: &Block| block.lines.len() == 1 && !block.adds_up;
    for (at, block) in blocks.iter().enumerate() {
        match groups.last_mut() {
            _ if block.lines.is_empty() => {}
            Some(last) if last.end == at && is_single(block) && is_single(&blocks[last.start]) => {
                last.end = at + 1;
            }
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// The titles of blocks as one heading.
fn heading(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        let mut title = block.title.clone();
        if !text.is_empty() {
            text += ", ";
            title[..1].make_ascii_lowercase();
        }
        text += &title;
        if block.adds_up && Alike::of(block).in_millions {
            text += ", in millions";
        }
    }
    text
}

/// Who is compared with whom, and the heads of the columns.
fn heads(
    sheet: &Sheet,
    names: &[&str],
    shown: &std::ops::Range<usize>,
    columns: &Columns,
    width: usize,
) -> String {
    let (name, title) = &sheet.baseline;
    let mut text = shortened(&format!("{name}: {title}"), width) + "\n";
    let level = if names.is_empty() { "mean" } else { "baseline" };
    let mut names = Vec::new();
    for (place, policy) in shown.clone().enumerate() {
        let (name, title) = &sheet.policies[policy];
        text += &shortened(&format!("{name}: {title}"), width);
        text.push('\n');
        let room = columns.changes[place] + room_of(columns.relative);
        names.push((room, broken(name, room)));
    }
    let lines = names.iter().map(|(_, parts)| parts.len()).max();
    let lines = lines.unwrap_or(1);
    for at in 0..lines {
        // What is broken stands at the bottom, over its numbers.
        let level = if at + 1 == lines { level } else { "" };
        let mut line = format!("{}  {level:>1$}", blanks(columns.label), columns.level);
        for (room, parts) in &names {
            let place = (at + parts.len()).checked_sub(lines);
            let part = place.map_or("", |place| &*parts[place]);
            line += &format!("  {}{part}", blanks(room - part.width()));
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

/// A name in lines of at most `room` columns, broken behind a hyphen, a plus sign or a blank.
fn broken(name: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in name.split_inclusive(PARTS) {
        let last = lines.last().map_or(0, |line| line.width());
        if last > 0 && last + piece.trim_end().width() > room {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
    }
    let whole = lines.iter().map(|line| shortened(line.trim_end(), room));
    whole.collect()
}

/// Columns that the change in per cent takes with its gap.
fn room_of(relative: usize) -> usize {
    match relative {
        0 => 0,
        width => width + GAP,
    }
}

fn blanks(count: usize) -> String {
    " ".repeat(count)
}

/// One metric: a long label goes on in lines of its own, numbers never do.
fn one(row: &Row, shown: &std::ops::Range<usize>, columns: &Columns, dims: bool) -> String {
    let label = wrap_to(&row.label, columns.label.saturating_sub(INDENT).max(1));
    let mut labels = label.lines();
    let first = labels.next().unwrap_or_default();
    let mut line =
        blanks(INDENT) + first + &blanks(columns.label.saturating_sub(INDENT + first.width()));
    line += &format!(
        "  {}{}",
        blanks(columns.level - row.level.width()),
        row.level
    );
    for (place, policy) in shown.clone().enumerate() {
        let Some((difference, relative, clear)) = row.changes.get(policy) else {
            continue;
        };
        let mut cell = blanks(columns.changes[place] - difference.width()) + difference;
        if columns.relative > 0 {
            cell += &blanks(GAP + columns.relative - relative.width());
            cell += relative;
        }
        line += &blanks(GAP);
        line += &match dims && !clear {
            true => DIM[0].to_owned() + &cell + DIM[1],
            false => cell,
        };
    }
    let mut text = line.trim_end().to_owned() + "\n";
    for more in labels {
        text += &format!("{}{more}\n", blanks(2 * INDENT));
    }
    text
}

/// A text of at most `width` columns, cut at a word.
fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for word in text.split_inclusive(' ') {
        if kept.width() + word.trim_end().width() + 1 > width {
            break;
        }
        kept += word;
    }
    if kept.is_empty() {
        let mut used = 0;
        for c in text.chars() {
            used += 1;
            if used >= width {
                break;
            }
            kept.push(c);
        }
    }
    kept.trim_end().to_owned() + "…"
}
