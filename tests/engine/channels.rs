//! Hazard channels: competing risks, chains, changes of rate.

use throughcare::engine::{Agenda, Clocks, DayBuckets, Key, Tick, TimeWeighted, tie};

use crate::statistics::{assert_distribution, assert_mean, assert_share};

/// Three hazards compete: the share of each is its share of the sum, and the time to the
/// first is exponential with the sum.
#[test]
fn competing_risks_win_in_proportion() {
    let rates = [0.02_f32, 0.05, 0.001];
    let total: f64 = rates.iter().map(|&r| f64::from(r)).sum();
    let n = 100_000;
    let mut wins = [0; 3];
    let mut times = Vec::new();
    for person in 0..n {
        let key = Key::root(5, 0).child(person);
        let mut clocks = Clocks::<3, 3>::new();
        for (channel, &rate) in rates.iter().enumerate() {
            clocks.arm(channel, key.draw(channel as u32, 0, 0).exp());
            clocks.set_rate(channel, rate, Tick::START);
        }
        let (at, channel) = clocks.next();
        wins[channel] += 1;
        times.push(at.days_since(Tick::START));
    }
    for (channel, &rate) in rates.iter().enumerate() {
        assert_share("wins", wins[channel], n, f64::from(rate) / total);
    }
    assert_distribution("time to the first", &mut times, |t| {
        1.0 - libm::exp(-total * t)
    });
}

/// Two states, each left by a channel of its own that sleeps in the other: over time the
/// share in each is inverse to the rate of leaving it.
#[test]
fn a_relapse_chain_settles_where_it_should() {
    const RATES: [f32; 2] = [1.0 / 30.0, 1.0 / 90.0];
    const PEOPLE: u32 = 200;
    let (warm_up, end) = (Tick::from_days(1000), Tick::from_days(6000));
    let shares: Vec<f64> = (0..20)
        .map(|replicate| {
            let root = Key::root(6, replicate);
            let mut agenda = DayBuckets::new(end);
            let mut in_second = TimeWeighted::new(Tick::START);
            let mut rows = Vec::new();
            for row in 0..PEOPLE {
                let key = root.child(u64::from(row));
                let mut clocks = Clocks::<2, 2>::new();
                clocks.arm(0, key.draw(0, 0, 0).exp());
                clocks.arm(1, key.draw(1, 0, 0).exp());
                clocks.set_rate(0, RATES[0], Tick::START);
                agenda.push(clocks.next().0, 0, tie(key.0, clocks.next().0), row);
                rows.push((clocks, key, [0_u32; 2]));
            }
            let mut warm = false;
            while let Some((now, row)) = agenda.pop_before(end) {
                if !warm && now >= warm_up {
                    in_second.reset(warm_up);
                    warm = true;
                }
                let (clocks, key, episodes) = &mut rows[row as usize];
                let (_, from) = clocks.next();
                episodes[from] += 1;
                clocks.arm(from, key.draw(from as u32, episodes[from], 0).exp());
                clocks.set_rate(1 - from, RATES[1 - from], now);
                in_second.add(if from == 0 { 1.0 } else { -1.0 }, now);
                let at = clocks.next().0;
                agenda.push(at, 0, tie(key.0, at), row);
            }
            in_second.mean(end) / f64::from(PEOPLE)
        })
        .collect();
    assert_mean("share in the second state", &shares, 0.75);
}

/// A hazard that runs, sleeps, and runs at another rate gives the piecewise exponential
/// distribution: nothing is lost or drawn again when a rate changes.
#[test]
fn a_change_of_rate_keeps_what_is_left() {
    let day = Tick::from_days;
    // From day: rate. The last change lies far beyond the date first expected.
    let changes = [
        (0, 0.01_f32),
        (20, 0.0),
        (50, 0.05),
        (60, 1e-6),
        (9000, 0.02),
    ];
    let cumulated = |t: f64| {
        let ends = changes[1..]
            .iter()
            .map(|c| f64::from(c.0))
            .chain([f64::INFINITY]);
        let pieces = changes
            .iter()
            .zip(ends)
            .filter(|((from, _), _)| t > f64::from(*from));
        pieces
            .map(|(&(from, rate), to)| f64::from(rate) * (t.min(to) - f64::from(from)))
            .sum::<f64>()
    };
    let mut times: Vec<f64> = (0..50_000)
        .map(|person| {
            let mut clocks = Clocks::<1, 2>::new();
            clocks.arm(0, Key::root(7, 0).child(person).draw(0, 0, 0).exp());
            for (from, rate) in changes {
                if clocks.due(0) < day(from) {
                    break;
                }
                clocks.set_rate(0, rate, day(from));
            }
            clocks.next().0.days_since(Tick::START)
        })
        .collect();
    assert_distribution("piecewise", &mut times, |t| 1.0 - libm::exp(-cumulated(t)));
}

/// Many changes of rate do not drift: rounding to ticks has no bias.
#[test]
fn rounding_has_no_bias() {
    let errors: Vec<f64> = (0..2000)
        .map(|person| {
            let key = Key::root(8, 0).child(person);
            let threshold = 1.5 + key.draw(0, 0, 0).unit();
            let mut clocks = Clocks::<1, 1>::new();
            clocks.arm(0, threshold);
            let (mut used, mut rate, mut last) = (0.0, 0.0_f32, Tick::START);
            for change in 0..200 {
                let now = last.plus_days(2.0 * key.draw(1, change, 0).unit());
                used += f64::from(rate) * now.days_since(last);
                rate = (0.002 + 0.005 * key.draw(2, change, 0).unit()) as f32;
                clocks.set_rate(0, rate, now);
                last = now;
            }
            clocks.left(0, last) - (threshold - used)
        })
        .collect();
    assert!(
        errors.iter().all(|e| e.abs() < 1e-5),
        "rounding stays within ticks"
    );
    assert_mean("error of what is left", &errors, 0.0);
}

/// A hazard that changes all the time, thinned from its greatest value.
#[test]
fn thinning_gives_the_rate() {
    let hazard = |t: f64| 0.5 + 0.4 * libm::sin(t / 7.0);
    let (greatest, days) = (0.9, 1000.0);
    let expected = 0.5 * days + 0.4 * 7.0 * (1.0 - libm::cos(days / 7.0));
    let counts: Vec<f64> = (0..400)
        .map(|replicate| {
            let key = Key::root(9, replicate);
            let (mut now, mut accepted, mut candidate) = (Tick::START, 0, 0);
            loop {
                now = now.plus_days(key.draw(0, candidate, 0).exp() / greatest);
                if now >= Tick::from_days(1000) {
                    return f64::from(accepted);
                }
                let present = hazard(now.days_since(Tick::START));
                accepted += u32::from(key.draw(1, candidate, 0).chance(present / greatest));
                candidate += 1;
            }
        })
        .collect();
    assert_mean("events", &counts, expected);
    let (mean, error) = crate::statistics::mean_and_error(&counts);
    let dispersion = error * error * counts.len() as f64 / mean;
    // A Poisson count: variance over mean is 1, give or take sqrt(2 / n).
    assert!(
        (dispersion - 1.0).abs() < 4.0 * (2.0 / 400.0_f64).sqrt(),
        "{dispersion}"
    );
}
