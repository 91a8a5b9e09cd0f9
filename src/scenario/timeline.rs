//! The value of a parameter at a date, and the dates on which it changes.
//!
//! What is below is stated first: the value from the start, then the changes by date. A change
//! that sets a value takes the place of everything before it; one that multiplies or adds acts
//! on whatever the value is then. A change of a text lies over those of the texts it rests on,
//! whatever their dates: a value in it hides them, a factor in it reaches them.
//!
//! A ramp moves in steps: it stands still until the first of a month and is recomputed
//! there, so that what is in force is constant between the dates of
//! [`change_dates`](change_dates) and each parameter is a function of the date alone.

use std::collections::BTreeSet;

use crate::engine::Date;

use super::item::{Action, BEGINNING, Body, Leaf, Phase, Section, Shape};
use super::units::DAYS_PER_MONTH;
use super::written::Amount;

/// A moment at which values are asked for.
#[derive(Debug, Clone, Copy)]
pub struct When {
    /// The day.
    date: Date,
    /// Until this day the world is as it is on this day: what texts say of the world itself has
    /// always been so, while policies act on their dates.
    settled: Date,
}

impl When {
    /// A day of a world with all its history.
    pub fn on(date: Date) -> Self {
        Self {
            date,
            settled: BEGINNING,
        }
    }

    /// A day of a world that has been as it is on another day until then.
    pub fn settled(date: Date, settled: Date) -> Self {
        Self { date, settled }
    }

    /// The day that counts for a change.
    fn of(self, phase: &Phase) -> Date {
        if phase.to.layer.is_world {
            self.date.max(self.settled)
        } else {
            self.date
        }
    }
}

impl From<Date> for When {
    fn from(date: Date) -> Self {
        When::on(date)
    }
}

impl Phase {
    /// The first day on which it has come in full. Whole months are calendar months.
    pub fn end(&self) -> Date {
        if self.over == 0.0 {
            return self.from;
        }
        let months = self.over / DAYS_PER_MONTH;
        if months == libm::floor(months) {
            self.from.plus_months(months as i32)
        } else {
            self.from.plus_days(libm::ceil(self.over) as i64)
        }
    }

    /// Share of the way that is done at a date, in monthly steps.
    pub fn progress(&self, date: Date) -> f64 {
        let end = self.end();
        if date >= end {
            return 1.0;
        }
        let whole = end.days_since(self.from) as f64;
        let done = |date: Date| date.days_since(self.from).max(0) as f64 / whole;
        let month = done(date.first_of_month());
        match self.shape {
            Shape::Linear => month,
            Shape::FrontLoaded => 1.0 - (1.0 - month) * (1.0 - month),
            Shape::BackLoaded => month * month,
            Shape::Steps(steps) => {
                let steps = f64::from(steps.max(1));
                libm::floor(done(date) * steps + 1e-9) / steps
            }
        }
    }

    /// Whether it acts at a moment.
    fn holds(&self, when: When) -> bool {
        let date = when.of(self);
        self.from <= date && self.until.is_none_or(|until| date < until)
    }

    /// The dates on which it may change the value.
    fn steps(&self, dates: &mut BTreeSet<Date>) {
        let end = self.end();
        let mut step = |date: Date| {
            if date != BEGINNING && self.until.is_none_or(|until| date < until) {
                dates.insert(date);
            }
        };
        step(self.from);
        if let (Shape::Steps(steps), true) = (self.shape, end > self.from) {
            let days = end.days_since(self.from) as f64;
            for part in 1..steps.max(1) {
                let share = f64::from(part) / f64::from(steps);
                step(self.from.plus_days(libm::ceil(days * share - 1e-9) as i64));
            }
        } else {
            let mut date = self.from;
            while date < end {
                step(date);
                date = date.first_of_month().plus_months(1);
            }
        }
        step(end);
        dates.extend(self.until);
    }
}

/// The value in force at a date; `None` before a parameter without a base has its first.
pub fn value_at(leaf: &Leaf, date: Date) -> Option<Amount> {
    value_when(leaf, When::on(date))
}

