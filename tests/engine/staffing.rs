//! A workforce under a load that changes.

use throughcare::engine::{Key, Tick, Workforce, WorkforceSpec};

use crate::statistics::assert_mean;

/// Leavers follow the integral of the hazard over a load that jumps back and forth, though
/// nothing tells the workforce when it does.
#[test]
fn leavers_follow_a_load_that_jumps() {
    let spec = WorkforceSpec {
        posts: 400,
        vacancy_share_at_start: 0.1,
        leaving_per_year: 0.2,
        load_exponent: 2.0,
        load_max: 2.5,
        recruit_days_median: 60.0,
        recruit_sigma: 0.6,
    };
    let load = |now: Tick| {
        if (now.day() / 45).is_multiple_of(2) {
            0.8
        } else {
            1.7
        }
    };
    let factor = |load: f64| load * load;
    let end = Tick::from_days(3600);
    let excess: Vec<f64> = (0..60)
        .map(|replicate| {
            let mut workforce = Workforce::new(spec, Key::root(11, replicate), Tick::START);
            let (mut hazard, mut last) = (0.0, Tick::START);
            while last < end {
                let next = workforce.next().min(end);
                // Day by day, since the load changes in between.
                while last < next {
                    let until = Tick::from_days(last.day() + 1).min(next);
                    let worker_years =
                        f64::from(workforce.in_post()) * until.days_since(last) / 365.25;
                    hazard += worker_years * 0.2 * factor(load(last));
                    last = until;
                }
                if next < end {
                    workforce.step(next, load(next));
                }
            }
            workforce.left_total() as f64 - hazard
        })
        .collect();
    assert_mean("leavers beyond their hazard", &excess, 0.0);
}
