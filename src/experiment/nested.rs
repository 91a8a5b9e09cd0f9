//! The nested design: parameters drawn a number of times, and a few replicates of each draw.
//!
//! Replicate `i` of the run belongs to draw `i / replicates`. Every replicate has luck of its
//! own, so that within a draw replicates differ by luck alone, and draws by parameters and
//! luck. All scenarios of the run share both.

/// Parameters that were drawn, and how often each draw is simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Nested {
    /// How often the parameters are drawn.
    pub draws: u32,
    /// Replicates of each draw.
    pub replicates: u32,
    /// The parameters.
    pub parameters: Vec<Drawn>,
    /// The values of the parameters, draw by draw.
    pub values: Vec<Vec<f64>>,
    /// Where the draws come from, in words.
    pub origin: String,
    /// A hash of whatever the draws depend on apart from the scenarios and the seed.
    pub identity: String,
}

/// A parameter that is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Its name.
    pub name: String,
    /// The unit of its values.
    pub unit: String,
}

impl Nested {
    /// Replicates of the whole run.
    pub fn total(&self) -> u32 {
        self.draws.saturating_mul(self.replicates)
    }

    /// The draw that a replicate of the run belongs to.
    pub fn draw_of(&self, replicate: u32) -> u32 {
        replicate / self.replicates.max(1)
    }
}
