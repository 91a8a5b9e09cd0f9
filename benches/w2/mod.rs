//! The reference workload, "pathway-lite": its figures, what is counted, and the table that
//! any implementation must agree with. A closed cohort is followed for ten years through
//! community, court, prison and treatment, with three pools that have waiting lines.

/// Days followed.
pub const DAYS: u32 = 3650;
const YEAR: f64 = 365.0;
/// Days after a release during which the hazard of death is [`RISK_FACTOR`] times as high.
pub const RISK_DAYS: u32 = 28;
/// See [`RISK_DAYS`].
pub const RISK_FACTOR: f64 = 7.0;
/// Days after a release during which recall is possible.
pub const LICENCE_DAYS: u32 = 365;

/// Where a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum State {
    /// In the community, using.
    Using,
    /// Waiting for community treatment, using.
    Waiting,
    /// In community treatment.
    Treated,
    /// In the community, abstinent.
    Abstinent,
    /// On bail to a court date.
    Court,
    /// Sentenced or recalled while prison is full.
    Cells,
    /// In prison.
    Prison,
    /// Dead.
    Dead,
}

/// Hazards a day.
#[derive(Clone, Copy, Debug)]
pub struct Hazards {
    /// Arrest.
    pub arrest: f64,
    /// What ends the state: self-referral, loss of patience, drop-out or relapse.
    pub change: f64,
    /// Death, outside the time of risk after a release.
    pub death: f64,
    /// Recall, on licence.
    pub recall: f64,
}

const fn a_year(arrest: f64, change: f64, death: f64, recall: f64) -> Hazards {
    Hazards {
        arrest: arrest / YEAR,
        change: change / YEAR,
        death: death / YEAR,
        recall: recall / YEAR,
    }
}

/// Hazards by [`State`].
pub const HAZARDS: [Hazards; 8] = [
    a_year(1.2, 0.9, 0.020, 0.3),
    a_year(1.2, YEAR / 28.0, 0.020, 0.3),
    a_year(0.804, 0.8, 0.008, 0.3),
    a_year(0.3, 1.0, 0.006, 0.3),
    a_year(0.0, 0.0, 0.020, 0.0),
    a_year(0.0, 0.0, 0.004, 0.0),
    a_year(0.0, 0.0, 0.004, 0.0),
    a_year(0.0, 0.0, 0.0, 0.0),
];

/// Probability that an arrest is diverted.
pub const DIVERTED: f64 = 0.15;
/// Probability that a court date ends in prison.
pub const IMPRISONED: f64 = 0.30;
/// Probability that a person admitted to prison wants treatment there.
pub const WANTS_TREATMENT: f64 = 0.36;
/// Probability that a released person asks for community treatment.
pub const REFERRED_AT_RELEASE: f64 = 0.53;

/// A lognormal duration: median days and standard deviation of the logarithm.
pub type Duration = (f64, f64);
/// From arrest to court.
pub const TO_COURT: Duration = (40.0, 0.8);
/// In prison on a sentence.
pub const SENTENCE: Duration = (60.0, 0.9);
/// In prison on a recall.
pub const RECALL: Duration = (21.0, 0.5);
/// Treatment in prison.
pub const PRISON_TREATMENT: Duration = (120.0, 0.5);
/// Treatment in the community.
pub const COMMUNITY_TREATMENT: Duration = (240.0, 0.7);

/// Places for a cohort of `n`: prison, prison treatment, community treatment.
pub const fn places(n: u32) -> [u32; 3] {
    [n / 20, n / 100, n / 5]
}

/// The kinds of event, as indices of [`Outcome::events`].
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Asks for community treatment by themselves.
    SelfReferral,
    /// Arrest, diverted or not.
    Arrest,
    /// Court date.
    Court,
    /// A prison place for someone waiting in cells.
    CellToPrison,
    /// Prison treatment starts from the line.
    PrisonTreatmentStart,
    /// Prison treatment ends by its own length.
    PrisonTreatmentEnd,
    /// Release.
    Release,
    /// Community treatment starts from the line.
    CommunityStart,
    /// Leaves the line for community treatment.
    Patience,
    /// Community treatment ends by its own length.
    CommunityEnd,
    /// Drop-out from community treatment.
    DropOut,
    /// Relapse.
    Relapse,
    /// Recall.
    Recall,
    /// Death.
    Death,
}

/// What one replicate gives.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    /// Executed events by [`Kind`].
    pub events: [u64; 14],
    /// Mean number in prison.
    pub prison_occupancy: f64,
    /// Mean days in cells before an admission, 0 if none.
    pub cell_wait: f64,
    /// Mean days in line before a start of community treatment, 0 if none.
    pub community_wait: f64,
    /// Bytes allocated at the end.
    pub bytes: usize,
}

impl Outcome {
    /// Counts an event.
    #[inline]
    pub fn count(&mut self, kind: Kind) {
        self.events[kind as usize] += 1;
    }

    /// Events of all kinds.
    pub fn total(&self) -> u64 {
        self.events.iter().sum()
    }

    fn outputs(&self) -> [f64; 6] {
        [
            self.events[Kind::Arrest as usize] as f64,
            self.prison_occupancy,
            self.cell_wait,
            self.community_wait,
            self.events[Kind::Death as usize] as f64,
            self.total() as f64,
        ]
    }
}

/// Name, mean over 400 replicates of 10,000 people, standard deviation of one.
const REFERENCE: [(&str, f64, f64); 6] = [
    ("arrests", 72_893.0, 373.0),
    ("prison occupancy", 469.54, 3.56),
    ("mean wait in cells", 10.68, 4.34),
    ("mean wait for community treatment", 4.024, 0.188),
    ("deaths", 1464.4, 33.2),
    ("events", 324_066.0, 2106.0),
];

/// The size of cohort of the reference table.
pub const REFERENCE_SIZE: u32 = 10_000;

/// Outputs whose mean over replicates of [`REFERENCE_SIZE`] lies more than four standard
/// errors from the table, in words.
pub fn disagreements(replicates: &[Outcome]) -> Vec<String> {
    let count = replicates.len() as f64;
    let mut found = Vec::new();
    for (i, (name, mean, sd)) in REFERENCE.iter().enumerate() {
        let ours = replicates.iter().map(|r| r.outputs()[i]).sum::<f64>() / count;
        let allowed = 4.0 * sd * (1.0 / count + 1.0 / 400.0).sqrt();
        if (ours - mean).abs() > allowed {
            found.push(format!(
                "{name}: {ours:.3}, reference {mean} +- {allowed:.3}"
            ));
        }
    }
    found
}
