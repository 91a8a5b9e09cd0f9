//! Which levels a person counts in and which stage of the table of flows they are in: both
//! follow from the person's state alone, so no stage of the pathway has to remember to count.

use crate::engine::Tick;
use crate::observe::{Exposure, Level, Observer};
use crate::pathway::community::homes::Home;
use crate::pathway::person::{
    Custody, Id, Order, Person, Place, Supervision, Treatment, flag, slot,
};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::strata::{Band, Case, Court, Function, Housing, Use};

/// Stages of the table of flows, by number; the names are [`crate::observe::STAGES`].
pub(in crate::pathway) mod stage {
    /// Not, or no longer, in the population.
    pub const OUTSIDE: u8 = 0;
    /// At liberty, nothing pending.
    pub const LIBERTY: u8 = 1;
    /// On a diversion scheme.
    pub const SCHEME: u8 = 2;
    /// On bail.
    pub const BAIL: u8 = 3;
    /// On a court order.
    pub const ORDER: u8 = 4;
    /// On licence.
    pub const LICENCE: u8 = 5;
    /// On post-sentence supervision.
    pub const POST_SENTENCE: u8 = 6;
    /// Recalled and at large.
    pub const AT_LARGE: u8 = 7;
    /// In prison on remand.
    pub const REMAND: u8 = 8;
    /// In police cells.
    pub const CELLS: u8 = 9;
    /// In prison on sentence.
    pub const PRISON: u8 = 10;
    /// In prison on recall.
    pub const RECALLED: u8 = 11;
    /// Dead.
    pub const DEAD: u8 = 12;
}

/// The level of a stage of the living in the population. Everybody is in one at a time, so that
/// the person-time of all stages is that of everybody.
const fn level_of(stage: u8) -> u32 {
    Level::StateLiberty as u32 + (stage - stage::LIBERTY) as u32
}

// Stages and their levels stand in one order.
const _: () = assert!(level_of(stage::RECALLED) == Level::StateRecalled as u32);

fn stage_of(p: &Person) -> u8 {
    match (p.custody, p.place) {
        (Custody::None, _) if p.is(flag::AT_LARGE) => stage::AT_LARGE,
        (Custody::None, _) if p.supervision == Supervision::Licence => stage::LICENCE,
        (Custody::None, _) if p.supervision == Supervision::PostSentence => stage::POST_SENTENCE,
        (Custody::None, _) if p.order != Order::None => stage::ORDER,
        (Custody::None, _) if p.has_case() => stage::BAIL,
        (Custody::None, _) if p.is_on_scheme() => stage::SCHEME,
        (Custody::None, _) => stage::LIBERTY,
        (_, Place::Cells) => stage::CELLS,
        (Custody::Remand, _) => stage::REMAND,
        (Custody::Sentenced | Custody::Committed, _) => stage::PRISON,
        (Custody::Recalled, _) => stage::RECALLED,
    }
}

