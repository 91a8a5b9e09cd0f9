//! A scenario made ready to run: the values in force from each date on, per area.

use std::ops::Deref;
use std::sync::Arc;

use crate::pathway::health::{deaths, recovery};
use crate::pathway::person::Person;
use crate::pathway::police::offending;
use crate::pathway::release::afterwards;
use crate::pathway::values::ageing::Ageing;
use crate::pathway::values::days::Days;
use crate::pathway::values::provision::{Provision, Total};
use crate::pathway::values::sites::{self, SiteValues};
use crate::strata::{BySubstance, Staff};

use crate::economics;
use crate::engine::{Calendar, Date, GammaTable, Tick};
use crate::scenario::schema::Model;

/// Values in force from a date on.
#[derive(Clone, Debug)]
pub struct Epoch {
    /// First tick.
    pub from: Tick,
    /// National values.
    pub national: Model,
    /// The same with each area's own values, in the order of the areas. Areas that differ in
    /// nothing share theirs, so that fewer of them compete for the processor's cache.
    pub areas: Vec<Arc<Local>>,
    /// What each area has of posts and places.
    pub provisions: Vec<Provision>,
    /// The share of the country's prison places that the simulated areas fill.
    pub estate_share: f64,
}

impl Epoch {
    /// What an area has of something that is counted in posts or places, at 1:1.
    #[inline]
    pub(in crate::pathway) fn has(&self, area: usize, what: Total) -> f64 {
        self.provisions[area].of(what)
    }

    /// Posts of a service that each area has, at 1:1.
    pub(in crate::pathway) fn posts(&self, area: usize, of: Staff) -> f64 {
        self.provisions[area].posts(of)
    }
}

/// The values in force in one area, with what is worked out from them once. Of totals that are
/// shared out, such as posts, they say only whether the area has any: how many it has is in its
/// [`Provision`].
#[derive(Clone, Debug)]
pub struct Local {
    model: Model,
    sites: Vec<SiteValues>,
    dearer: [[f64; 2]; 3],
    recovery: recovery::Effects,
    offending_factors: offending::Factors,
    death_factors: deaths::Factors,
    afterwards: afterwards::Factors,
}

impl Local {
    /// Takes the values of an area in a country with these.
    pub fn new(model: Model, national: &Model) -> Local {
        Local {
            sites: sites::all(&model),
            dearer: economics::dearer(&model, national),
            recovery: recovery::Effects::new(&model.recovery),
            offending_factors: offending::Factors::new(&model),
            death_factors: deaths::Factors::new(&model),
            afterwards: afterwards::Factors::new(&model.custody_treatment.afterwards),
            model,
        }
    }

    /// The values of each area, the same ones for those alike.
    pub fn shared(models: Vec<Model>, national: &Model) -> Vec<Arc<Local>> {
        let mut all: Vec<Arc<Local>> = Vec::with_capacity(models.len());
        for model in models {
            let same = all.iter().find(|local| local.model == model).cloned();
            all.push(same.unwrap_or_else(|| Arc::new(Local::new(model, national))));
        }
        all
    }

    /// The sites of the estate.
    #[inline]
    pub(in crate::pathway) fn sites(&self) -> &[SiteValues] {
        &self.sites
    }

    /// What a prisoner meets at their site.
    #[inline]
    pub(in crate::pathway) fn site(&self, p: &Person) -> &SiteValues {
        &self.sites[self.site_number(p)]
    }

    /// The number of a prisoner's site among all.
    #[inline]
    pub(in crate::pathway) fn site_number(&self, p: &Person) -> usize {
        usize::from(p.site).min(self.sites.len() - 1)
    }

    /// How many sites there are, a place without a site included.
    pub(in crate::pathway) fn site_count(&self) -> usize {
        self.sites.len()
    }

    /// What recovery capital does.
    #[inline]
    pub fn effects_of_capital(&self) -> &recovery::Effects {
        &self.recovery
    }

    /// What offending is multiplied by.
    #[inline]
    pub(in crate::pathway) fn factors_of_offending(&self) -> &offending::Factors {
        &self.offending_factors
    }

    /// What overdoses and other deaths are multiplied by.
    #[inline]
    pub(in crate::pathway) fn factors_of_death(&self) -> &deaths::Factors {
        &self.death_factors
    }

    /// What relapse, attendance and contact after release are multiplied by.
    #[inline]
    pub(in crate::pathway) fn factors_of_treatment_inside(&self) -> &afterwards::Factors {
        &self.afterwards
    }

