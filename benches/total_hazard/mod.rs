//! The reference workload as a hand-tuned loop that draws one total hazard a state: the
//! fastest design there is for constant hazards, since one exponential covers all of them, and
//! the windows after a release are integrated and need no wake-up. It pays by drawing again
//! at every change, so that a policy changes everyone's luck.

use rand::rand_core::{TryRng, utils};
use rand_distr::{Distribution, Exp1, StandardNormal};
use std::convert::Infallible;
use throughcare::engine::{Rows, prefetch};

use crate::bare::{Buckets, DAY, Line, NEVER, after};
use crate::w2::{self, Duration, HAZARDS, Kind, Outcome, State};

const END: u32 = w2::DAYS * DAY;
const RISK: u32 = w2::RISK_DAYS * DAY;
const LICENCE: u32 = w2::LICENCE_DAYS * DAY;

/// A splitmix stream a person.
struct Stream {
    base: u64,
    count: u32,
}

impl Stream {
    #[inline(always)]
    fn word(&mut self) -> u64 {
        self.count += 1;
        let mut x = self
            .base
            .wrapping_add(u64::from(self.count).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    #[inline(always)]
    fn unit(&mut self) -> f64 {
        (self.word() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    #[inline(always)]
    #[expect(
        clippy::disallowed_methods,
        reason = "the loop as it was tuned by hand"
    )]
    fn days(&mut self, (median, sigma): Duration) -> f64 {
        let z: f64 = StandardNormal.sample(self);
        median * (sigma * z).exp()
    }
}

impl TryRng for Stream {
    type Error = Infallible;
    #[inline(always)]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.word() >> 32) as u32)
    }
    #[inline(always)]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.word())
    }
    fn try_fill_bytes(&mut self, dst: &mut [u8]) -> Result<(), Infallible> {
        utils::fill_bytes_via_next_word(dst, || self.try_next_u64())
    }
}

/// What happens at a person's date.
#[derive(Clone, Copy, PartialEq)]
#[repr(u8)]
enum Due {
    Arrest,
    Change,
    Death,
    Recall,
    StateEnd,
    TreatmentEnd,
}

#[derive(Clone, Copy)]
#[repr(C, align(32))]
struct Person {
    at: u32,
    released: u32,
    /// End of the state, or when the person came to the line.
    end: u32,
    /// End of prison treatment, or when the person came to its line.
    treatment: u32,
    draws: u32,
    state: State,
    due: Due,
    on_recall: bool,
    inside: Inside,
}

/// Where a prisoner stands with treatment.
#[derive(Clone, Copy, PartialEq)]
#[repr(u8)]
enum Inside {
    Nothing,
    InLine,
    InTreatment,
    Finished,
}

struct Model {
    agenda: Buckets,
    people: Rows<Person>,
    prison: Line,
    inside: Line,
    community: Line,
    seed: u64,
    occupied: u64,
    occupied_to: u32,
    outcome: Outcome,
}

/// Follows a cohort of `n` to the end.
pub fn run(n: u32, seed: u64) -> Outcome {
    let mut model = Model::new(n, seed);
    while let Some((now, row)) = model.agenda.pop() {
        if let Some(later) = model.agenda.ahead(12) {
            prefetch(&model.people, later);
        }
        let person = model.people[row];
        if person.at == now {
            model.execute(person, row, now);
        }
    }
    model.finish()
}

impl Model {
    fn new(n: u32, seed: u64) -> Model {
        let [prison, inside, community] = w2::places(n);
        let start = Person {
            at: NEVER,
            released: NEVER,
            end: NEVER,
            treatment: NEVER,
            draws: 0,
            state: State::Using,
            due: Due::Arrest,
            on_recall: false,
            inside: Inside::Nothing,
        };
        let mut model = Model {
            agenda: Buckets::new(w2::DAYS),
            people: Rows::with_capacity(n as usize),
            prison: Line::new(prison),
            inside: Line::new(inside),
            community: Line::new(community),
            seed: seed.wrapping_mul(0xD6E8_FEB8_6659_FD93),
            occupied: 0,
            occupied_to: 0,
            outcome: Outcome::default(),
        };
        for row in 0..n {
            model.people.push(start);
            let mut stream = model.stream(row, 0);
            let mut person = start;
            enter(&mut person, &mut stream, State::Using, NEVER, 0);
            model.store(person, stream, row);
        }
        model
    }

    fn finish(mut self) -> Outcome {
        self.occupy(END);
        Outcome {
            prison_occupancy: self.occupied as f64 / f64::from(END),
            cell_wait: self.prison.mean_wait(),
            community_wait: self.community.mean_wait(),
            bytes: self.agenda.bytes()
                + self.people.bytes()
                + self.prison.bytes()
                + self.inside.bytes()
                + self.community.bytes(),
            ..self.outcome
        }
    }

    #[inline(always)]
    fn stream(&self, row: u32, count: u32) -> Stream {
        let x = (self.seed ^ u64::from(row)).wrapping_mul(0x9FB2_1C65_1E98_DF25);
        Stream {
            base: (x ^ (x >> 32)).wrapping_mul(0x9FB2_1C65_1E98_DF25),
            count,
        }
    }

