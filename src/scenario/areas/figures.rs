//! What is told of areas next to each other, and how far each figure is local.

use std::fmt;

use super::{Area, all};

/// How far a figure is the area's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Counted there.
    Local,
    /// Its region's figure, or its share of it.
    Regional,
    /// The national figure, or what it would come to there.
    National,
}

impl Mark {
    /// One letter for a narrow table.
    pub fn letter(self) -> char {
        match self {
            Mark::Local => 'L',
            Mark::Regional => 'R',
            Mark::National => 'N',
        }
    }

    /// As a note begins.
    pub fn word(self) -> &'static str {
        match self {
            Mark::Local => "Local",
            Mark::Regional => "Regional share",
            Mark::National => "National",
        }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word().to_lowercase())
    }
}

/// A figure of an area among those of the forces.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// What it is.
    pub name: &'static str,
    /// In what.
    pub unit: &'static str,
    /// How much.
    pub value: f64,
    /// How many of the 43 forces have more, and one.
    pub rank: usize,
    /// How far it is its own.
    pub mark: Mark,
}

/// A figure that is told of every area.
struct Told {
    name: &'static str,
    unit: &'static str,
    value: fn(&Area) -> f64,
    mark: fn(&Area) -> Mark,
}

/// What is told, in the order of tables.
const TOLD: [Told; 5] = [
    Told {
        name: "residents",
        unit: "people, mid-2020",
        value: |area| area.residents,
        mark: |_| Mark::Local,
    },
    Told {
        name: "drug deaths",
        unit: "a year for a million residents, 2018 to 2020",
        value: Area::deaths_per_million,
        mark: |_| Mark::Local,
    },
    Told {
        name: "need",
        unit: "share of the need of the region",
        value: |area| area.share_of_need,
        mark: |_| Mark::Regional,
    },
    Told {
        name: "arrests",
        unit: "a year for a thousand residents",
        value: Area::arrests_per_thousand,
        mark: |area| match area.arrests_evidence.is_empty() {
            true => Mark::National,
            false => Mark::Local,
        },
    },
    Told {
        name: "prisoners",
        unit: "share of all prisoners",
        value: |area| area.prison_share,
        mark: |_| Mark::National,
    },
];

/// Each figure of an area with its rank among the 43.
pub fn ranked(area: &Area) -> [Ranked; TOLD.len()] {
    TOLD.map(|told| {
        let value = (told.value)(area);
        let forces = all().iter().filter(|other| other.is_force());
        let more = forces.filter(|other| (told.value)(other) > value);
        Ranked {
            name: told.name,
            unit: told.unit,
            value,
            rank: more.count() + 1,
            mark: (told.mark)(area),
        }
    })
}
