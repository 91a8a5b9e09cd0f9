//! Brings people in line with their state: rates, levels, the agenda. Every event ends here for
//! everybody whose state it changed.

use crate::engine::{Agenda, tie};
use crate::observe::Level;
use crate::pathway::health::deaths;
use crate::pathway::measure::census::{self, stage};
use crate::pathway::person::state::{State, differ};
use crate::pathway::person::{Id, slot};
use crate::pathway::police::offending;
use crate::pathway::population::turnover;
use crate::pathway::slots::{
    EVERYTHING, READERS, STEP_TOO, TOUCHES, Touched, bit, each_rate, rate,
};
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

    /// Brings a person in line after an event of their own: the same as [`World::refresh`] with less
    /// work. Rated again are the channels that read what changed since `before`, those that were
    /// armed, and what else the slot can touch; where nothing happened, that is the channel that
    /// fired.
    pub(in crate::pathway::run) fn refresh_after(
        &mut self,
        id: Id,
        due: usize,
        happened: bool,
        before: &State,
    ) {
        let after = self.people[id].state();
        let is_changed = differ(&after, before);
        let mut touched = self.rearmed;
        touched |= if happened || due >= slot::CHANNELS {
            TOUCHES[due]
        } else {
            bit(due)
        };
        if is_changed {
            touched |= READERS.between(before, &after) | STEP_TOO;
        }
        self.set_rates(id, touched);
        if touched & STEP_TOO != 0 {
            self.set_step(id);
        }
        self.reschedule(id);
        if is_changed {
            self.keep_caseload(id);
            self.recount(id);
        }
        self.note_state(id);
    }

    /// Sets the date of the next step of slow variables; one that is due at this very tick comes
    /// first.
    #[inline]
    fn set_step(&mut self, id: Id) {
        let m = self.model(id);
        let p = &mut self.people[id];
        if p.clocks.due(slot::STEP) <= self.now {
            return;
        }
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
        let ageing = &self.plan.ageing;
        let witnesses = self.areas[p.home()].kits.witnesses();
        let seen = &mut self.seen;
        each_rate(touched, p, m, now, |p, channel, rate| match channel {
            slot::ARREST => {
                let time = &ageing.offending.pace;
                p.clocks.set_rate_in(time, channel, rate as f32, now);
                let offences = (rate * offending::offences_per_arrest(p, m)) as f32;
                let before = std::mem::replace(&mut p.offence_hazard, offences);
                census::note_offences(seen, p, m, before, now);
            }
            slot::DEATH => {
                let time = &ageing.death.pace;
                p.clocks.set_rate_in(time, channel, rate as f32, now);
            }
            slot::OVERDOSE => {
                p.clocks.set_rate(channel, rate as f32, now);
                let deaths = (rate * deaths::fatal_share(p, m, witnesses)) as f32;
                let before = std::mem::replace(&mut p.overdose_hazard, deaths);
                seen.rehazard(Level::OverdoseHazard, p.strata(), before, deaths, now);
                let after = (deaths::exposure(p, now), deaths);
                let before = (std::mem::replace(&mut p.exposure, after.0), before);
                seen.expose(p.strata(), before, after, now);
            }
            _ => p.clocks.set_rate(channel, rate as f32, now),
        });
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
        let (at, next) = p.clocks.next();
        p.next = next as u8;
        if at != p.scheduled {
            p.scheduled = at;
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
        let offences = rate(p, m, slot::ARREST, now) * offending::offences_per_arrest(p, m);
        let (kept, due) = (p.offence_hazard, offences as f32);
        if kept != due {
            return Some(format!("the hazard of offences is {kept}, not {due}"));
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
