//! Sites of the estate: what is particular to a prison, worked out once for each date.

use crate::engine::Draw;
use crate::pathway::person::{Person, flag};
use crate::scenario::schema::{Model, Site};
use crate::strata::{Function, Sex};

/// Least share of the day unlocked, and of workers at a site, that the model reckons with.
const LEAST: f64 = 0.05;

/// What a person meets at a site, national values included.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::pathway) struct SiteValues {
    /// Whom it holds, and what it is for; none for a place without a site.
    holds: Option<(Sex, Function)>,
    weight: f64,
    /// Contacts possible in the time unlocked, against all that are asked for.
    pub unlocked: f64,
    /// Drug workers for each client against the national figure.
    pub workers: f64,
    /// Completion against the national figure.
    pub quality: f64,
    /// Illicit supply off the wing, against the reference year.
    pub supply: f64,
    /// The most illicit supply that can reach the wing: that of the prison around it. What is let
    /// through on the day depends on who lives there (`World::let_onto_wing`).
    pub wing_supply: f64,
    /// Return to use on the wing against off it, supply left out.
    pub wing_use: f64,
    /// Assaults on the wing against off it.
    pub wing_violence: f64,
    /// Engagement on the wing against off it.
    pub wing_engagement: f64,
    /// Engagement of those who were removed from a wing, against others.
    removed: f64,
    /// Becoming abstinent off the wing, and on it, against the reference supply.
    clean: [f64; 2],
    /// Referral to the wing against the national rate.
    pub referral: f64,
    /// Applications to mentor that the governor approves.
    pub mentors: f64,
    /// The most that thin contact can multiply dropout by.
    pub worst: f64,
    /// Moves to another site of the function, per day, on a full estate.
    pub moves: f64,
}

/// What is national of a site's values.
struct Shared {
    unlocked: f64,
    overload: f64,
    exponent: f64,
    mentored: f64,
    moves: f64,
}

impl Shared {
    fn of(m: &Model) -> Shared {
        let (t, r) = (&m.custody_treatment, &m.regime);
        let experience = *r.experienced / r.experienced_reference.max(LEAST);
        let unsettled = libm::pow(experience.max(LEAST), -*r.transfers_exponent);
        let overload = *t.workers.limit / t.workers.recommended.max(1e-9);
        Shared {
            unlocked: *t.unlock * libm::pow(experience, *r.experience_exponent) * *r.worker_access,
            overload: overload * m.peers.load.max(1.0),
            exponent: *t.dropout_exponent,
            mentored: m.peers.dropout.max(1.0),
            moves: *m.prison.transfers
                * *m.estate.lateral
                * unsettled
                * m.estate.forced_moves.max(1.0),
        }
    }
}

fn with_quality(effect: f64, quality: f64) -> f64 {
    (1.0 + (effect - 1.0) * quality).max(0.0)
}

fn values(site: Option<&Site>, m: &Model, shared: &Shared) -> SiteValues {
    let of = |field: fn(&Site) -> f64| site.map_or(1.0, field);
    let unlocked = (shared.unlocked * of(|s| *s.unlock)).clamp(LEAST, 1.0);
    let workers = of(|s| *s.drug_workers).max(LEAST);
    let supply = *m.use_.illicit_supply * of(|s| *s.supply);
    let quality = of(|s| *s.isfl_quality);
    let load = (shared.overload / workers).max(1.0);
    SiteValues {
        holds: site.map(|s| {
            let sex = if *s.women { Sex::Female } else { Sex::Male };
            (sex, s.function)
        }),
        weight: site.map_or(0.0, |s| s.places.max(0.0)),
        unlocked,
        workers,
        quality: of(|s| *s.quality),
        supply,
        wing_supply: supply * m.isfl.leakage.max(1.0),
        removed: m.isfl.removed.max(LEAST),
        clean: [supply, supply * *m.isfl.leakage]
            .map(|s| libm::pow(s.max(LEAST), -*m.use_.supply_keeps)),
        wing_use: with_quality(*m.isfl.use_factor, quality),
        wing_violence: with_quality(*m.violence.wing, quality),
        wing_engagement: with_quality(*m.isfl.engagement, quality).max(LEAST),
        referral: of(|s| *s.isfl),
        mentors: of(|s| *s.mentors),
        worst: libm::pow(
            load / (unlocked * m.regime.least_contact.max(LEAST)),
            shared.exponent,
        ) * shared.mentored,
        moves: shared.moves,
    }
}

/// The values of every site in the order of their names, and last of a place without a site.
pub(in crate::pathway) fn all(m: &Model) -> Vec<SiteValues> {
    let shared = Shared::of(m);
    let mut all: Vec<SiteValues> = m
        .estate
        .sites
        .values()
        .map(|site| values(Some(site), m, &shared))
        .collect();
    all.push(values(None, m, &shared));
    all
}

/// A site of a sex and function, in proportion to places; the last of `sites` where none is listed.
pub(in crate::pathway) fn pick(
    sites: &[SiteValues],
    sex: Sex,
    function: Function,
    draw: Draw,
) -> u8 {
    let fits = |s: &&SiteValues| s.holds == Some((sex, function));
    let total: f64 = sites.iter().filter(fits).map(|s| s.weight).sum();
    let mut left = draw.unit() * total;
    let mut last = sites.len() - 1;
    for (i, site) in sites
        .iter()
        .enumerate()
        .filter(|(_, s)| fits(s) && s.weight > 0.0)
    {
        last = i;
        left -= site.weight;
        if left < 0.0 {
            break;
        }
    }
    last as u8
}

impl SiteValues {
    /// What the supply and the wing make of the return to use of a person.
    #[inline]
    pub fn use_factor(&self, p: &Person) -> f64 {
        if p.is(flag::ISFL) {
            self.wing_supply * self.wing_use
        } else {
            self.supply
        }
    }

    /// The supply a person lives with.
    #[inline]
    pub fn supply_of(&self, p: &Person) -> f64 {
        if p.is(flag::ISFL) {
            self.wing_supply
        } else {
            self.supply
        }
    }

    /// Engagement of a person against that of people off the wing who were never removed from it.
    #[inline]
    pub fn engagement_of(&self, p: &Person) -> f64 {
        if p.is(flag::ISFL) {
            self.wing_engagement
        } else if p.is(flag::ISFL_REMOVED) {
            self.removed
        } else {
            1.0
        }
    }

    /// What the supply a person lives with leaves of becoming abstinent.
    #[inline]
    pub fn clean_of(&self, p: &Person) -> f64 {
        self.clean[usize::from(p.is(flag::ISFL))]
    }
}
