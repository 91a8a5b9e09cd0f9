//! The periods over which results are given.

use crate::engine::Date;
use crate::observe::observer::STAGES;
use crate::observe::record::FlowCell;
use std::ops::Range;

pub(super) fn month_name(d: &Date) -> String {
    format!("{:04}-{:02}", d.year(), d.month())
}

/// The month in which a financial year begins.
const APRIL: u8 = 4;

/// The calendar year in which the financial year of a date began.
fn financial_year(d: &Date) -> i32 {
    d.year() - i32::from(d.month() < APRIL)
}

/// As `2027-28`; a year of which months are missing says so.
fn year_name(from: &Date, to: &Date) -> String {
    let year = financial_year(from);
    let first = |d: &Date| d.month() == APRIL && d.day() == 1;
    let part = match first(from) && first(to) {
        true => "",
        false => " (part)",
    };
    format!("{year}-{:02}{part}", (year + 1) % 100)
}

/// `all` is the policy window; the others are the financial years from month `first` on.
pub(super) fn periods(
    months: &[Date],
    policy: usize,
    first: usize,
) -> (Vec<String>, Vec<Range<usize>>) {
    let n = months.len() - 1;
    let mut names = vec!["all".to_owned()];
    let window = policy..n;
    let mut ranges = vec![window];
    let mut start = first;
    for i in first + 1..=n {
        if i == n || financial_year(&months[i]) != financial_year(&months[start]) {
            names.push(year_name(&months[start], &months[i]));
            ranges.push(start..i);
            start = i;
        }
    }
    (names, ranges)
}

pub(super) fn layout_flows(periods: usize) -> Vec<FlowCell> {
    let mut out = Vec::new();
    for &from in STAGES {
        for &to in STAGES.iter().filter(|&&to| to != from) {
            for p in 0..periods {
                out.push(FlowCell {
                    from,
                    to,
                    period: p as u16,
                });
            }
        }
    }
    out
}
