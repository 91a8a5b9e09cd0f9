//! Writes down what happens: counts by month and stratum, levels integrated over time,
//! flows between stages.
//!
//! Levels and hazards are integers, so that the order in which people come and go cannot
//! leave a rounding error behind, and an overlay that changes nothing differs by exactly 0.

use super::exposure::Exposure;
use super::quantities::{Dated, Elapsed, Level, Spread, Staff, Staffing, Stock, Tally};
use super::spread::{self, BINS, Histogram};
use super::strata::{Cells, Strata};
use crate::engine::{Pace, TICKS_PER_DAY, Tick};

/// Stages of the table of flows.
pub const STAGES: &[&str] = &[
    "outside",
    "liberty",
    "scheme",
    "bail",
    "order",
    "licence",
    "post_sentence",
    "at_large",
    "remand",
    "cells",
    "prison",
    "recalled",
    "dead",
];

/// Ticks of person-time, or hazard in fixed point times ticks; wide enough for decades.
type Integral = i128;

/// One level in one cell. The integral of a level that steps by `d` at time `t` is, at time `T`,
/// its height times `T` less the sum of all `d t`: so that a step is two additions. Both are wide: hazards of
/// many people add up to more than a word holds where a scenario says so, and the alignment leaves the room.
#[derive(Clone, Copy, Debug, Default)]
struct Standing {
    height: Integral,
    moment: Integral,
}

impl Standing {
    #[inline]
    fn step(&mut self, by: i64, moment: Integral) {
        self.height += Integral::from(by);
        self.moment += moment;
    }

    /// The integral up to `now`.
    fn whole(&self, now: i64) -> Integral {
        self.height * Integral::from(now) - self.moment
    }
}

/// Hazards are kept in units of 2^-40 a day.
const HAZARD_UNIT: f64 = (1u64 << 40) as f64;

/// A hazard per day in fixed point; more than thirty thousand a day of one person is kept as so many, so that
/// the sums over everybody and all time stay sums.
#[inline]
fn fixed(per_day: f32) -> i64 {
    const MOST: i64 = 1 << 55;
    ((f64::from(per_day) * HAZARD_UNIT) as i64).min(MOST)
}

/// Everything one world has written down so far.
#[derive(Clone, Debug)]
pub struct Observer {
    cells: Cells,
    /// The operational time of hazards that go with age.
    pace: Pace,
    /// First tick of each month observed, and the end of the last.
    months: Vec<Tick>,
    month: Option<usize>,
    counts: Vec<u32>,
    standing: Vec<Standing>,
    /// The integral of each up to the last turn of the month.
    taken: Vec<Integral>,
    integrals: Vec<Integral>,
    /// What dated levels stood at when each month ended.
    ends: Vec<i64>,
    flows: Vec<u32>,
    spreads: Vec<u32>,
    /// Events executed.
    pub events: u64,
}

impl Observer {
    /// Observes the months between successive ticks of `months`, for this number of areas.
    pub fn new(areas: usize, months: Vec<Tick>) -> Observer {
        let cells = Cells::new(areas);
        let n = months.len().saturating_sub(1);
        Observer {
            cells,
            pace: Pace::even(),
            month: None,
            counts: vec![0; n * Tally::COUNT * cells.len()],
            standing: vec![Standing::default(); Stock::COUNT * cells.len()],
            taken: vec![0; Stock::COUNT * cells.len()],
            integrals: vec![0; n * Stock::COUNT * cells.len()],
            ends: vec![0; n * Dated::COUNT * cells.len()],
            flows: vec![0; n * STAGES.len() * STAGES.len()],
            spreads: vec![0; n * Spread::COUNT * cells.len() * BINS],
            months,
            events: 0,
        }
    }

    /// The same, with hazards of offending in an operational time of their own.
    pub fn with_pace(self, pace: Pace) -> Observer {
        Observer { pace, ..self }
    }

    /// The ticks at which months begin, and the end of the last one.
    pub fn months(&self) -> &[Tick] {
        &self.months
    }

