//! What an analyst should hear about scale and small pools.

use std::collections::BTreeMap;

use crate::pathway::Study;

/// Pools with fewer places than this are named under the table.
const SMALL_POOL: u32 = 10;

/// The scale, and the pools that it makes too small to be read without care.
pub fn notes(study: &Study) -> Vec<String> {
    let plan = &study.plans()[0];
    let mut notes = vec![format!(
        "population scale {}: one simulated person stands for {:.0}",
        plan.scale,
        1.0 / plan.scale
    )];
    notes.extend(small_pools(study));
    for plan in study.plans() {
        let about = plan.notes.iter();
        notes.extend(about.map(|note| format!("in {}, {note}", plan.name)));
    }
    notes
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
