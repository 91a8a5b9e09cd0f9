//! The periods over which results are given.

use crate::engine::Date;
use crate::observe::observer::STAGES;
use crate::observe::record::FlowCell;
use std::ops::Range;

pub(super) fn month_name(d: &Date) -> String {
    format!("{:04}-{:02}", d.year(), d.month())
}

/// `all` is the policy window; the others are the calendar years from month `first` on.
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
        if i == n || months[i].year() != months[start].year() {
            names.push(months[start].year().to_string());
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
