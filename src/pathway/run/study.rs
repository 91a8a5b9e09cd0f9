//! One replicate of a comparison: the history that all scenarios share is lived once, and
//! each policy branches from it on the day it first differs.

use std::sync::OnceLock;

use crate::economics::{self, Month};
use crate::engine::{Date, Tick};
use crate::observe::{Extra, ExtraError, Layout, Observer, Prices, Record, Tabulation};
use crate::pathway::measure::followed::Followed;
use crate::pathway::values::plan::Plan;
use crate::pathway::world::World;
use crate::scenario::units::DAYS_PER_YEAR;

/// Scenarios to be run under the same luck; the first is the baseline.
#[derive(Clone, Debug)]
pub struct Study {
    plans: Vec<Plan>,
    branches: Vec<Tick>,
    months: Vec<Tick>,
    tabulation: Tabulation,
    /// What things cost in each scenario.
    prices: Vec<Prices>,
    seed: u64,
    /// Why a replicate did not get on, where one did not.
    stalled: OnceLock<String>,
}

impl Study {
    /// A study of `plans`, which share calendar, areas and scale, each with the date from which
    /// it differs from the first (`None`: never). With `history`, the years before the policy
    /// window are periods of the results too.
    pub fn new(plans: Vec<Plan>, differ_from: &[Option<Tick>], seed: u64, history: bool) -> Study {
        let baseline = &plans[0];
        let dates = months(baseline);
        let ticks: Vec<Tick> = dates
            .iter()
            .map(|&d| baseline.calendar.tick_of(d))
            .collect();
        let policy = ticks.partition_point(|&t| t < baseline.policy_from);
        let tabulation = Tabulation::new(&baseline.areas, &dates, policy, baseline.scale, history);
        let branches = differ_from
            .iter()
            .map(|d| d.unwrap_or(baseline.policy_from).min(baseline.end))
            .collect();
        let prices = plans.iter().map(|plan| prices(plan, &ticks)).collect();
        Study {
            plans,
            branches,
            months: ticks,
            tabulation,
            prices,
            seed,
            stalled: OnceLock::new(),
        }
    }

    /// The same study with further periods and groups of strata in its results.
    ///
    /// # Errors
    /// When one of them is not observed.
    pub fn asking(self, extra: &Extra) -> Result<Study, ExtraError> {
        Ok(Study {
            tabulation: self.tabulation.with(extra)?,
            ..self
        })
    }

    /// The same study with what each price brings into the net benefit in its results.
    #[must_use]
    pub fn pricing(mut self) -> Study {
        for (prices, plan) in self.prices.iter_mut().zip(&self.plans) {
            prices.contributions = economics::contributions(&months_of(plan, &self.months));
        }
        self.tabulation = self.tabulation.pricing(&economics::priced());
        self
    }

    /// The names and the order of all results.
    pub fn layout(&self) -> &Layout {
        self.tabulation.layout()
    }

    /// The scenarios, ready to run.
    pub fn plans(&self) -> &[Plan] {
        &self.plans
    }

