//! What an analyst should hear about scale, and what changes the reading of the results.

use std::collections::BTreeMap;

use crate::pathway::{Places, Study};

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
/// care, those first that a policy acts on, and what each scenario says of itself.
pub fn warnings(study: &Study) -> Vec<String> {
    let policies = 1..study.plans().len();
    let mut warnings: Vec<String> = policies.filter_map(|i| acted_on(study, i)).collect();
    warnings.extend(small_pools(study));
    for (note, names) in said(study) {
        warnings.push(format!("in {}, {note}", listed(&names)));
    }
    warnings
}

/// What scenarios say of themselves, each once, with who says it.
fn said(study: &Study) -> Vec<(&str, Vec<&str>)> {
    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
    for plan in study.plans() {
        for note in &plan.notes {
            match all.iter_mut().find(|(known, _)| known == note) {
                Some((_, names)) => names.push(&plan.name),
                None => all.push((note, vec![&plan.name])),
            }
        }
    }
    all
}

/// Names in a sentence.
fn listed(names: &[&str]) -> String {
    match names {
        [.., last] if names.len() > 1 => {
            format!("{} and {last}", names[..names.len() - 1].join(", "))
        }
        _ => names.concat(),
    }
}

/// One line that names the pools that policy `i` acts on and that are too small at this scale.
fn acted_on(study: &Study, i: usize) -> Option<String> {
    let places = study.places(i).into_iter();
    let places: Vec<Places> = places.filter(|pool| pool.is_acted_on).collect();
    told(&places, Some(&study.plans()[i].name))
}

/// One line that names the pools of the baseline that are too small at this scale.
fn small_pools(study: &Study) -> Option<String> {
    told(&study.places(0), None)
}

/// The pools that the scale leaves no place, then those that it leaves few, and which policy acts on
/// them; those of areas together. Simulated in full, a small pool is what it is. A terminal cuts the
/// line at its width, so what matters stands first.
fn told(pools: &[Places], policy: Option<&str>) -> Option<String> {
    let lost = kinds(pools, |pool| pool.places == 0 && pool.really > 0);
    let small = kinds(pools, |pool| {
        (1..SMALL_POOL).contains(&pool.places) && pool.places < pool.really
    });
    let acts = policy.map_or(String::new(), |name| format!("{name} acts on: "));
    let mut parts = Vec::new();
    if !lost.is_empty() {
        parts.push(format!("no place left at this scale: {acts}{lost}"));
    }
    if !small.is_empty() {
        parts.push(format!(
            "fewer than {SMALL_POOL} places at this scale, waits there are rough: {acts}{small}"
        ));
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The kinds of those pools that are `meant`, in order of name.
fn kinds(pools: &[Places], meant: impl Fn(&Places) -> bool) -> String {
    let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
    for pool in pools.iter().filter(|pool| meant(pool)) {
        *kinds.entry(&pool.kind).or_default() += 1;
    }
    let named = kinds.into_iter().map(|(kind, n)| match n {
        1 => kind.to_owned(),
        n => format!("{kind} (in {n} areas)"),
    });
    named.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(kind: &str, places: u32, really: u32) -> Places {
        Places {
            kind: kind.to_owned(),
            places,
            really,
            is_acted_on: false,
        }
    }

    /// Protects: a pool that rounds to no place is told first, so that the list grows as the scale
    /// gets worse; one that has no
    /// place in life, or few, is not told.
    #[test]
    fn lost_pools_come_first() {
        let all = [
            pool("MHTR places", 0, 12),
            pool("DRR places", 4, 400),
            pool("DRR places", 3, 300),
            pool("beds", 50, 5_000),
            pool("cells", 0, 0),
            pool("hostel", 6, 6),
        ];
        assert_eq!(
            told(&all, None).unwrap(),
            "no place left at this scale: MHTR places; fewer than 10 places at this scale, waits \
             there are rough: DRR places (in 2 areas)"
        );
        assert_eq!(
            told(&all[..1], Some("more")).unwrap(),
            "no place left at this scale: more acts on: MHTR places"
        );
        assert_eq!(told(&all[3..], None), None);
    }
}
