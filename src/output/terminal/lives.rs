//! A life as lines of 80 columns; two lives side by side from where they part.

use std::fmt::Write;

use super::WIDTH;
use crate::engine::Date;
use crate::observe::{Life, Moment};

/// Columns before the words: the date, the age and the gaps after them.
const MARGIN: usize = 16;
/// Columns between two lives.
const GAP: usize = 2;
/// Columns for the words of each of two lives.
const HALF: usize = (WIDTH - MARGIN - GAP) / 2;

/// Lives with the names of their scenarios: one, or one and the same person under two.
pub fn lives(named: &[(&str, &Life)]) -> String {
    let mut text = String::new();
    let Some(&(scenario, life)) = named.first() else {
        return text;
    };
    let title = format!("Person {} of {}: {}", life.number, life.area, life.about);
    heading(&mut text, &title);
    match named.get(1) {
        None => {
            heading(&mut text, &format!("under {scenario}"));
            together(&mut text, &life.moments);
        }
        Some(&(policy, other)) => {
            heading(&mut text, &format!("under {scenario} and {policy}"));
            match life.first_difference(other) {
                None => {
                    together(&mut text, &life.moments);
                    heading(
                        &mut text,
                        "\nNo difference: both lives are the same to the end.",
                    );
                }
                Some(at) => {
                    together(&mut text, &life.moments[..at]);
                    parting(&mut text, [life, other], at);
                    let names = [scenario, policy].map(|name| vec![name.to_owned()]);
                    beside(&mut text, "date", "age", &names);
                    apart(&mut text, &life.moments[at..], &other.moments[at..]);
                }
            }
        }
    }
    text
}

fn heading(text: &mut String, words: &str) {
    for line in wrapped(words, WIDTH) {
        line_of(text, &line);
    }
}

/// Where two lives part.
fn parting(text: &mut String, lives: [&Life; 2], at: usize) {
    let first = lives.iter().filter_map(|life| life.moments.get(at));
    if let Some(date) = first.map(|moment| moment.date).min() {
        let words = format!("== first difference: {date} ");
        line_of(text, &format!("{words:=<WIDTH$}"));
    }
}

/// One life, or what two lives share.
fn together(text: &mut String, moments: &[Moment]) {
    let mut last = None;
    for moment in moments {
        let (date, age) = margin(moment, last == Some(moment.date));
        last = Some(moment.date);
        for (i, line) in wrapped(&moment.words, WIDTH - MARGIN).iter().enumerate() {
            let (date, age) = if i == 0 { (&*date, &*age) } else { ("", "") };
            line_of(text, &format!("{date:<10}  {age:>2}  {line}"));
        }
    }
}

/// Two lives side by side, day by day.
fn apart(text: &mut String, left: &[Moment], right: &[Moment]) {
    let (mut left, mut right) = (left, right);
    while let Some(day) = [left, right]
        .iter()
        .filter_map(|m| m.first())
        .map(|m| m.date)
        .min()
    {
        let (of_left, of_right);
        (of_left, left) = of_day(left, day);
        (of_right, right) = of_day(right, day);
        if let Some(moment) = of_left.first().or(of_right.first()) {
            let (date, age) = margin(moment, false);
            let columns = [of_left, of_right].map(|moments| {
                moments
                    .iter()
                    .flat_map(|m| wrapped(&m.words, HALF))
                    .collect()
            });
            beside(text, &date, &age, &columns);
        }
    }
}

/// The moments of a day, and those after it.
fn of_day(moments: &[Moment], day: Date) -> (&[Moment], &[Moment]) {
    moments.split_at(moments.partition_point(|m| m.date <= day))
}

/// Two columns of lines.
fn beside(text: &mut String, date: &str, age: &str, columns: &[Vec<String>; 2]) {
    let [left, right] = columns;
    for i in 0..left.len().max(right.len()) {
        let of = |column: &[String]| column.get(i).cloned().unwrap_or_default();
        let (date, age) = if i == 0 { (date, age) } else { ("", "") };
        let (left, right) = (short(&of(left)), short(&of(right)));
        line_of(
            text,
            &format!("{date:<10} {age:>3}  {left:<HALF$}  {right}"),
        );
    }
}

/// What fits into a column.
fn short(words: &str) -> String {
    words.chars().take(HALF).collect()
}

fn margin(moment: &Moment, repeated: bool) -> (String, String) {
    if repeated {
        (String::new(), String::new())
    } else {
        (moment.date.to_string(), moment.age.to_string())
    }
}

/// Words broken into lines of at most `width` characters; a longer word has a line of its own.
fn wrapped(words: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        let line = lines.len() - 1;
        let length = lines[line].chars().count();
        if length == 0 {
            lines[line].push_str(word);
        } else if length + 1 + word.chars().count() <= width {
            lines[line].push(' ');
            lines[line].push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

fn line_of(text: &mut String, line: &str) {
    let _ = writeln!(text, "{}", line.trim_end());
}