    /// The world of the baseline on its first day.
    pub fn world(&self, replicate: u32) -> World<'_> {
        self.world_of(0, replicate)
    }

    /// The world of scenario `i` on its first day.
    pub(in crate::pathway) fn world_of(&self, i: usize, replicate: u32) -> World<'_> {
        World::new(&self.plans[i], self.seed, replicate, self.months.clone())
    }

    /// The master seed.
    pub(in crate::pathway) fn seed(&self) -> u64 {
        self.seed
    }

    /// The first days of the months that are observed, and the end.
    pub(in crate::pathway) fn months(&self) -> &[Tick] {
        &self.months
    }

    /// From when scenario `i` goes its own way.
    pub(in crate::pathway) fn branch_of(&self, i: usize) -> Tick {
        self.branches[i]
    }

    /// The policies in the order in which they leave the baseline.
    pub(in crate::pathway) fn in_order_of_branching(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (1..self.plans.len()).collect();
        order.sort_by_key(|&i| self.branches[i]);
        order
    }

    /// Runs replicate `replicate` of every scenario. `beat` is told of events done and may stop
    /// the replicate by returning false, in which case there is no result; nor is there if a world
    /// does not get on, which [`Study::fault`] tells. Events of the shared history are in the
    /// baseline's record alone.
    pub fn replicate(
        &self,
        replicate: u32,
        beat: &mut dyn FnMut(u64) -> bool,
    ) -> Option<Vec<Record>> {
        // The books of the policies, closed once it is known whom the baseline followed.
        let mut ended: Vec<Option<Ended>> = (0..self.plans.len()).map(|_| None).collect();
        let mut trunk = self.world(replicate);
        let mut told = Told { beat, so_far: 0 };
        for i in self.in_order_of_branching() {
            let plan = &self.plans[i];
            let mut world = if self.branches[i] == Tick::START {
                self.world_of(i, replicate)
            } else {
                if !trunk.run_until(self.branches[i], &mut |n| told.tell(n)) {
                    return self.without(&trunk);
                }
                trunk.branch(plan)
            };
            let shared = world.seen().events;
            let mut branch = Told {
                beat: &mut *told.beat,
                so_far: shared,
            };
            if !world.run_until(plan.end, &mut |n| branch.tell(n)) {
                return self.without(&world);
            }
            world.finish();
            ended[i] = Some(Ended {
                seen: world.seen,
                followed: Some(world.followed),
                shared,
            });
        }
        if !trunk.run_until(self.plans[0].end, &mut |n| told.tell(n)) {
            return self.without(&trunk);
        }
        trunk.finish();
        let baseline = trunk.followed;
        ended[0] = Some(Ended {
            seen: trunk.seen,
            followed: None,
            shared: 0,
        });
        let records = ended.into_iter().zip(&self.prices).map(|(ended, prices)| {
            let mut ended = ended?;
            let own = ended.followed.as_ref().unwrap_or(&baseline);
            own.count_those_of(&baseline, &mut ended.seen);
            let mut record = self.tabulation.record(&ended.seen, prices);
            record.events -= ended.shared;
            Some(record)
        });
        records.collect()
    }
}

impl Study {
    /// No result, and why, if the world itself is why.
    fn without(&self, world: &World<'_>) -> Option<Vec<Record>> {
        if let Some(why) = world.stalled() {
            self.stalled.get_or_init(|| why.to_owned());
        }
        None
    }

    /// Why a replicate was given up that nobody stopped.
    pub fn fault(&self) -> Option<&str> {
        self.stalled.get().map(String::as_str)
    }
}

/// A world at its end.
struct Ended {
    seen: Observer,
    /// Nothing of the baseline, which keeps its own.
    followed: Option<Followed>,
    /// Events of the history that it shares with the baseline.
    shared: u64,
}

/// What things cost under a plan in the months between these days.
fn prices(plan: &Plan, days: &[Tick]) -> Prices {
    economics::prices(&months_of(plan, days))
}

/// The values of a plan in the months between these days.
fn months_of<'a>(plan: &'a Plan, days: &[Tick]) -> Vec<Month<'a>> {
    let end = days.last().copied().unwrap_or(Tick::START);
    let month = |days: &[Tick]| {
        let (from, to) = (days[0], days[1]);
        let national = &plan.at(from).national;
        let areas = plan.areas.iter().filter_map(|a| national.areas.get(a));
        let first = plan.epochs.partition_point(|e| e.from <= from).max(1) - 1;
        let begun = &plan.epochs[first..];
        let count = begun.iter().take_while(|e| e.from < to).count();
        let part = |index: usize| {
            let epoch = &begun[index];
            let next = begun.get(index + 1).map_or(to, |next| next.from.min(to));
            let days = next.days_since(epoch.from.max(from));
            (days / to.days_since(from), &epoch.national)
        };
        let earlier = plan.epochs.partition_point(|e| e.from < from).max(1) - 1;
        Month {
            national,
            before: &plan.epochs[earlier].national,
            values: (0..count).map(part).collect(),
            areas: &plan.areas,
            need: areas.map(|area| *area.need_share).sum::<f64>(),
            left: (end.days_since(from) + end.days_since(to)) / 2.0 / DAYS_PER_YEAR,
            last: (to == end).then(|| to.days_since(from)),
        }
    };
    days.windows(2).map(month).collect()
}

/// Passes on how many events are new since the last time.
struct Told<'b> {
    beat: &'b mut dyn FnMut(u64) -> bool,
    so_far: u64,
}

impl Told<'_> {
    fn tell(&mut self, events: u64) -> bool {
        let new = events.saturating_sub(self.so_far);
        self.so_far = events;
        (self.beat)(new)
    }
}

/// First days of the months from the start of observation to the end, the end included.
fn months(plan: &Plan) -> Vec<Date> {
    let mut dates = vec![plan.calendar.date_of(plan.observe_from)];
    let end = plan.calendar.date_of(plan.end);
    while let Some(&last) = dates.last() {
        if last >= end {
            break;
        }
        dates.push(last.first_of_month().plus_months(1).min(end));
    }
    dates
}
