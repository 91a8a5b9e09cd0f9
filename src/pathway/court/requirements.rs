//! Treatment requirements of orders: drug rehabilitation (DRR), alcohol treatment (ATR) and
//! mental health treatment (MHTR), alone or together. Each has a chain of barriers, every step
//! of it counted, and places with a waiting list before the first appointment.
//!
//! A person is on one waiting list at a time: whoever waits for a requirement's place is not in any
//! other, and a mental health place is asked for at the next review if another one is first.

use crate::engine::{Request, Ticket};
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, Requirement, Source, Treatment, flag};
use crate::pathway::values::plan::{Epoch, with_odds};
use crate::pathway::values::provision::Total;
use crate::pathway::world::World;
use crate::pathway::world::moves::Move;
use crate::pathway::world::services::under_load;
use crate::scenario::schema::RequirementChain;
use crate::strata::{Staff, Substance};

/// Record linkage looks for treatment within three weeks of the requirement: the definition of the
/// statistic (Ministry of Justice and Department of Health and Social Care, linked data).
const SOON_DAYS: f64 = 21.0;

/// Requirements of an order, a bit each.
pub(in crate::pathway) mod required {
    /// Drug rehabilitation.
    pub const DRR: u8 = 1;
    /// Alcohol treatment.
    pub const ATR: u8 = 2;
    /// Mental health treatment.
    pub const MHTR: u8 = 4;
}

/// Pools of places by number.
const DRR_PLACES: usize = 0;
const ATR_PLACES: usize = 1;
const MHTR_PLACES: usize = 2;

/// Places of an area for a population at `scale`.
pub(in crate::pathway) fn places(epoch: &Epoch, area: usize, scale: f64) -> [u32; 3] {
    let places = |what| libm::round(epoch.has(area, what) * scale) as u32;
    [Total::Drr, Total::Atr, Total::Mhtr].map(places)
}

impl Person {
    /// Whether the person is on the waiting list for a place of a requirement.
    #[inline]
    pub fn waits_for_requirement(&self) -> bool {
        self.flags & (flag::REQUIREMENT_LINE | flag::MHTR_LINE) != 0
    }

    /// The pool of the drug or alcohol requirement.
    fn treatment_pool(&self) -> usize {
        if self.is(flag::DRR) {
            DRR_PLACES
        } else {
            ATR_PLACES
        }
    }

    /// The pools in which the person holds a place: drugs or alcohol, and mental health.
    pub(in crate::pathway) fn requirement_places(&self) -> [Option<usize>; 2] {
        [
            self.is(flag::REQUIREMENT_PLACE)
                .then(|| self.treatment_pool()),
            self.is(flag::MHTR_PLACE).then_some(MHTR_PLACES),
        ]
    }

    /// The pool for which the person waits.
    pub(in crate::pathway) fn requirement_line(&self) -> Option<usize> {
        if self.is(flag::REQUIREMENT_LINE) {
            Some(self.treatment_pool())
        } else {
            self.is(flag::MHTR_LINE).then_some(MHTR_PLACES)
        }
    }
}

/// The step of a chain in which a worker at court assesses the person.
const ASSESSED: u32 = 2;

/// What is counted along a chain: eligible, assessed, consented, recommended.
type Steps = [Count; 4];
const ATR_STEPS: Steps = [
    Count::AtrEligible,
    Count::AtrAssessed,
    Count::AtrConsented,
    Count::AtrRecommended,
];
const MHTR_STEPS: Steps = [
    Count::MhtrEligible,
    Count::MhtrAssessed,
    Count::MhtrConsented,
    Count::MhtrRecommended,
];

