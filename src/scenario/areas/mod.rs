//! The built-in areas: the 43 police forces, and the boroughs and towns of known schemes.
//!
//! One table (`evidence/areas/areas.csv`, made by the script next to it) says what is known of
//! each; `schemes.toml` what schemes it has. What an area has of its region it takes from the
//! baseline when its text is made, so that 50 scenarios need no care of their own: `text` writes
//! an area as the file that an analyst would have written, and `figures` says of each value whether
//! it is local.

mod doubts;
mod figures;
mod lines;
mod own;
mod questions;
mod text;
mod usual;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use serde::Deserialize;

pub use doubts::{Doubt, doubts};
pub use figures::{Mark, Ranked, ranked};
pub use own::{Maker, Moves, OFFERED_MORE};
pub use questions::{
    Answers, Clash, QUESTIONS, Question, REGION, RESIDENTS, clashes, number, question,
    read_answers, schema,
};

/// What is known of each area.
const TABLE: &str = include_str!("../../../evidence/areas/areas.csv");
/// What schemes there are.
const SCHEMES: &str = include_str!("../../../evidence/areas/schemes.toml");
/// Before the name of each area.
const FOLDER: &str = "areas/";
/// All forces in one scenario.
const ALL: &str = "all";
/// What areas were called before there were all of them.
const ALIASES: [(&str, &str); 1] = [("force-area", "durham")];
/// Years of deaths in the table.
const YEARS: f64 = 3.0;

/// Whose area it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A police force.
    Force,
    /// A London borough.
    Borough,
    /// A metropolitan borough that is called a town.
    Town,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Area {
    /// Its name in commands, behind `areas/`.
    pub key: String,
    /// Its name in words.
    pub title: String,
    /// Whose area it is.
    pub kind: Kind,
    /// The region of the baseline.
    pub region: String,
    /// The force it is part of, if it is none.
    pub within: String,
    /// People, mid-2020.
    pub residents: f64,
    /// Residents of 18 and over.
    pub adults: f64,
    /// Deaths by drug poisoning, three years.
    pub deaths: f64,
    /// Of the residents of its region.
    pub share_of_population: f64,
    /// Of the deaths of its region.
    pub share_of_deaths: f64,
    /// Of the people of its region who need treatment.
    pub share_of_need: f64,
    /// A year; as the model has them where none are published.
    pub arrests: f64,
    /// Where they are published; nothing where they are not.
    pub arrests_evidence: String,
    /// What the arrest rates of its region are multiplied by.
    pub arrest_factor: f64,
    /// Of all prisoners.
    pub prison_share: f64,
    /// Arrests a year in the model, all areas together.
    pub model_arrests: Option<f64>,
    /// Deaths by overdose a year in the model, all areas together.
    pub model_overdoses: Option<f64>,
    /// An area like it that has no scheme, or has one.
    pub like: String,
    /// What should be known before it is used.
    pub note: String,
}

static AREAS: LazyLock<Vec<Area>> = LazyLock::new(|| {
    let mut table = csv::Reader::from_reader(TABLE.as_bytes());
    table.deserialize().filter_map(Result::ok).collect()
});

impl Area {
    /// Its name in commands.
    pub fn name(&self) -> String {
        format!("{FOLDER}{}", self.key)
    }

    /// Its name among the areas of a scenario.
    pub fn section(&self) -> String {
        self.key.replace('-', "_")
    }

    /// Whether it is one of the 43.
    pub fn is_force(&self) -> bool {
        self.kind == Kind::Force
    }

    /// Deaths by drug poisoning a year.
    pub fn deaths_per_year(&self) -> f64 {
        self.deaths / YEARS
    }

    /// Deaths by drug poisoning a year for a million residents.
    pub fn deaths_per_million(&self) -> f64 {
        self.deaths_per_year() / self.residents * 1e6
    }

    /// Arrests a year for a thousand residents.
    pub fn arrests_per_thousand(&self) -> f64 {
        self.arrests / self.residents * 1e3
    }
}

/// Every area, the forces first.
pub fn all() -> &'static [Area] {
    &AREAS
}

/// The area of that name, with `areas/` before it or without.
pub fn find(name: &str) -> Option<&'static Area> {
    let name = plain(name);
    let key = name.strip_prefix(FOLDER).unwrap_or(name);
    AREAS.iter().find(|area| area.key == key)
}

/// The sections in which an area states something of its own.
pub fn schemes(area: &Area) -> Vec<String> {
    let tables: toml::Table = SCHEMES.parse().unwrap_or_default();
    let of = |table: &str, key: &str| tables.get(table)?.get(key)?.as_table().cloned();
    let own = of("area", &area.key).unwrap_or_default();
    let belongs = of("belongs", &area.region).unwrap_or_default();
    let is_its = |of: &toml::Value| of.as_str() == Some(area.key.as_str());
    let its = belongs.into_iter().filter(|(_, of)| is_its(of));
    let all: BTreeSet<String> = own.into_iter().chain(its).map(|(name, _)| name).collect();
    all.into_iter().collect()
}

/// What every area is called in commands.
pub fn names() -> impl Iterator<Item = String> {
    let all = std::iter::once(format!("{FOLDER}{ALL}"));
    AREAS.iter().map(Area::name).chain(all)
}

/// The scenario that a name such as `areas/durham` means, as a file name and a text. The regions
/// and what is local to them are those of `baseline`.
pub fn scenario(name: &str, baseline: &str) -> Option<(String, String)> {
    let name = plain(name);
    let key = match ALIASES.iter().find(|(old, _)| *old == name) {
        Some((_, now)) => now,
        None => name.strip_prefix(FOLDER)?,
    };
    let world = text::World::read(baseline, SCHEMES)?;
    let text = match AREAS.iter().find(|area| area.key == key) {
        Some(area) => world.alone(area),
        None if key == ALL => world.together(AREAS.iter().filter(|area| area.is_force())),
        None => return None,
    };
    Some((format!("{FOLDER}{key}.toml"), text))
}

