//! What a study may ask for apart from the usual periods and strata: any range of whole months,
//! such as a financial year or a quarter, and strata taken together.

use crate::engine::Date;

/// A named range of whole months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Name in the list of periods.
    pub name: String,
    /// First day of the first month.
    pub from: Date,
    /// First day of the month after the last.
    pub to: Date,
}

/// Strata taken together: numerators and denominators are summed before a share is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Name in the list of strata.
    pub name: String,
    /// Names of the strata in it, which should not overlap.
    pub members: Vec<String>,
}

/// Periods and groups of strata to be tabulated with the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra {
    /// Further periods.
    pub spans: Vec<Span>,
    /// Further strata.
    pub groups: Vec<Group>,
    /// Every metric in every stratum month by month, apart from those that are given anyhow.
    pub all_series: bool,
}

/// Why something extra cannot be tabulated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExtraError {
    /// A month of the period is not observed, or the period does not begin with one.
    #[error("the period {0} is not within the months that are observed")]
    NotObserved(String),
    /// There is no such stratum.
    #[error("there is no stratum `{0}`")]
    NoStratum(String),
}
