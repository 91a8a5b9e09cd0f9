//! Where an area stands on a map of tiles: one tile an area, roughly in its place.

/// Regions and Wales: name in scenarios, name on a tile, column and row.
const REGIONS: [(&str, &str, [usize; 2]); 10] = [
    ("north_east", "North East", [2, 0]),
    ("north_west", "North West", [1, 1]),
    ("yorkshire_and_the_humber", "Yorkshire", [2, 1]),
    ("west_midlands", "West Mids", [1, 2]),
    ("east_midlands", "East Mids", [2, 2]),
    ("east_of_england", "East", [3, 2]),
    ("wales", "Wales", [0, 2]),
    ("south_west", "South West", [1, 3]),
    ("south_east", "South East", [3, 3]),
    ("london", "London", [2, 3]),
];

/// Columns of a map of areas that are no regions.
const COLUMNS: usize = 6;

/// Column and row of each area: as on a map where all are regions, in the order of their names
/// otherwise.
pub(super) fn places(areas: &[&str]) -> Vec<[usize; 2]> {
    let known: Option<Vec<[usize; 2]>> = areas
        .iter()
        .map(|area| REGIONS.iter().find(|r| r.0 == *area).map(|r| r.2))
        .collect();
    known.unwrap_or_else(|| {
        (0..areas.len())
            .map(|n| [n % COLUMNS, n / COLUMNS])
            .collect()
    })
}

/// A name that fits on a tile.
pub(super) fn short(area: &str, title: &str) -> String {
    let known = REGIONS.iter().find(|r| r.0 == area);
    known.map_or_else(|| title.chars().take(18).collect(), |r| r.1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_areas_share_a_tile() {
        let names: Vec<&str> = REGIONS.iter().map(|r| r.0).collect();
        for areas in [names, vec!["durham", "kent", "essex"]] {
            let mut all = places(&areas);
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), areas.len());
        }
    }
}
