//! What is fitted to.

use crate::experiment::validation::{Role, Target, tolerance};

/// A published figure that the fit may use.
#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    /// Its name.
    pub id: String,
    /// The published value.
    pub value: f64,
    /// Lowest hit.
    pub low: f64,
    /// Highest hit.
    pub high: f64,
}

/// A figure that nothing can be fitted to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AimError {
    /// A hit would have to be exact.
    #[error("the band of target {0} has no width")]
    NoBand(String),
}

impl Aim {
    /// The target as something to fit to; none unless its use is calibration. There is no other
    /// way from targets to a fit, so a held-out figure cannot take part in one.
    ///
    /// # Errors
    /// When its band has no width.
    pub fn of(target: &Target) -> Result<Option<Aim>, AimError> {
        let (Role::Calibration, Some(question)) = (target.role, &target.question) else {
            return Ok(None);
        };
        if question.band_high <= question.band_low {
            return Err(AimError::NoBand(target.id.clone()));
        }
        Ok(Some(Aim {
            id: target.id.clone(),
            value: question.value,
            low: question.band_low,
            high: question.band_high,
        }))
    }

    /// The standard deviation that the band stands for: it is read as a 95% interval.
    pub fn tolerance(&self) -> f64 {
        tolerance(self.low, self.high)
    }

    /// How many tolerances `simulated` is above the published value.
    pub fn miss(&self, simulated: f64) -> f64 {
        (simulated - self.value) / self.tolerance()
    }

    /// Whether `simulated` is within the band.
    pub fn is_hit(&self, simulated: f64) -> bool {
        (self.low..=self.high).contains(&simulated)
    }
}
