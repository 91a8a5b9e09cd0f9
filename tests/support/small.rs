//! Small worlds: settings that keep a replicate under a second or so.

/// One person in 250, a year before anything is counted, and a window of a year and a half.
pub const QUICK: [(&str, &str); 5] = [
    ("settings.population_scale", "0.004"),
    ("settings.observe_from", "2026-10-01"),
    ("settings.policy_from", "2027-04-01"),
    ("settings.warm_up", "1y"),
    ("settings.horizon", "18mo"),
];

/// [`QUICK`] with more values set.
pub fn quick<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    QUICK.iter().chain(more).copied().collect()
}

/// For policies that part from one history: three quarters of a year of it, and a year of policy.
pub const BRIEF: [(&str, &str); 5] = [
    ("settings.population_scale", "0.005"),
    ("settings.observe_from", "2027-04-01"),
    ("settings.policy_from", "2027-04-01"),
    ("settings.warm_up", "9mo"),
    ("settings.horizon", "12mo"),
];

/// [`BRIEF`] with more values set.
pub fn brief<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    BRIEF.iter().chain(more).copied().collect()
}
