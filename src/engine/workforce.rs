//! Staff as a process: posts, vacancies, leavers and recruits.
//!
//! Every vacancy is advertised when it arises, and filled after a lognormal delay. Workers
//! leave at a hazard that rises with their load. The load changes with every case, so the
//! hazard is thinned: candidates to leave come at the rate of the greatest load, and one is
//! accepted with the ratio of the present rate to that. No change of load costs anything.

use super::draws::Key;
use super::time::Tick;

const DAYS_PER_YEAR: f64 = 365.25;
/// A load below this share of the recommended one makes nobody stay longer.
const LOAD_FLOOR: f64 = 0.5;

// Purposes of the draws under a workforce's key.
const CANDIDATE: u32 = 0;
const ACCEPTANCE: u32 = 1;
const RECRUITMENT: u32 = 2;
const INITIAL: u32 = 3;

/// What drives a workforce.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorkforceSpec {
    /// Posts there are (the establishment).
    pub posts: u32,
    /// Share of the posts that is vacant at the start.
    pub vacancy_share_at_start: f64,
    /// Leavers a worker-year at the recommended load.
    pub leaving_per_year: f64,
    /// How the hazard of leaving rises with load: load to this power.
    pub load_exponent: f64,
    /// The load above which the hazard rises no further.
    pub load_max: f64,
    /// Median days from a vacancy to the start of its recruit.
    pub recruit_days_median: f64,
    /// Standard deviation of the logarithm of those days.
    pub recruit_sigma: f64,
}

impl WorkforceSpec {
    /// How many times the hazard at the recommended load is the hazard at `load`.
    fn load_factor(&self, load: f64) -> f64 {
        let top = self.load_max.max(LOAD_FLOOR);
        // A load that is no number (no case and no worker) counts as the floor.
        let load = load.max(LOAD_FLOOR).min(top);
        libm::pow(load, self.load_exponent)
    }

    /// The greatest factor any load can have.
    fn greatest_factor(&self) -> f64 {
        self.load_factor(LOAD_FLOOR)
            .max(self.load_factor(f64::INFINITY))
    }
}

/// The state of a workforce.
///
/// ```
/// use throughcare::engine::{Key, Tick, Workforce, WorkforceSpec};
///
/// let spec = WorkforceSpec {
///     posts: 40,
///     vacancy_share_at_start: 0.1,
///     leaving_per_year: 0.2,
///     load_exponent: 1.0,
///     load_max: 2.0,
///     recruit_days_median: 90.0,
///     recruit_sigma: 0.5,
/// };
/// let mut team = Workforce::new(spec, Key::root(1, 0), Tick::START);
/// assert_eq!((team.in_post(), team.vacancies()), (36, 4));
/// let overloaded = 1.5; // cases over the cases that are recommended
/// while team.next() < Tick::from_days(365) {
///     team.step(team.next(), overloaded);
/// }
/// // Some twelve leave in such a year.
/// assert!((5..25).contains(&team.left_total()));
/// ```
#[derive(Clone, Debug)]
pub struct Workforce {
    spec: WorkforceSpec,
    key: Key,
    in_post: u32,
    /// Starting dates of recruits, latest first.
    starts: Vec<Tick>,
    candidate: Tick,
    candidates: u32,
    recruitments: u32,
    left: u64,
    joined: u64,
}

impl Workforce {
    /// A workforce at the start, its vacancies in the midst of being filled as they are in
    /// the long run.
    pub fn new(spec: WorkforceSpec, key: Key, now: Tick) -> Workforce {
        let share = spec.vacancy_share_at_start.clamp(0.0, 1.0);
        let vacant = libm::round(f64::from(spec.posts) * share) as u32;
        let mut workforce = Workforce {
            spec,
            key,
            in_post: spec.posts - vacant.min(spec.posts),
            starts: Vec::new(),
            candidate: Tick::NEVER,
            candidates: 0,
            recruitments: 0,
            left: 0,
            joined: 0,
        };
        for n in 0..workforce.vacancies() {
            workforce.starts.push(workforce.initial_start(n, now));
        }
        workforce.starts.sort_unstable_by(|a, b| b.cmp(a));
        workforce.draw_candidate(now);
        workforce
    }

    /// Workers in post.
    pub fn in_post(&self) -> u32 {
        self.in_post
    }

    /// Posts without a worker.
    pub fn vacancies(&self) -> u32 {
        self.spec.posts.saturating_sub(self.in_post)
    }

