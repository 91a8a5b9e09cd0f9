//! The clock of this machine, for pages that say when they were made.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::engine::Date;

/// The date in UTC.
pub fn today() -> String {
    const SECONDS_PER_DAY: u64 = 86_400;
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let days = since.map_or(0, |since| since.as_secs() / SECONDS_PER_DAY);
    let days = i64::try_from(days).unwrap_or(i64::MAX);
    let epoch = Date::new(1970, 1, 1);
    epoch.map_or_else(String::new, |epoch| epoch.plus_days(days).to_string())
}
