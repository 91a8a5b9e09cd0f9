//! What an area has of which nothing is known but where it is and how many live there.

use super::own::{Maker, Moves};
use super::questions::Answers;

/// Counts of workers, and what they are in the baseline.
const POSTS: [(&str, &[&str]); 3] = [
    ("navigators", &["diversion.workers.posts"]),
    ("custody_workers", &["arrest_referral.workers.posts"]),
    (
        "treatment_posts",
        &[
            "community_treatment.opiate.posts",
            "community_treatment.other.posts",
        ],
    ),
];

impl Maker {
    /// Pounds a year for one worker of a diversion scheme.
    pub fn navigator(&self) -> f64 {
        self.national("costs.staff.diversion").unwrap_or(0.0)
    }

    /// Posts that an area has as its share of the national ones, and what its scheme costs.
    pub fn usual(&self, answers: &Answers) -> Vec<(&'static str, f64)> {
        let share = self.share_of_need(answers, &Moves::default());
        let posts = POSTS.iter().filter_map(|(key, paths)| {
            let all: Option<f64> = paths.iter().map(|path| self.national(path)).sum();
            Some((*key, all? * share))
        });
        let mut all: Vec<(&'static str, f64)> = posts.collect();
        let workers = all.iter().find(|(key, _)| *key == "navigators");
        let cost = workers.map(|(_, posts)| ("scheme_cost", posts * self.navigator()));
        all.extend(cost);
        all
    }
}
