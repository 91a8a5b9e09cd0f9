//! Brings people in line with their state: rates, levels, the agenda. Every event ends here for
//! everybody whose state it changed.

use crate::engine::{Agenda, Tick, tie};
use crate::observe::Level;
use crate::pathway::community::{housing, treatment};
use crate::pathway::health::{deaths, substance_use};
use crate::pathway::measure::census::{self, stage};
use crate::pathway::person::{Id, Person, slot};
use crate::pathway::police::offending;
use crate::pathway::population::turnover;
use crate::pathway::supervision::licence;
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;

/// Every channel.
const EVERY_CHANNEL: [usize; slot::CHANNELS] = [0, 1, 2, 3, 4, 5, 6, 7];
/// The channels whose rates depend on age.
const CHANNELS_OF_AGE: [usize; 3] = [slot::ARREST, slot::DEATH, slot::MOVE];

/// The rate a day of a channel of a person now.
///
/// Whoever adds something to a rate: what it depends on may be the person's row, the values of
/// the day (then `Local::read_by_hazards` has to name them), the time of day only through a date
/// that `turnover::next_step` knows, and age only in `CHANNELS_OF_AGE`. Debug builds check it.
#[inline(always)]
fn rate(p: &Person, m: &Local, channel: usize, now: Tick) -> f64 {
    match channel {
        slot::ARREST => offending::rate(p, m, now),
        slot::USE => substance_use::rate(p, m, now),
        slot::TREATMENT => treatment::rate(p, m, now),
        slot::CONTACT => licence::contact_rate(p, m, now),
        slot::OVERDOSE => deaths::overdose_rate(p, m, now),
        slot::DEATH => deaths::other_rate(p, m, now),
        slot::HOUSING => housing::rate(p, m),
        _ => turnover::move_rate(p, m, now),
    }
}

impl World<'_> {
    /// Brings the rates, levels and agenda of a person in line with their state. Every event
    /// ends here for everyone whose state it changed.
    pub(in crate::pathway) fn refresh(&mut self, id: Id) {
        self.set_rates(id, &EVERY_CHANNEL);
        self.set_step(id);
        self.reschedule(id);
        self.keep_caseload(id);
        self.recount(id);
        self.note_state(id);
    }

    /// Delivers what stages have sent up, and brings everybody in line whose state changed.
    pub(in crate::pathway) fn settle(&mut self) {
        self.deliver();
        self.refresh_touched();
    }

    /// Brings everybody in line whose state another's event changed.
    #[inline]
    pub(in crate::pathway::run) fn refresh_touched(&mut self) {
        while let Some(id) = self.touched.pop() {
            if self.is_present(id) {
                self.refresh(id);
            }
        }
    }

    /// Brings a person in line after an event of their own that left their state (see
    /// `Person::state`) as it was: the same as [`World::refresh`] with less work.
    ///
    /// Most events are of that kind. If nothing happened, nothing but age can have changed a
    /// rate, beside the channel that fired; nor can an arrest without a charge, or an overdose
    /// that is survived and leaves use as it was. A contact that is kept protects from lost
    /// contact and from relapse; a step stands for whatever a date changes.
    pub(in crate::pathway::run) fn refresh_part(&mut self, id: Id, due: usize, happened: bool) {
        match due {
            slot::AGE => self.set_rates(id, &CHANNELS_OF_AGE),
            slot::ARREST | slot::OVERDOSE => self.set_rates(id, &[due]),
            channel if channel < slot::CHANNELS && !happened => self.set_rates(id, &[channel]),
            slot::SCHEDULED_CONTACT => {
                self.set_rates(id, &[slot::USE, slot::CONTACT]);
                self.set_step(id);
            }
            _ => {
                self.set_rates(id, &EVERY_CHANNEL);
                self.set_step(id);
            }
        }
        self.reschedule(id);
        self.note_state(id);
    }

    /// Sets the date of the next step of slow variables.
    #[inline]
    fn set_step(&mut self, id: Id) {
        let m = self.model(id);
        let p = &mut self.people[id as usize];
        let step = turnover::next_step(p, m, self.now);
        p.clocks.set_timer(slot::STEP, step);
    }

    /// Sets channels to their present rates.
    #[inline(always)]
    fn set_rates(&mut self, id: Id, channels: &[usize]) {
        let now = self.now;
        let m = self.model(id);
        let p = &mut self.people[id as usize];
        debug_assert!(p.stage != stage::OUTSIDE);
        for &channel in channels {
            let rate = rate(p, m, channel, now);
            p.clocks.set_rate(channel, rate as f32, now);
            match channel {
                slot::ARREST => {
                    let offences = (rate * offending::offences_per_arrest(p, m)) as f32;
                    let before = std::mem::replace(&mut p.offence_hazard, offences);
                    let level = Level::OffenceHazard;
                    self.seen.rehazard(level, p.strata(), before, offences, now);
                    if let Some(level) = census::offences_of(p) {
                        self.seen.rehazard(level, p.strata(), before, offences, now);
                    }
                }
                slot::OVERDOSE => {
                    let witnesses = self.areas[p.area as usize].kits.witnesses();
                    let deaths = (rate * deaths::fatal_share(p, m, witnesses)) as f32;
                    let before = std::mem::replace(&mut p.overdose_hazard, deaths);
                    let level = Level::OverdoseHazard;
                    self.seen.rehazard(level, p.strata(), before, deaths, now);
                    let after = (deaths::exposure(p, now), deaths);
                    let before = (std::mem::replace(&mut p.exposure, after.0), before);
                    self.seen.expose(p.strata(), before, after, now);
                }
                _ => {}
            }
        }
    }

    /// The hazard of overdose of a person comes to another share of deaths.
    pub(in crate::pathway) fn reshare_overdoses(&mut self, id: Id) {
        self.set_rates(id, &[slot::OVERDOSE]);
        self.reschedule(id);
    }

    /// Puts the earliest date of a person into the agenda, if it is not there.
    #[inline]
    fn reschedule(&mut self, id: Id) {
        let p = &mut self.people[id as usize];
        let at = p.clocks.earliest();
        if at != p.scheduled {
            p.scheduled = at;
            let next = p.clocks.slot_at(at);
            self.agenda
                .push(at, slot::CLASS[next], tie(p.key.0, at), id);
        }
    }

    /// Whether a refresh would change no rate, exposure or step of a person: what debug builds ask
    /// wherever a refresh is left out or is done in part. Where another date of theirs is due at
    /// this very tick, that will see to it.
    pub(in crate::pathway::run) fn is_in_line(&self, id: Id) -> bool {
        let now = self.now;
        let m = self.model(id);
        let p = &self.people[id as usize];
        let kept = |&channel: &usize| {
            let clocks = &p.clocks;
            !clocks.is_armed(channel) || clocks.rate(channel) == rate(p, m, channel, now) as f32
        };
        let in_line = || {
            EVERY_CHANNEL.iter().all(kept)
                && p.exposure == deaths::exposure(p, now)
                && p.clocks.due(slot::STEP) == turnover::next_step(p, m, now)
        };
        p.clocks.earliest() <= now || in_line()
    }
}