/// The value in force at a moment.
pub fn value_when(leaf: &Leaf, when: When) -> Option<Amount> {
    let reading = Reading {
        leaf,
        when,
        bounded: true,
    };
    if leaf.phases.is_empty() {
        return reading.base();
    }
    let all: Vec<&Phase> = leaf.phases.iter().collect();
    reading.of(&all)
}

/// The first date on which factors and what is added make a value that its kind does not allow,
/// with that value.
pub fn beyond(leaf: &Leaf) -> Option<(Date, f64)> {
    if leaf.phases.iter().all(|phase| phase.action == Action::Set) {
        return None;
    }
    let mut dates = BTreeSet::from([BEGINNING]);
    change_dates(leaf, &mut dates);
    let (least, most) = (leaf.limits.least, leaf.limits.most);
    let all: Vec<&Phase> = leaf.phases.iter().collect();
    dates.into_iter().find_map(|date| {
        let reading = Reading {
            leaf,
            when: When::on(date),
            bounded: false,
        };
        let value = reading.of(&all)?.number()?;
        let outside = value < least - 1e-12 || value > most + 1e-12;
        outside.then_some((date, value))
    })
}

/// A parameter at a moment.
struct Reading<'a> {
    leaf: &'a Leaf,
    when: When,
    /// Whether what comes out is kept within what the kind allows.
    bounded: bool,
}

impl Reading<'_> {
    /// The value that these changes make of it, in the order of their dates.
    fn of(&self, changes: &[&Phase]) -> Option<Amount> {
        let now: Vec<&Phase> = changes
            .iter()
            .copied()
            .filter(|phase| phase.holds(self.when))
            .collect();
        let mut set = None;
        for (index, phase) in now.iter().enumerate() {
            let hidden = |(_, over): (usize, &Phase)| over.stands_over(phase);
            if phase.action == Action::Set && !set.is_some_and(hidden) {
                set = Some((index, *phase));
            }
        }
        let value = match set {
            None => self.base(),
            Some((_, phase)) => Some(self.set(phase, changes)),
        };
        let lasts = |index: usize, phase: &Phase| match set {
            None => true,
            Some((last, set)) => {
                let set_there = set.to.layer.file == phase.to.layer.file;
                let hidden = set_there || set.to.layer.lies_over(&phase.to.layer);
                phase.stands_over(set) || (index > last && !hidden)
            }
        };
        let relative = now
            .iter()
            .enumerate()
            .filter(|(index, phase)| phase.action != Action::Set && lasts(*index, phase))
            .map(|(_, phase)| *phase);
        match value {
            Some(Amount::Number(value)) => Some(Amount::Number(self.moved(value, relative))),
            other => other,
        }
    }

    fn base(&self) -> Option<Amount> {
        let base = self.leaf.base.as_ref()?.value;
        Some(if self.leaf.own {
            base
        } else {
            self.shared(base)
        })
    }

    /// A national amount as it comes to the area that this is the view of.
    fn shared(&self, amount: Amount) -> Amount {
        match amount {
            Amount::Number(number) if !self.leaf.share.is_empty() => {
                let factors = self.leaf.share.iter();
                let factors = factors.filter_map(|one| value_when(one, self.when)?.number());
                Amount::Number(number * factors.product::<f64>())
            }
            other => other,
        }
    }

    fn amount(&self, phase: &Phase) -> Amount {
        if phase.local || phase.action == Action::Times {
            phase.to.value
        } else {
            self.shared(phase.to.value)
        }
    }

    /// The value while a change moves it to another.
    fn set(&self, phase: &Phase, changes: &[&Phase]) -> Amount {
        let after = self.amount(phase);
        let share = phase.progress(self.when.of(phase));
        let Amount::Number(to) = after else {
            return after;
        };
        if share >= 1.0 {
            return after;
        }
        // It starts from where the value has got to, without what acts on it still.
        let earlier: Vec<&Phase> = changes
            .iter()
            .copied()
            .take_while(|one| !std::ptr::eq(*one, phase))
            .filter(|one| !one.stands_over(phase))
            .collect();
        let then = Reading {
            leaf: self.leaf,
            when: When {
                date: phase.from,
                ..self.when
            },
            bounded: self.bounded,
        };
        match then.of(&earlier) {
            Some(Amount::Number(before)) => Amount::Number(before + (to - before) * share),
            _ => after,
        }
    }

    /// A value with what changes of texts make of it, those below first.
    fn moved<'p>(&self, value: f64, relative: impl Iterator<Item = &'p Phase>) -> f64 {
        let mut texts: Vec<Vec<&Phase>> = Vec::new();
        for phase in relative {
            let same = |one: &&mut Vec<&Phase>| {
                one.iter().all(|other| {
                    other.to.layer.file == phase.to.layer.file && other.local == phase.local
                })
            };
            if let Some(text) = texts.iter_mut().find(same) {
                text.push(phase);
                continue;
            }
            let over = |text: &Vec<&Phase>| text.iter().any(|one| one.stands_over(phase));
            let at = texts.iter().position(over).unwrap_or(texts.len());
            texts.insert(at, vec![phase]);
        }
        if texts.is_empty() {
            return value;
        }
        let (least, most) = (self.leaf.limits.least, self.leaf.limits.most);
        let moved = texts.iter().fold(value, |value, text| {
            match text.first().map(|phase| phase.action) {
                Some(Action::Times) => value * self.way(text, 1.0),
                _ => value + self.way(text, 0.0),
            }
        });
        if self.bounded {
            moved.clamp(least, most)
        } else {
            moved
        }
    }

    /// How far the changes of one text have come, from no change.
    fn way(&self, text: &[&Phase], none: f64) -> f64 {
        let mut reached = none;
        for (index, phase) in text.iter().enumerate() {
            let next = text.get(index + 1).map(|next| next.from);
            let now = self.when.of(phase);
            let until = next.map_or(now, |next| next.min(now));
            let to = self.amount(phase).number().unwrap_or(none);
            reached += (to - reached) * phase.progress(until);
        }
        reached
    }
}

