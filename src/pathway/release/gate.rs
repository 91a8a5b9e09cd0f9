//! Release: planned or not, what is prepared, the gate, and the contacts of the weeks after.

use crate::engine::{Draw, Tick};
use crate::observe::{Count, Elapsed};
use crate::pathway::community::treatment::CONTINUITY_DAYS;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Exit, Id, Person, Source, Treatment, flag, slot};
use crate::pathway::release::preparation::days_before;
use crate::pathway::release::through_the_gate::{odds as supported_odds, supported_chance};
use crate::pathway::values::plan::{Local, with_odds};
use crate::pathway::world::World;
use crate::pathway::world::moves::Move;
use crate::strata::{Housing, Use};

/// The fortnight in which front-loading acts, days: that of `release.contacts_in_fortnight`.
const FORTNIGHT: f64 = 14.0;

/// How many contacts there are in all, and how many of them in the first fortnight.
fn schedule(m: &Local) -> (f64, f64) {
    let all = libm::round(*m.release.contacts).min(200.0);
    let early = libm::round(all * *m.release.contacts_in_fortnight).min(all);
    (all, early)
}

/// Day after release of contact `k`.
fn contact_day(k: f64, all: f64, early: f64, over: f64) -> f64 {
    if k < early {
        FORTNIGHT * (k + 0.5) / early
    } else {
        FORTNIGHT + (over - FORTNIGHT).max(0.0) * (k - early + 0.5) / (all - early)
    }
}