/// The area whose name is nearest to one that is wrong; `areas/` before it is not looked at.
pub fn nearest(path: &Path) -> Option<String> {
    let is_area = |folder: &Path| folder == Path::new("") || folder == Path::new("areas");
    path.parent().filter(|folder| is_area(folder))?;
    let wanted = plain(path.file_name()?.to_str()?);
    let keys = AREAS.iter().map(|area| area.key.as_str()).chain([ALL]);
    Some(format!("{FOLDER}{}", super::nearest(wanted, keys)?))
}

/// Whether a name is that of an area, there or not.
pub fn is_name(name: &str) -> bool {
    plain(name).starts_with(FOLDER)
}

/// A name without what may stand around it.
fn plain(name: &str) -> &str {
    let name = name.strip_suffix(".toml").unwrap_or(name);
    let name = name.strip_prefix("./").unwrap_or(name);
    name.strip_prefix("scenarios/").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::scenario::schema::Model;
    use crate::scenario::{Library, Scenario};

    const BASELINE: &str = include_str!("../../../scenarios/baseline.toml");

    /// Protects: a row that cannot be read is an area that is not there, without a word.
    #[test]
    fn every_row_of_the_table_is_an_area() {
        assert_eq!(all().len(), TABLE.lines().count() - 1);
        assert_eq!(all().iter().filter(|area| area.is_force()).count(), 43);
        let keys: BTreeSet<&str> = all().iter().map(|area| area.key.as_str()).collect();
        assert_eq!(keys.len(), all().len(), "two areas have one name");
        for area in all() {
            for other in [&area.like, &area.within] {
                assert!(other.is_empty() || keys.contains(other.as_str()), "{other}");
            }
        }
    }

    /// Protects: the people of a region and their need are those of its forces, no more and no less,
    /// and all prisoners come from somewhere.
    #[test]
    fn the_shares_of_a_region_add_up_to_it() {
        let mut sums: BTreeMap<&str, [f64; 3]> = BTreeMap::new();
        let forces = || all().iter().filter(|area| area.is_force());
        for area in forces() {
            let sum = sums.entry(&area.region).or_default();
            sum[0] += area.share_of_population;
            sum[1] += area.share_of_deaths;
            sum[2] += area.share_of_need;
        }
        assert_eq!(sums.len(), 10);
        for (region, sum) in sums {
            assert!(
                sum.iter().all(|sum| (sum - 1.0).abs() < 1e-6),
                "{region}: {sum:?}"
            );
        }
        let prison: f64 = forces().map(|area| area.prison_share).sum();
        assert!((prison - 1.0).abs() < 1e-4, "{prison}");
    }

    /// Protects: a region's posts, places or suites, which are counts, are of the force that has them:
    /// without an owner each force of the region would get all of them.
    #[test]
    fn a_regional_count_belongs_to_one_force() {
        let world = text::World::read(BASELINE, SCHEMES).expect("it is good");
        for region in world.regions.keys() {
            for (section, value) in world.regional(region) {
                let text = value.to_string();
                let counts = ["posts", "places", "suites"].map(|count| text.contains(count));
                assert!(!counts.contains(&true), "{region}.{section} needs an owner");
            }
        }
    }

    /// Protects: each area is a scenario, alone and together; no share is lost on the way.
    #[test]
    fn every_area_is_a_scenario() {
        let library = Library::built_in().without_files();
        for name in names() {
            let loaded = Scenario::<Model>::load_with(&name, &[], &library);
            let scenario = loaded.unwrap_or_else(|faults| panic!("{name}: {faults}"));
            let model = scenario.at_start().expect("it fits");
            let people: f64 = model
                .areas
                .values()
                .map(|area| *area.population_share)
                .sum();
            let expected = match name.as_str() {
                "areas/all" => 1.0,
                _ => people,
            };
            assert!(
                people > 0.0 && (people - expected).abs() < 1e-5,
                "{name}: {people}"
            );
            let name = scenario.name();
            assert!(!name.contains('/'), "{name} names a folder of results");
        }
    }

    /// Protects: the old name, and a path to it, go on meaning the force.
    #[test]
    fn an_area_is_found_by_every_way_of_writing_it() {
        for name in [
            "areas/durham",
            "areas/durham.toml",
            "./areas/durham",
            "force-area",
            "scenarios/force-area.toml",
        ] {
            let (file, text) = scenario(name, BASELINE).expect(name);
            assert_eq!(file, "areas/durham.toml");
            assert!(text.contains("[areas.durham.diversion]"));
        }
        for name in [
            "durham",
            "areas/nowhere",
            "elsewhere/areas/durham",
            "areas/",
        ] {
            assert!(scenario(name, BASELINE).is_none(), "{name}");
        }
        assert_eq!(
            nearest("areas/durrham".as_ref()).as_deref(),
            Some("areas/durham")
        );
        assert_eq!(nearest("elsewhere/durrham".as_ref()), None);
    }

    /// Protects: ranks are among the 43, and what no force publishes is not called local.
    #[test]
    fn figures_are_ranked_and_marked() {
        let cleveland = ranked(find("cleveland").expect("it is there"));
        assert_eq!(
            cleveland.map(|figure| figure.rank)[1],
            1,
            "most drug deaths"
        );
        assert_eq!(cleveland[3].mark, Mark::Local);
        let kent = ranked(find("areas/kent").expect("it is there"));
        assert_eq!(kent[3].mark, Mark::National);
    }
}
