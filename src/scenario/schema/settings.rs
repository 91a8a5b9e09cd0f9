//! Calendar, scale, loops, areas and the policy header.

use crate::engine::Date;
use crate::scenario::units::{
    Count, DAYS_PER_MONTH, Day, Duration, Multiplier, Probability, Scale, Switch,
};
use schemars::JsonSchema;
use serde::Deserialize;

/// From when the changes of a file act.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Policy {
    /// A date, or `"start"` for a change of the baseline world itself.
    pub from: Option<String>,
}

/// Calendar, scale and law.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Settings {
    /// First day of the dated rules; results are counted from here, and the warm-up ends here.
    #[schemars(extend("x-start-only" = true))]
    pub observe_from: Day,
    /// How long the model runs before `observe_from`, under the law of the day before it.
    #[schemars(extend("x-start-only" = true))]
    pub warm_up: Duration,
    /// First day of the policy window, on which policies act unless they name another.
    #[schemars(extend("x-start-only" = true))]
    pub policy_from: Day,
    /// Length of the policy window.
    #[schemars(extend("x-start-only" = true))]
    pub horizon: Duration,
    /// Simulated people for each real person: 0.02 is one in fifty; capacities shrink with it.
    #[schemars(extend("x-start-only" = true))]
    pub population_scale: Scale,
    /// `"as-enacted"`, or `"frozen:DATE"` for the law of that date throughout.
    pub law: String,
}

/// The first simulated day: the warm-up lies before the start of observation.
pub fn first_day(observe_from: Date, warm_up: f64) -> Date {
    observe_from.plus_days(-(libm::round(warm_up) as i64))
}

/// The end of the policy window, to the day: calendar months where the horizon is written in months
/// or years, and days where it is written in days or weeks.
pub fn end(policy_from: Date, horizon: f64) -> Date {
    let months = libm::round(horizon / DAYS_PER_MONTH);
    if (months * DAYS_PER_MONTH - horizon).abs() < 1e-6 {
        policy_from.plus_months(months as i32)
    } else {
        policy_from.plus_days(libm::round(horizon) as i64)
    }
}

/// The feedback loops of the pathway. `"off"` cuts one of them, to see what it does.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Loops {
    /// A full estate holds people in police cells, releases early and unplanned. Off: there is always a place.
    pub full_estate: Switch,
    /// Load on a worker lowers contact: more dropout, less completion. Off: contact as if at the recommended caseload.
    pub caseload: Switch,
    /// No treatment means relapse, relapse and homelessness mean lost contact, and that means recall. Off: use and housing do not touch contact.
    pub wait_to_recall: Switch,
    /// Recalled people take prison places. Off: they are held without one.
    pub recall_fills_prison: Switch,
    /// A full community service makes everybody wait. Off: there is always a place.
    pub shared_treatment: Switch,
    /// Custody costs tenancies and places in community treatment. Off: it takes neither.
    pub tenancy_and_place: Switch,
    /// People released early in bulk take places and time of community services. Off: the services have room for them as well as for everybody else.
    pub early_release_surge: Switch,
}

/// One area: a region or a police force area. Any local section may be set under it, and
/// falls back to the national values where it is not. Posts, places and suites that stand under an
/// area are its own at 1:1; of the national ones it has its share.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[schemars(extend("x-locality" = true, "x-share" = ["need_share"], "x-share-of" = { "community_treatment": ["need_share", "treatment_staffing"], "probation": ["need_share", "probation_staffing"] }))]
pub struct Area {
    /// Name for tables.
    pub title: Option<String>,
    /// Share of the population without a treatment need that lives here.
    #[schemars(extend("x-start-only" = true))]
    pub population_share: Probability,
    /// Share of opiate and crack users that lives here.
    #[schemars(extend("x-start-only" = true))]
    pub need_share: Probability,
    /// Share of the prison estate that this area's people fill; as `population_share` where absent.
    #[schemars(extend("x-start-only" = true))]
    pub prison_share: Option<Probability>,
    /// Staff of community treatment here, as a multiple of what the share of need would give.
    pub treatment_staffing: Multiplier,
    /// Probation staff and standing cases here, as a multiple of what the share of need would give: posts follow cases.
    pub probation_staffing: Multiplier,
    /// People, for tables only.
    pub residents: Option<Count>,
}
