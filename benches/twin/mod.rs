//! The like-for-like limit: the reference workload as a hand-tuned loop with next-reaction
//! channels and draws by purpose. What the public engine costs above this is the price of
//! being general. Here rates are implied by the state (so a row is one cache line), their
//! inverses are tabulated, waiting lines have no tickets, and the agenda no classes or ties. The
//! draws are the engine's own: that they are keyed and inverted is the task, not its generality.

use throughcare::engine::{Draw, Key, Rows, prefetch};

use crate::bare::{Buckets, DAY, Line, NEVER, after};
use crate::w2::{self, Duration, HAZARDS, Kind, Outcome, State};

const END: u32 = w2::DAYS * DAY;
/// Channels due from here on hold the bits of a positive `f32`: the tick, or, where the rate
/// is 0, the threshold left.
const FAR: u32 = 1 << 31;

// Slots: four channels, four timers.
const ARREST: usize = 0;
const CHANGE: usize = 1;
const DEATH: usize = 2;
const RECALL: usize = 3;
const STATE_END: usize = 4;
const TREATMENT_END: usize = 5;
const RISK_END: usize = 6;
const LICENCE_END: usize = 7;

#[derive(Clone, Copy)]
#[repr(u32)]
enum Purpose {
    Threshold = 0,
    Diversion = 4,
    CourtDelay,
    Sentence,
    Stay,
    WantsTreatment,
    PrisonTreatment,
    Referral,
    CommunityTreatment,
}

/// Rates a tick by regime (state, whether at risk, whether on licence) and channel, and their
/// inverses.
struct Rates {
    rate: [[f64; 4]; 32],
    ticks: [[f64; 4]; 32],
}

static RATES: Rates = {
    let mut rates = Rates {
        rate: [[0.0; 4]; 32],
        ticks: [[0.0; 4]; 32],
    };
    let mut regime = 0;
    while regime < 32 {
        let (h, community) = (HAZARDS[regime / 4], regime / 4 <= State::Court as usize);
        let risk = if community && regime & 2 != 0 {
            w2::RISK_FACTOR
        } else {
            1.0
        };
        let licence = (regime & 1) as f64;
        let a_day = [h.arrest, h.change, h.death * risk, h.recall * licence];
        let mut channel = 0;
        while channel < 4 {
            rates.rate[regime][channel] = a_day[channel] / DAY as f64;
            if a_day[channel] > 0.0 {
                rates.ticks[regime][channel] = DAY as f64 / a_day[channel];
            }
            channel += 1;
        }
        regime += 1;
    }
    rates
};

#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Person {
    due: [u32; 8],
    key: Key,
    queued: u32,
    /// When the person came to the one line they may stand in; [`NEVER`] if in none.
    since: u32,
    fired: [u16; 4],
    stays: u16,
    treatments: u16,
    slot: u8,
    state: State,
    /// The regime that the channels run under.
    regime: u8,
    inside: u8,
}

// Flags of `Person::inside`.
const ON_RECALL: u8 = 1;
const IN_TREATMENT: u8 = 2;
const TREATED: u8 = 4;

impl Person {
    fn new(key: Key) -> Person {
        let mut person = Person {
            due: [NEVER; 8],
            key,
            queued: NEVER,
            since: NEVER,
            fired: [0; 4],
            stays: 0,
            treatments: 0,
            slot: 0,
            state: State::Using,
            regime: State::Dead as u8 * 4,
            inside: 0,
        };
        for channel in 0..4 {
            person.due[channel] = FAR | (person.threshold(channel) as f32).to_bits();
        }
        person.enter(State::Using, 0);
        person
    }

    #[inline(always)]
    fn draw(&self, purpose: Purpose, episode: u16) -> Draw {
        self.key.draw(purpose as u32, u32::from(episode), 0)
    }

    #[inline(always)]
    fn days(&self, purpose: Purpose, episode: u16, (median, sigma): Duration) -> f64 {
        self.draw(purpose, episode).lognormal(median, sigma)
    }

