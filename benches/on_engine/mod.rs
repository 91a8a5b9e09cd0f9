//! The reference workload on the public engine, written as a model would write it: a row a
//! person with embedded clocks, keyed draws by purpose and episode, pools.

use throughcare::engine::{
    Agenda, Clocks, Key, Pool, Request, Row, Rows, Served, Tick, Ticket, prefetch, tie,
};

use crate::w2::{self, Duration, HAZARDS, Kind, Outcome, State};

// Hazard channels.
const ARREST: usize = 0;
const CHANGE: usize = 1;
const DEATH: usize = 2;
const RECALL: usize = 3;
const CHANNELS: usize = 4;
// Timers.
const STATE_END: usize = 4;
const TREATMENT_END: usize = 5;
const RISK_END: usize = 6;
const LICENCE_END: usize = 7;
const SLOTS: usize = 8;

/// What a draw is for. Hazard thresholds come first, in the order of their channels.
#[derive(Clone, Copy)]
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

/// What is counted in a person's life, so that each occasion has draws of its own.
#[derive(Clone, Copy, Default)]
struct Episodes {
    /// Firings by channel.
    fired: [u16; CHANNELS],
    stays: u16,
    treatments: u16,
}

#[repr(C, align(64))]
struct Person {
    clocks: Clocks<CHANNELS, SLOTS>,
    key: Key,
    /// The date under which the agenda holds this person.
    queued: Tick,
    /// The place in the one line the person may stand in.
    ticket: Ticket,
    episodes: Episodes,
    /// The slot due at `queued`.
    slot: u8,
    state: State,
    on_recall: bool,
    in_treatment: bool,
    was_treated: bool,
}

impl Person {
    fn new(key: Key) -> Person {
        let mut person = Person {
            clocks: Clocks::new(),
            key,
            queued: Tick::NEVER,
            ticket: Ticket::NONE,
            episodes: Episodes::default(),
            slot: 0,
            state: State::Using,
            on_recall: false,
            in_treatment: false,
            was_treated: false,
        };
        for channel in 0..CHANNELS {
            person.rearm(channel);
        }
        person.enter(State::Using, Tick::START);
        person
    }

    /// Arms a channel for its next firing.
    #[inline]
    fn rearm(&mut self, channel: usize) {
        let purpose = Purpose::Threshold as u32 + channel as u32;
        let draw = self
            .key
            .draw(purpose, u32::from(self.episodes.fired[channel]), 0);
        self.episodes.fired[channel] += 1;
        self.clocks.arm(channel, draw.exp());
    }

    #[inline]
    fn chance(&self, purpose: Purpose, episode: u16, p: f64) -> bool {
        self.key
            .draw(purpose as u32, u32::from(episode), 0)
            .chance(p)
    }

    #[inline]
    fn days(&self, purpose: Purpose, episode: u16, (median, sigma): Duration) -> f64 {
        self.key
            .draw(purpose as u32, u32::from(episode), 0)
            .lognormal(median, sigma)
    }

    /// Moves to a state: no end is set, and the hazards are those of the state.
    #[inline]
    fn enter(&mut self, state: State, now: Tick) {
        self.state = state;
        self.clocks.clear_timer(STATE_END);
        self.apply_hazards(now);
    }

    #[inline]
    fn apply_hazards(&mut self, now: Tick) {
        let hazards = &HAZARDS[self.state as usize];
        let at_risk =
            (self.state as u8) <= State::Court as u8 && !self.clocks.due(RISK_END).is_never();
        let risk = if at_risk { w2::RISK_FACTOR } else { 1.0 };
        let licence = if self.clocks.due(LICENCE_END).is_never() {
            0.0
        } else {
            1.0
        };
        self.clocks.set_rate(ARREST, hazards.arrest as f32, now);
        self.clocks.set_rate(CHANGE, hazards.change as f32, now);
        self.clocks
            .set_rate(DEATH, (hazards.death * risk) as f32, now);
        self.clocks
            .set_rate(RECALL, (hazards.recall * licence) as f32, now);
    }
}

