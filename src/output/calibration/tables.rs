//! `fit.csv` and `posterior.csv`.

use std::path::Path;

use super::Account;
use crate::experiment::files::write_whole;
use crate::output::number::format;
use crate::output::table::ExportError;

const FIT_COLUMNS: [&str; 12] = [
    "target",
    "metric",
    "universe",
    "stratum",
    "period",
    "published",
    "band_low",
    "band_high",
    "before",
    "after",
    "se",
    "verdict",
];

/// Writes every target before and after the fit; gives the SHA-256.
///
/// # Errors
/// When the file cannot be written.
pub fn fit_table(path: &Path, account: &Account<'_>) -> Result<String, ExportError> {
    write_whole(path, |out| {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(FIT_COLUMNS)?;
        for outcome in &account.fit.outcomes {
            let aim = &outcome.aim;
            let target = account.target(&aim.id);
            let question = target.and_then(|target| target.question.as_ref());
            let verdict = if aim.is_hit(outcome.after) {
                "hit"
            } else {
                "miss"
            };
            writer.write_record([
                aim.id.as_str(),
                question.map_or("", |q| q.metric.as_str()),
                question.map_or("", |q| q.universe.name()),
                question.map_or("", |q| q.stratum.as_str()),
                target.map_or("", |target| target.period.as_str()),
                &format(aim.value),
                &format(aim.low),
                &format(aim.high),
                &format(outcome.before),
                &format(outcome.after),
                &format(outcome.error),
                verdict,
            ])?;
        }
        writer.flush()?;
        Ok(())
    })
}

/// Writes equally likely draws: their number, then the value of every key as a scenario file has
/// it (`KEY@DATE` for what it becomes from that day). Gives the SHA-256.
///
/// # Errors
/// When the file cannot be written.
pub fn posterior_table(
    path: &Path,
    keys: &[String],
    draws: &[Vec<String>],
) -> Result<String, ExportError> {
    write_whole(path, |out| {
        let mut writer = csv::Writer::from_writer(out);
        let header = std::iter::once("draw").chain(keys.iter().map(String::as_str));
        writer.write_record(header)?;
        for (number, draw) in draws.iter().enumerate() {
            let number = number.to_string();
            let row = std::iter::once(number.as_str()).chain(draw.iter().map(String::as_str));
            writer.write_record(row)?;
        }
        writer.flush()?;
        Ok(())
    })
}
