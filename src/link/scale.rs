//! The smallest scale at which no pool that a policy acts on is lost.

use std::collections::BTreeMap;

use super::assembly::{assemble, load};
use super::error::LinkError;
use super::options::StudyOptions;
use crate::scenario::Library;

/// Scales that are tried, in turn.
const SCALES: [f64; 6] = [0.01, 0.02, 0.04, 0.1, 0.25, 1.0];
/// What makes policies act, and their ramps end, before the first day.
const AT_ONCE: (&str, &str) = ("policy.from", "1950-01-01");

/// Places in each kind of pool, area by area.
type Pools = BTreeMap<String, Vec<u32>>;

/// The smallest of a few scales at which every pool whose places the policies change still has
/// places wherever it has any at full size. `specs` name the baseline and the policies.
///
/// # Errors
/// When a scenario is missing or wrong.
pub fn smallest_scale(
    library: &Library,
    specs: &[String],
    options: &StudyOptions,
) -> Result<f64, LinkError> {
    let mut at_once = options.clone();
    let (key, value) = AT_ONCE;
    at_once.set.push((key.to_owned(), value.to_owned()));
    let at = |scale: f64| -> Result<Vec<Pools>, LinkError> {
        let options = StudyOptions {
            population_scale: Some(scale),
            ..at_once.clone()
        };
        specs
            .iter()
            .map(|spec| pools(library, spec, &options))
            .collect()
    };
    let full = at(1.0)?;
    let acted: Vec<&String> = full
        .iter()
        .skip(1)
        .flat_map(|policy| {
            policy
                .iter()
                .filter(|(kind, places)| full[0].get(*kind) != Some(places))
        })
        .map(|(kind, _)| kind)
        .collect();
    for scale in SCALES {
        let small = at(scale)?;
        let holds = |(small, full): (&Pools, &Pools)| {
            let entries = |pools: &Pools, kind: &String| pools.get(kind).map_or(0, Vec::len);
            acted
                .iter()
                .all(|kind| entries(small, kind) == entries(full, kind))
        };
        if small.iter().zip(&full).all(holds) {
            return Ok(scale);
        }
    }
    Ok(1.0)
}

/// The pools of one scenario that have places on its first day.
fn pools(library: &Library, spec: &String, options: &StudyOptions) -> Result<Pools, LinkError> {
    let loaded = load(library, std::slice::from_ref(spec), options)?;
    let study = assemble(&loaded, 0)?;
    let mut pools = Pools::new();
    for pool in study.places(0).into_iter().filter(|pool| pool.places > 0) {
        pools.entry(pool.kind).or_default().push(pool.places);
    }
    Ok(pools)
}
