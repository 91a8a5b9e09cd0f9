//! Prison: places that bind, police cells, release dates, early release, transfers.

use super::person::{Custody, Housing, Id, Person, Place, flag, offence, slot};
use super::plan::{Epoch, Plan, in_force};
use super::purpose::Purpose;
use super::release::Exit;
use super::world::World;
use crate::engine::{Pool, Request, Tick, Ticket, tie};
use crate::observe::{Count, Level, Strata};
use crate::scenario::schema::{EarlyRelease, ReleasePoint};

/// A release this soon after sentence leaves no time to plan.
const NOTICE_DAYS: f64 = 3.0;
/// Least share of a sentence served before home detention curfew.
const CURFEW_LEAST: f64 = 0.25;
/// Least share of the longest stay served before early release under pressure, days.
const EARLY_LEAST_DAYS: f64 = 14.0;

/// The share of the national estate that the simulated areas fill.
pub(super) fn estate_share(epoch: &Epoch, plan: &Plan) -> f64 {
    let m = &epoch.national;
    plan.areas
        .iter()
        .filter_map(|name| m.areas.get(name))
        .map(|a| a.prison_share.map_or(*a.population_share, |s| *s))
        .sum()
}

/// The ordinary release point of a sentence under the rule of the day.
fn share_served(rule: &ReleasePoint, p: &Person) -> f64 {
    let days = f64::from(p.sentence);
    let excluded = p.offence == offence::VIOLENCE && days >= *rule.excluded_violence_from;
    if excluded || days > *rule.up_to { *rule.excluded_share } else { *rule.share }
}

