//! Need found in police custody: drug tests on arrest, and arrest referral workers by suite
//! and shift. Whether a worker is met follows from how long the person is held, which shifts
//! the workers in post cover in that suite meanwhile, and how many others ask for them there.

use crate::engine::{TICKS_PER_DAY, Tick};
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, Source, Treatment};
use crate::pathway::values::plan::{Local, by_wait, with_odds};
use crate::pathway::values::provision::Total;
use crate::pathway::world::World;
use crate::pathway::world::moves::Move;
use crate::pathway::world::services::{Pace, Team, under_load};
use crate::scenario::schema::ArrestReferral;
use crate::strata::{Offence, Staff, Substance};

/// Shifts in a day: of eight hours, as the caseload of `arrest_referral.workers` is counted in.
const SHIFTS: u32 = 3;
/// Shifts that one detention is looked at for, at most: 96 hours is the longest time in law (Police
/// and Criminal Evidence Act 1984, section 44).
const MOST_SHIFTS: u32 = 12;
/// Draws of one detention, apart.
const COVERED: u32 = 1;
const TRIGGERED: u32 = 2;
const POSITIVE: u32 = 3;
const NOTICED: u32 = 4;
const HELD: u32 = 5;
const SUITE: u32 = 6;
const AGREES: u32 = 7;
const ASSESSED: u32 = 8;
const REFERRED: u32 = 9;
const WAIT: u32 = 10;
const ROOM: u32 = 11;

/// Mean number of people above which the chance of room is that of a steady stream.
const MANY: f64 = 300.0;

/// Share of people who find room where `most` can be seen, if `asking` ask in the mean, each
/// by chance: one suite and shift is so small that some come together on a quiet day. It does not
/// depend on the scale of the population, as whole people counted in small numbers would.
fn room(asking: f64, most: f64) -> f64 {
    let (whole, part) = (libm::floor(most), most - libm::floor(most));
    let seen = |n: f64| (1.0 - part) * mean_seen(asking, n) + part * mean_seen(asking, n + 1.0);
    if asking < 1e-9 {
        most.min(1.0)
    } else if asking > MANY {
        (most / asking).min(1.0)
    } else {
        (seen(whole) / asking).min(1.0)
    }
}

/// Mean of a Poisson number, cut at `most`, a whole number.
fn mean_seen(mean: f64, most: f64) -> f64 {
    let (mut chance, mut upto, mut sum, mut n) = (libm::exp(-mean), 0.0, 0.0, 0.0);
    while n < most && (chance > 1e-18 || n < mean) {
        upto += chance;
        sum += n * chance;
        n += 1.0;
        chance *= mean / n;
    }
    sum + if n < most {
        0.0
    } else {
        most * (1.0 - upto).max(0.0)
    }
}

/// What the workers of one area have done lately.
#[derive(Clone, Default)]
pub(in crate::pathway) struct Referral {
    /// People seen.
    pace: Pace,
    /// People in a suite in a shift that is worked, once for each such shift until they are seen.
    asking: Pace,
}

impl Referral {
    /// People seen over those that the workers in post should see.
    pub fn load(&self, team: &Team, r: &ArrestReferral, now: Tick) -> f64 {
        let a_day = shifts_a_week(r) / 7.0 * *r.workers.recommended;
        team.load(self.pace.a_day(*r.averaged_over, now), a_day)
    }

    /// People who ask in one suite in one shift that is worked, where `suites` are, in the mean
    /// over the latest weeks. `weekday` is as of [`shifts_per_weekday`].
    fn asking(&self, r: &ArrestReferral, suites: f64, weekday: f64, now: Tick) -> f64 {
        let all_day = f64::from(SHIFTS);
        let weekend = (weekday * *r.weekend).min(all_day);
        let a_day = suites * (5.0 * weekday.min(all_day) + 2.0 * weekend) / 7.0;
        self.asking.a_day(*r.averaged_over, now) / a_day.max(1e-9)
    }
}