/// A uniform that shares luck with the others of one plan: the common cause of its successes.
fn joint(own: Draw, shared: Draw, correlation: f64) -> f64 {
    let r = correlation.clamp(0.0, 1.0);
    let z = libm::sqrt(r) * shared.normal() + libm::sqrt(1.0 - r) * own.normal();
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

impl World<'_> {
    /// Through the gate: what belonged to the stay ends, and what chance brings outside begins.
    /// With the loop of the surge off, people released in `bulk` are no load on services.
    pub(in crate::pathway) fn pass_gate(&mut self, id: Id, bulk: bool) {
        let now = self.now;
        let p = self.person(id);
        p.released = now;
        p.releases = p.releases.wrapping_add(1);
        p.set(
            flag::MET | flag::IN_REACH | flag::CURFEW | flag::FIXED_TERM,
            false,
        );
        for channel in [
            slot::MOVE,
            slot::HOUSING,
            slot::USE,
            slot::TREATMENT,
            slot::CONTACT,
        ] {
            self.rearm(id, channel);
        }
        if !*self.national().loops.early_release_surge {
            self.person(id).set(flag::WEIGHTLESS, bulk);
        }
    }

    /// Released early with many others: under pressure of places, or because the release
    /// point moved within the last weeks.
    pub(in crate::pathway) fn is_bulk(&self, id: Id, exit: Exit) -> bool {
        let within = *self.model(id).release.bulk_within;
        let moved = || self.is_shortened_since(id, days_before(self.now, within));
        let inside_longer = self.now.days_since(self.people[id].received) > within;
        match exit {
            Exit::Early => true,
            Exit::Sentence | Exit::Curfew => inside_longer && moved(),
            Exit::Recall | Exit::Court | Exit::Committal => false,
        }
    }

    /// Whether the day of a release was known in time to plan it.
    pub(in crate::pathway) fn is_planned(&self, id: Id, exit: Exit) -> bool {
        if matches!(exit, Exit::Early | Exit::Court) || self.at_short_notice(id) {
            return false;
        }
        let p = &self.people[id];
        let pressed = self.is_pressed(p.sex())
            && self
                .draw(id, Purpose::Pressed, p.receptions)
                .chance(*self.national().prison.unplanned_when_pressed);
        !pressed
    }

    /// Counts a release by the way out.
    pub(in crate::pathway) fn count_release(&mut self, id: Id, exit: Exit, planned: bool) {
        self.person(id).release_housing = self.people[id].housing;
        match exit {
            Exit::Recall => {
                let days = self.now.days_since(self.people[id].received);
                self.count(Count::RecallReleases, id);
                self.add_days(Elapsed::Recall, id, days);
            }
            Exit::Court => self.count(Count::CourtReleases, id),
            Exit::Committal => {}
            Exit::Sentence | Exit::Early | Exit::Curfew => self.count_leaver(Count::Releases, id),
        }
        if exit == Exit::Early {
            self.count(Count::EarlyReleases, id);
        }
        if exit == Exit::Curfew {
            self.count(Count::HdcReleases, id);
        }
        if !planned {
            self.count(Count::Unplanned, id);
        }
        self.count_leaver(Count::AllLeavers, id);
        if self.is_friday(self.now) {
            self.count(Count::FridayReleases, id);
        }
        if self.people[id].housing == Housing::Homeless {
            self.count_leaver(Count::LeaversHomeless, id);
        }
    }

    /// What the work before the gate has come to, what happens at it, and the schedule after it,
    /// for a person with need.
    pub(in crate::pathway) fn set_out(&mut self, id: Id, with_plan: bool, continuing: bool) {
        let now = self.now;
        let m = self.model(id);
        let r = &m.release;
        let p = &self.people[id];
        let episode = p.releases;
        let succeeds = |purpose, chance: f64| self.plan_succeeds(id, purpose, with_plan, chance);
        let scheme = p.gate_scheme(m);
        let supported = scheme.is_some_and(|scheme| {
            self.draw(id, Purpose::GateInReach, episode)
                .chance(*scheme.in_reach)
        });
        let in_reach = supported || (with_plan && succeeds(Purpose::InReach, *r.in_reach));
        let chance = if with_plan {
            *r.appointment
        } else {
            *r.appointment_unplanned
        };
        let appointment = succeeds(
            Purpose::Appointment,
            supported_chance(p, m, chance, |s| *s.appointment * *s.partnership),
        );
        let bridged = p.is(flag::MAINTAINED) && succeeds(Purpose::Bridge, *r.bridge);
        let met = succeeds(Purpose::Met, *r.met_at_gate) || self.escort(id);
        let same_day = met && self.is_brought(id);
        let appointment = appointment || same_day;
        self.person(id).set(flag::IN_REACH, in_reach);
        self.note_leaver(id, continuing, appointment, bridged, met);
        self.send(id, Move::Resumes);
        let p = self.person(id);
        p.set(flag::MET, met);
        // A depot given inside may last longer than what is handed over at the gate.
        if bridged {
            let end = now.plus_days(*r.bridge_length);
            let depot = p.is_bridged(now).then_some(p.bridged_until);
            p.bridged_until = depot.map_or(end, |until| until.max(end));
        }
        if same_day {
            self.send(id, Move::Brought(Source::Prison));
        } else if appointment {
            let wait = self
                .draw(id, Purpose::AppointmentWait, episode)
                .lognormal(*r.appointment_wait, *r.appointment_spread);
            let wait = self.opening(wait);
            self.send(id, Move::Appointment(Source::Prison, wait));
        }
        self.leave_with_naloxone(id);
        let (all, _) = schedule(m);
        self.person(id).contacts_left = all as u8;
        self.next_contact(id);
    }

    /// Whether one thing is in place on the day. Under one plan its successes, a place to live
    /// included, share their luck; the chance of each is what it is without one.
    pub(in crate::pathway) fn plan_succeeds(
        &self,
        id: Id,
        what: Purpose,
        with_plan: bool,
        chance: f64,
    ) -> bool {
        let correlation = if with_plan {
            *self.model(id).release.joint_plan
        } else {
            0.0
        };
        let episode = self.people[id].releases;
        let shared = self.draw(id, Purpose::JointPlan, episode);
        joint(self.draw(id, what, episode), shared, correlation) < chance
    }

    /// Naloxone in the hands of a leaver.
    fn leave_with_naloxone(&mut self, id: Id) {
        let p = &self.people[id];
        let chance = *self.model(id).release.naloxone;
        if p.uses_opiates()
            && self
                .draw(id, Purpose::NaloxoneHanded, p.releases)
                .chance(chance)
        {
            self.count(Count::LeaversNaloxone, id);
            self.send(id, Move::Naloxone);
        }
    }

    /// Counts what a leaver with need leaves with, and opens the 21 days of follow-up.
    fn note_leaver(
        &mut self,
        id: Id,
        continuing: bool,
        appointment: bool,
        bridged: bool,
        met: bool,
    ) {
        let followed = self.now.plus_days(CONTINUITY_DAYS) <= self.plan.end;
        let p = self.person(id);
        p.set(flag::LEAVER, followed);
        p.set(flag::CONTINUITY, followed && continuing);
        if followed {
            self.count_leaver(Count::Leavers, id);
        }
        let housed = self.people[id].housing != Housing::Homeless;
        if followed && appointment && housed {
            self.count_leaver(Count::LeaversReady, id);
        }
        if followed && continuing {
            self.count_leaver(Count::Continuing, id);
        }
        let p = &self.people[id];
        let in_reach = p.is(flag::IN_REACH);
        let facts = [
            (appointment, Count::LeaversAppointment),
            (bridged, Count::LeaversBridged),
            (met, Count::LeaversMet),
            (in_reach, Count::LeaversInReach),
            (p.is(flag::RECONNECT), Count::LeaversReconnect),
            (p.is(flag::LOCAL_SCHEME), Count::LeaversLocalScheme),
            (p.is(flag::DELIVERED), Count::LeaversDelivered),
            (p.is(flag::COMPLETED), Count::LeaversCompleted),
            (p.is(flag::MAINTAINED), Count::LeaversPrescribed),
        ];
        for (_, count) in facts
            .into_iter()
            .filter(|&(true_of, _)| true_of && followed)
        {
            self.count_leaver(count, id);
        }
    }

    /// Sets the clock to the next contact of the schedule.
    fn next_contact(&mut self, id: Id) {
        let now = self.now;
        let m = self.model(id);
        let (all, early) = schedule(m);
        let over = *m.release.contacts_over;
        let p = self.person(id);
        if p.contacts_left == 0 {
            p.clocks.clear_timer(slot::SCHEDULED_CONTACT);
            return;
        }
        let k = (all - f64::from(p.contacts_left)).max(0.0);
        let at = p
            .released
            .plus_days(contact_day(k, all, early, over))
            .max(Tick(now.0 + 1));
        p.clocks.set_timer(slot::SCHEDULED_CONTACT, at);
    }

    /// A contact of the schedule is due: kept or not, and it may lead to treatment.
    pub(in crate::pathway) fn scheduled_contact(&mut self, id: Id) -> bool {
        let now = self.now;
        let m = self.model(id);
        let r = &m.release;
        let p = self.person(id);
        if p.is(flag::AT_LARGE) || p.contacts_left == 0 {
            p.contacts_left = 0;
            return false;
        }
        let step = u32::from(p.contacts_left);
        p.contacts_left -= 1;
        let episode = p.releases;
        let delivered = self.delivered(id);
        if !self
            .draw(id, Purpose::ContactDelivered, episode)
            .split(step)
            .chance(delivered)
        {
            self.next_contact(id);
            return true;
        }
        let p = &self.people[id];
        let untreated = p.treatment != Treatment::Treated;
        let mut odds = p.engagement(m) * supported_odds(p, m, |scheme| *scheme.contact);
        odds *= p.odds_of_home(m, *r.contact_homeless);
        if p.use_ == Use::Dependent && untreated {
            odds *= *r.contact_dependent;
        }
        let links = *r.contact_links * p.gate_factor(m, |scheme| *scheme.links);
        let kept = self
            .draw(id, Purpose::ContactKept, episode)
            .split(step)
            .chance(with_odds(*r.contact_kept, odds));
        if kept {
            self.contact_kept(id);
            let links = self
                .draw(id, Purpose::ContactLinks, episode)
                .split(step)
                .chance(links.min(1.0));
            if untreated && links {
                self.send(id, Move::Brought(Source::Prison));
            }
        }
        if kept {
            self.person(id).contacted = now;
        }
        self.next_contact(id);
        true
    }

    /// Counts a kept contact of a leaver who is counted: those in treatment already go on
    /// keeping theirs.
    fn contact_kept(&mut self, id: Id) {
        let p = &self.people[id];
        let (released, strata) = (p.released, p.strata_of_release());
        if released.plus_days(CONTINUITY_DAYS) > self.plan.end {
            return;
        }
        if self.now.days_since(released) <= FORTNIGHT {
            self.seen
                .count_at(Count::ContactsFortnight, strata, released);
        }
        self.seen.count_at(Count::ContactsKept, strata, released);
    }

    /// Custody ends the weeks after a release: contacts of the schedule, a prescription from it,
    /// and what was asked before the next.
    pub(in crate::pathway) fn end_aftercare(&mut self, id: Id) {
        let p = self.person(id);
        p.set(
            flag::RECONNECT_ASKED | flag::LOCAL_SCHEME_ASKED | flag::PREPARING | flag::WEIGHTLESS,
            false,
        );
        p.contacts_left = 0;
        p.set(flag::MAINTAINED, false);
        p.bridged_until = Tick::NEVER;
        p.clocks.clear_timer(slot::SCHEDULED_CONTACT);
        p.clocks.clear_timer(slot::CUSTODY);
        debug_assert!(p.custody == Custody::None);
    }
}

