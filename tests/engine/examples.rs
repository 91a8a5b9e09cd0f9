//! The examples that teach the engine still give their closed forms, and what its overview
//! promises of copies holds.

// Both examples have the table in which they print; each is a program of its own.
#![allow(clippy::duplicate_mod)]

use throughcare::engine::{
    Calendar, Clocks, DateIndex, DayBuckets, GammaTable, HeapAgenda, Key, Pool, Rows, TimeWeighted,
    Workforce,
};

#[path = "../../examples/illness_death.rs"]
mod illness_death;
#[path = "../../examples/queue.rs"]
mod queue;

/// Protects: what a reader runs first, a queue with reneging on the public engine.
#[test]
fn the_queue_with_reneging_is_erlangs() {
    queue::main().unwrap();
}

/// Protects: the smallest model of competing risks, in which one hazard changes another's date.
#[test]
fn illness_and_death_have_their_closed_form() {
    illness_death::main().unwrap();
}

/// Protects: a simulation can be copied at a date, and replicates run on threads. That this
/// compiles is the test.
#[test]
fn every_state_type_can_be_copied_and_sent() {
    fn state<T: Clone + Send + 'static>() {}
    state::<(DayBuckets, HeapAgenda, Rows<u64>, Clocks<8, 17>, Key)>();
    state::<(
        Pool,
        Workforce,
        DateIndex,
        TimeWeighted,
        GammaTable,
        Calendar,
    )>();
}