    /// The cells of the strata.
    pub fn cells(&self) -> Cells {
        self.cells
    }

    /// Closes the present month, and opens the one that begins at `now`, if one does.
    pub fn turn_month(&mut self, now: Tick) {
        let (cells, own) = (self.cells.len(), self.pace.units(now));
        let width = Stock::COUNT * cells;
        for (i, (standing, taken)) in self.standing.iter().zip(&mut self.taken).enumerate() {
            let is_paced = Level::PACED.contains(&(i / cells));
            let whole = standing.whole(if is_paced { own } else { i64::from(now.0) });
            let integral = whole - std::mem::replace(taken, whole);
            let integral = if is_paced {
                integral >> Pace::BITS
            } else {
                integral
            };
            if let Some(month) = self.month {
                self.integrals[month * width + i] += integral;
            }
        }
        if let Some(month) = self.month {
            for dated in Dated::ALL {
                for cell in 0..cells {
                    let at = (month * Dated::COUNT + dated as usize) * cells + cell;
                    self.ends[at] = self.standing_in(dated.level(), cell);
                }
            }
        }
        let opening = self.months.partition_point(|&m| m <= now);
        self.month = (opening >= 1 && opening < self.months.len()).then(|| opening - 1);
    }

    /// The month of `at`, if it is observed.
    #[inline]
    fn month_of(&self, at: Tick) -> Option<usize> {
        let i = self.months.partition_point(|&m| m <= at);
        (i >= 1 && i < self.months.len()).then(|| i - 1)
    }

    /// Counts one event now.
    #[inline]
    pub fn count(&mut self, what: impl Into<Tally>, strata: Strata) {
        if let Some(month) = self.month {
            self.add_count(month, what.into(), strata);
        }
    }

    /// Counts one event in the month of `at`: a cohort's, which began then.
    #[inline]
    pub fn count_at(&mut self, what: impl Into<Tally>, strata: Strata, at: Tick) {
        if let Some(month) = self.month_of(at) {
            self.add_count(month, what.into(), strata);
        }
    }

    /// Counts a time in its spread.
    pub fn add_spread(&mut self, what: Spread, strata: Strata, days: f64) {
        if let Some(month) = self.month {
            let cells = self.cells.len();
            let base = month * Spread::COUNT * cells * BINS;
            let bin = spread::bin(days);
            let spreads = &mut self.spreads[base..];
            self.cells
                .each(strata, |c| spreads[spread::at(what, cells, c, bin)] += 1);
        }
    }

    #[inline]
    fn add_count(&mut self, month: usize, what: Tally, strata: Strata) {
        let base = (month * Tally::COUNT + what.row()) * self.cells.len();
        let counts = &mut self.counts[base..base + self.cells.len()];
        self.cells.each(strata, |c| counts[c] += 1);
    }

    /// Adds days to a sum, which is kept in tenths of a day.
    #[inline]
    pub fn add_days(&mut self, what: Elapsed, strata: Strata, days: f64) {
        if let Some(month) = self.month {
            let base = (month * Tally::COUNT + Tally::from(what).row()) * self.cells.len();
            let counts = &mut self.counts[base..base + self.cells.len()];
            let tenths = libm::round(days * Elapsed::PER_DAY) as u32;
            self.cells.each(strata, |c| counts[c] += tenths);
        }
    }

    /// Changes a stock by `by` people, who are alike in their own strata.
    #[inline]
    pub fn shift(&mut self, stock: impl Into<Stock>, strata: Strata, by: i64, now: Tick) {
        self.step(stock.into(), strata, by, i64::from(now.0));
    }

    /// The same at a moment of the stock's own time.
    #[inline]
    fn step(&mut self, stock: Stock, strata: Strata, by: i64, at: i64) {
        let moment = Integral::from(by) * Integral::from(at);
        let width = self.cells.len();
        let base = stock.row() * width;
        let standing = &mut self.standing[base..base + width];
        for cell in self.cells.of_person(strata) {
            standing[cell].step(by, moment);
        }
    }