/// Shifts worked in a suite on a weekday, all `suites` alike: 1.5 means that every suite has
/// its first shift of the day and half of them have the second.
fn shifts_per_weekday(team: &Team, r: &ArrestReferral, suites: f64) -> f64 {
    let weekly = f64::from(team.in_post()) * shifts_a_week(r);
    weekly / (suites * (5.0 + 2.0 * *r.weekend)).max(1e-9)
}

/// Shifts that one worker is in a suite in a week.
fn shifts_a_week(r: &ArrestReferral) -> f64 {
    *r.hours / (24.0 / f64::from(SHIFTS))
}

/// The shift of an instant, in days from the first day's midnight, counted from the day before; the first
/// of a day begins at `first`.
fn shift_of(days: f64, first: f64) -> u32 {
    libm::floor((days + 1.0 - first) * f64::from(SHIFTS)).max(0.0) as u32
}

/// Chance that a drug test is positive.
fn positive(p: &Person, r: &ArrestReferral) -> f64 {
    let of_group = *r.test.positive[p.substance];
    if p.substance == Substance::None {
        of_group
    } else {
        (of_group * *r.test.positive_use[p.use_]).min(1.0)
    }
}

/// Attendance at an appointment made in police custody: chance of a mean person on the day,
/// and the odds of this one after `waited` days.
pub(in crate::pathway) fn attendance(
    p: &Person,
    m: &Local,
    waited: f64,
    flexible: bool,
) -> (f64, f64) {
    let r = &m.arrest_referral;
    let mut odds =
        p.motivation_factor() * by_wait(waited, *r.attended_day_three, *r.attended_per_week);
    odds *= p.odds_of_home(m, *r.attended_homeless);
    if flexible {
        odds *= *r.attended_flexible;
    }
    (*r.attended, odds)
}

