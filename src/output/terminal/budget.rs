//! What the next million buys, and the best way found to spread a sum.

use super::figures::Style;
use super::sweep::columns;
use super::wrap;
use crate::experiment::Paired;
use crate::output::design::{Budget, Purchase};

/// One line a lever, then the mixes; `shown` are columns of metrics.
pub fn budget(found: &Budget, shown: &[usize]) -> String {
    let million = |pounds: f64| format!("{:.1}", pounds / 1e6);
    let mut text = wrap(&format!(
        "What the next million pounds a year buys, once £{}m a year are spread evenly; per million, against \
         {}",
        million(found.amount),
        found.baseline
    ));
    let mut header = vec!["lever".to_owned(), "units".to_owned()];
    header.extend(
        shown
            .iter()
            .map(|&column| found.metrics[column].title.to_owned()),
    );
    let mut rows = vec![header];
    let next = || found.purchases.iter().filter(|one| one.on_top_of == "even");
    for one in next() {
        let lever = &found.levers[one.lever];
        let mut row = vec![lever.name.clone(), format!("{:.0}", 1e6 / lever.unit_cost)];
        row.extend(shown.iter().map(|&column| per_million(one, column)));
        rows.push(row);
    }
    text += &columns(&rows);
    if let [even, best] = &found.mixes[..] {
        text += &wrap(&format!(
            "The best mix found for {}, beside the even one (£m a year):",
            found.metrics[found.aim].title
        ));
        let mut rows = vec![["lever", "even", "best"].map(str::to_owned).to_vec()];
        for (place, lever) in found.levers.iter().enumerate() {
            rows.push(vec![
                lever.name.clone(),
                million(even.pounds[place]),
                million(best.pounds[place]),
            ]);
        }
        rows.push(vec![
            "together".to_owned(),
            million(even.pounds.iter().sum()),
            million(best.pounds.iter().sum()),
        ]);
        text += &columns(&rows);
        let mut header = vec!["against the baseline".to_owned()];
        header.extend(
            shown
                .iter()
                .map(|&column| found.metrics[column].title.to_owned()),
        );
        let mut rows = vec![header];
        let all = [
            ("even", &even.effects),
            ("best", &best.effects),
            ("best less even", &found.gain),
        ];
        for (name, effects) in all {
            let mut row = vec![name.to_owned()];
            row.extend(shown.iter().map(|&column| cell(&effects[column], 1.0)));
            rows.push(row);
        }
        text += &columns(&rows);
    }
    text += &wrap(&format!(
        "Half 95% intervals, {} replicates under the same luck, seed {}; *: the interval leaves zero \
         out. The mixes were run with luck of their own. The error of simulation alone, not the \
         uncertainty of parameters.",
        found.replicates, found.seed
    ));
    text
}

fn per_million(one: &Purchase, column: usize) -> String {
    cell(&one.effects[column], one.pounds / 1e6)
}

fn cell(paired: &Paired, divisor: f64) -> String {
    let half = paired.half_width() / divisor;
    let value = paired.difference / divisor;
    let style = Style::new(value.abs() + half.max(0.0), half);
    let mark = if paired.is_clear() { "*" } else { " " };
    format!("{} ±{}{mark}", style.show_signed(value), style.show(half))
}