impl World<'_> {
    /// Sets the places of the day, net of long and indeterminate sentences.
    pub(super) fn resize_estate(&mut self) {
        let prison = &self.national().prison;
        let share = estate_share(self.epoch, self.plan) * self.plan.scale;
        let clinical = *self.national().custody_treatment.clinical_places * share;
        self.clinical.set_capacity(libm::round(clinical) as u32, self.now);
        for sex in 0..2 {
            let places = libm::round(**prison.places.get(sex) * share);
            let long_term = libm::round(**prison.long_term.get(sex) * share).min(places);
            let of_sex = Strata::of_sex(sex as u8);
            let standing = self.estate_constants[sex];
            self.seen.shift(Level::Places, of_sex, places as i64 - standing[0], self.now);
            self.seen.shift(Level::Prison, of_sex, long_term as i64 - standing[1], self.now);
            self.estate_constants[sex] = [places as i64, long_term as i64];
            self.estate[sex].set_capacity((places - long_term) as u32, self.now);
            self.serve_estate(sex);
        }
    }

    /// Reception into custody from liberty: a prison place, or police cells until there is one.
    pub(super) fn receive(&mut self, id: Id, custody: Custody) {
        let now = self.now;
        self.leave_community(id);
        let p = self.person(id);
        p.custody = custody;
        p.received = now;
        p.receptions = p.receptions.wrapping_add(1);
        p.set(flag::AT_LARGE | flag::ENGAGED | flag::INTERRUPTED | flag::EARLY | flag::CURFEW, false);
        if custody != Custody::Recalled {
            if custody == Custody::Remand {
                p.band = 4;
            }
            self.count(Count::Receptions, id);
            if self.people[id as usize].has_need() {
                self.count(Count::ReceptionsNeed, id);
            }
        }
        self.seek_place(id);
        self.rearm(id, slot::MOVE);
        self.rearm(id, slot::HOUSING);
    }

    fn seek_place(&mut self, id: Id) {
        let now = self.now;
        let loops = &self.national().loops;
        let p = &self.people[id as usize];
        let sex = p.sex();
        let placeless = !*loops.full_estate
            || (p.custody == Custody::Recalled && !*loops.recall_fills_prison);
        if placeless {
            self.person(id).set(flag::PLACELESS, true);
            self.admitted(id);
            return;
        }
        match self.estate[sex].request(id, 0, now) {
            Request::Granted => self.admitted(id),
            Request::Queued(ticket) => {
                let p = self.person(id);
                p.place = Place::Cells;
                p.ticket = ticket;
                self.count(Count::CellStays, id);
            }
        }
    }

    /// A place in prison: the stay in cells, if any, is over, and screening begins.
    fn admitted(&mut self, id: Id) {
        let p = self.person(id);
        p.place = Place::Prison;
        p.ticket = Ticket::NONE;
        self.screen(id);
    }

    /// Gives the places that are free to those who wait in cells.
    pub(super) fn serve_estate(&mut self, sex: usize) {
        let now = self.now;
        while let Some(served) = self.estate[sex].serve_next(now) {
            self.admitted(served.row);
            self.refresh(served.row);
        }
    }

    /// Leaves prison or cells; the place goes at once to the next in line.
    pub(super) fn leave_prison(&mut self, id: Id) {
        let now = self.now;
        self.unindex(id);
        let p = self.person(id);
        let sex = p.sex();
        let (place, ticket, placeless) = (p.place, p.ticket, p.is(flag::PLACELESS));
        p.place = Place::Community;
        p.ticket = Ticket::NONE;
        p.custody = Custody::None;
        p.set(flag::PLACELESS, false);
        p.clocks.clear_timer(slot::CUSTODY);
        match place {
            Place::Prison if !placeless => {
                self.estate[sex].give_back(now);
                self.serve_estate(sex);
            }
            Place::Cells => {
                self.estate[sex].withdraw(ticket, now);
            }
            _ => {}
        }
    }

    /// A custodial sentence of `days` begins, time on remand counted.
    pub(super) fn serve(&mut self, id: Id, days: f64) {
        let now = self.now;
        let p = self.person(id);
        let credit = if p.custody == Custody::Remand { now.days_since(p.received) } else { 0.0 };
        let end = now.plus_days((days - credit).max(0.5));
        let held_longer = p.in_custody() && p.custody != Custody::Remand && p.sentence_end > end;
        if !held_longer {
            p.sentence = days as f32;
            p.sentence_end = end;
        }
        p.set(flag::FIXED_TERM | flag::AT_LARGE, false);
        match p.custody {
            Custody::None => self.receive(id, Custody::Sentenced),
            _ => {
                self.unindex(id);
                self.person(id).custody = Custody::Sentenced;
            }
        }
        self.set_release_date(id);
    }

    /// The date on which a sentenced person leaves under the law of the day.
    pub(super) fn set_release_date(&mut self, id: Id) {
        self.unindex(id);
        let date = self.plan.law_date(self.now);
        let prison = &self.national().prison;
        let p = &self.people[id as usize];
        let share = in_force(&prison.release_point, date).map_or(0.5, |rule| share_served(rule, p));
        let ordinary = self.before_end(p, (1.0 - share) * f64::from(p.sentence));
        let at = match self.curfew_date(id, ordinary) {
            Some(curfew) => {
                self.person(id).set(flag::CURFEW, true);
                curfew
            }
            None => ordinary,
        };
        let at = self.release_day(id, at);
        let p = self.person(id);
        p.clocks.set_timer(slot::CUSTODY, at);
        p.set(flag::INDEXED, true);
        let (sex, key) = (p.sex(), p.key.0);
        self.release_dates[sex].insert(at, tie(key, at), id);
    }

    /// So many days before the end of the sentence, but not before now.
    fn before_end(&self, p: &Person, days: f64) -> Tick {
        let left = p.sentence_end.days_since(self.now) - days;
        self.now.plus_days(left.max(0.1))
    }

    /// Releases that fall on a weekend or a holiday are made on the working day before.
    pub(super) fn working_day(&self, at: Tick) -> Tick {
        let calendar = &self.plan.calendar;
        if calendar.is_working_day(at) {
            return at;
        }
        let before = calendar.previous_working_day(at);
        if before > self.now { before } else { Tick(self.now.0 + 1).max(at) }
    }

    /// The date of home detention curfew, if the person is eligible and it is granted; whether
    /// there is an address is asked on the day.
    fn curfew_date(&self, id: Id, ordinary: Tick) -> Option<Tick> {
        let date = self.plan.law_date(self.now);
        let m = self.national();
        let rule = in_force(&m.prison.hdc, date)?;
        let p = &self.people[id as usize];
        let days = f64::from(p.sentence);
        let eligible = p.custody == Custody::Sentenced
            && days <= *rule.longest_sentence
            && days >= 84.0
            && p.offence != offence::VIOLENCE
            && self.draw(id, Purpose::HdcGranted, p.receptions).chance(*rule.granted);
        if !eligible {
            return None;
        }
        let least = self.before_end(p, (1.0 - CURFEW_LEAST) * days);
        let early = self.now.plus_days((ordinary.days_since(self.now) - *rule.up_to).max(0.1));
        let at = early.max(least);
        (at < ordinary).then_some(at)
    }

    fn unindex(&mut self, id: Id) {
        let now = self.now;
        let p = &mut self.people[id as usize];
        if p.is(flag::INDEXED) {
            p.set(flag::INDEXED, false);
            let due = p.clocks.due(slot::CUSTODY);
            let at = if due.is_never() { now } else { due };
            let (sex, key) = (p.sex(), p.key.0);
            let found = self.release_dates[sex].remove(at, tie(key, at), id);
            debug_assert!(found, "the index holds those who are marked");
        }
    }

    /// The custody clock: release inside, return to custody outside.
    pub(super) fn custody_date(&mut self, id: Id) -> bool {
        let p = &self.people[id as usize];
        match p.custody {
            Custody::None => self.return_to_custody(id),
            Custody::Recalled => self.release(id, Exit::Recall),
            Custody::Sentenced if p.is(flag::EARLY) => self.release(id, Exit::Early),
            Custody::Sentenced if p.is(flag::CURFEW) => {
                if p.housing == Housing::Homeless {
                    self.unindex(id);
                    self.curfew_refused(id);
                } else {
                    self.release(id, Exit::Curfew);
                }
            }
            _ => self.release(id, Exit::Sentence),
        }
        true
    }

    /// No suitable address: the ordinary date stands.
    fn curfew_refused(&mut self, id: Id) {
        let date = self.plan.law_date(self.now);
        let p = &self.people[id as usize];
        let rule = in_force(&self.national().prison.release_point, date);
        let share = rule.map_or(0.5, |rule| share_served(rule, p));
        let at = self.release_day(id, self.before_end(p, (1.0 - share) * f64::from(p.sentence)));
        let p = self.person(id);
        p.set(flag::CURFEW, false);
        p.set(flag::INDEXED, true);
        p.clocks.set_timer(slot::CUSTODY, at);
        let (sex, key) = (p.sex(), p.key.0);
        self.release_dates[sex].insert(at, tie(key, at), id);
    }

    /// Once a day: new release law is applied to everyone inside, and a full estate releases early.
    pub(super) fn prison_day(&mut self) {
        if self.release_law_changes_today() {
            for id in 0..self.people.len() as Id {
                let p = &self.people[id as usize];
                if self.is_present(id) && p.custody == Custody::Sentenced && !p.is(flag::EARLY) {
                    self.person(id).set(flag::CURFEW, false);
                    self.set_release_date(id);
                    self.refresh(id);
                }
            }
        }
        let date = self.plan.law_date(self.now);
        let prison = &self.national().prison;
        if let Some(scheme) = in_force(&prison.early_release, date)
            && *scheme.up_to > 0.0
            && *self.national().loops.full_estate
        {
            for sex in 0..2 {
                self.release_early(sex, scheme);
            }
        }
    }

    fn release_law_changes_today(&self) -> bool {
        let today = self.plan.law_date(self.now);
        let yesterday = self.plan.law_date(Tick(self.now.0.saturating_sub(1)));
        let prison = &self.national().prison;
        let point = |d| in_force(&prison.release_point, d).map(|r| *r.from);
        let curfew = |d| in_force(&prison.hdc, d).map(|r| *r.from);
        today != yesterday && (point(today) != point(yesterday) || curfew(today) != curfew(yesterday))
    }

    /// Releases those nearest their date until occupancy is back at what the scheme allows.
    fn release_early(&mut self, sex: usize, scheme: &EarlyRelease) {
        let now = self.now;
        let long_term = self.estate_constants[sex][1];
        let pool = &self.estate[sex];
        let places = i64::from(pool.capacity()) + long_term;
        let aim = libm::floor(places as f64 * *scheme.above) as i64;
        let inside = i64::from(pool.held()) + i64::from(pool.waiting()) + long_term;
        let excess = inside - aim - self.early_pending[sex];
        if excess <= 0 {
            return;
        }
        let (from, to) = (now.plus_days(*scheme.notice), now.plus_days(*scheme.up_to));
        let chosen: Vec<Id> = self.release_dates[sex]
            .iter()
            .skip_while(|&(at, _)| at <= from)
            .take_while(|&(at, _)| at <= to)
            .map(|(_, id)| id)
            .filter(|&id| self.may_leave_early(id))
            .take(excess as usize)
            .collect();
        for id in chosen {
            self.unindex(id);
            let at = self.release_day(id, from);
            let p = self.person(id);
            p.set(flag::EARLY, true);
            p.clocks.set_timer(slot::CUSTODY, at);
            self.early_pending[sex] += 1;
            self.refresh(id);
        }
    }

    fn may_leave_early(&self, id: Id) -> bool {
        let p = &self.people[id as usize];
        let long_violence = p.offence == offence::VIOLENCE && p.sentence >= 4.0 * 365.0;
        p.custody == Custody::Sentenced
            && !long_violence
            && self.now.days_since(p.received) >= EARLY_LEAST_DAYS
    }

    /// Whether the estate is so full that releases are made at short notice.
    pub(super) fn is_pressed(&self, sex: usize) -> bool {
        let m = self.national();
        let long_term = self.estate_constants[sex][1] as f64;
        let pool: &Pool = &self.estate[sex];
        let places = f64::from(pool.capacity()) + long_term;
        let inside = f64::from(pool.held()) + f64::from(pool.waiting()) + long_term;
        *m.loops.full_estate && inside > places * *m.prison.pressed_above
    }

    /// Whether a release comes too soon after sentence or reception to be planned.
    pub(super) fn at_short_notice(&self, id: Id) -> bool {
        self.now.days_since(self.people[id as usize].received) < NOTICE_DAYS
    }

    /// A transfer to another prison may break treatment.
    pub(super) fn transfer(&mut self, id: Id) -> bool {
        self.break_treatment(id);
        true
    }

    /// A sentenced prisoner of the first day, somewhere within a sentence of the stock.
    pub(super) fn start_in_prison(&mut self, id: Id) {
        let m = self.model(id);
        let weights = super::offending::offence_weights(&self.people[id as usize], m);
        let c = &m.courts;
        let median = |i: usize| {
            let crown = **c.crown.get(i);
            crown * **c.sentence_crown.get(i) + (1.0 - crown) * **c.sentence_magistrates.get(i)
        };
        let stock: [f64; 5] = std::array::from_fn(|i| weights[i] * **c.custody.get(i) * median(i));
        let offence = self.draw(id, Purpose::InitialOffence, 0).index(&stock) as u8;
        let i = offence as usize;
        let crown = **c.crown.get(i) * **c.sentence_crown.get(i) / median(i).max(1e-9);
        let draw = self.draw(id, Purpose::InitialSentence, 0);
        let court = usize::from(draw.split(1).chance(crown));
        let medians = if court == 1 { &c.sentence_crown } else { &c.sentence_magistrates };
        let sigma = **c.sentence_spread.get(court);
        // A lognormal seen in proportion to its length is a lognormal with a larger median.
        let biased = **medians.get(i) * libm::exp(sigma * sigma);
        let days = draw.lognormal(biased, sigma).clamp(5.0, 7305.0);
        let served = self.draw(id, Purpose::InitialServed, 0).unit() * 0.5 * days;
        let p = self.person(id);
        p.offence = offence;
        p.band = super::court::band(days);
        self.receive(id, Custody::Sentenced);
        let end = self.now.plus_days((days - served).max(1.0));
        let p = self.person(id);
        p.sentence = days as f32;
        p.sentence_end = end;
        self.set_release_date(id);
    }
}