    /// Recruits on their way.
    pub fn recruiting(&self) -> u32 {
        self.starts.len() as u32
    }

    /// Workers who left since the start, posts taken away included.
    pub fn left_total(&self) -> u64 {
        self.left
    }

    /// Recruits who started since the start.
    pub fn joined_total(&self) -> u64 {
        self.joined
    }

    /// When [`Workforce::step`] is next to be called.
    pub fn next(&self) -> Tick {
        self.candidate.min(self.next_start())
    }

    /// Executes what is due at `now`, under the present load (caseload over the recommended
    /// one): recruits start, a candidate leaves or stays. True if the number in post changed.
    pub fn step(&mut self, now: Tick, load: f64) -> bool {
        let before = (self.left, self.joined);
        while self.next_start() <= now {
            self.starts.pop();
            self.in_post += 1;
            self.joined += 1;
        }
        if self.candidate <= now && self.in_post > 0 {
            let accepted = self.spec.load_factor(load) / self.spec.greatest_factor();
            if self
                .key
                .draw(ACCEPTANCE, self.candidates, 0)
                .chance(accepted)
            {
                self.in_post -= 1;
                self.left += 1;
                self.advertise(now);
            }
        }
        let changed = before != (self.left, self.joined);
        if changed || self.candidate <= now {
            self.draw_candidate(now);
        }
        changed
    }

    /// Changes what drives the workforce. Posts added become vacancies; posts taken away go
    /// first from vacancies (the recruits latest to start are turned away), then from workers,
    /// who leave at once and are not replaced. What stays the same keeps its luck: a change of
    /// something else must not draw again who leaves and when.
    pub fn set_spec(&mut self, spec: WorkforceSpec, now: Tick) {
        if self.spec == spec {
            return;
        }
        self.spec = spec;
        let surplus = self.in_post.saturating_sub(spec.posts);
        self.in_post -= surplus;
        self.left += u64::from(surplus);
        let vacancies = self.vacancies() as usize;
        let turned_away = self.starts.len().saturating_sub(vacancies);
        self.starts.drain(..turned_away);
        while self.starts.len() < vacancies {
            self.advertise(now);
        }
        self.draw_candidate(now);
    }

    fn next_start(&self) -> Tick {
        self.starts.last().copied().unwrap_or(Tick::NEVER)
    }

    /// Opens a vacancy: its recruit starts after a delay.
    fn advertise(&mut self, now: Tick) {
        let draw = self.key.draw(RECRUITMENT, self.recruitments, 0);
        self.recruitments += 1;
        let delay = draw.lognormal(self.spec.recruit_days_median, self.spec.recruit_sigma);
        let start = now.plus_days(delay);
        let place = self.starts.partition_point(|&other| other > start);
        self.starts.insert(place, start);
    }

    /// What is left of the delay of a vacancy met at a random moment: long ones are met more
    /// often (which for a lognormal multiplies the median), at a point anywhere within.
    fn initial_start(&self, n: u32, now: Tick) -> Tick {
        let sigma = self.spec.recruit_sigma;
        let median = self.spec.recruit_days_median * libm::exp(sigma * sigma);
        let whole = self.key.draw(INITIAL, n, 0).lognormal(median, sigma);
        now.plus_days(whole * self.key.draw(INITIAL, n, 1).unit())
    }

