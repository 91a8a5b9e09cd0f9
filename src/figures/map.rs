//! Where an area stands on a map of tiles: one tile an area, roughly in its place.

use std::collections::BTreeMap;

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

/// The built-in areas, of which each force has a tile.
const AREAS: &str = include_str!("../../evidence/areas/areas.csv");
/// Columns of a map of areas that have no place on it.
const COLUMNS: usize = 6;
/// Letters on a tile of a map of regions, and of a map of forces, which has more tiles.
const LETTERS: usize = 18;
const FEW_LETTERS: usize = 15;
/// Words of names that are left out or cut on a tile.
const CUT: [(&str, &str); 6] = [
    ("Avon and Somerset", "Avon & Som."),
    ("Devon and Cornwall", "Devon & Corn."),
    ("Greater ", "Gtr "),
    ("Metropolitan Police", "Met Police"),
    ("Northamptonshire", "Northants"),
    ("Cambridgeshire", "Cambs"),
];

/// Column and row of each force, by its name in scenarios.
fn forces() -> BTreeMap<String, [usize; 2]> {
    let mut table = csv::Reader::from_reader(AREAS.as_bytes());
    let head = table.headers().cloned().unwrap_or_default();
    let column = |name: &str| head.iter().position(|column| column == name);
    let (Some(key), Some(across), Some(down)) =
        (column("key"), column("tile_column"), column("tile_row"))
    else {
        return BTreeMap::new();
    };
    let place = |row: csv::StringRecord| {
        let number = |at: usize| row.get(at)?.parse().ok();
        let name = row.get(key)?.replace('-', "_");
        Some((name, [number(across)?, number(down)?]))
    };
    let rows = table.records().filter_map(Result::ok);
    rows.filter_map(place).collect()
}

/// Column and row of each area: as on a map where all are regions or all are forces, in the order
/// of their names otherwise.
pub(super) fn places(areas: &[&str]) -> Vec<[usize; 2]> {
    let of_region = |area: &str| REGIONS.iter().find(|r| r.0 == area).map(|r| r.2);
    let regions: Option<Vec<[usize; 2]>> = areas.iter().map(|area| of_region(area)).collect();
    let forces = || {
        let known = forces();
        areas.iter().map(|area| known.get(*area).copied()).collect()
    };
    regions.or_else(forces).unwrap_or_else(|| {
        (0..areas.len())
            .map(|n| [n % COLUMNS, n / COLUMNS])
            .collect()
    })
}

/// A name that fits on a tile of a map with so many areas.
pub(super) fn short(area: &str, title: &str, areas: usize) -> String {
    let known = REGIONS.iter().find(|r| r.0 == area);
    match known {
        Some(region) if areas <= REGIONS.len() => region.1.to_owned(),
        _ if areas <= REGIONS.len() => title.chars().take(LETTERS).collect(),
        _ => {
            let cut = CUT.iter().fold(title.to_owned(), |name, (long, short)| {
                name.replace(long, short)
            });
            cut.chars().take(FEW_LETTERS).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_areas_share_a_tile() {
        let names: Vec<&str> = REGIONS.iter().map(|r| r.0).collect();
        let forces = forces();
        assert_eq!(forces.len(), 43);
        let all: Vec<&str> = forces.keys().map(String::as_str).collect();
        for areas in [names, vec!["durham", "elsewhere", "essex"], all] {
            let mut all = places(&areas);
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), areas.len());
        }
    }
}
