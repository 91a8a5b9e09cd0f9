//! What the scale leaves of the pools of places. Queues are not scale-free: waits in a pool of few
//! places are rough, and one that rounds to no place serves nobody.

use crate::engine::Tick;
use crate::pathway::run::study::Study;
use crate::pathway::values::plan::{Epoch, Plan};
use crate::pathway::world::World;

/// One pool of a scenario on its first day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Its name without the area.
    pub kind: String,
    /// Places at the scale of the study.
    pub places: u32,
    /// Places that it stands for, one simulated for each real one.
    pub really: u32,
    /// Whether the scenario ends with other places than the baseline.
    pub is_acted_on: bool,
}

impl Study {
    /// The pools of scenario `i`, in their order.
    pub fn places(&self, i: usize) -> Vec<Places> {
        let plan = &self.plans()[i];
        let ends = |i: usize| self.capacities(&at_its_end(&self.plans()[i]));
        let own = self.capacities(plan);
        let full = self.capacities(&in_full(plan));
        let (mine, baseline) = (ends(i), ends(0));
        let all = own.into_iter().zip(full).enumerate();
        all.map(|(at, ((name, places), (_, really)))| Places {
            kind: without_area(plan, &name).to_owned(),
            places,
            really,
            is_acted_on: mine.get(at) != baseline.get(at),
        })
        .collect()
    }

    /// Whether the scale leaves no place in a pool whose places scenario `i` changes at any time, where
    /// it has some one for one.
    pub fn loses_a_pool(&self, i: usize) -> bool {
        let (plan, baseline) = (&self.plans()[i], &self.plans()[0]);
        // Without its dates, which are many: it is copied for each of them.
        let bare = Plan {
            epochs: Vec::new(),
            ..plan.clone()
        };
        let with = |epoch: &Epoch, scale| self.capacities(&opened_with(&bare, epoch, scale));
        let mut later = plan.epochs.iter().filter(|e| e.from >= plan.policy_from);
        later.any(|epoch| {
            let before = with(baseline.at(epoch.from), 1.0);
            let mine = with(epoch, 1.0);
            let changed = mine.iter().zip(&before).zip(with(epoch, plan.scale));
            let mut changed = changed.filter(|((mine, before), _)| mine != before);
            changed.any(|((mine, _), left)| mine.1 > 0 && left.1 == 0)
        })
    }

    /// The places of every pool as `plan` opens them.
    fn capacities(&self, plan: &Plan) -> Vec<(String, u32)> {
        let world = World::opened(plan, self.seed(), 0, self.months().to_vec());
        let pools = world.pools().into_iter();
        pools.map(|(name, pool)| (name, pool.capacity())).collect()
    }
}

/// A plan with one simulated person for each real one.
fn in_full(plan: &Plan) -> Plan {
    Plan {
        scale: 1.0,
        ..plan.clone()
    }
}

/// A plan that opens with the values of its last day, in full.
fn at_its_end(plan: &Plan) -> Plan {
    opened_with(plan, plan.at(plan.end), 1.0)
}

/// A plan that opens with the values of a date and keeps them.
fn opened_with(plan: &Plan, epoch: &Epoch, scale: f64) -> Plan {
    let epochs = vec![Epoch {
        from: Tick::START,
        ..epoch.clone()
    }];
    Plan {
        epochs,
        scale,
        ..plan.clone()
    }
}

/// The name of a pool without its area.
fn without_area<'n>(plan: &Plan, name: &'n str) -> &'n str {
    let mut endings = plan.areas.iter().map(|area| format!(", {area}"));
    let found = endings.find_map(|ending| name.strip_suffix(&ending));
    found.unwrap_or(name)
}