/// The simulation: people, agenda and pools.
pub struct Model<A: Agenda> {
    agenda: A,
    people: Rows<Person>,
    prison: Pool,
    prison_treatment: Pool,
    community: Pool,
    outcome: Outcome,
}

/// Bytes of one person's row.
pub const ROW_BYTES: usize = size_of::<Person>();

/// Follows a cohort of `n` to the end.
pub fn run<A: Agenda>(n: u32, seed: u64) -> Outcome {
    let mut model = Model::<A>::new(n, seed);
    let end = Tick::from_days(w2::DAYS);
    while let Some((now, row)) = model.agenda.pop_before(end) {
        if let Some(later) = model.agenda.ahead(12) {
            prefetch(&model.people, later as usize);
        }
        if model.people[row].queued == now {
            model.execute(row, now);
        }
    }
    model.finish(end)
}

impl<A: Agenda> Model<A> {
    fn new(n: u32, seed: u64) -> Self {
        let [prison, prison_treatment, community] = w2::places(n);
        let root = Key::root(seed, 0);
        let mut model = Model {
            agenda: A::new(Tick::from_days(w2::DAYS)),
            people: Rows::with_capacity(n as usize),
            prison: Pool::new(prison),
            prison_treatment: Pool::new(prison_treatment),
            community: Pool::new(community),
            outcome: Outcome::default(),
        };
        for row in 0..n {
            model.people.push(Person::new(root.child(u64::from(row))));
            model.schedule(row);
        }
        model
    }

    fn finish(self, end: Tick) -> Outcome {
        let mean_wait = |pool: &Pool| {
            let stats = pool.stats(end);
            stats.wait_days_total / stats.granted.max(1) as f64
        };
        Outcome {
            prison_occupancy: self.prison.stats(end).held_days / f64::from(w2::DAYS),
            cell_wait: mean_wait(&self.prison),
            community_wait: mean_wait(&self.community),
            bytes: self.agenda.bytes()
                + self.people.bytes()
                + self.prison.bytes()
                + self.prison_treatment.bytes()
                + self.community.bytes(),
            ..self.outcome
        }
    }

    #[inline]
    fn person(&mut self, row: Row) -> &mut Person {
        &mut self.people[row]
    }

    /// Puts a person's earliest date on the agenda.
    #[inline]
    fn schedule(&mut self, row: Row) {
        let person = &mut self.people[row];
        let (at, slot) = person.clocks.next();
        person.queued = at;
        person.slot = slot as u8;
        self.agenda.push(at, slot as u8, tie(person.key.0, at), row);
    }

    /// Executes what is due, then gives whatever became free to those in line.
    #[inline]
    fn execute(&mut self, row: Row, now: Tick) {
        match usize::from(self.people[row].slot) {
            ARREST => self.arrest(row, now),
            CHANGE => self.change(row, now),
            DEATH => self.die(row, now),
            RECALL => self.recall(row, now),
            STATE_END => self.end_of_state(row, now),
            TREATMENT_END => self.end_of_prison_treatment(row, now),
            window => {
                self.person(row).clocks.clear_timer(window);
                self.person(row).apply_hazards(now);
            }
        }
        self.schedule(row);
        while let Some(served) = self.community.serve_next(now) {
            self.start_from_line(&served, now);
        }
        while let Some(served) = self.prison_treatment.serve_next(now) {
            self.start_prison_treatment_from_line(&served, now);
        }
        while let Some(served) = self.prison.serve_next(now) {
            self.admit_from_cells(&served, now);
        }
    }