    #[inline(always)]
    fn threshold(&mut self, channel: usize) -> f64 {
        let episode = u32::from(self.fired[channel]);
        self.fired[channel] += 1;
        self.key
            .draw(Purpose::Threshold as u32 + channel as u32, episode, 0)
            .exp()
    }

    /// Draws a fired channel anew, under the regime it runs under.
    #[inline(always)]
    fn rearm(&mut self, channel: usize, now: u32) {
        let left = self.threshold(channel);
        self.due[channel] =
            date(f64::from(now) + left * RATES.ticks[usize::from(self.regime)][channel]);
    }

    #[inline(always)]
    fn enter(&mut self, state: State, now: u32) {
        self.state = state;
        self.due[STATE_END] = NEVER;
        self.apply_regime(now);
    }

    /// Moves the channels' dates to the rates of the present state and windows.
    #[inline(always)]
    fn apply_regime(&mut self, now: u32) {
        let windows =
            u8::from(self.due[RISK_END] != NEVER) << 1 | u8::from(self.due[LICENCE_END] != NEVER);
        let (old, new) = (
            usize::from(self.regime),
            self.state as usize * 4 + usize::from(windows),
        );
        self.regime = new as u8;
        for channel in 0..4 {
            let (before, after) = (RATES.rate[old][channel], RATES.rate[new][channel]);
            if before != after {
                let due = self.due[channel];
                let value = if due < FAR {
                    f64::from(due)
                } else {
                    f64::from(f32::from_bits(due ^ FAR))
                };
                let left = if before > 0.0 {
                    (value - f64::from(now)).max(0.0) * before
                } else {
                    value
                };
                self.due[channel] = if after > 0.0 {
                    date(f64::from(now) + left * RATES.ticks[new][channel])
                } else {
                    FAR | (left as f32).to_bits()
                };
            }
        }
    }

    #[inline(always)]
    fn next(&mut self) -> u32 {
        let at = self.due.iter().fold(NEVER, |least, &due| least.min(due));
        let mask = self
            .due
            .iter()
            .enumerate()
            .fold(0_u32, |m, (i, &due)| m | u32::from(due == at) << i);
        self.slot = mask.trailing_zeros() as u8;
        self.queued = at;
        at
    }
}

#[inline(always)]
fn date(at: f64) -> u32 {
    if at < f64::from(END) {
        at as u32
    } else {
        FAR | (at as f32).to_bits()
    }
}

struct Model {
    agenda: Buckets,
    people: Rows<Person>,
    prison: Line,
    inside: Line,
    community: Line,
    occupied: u64,
    occupied_to: u32,
    outcome: Outcome,
}

/// Bytes of one person's row.
pub const ROW_BYTES: usize = size_of::<Person>();

/// Follows a cohort of `n` to the end.
pub fn run(n: u32, seed: u64) -> Outcome {
    let mut model = Model::new(n, seed);
    while let Some((now, row)) = model.agenda.pop() {
        if let Some(later) = model.agenda.ahead(12) {
            prefetch(&model.people, later);
        }
        if model.people[row].queued == now {
            model.execute(row, now);
        }
    }
    model.finish()
}