impl World<'_> {
    /// The requirements that pass their chains, the first of them where too many would.
    pub(in crate::pathway::court) fn requirements_that_fit(&mut self, id: Id, episode: u16) -> u8 {
        let o = &self.model(id).orders;
        let p = &self.people[id];
        let (alcohol, mental) = (p.substance != Substance::None, p.is(flag::MENTAL_HEALTH));
        let mut fit = 0;
        if self.pass_drr_chain(id, episode) {
            fit |= required::DRR;
        }
        if alcohol && self.pass_chain(id, &o.atr, Purpose::AtrChain, ATR_STEPS, episode) {
            fit |= required::ATR;
        }
        if mental && self.pass_chain(id, &o.mhtr.chain, Purpose::MhtrChain, MHTR_STEPS, episode) {
            fit |= required::MHTR;
        }
        let mut kept = 0;
        for one in [required::DRR, required::ATR, required::MHTR] {
            let room = f64::from(u8::count_ones(kept)) + 1.0 <= *o.mhtr.together;
            if fit & one != 0 && room {
                kept |= one;
            }
        }
        kept
    }

    /// The chain of barriers before a drug rehabilitation requirement, each counted.
    fn pass_drr_chain(&mut self, id: Id, episode: u16) -> bool {
        let p = &self.people[id];
        if p.substance == Substance::None || !p.has_drug_need() {
            return false;
        }
        let drr = &self.model(id).orders.drr;
        let eligible = *drr.eligible[p.substance];
        let consents = with_odds(*drr.consents, self.unhurried(id) * p.motivation_factor());
        let chain = [
            (Purpose::DrrEligible, eligible, Some(Count::DrrEligible)),
            (
                Purpose::DrrAssessed,
                *drr.assessed,
                Some(Count::DrrAssessed),
            ),
            (Purpose::DrrConsent, consents, Some(Count::DrrConsented)),
            (
                Purpose::DrrRecommended,
                *drr.recommended,
                Some(Count::DrrRecommended),
            ),
            (Purpose::DrrImposed, *drr.imposed, None),
        ];
        for (purpose, chance, counted) in chain {
            if !self.draw(id, purpose, episode).chance(chance) {
                return false;
            }
            let at_court = matches!(purpose, Purpose::DrrAssessed);
            if at_court && !self.ask_assessor(id) {
                return false;
            }
            if let Some(count) = counted {
                self.count(count, id);
            }
        }
        true
    }

    /// What the load of the assessors leaves of the odds that a person is found suitable and
    /// consents.
    fn unhurried(&self, id: Id) -> f64 {
        let m = self.model(id);
        let area = &self.areas[self.people[id].home()];
        if *m.loops.caseload {
            let team = area.services[Staff::Assessors].team();
            let load = area.assessors.load(team, &m.orders, self.now);
            under_load(load, *m.orders.assessed_hurried)
        } else {
            1.0
        }
    }

    /// The chain of barriers before another requirement.
    fn pass_chain(
        &mut self,
        id: Id,
        chain: &RequirementChain,
        purpose: Purpose,
        counted: Steps,
        episode: u16,
    ) -> bool {
        let p = &self.people[id];
        let eligible = *chain.eligible[p.substance];
        let steps = [
            eligible,
            *chain.assessed,
            with_odds(*chain.consents, self.unhurried(id) * p.motivation_factor()),
            *chain.recommended,
        ];
        let draw = self.draw(id, purpose, episode);
        for ((step, chance), count) in (1..).zip(steps).zip(counted) {
            if !draw.split(step).chance(chance) || (step == ASSESSED && !self.ask_assessor(id)) {
                return false;
            }
            self.count(count, id);
        }
        draw.chance(*chain.imposed)
    }

    /// The requirements of a new order begin: a place is asked for.
    pub(in crate::pathway::court) fn start_requirements(&mut self, id: Id, set: u8) {
        let now = self.now;
        let p = self.person(id);
        p.set(flag::DRR, set & required::DRR != 0);
        p.set(flag::ATR, set & required::ATR != 0);
        p.set(flag::MHTR, set & required::MHTR != 0);
        p.requirement_at = now;
        if set & (required::DRR | required::ATR) != 0 {
            p.requirement = Requirement::Imposed;
        }
        for (one, count) in [
            (required::DRR, Count::DrrStarts),
            (required::ATR, Count::AtrStarts),
            (required::MHTR, Count::MhtrStarts),
        ] {
            if set & one != 0 {
                self.count(count, id);
            }
        }
        if set.count_ones() > 1 {
            self.count(Count::DualRequirements, id);
        }
        let booked = self.ask_requirement_place(id);
        self.ask_mental_health_place(id, booked);
    }

    /// Asks for a place of a drug or alcohol requirement. Who is in treatment, or on the way to
    /// it, stays with the same provider and needs no new place to be free. True if a first
    /// appointment follows.
    fn ask_requirement_place(&mut self, id: Id) -> bool {
        let now = self.now;
        let p = &self.people[id];
        let settled = p.is(flag::REQUIREMENT_PLACE) || p.is(flag::REQUIREMENT_LINE);
        if p.requirement == Requirement::None || settled || p.in_custody() {
            return false;
        }
        let (area, pool) = (p.home(), p.treatment_pool());
        if p.treatment != Treatment::None {
            self.areas[area].requirements[pool].force_take(now);
            self.person(id).set(flag::REQUIREMENT_PLACE, true);
            if self.people[id].in_community_treatment() {
                self.requirement_treated(id);
            }
            return false;
        }
        if p.ticket != Ticket::NONE {
            return false;
        }
        match self.areas[area].requirements[pool].request(id, 0, now) {
            Request::Granted => {
                self.requirement_placed(id);
                true
            }
            Request::Queued(ticket) => {
                let p = self.person(id);
                p.ticket = ticket;
                p.set(flag::REQUIREMENT_LINE, true);
                false
            }
        }
    }

    /// A place is there: the first appointment follows.
    fn requirement_placed(&mut self, id: Id) {
        let drr = &self.model(id).orders.drr;
        let episode = self.people[id].orders;
        let wait = self
            .draw(id, Purpose::FirstAppointment, episode)
            .lognormal(*drr.first_appointment, *drr.first_appointment_spread);
        let p = self.person(id);
        p.set(flag::REQUIREMENT_PLACE, true);
        p.set(flag::REQUIREMENT_LINE, false);
        self.send(id, Move::Appointment(Source::Requirement, wait));
    }

    /// Asks for a course of mental health treatment, unless something else comes first: an
    /// appointment that has just been `booked`, another treatment, another queue.
    fn ask_mental_health_place(&mut self, id: Id, booked: bool) {
        let now = self.now;
        let p = &self.people[id];
        let settled = p.is(flag::MHTR_PLACE) || p.is(flag::MHTR_LINE);
        let busy = booked || !matches!(p.treatment, Treatment::None | Treatment::Treated);
        if !p.is(flag::MHTR) || settled || busy || p.in_custody() || p.ticket != Ticket::NONE {
            return;
        }
        let area = p.home();
        match self.areas[area].requirements[MHTR_PLACES].request(id, 0, now) {
            Request::Granted => self.person(id).set(flag::MHTR_PLACE, true),
            Request::Queued(ticket) => {
                let p = self.person(id);
                p.ticket = ticket;
                p.set(flag::MHTR_LINE, true);
            }
        }
    }

    /// Gives the free places of a pool to those who wait.
    pub(in crate::pathway) fn serve_requirements(&mut self, area: usize, pool: usize) {
        while let Some(served) = self.areas[area].requirements[pool].serve_next(self.now) {
            let id = served.row;
            self.person(id).ticket = Ticket::NONE;
            if pool == MHTR_PLACES {
                let p = self.person(id);
                p.set(flag::MHTR_LINE, false);
                p.set(flag::MHTR_PLACE, true);
            } else {
                self.requirement_placed(id);
            }
            self.touch(id);
        }
    }

    /// The first sign of engagement under a requirement, as case notes would show it.
    pub(in crate::pathway) fn requirement_engaged(&mut self, id: Id) {
        let p = self.person(id);
        if p.requirement != Requirement::Imposed {
            return;
        }
        p.requirement = Requirement::Engaged;
        let (since, strata, drr) = (p.requirement_at, p.strata(), p.is(flag::DRR));
        if drr {
            self.seen.count_at(Count::DrrEngaged, strata, since);
        }
    }

    /// Treatment began, or was there already, under a requirement. Record linkage finds only
    /// some of those who are treated, which decides what is counted and nothing else.
    pub(in crate::pathway) fn requirement_treated(&mut self, id: Id) {
        let now = self.now;
        self.requirement_engaged(id);
        let episode = self.people[id].orders;
        let linked = *self.model(id).orders.drr.linked;
        let found = self.draw(id, Purpose::Linked, episode).chance(linked);
        let p = self.person(id);
        if p.requirement != Requirement::Engaged {
            return;
        }
        p.requirement = Requirement::Started;
        p.set(flag::MANDATED, true);
        if !found {
            return;
        }
        let (since, soon) = (
            p.requirement_at,
            now.days_since(p.requirement_at) <= SOON_DAYS,
        );
        let (strata, drr, atr) = (p.strata(), p.is(flag::DRR), p.is(flag::ATR));
        for (on, ever, early) in [
            (drr, Count::DrrTreated, Count::DrrTreatedSoon),
            (atr, Count::AtrTreated, Count::AtrTreatedSoon),
        ] {
            if on {
                self.seen.count_at(ever, strata, since);
            }
            if on && soon {
                self.seen.count_at(early, strata, since);
            }
        }
    }

    /// A review hearing: who is out of treatment is sent back to it, places that could not be
    /// asked for are, and the course of mental health treatment moves on.
    pub(in crate::pathway::court) fn review_requirements(&mut self, id: Id) {
        let mut booked = self.ask_requirement_place(id);
        let p = &self.people[id];
        let out = p.treatment == Treatment::None && !p.in_custody() && !booked;
        if out && p.is(flag::REQUIREMENT_PLACE) {
            let median = *self.model(id).orders.drr.first_appointment;
            booked = !p.waits_for_requirement();
            self.send(id, Move::Appointment(Source::Requirement, median));
        }
        self.ask_mental_health_place(id, booked);
        self.mental_health_review(id);
    }

    /// The first session is kept or missed; later reviews count the course down.
    fn mental_health_review(&mut self, id: Id) {
        let o = &self.model(id).orders;
        let p = &self.people[id];
        if !p.is(flag::MHTR_PLACE) || p.in_custody() {
            return;
        }
        if p.is(flag::MHTR_BEGUN) {
            let p = self.person(id);
            p.mental_health_reviews = p.mental_health_reviews.saturating_sub(1);
            if p.mental_health_reviews == 0 {
                self.count(Count::MhtrCompleted, id);
                self.leave_mental_health(id);
                self.person(id).set(flag::MHTR, false);
            }
            return;
        }
        // The dates of an order never fall together, so the due day numbers its reviews.
        let number = self.now.day();
        let draw = self.draw(id, Purpose::MhtrSession, p.orders).split(number);
        if draw.chance(with_odds(*o.mhtr.first_attended, p.motivation_factor())) {
            let reviews =
                libm::ceil(*o.mhtr.course / o.drr.review_every.max(7.0)).clamp(1.0, 250.0);
            let p = self.person(id);
            p.set(flag::MHTR_BEGUN, true);
            p.mental_health_reviews = reviews as u8;
            let (strata, since) = (p.strata(), p.requirement_at);
            self.seen.count_at(Count::MhtrTreated, strata, since);
            self.count(Count::MhtrCourses, id);
        } else {
            self.failed_to_comply(id);
        }
    }

    fn leave_mental_health(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        let (held, area) = (p.is(flag::MHTR_PLACE), p.home());
        p.set(flag::MHTR_PLACE | flag::MHTR_BEGUN, false);
        if held {
            self.areas[area].requirements[MHTR_PLACES].give_back(now);
            self.serve_requirements(area, MHTR_PLACES);
        }
    }

    /// Off the waiting list for a place: in custody the ticket is needed for another.
    pub(in crate::pathway) fn leave_requirement_line(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        let Some(pool) = p.requirement_line() else {
            return;
        };
        let (area, ticket) = (p.home(), p.ticket);
        p.ticket = Ticket::NONE;
        p.set(flag::REQUIREMENT_LINE | flag::MHTR_LINE, false);
        self.areas[area].requirements[pool].withdraw(ticket, now);
    }

    /// The requirements of an order end; their places go to who waits.
    pub(in crate::pathway::court) fn end_requirements(&mut self, id: Id) {
        let now = self.now;
        self.leave_requirement_line(id);
        let p = self.person(id);
        let (held, area, pool) = (p.is(flag::REQUIREMENT_PLACE), p.home(), p.treatment_pool());
        p.requirement = Requirement::None;
        p.set(flag::REQUIREMENT_PLACE | flag::MANDATED, false);
        if held {
            self.areas[area].requirements[pool].give_back(now);
            self.serve_requirements(area, pool);
        }
        self.leave_mental_health(id);
        self.person(id)
            .set(flag::DRR | flag::ATR | flag::MHTR, false);
    }
}

/// Whether an order has review hearings.
pub(in crate::pathway::court) fn is_reviewed(p: &Person) -> bool {
    p.requirement != Requirement::None || p.is(flag::MHTR)
}
