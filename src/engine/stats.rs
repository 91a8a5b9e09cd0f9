//! The time average of a level that changes at ticks.

use super::time::Tick;

/// A level and its integral over time since the last reset.
#[derive(Clone, Copy, Debug, Default)]
pub struct TimeWeighted {
    level: f64,
    area: f64,
    since: Tick,
    last: Tick,
}

impl TimeWeighted {
    /// A level of 0 from `now` on.
    pub fn new(now: Tick) -> TimeWeighted {
        TimeWeighted {
            level: 0.0,
            area: 0.0,
            since: now,
            last: now,
        }
    }

    /// The level.
    pub fn level(&self) -> f64 {
        self.level
    }

    /// Raises the level (lowers it if negative).
    #[inline]
    pub fn add(&mut self, delta: f64, now: Tick) {
        self.area = self.integral(now);
        self.last = now;
        self.level += delta;
    }

    /// Level times days since the last reset.
    #[inline]
    pub fn integral(&self, now: Tick) -> f64 {
        self.area + self.level * now.days_since(self.last)
    }

    /// The mean level since the last reset; the level itself if no time has passed.
    pub fn mean(&self, now: Tick) -> f64 {
        let days = now.days_since(self.since);
        if days > 0.0 {
            self.integral(now) / days
        } else {
            self.level
        }
    }

    /// Forgets the past and keeps the level.
    pub fn reset(&mut self, now: Tick) {
        *self = TimeWeighted {
            level: self.level,
            ..TimeWeighted::new(now)
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_weighted_by_time() {
        let day = Tick::from_days;
        let mut level = TimeWeighted::new(day(0));
        level.add(2.0, day(1));
        level.add(-1.0, day(3));
        assert_eq!(level.integral(day(5)), 6.0);
        assert_eq!(level.mean(day(6)), 7.0 / 6.0);
        level.reset(day(6));
        assert_eq!(
            (level.mean(day(6)), level.mean(day(8)), level.level()),
            (1.0, 1.0, 1.0)
        );
    }
}