    fn arrest(&mut self, row: Row, now: Tick) {
        self.outcome.count(Kind::Arrest);
        let person = self.person(row);
        let arrest = person.episodes.fired[ARREST];
        person.rearm(ARREST);
        let state = person.state;
        if person.chance(Purpose::Diversion, arrest, w2::DIVERTED) {
            match state {
                State::Using | State::Abstinent => self.ask_for_community(row, now),
                _ => self.person(row).apply_hazards(now),
            }
            return;
        }
        self.give_up_community(row, now);
        let person = self.person(row);
        let delay = person.days(Purpose::CourtDelay, arrest, w2::TO_COURT);
        person.enter(State::Court, now);
        person.clocks.set_timer(STATE_END, now.plus_days(delay));
    }

    fn change(&mut self, row: Row, now: Tick) {
        let person = self.person(row);
        person.rearm(CHANGE);
        let kind = match person.state {
            State::Using => Kind::SelfReferral,
            State::Waiting => Kind::Patience,
            State::Treated => Kind::DropOut,
            _ => Kind::Relapse,
        };
        self.outcome.count(kind);
        if matches!(kind, Kind::SelfReferral) {
            self.ask_for_community(row, now);
        } else {
            self.give_up_community(row, now);
            self.person(row).enter(State::Using, now);
        }
    }

    fn recall(&mut self, row: Row, now: Tick) {
        self.outcome.count(Kind::Recall);
        self.give_up_community(row, now);
        self.person(row).rearm(RECALL);
        self.send_to_prison(row, now, true);
    }

    fn die(&mut self, row: Row, now: Tick) {
        self.outcome.count(Kind::Death);
        match self.person(row).state {
            State::Prison => self.leave_prison(row, now),
            State::Cells => {
                let ticket = self.person(row).ticket;
                self.prison.withdraw(ticket, now);
            }
            _ => self.give_up_community(row, now),
        }
        let person = self.person(row);
        person.state = State::Dead;
        person.clocks = Clocks::new();
    }

    fn end_of_state(&mut self, row: Row, now: Tick) {
        match self.person(row).state {
            State::Court => self.court(row, now),
            State::Treated => {
                self.outcome.count(Kind::CommunityEnd);
                self.community.give_back(now);
                self.person(row).enter(State::Abstinent, now);
            }
            _ => self.release(row, now),
        }
    }

    fn court(&mut self, row: Row, now: Tick) {
        self.outcome.count(Kind::Court);
        let person = self.person(row);
        if person.chance(
            Purpose::Sentence,
            person.episodes.fired[ARREST],
            w2::IMPRISONED,
        ) {
            self.send_to_prison(row, now, false);
        } else {
            person.enter(State::Using, now);
        }
    }

    fn release(&mut self, row: Row, now: Tick) {
        self.outcome.count(Kind::Release);
        self.leave_prison(row, now);
        let person = self.person(row);
        person
            .clocks
            .set_timer(RISK_END, Tick(now.0 + Tick::from_days(w2::RISK_DAYS).0));
        person.clocks.set_timer(
            LICENCE_END,
            Tick(now.0 + Tick::from_days(w2::LICENCE_DAYS).0),
        );
        if person.chance(
            Purpose::Referral,
            person.episodes.stays,
            w2::REFERRED_AT_RELEASE,
        ) {
            self.ask_for_community(row, now);
        } else {
            let next = if person.was_treated {
                State::Abstinent
            } else {
                State::Using
            };
            person.enter(next, now);
        }
    }

    fn send_to_prison(&mut self, row: Row, now: Tick, on_recall: bool) {
        self.person(row).on_recall = on_recall;
        match self.prison.request(row, 0, now) {
            Request::Granted => self.admit(row, now),
            Request::Queued(ticket) => {
                let person = self.person(row);
                person.ticket = ticket;
                person.enter(State::Cells, now);
            }
        }
    }

