//! What an analyst should hear about scale, and what changes the reading of the results.

use std::collections::BTreeMap;

use crate::pathway::Study;

/// Pools with fewer places than this are named under the table.
const SMALL_POOL: u32 = 10;

/// The scale.
pub fn notes(study: &Study) -> Vec<String> {
    let plan = &study.plans()[0];
    vec![format!(
        "population scale {}: one simulated person stands for {:.0}",
        plan.scale,
        1.0 / plan.scale
    )]
}

/// What changes the reading of a table: pools that the scale makes too small to be read without
/// care, and what each scenario says of itself.
pub fn warnings(study: &Study) -> Vec<String> {
    let mut warnings: Vec<String> = small_pools(study).into_iter().collect();
    for plan in study.plans() {
        let about = plan.notes.iter();
        warnings.extend(about.map(|note| format!("in {}, {note}", plan.name)));
    }
    warnings
}

/// One line that names the pools too small at this scale, those of areas together.
fn small_pools(study: &Study) -> Option<String> {
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    for (kind, _) in study.small_pools(SMALL_POOL) {
        *kinds.entry(kind).or_default() += 1;
    }
    let named: Vec<String> = kinds
        .into_iter()
        .map(|(kind, n)| {
            if n > 1 {
                format!("{kind} (in {n} areas)")
            } else {
                kind
            }
        })
        .collect();
    (!named.is_empty()).then(|| {
        format!(
            "fewer than {SMALL_POOL} places at this scale, waits there are rough: {}",
            named.join("; ")
        )
    })
}
