//! One person's life in a simulation: what happened, when, and how things stood afterwards.

use crate::engine::Date;

/// How things stand with a person, in the words of the columns of a biography.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// By what right the person is held.
    pub custody: &'static str,
    /// Where the person is.
    pub place: &'static str,
    /// Supervision after release.
    pub supervision: &'static str,
    /// Order of a court.
    pub order: &'static str,
    /// Use of the substance of need.
    pub use_: &'static str,
    /// Treatment, in the community or in prison.
    pub treatment: &'static str,
    /// Housing, or that before custody.
    pub housing: &'static str,
}

/// One thing that happened to a person. Things of one instant share the standing after all of
/// them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// Age in whole years.
    pub age: u8,
    /// The kind of event, one word.
    pub event: &'static str,
    /// What happened, in plain words.
    pub words: String,
    /// How things stood afterwards.
    pub standing: Standing,
}

/// The life of one person under one scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// Home area.
    pub area: String,
    /// Number of the person in the area, by arrival.
    pub number: u64,
    /// What is fixed about the person, in a few words.
    pub about: String,
    /// What happened, in order of time; the first says how things stood to begin with.
    pub moments: Vec<Moment>,
}

impl Life {
    /// The position of the first moment that is not the same in `other`, if there is one; it may
    /// be just past the end of the shorter life.
    pub fn first_difference(&self, other: &Life) -> Option<usize> {
        let shared = self.moments.iter().zip(&other.moments);
        let same = shared.take_while(|(a, b)| a == b).count();
        (same < self.moments.len().max(other.moments.len())).then_some(same)
    }
}