/// The levels of a person, a bit each.
fn levels_of(p: &Person) -> u128 {
    let mut bits: u128 = 1 << Level::People as u32 | 1 << level_of(stage_of(p));
    let mut when = |condition: bool, level: Level| bits |= u128::from(condition) << level as u32;
    let inside = p.in_custody();
    let prison = p.place == Place::Prison;
    when(inside, Level::Custody);
    when(inside && p.has_need(), Level::CustodyNeed);
    when(prison, Level::Prison);
    when(p.custody == Custody::Remand, Level::Remand);
    when(p.custody == Custody::Recalled, Level::Recalled);
    when(p.place == Place::Cells, Level::Cells);
    when(p.in_prison_treatment(), Level::PrisonTreatment);
    let waiting = p.treatment == Treatment::Waiting || p.is(flag::CLINICAL_WAITING);
    when(inside && waiting, Level::PrisonWaiting);
    when(prison && p.function == Function::Local, Level::PrisonLocal);
    when(prison && p.function == Function::Open, Level::PrisonOpen);
    when(p.is(flag::ISFL), Level::Isfl);
    when(
        p.is(flag::ISFL) && p.in_prison_treatment(),
        Level::IsflTreated,
    );
    when(p.is(flag::ISFL_WAITING), Level::IsflWaiting);
    when(p.is(flag::VETTING), Level::MentorsVetting);
    when(p.is(flag::MENTOR), Level::Mentors);
    when(p.on_curfew(), Level::Curfew);
    when(!inside && p.treatment == Treatment::Treated, Level::Treated);
    when(
        !inside && matches!(p.treatment, Treatment::Waiting | Treatment::Referred),
        Level::Waiting,
    );
    when(!inside && p.is(flag::AT_LARGE), Level::AtLarge);
    let supervised = !inside && !p.is(flag::AT_LARGE);
    if supervised && p.supervision == Supervision::Licence {
        when(true, Level::Licence);
        match p.band {
            Band::UpTo6Months | Band::Under12Months => when(true, Level::LicenceUnder12Months),
            Band::Under4Years => when(true, Level::LicenceUnder4Years),
            Band::From4Years => when(true, Level::LicenceFrom4Years),
            Band::Remand => {}
        }
    }
    when(
        supervised && p.supervision == Supervision::PostSentence,
        Level::PostSentence,
    );
    when(p.order != Order::None, Level::Orders);
    when(p.is(flag::DRR), Level::Requirements);
    when(p.is(flag::ATR), Level::AlcoholRequirements);
    when(p.is(flag::MHTR), Level::MentalHealthRequirements);
    when(p.waits_for_requirement(), Level::RequirementWaiting);
    when(
        p.has_case() && p.court == Court::Magistrates,
        Level::OpenMagistrates,
    );
    let crown = p.has_case() && p.court == Court::Crown;
    when(crown, Level::OpenCrown);
    let for_sentence = p.is(flag::FOR_SENTENCE);
    when(crown && for_sentence, Level::OpenCrownSentence);
    let for_trial = crown && !for_sentence;
    when(for_trial, Level::OpenCrownTrial);
    when(for_trial && !inside, Level::OpenCrownBail);
    when(for_trial && inside, Level::OpenCrownCustody);
    when(!inside && p.has_case(), Level::Bail);
    when(
        !inside && p.has_need() && p.use_ == Use::Dependent,
        Level::Dependent,
    );
    when(!inside && p.housing == Housing::Homeless, Level::Homeless);
    when(p.is_on_scheme(), Level::Diverted);
    when(p.is(flag::SUPPORTED), Level::SupportedHousing);
    when(p.is_supported(), Level::GateSupport);
    when(p.is(flag::RECONNECT), Level::Reconnect);
    when(p.is(flag::LOCAL_SCHEME), Level::LocalScheme);
    when(p.is(flag::IN_TOUCH), Level::LowThreshold);
    when(
        matches!(p.on_caseload(), Some(Case::Order | Case::Licence)),
        Level::Caseload,
    );
    when(
        p.in_community_treatment() && p.uses_opiates(),
        Level::TreatedOpiate,
    );
    when(
        p.housing == Housing::Approved && !inside,
        Level::ApprovedPremises,
    );
    when(p.housing == Housing::Family && !inside, Level::WithFamily);
    let place = p.place_held();
    when(place == Some(Home::Hostel), Level::TemporaryHousing);
    when(place == Some(Home::Cas3), Level::Cas3);
    when(p.place_awaited().is_some(), Level::AwaitsPlace);
    when(p.awaits_letting(), Level::AwaitsLetting);
    when(place.is_some() && p.awaits_letting(), Level::MoveOnBlocked);
    if let Some(state) = health_of(p) {
        bits |= 1 << state as u32;
    }
    bits
}

/// State of health of a person with a need in the community, one at a time.
fn health_of(p: &Person) -> Option<Level> {
    if !p.has_need() || p.in_custody() {
        return None;
    }
    let treated = p.treatment == Treatment::Treated;
    match p.use_ {
        Use::Dependent if treated => Some(Level::TreatedDependent),
        Use::Dependent if p.is(flag::INJECTS) => Some(Level::Injecting),
        Use::Dependent => Some(Level::DependentUntreated),
        Use::Recovered => Some(Level::Recovered),
        Use::Reduced | Use::Abstinent if treated => Some(Level::TreatedStable),
        Use::Reduced => Some(Level::ReducedUntreated),
        Use::Abstinent => Some(Level::AbstinentUntreated),
    }
}