    /// Draws the next candidate to leave. The exponential has no memory, so that doing so
    /// again whenever the number in post changes keeps the rate right.
    fn draw_candidate(&mut self, now: Tick) {
        let a_year = self.spec.leaving_per_year * self.spec.greatest_factor();
        let a_day = a_year * f64::from(self.in_post) / DAYS_PER_YEAR;
        self.candidates += 1;
        self.candidate = if a_day > 0.0 {
            // At least a tick away, so that time passes.
            now.plus_days(self.key.draw(CANDIDATE, self.candidates, 0).exp() / a_day)
                .max(Tick(now.0.saturating_add(1)))
        } else {
            Tick::NEVER
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: WorkforceSpec = WorkforceSpec {
        posts: 100,
        vacancy_share_at_start: 0.2,
        leaving_per_year: 0.25,
        load_exponent: 1.5,
        load_max: 3.0,
        recruit_days_median: 90.0,
        recruit_sigma: 0.5,
    };

    fn run(mut workforce: Workforce, until: Tick, load: f64) -> Workforce {
        while workforce.next() < until {
            workforce.step(workforce.next(), load);
            assert_eq!(
                workforce.in_post() + workforce.recruiting(),
                workforce.spec.posts
            );
        }
        workforce
    }

    #[test]
    fn the_start_has_the_stated_vacancies() {
        let workforce = Workforce::new(SPEC, Key(1), Tick::START);
        assert_eq!(
            (
                workforce.in_post(),
                workforce.vacancies(),
                workforce.recruiting()
            ),
            (80, 20, 20)
        );
    }

    #[test]
    fn leavers_come_at_the_hazard_of_their_load() {
        // Recruits start within the day, so that about 1,000 are always in post.
        let spec = WorkforceSpec {
            posts: 1000,
            recruit_days_median: 0.5,
            vacancy_share_at_start: 0.0,
            ..SPEC
        };
        let years = Tick::from_days(36_525 / 2);
        for (load, factor) in [
            (1.0, 1.0),
            (2.0, libm::pow(2.0, 1.5)),
            (9.0, libm::pow(3.0, 1.5)),
            (0.0, libm::pow(0.5, 1.5)),
        ] {
            let workforce = run(Workforce::new(spec, Key(7), Tick::START), years, load);
            let expected = 50.0 * 1000.0 * 0.25 * factor;
            let error = workforce.left_total() as f64 - expected;
            // A share of the posts (a few in a thousand) is vacant, besides the Poisson noise.
            let tolerance = 4.0 * libm::sqrt(expected) + 0.005 * expected;
            assert!(
                error.abs() < tolerance,
                "load {load}: {error} of {expected}"
            );
        }
    }

    #[test]
    fn vacancies_settle_where_leaving_balances_recruitment() {
        let workforce = Workforce::new(SPEC, Key(3), Tick::START);
        let delay = 90.0 * libm::exp(0.125);
        let expected = 100.0 * (0.25 * delay / 365.25) / (1.0 + 0.25 * delay / 365.25);
        let mut vacancy_days = 0.0;
        let (mut workforce, mut last) = (
            run(workforce, Tick::from_days(2000), 1.0),
            Tick::from_days(2000),
        );
        let end = Tick::from_days(32_000);
        while workforce.next() < end {
            let now = workforce.next();
            vacancy_days += f64::from(workforce.vacancies()) * now.days_since(last);
            last = now;
            workforce.step(now, 1.0);
        }
        let mean = vacancy_days / 30_000.0;
        assert!((mean - expected).abs() < 0.5, "{mean}, expected {expected}");
    }

    #[test]
    fn posts_taken_away_come_from_vacancies_first() {
        let mut workforce = Workforce::new(SPEC, Key(5), Tick::START);
        workforce.set_spec(WorkforceSpec { posts: 85, ..SPEC }, Tick::START);
        assert_eq!(
            (
                workforce.in_post(),
                workforce.recruiting(),
                workforce.left_total()
            ),
            (80, 5, 0)
        );
        workforce.set_spec(WorkforceSpec { posts: 70, ..SPEC }, Tick::START);
        assert_eq!(
            (
                workforce.in_post(),
                workforce.recruiting(),
                workforce.left_total()
            ),
            (70, 0, 10)
        );
        workforce.set_spec(WorkforceSpec { posts: 90, ..SPEC }, Tick::START);
        assert_eq!((workforce.vacancies(), workforce.recruiting()), (20, 20));
    }

    #[test]
    fn what_stays_the_same_keeps_its_luck() {
        let (mut told, left_alone) = (
            Workforce::new(SPEC, Key(7), Tick::START),
            Workforce::new(SPEC, Key(7), Tick::START),
        );
        told.set_spec(SPEC, Tick::from_days(10));
        assert_eq!(told.next(), left_alone.next());
    }

    #[test]
    fn nobody_in_post_means_nobody_leaves() {
        let spec = WorkforceSpec { posts: 0, ..SPEC };
        assert!(Workforce::new(spec, Key(1), Tick::START).next().is_never());
    }

    #[test]
    fn a_copy_goes_the_same_way() {
        let workforce = run(
            Workforce::new(SPEC, Key(9), Tick::START),
            Tick::from_days(900),
            1.2,
        );
        let end = Tick::from_days(3000);
        let (a, b) = (run(workforce.clone(), end, 1.2), run(workforce, end, 1.2));
        assert_eq!(
            (a.left_total(), a.joined_total(), a.next()),
            (b.left_total(), b.joined_total(), b.next())
        );
    }
}
