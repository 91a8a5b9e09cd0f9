//! Structured treatment in the community: referral, assessment, the waiting list, contact that
//! falls with load, dropout, and completion. Opiate and other services are apart.

use crate::engine::{Pool, Request, Tick, Ticket};
use crate::observe::{Count, Elapsed, Spread};
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::state::{Field, Reads};
use crate::pathway::person::{Id, Person, Requirement, Source, Treatment, flag, slot};
use crate::pathway::release::through_the_gate::Scheme;
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::pathway::world::moves::Move;
use crate::strata::{Staff, Use};

/// Continuity of care looks for a start within three weeks of release: the definition of the
/// statistic, as reports on treatment in secure settings publish it (PTX-042).
pub(in crate::pathway) const CONTINUITY_DAYS: f64 = 21.0;
/// Starts of people who left custody are counted up to twelve weeks after release: the definition of
/// the metric.
const LEAVER_DAYS: f64 = 84.0;
/// A wait of more than three weeks is counted as late: the definition of the statistic (CTX-007).
const LATE_DAYS: f64 = 21.0;

/// The service that treats a person.
pub(in crate::pathway) fn service_of(p: &Person) -> Staff {
    if p.uses_opiates() {
        Staff::Opiate
    } else {
        Staff::OtherCommunity
    }
}

/// What the treatment channel reads of a person, inside and outside.
pub(in crate::pathway) const READS: Reads = Reads::of(&[
    Field::Custody,
    Field::Place,
    Field::Use,
    Field::Treatment,
    Field::Substance,
    Field::Site,
])
.and(
    flag::CLINICAL
        | flag::CLINICAL_WAITING
        | flag::MAINTAINED
        | flag::ISFL
        | flag::ISFL_REMOVED
        | flag::MANDATED
        | flag::LOCAL_SCHEME
        | flag::RECONNECT
        | flag::STARTING_POINT
        | flag::IN_TOUCH
        | flag::DESISTED,
);

/// The values that the treatment channel reads, inside and outside.
pub(in crate::pathway) fn values_read(m: &Local) -> impl PartialEq + '_ {
    let (care, inside) = (&m.community_treatment, &m.custody_treatment);
    (
        (&care.self_referral, &care.self_referral_no_justice),
        (&care.gives_up, &care.dropout_early, &care.dropout_late),
        (&care.dropout_mandated, &care.dropout_load_cap),
        Scheme::ALL.map(|scheme| *scheme.values(m).dropout),
        (
            &inside.dropout,
            &inside.maintenance_stopped,
            &inside.asks_again,
        ),
    )
}

/// Rate of the treatment channel, which means self-referral, giving up the wait, or dropout;
/// in prison see `custody_treatment`. Dropout runs at its highest and is thinned by load.
pub(in crate::pathway) fn rate(p: &Person, m: &Local, now: Tick) -> f64 {
    if !p.has_need() {
        return 0.0;
    }
    let t = &m.community_treatment;
    if p.in_custody() {
        return crate::pathway::prison::treatment::programmes::rates(p, m)
            .iter()
            .sum();
    }
    match p.treatment {
        Treatment::None => untreated_rates(p, m).iter().sum(),
        Treatment::Waiting | Treatment::Referred => *t.gives_up,
        Treatment::Treated => {
            let group = p.substance;
            let early = now < early_until(p, m);
            let base = if early {
                *t.dropout_early[group]
            } else {
                *t.dropout_late[group]
            };
            let mandated = if p.is(flag::MANDATED) {
                *t.dropout_mandated
            } else {
                1.0
            };
            base * mandated * held(p, m) * *t.dropout_load_cap / p.engagement(m)
        }
        Treatment::Booked => 0.0,
    }
}

/// When the first weeks of treatment, in which more people drop out, are over.
pub(in crate::pathway) fn early_until(p: &Person, m: &Local) -> Tick {
    p.treatment_since
        .plus_days(*m.community_treatment.dropout_early_for)
}