    /// Changes a stock that is not of persons.
    pub fn shift_places(&mut self, stock: impl Into<Stock>, strata: Strata, by: i64, now: Tick) {
        let moment = Integral::from(by) * Integral::from(now.0);
        let width = self.cells.len();
        let base = stock.into().row() * width;
        let standing = &mut self.standing[base..base + width];
        self.cells.each(strata, |c| standing[c].step(by, moment));
    }

    /// Sets what a stock stands at in one cell, for what is read off rather than followed.
    pub fn set(&mut self, stock: impl Into<Stock>, cell: usize, height: i64, now: Tick) {
        let standing = &mut self.standing[stock.into().row() * self.cells.len() + cell];
        let by = height - standing.height as i64;
        if by != 0 {
            standing.step(by, Integral::from(by) * Integral::from(now.0));
        }
    }

    /// Sets how a service is staffed in one cell.
    pub fn set_staffing(&mut self, of: Staff, cell: usize, is: Staffing, now: Tick) {
        for (stock, height) in [
            (Stock::caseload(of), is.caseload),
            (Stock::in_post(of), is.in_post),
            (Stock::posts(of), is.posts),
        ] {
            self.set(stock, cell, i64::from(height), now);
        }
    }

    /// Moves one person's time and hazard of fatal overdose from one exposure to another.
    #[inline]
    pub fn expose(
        &mut self,
        strata: Strata,
        (from, before): (Exposure, f32),
        (to, after): (Exposure, f32),
        now: Tick,
    ) {
        if from == to {
            if before.to_bits() != after.to_bits() && to != Exposure::NONE {
                let by = fixed(after) - fixed(before);
                self.shift(Stock::hazard(to), strata, by, now);
            }
            return;
        }
        for (exposure, by, hazard) in [(from, -1, -fixed(before)), (to, 1, fixed(after))] {
            if exposure != Exposure::NONE {
                self.shift(Stock::hazard(exposure), strata, hazard, now);
                self.shift(Stock::exposed(exposure), strata, by, now);
            }
        }
    }

    /// Changes a hazard of one person from `from` to `to`, both per day (of its own time, if it has
    /// one).
    #[inline]
    pub fn rehazard(&mut self, level: Level, strata: Strata, from: f32, to: f32, now: Tick) {
        if from.to_bits() != to.to_bits() {
            let at = if Level::PACED.contains(&(level as usize)) {
                self.pace.units(now)
            } else {
                i64::from(now.0)
            };
            self.step(level.into(), strata, fixed(to) - fixed(from), at);
        }
    }

    /// What a stock stands at for everyone.
    #[inline]
    pub fn standing(&self, stock: impl Into<Stock>) -> i64 {
        self.standing_in(stock, Cells::ALL)
    }

    /// What a stock stands at in one cell.
    #[inline]
    pub fn standing_in(&self, stock: impl Into<Stock>, cell: usize) -> i64 {
        self.standing[stock.into().row() * self.cells.len() + cell].height as i64
    }

    /// Counts one move between two stages of the table of flows.
    #[inline]
    pub fn flow(&mut self, from: u8, to: u8) {
        if let Some(month) = self.month {
            let n = STAGES.len();
            self.flows[(month * n + from as usize) * n + to as usize] += 1;
        }
    }

    /// Events of `what` in months `range`, in one cell.
    pub fn total(&self, what: impl Into<Tally>, cell: usize, range: std::ops::Range<usize>) -> f64 {
        let row = what.into().row();
        range
            .map(|m| f64::from(self.counts[(m * Tally::COUNT + row) * self.cells.len() + cell]))
            .sum()
    }

    /// What a level stood at when each of the months `range` ended, summed, in one cell.
    pub fn at_month_ends(&self, what: Dated, cell: usize, range: std::ops::Range<usize>) -> f64 {
        let row = what as usize;
        range
            .map(|m| self.ends[(m * Dated::COUNT + row) * self.cells.len() + cell] as f64)
            .sum()
    }

