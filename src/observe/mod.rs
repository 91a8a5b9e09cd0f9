//! What is counted: what the pathway writes down, the one list of metrics made from it,
//! and the shape in which one replicate's results are kept.

mod account;
mod biography;
mod exposure;
mod extra;
mod formula;
mod observer;
mod part;
mod prices;
mod quantities;
mod record;
mod spread;
mod strata;
mod tabulate;
mod theme;
mod themes;

pub use account::{Account, Ledger};
pub use biography::{Life, Moment, Standing};
pub use exposure::{Exposure, Exposures, WINDOWS};
pub use extra::{Extra, ExtraError, Group, Span};
pub use formula::Formula;
pub use observer::{Observer, STAGES};
pub use part::Part;
pub use prices::{Contribution, Prices, Tariff, Tariffs, discount_factor};
pub use quantities::{Count, Dated, Elapsed, Level, Spread, Staff, Staffing, Stock, Tally};
pub use record::{Better, Cell, FlowCell, Layout, Metric, Record, Shape, Universe};
pub use strata::{Cells, Strata};
pub use tabulate::Tabulation;
pub use theme::Theme;
pub use themes::{Definition, metrics};