/// The level that holds a person's offences apart from the one for everybody, where offences of one
/// mix are told apart.
#[inline]
pub(in crate::pathway) fn offences_of(p: &Person) -> Option<Level> {
    if !p.has_need() {
        Some(Level::OffenceHazardNone)
    } else if p.uses_opiates() || p.is(flag::CRACK) {
        Some(Level::OffenceHazardOpiate)
    } else {
        None
    }
}

/// The number of a person's group among those whose offences have mixes of their own.
#[inline]
fn mix_of(p: &Person) -> usize {
    match offences_of(p) {
        Some(Level::OffenceHazardOpiate) => 0,
        None => 1,
        Some(_) => 2,
    }
}

/// What offences cost beyond the national mix, in the order of [`Local::dearer`].
const DEARER: [Level; 2] = [Level::OffencesDearer, Level::OffencesDearerToVictims];

/// Writes down that a person's hazard of offending changes, and what it costs where they live.
#[inline]
pub(in crate::pathway) fn note_offences(
    seen: &mut Observer,
    p: &Person,
    m: &Local,
    before: f32,
    now: Tick,
) {
    let (strata, after) = (p.strata(), p.offence_hazard);
    seen.rehazard(Level::OffenceHazard, strata, before, after, now);
    if let Some(level) = offences_of(p) {
        seen.rehazard(level, strata, before, after, now);
    }
    for (level, dearer) in DEARER.into_iter().zip(m.dearer(mix_of(p))) {
        if dearer != 0.0 {
            seen.rehazard(level, strata, before * dearer, after * dearer, now);
        }
    }
}

/// Writes down that the same offences cost something else where a person lives.
pub(in crate::pathway) fn reprice_offences(
    seen: &mut Observer,
    p: &Person,
    [before, after]: [&Local; 2],
    now: Tick,
) {
    let costs = [before, after].map(|m| m.dearer(mix_of(p)).map(|times| p.offence_hazard * times));
    for (part, level) in DEARER.into_iter().enumerate() {
        seen.rehazard(level, p.strata(), costs[0][part], costs[1][part], now);
    }
}

impl Person {
    /// In clinical or psychosocial treatment in prison.
    #[inline]
    pub fn in_prison_treatment(&self) -> bool {
        self.is(flag::CLINICAL) || (self.in_custody() && self.treatment == Treatment::Treated)
    }

    /// Whether a case is pending.
    #[inline]
    pub fn has_case(&self) -> bool {
        !self.clocks.due(slot::COURT).is_never()
    }
}

impl World<'_> {
    /// Brings the levels and the flow of a person in line with their state.
    #[inline]
    pub(in crate::pathway) fn recount(&mut self, id: Id) {
        let p = &mut self.people[id];
        let next = stage_of(p);
        if next != p.stage {
            self.seen.flow(p.stage, next);
            p.stage = next;
        }
        let levels = levels_of(p);
        let changed = levels ^ p.levels;
        if changed != 0 {
            p.levels = levels;
            let strata = p.strata();
            for bit in bits(changed) {
                let by = if levels >> bit & 1 == 1 { 1 } else { -1 };
                self.seen
                    .shift(Level::ALL[bit as usize], strata, by, self.now);
            }
        }
    }

    /// Takes a person out of all levels: before they leave, or before their strata change.
    pub(in crate::pathway) fn leave_levels(&mut self, id: Id) {
        let p = &mut self.people[id];
        let strata = p.strata();
        for bit in bits(p.levels) {
            self.seen
                .shift(Level::ALL[bit as usize], strata, -1, self.now);
        }
        p.levels = 0;
        let before = std::mem::replace(&mut p.offence_hazard, 0.0);
        let m = &self.epoch.areas[p.area as usize];
        note_offences(&mut self.seen, p, m, before, self.now);
        self.seen.rehazard(
            Level::OverdoseHazard,
            strata,
            p.overdose_hazard,
            0.0,
            self.now,
        );
        let before = (p.exposure, p.overdose_hazard);
        self.seen
            .expose(strata, before, (Exposure::NONE, 0.0), self.now);
        p.exposure = Exposure::NONE;
        p.overdose_hazard = 0.0;
    }
}

/// The numbers of the bits that are set.
#[inline]
fn bits(mut set: u128) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = set.trailing_zeros();
        set &= set.wrapping_sub(1);
        (bit < u128::BITS).then_some(bit)
    })
}

// A word holds the levels of a person, and is hardly half full.
const _: () = assert!(Level::OF_PERSONS <= u128::BITS as usize);
