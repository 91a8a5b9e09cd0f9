//! Bundles whose parts stand in the same comparison: what the whole does beyond the sum of them.

use std::collections::BTreeSet;

use crate::experiment::ScenarioInfo;

/// A bundle and its parts, by the numbers of their scenarios.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The bundle.
    pub whole: usize,
    /// Its parts, two or more.
    pub parts: Vec<usize>,
}

/// The names that a bundle `a+b+c` is made of, those of the baseline left out.
fn parts<'n>(name: &'n str, baseline: &BTreeSet<&str>) -> BTreeSet<&'n str> {
    let names = name.split('+');
    names.filter(|part| !baseline.contains(part)).collect()
}

/// The bundles among `scenarios` (the first is the baseline) whose parts are there too, each once.
pub fn bundles(scenarios: &[ScenarioInfo]) -> Vec<Bundle> {
    let Some(baseline) = scenarios.first() else {
        return Vec::new();
    };
    let baseline: BTreeSet<&str> = baseline.name.split('+').collect();
    let named: Vec<BTreeSet<&str>> = scenarios
        .iter()
        .map(|one| parts(&one.name, &baseline))
        .collect();
    let of = |whole: usize| {
        let single = |part: &&str| {
            let alone = BTreeSet::from([*part]);
            (1..named.len()).find(|&i| named[i] == alone)
        };
        let parts: Option<Vec<usize>> = named[whole].iter().map(single).collect();
        let parts = parts.filter(|parts| parts.len() > 1)?;
        Some(Bundle { whole, parts })
    };
    (1..named.len()).filter_map(of).collect()
}

impl Bundle {
    /// By replicate: the baseline with the differences of all parts added, and what the bundle
    /// differs by beyond their sum. `policies` are all scenarios but the baseline.
    pub fn apart(&self, baseline: &[f64], policies: &[Vec<f64>]) -> [Vec<f64>; 2] {
        let sum: Vec<f64> = baseline
            .iter()
            .enumerate()
            .map(|(r, b)| {
                let added = self.parts.iter().map(|&part| policies[part - 1][r] - b);
                b + added.sum::<f64>()
            })
            .collect();
        let whole = &policies[self.whole - 1];
        let rest = whole.iter().zip(&sum).map(|(w, s)| w - s).collect();
        [sum, rest]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str]) -> Vec<(usize, Vec<usize>)> {
        let info = |name: &&str| ScenarioInfo {
            name: (*name).to_owned(),
            title: String::new(),
            resolved: serde_json::Value::Null,
            hash: String::new(),
        };
        let scenarios: Vec<_> = names.iter().map(info).collect();
        let all = bundles(&scenarios).into_iter();
        all.map(|b| (b.whole, b.parts)).collect()
    }

    /// Protects: a bundle is told apart into its parts where all of them are there, whatever the
    /// baseline is called, and never otherwise.
    #[test]
    fn a_bundle_is_found_with_all_of_its_parts() {
        assert_eq!(found(&["base", "a", "b", "a+b"]), [(3, vec![1, 2])]);
        assert_eq!(
            found(&["area", "area+b", "area+a", "area+a+b"]),
            [(3, vec![2, 1])]
        );
        assert!(found(&["base", "a", "a+b"]).is_empty());
        assert!(found(&["area", "area+a"]).is_empty());
    }

    /// Protects: parts and interaction add up to the whole.
    #[test]
    fn parts_and_interaction_add_up() {
        let bundle = Bundle {
            whole: 3,
            parts: vec![1, 2],
        };
        let policies = [vec![11.0], vec![8.0], vec![7.5]];
        let [sum, rest] = bundle.apart(&[10.0], &policies);
        assert_eq!((sum[0], rest[0]), (9.0, -1.5));
    }
}
