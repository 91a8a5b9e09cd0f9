//! Follows one person through a world and writes down their life. Every change of a person ends
//! in `refresh` or in `remove`; there the state is compared with the last one written, so what
//! happens to a person at other people's events is not missed.

use crate::engine::{Key, Tick};
use crate::observe::{Count, Life, Moment, Standing};
use crate::pathway::measure::census::stage;
use crate::pathway::person::{Custody, Id, Order, Person, Place, Supervision, Treatment};
use crate::pathway::telling::phrases;
use crate::pathway::telling::words::Change;
use crate::pathway::world::World;
use crate::strata::{Housing, Offence, Use};

/// The person who is followed, and what is known of them.
#[derive(Clone, Debug)]
pub(in crate::pathway) struct Tracked {
    key: Key,
    area: usize,
    number: u64,
    from: Tick,
    about: String,
    /// The type of the last offence detected, which the person's row keeps only after a charge.
    offence: Offence,
    /// What was counted about the person since they were last looked at.
    marks: Vec<Count>,
    last: Option<Box<Person>>,
    moments: Vec<Moment>,
}

impl World<'_> {
    /// Follows person `number` of an area from now on, and writes from `from` on.
    pub(in crate::pathway::telling) fn track(&mut self, area: usize, number: u64, from: Tick) {
        self.tracked = Some(Box::new(Tracked {
            key: self.key_of(area, number),
            area,
            number,
            from,
            about: String::new(),
            offence: Offence::Acquisitive,
            marks: Vec::new(),
            last: None,
            moments: Vec::new(),
        }));
        for id in 0..self.people.len() as Id {
            if self.is_present(id) {
                self.note_state(id);
            }
        }
    }

    /// The key of a person's draws: their identity.
    pub(in crate::pathway::telling) fn key_of(&self, area: usize, number: u64) -> Key {
        self.key.child(area as u64).child(number)
    }

    /// What was written down of the person who is followed: nothing if they never lived here,
    /// or no longer when writing began.
    pub(in crate::pathway) fn life(&mut self) -> Option<Life> {
        let mut tracked = self.tracked.take()?;
        self.open(&mut tracked);
        (!tracked.moments.is_empty()).then(|| Life {
            area: self.plan.areas[tracked.area].clone(),
            number: tracked.number,
            about: tracked.about,
            moments: tracked.moments,
        })
    }

    #[inline]
    fn follows(&mut self, id: Id) -> Option<&mut Tracked> {
        let tracked = self.tracked.as_deref_mut()?;
        (tracked.key == self.people[id].key).then_some(tracked)
    }

    /// Something was counted about a person.
    #[inline]
    pub(in crate::pathway) fn note_mark(&mut self, what: Count, id: Id) {
        if let Some(tracked) = self.follows(id) {
            tracked.marks.push(what);
        }
    }

    /// An offence was detected.
    #[inline]
    pub(in crate::pathway) fn note_offence(&mut self, id: Id, kind: Offence) {
        if let Some(tracked) = self.follows(id) {
            tracked.offence = kind;
        }
    }

    /// A person's state may have changed.
    #[inline]
    pub(in crate::pathway) fn note_state(&mut self, id: Id) {
        if self.follows(id).is_some() {
            self.write(id, None);
        }
    }

    /// A person leaves the world for the stage `to`.
    #[inline]
    pub(in crate::pathway) fn note_departure(&mut self, id: Id, to: u8) {
        if self.follows(id).is_some() {
            self.write(id, Some(to));
        }
    }

    #[cold]
    fn write(&mut self, id: Id, departed: Option<u8>) {
        let Some(mut tracked) = self.tracked.take() else {
            return;
        };
        self.open(&mut tracked);
        let after = &self.people[id];
        let marks = std::mem::take(&mut tracked.marks);
        match tracked.last.take() {
            Some(before) => {
                let change = Change {
                    before: &before,
                    after,
                    marks: &marks,
                    offence: tracked.offence,
                    now: self.now,
                    calendar: &self.plan.calendar,
                };
                let (said, standing) = match departed {
                    Some(to) => (change.marked(), gone(to)),
                    None => (change.said(), standing(after)),
                };
                if self.now >= tracked.from {
                    for (event, words) in said {
                        self.push(&mut tracked, after, event, words, standing);
                    }
                }
            }
            None => {
                tracked.about = phrases::about(after, &self.plan.calendar);
                if self.now >= tracked.from && self.now > Tick::START {
                    let words = format!("enters the population: {}", phrases::state(after));
                    self.push(&mut tracked, after, "enters", words, standing(after));
                }
            }
        }
        if departed.is_none() {
            tracked.last = Some(Box::new(after.clone()));
        }
        self.tracked = Some(tracked);
    }

    /// Says how things stood when writing began, once it has begun.
    fn open(&self, tracked: &mut Tracked) {
        if self.now < tracked.from || !tracked.moments.is_empty() {
            return;
        }
        if let Some(last) = &tracked.last {
            let moment = Moment {
                date: self.plan.calendar.date_of(tracked.from),
                age: last.age(tracked.from) as u8,
                event: "begins",
                words: phrases::state(last),
                standing: standing(last),
            };
            tracked.moments.push(moment);
        }
    }

    fn push(
        &self,
        tracked: &mut Tracked,
        p: &Person,
        event: &'static str,
        words: String,
        standing: Standing,
    ) {
        tracked.moments.push(Moment {
            date: self.plan.calendar.date_of(self.now),
            age: p.age(self.now) as u8,
            event,
            words,
            standing,
        });
    }
}

/// The standing of somebody who is no more in the world.
fn gone(to: u8) -> Standing {
    Standing {
        place: if to == stage::DEAD { "dead" } else { "left" },
        ..Standing::default()
    }
}

/// How things stand with a person.
fn standing(p: &Person) -> Standing {
    Standing {
        custody: match p.custody {
            Custody::None => "none",
            Custody::Remand => "remand",
            Custody::Sentenced => "sentenced",
            Custody::Recalled => "recalled",
            Custody::Committed => "committed",
        },
        place: match p.place {
            Place::Community => "community",
            Place::Cells => "cells",
            Place::Prison => "prison",
        },
        supervision: match p.supervision {
            Supervision::None => "none",
            Supervision::Licence => "licence",
            Supervision::PostSentence => "post_sentence",
        },
        order: match p.order {
            Order::None => "none",
            Order::Community => "community",
            Order::Suspended => "suspended",
        },
        use_: match p.use_ {
            _ if !p.has_need() => "none",
            Use::Dependent => "dependent",
            Use::Reduced => "reduced",
            Use::Abstinent => "abstinent",
            Use::Recovered => "recovered",
        },
        treatment: match p.treatment {
            _ if p.in_prison_treatment() => "treated",
            Treatment::None => "none",
            Treatment::Booked => "booked",
            Treatment::Referred => "referred",
            Treatment::Waiting => "waiting",
            Treatment::Treated => "treated",
        },
        housing: match p.housing {
            Housing::Settled => "settled",
            Housing::Temporary => "temporary",
            Housing::Approved => "approved",
            Housing::Homeless => "homeless",
            Housing::Family => "family",
        },
    }
}