    /// The spread of a time in months `range`, in one cell, added to `sum`.
    pub fn add_up(
        &self,
        what: Spread,
        cell: usize,
        range: std::ops::Range<usize>,
        sum: &mut Histogram,
    ) {
        let cells = self.cells.len();
        for month in range {
            let base = month * Spread::COUNT * cells * BINS + spread::at(what, cells, cell, 0);
            for (sum, &count) in sum.iter_mut().zip(&self.spreads[base..base + BINS]) {
                *sum += u64::from(count);
            }
        }
    }

    /// Person-days of a stock in months `range`, in one cell.
    pub fn person_days(
        &self,
        stock: impl Into<Stock>,
        cell: usize,
        range: std::ops::Range<usize>,
    ) -> f64 {
        let row = stock.into().row();
        let ticks: Integral = range
            .map(|m| self.integrals[(m * Stock::COUNT + row) * self.cells.len() + cell])
            .sum();
        ticks as f64 / f64::from(TICKS_PER_DAY)
    }

    /// Events that a hazard stands for in months `range`, in one cell.
    pub fn expected(
        &self,
        level: impl Into<Stock>,
        cell: usize,
        range: std::ops::Range<usize>,
    ) -> f64 {
        self.person_days(level, cell, range) / HAZARD_UNIT
    }

    /// Moves between two stages in months `range`.
    pub fn flowed(&self, from: usize, to: usize, range: std::ops::Range<usize>) -> f64 {
        let n = STAGES.len();
        range
            .map(|m| f64::from(self.flows[(m * n + from) * n + to]))
            .sum()
    }

    /// Days in months `range`.
    pub fn days(&self, range: &std::ops::Range<usize>) -> f64 {
        self.months[range.end].days_since(self.months[range.start])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strata::{Sex, Substance};

    /// Protects: what is kept of a month's end is what a level stands at then, in each cell, and nothing from
    /// outside the months.
    #[test]
    fn a_dated_level_is_that_of_the_end_of_the_month() {
        let ends = [0, 10, 20].map(Tick::from_days).to_vec();
        let mut seen = Observer::new(2, ends.clone());
        let strata = Strata::new(1, Sex::Male, Substance::Opiate);
        seen.shift(Level::Prison, strata, 5, ends[0]);
        seen.turn_month(ends[0]);
        seen.shift(Level::Prison, strata, 2, Tick::from_days(9));
        seen.turn_month(ends[1]);
        seen.shift(Level::Prison, strata, -4, Tick::from_days(19));
        seen.turn_month(ends[2]);
        seen.shift(Level::Prison, strata, 9, ends[2]);
        seen.turn_month(ends[2]);
        let in_cell =
            |cell| [0, 1].map(|month| seen.at_month_ends(Dated::Prison, cell, month..month + 1));
        assert_eq!(in_cell(Cells::ALL), [7.0, 3.0]);
        assert_eq!(seen.at_month_ends(Dated::Prison, Cells::ALL, 0..2), 10.0);
        let cells = seen.cells();
        assert_eq!(in_cell(cells.of_area(1)), [7.0, 3.0]);
        assert_eq!(in_cell(cells.of_area(0)), [0.0, 0.0]);
    }

    /// Protects: hazards of many people add up as they are, beyond what a word of 64 bits holds.
    #[test]
    fn hazards_of_many_people_are_their_sum() {
        let ends = vec![Tick::from_days(0), Tick::from_days(10)];
        let mut seen = Observer::new(1, ends.clone());
        let strata = Strata::new(0, Sex::Male, Substance::Opiate);
        seen.turn_month(ends[0]);
        let (people, each) = (2_000, 10_000.0);
        for _ in 0..people {
            seen.rehazard(Level::OverdoseHazard, strata, 0.0, each, ends[0]);
        }
        seen.turn_month(ends[1]);
        let expected = f64::from(people) * f64::from(each) * 10.0;
        assert_eq!(
            seen.expected(Level::OverdoseHazard, Cells::ALL, 0..1),
            expected
        );
    }
}
