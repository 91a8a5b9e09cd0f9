//! From a scenario to a plan: the values in force from each date on, per area.

use crate::engine::{Calendar, GammaTable, Tick};
use crate::pathway::values::ageing::Ageing;
use crate::pathway::values::days::Days;
use crate::pathway::values::holidays::bank_holidays;
use crate::pathway::values::plan::{Epoch, Frailties, LawMode, Local, Plan};
use crate::pathway::values::provision::Provision;
use crate::pathway::values::window::Window;
use crate::scenario::schema::{self, Area, Model, Population};
use crate::scenario::{AreaValues, LaidOut, Mismatch, Scenario, When};
use crate::strata::BySubstance;

/// Why a scenario cannot be run, beyond what its schema says.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// A value cannot be what it is; says what to do.
    #[error("{0}")]
    Setting(String),
    /// The schema and the types of the model disagree: a fault of the program.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
}

impl Plan {
    /// Makes a scenario ready to run.
    ///
    /// What the values must be together is held when a scenario is loaded
    /// ([`Related`](crate::scenario::relations::Related)).
    ///
    /// # Errors
    /// When nothing of a policy falls in the time that is simulated, when the law is none, or when
    /// the schema and the types of the model disagree.
    pub fn compile(scenario: &Scenario<Model>) -> Result<Plan, PlanError> {
        let model = scenario.at_start()?;
        let s = &model.settings;
        let start = schema::first_day(*s.observe_from, *s.warm_up);
        let end = schema::end(*s.policy_from, *s.horizon);
        let calendar = Calendar::new(start).with_holidays(bank_holidays(start.year(), end.year()));
        let areas: Vec<String> = model
            .areas
            .iter()
            .filter(|(_, a)| simulated(a))
            .map(|(name, _)| name.clone())
            .collect();
        let window = Window {
            start,
            observe_from: *s.observe_from,
            policy_from: *s.policy_from,
            end,
        };
        let notes = window.check(&scenario.acts(), s)?;
        let epochs = epochs(scenario, &areas, &calendar, window)?;
        let (end, observe_from) = (calendar.tick_of(end), calendar.tick_of(*s.observe_from));
        let law = law_mode(&s.law)?;
        Ok(Plan {
            name: scenario.name().to_owned(),
            observe_from,
            policy_from: calendar.tick_of(*s.policy_from),
            end,
            areas,
            scale: *s.population_scale,
            frailties: frailties(&model.population),
            ageing: Ageing::new(&model, end),
            epochs,
            notes,
            days: Days::until(end, &calendar, law, observe_from),
            calendar,
        })
    }

    /// Whether two plans can be compared: the same calendar, areas and scale.
    pub fn comparable(&self, other: &Plan) -> bool {
        self.observe_from == other.observe_from
            && self.policy_from == other.policy_from
            && self.end == other.end
            && self.areas == other.areas
            && self.scale == other.scale
            && self.calendar.start() == other.calendar.start()
    }
}

fn simulated(area: &Area) -> bool {
    *area.population_share > 0.0 || *area.need_share > 0.0
}

fn law_mode(text: &str) -> Result<LawMode, PlanError> {
    if text == "as-enacted" {
        return Ok(LawMode::AsEnacted);
    }
    let wrong = || {
        PlanError::Setting(format!(
            "settings.law is `{text}`; write \"as-enacted\", or \"frozen:2023-03-31\" for the law of a day"
        ))
    };
    let date = text.strip_prefix("frozen:").ok_or_else(wrong)?;
    date.parse().map(LawMode::Frozen).map_err(|_| wrong())
}

/// One epoch for the warm-up, in which the world is as on its last day, one from each date in it on
/// which a policy acts, and one from each date on which any value changes after it.
fn epochs(
    scenario: &Scenario<Model>,
    names: &[String],
    calendar: &Calendar,
    window: Window,
) -> Result<Vec<Epoch>, PlanError> {
    let last_of_warm_up = window.observe_from.plus_days(-1);
    let when = |date| When::settled(date, last_of_warm_up);
    let first = window.start.min(last_of_warm_up);
    let national = scenario.laid_out();
    let views: Vec<AreaValues<'_, Model>> = names.iter().map(|name| scenario.area(name)).collect();
    let areas: Vec<LaidOut<'_, Model>> = views.iter().map(AreaValues::laid_out).collect();
    let of = |from, when| epoch(&national, names, &areas, from, when);
    let mut epochs = vec![of(Tick::START, when(first))?];
    let mut dates = scenario.policy_dates();
    dates.retain(|&d| d > window.start && d < window.observe_from);
    let after = scenario.change_dates().into_iter();
    dates.extend(after.filter(|&d| d >= window.observe_from && d < window.end));
    for date in dates {
        let next = of(calendar.tick_of(date), when(date))?;
        epochs.push(next);
    }
    Ok(epochs)
}

fn epoch(
    national: &LaidOut<'_, Model>,
    names: &[String],
    areas: &[LaidOut<'_, Model>],
    from: Tick,
    when: When,
) -> Result<Epoch, PlanError> {
    let national = national.at(when)?;
    let mut local = Vec::with_capacity(areas.len());
    let mut provisions = Vec::with_capacity(areas.len());
    for area in areas {
        let mut own = area.at(when)?;
        provisions.push(Provision::taken_from(&mut own, &national));
        local.push(own);
    }
    Ok(Epoch {
        from,
        areas: Local::shared(local, &national),
        estate_share: estate_share(&national, names),
        national,
        provisions,
    })
}

/// The share of the country's prison places that these areas fill.
fn estate_share(national: &Model, names: &[String]) -> f64 {
    names
        .iter()
        .filter_map(|name| national.areas.get(name))
        .map(|area| area.prison_share.map_or(*area.population_share, |s| *s))
        .sum()
}

fn frailties(population: &Population) -> Frailties {
    let table = |group| GammaTable::new(population.frailty_shape[group].max(0.01));
    Frailties {
        offending: BySubstance::from_fn(table),
        relapse: GammaTable::new(population.relapse_shape.max(0.01)),
    }
}