impl Model {
    fn new(n: u32, seed: u64) -> Model {
        let [prison, inside, community] = w2::places(n);
        let root = Key::root(seed, 1);
        let mut model = Model {
            agenda: Buckets::new(w2::DAYS),
            people: Rows::with_capacity(n as usize),
            prison: Line::new(prison),
            inside: Line::new(inside),
            community: Line::new(community),
            occupied: 0,
            occupied_to: 0,
            outcome: Outcome::default(),
        };
        for row in 0..n {
            let mut person = Person::new(root.child(u64::from(row)));
            let at = person.next();
            model.people.push(person);
            model.push(at, row);
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
    fn push(&mut self, at: u32, row: u32) {
        if at < END {
            self.agenda.push(at, row);
        }
    }

    #[inline(always)]
    fn occupy(&mut self, now: u32) {
        self.occupied += u64::from(self.prison.held) * u64::from(now - self.occupied_to);
        self.occupied_to = now;
    }

    #[inline(always)]
    fn execute(&mut self, row: u32, now: u32) {
        let mut person = self.people[row];
        let p = &mut person;
        match usize::from(p.slot) {
            ARREST => self.arrest(p, row, now),
            CHANGE => self.change(p, row, now),
            DEATH => self.die(p, now),
            RECALL => {
                self.outcome.count(Kind::Recall);
                p.rearm(RECALL, now);
                self.leave_community(p);
                p.inside = ON_RECALL;
                self.imprison(p, row, now);
            }
            STATE_END => self.end_of_state(p, row, now),
            TREATMENT_END => {
                self.outcome.count(Kind::PrisonTreatmentEnd);
                self.inside.held -= 1;
                p.inside &= !IN_TREATMENT;
                p.due[TREATMENT_END] = NEVER;
            }
            window => {
                p.due[window] = NEVER;
                p.apply_regime(now);
            }
        }
        let at = p.next();
        self.people[row] = person;
        self.push(at, row);
        self.serve(now);
    }

    #[inline(always)]
    fn arrest(&mut self, p: &mut Person, row: u32, now: u32) {
        self.outcome.count(Kind::Arrest);
        let arrest = p.fired[ARREST];
        p.rearm(ARREST, now);
        if p.draw(Purpose::Diversion, arrest).chance(w2::DIVERTED) {
            if matches!(p.state, State::Using | State::Abstinent) {
                self.ask(p, row, now);
            }
            return;
        }
        self.leave_community(p);
        let days = p.days(Purpose::CourtDelay, arrest, w2::TO_COURT);
        p.enter(State::Court, now);
        p.due[STATE_END] = after(now, days, END);
    }

    #[inline(always)]
    fn change(&mut self, p: &mut Person, row: u32, now: u32) {
        p.rearm(CHANGE, now);
        let kind = match p.state {
            State::Using => Kind::SelfReferral,
            State::Waiting => Kind::Patience,
            State::Treated => Kind::DropOut,
            _ => Kind::Relapse,
        };
        self.outcome.count(kind);
        if p.state == State::Using {
            self.ask(p, row, now);
        } else {
            self.leave_community(p);
            p.enter(State::Using, now);
        }
    }

    #[inline(always)]
    fn leave_community(&mut self, p: &mut Person) {
        self.community.held -= u32::from(p.state == State::Treated);
        p.since = NEVER;
    }

    fn die(&mut self, p: &mut Person, now: u32) {
        self.outcome.count(Kind::Death);
        self.leave_community(p);
        if p.state == State::Prison {
            self.leave_prison(p, now);
        }
        p.state = State::Dead;
        p.due = [NEVER; 8];
    }

    #[inline(always)]
    fn leave_prison(&mut self, p: &mut Person, now: u32) {
        self.occupy(now);
        self.prison.held -= 1;
        self.inside.held -= u32::from(p.inside & IN_TREATMENT != 0);
        p.since = NEVER;
        p.due[TREATMENT_END] = NEVER;
    }

    #[inline(always)]
    fn end_of_state(&mut self, p: &mut Person, row: u32, now: u32) {
        match p.state {
            State::Court => {
                self.outcome.count(Kind::Court);
                if p.draw(Purpose::Sentence, p.fired[ARREST])
                    .chance(w2::IMPRISONED)
                {
                    p.inside = 0;
                    self.imprison(p, row, now);
                } else {
                    p.enter(State::Using, now);
                }
            }
            State::Treated => {
                self.outcome.count(Kind::CommunityEnd);
                self.community.held -= 1;
                p.enter(State::Abstinent, now);
            }
            _ => {
                self.outcome.count(Kind::Release);
                self.leave_prison(p, now);
                p.due[RISK_END] = now + w2::RISK_DAYS * DAY;
                p.due[LICENCE_END] = now + w2::LICENCE_DAYS * DAY;
                if p.draw(Purpose::Referral, p.stays)
                    .chance(w2::REFERRED_AT_RELEASE)
                {
                    self.ask(p, row, now);
                } else if p.inside & TREATED != 0 {
                    p.enter(State::Abstinent, now);
                } else {
                    p.enter(State::Using, now);
                }
            }
        }
    }

    #[inline(always)]
    fn imprison(&mut self, p: &mut Person, row: u32, now: u32) {
        self.occupy(now);
        if self.prison.ask(row, now) {
            self.admit(p, row, now);
        } else {
            p.enter(State::Cells, now);
            p.since = now;
        }
    }

    #[inline(always)]
    fn admit(&mut self, p: &mut Person, row: u32, now: u32) {
        p.stays += 1;
        let length = if p.inside & ON_RECALL != 0 {
            w2::RECALL
        } else {
            w2::SENTENCE
        };
        let days = p.days(Purpose::Stay, p.stays, length);
        p.enter(State::Prison, now);
        p.since = NEVER;
        p.inside = 0;
        p.due[STATE_END] = after(now, days, END);
        if p.draw(Purpose::WantsTreatment, p.stays)
            .chance(w2::WANTS_TREATMENT)
        {
            if self.inside.ask(row, now) {
                treat(p, now)
            } else {
                p.since = now
            }
        }
    }

    #[inline(always)]
    fn ask(&mut self, p: &mut Person, row: u32, now: u32) {
        if self.community.ask(row, now) {
            start(p, now);
        } else {
            p.enter(State::Waiting, now);
            p.since = now;
        }
    }

    #[inline(always)]
    fn serve(&mut self, now: u32) {
        while let Some((row, since)) = self.community.next() {
            self.fetch(&self.community);
            let p = &mut self.people[row];
            if p.state == State::Waiting && p.since == since {
                self.community.give(since, now);
                self.outcome.count(Kind::CommunityStart);
                start(p, now);
                let at = p.next();
                self.push(at, row);
            }
        }
        while let Some((row, since)) = self.inside.next() {
            self.fetch(&self.inside);
            let p = &mut self.people[row];
            if p.state == State::Prison && p.since == since {
                self.inside.give(since, now);
                self.outcome.count(Kind::PrisonTreatmentStart);
                treat(p, now);
                let at = p.next();
                self.push(at, row);
            }
        }
        while let Some((row, since)) = self.prison.next() {
            self.fetch(&self.prison);
            let mut person = self.people[row];
            if person.state == State::Cells && person.since == since {
                self.occupy(now);
                self.prison.give(since, now);
                self.outcome.count(Kind::CellToPrison);
                self.admit(&mut person, row, now);
                let at = person.next();
                self.people[row] = person;
                self.push(at, row);
            }
        }
    }

    #[inline(always)]
    fn fetch(&self, line: &Line) {
        if let Some(&(row, _)) = line.ring.get(3) {
            prefetch(&self.people, row as usize);
        }
    }
}

#[inline(always)]
fn treat(p: &mut Person, now: u32) {
    let days = p.days(Purpose::PrisonTreatment, p.stays, w2::PRISON_TREATMENT);
    p.inside |= IN_TREATMENT | TREATED;
    p.since = NEVER;
    p.due[TREATMENT_END] = after(now, days, END);
}

#[inline(always)]
fn start(p: &mut Person, now: u32) {
    p.treatments += 1;
    let days = p.days(
        Purpose::CommunityTreatment,
        p.treatments,
        w2::COMMUNITY_TREATMENT,
    );
    p.enter(State::Treated, now);
    p.since = NEVER;
    p.due[STATE_END] = after(now, days, END);
}
