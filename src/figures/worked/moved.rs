//! What else a policy moves: other headline metrics, queues, and of whom a share is.

use super::super::dossier::{ALL, Compared, Dossier};
use super::super::facts::{Measured, Told};
use super::super::headline::with_unit;
use super::super::policies::{Lever, OUTCOMES, told};
use super::PRISON;

/// How many of a kind are told.
const MOVED: usize = 6;

/// Whether a metric is shown of every run, and is neither what a policy is about nor what every policy is
/// held against.
pub(super) fn is_other(metric: &Measured, lever: Option<&Lever>) -> bool {
    let name = &*metric.name;
    let is_told = name == PRISON.metric
        || name.starts_with("net_benefit")
        || name.starts_with("cost_")
        || OUTCOMES.iter().any(|outcome| outcome.metric == name)
        || lever.is_some_and(|lever| lever.metric == name);
    metric.headline && !is_told
}

/// Whether a metric is a queue or a caseload. Of the wait for treatment, which is given in many ways, one is enough.
pub(super) fn is_queue(name: &str) -> bool {
    let is_named = ["treatment_wait_all", "unmet_places", "place_wait"].contains(&name);
    is_named || name.contains("waiting") || name.starts_with("caseload_per_worker")
}

/// The metrics of a kind that a policy moves beyond luck, each with its difference; the surest first.
pub(super) fn moved(
    dossier: &Dossier,
    policy: &Told,
    is_kind: impl Fn(&Measured, &Compared) -> bool,
) -> Vec<String> {
    let mut found: Vec<(f64, String)> = Vec::new();
    for metric in &dossier.facts.metrics {
        let Some(c) = dossier.compared(&policy.name, &metric.name, [ALL, ALL]) else {
            continue;
        };
        if c.is_clear() && is_kind(metric, &c) {
            let said = format!("{} {}", titled(metric), told(&metric.unit, &c, false));
            found.push((c.difference.abs() / c.half_width(), said));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.truncate(MOVED);
    found.into_iter().map(|(_, said)| said).collect()
}

/// What a metric is called in a list of its own, where no theme stands above it.
fn titled(metric: &Measured) -> String {
    let is_ratio = metric.unit.contains(" per ") && !metric.unit.ends_with(" per year");
    match &*metric.name {
        "treatment_wait_all" => "Wait for community treatment, days".to_owned(),
        _ if is_ratio => metric.title(),
        _ => with_unit(&metric.title(), &metric.unit),
    }
}

/// Where reoffending rises although the people whom the baseline follows reoffend less: a policy that keeps
/// people from being counted changes of whom the share is.
pub(super) fn recounted(dossier: &Dossier, policy: &Told) -> Option<String> {
    let of = |metric: &str| {
        let compared = dossier.compared(&policy.name, metric, [ALL, ALL])?;
        compared.is_clear().then_some(compared)
    };
    let (all, same) = (of("reoffending_12_months")?, of("reoffending_same_people")?);
    (all.difference > 0.0 && same.difference < 0.0).then(|| {
        format!(
            "reoffending is of other people than before: of those whom the baseline follows it falls by {}",
            told("%", &same, false).trim_start_matches(['+', '\u{2212}'])
        )
    })
}
