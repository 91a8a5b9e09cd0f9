//! The strata by which everything is counted, one dimension at a time, and the cells in which
//! they are kept.

/// Sentence bands, as strata.
pub const BANDS: &[&str] = &["under_6m", "6_to_12m", "12m_to_4y", "over_4y", "remand"];
/// Sexes, as strata.
pub const SEXES: &[&str] = &["male", "female"];
/// Substance groups, as strata.
pub const SUBSTANCES: &[&str] = &[
    "opiate",
    "non_opiate",
    "non_opiate_alcohol",
    "alcohol",
    "none",
];
/// Housing states, as strata.
pub const HOUSINGS: &[&str] = &["settled", "temporary", "approved", "homeless"];
/// Types of offence, as strata.
pub const OFFENCES: &[&str] = &[
    "acquisitive",
    "possession",
    "supply",
    "violence",
    "other",
    "shop_theft",
];
const ABSENT: u8 = u8::MAX;

/// The strata to which a count belongs, one dimension at a time.
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
    pub fn new(area: u8, sex: u8, substance: u8) -> Strata {
        Strata {
            area,
            sex,
            substance,
            band: ABSENT,
            housing: ABSENT,
            offence: ABSENT,
        }
    }

    /// A sex alone, for what is not about persons.
    pub fn of_sex(sex: u8) -> Strata {
        Strata {
            area: ABSENT,
            sex,
            substance: ABSENT,
            band: ABSENT,
            housing: ABSENT,
            offence: ABSENT,
        }
    }

    /// With the sentence band.
    #[inline]
    pub fn with_band(self, band: u8) -> Strata {
        Strata { band, ..self }
    }

    /// With housing at release.
    #[inline]
    pub fn with_housing(self, housing: u8) -> Strata {
        Strata { housing, ..self }
    }

    /// With the type of offence.
    #[inline]
    pub fn with_offence(self, offence: u8) -> Strata {
        Strata { offence, ..self }
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
        self.by_offence_from() + OFFENCES.len()
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
    pub fn of_sex(self, sex: usize) -> usize {
        1 + self.areas + sex
    }

    /// Where the cells of sentence bands and housing start; those before are for any metric.
    pub fn by_sentence_from(self) -> usize {
        1 + self.areas + SEXES.len() + SUBSTANCES.len()
    }

    /// Where the cells of offences start.
    pub fn by_offence_from(self) -> usize {
        self.by_sentence_from() + BANDS.len() + HOUSINGS.len()
    }

    /// Names of the cells as strata.
    pub fn names(self, areas: &[String]) -> Vec<String> {
        let mut names = vec!["all".to_owned()];
        names.extend(areas.iter().map(|a| format!("area={a}")));
        names.extend(SEXES.iter().map(|s| format!("sex={s}")));
        names.extend(SUBSTANCES.iter().map(|s| format!("substance={s}")));
        names.extend(BANDS.iter().map(|b| format!("sentence={b}")));
        names.extend(HOUSINGS.iter().map(|h| format!("housing={h}")));
        names.extend(OFFENCES.iter().map(|o| format!("offence={o}")));
        names
    }

    /// Calls `f` with the cell of everyone and with that of each stratum given.
    #[inline]
    pub(super) fn each(self, s: Strata, mut f: impl FnMut(usize)) {
        let sexes = 1 + self.areas;
        let substances = sexes + SEXES.len();
        let bands = substances + SUBSTANCES.len();
        let housings = bands + BANDS.len();
        f(0);
        let mut level = |level: u8, base: usize| {
            if level != ABSENT {
                f(base + level as usize);
            }
        };
        level(s.area, 1);
        level(s.sex, sexes);
        level(s.substance, substances);
        level(s.band, bands);
        level(s.housing, housings);
        level(s.offence, housings + HOUSINGS.len());
    }

    /// The cells of a person's own strata: those of [`Cells::each`] without a question asked.
    #[inline]
    pub(super) fn of_person(self, s: Strata) -> [usize; 4] {
        debug_assert!(s == Strata::new(s.area, s.sex, s.substance) && s.area != ABSENT);
        let sexes = 1 + self.areas;
        let substances = sexes + SEXES.len();
        [
            Cells::ALL,
            1 + s.area as usize,
            sexes + s.sex as usize,
            substances + s.substance as usize,
        ]
    }
}