/// Adds the dates on which a parameter's value may differ from the day before.
pub fn change_dates(leaf: &Leaf, dates: &mut BTreeSet<Date>) {
    for (index, phase) in leaf.phases.iter().enumerate() {
        let next = leaf.phases.get(index + 1);
        let mut own = BTreeSet::new();
        phase.steps(&mut own);
        let is_idle = phase.action == Action::Set
            && phase.until.is_none()
            && value_at(leaf, phase.from.plus_days(-1)) == Some(phase.to.value);
        if is_idle {
            continue;
        }
        // A later value takes over where this one has got to.
        let taken_over = next.filter(|next| {
            next.action == Action::Set && next.until.is_none() && !phase.stands_over(next)
        });
        match taken_over {
            Some(next) => dates.extend(own.into_iter().filter(|date| *date < next.from)),
            None => dates.extend(own),
        }
    }
}

/// Adds the change dates of everything in a section, and of its local overrides.
pub fn section_dates(section: &Section, dates: &mut BTreeSet<Date>) {
    each_leaf(section, &mut |leaf| change_dates(leaf, dates));
}

/// Adds the dates on which something may change that is not the world's own.
pub fn policy_dates(section: &Section, dates: &mut BTreeSet<Date>) {
    each_leaf(section, &mut |leaf| {
        let own = leaf.phases.iter();
        own.filter(|phase| !phase.to.layer.is_world)
            .for_each(|phase| phase.steps(dates));
    });
}

fn each_leaf(section: &Section, act: &mut impl FnMut(&Leaf)) {
    for entry in section.entries.values().chain(section.local.values()) {
        match &entry.item.body {
            Body::Leaf(leaf) => act(leaf),
            Body::Section(inner) => each_leaf(inner, act),
            _ => {}
        }
    }
}
