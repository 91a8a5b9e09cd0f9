//! The strata by which everything is counted, one dimension at a time, and the cells in which
//! they are kept.

use crate::strata::{Band, Housing, Offence, Sex, Substance};

const ABSENT: u8 = u8::MAX;

/// The strata to which a count belongs, one dimension at a time: numbers of levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strata {
    area: u8,
    sex: u8,
    substance: u8,
    band: u8,
    housing: u8,
    offence: u8,
}

impl Strata {
    /// A person's own strata.
    #[inline]
    pub fn new(area: u8, sex: Sex, substance: Substance) -> Strata {
        Strata {
            area,
            sex: sex as u8,
            substance: substance as u8,
            band: ABSENT,
            housing: ABSENT,
            offence: ABSENT,
        }
    }

    /// A sex alone, for what is not about persons.
    pub fn of_sex(sex: Sex) -> Strata {
        Strata {
            area: ABSENT,
            sex: sex as u8,
            substance: ABSENT,
            band: ABSENT,
            housing: ABSENT,
            offence: ABSENT,
        }
    }

    /// With the sentence band.
    #[inline]
    pub fn with_band(self, band: Band) -> Strata {
        Strata {
            band: band as u8,
            ..self
        }
    }

    /// With housing at release.
    #[inline]
    pub fn with_housing(self, housing: Housing) -> Strata {
        Strata {
            housing: housing as u8,
            ..self
        }
    }

    /// With the type of offence.
    #[inline]
    pub fn with_offence(self, offence: Offence) -> Strata {
        Strata {
            offence: offence as u8,
            ..self
        }
    }
}

/// Where the cells of each dimension start.
#[derive(Clone, Copy, Debug)]
pub struct Cells {
    areas: usize,
}

impl Cells {
    /// Cells for this number of areas.
    pub fn new(areas: usize) -> Cells {
        Cells { areas }
    }

    /// How many cells: all, areas, sexes, substances, bands, housing, offences.
    pub fn len(self) -> usize {
        self.by_offence_from() + Offence::COUNT
    }

    /// Never empty: the cell for everyone is always there.
    pub fn is_empty(self) -> bool {
        false
    }

    /// The cell of everyone.
    pub const ALL: usize = 0;

    /// The cell of an area.
    pub fn of_area(self, area: usize) -> usize {
        1 + area
    }

    /// The cell of a sex.
    pub fn of_sex(self, sex: Sex) -> usize {
        1 + self.areas + sex.index()
    }

    /// Where the cells of sentence bands and housing start; those before are for any metric.
    pub fn by_sentence_from(self) -> usize {
        1 + self.areas + Sex::COUNT + Substance::COUNT
    }

    /// Where the cells of sexes start.
    pub fn by_sex_from(self) -> usize {
        1 + self.areas
    }

    /// Where the cells of substances start.
    pub fn by_substance_from(self) -> usize {
        self.by_sex_from() + Sex::COUNT
    }

    /// Where the cells of housing at release start.
    pub fn by_housing_from(self) -> usize {
        self.by_sentence_from() + Band::COUNT
    }

    /// Where the cells of offences start.
    pub fn by_offence_from(self) -> usize {
        self.by_housing_from() + Housing::COUNT
    }

    /// Names of the cells as strata.
    pub fn names(self, areas: &[String]) -> Vec<String> {
        let mut names = vec!["all".to_owned()];
        names.extend(areas.iter().map(|a| format!("area={a}")));
        names.extend(Sex::NAMES.iter().map(|s| format!("sex={s}")));
        names.extend(Substance::NAMES.iter().map(|s| format!("substance={s}")));
        names.extend(Band::NAMES.iter().map(|b| format!("sentence={b}")));
        names.extend(Housing::NAMES.iter().map(|h| format!("housing={h}")));
        names.extend(Offence::NAMES.iter().map(|o| format!("offence={o}")));
        names
    }

    /// Calls `f` with the cell of everyone and with that of each stratum given.
    #[inline]
    pub(super) fn each(self, s: Strata, mut f: impl FnMut(usize)) {
        let sexes = 1 + self.areas;
        let substances = sexes + Sex::COUNT;
        let bands = substances + Substance::COUNT;
        let housings = bands + Band::COUNT;
        f(0);
        let mut level = |level: u8, base: usize| {
            if level != ABSENT {
                f(base + usize::from(level));
            }
        };
        level(s.area, 1);
        level(s.sex, sexes);
        level(s.substance, substances);
        level(s.band, bands);
        level(s.housing, housings);
        level(s.offence, housings + Housing::COUNT);
    }

    /// The cells of a person's own strata: those of [`Cells::each`] without a question asked.
    #[inline]
    pub(super) fn of_person(self, s: Strata) -> [usize; 4] {
        debug_assert!(s.area != ABSENT && [s.band, s.housing, s.offence] == [ABSENT; 3]);
        let sexes = 1 + self.areas;
        let substances = sexes + Sex::COUNT;
        [
            Cells::ALL,
            1 + usize::from(s.area),
            sexes + usize::from(s.sex),
            substances + usize::from(s.substance),
        ]
    }
}
