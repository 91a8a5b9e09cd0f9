//! Numbers as people type and read them: `500,000`, `12k`, `£480,000`, `1 000`, and shares such as `40%`.
//!
//! Only what cannot be mistaken is taken: `12,5` is twelve and a half to some and a slip to others.

use std::ops::Range;

/// A number that is no share. Nothing where the text could mean two things.
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let (text, pounds) = match text.strip_prefix('£') {
        Some(rest) => (rest.trim_start(), true),
        None => (text, false),
    };
    let (text, negative) = match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let start = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let (digits, word) = text.split_at(start);
    let times = match word {
        "" => 1.0,
        "k" | "K" | "thousand" => 1e3,
        // Without the sign it may be months.
        "m" | "M" if pounds => 1e6,
        "million" => 1e6,
        _ => 0.0,
    };
    let value = match times {
        0.0 => text.parse().ok().filter(|_| is_scientific(text))?,
        times => libm::round(times * grouped(digits.trim_end())? * 1e9) / 1e9,
    };
    Some(if negative { -value } else { value })
}

/// A share, which may be in per cent, or another number.
pub fn share(text: &str) -> Option<f64> {
    match text.trim().strip_suffix('%') {
        Some(percent) => Some(libm::round(number(percent)? * 1e7) / 1e9),
        None => number(text),
    }
}

/// `1e5`, and no word such as `inf`.
fn is_scientific(text: &str) -> bool {
    let parts = |c: char| c.is_ascii_digit() || matches!(c, 'e' | 'E' | '.' | '+' | '-');
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(parts)
}

/// Digits with or without thousands set apart, and a point.
fn grouped(text: &str) -> Option<f64> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !fraction.is_none_or(is_digits) {
        return None;
    }
    let separator = whole.chars().find(|c| matches!(c, ',' | '_' | ' '));
    let fits = match separator {
        None => is_digits(whole) || (whole.is_empty() && fraction.is_some()),
        Some(separator) => {
            let mut groups = whole.split(separator);
            let first = groups.next().unwrap_or_default();
            is_digits(first)
                && first.len() <= 3
                && groups.all(|group| is_digits(group) && group.len() == 3)
        }
    };
    let plain = text.replace([',', '_', ' '], "");
    plain.parse().ok().filter(|_| fits)
}

/// Where a line of TOML has numbers after a `=` that people would read and TOML does not, each with
/// how it is written there.
pub fn slips(line: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut quote = None;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '#') => break,
            (None, '=') => {
                let rest = &line[at + 1..];
                let begin = at + 1 + (rest.len() - rest.trim_start().len());
                let text = value(&line[begin..]);
                let is_slip = text.contains(|c: char| !c.is_ascii_digit() && !"._-".contains(c));
                if let Some(number) = share(text).filter(|_| is_slip) {
                    found.push((begin..begin + text.len(), written(number)));
                }
            }
            _ => {}
        }
    }
    found
}

/// What stands as a value at the beginning of a text: a comma ends it unless three digits follow.
fn value(text: &str) -> &str {
    let ends = |at: usize| {
        let digits = text[at + 1..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        digits != 3
    };
    let end = text.char_indices().find(|(at, c)| match c {
        ',' => ends(*at),
        '}' | ']' | '#' => true,
        _ => false,
    });
    text[..end.map_or(text.len(), |(at, _)| at)].trim_end()
}

/// A number for TOML, and with its thousands set apart where there are any.
pub fn written(number: f64) -> String {
    let plain = number.to_string();
    let apart = apart(&plain, '_');
    if plain == apart || plain.contains(['.', 'e']) {
        return plain;
    }
    format!("{plain} or {apart}")
}

/// Digits with a letter between thousands; they may have a sign and decimals.
pub fn apart(digits: &str, between: char) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits),
    };
    let (whole, fraction) = match digits.find('.') {
        Some(dot) => digits.split_at(dot),
        None => (digits, ""),
    };
    let mut text = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(between);
        }
        text.push(digit);
    }
    text + fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: what is unmistakable is taken, and a comma in the wrong place is no number ten times
    /// or a thousand times as large.
    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, value) in [
            ("500,000", 500_000.0),
            ("1,234,567", 1_234_567.0),
            ("1,234.5", 1_234.5),
            ("1 000", 1_000.0),
            ("500_000", 500_000.0),
            ("12k", 12_000.0),
            ("12.3 k", 12_300.0),
            ("£480,000", 480_000.0),
            ("£1.2m", 1_200_000.0),
            ("1.2 million", 1_200_000.0),
            ("£-3", -3.0),
            ("0.5", 0.5),
            (".5", 0.5),
            ("1e5", 100_000.0),
            ("007", 7.0),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in [
            "",
            "many",
            "12,5",
            "1,00",
            "1,2345",
            "1.000.000",
            "1,000 000",
            "6m",
            "40%",
            "inf",
            "nan",
            "1 2",
            ",500",
            "500,",
            "12kk",
            "k",
            "£",
            "5 posts",
            "0x10",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(share("40%"), Some(0.4));
        assert_eq!(share("12.5 %"), Some(0.125));
        assert_eq!(share("0.4"), Some(0.4));
        assert_eq!(share("%"), None);
    }

    /// Protects: a slip in a file is found where it is, and what TOML takes is left alone.
    #[test]
    fn slips_are_found_in_a_line() {
        let said = |line: &str| {
            let found = slips(line).into_iter();
            found
                .map(|(place, write)| (line[place].to_owned(), write))
                .collect::<Vec<_>>()
        };
        let one = |at: &str, write: &str| vec![(at.to_owned(), write.to_owned())];
        assert_eq!(
            said("residents = 500,000 # people"),
            one("500,000", "500000 or 500_000")
        );
        assert_eq!(said("a = £480k"), one("£480k", "480000 or 480_000"));
        assert_eq!(said("a = 40%"), one("40%", "0.4"));
        assert_eq!(
            said("a = { value = 480,000, low = 400,000, note = \"x = 1,000\" }"),
            [
                one("480,000", "480000 or 480_000"),
                one("400,000", "400000 or 400_000")
            ]
            .concat()
        );
        for fine in [
            "a = 500_000",
            "a = { value = 9, low = 8 }",
            "a = [1, 200]",
            "# a = 1,000",
            "a = 6mo",
        ] {
            assert_eq!(said(fine), [], "{fine}");
        }
    }
}
