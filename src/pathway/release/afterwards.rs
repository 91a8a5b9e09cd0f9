//! What treatment in prison does after release: by the dose that was delivered and not by what is on
//! record, by completion, by a prescription on the day, and by both treatments together. It acts on
//! relapse, on the first appointment, and on contact with supervision and so on recall; on offending by
//! these alone, for no trial showed more (EFX-002, EFX-020).

use crate::engine::Tick;
use crate::pathway::person::{Person, flag};
use crate::pathway::values::plan::{Local, causal};
use crate::scenario::schema::{AfterTreatment, Gain};

/// Facts of the last stay, a bit each.
const DELIVERED: usize = 1;
const COMPLETED: usize = 2;
const PRESCRIBED: usize = 4;
const SETS: usize = 8;

/// What relapse, attendance and lost contact are multiplied by, for each set of facts.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::pathway) struct Factors {
    relapse: [f64; SETS],
    attended: [f64; SETS],
    lost_contact: [f64; SETS],
}

impl Factors {
    /// The factors under these values.
    pub fn new(a: &AfterTreatment) -> Factors {
        let facts: [(usize, &Gain); 4] = [
            (DELIVERED, &a.delivered),
            (COMPLETED, &a.completed),
            (PRESCRIBED, &a.prescribed),
            (DELIVERED | PRESCRIBED, &a.combined),
        ];
        let table = |effect: fn(&Gain) -> f64| {
            std::array::from_fn(|set| {
                let holds = facts.iter().filter(|(fact, _)| set & fact == *fact);
                holds
                    .map(|(_, gain)| causal(effect(gain), *gain.causal_share))
                    .product()
            })
        };
        Factors {
            relapse: table(|gain| *gain.relapse),
            attended: table(|gain| *gain.attended),
            lost_contact: table(|gain| *gain.lost_contact),
        }
    }
}

/// The facts of the last stay that still act.
#[inline]
fn facts(p: &Person, m: &Local, now: Tick) -> usize {
    if p.released.is_never() || now >= ends(p, m) {
        return 0;
    }
    let when = |flag, fact| if p.is(flag) { fact } else { 0 };
    when(flag::DELIVERED, DELIVERED)
        | when(flag::COMPLETED, COMPLETED)
        | when(flag::MAINTAINED, PRESCRIBED)
}

/// Until when a stay acts.
pub(in crate::pathway) fn ends(p: &Person, m: &Local) -> Tick {
    p.released.plus_days(*m.custody_treatment.afterwards.lasts)
}

/// On the rate of relapse.
#[inline]
pub(in crate::pathway) fn relapse(p: &Person, m: &Local, now: Tick) -> f64 {
    m.factors_of_treatment_inside().relapse[facts(p, m, now)]
}

/// On the odds of keeping the first appointment.
pub(in crate::pathway) fn attended(p: &Person, m: &Local, now: Tick) -> f64 {
    m.factors_of_treatment_inside().attended[facts(p, m, now)]
}

/// On the rate of losing contact.
#[inline]
pub(in crate::pathway) fn lost_contact(p: &Person, m: &Local, now: Tick) -> f64 {
    m.factors_of_treatment_inside().lost_contact[facts(p, m, now)]
}