    /// What an offence of a group of people costs beyond the national mix, by the number of the
    /// group (see [`economics::dearer`]).
    #[inline]
    pub fn dearer(&self, group: usize) -> [f32; 2] {
        self.dearer[group].map(|times| times as f32)
    }

    /// Whether an offence of any group costs another multiple than in other values.
    pub fn is_dearer_than(&self, other: &Local) -> bool {
        self.dearer != other.dearer
    }
}

impl Deref for Local {
    type Target = Model;

    #[inline]
    fn deref(&self) -> &Model {
        &self.model
    }
}

/// The distributions of frailty, which no policy changes.
#[derive(Clone, Debug)]
pub struct Frailties {
    /// Of offending, by substance group.
    pub offending: BySubstance<GammaTable>,
    /// Of relapse.
    pub relapse: GammaTable,
}

/// Which law applies when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LawMode {
    /// The law of the day; during the warm-up that of its last day.
    AsEnacted,
    /// The law of one day throughout.
    Frozen(Date),
}

/// One scenario, ready to run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Name for result files.
    pub name: String,
    /// Dates as ticks; tick 0 is the first day of the warm-up.
    pub calendar: Calendar,
    /// What hangs on the day alone.
    pub(in crate::pathway) days: Days,
    /// End of the warm-up.
    pub observe_from: Tick,
    /// First day of the policy window.
    pub policy_from: Tick,
    /// The end.
    pub end: Tick,
    /// Names of the areas that are simulated.
    pub areas: Vec<String>,
    /// Simulated people for each real one.
    pub scale: f64,
    /// How people differ.
    pub frailties: Frailties,
    /// What age makes of hazards.
    pub(in crate::pathway) ageing: Ageing,
    /// In order of date, the first from tick 0.
    pub epochs: Vec<Epoch>,
    /// What an analyst should hear of the dates of its changes.
    pub notes: Vec<String>,
}

impl Plan {
    /// The values in force at `now`.
    pub fn at(&self, now: Tick) -> &Epoch {
        let begun = self.epochs.partition_point(|e| e.from <= now);
        &self.epochs[begun.saturating_sub(1)]
    }

    /// The date whose law is in force at `now`.
    #[inline]
    pub fn law_date(&self, now: Tick) -> Date {
        self.days.law(now.day())
    }
}

/// A rule with the date from which it is in force.
pub trait Dated {
    /// First day.
    fn from(&self) -> Date;
}

/// The rule in force on `date`: the last that has begun.
pub fn in_force<T: Dated>(rules: &[T], date: Date) -> Option<&T> {
    rules
        .iter()
        .filter(|r| r.from() <= date)
        .max_by_key(|r| r.from())
}

macro_rules! dated {
    ($($t:ty),+) => { $(impl Dated for $t { fn from(&self) -> Date { *self.from } })+ };
}
dated!(
    crate::scenario::schema::ReleasePoint,
    crate::scenario::schema::ReleaseTranche,
    crate::scenario::schema::Conduct,
    crate::scenario::schema::RecallTranche,
    crate::scenario::schema::Suspendable,
    crate::scenario::schema::Completion,
    crate::scenario::schema::EarlyRelease,
    crate::scenario::schema::Hdc,
    crate::scenario::schema::FixedTermRecall,
    crate::scenario::schema::PostSentenceRule,
    crate::scenario::schema::Presumption
);

/// An association, taken as an effect only by its causal share.
#[inline]
pub fn causal(association: f64, share: f64) -> f64 {
    1.0 + share * (association - 1.0)
}

/// Probability with its odds multiplied.
#[inline]
pub fn with_odds(p: f64, odds: f64) -> f64 {
    let o = p * odds;
    o / (o + 1.0 - p)
}

/// Day of the wait from which the steep first days count, and the day on which they are over: those
/// between which attendance was measured (CTX-037, CTX-038).
const STEEP: [f64; 2] = [1.0, 3.0];

/// What a wait of this number of days makes of the odds of keeping an appointment: a fall over its
/// first days, `day_three` in all, and one of `per_week` for each week.
pub fn by_wait(days: f64, day_three: f64, per_week: f64) -> f64 {
    let [from, until] = STEEP;
    let steep = (days.clamp(from, until) - from) / (until - from);
    libm::pow(day_three, steep) * libm::pow(per_week, days / 7.0)
}
