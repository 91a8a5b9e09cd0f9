//! Brings people in line with their state: rates, levels, the agenda. Every event ends here for
//! everybody whose state it changed.

use crate::engine::{Agenda, tie};
use crate::observe::Level;
use crate::pathway::health::deaths;
use crate::pathway::measure::census::{self, stage};
use crate::pathway::person::{Id, slot};
use crate::pathway::police::offending;
use crate::pathway::population::turnover;
use crate::pathway::slots::{EVERYTHING, STEP_TOO, TOUCHES, Touched, bit, rate};
use crate::pathway::world::World;

impl World<'_> {
    /// Brings the rates, levels and agenda of a person in line with their state. Every event
    /// ends here for everyone whose state it changed.
    pub(in crate::pathway) fn refresh(&mut self, id: Id) {
        self.set_rates(id, EVERYTHING);
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
    /// Most events are of that kind. If nothing happened, nothing but the rate of the channel that
    /// fired can have changed; otherwise what its slot can touch.
    pub(in crate::pathway::run) fn refresh_part(&mut self, id: Id, due: usize, happened: bool) {
        let touched = if happened || due >= slot::CHANNELS {
            TOUCHES[due]
        } else {
            bit(due)
        };
        self.set_rates(id, touched);
        if touched & STEP_TOO != 0 {
            self.set_step(id);
        }
        self.reschedule(id);
        self.note_state(id);
    }

    /// Sets the date of the next step of slow variables.
    #[inline]
    fn set_step(&mut self, id: Id) {
        let m = self.model(id);
        let p = &mut self.people[id];
        let step = turnover::next_step(p, m, self.now);
        p.clocks.set_timer(slot::STEP, step);
    }

    /// Sets the channels that are touched to their present rates. Out of line: one copy of all
    /// hazards stays in the instruction cache.
    #[inline(never)]
    fn set_rates(&mut self, id: Id, touched: Touched) {
        let now = self.now;
        let m = self.model(id);
        let p = &mut self.people[id];
        debug_assert!(p.stage != stage::OUTSIDE);
        let mut left = touched & !STEP_TOO;
        while left != 0 {
            let channel = left.trailing_zeros() as usize;
            left &= left - 1;
            let rate = rate(p, m, channel, now);
            p.clocks.set_rate(channel, rate as f32, now);
            match channel {
                slot::ARREST => {
                    let offences = (rate * offending::offences_per_arrest(p, m)) as f32;
                    let before = std::mem::replace(&mut p.offence_hazard, offences);
                    census::note_offences(&mut self.seen, p, m, before, now);
                }
                slot::OVERDOSE => {
                    let witnesses = self.areas[p.home()].kits.witnesses();
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
        self.set_rates(id, bit(slot::OVERDOSE));
        self.reschedule(id);
    }

    /// Puts the earliest date of a person into the agenda, if it is not there.
    #[inline]
    fn reschedule(&mut self, id: Id) {
        let p = &mut self.people[id];
        let at = p.clocks.earliest();
        if at != p.scheduled {
            p.scheduled = at;
            let next = p.clocks.slot_at(at);
            self.agenda
                .push(at, slot::CLASS[next], tie(p.key.0, at), id);
        }
    }

    /// What a refresh would change of a person, if anything: what debug builds ask wherever a
    /// refresh is left out or is done in part. Where another date of theirs is due at this very
    /// tick, that will see to it.
    pub(in crate::pathway::run) fn out_of_line(&self, id: Id) -> Option<String> {
        let now = self.now;
        let m = self.model(id);
        let p = &self.people[id];
        if p.clocks.earliest() <= now {
            return None;
        }
        let armed = (0..slot::CHANNELS).filter(|&channel| p.clocks.is_armed(channel));
        for channel in armed {
            let (kept, due) = (p.clocks.rate(channel), rate(p, m, channel, now) as f32);
            if kept != due {
                return Some(format!(
                    "the rate of channel {channel} is {kept}, not {due}"
                ));
            }
        }
        let (kept, due) = (p.exposure, deaths::exposure(p, now));
        if kept != due {
            return Some(format!("the exposure is {kept:?}, not {due:?}"));
        }
        let (kept, due) = (p.clocks.due(slot::STEP), turnover::next_step(p, m, now));
        (kept != due).then(|| format!("the next step is at {kept:?}, not at {due:?}"))
    }

    /// Holds in debug builds that nothing of a person waits for a refresh.
    #[inline]
    pub(in crate::pathway::run) fn hold_in_line(&self, id: Id, after: &dyn std::fmt::Display) {
        if cfg!(debug_assertions) {
            let found = self.out_of_line(id);
            assert_eq!(found, None, "after {after}, at {:?}", self.now);
        }
    }
}
