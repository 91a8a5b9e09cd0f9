//! Whether the warm-up is long enough, one line a metric.

use super::figures::Style;
use super::sweep::columns;
use super::wrap;
use crate::output::design::WarmUp;

/// Months between the values of Welch's average that are shown.
const YEAR: usize = 12;
/// Values that are shown.
const SHOWN: usize = 7;

/// The cut of MSER-5 beside the warm-up, and Welch's average year by year.
pub fn warm_up(found: &WarmUp) -> String {
    let years = (found.months.len() / YEAR).min(SHOWN);
    let mut header = vec!["metric".to_owned(), "cut".to_owned(), String::new()];
    header.extend((0..years).map(|year| found.months[year * YEAR + YEAR / 2].clone()));
    let mut rows = vec![header];
    for one in &found.settling {
        let (cut, verdict) = match one.cut {
            None => ("-".to_owned(), "too short"),
            Some(cut) if cut.is_late => (format!("{} mo", cut.cut), "does not settle"),
            Some(cut) if cut.cut > found.warm_up => {
                (format!("{} mo", cut.cut), "after the warm-up")
            }
            Some(cut) => (format!("{} mo", cut.cut), "within"),
        };
        let mut row = vec![one.metric.title.to_owned(), cut, verdict.to_owned()];
        row.extend((0..years).map(|year| {
            let value = one.smooth.get(year * YEAR + YEAR / 2);
            value.map_or("-".to_owned(), |&value| Style::new(value, 0.0).show(value))
        }));
        rows.push(row);
    }
    let note = format!(
        "cut: months to leave out by MSER-5, of {} before policies act; the warm-up of {} is {} months. \
         Then Welch's moving average over 13 months in the middle of every year, from the first \
         month on, {} replicates. Law and demand change on dates, so that a metric may move \
         for good reason: look at the plot (warm_up.csv) before a longer warm-up.",
        found.months.len(),
        found.scenario,
        found.warm_up,
        found.replicates,
    );
    columns(&rows) + &wrap(&note)
}
