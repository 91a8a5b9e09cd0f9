//! Peer mentors in prison: who applies, whom the governor approves, vetting, the time as a
//! mentor, and how it ends. Mentors for each client is what acts on treatment.

use crate::engine::Draw;
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, Person, Place, flag, slot};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::strata::{Staff, Use};

/// Rate of applying to be a mentor at any time of a stay.
pub(in crate::pathway::prison) fn rate(p: &Person, m: &Local) -> f64 {
    match p.place == Place::Prison && is_suitable(p) {
        true => *m.peers.suitable,
        false => 0.0,
    }
}

/// Sentenced, free of use, not locked up, and neither a mentor nor about to be one.
fn is_suitable(p: &Person) -> bool {
    p.custody == Custody::Sentenced
        && p.use_ != Use::Dependent
        && !p.is(flag::LOCKED_UP)
        && !p.is(flag::VETTING)
        && !p.is(flag::MENTOR)
}

impl World<'_> {
    /// Sets the posts of the day.
    pub(in crate::pathway) fn resize_peers(&mut self) {
        let share = self.epoch.estate_share * self.plan.scale;
        let posts = libm::round(*self.national().peers.posts * share);
        self.prison.mentors.set_capacity(posts as u32, self.now);
    }

    /// How far mentors reach: 1 where each has as few clients as full effects take.
    pub(in crate::pathway) fn peer_reach(&self) -> f64 {
        let clients = f64::from(self.prison.services[Staff::Psychosocial].pool.held()).max(1.0);
        (f64::from(self.prison.mentors.held()) * *self.national().peers.clients / clients).min(1.0)
    }

    /// An effect that is in full at full reach.
    pub(in crate::pathway::prison) fn with_peers(&self, full: f64) -> f64 {
        1.0 + (full - 1.0) * self.peer_reach()
    }

    /// The end of a programme: who is free of use and has time left may apply to be a mentor.
    pub(in crate::pathway) fn apply_after_programme(&mut self, id: Id) {
        let draw = self.draw(id, Purpose::Mentor, self.people[id].treatments);
        if self.has_time_to_mentor(id) && draw.chance(*self.model(id).peers.applies) {
            self.apply_to_mentor(id, draw);
        }
    }

    /// Somebody suitable applies, whatever brought them to it; true if there is time for it.
    pub(in crate::pathway::prison) fn offer_to_mentor(&mut self, id: Id) -> bool {
        let episode = self.people[id].armed[slot::CONTACT];
        let has_time = self.has_time_to_mentor(id);
        if has_time {
            self.apply_to_mentor(id, self.draw(id, Purpose::MentorOffers, episode));
        }
        has_time
    }

    /// Suitable, and not released before it would be worth it.
    fn has_time_to_mentor(&self, id: Id) -> bool {
        let p = &self.people[id];
        let left = p.clocks.due(slot::CUSTODY).days_since(self.now);
        is_suitable(p) && left >= *self.model(id).peers.shortest_left
    }

    /// The governor of the site decides; vetting follows.
    fn apply_to_mentor(&mut self, id: Id, draw: Draw) {
        let m = self.model(id);
        let rules = &m.peers;
        self.count(Count::MentorApplications, id);
        if !draw.split(1).chance(m.site(&self.people[id]).mentors) {
            return;
        }
        self.count(Count::MentorApprovals, id);
        let days = draw
            .split(2)
            .lognormal(*rules.vetting, *rules.vetting_spread);
        let at = self.now.plus_days(days);
        let p = self.person(id);
        p.set(flag::VETTING, true);
        p.clocks.set_timer(slot::SCHEDULED_CONTACT, at);
    }

    /// Vetting is over, or the time as a mentor is.
    pub(in crate::pathway) fn mentor_date(&mut self, id: Id) -> bool {
        let p = &self.people[id];
        if p.is(flag::VETTING) {
            self.vetted(id);
        } else {
            self.stop_mentoring(id);
        }
        true
    }

    /// Vetted: active from today, if a post is free.
    fn vetted(&mut self, id: Id) {
        let now = self.now;
        self.person(id).set(flag::VETTING, false);
        if !self.prison.mentors.try_take(now) {
            return;
        }
        self.count(Count::MentorStarts, id);
        let episode = self.people[id].treatments;
        let length = *self.national().peers.length;
        let days = self.draw(id, Purpose::MentorLength, episode).exp() * length;
        let p = self.person(id);
        p.set(flag::MENTOR, true);
        p.clocks
            .set_timer(slot::SCHEDULED_CONTACT, now.plus_days(days));
    }

    /// Vetting or mentoring ends: by its time, relapse, transfer, release or death.
    pub(in crate::pathway) fn stop_mentoring(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        if !(p.is(flag::VETTING) || p.is(flag::MENTOR)) {
            return;
        }
        let active = p.is(flag::MENTOR);
        p.set(flag::VETTING | flag::MENTOR, false);
        p.clocks.clear_timer(slot::SCHEDULED_CONTACT);
        if active {
            self.prison.mentors.give_back(now);
            self.count(Count::MentorEnds, id);
        }
    }
}