    fn admit(&mut self, row: Row, now: Tick) {
        let person = self.person(row);
        person.episodes.stays += 1;
        let stay = person.episodes.stays;
        let length = if person.on_recall {
            w2::RECALL
        } else {
            w2::SENTENCE
        };
        let days = person.days(Purpose::Stay, stay, length);
        person.was_treated = false;
        person.ticket = Ticket::NONE;
        person.enter(State::Prison, now);
        person.clocks.set_timer(STATE_END, now.plus_days(days));
        if person.chance(Purpose::WantsTreatment, stay, w2::WANTS_TREATMENT) {
            match self.prison_treatment.request(row, 0, now) {
                Request::Granted => self.start_prison_treatment(row, now),
                Request::Queued(ticket) => self.person(row).ticket = ticket,
            }
        }
    }

    fn start_prison_treatment(&mut self, row: Row, now: Tick) {
        let person = self.person(row);
        let stay = person.episodes.stays;
        let days = person.days(Purpose::PrisonTreatment, stay, w2::PRISON_TREATMENT);
        person.ticket = Ticket::NONE;
        person.in_treatment = true;
        person.was_treated = true;
        person.clocks.set_timer(TREATMENT_END, now.plus_days(days));
    }

    fn end_of_prison_treatment(&mut self, row: Row, now: Tick) {
        self.outcome.count(Kind::PrisonTreatmentEnd);
        self.prison_treatment.give_back(now);
        let person = self.person(row);
        person.in_treatment = false;
        person.clocks.clear_timer(TREATMENT_END);
    }

    /// Gives back the prison place and whatever is held or waited for inside.
    fn leave_prison(&mut self, row: Row, now: Tick) {
        self.prison.give_back(now);
        let person = &mut self.people[row];
        if person.in_treatment {
            self.prison_treatment.give_back(now);
            person.in_treatment = false;
            person.clocks.clear_timer(TREATMENT_END);
        } else if person.ticket != Ticket::NONE {
            self.prison_treatment.withdraw(person.ticket, now);
            person.ticket = Ticket::NONE;
        }
    }

    fn ask_for_community(&mut self, row: Row, now: Tick) {
        match self.community.request(row, 0, now) {
            Request::Granted => self.start_community(row, now),
            Request::Queued(ticket) => {
                let person = self.person(row);
                person.ticket = ticket;
                person.enter(State::Waiting, now);
            }
        }
    }

    fn start_community(&mut self, row: Row, now: Tick) {
        let person = self.person(row);
        person.episodes.treatments += 1;
        let treatment = person.episodes.treatments;
        let days = person.days(
            Purpose::CommunityTreatment,
            treatment,
            w2::COMMUNITY_TREATMENT,
        );
        person.ticket = Ticket::NONE;
        person.enter(State::Treated, now);
        person.clocks.set_timer(STATE_END, now.plus_days(days));
    }

    /// Gives up a place in community treatment, or in the line for it.
    fn give_up_community(&mut self, row: Row, now: Tick) {
        let person = &mut self.people[row];
        match person.state {
            State::Treated => self.community.give_back(now),
            State::Waiting => {
                self.community.withdraw(person.ticket, now);
                person.ticket = Ticket::NONE;
            }
            _ => {}
        }
    }

    fn start_from_line(&mut self, served: &Served, now: Tick) {
        self.outcome.count(Kind::CommunityStart);
        prefetch_line(&self.people, &self.community);
        self.start_community(served.row, now);
        self.schedule(served.row);
    }

    fn start_prison_treatment_from_line(&mut self, served: &Served, now: Tick) {
        self.outcome.count(Kind::PrisonTreatmentStart);
        prefetch_line(&self.people, &self.prison_treatment);
        self.start_prison_treatment(served.row, now);
        self.schedule(served.row);
    }

    fn admit_from_cells(&mut self, served: &Served, now: Tick) {
        self.outcome.count(Kind::CellToPrison);
        prefetch_line(&self.people, &self.prison);
        self.admit(served.row, now);
        self.schedule(served.row);
    }
}

/// Fetches the person a few places behind the front of a line.
#[inline]
fn prefetch_line(people: &[Person], pool: &Pool) {
    if let Some(row) = pool.peek_ahead(3) {
        prefetch(people, row as usize);
    }
}