impl World<'_> {
    /// From arrest to an appointment, whatever becomes of the case.
    pub(in crate::pathway) fn refer_from_police(&mut self, id: Id, offence: Offence) {
        if self.people[id].in_custody() {
            return;
        }
        let positive = self.drug_test(id, offence);
        let p = &self.people[id];
        if !p.has_need() || p.treatment != Treatment::None {
            return;
        }
        let m = self.model(id);
        let r = &m.arrest_referral;
        let area = p.home();
        let draw = self.draw(id, Purpose::PoliceReferral, p.arrests);
        if !positive && !draw.split(NOTICED).chance(*r.noticed) {
            return;
        }
        self.count(Count::PoliceNeedFound, id);
        let met = self.meet_worker(id);
        let (agrees, later) = if met {
            self.count(Count::PoliceContacts, id);
            let unhurried = if *m.loops.caseload {
                let team = self.service(Staff::ArrestReferral, area).team();
                let load = self.areas[area].referral.load(team, r, self.now);
                under_load(load, *r.load_exponent)
            } else {
                1.0
            };
            let agrees = with_odds(*r.agrees, unhurried);
            (draw.split(AGREES).chance(agrees), 0.0)
        } else {
            let assessed = positive
                && draw.split(ASSESSED).chance(*r.test.assessed)
                && draw.split(REFERRED).chance(*r.test.referred);
            (assessed, *r.test.assessment)
        };
        if agrees {
            let wait = draw
                .split(WAIT)
                .lognormal(*r.appointment, *r.appointment_spread);
            self.count(Count::PoliceReferrals, id);
            self.send(id, Move::Appointment(Source::Police, later + wait));
        }
    }

    /// A test on arrest, where tests are made; true if it is positive.
    fn drug_test(&mut self, id: Id, offence: Offence) -> bool {
        let r = &self.model(id).arrest_referral;
        let p = &self.people[id];
        let draw = self.draw(id, Purpose::DrugTest, p.arrests);
        let trigger = *r.test.trigger[offence];
        let asked = trigger + (1.0 - trigger) * *r.test.authorised;
        if !draw.split(COVERED).chance(*r.test.coverage) || !draw.split(TRIGGERED).chance(asked) {
            return false;
        }
        let positive = draw.split(POSITIVE).chance(positive(p, r));
        self.count(Count::DrugTests, id);
        if positive {
            self.count(Count::DrugTestsPositive, id);
        }
        positive
    }

    /// A worker is met, if one is in the suite while the person is held, with time for one more; true if
    /// so.
    fn meet_worker(&mut self, id: Id) -> bool {
        let m = self.model(id);
        let r = &m.arrest_referral;
        let p = &self.people[id];
        let area = p.home();
        let draw = self.draw(id, Purpose::Detention, p.arrests);
        let held = draw
            .split(HELD)
            .lognormal(*r.detention, *r.detention_spread);
        let suite = draw.split(SUITE).unit();
        let arrived = f64::from(self.now.0) / f64::from(TICKS_PER_DAY);
        let first = shift_of(arrived, *r.first_shift);
        let last = shift_of(arrived + held, *r.first_shift).min(first + MOST_SHIFTS - 1);
        let in_area = self.epoch.has(area, Total::Suites);
        let team = self.service(Staff::ArrestReferral, area).team();
        let weekday = shifts_per_weekday(team, r, in_area);
        let referral = &self.areas[area].referral;
        let asking = referral.asking(r, in_area * self.plan.scale, weekday, self.now);
        let room = room(asking, *r.workers.limit);
        let over = *r.averaged_over;
        let met = (first..=last).any(|shift| {
            let worked = self.shift_worked(r, weekday, shift);
            if suite >= worked {
                return false;
            }
            self.areas[area].referral.asking.add(over, self.now);
            draw.split(ROOM).split(shift).chance(room)
        });
        if met {
            self.areas[area].referral.pace.add(over, self.now);
        }
        met
    }

    /// Share of suites in which a shift is worked, of which `weekday` are on a weekday.
    fn shift_worked(&self, r: &ArrestReferral, weekday: f64, shift: u32) -> f64 {
        let start = f64::from(shift) / f64::from(SHIFTS) - 1.0 + *r.first_shift;
        let day = Tick::START.plus_days(start.max(0.0));
        let mut shifts = weekday;
        if !self.plan.calendar.is_working_day(day) {
            shifts *= *r.weekend;
        }
        (shifts - f64::from(shift % SHIFTS)).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_shift_of_a_day_begins_when_it_is_said_to() {
        let shift = |days| shift_of(days, 7.0 / 24.0);
        assert_eq!(shift(0.0) % SHIFTS, 2, "midnight is in the night shift");
        assert_eq!(shift(0.3) % SHIFTS, 0);
        assert_eq!(shift(0.65) % SHIFTS, 1);
        assert_eq!(shift(1.3), shift(0.3) + SHIFTS);
    }

    /// Protects: with room for one, one minus the chance of nobody is seen of those who ask; with
    /// none nobody; with plenty everybody; and a steady stream takes what there is.
    #[test]
    fn room_is_what_chance_leaves_of_it() {
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} {b}");
        near(room(1.0, 1.0), 1.0 - libm::exp(-1.0));
        near(room(2.0, 0.5), 0.5 * (1.0 - libm::exp(-2.0)) / 2.0);
        near(room(0.7, 0.0), 0.0);
        near(room(0.0, 4.0), 1.0);
        near(room(5.0, 100_000.0), 1.0);
        near(room(1000.0, 250.0), 0.25);
        let edge = [room(MANY - 1e-6, 150.0), room(MANY + 1e-6, 150.0)];
        assert!((edge[0] - edge[1]).abs() < 1e-6, "{edge:?}");
        let by_scale = [0.5, 2.0, 4.0, 8.0].map(|asking| room(asking, 4.0));
        assert!(by_scale.windows(2).all(|w| w[0] > w[1]), "{by_scale:?}");
    }
}
