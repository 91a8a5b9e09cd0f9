//! What a model must offer to be run: the one seam between this room and the pathway.

use serde::{Deserialize, Serialize};

use super::nested::Nested;
use crate::observe::{Layout, Record};

/// One scenario as the results name it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ScenarioInfo {
    /// Short name, used in every file.
    pub name: String,
    /// One line for people.
    pub title: String,
    /// Every parameter, with nothing inherited or left to a default.
    pub resolved: serde_json::Value,
    /// Hash of everything in the scenario that can change a result.
    pub hash: String,
}

/// A replicate was abandoned because the caller asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the replicate was abandoned before its end")]
pub struct Interrupted;

/// One paired group: all scenarios of a call under the same luck.
pub trait Simulator: Sync {
    /// The scenarios in their order; the first is the baseline.
    fn scenarios(&self) -> &[ScenarioInfo];

    /// What every record of every scenario holds.
    fn layout(&self) -> &Layout;

    /// Everything replicate `replicate` of every scenario yields, in the order of
    /// [`scenarios`](Self::scenarios).
    ///
    /// `beat` is called now and then with the events done since the last call.
    ///
    /// # Errors
    /// [`Interrupted`] when `beat` returned false: the replicate is abandoned.
    fn replicate(
        &self,
        replicate: u32,
        beat: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Interrupted>;

    /// Parameters that are drawn once for a number of replicates; nothing where all replicates run
    /// on the same values.
    fn nested(&self) -> Option<&Nested> {
        None
    }

    /// Why a replicate was abandoned that nobody asked to abandon: a fault of the model.
    fn fault(&self) -> Option<String> {
        None
    }

    /// What changes the reading of the results, a line each: it belongs above a table.
    fn warnings(&self) -> Vec<String> {
        Vec::new()
    }

    /// Lines that belong under a table: the population scale, pools too small to scale well.
    fn notes(&self) -> Vec<String> {
        Vec::new()
    }
}