    #[inline(always)]
    fn store(&mut self, mut person: Person, stream: Stream, row: u32) {
        person.draws = stream.count;
        self.people[row] = person;
        if person.at != NEVER {
            self.agenda.push(person.at, row);
        }
    }

    #[inline(always)]
    fn occupy(&mut self, now: u32) {
        self.occupied += u64::from(self.prison.held) * u64::from(now - self.occupied_to);
        self.occupied_to = now;
    }

    #[inline(always)]
    fn execute(&mut self, mut person: Person, row: u32, now: u32) {
        let mut stream = self.stream(row, person.draws);
        let (p, s) = (&mut person, &mut stream);
        match p.due {
            Due::Arrest => self.arrest(p, s, row, now),
            Due::Change => self.change(p, s, row, now),
            Due::Recall => {
                self.outcome.count(Kind::Recall);
                self.community.held -= u32::from(p.state == State::Treated);
                p.on_recall = true;
                self.imprison(p, s, row, now);
            }
            Due::Death => self.die(p, now),
            Due::TreatmentEnd => {
                self.outcome.count(Kind::PrisonTreatmentEnd);
                self.inside.held -= 1;
                p.inside = Inside::Finished;
                stay_on(p, s, now);
            }
            Due::StateEnd => self.end_of_state(p, s, row, now),
        }
        self.store(person, stream, row);
        self.serve(now);
    }

    #[inline(always)]
    fn arrest(&mut self, p: &mut Person, s: &mut Stream, row: u32, now: u32) {
        self.outcome.count(Kind::Arrest);
        if s.unit() >= w2::DIVERTED {
            self.community.held -= u32::from(p.state == State::Treated);
            let end = after(now, s.days(w2::TO_COURT), END);
            enter(p, s, State::Court, end, now);
            return;
        }
        match p.state {
            State::Treated => {
                let end = p.end;
                enter(p, s, State::Treated, end, now);
            }
            State::Waiting => {
                let since = p.end;
                enter(p, s, State::Waiting, NEVER, now);
                p.end = since;
            }
            _ => self.ask(p, s, row, now),
        }
    }

    #[inline(always)]
    fn change(&mut self, p: &mut Person, s: &mut Stream, row: u32, now: u32) {
        let kind = match p.state {
            State::Using => Kind::SelfReferral,
            State::Waiting => Kind::Patience,
            State::Treated => Kind::DropOut,
            _ => Kind::Relapse,
        };
        self.outcome.count(kind);
        if p.state == State::Using {
            self.ask(p, s, row, now);
        } else {
            self.community.held -= u32::from(p.state == State::Treated);
            enter(p, s, State::Using, NEVER, now);
        }
    }

    fn die(&mut self, p: &mut Person, now: u32) {
        self.outcome.count(Kind::Death);
        match p.state {
            State::Treated => self.community.held -= 1,
            State::Prison => self.leave_prison(p, now),
            _ => {}
        }
        p.state = State::Dead;
        p.at = NEVER;
    }

    #[inline(always)]
    fn leave_prison(&mut self, p: &mut Person, now: u32) {
        self.occupy(now);
        self.prison.held -= 1;
        self.inside.held -= u32::from(p.inside == Inside::InTreatment);
    }

    #[inline(always)]
    fn end_of_state(&mut self, p: &mut Person, s: &mut Stream, row: u32, now: u32) {
        match p.state {
            State::Court => {
                self.outcome.count(Kind::Court);
                if s.unit() < w2::IMPRISONED {
                    p.on_recall = false;
                    self.imprison(p, s, row, now);
                } else {
                    enter(p, s, State::Using, NEVER, now);
                }
            }
            State::Treated => {
                self.outcome.count(Kind::CommunityEnd);
                self.community.held -= 1;
                enter(p, s, State::Abstinent, NEVER, now);
            }
            _ => {
                self.outcome.count(Kind::Release);
                self.leave_prison(p, now);
                p.released = now;
                let treated = matches!(p.inside, Inside::InTreatment | Inside::Finished);
                p.inside = Inside::Nothing;
                if s.unit() < w2::REFERRED_AT_RELEASE {
                    self.ask(p, s, row, now);
                } else {
                    let next = if treated {
                        State::Abstinent
                    } else {
                        State::Using
                    };
                    enter(p, s, next, NEVER, now);
                }
            }
        }
    }

    #[inline(always)]
    fn imprison(&mut self, p: &mut Person, s: &mut Stream, row: u32, now: u32) {
        self.occupy(now);
        if self.prison.ask(row, now) {
            self.admit(p, s, row, now);
        } else {
            enter(p, s, State::Cells, NEVER, now);
            p.end = now;
        }
    }

    #[inline(always)]
    fn admit(&mut self, p: &mut Person, s: &mut Stream, row: u32, now: u32) {
        p.end = after(
            now,
            s.days(if p.on_recall {
                w2::RECALL
            } else {
                w2::SENTENCE
            }),
            END,
        );
        p.inside = Inside::Nothing;
        if s.unit() < w2::WANTS_TREATMENT {
            if self.inside.ask(row, now) {
                treat(p, s, now);
            } else {
                p.inside = Inside::InLine;
                p.treatment = now;
            }
        }
        stay_on(p, s, now);
    }

