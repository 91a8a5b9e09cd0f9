//! Which policy is best, and how surely.

use super::figures::Style;
use super::sweep::columns;
use super::wrap;
use crate::output::design::Ranking;
use crate::output::number;

/// One line a policy, the best first.
pub fn rank(ranking: &Ranking) -> String {
    let metric = &ranking.metric;
    let mut rows = vec![
        ["", "difference", "95% interval", "replicates", ""]
            .map(str::to_owned)
            .to_vec(),
    ];
    for one in &ranking.ranked {
        let paired = &one.paired;
        let half = paired.half_width();
        let style = Style::new(paired.difference.abs() + half.max(0.0), half);
        let interval = format!(
            "{} to {}",
            style.show_signed(paired.ci_low),
            style.show_signed(paired.ci_high)
        );
        let status = match (one.dropped_after, &one.equal_to) {
            (Some(after), _) => format!("behind after {after}"),
            (None, Some(other)) => format!("equal to {other}"),
            (None, None) => ranking.status(one).to_owned(),
        };
        rows.push(vec![
            one.name.clone(),
            style.show_signed(paired.difference),
            interval,
            paired.replicates.to_string(),
            status,
        ]);
    }
    let title = format!(
        "By {} ({}), against {}",
        metric.title, metric.unit, ranking.baseline
    );
    let lead = Style::new(ranking.indifference, 0.0).show(ranking.indifference);
    // As it was asked for: 99.9 is not rounded to a certainty.
    let sure = number::format(100.0 * ranking.confidence);
    let verdict = match (ranking.is_decided, ranking.ranked.first()) {
        _ if ranking.are_all_equal() => {
            "They are equal in every replicate: by this metric nothing tells them apart.".to_owned()
        }
        (true, Some(best)) => format!(
            "{} is best. If it leads by at least {lead}, that is right in at least {sure} of 100 such \
             choices; those that are closer to each other are as good.",
            best.name
        ),
        _ => format!(
            "Undecided: those above that are not behind cannot be told apart, for a lead of {lead} and \
             {sure} of 100. Raise --max-replicates, or --indifferent."
        ),
    };
    let note = format!(
        "Replicates under the same luck, seed {}. The error of simulation alone, not the \
         uncertainty of parameters.",
        ranking.seed
    );
    wrap(&title) + &columns(&rows) + &wrap(&verdict) + &wrap(&note)
}