impl Person {
    /// Whether a bridging prescription is in hand.
    #[inline]
    pub fn is_bridged(&self, now: Tick) -> bool {
        !self.bridged_until.is_never() && self.bridged_until > now
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Key;

    /// Protects: a joint plan makes successes go together and leaves the chance of each alone.
    #[test]
    fn a_joint_plan_raises_joint_successes_at_the_same_chances() {
        const CHANCES: [f64; 2] = [0.7, 0.4];
        const PEOPLE: u32 = 20_000;
        let share = |correlation: f64| {
            let mut hits = [0_u32; 3];
            for person in 0..PEOPLE {
                let key = Key::root(1, person);
                let shared = key.draw(1, 0, 0);
                let won: [bool; 2] = std::array::from_fn(|i| {
                    joint(key.draw(2 + i as u32, 0, 0), shared, correlation) < CHANCES[i]
                });
                for (hit, yes) in hits.iter_mut().zip([won[0], won[1], won[0] && won[1]]) {
                    *hit += u32::from(yes);
                }
            }
            hits.map(|n| f64::from(n) / f64::from(PEOPLE))
        };
        let (apart, together) = (share(0.0), share(0.8));
        for (i, chance) in CHANCES.into_iter().enumerate() {
            assert!((apart[i] - chance).abs() < 0.015, "{apart:?}");
            assert!((together[i] - chance).abs() < 0.015, "{together:?}");
        }
        assert!(
            (apart[2] - CHANCES[0] * CHANCES[1]).abs() < 0.015,
            "{apart:?}"
        );
        assert!(together[2] > apart[2] + 0.05, "{apart:?} {together:?}");
    }
}