    #[inline(always)]
    fn ask(&mut self, p: &mut Person, s: &mut Stream, row: u32, now: u32) {
        if self.community.ask(row, now) {
            start(p, s, now);
        } else {
            enter(p, s, State::Waiting, NEVER, now);
            p.end = now;
        }
    }

    #[inline(always)]
    fn serve(&mut self, now: u32) {
        while let Some((row, since)) = self.community.next() {
            self.fetch(self.community.ring.get(3).copied());
            let mut p = self.people[row];
            if p.state == State::Waiting && p.end == since {
                let mut s = self.stream(row, p.draws);
                self.community.give(since, now);
                self.outcome.count(Kind::CommunityStart);
                start(&mut p, &mut s, now);
                self.store(p, s, row);
            }
        }
        while let Some((row, since)) = self.inside.next() {
            self.fetch(self.inside.ring.get(3).copied());
            let mut p = self.people[row];
            if p.state == State::Prison && p.inside == Inside::InLine && p.treatment == since {
                let mut s = self.stream(row, p.draws);
                self.inside.give(since, now);
                self.outcome.count(Kind::PrisonTreatmentStart);
                treat(&mut p, &mut s, now);
                stay_on(&mut p, &mut s, now);
                self.store(p, s, row);
            }
        }
        while let Some((row, since)) = self.prison.next() {
            self.fetch(self.prison.ring.get(3).copied());
            let mut p = self.people[row];
            if p.state == State::Cells && p.end == since {
                let mut s = self.stream(row, p.draws);
                self.occupy(now);
                self.prison.give(since, now);
                self.outcome.count(Kind::CellToPrison);
                self.admit(&mut p, &mut s, row, now);
                self.store(p, s, row);
            }
        }
    }

    #[inline(always)]
    fn fetch(&self, waiter: Option<(u32, u32)>) {
        if let Some((row, _)) = waiter {
            prefetch(&self.people, row as usize);
        }
    }
}

#[inline(always)]
fn treat(p: &mut Person, s: &mut Stream, now: u32) {
    p.inside = Inside::InTreatment;
    p.treatment = after(now, s.days(w2::PRISON_TREATMENT), END);
}

#[inline(always)]
fn start(p: &mut Person, s: &mut Stream, now: u32) {
    let end = after(now, s.days(w2::COMMUNITY_TREATMENT), END);
    enter(p, s, State::Treated, end, now);
}

/// In prison until its end or the end of treatment, whichever is first.
#[inline(always)]
fn stay_on(p: &mut Person, s: &mut Stream, now: u32) {
    let end = p.end;
    if p.inside == Inside::InTreatment && p.treatment < end {
        enter(p, s, State::Prison, p.treatment, now);
        if p.due == Due::StateEnd {
            p.due = Due::TreatmentEnd;
        }
        p.end = end;
    } else {
        enter(p, s, State::Prison, end, now);
    }
}

/// Puts a person in a state with a fixed end, and draws which hazard, if any, comes before it.
#[inline(always)]
fn enter(p: &mut Person, s: &mut Stream, state: State, end: u32, now: u32) {
    p.state = state;
    p.end = end;
    let h = &HAZARDS[state as usize];
    let base = h.arrest + h.change + h.death;
    let exp: f64 = Exp1.sample(s);
    let in_window =
        p.released != NEVER && now - p.released < LICENCE && state as u8 <= State::Court as u8;
    let (days, death, total) = if in_window {
        through_windows(h, base, exp, now - p.released)
    } else {
        (exp / base, h.death, base)
    };
    let at = after(now, days, END);
    if end <= at {
        (p.at, p.due) = (end, Due::StateEnd);
        return;
    }
    p.at = at;
    p.due = if state as u8 >= State::Court as u8 {
        Due::Death
    } else {
        let u = s.unit() * total;
        if u < h.arrest {
            Due::Arrest
        } else if u < h.arrest + h.change {
            Due::Change
        } else if u < h.arrest + h.change + death {
            Due::Death
        } else {
            Due::Recall
        }
    };
}

/// Days until the total hazard has used up `exp`, from `age` ticks after a release; and the
/// hazard of death and the total at that time.
#[inline(always)]
fn through_windows(h: &w2::Hazards, base: f64, exp: f64, age: u32) -> (f64, f64, f64) {
    let days = |ticks: u32| f64::from(ticks) / f64::from(DAY);
    let (mut left, mut passed) = (exp, 0.0);
    let licence = base + h.recall;
    if age < RISK {
        let death = h.death * w2::RISK_FACTOR;
        let risk = licence + death - h.death;
        let used = risk * days(RISK - age);
        if left < used {
            return (left / risk, death, risk);
        }
        left -= used;
        passed = days(RISK - age);
    }
    let used = licence * (days(LICENCE - age) - passed);
    if left < used {
        return (passed + left / licence, h.death, licence);
    }
    (days(LICENCE - age) + (left - used) / base, h.death, base)
}