/// What holds a person in treatment, on dropout.
fn held(p: &Person, m: &Local) -> f64 {
    let gate = p.gate_factor(m, |scheme| *scheme.dropout);
    gate * if p.is(flag::STARTING_POINT) {
        *m.housing.starting_point.dropout
    } else {
        1.0
    }
}

/// Rates of an untreated person at liberty: self-referral, being brought to treatment by daily
/// contact, coming to the low-threshold service, and losing touch with it.
fn untreated_rates(p: &Person, m: &Local) -> [f64; 4] {
    let t = &m.community_treatment;
    let own = if p.use_ == Use::Dependent || p.use_ == Use::Reduced {
        let justice = if p.propensity > 0.0 {
            1.0
        } else {
            *t.self_referral_no_justice
        };
        let in_touch = if p.is(flag::IN_TOUCH) {
            *m.harm_reduction.self_referral
        } else {
            1.0
        };
        *t.self_referral[p.substance] * justice * in_touch * p.engagement(m)
    } else {
        0.0
    };
    let links = if p.is(flag::STARTING_POINT) {
        *m.housing.starting_point.links
    } else {
        0.0
    };
    let (reach, leaves) = crate::pathway::community::low_threshold::rates(p, m);
    [own, links, reach, leaves]
}

impl World<'_> {
    /// The treatment channel fires.
    pub(in crate::pathway) fn treatment_channel(&mut self, id: Id) -> bool {
        match self.people[id].treatment {
            Treatment::Treated => self.drop_out_under_load(id),
            Treatment::Waiting | Treatment::Referred => {
                self.count(Count::GaveUp, id);
                self.leave_line(id);
                true
            }
            _ => self.untreated_event(id),
        }
    }

    /// What an untreated person does: see [`untreated_rates`].
    fn untreated_event(&mut self, id: Id) -> bool {
        let p = &self.people[id];
        let rates = untreated_rates(p, self.model(id));
        let what = self
            .draw(id, Purpose::Reached, p.armed[slot::TREATMENT])
            .index(&rates);
        match what {
            0 => self.refer(id, Source::Own),
            1 => self.refer_at_once(id, Source::Prison),
            2 => return self.come_in_touch(id),
            _ => return self.lose_touch_under_load(id),
        }
        true
    }

    /// Asks for a place: treatment starts, or the person joins the waiting list by priority.
    pub(in crate::pathway::community) fn ask(&mut self, id: Id) {
        let now = self.now;
        let m = self.model(id);
        let t = &m.community_treatment;
        let p = &self.people[id];
        let of_source = match p.source {
            Source::Prison => *t.priority_prison,
            Source::Requirement => *t.priority_requirement,
            Source::Police => *t.priority_police,
            Source::Own => *t.priority_self,
        };
        let class = match *t.longest_first {
            // One class for all, in which the first to come is served first: the last, so that it is
            // behind whoever waited before the rule.
            true => Pool::LAST_CLASS,
            false => of_source.clamp(0.0, f64::from(Pool::LAST_CLASS)) as u8,
        };
        let (area, service) = (p.home(), service_of(p));
        if p.is(flag::WEIGHTLESS) {
            self.person(id).set(flag::TREATED_BESIDE, true);
            self.areas[area].beside[service] += 1;
            self.start_treatment(id);
            return;
        }
        match self.areas[area].services[service]
            .pool
            .request(id, class, now)
        {
            Request::Granted => self.start_treatment(id),
            Request::Queued(ticket) => {
                let p = self.person(id);
                p.treatment = Treatment::Waiting;
                p.ticket = ticket;
                self.rearm(id, slot::TREATMENT);
            }
        }
    }

    /// Gives free places of a service to those who wait.
    pub(in crate::pathway) fn serve_community(&mut self, area: usize, service: Staff) {
        while let Some(served) = self.areas[area].services[service].pool.serve_next(self.now) {
            self.start_treatment(served.row);
            self.touch(served.row);
        }
    }

    fn start_treatment(&mut self, id: Id) {
        let now = self.now;
        self.count(Count::TreatmentStarts, id);
        let referred = self.people[id].treatment_since;
        let waited = now.days_since(referred);
        self.add_days(Elapsed::TreatmentWait, id, waited);
        if waited > LATE_DAYS {
            self.count(Count::TreatmentLate, id);
        }
        self.end_wait(id);
        if self.is_recent_leaver(id) {
            self.count_leaver(Count::LeaverStarts, id);
        }
        self.continuity(id);
        self.enter_treatment(id);
        self.send(id, Move::TreatmentBegan);
    }

    /// A wait for treatment ends, whether treatment begins or not.
    pub(in crate::pathway::community) fn end_wait(&mut self, id: Id) {
        let p = &self.people[id];
        let days = self.now.days_since(p.treatment_since);
        self.seen.add_spread(Spread::Wait, p.strata(), days);
        let (waits, sum) = match p.source {
            Source::Own => (Count::WaitsOwn, Elapsed::WaitOwn),
            Source::Police => (Count::WaitsPolice, Elapsed::WaitPolice),
            Source::Prison => (Count::WaitsPrison, Elapsed::WaitPrison),
            Source::Requirement => (Count::WaitsRequirement, Elapsed::WaitRequirement),
        };
        self.count(Count::Waits, id);
        self.add_days(Elapsed::Wait, id, days);
        self.count(waits, id);
        self.add_days(sum, id, days);
    }

    /// Within twelve weeks of release.
    fn is_recent_leaver(&self, id: Id) -> bool {
        let released = self.people[id].released;
        !released.is_never() && self.now.days_since(released) < LEAVER_DAYS
    }

    /// Treatment goes on after custody as it was before, where that loop is switched off: no
    /// assessment, no waiting list.
    pub(in crate::pathway) fn resume_treatment(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        if !p.is(flag::RESUMES) {
            return;
        }
        p.set(flag::RESUMES, false);
        p.treatment_since = now;
        let (area, service) = (p.home(), service_of(p));
        self.areas[area].services[service].pool.force_take(now);
        self.start_treatment(id);
    }

    /// The statistic of continuity: a start within 21 days of release.
    fn continuity(&mut self, id: Id) {
        let p = &self.people[id];
        if self.now.days_since(p.released) >= CONTINUITY_DAYS {
            return;
        }
        let (released, strata) = (p.released, p.strata_of_release());
        for (flag, count) in [
            (flag::LEAVER, Count::LeaversTreated),
            (flag::CONTINUITY, Count::Continued),
        ] {
            if self.people[id].is(flag) {
                self.seen.count_at(count, strata, released);
                self.person(id).set(flag, false);
            }
        }
    }

    fn enter_treatment(&mut self, id: Id) {
        let now = self.now;
        let m = self.model(id);
        self.seen_in_treatment(id);
        self.lose_touch(id);
        let p = self.person(id);
        p.treatment = Treatment::Treated;
        p.ticket = Ticket::NONE;
        p.treatment_since = now;
        p.treatments = p.treatments.wrapping_add(1);
        p.set(flag::MANDATED, p.requirement != Requirement::None);
        p.clocks.clear_timer(slot::APPOINTMENT);
        let (group, episode) = (p.substance, p.treatments);
        let t = &m.community_treatment;
        let days = self
            .draw(id, Purpose::TreatmentLength, episode)
            .lognormal(*t.length[group], *t.length_spread);
        self.person(id)
            .clocks
            .set_timer(slot::TREATMENT_END, now.plus_days(days));
        self.rearm(id, slot::TREATMENT);
        if self.people[id].use_ == Use::Dependent {
            self.rearm(id, slot::USE);
        }
    }

    /// A candidate for dropout, accepted by the load of the service today.
    fn drop_out_under_load(&mut self, id: Id) -> bool {
        let m = self.model(id);
        let p = &self.people[id];
        let service = service_of(p);
        let load = if *m.loops.caseload {
            self.areas[p.home()].services[service]
                .load(m.workers(service))
                .max(1.0)
        } else {
            1.0
        };
        let cap = *m.community_treatment.dropout_load_cap;
        let factor = libm::pow(load, *m.community_treatment.dropout_exponent).min(cap);
        if !self.accepts(id, slot::TREATMENT, factor / cap) {
            return false;
        }
        self.count(Count::TreatmentDropped, id);
        if self.is_recent_leaver(id) {
            self.count_leaver(Count::LeaverDropouts, id);
        }
        self.leave_treatment(id);
        true
    }

    /// The planned end of treatment: a successful completion.
    pub(in crate::pathway) fn treatment_completed(&mut self, id: Id) {
        self.count(Count::TreatmentCompleted, id);
        self.leave_treatment(id);
        self.send(id, Move::Uses(Use::Abstinent));
    }

    /// A place is given up; the next in the queue starts at once.
    fn leave_treatment(&mut self, id: Id) {
        let now = self.now;
        self.count(Count::TreatmentExits, id);
        let p = self.person(id);
        p.treatment = Treatment::None;
        p.set(flag::MANDATED, false);
        p.clocks.clear_timer(slot::TREATMENT_END);
        let (area, service, beside) = (p.home(), service_of(p), p.is(flag::TREATED_BESIDE));
        p.set(flag::TREATED_BESIDE, false);
        if beside {
            self.areas[area].beside[service] -= 1;
        } else {
            self.areas[area].services[service].pool.give_back(now);
            self.serve_community(area, service);
        }
        self.rearm(id, slot::TREATMENT);
        if self.people[id].use_ == Use::Reduced {
            self.rearm(id, slot::USE);
        }
    }

    /// Off the waiting list, out of the appointment, or the referral.
    fn leave_line(&mut self, id: Id) {
        self.end_wait(id);
        let now = self.now;
        let p = self.person(id);
        let ticket = p.ticket;
        p.treatment = Treatment::None;
        p.ticket = Ticket::NONE;
        p.clocks.clear_timer(slot::APPOINTMENT);
        let (area, service) = (p.home(), service_of(p));
        self.areas[area].services[service]
            .pool
            .withdraw(ticket, now);
        self.rearm(id, slot::TREATMENT);
    }

    /// Custody cuts treatment in the community; where that loop is off it goes on afterwards.
    pub(in crate::pathway) fn treatment_cut_by_custody(&mut self, id: Id) {
        let treated = self.people[id].in_community_treatment();
        if treated {
            self.count(Count::TreatmentCustody, id);
        }
        let kept = treated && !*self.national().loops.tenancy_and_place;
        self.community_treatment_cut(id);
        self.person(id).set(flag::RESUMES, kept);
    }

    /// Custody or death ends treatment in the community, and any wait for it.
    pub(in crate::pathway) fn community_treatment_cut(&mut self, id: Id) {
        match self.people[id].treatment {
            Treatment::None => {}
            Treatment::Treated => self.leave_treatment(id),
            _ => self.leave_line(id),
        }
    }

    /// A patient of the first day, part of the way through treatment.
    pub(in crate::pathway) fn start_in_treatment(&mut self, id: Id) {
        let p = &self.people[id];
        let (area, service) = (p.home(), service_of(p));
        if !self.areas[area].services[service].pool.try_take(self.now) {
            return;
        }
        self.enter_treatment(id);
        self.send(id, Move::Uses(Use::Reduced));
        let m = self.model(id);
        let p = &self.people[id];
        let t = &m.community_treatment;
        let draw = self.draw(id, Purpose::TreatmentLength, p.treatments);
        let sigma = *t.length_spread;
        let biased = *t.length[p.substance] * libm::exp(sigma * sigma);
        let left = draw.lognormal(biased, sigma) * draw.split(1).unit();
        let at = self.now.plus_days(left.max(0.5));
        self.person(id).clocks.set_timer(slot::TREATMENT_END, at);
    }
}
