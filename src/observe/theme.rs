//! What metrics are about: the blocks of the tables that people read.

use serde::Serialize;

/// What a metric is about: the blocks of the tables that people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Offences, and proven reoffending of people followed.
    Offending,
    /// Arrests and what becomes of them, referral in police custody.
    Police,
    /// Schemes in place of a charge, on the street and after arrest.
    Diversion,
    /// Cases, how long they take, and sentences.
    Courts,
    /// Treatment requirements of court orders, and breach.
    Orders,
    /// Receptions, the estate, curfew, moves between prisons.
    Prison,
    /// Drug and alcohol treatment inside, substance-free wings, peer mentors.
    PrisonTreatment,
    /// Leaving prison, and support through the gate.
    Release,
    /// Licence, post-sentence supervision, probation, recall.
    Supervision,
    /// Structured treatment and the low-threshold service in the community.
    Treatment,
    /// Homelessness, places to live, and homes to let.
    Housing,
    /// Use, overdose, and deaths of any cause.
    Harm,
    /// What each payer pays, and health lost.
    Money,
    /// Everyone in the simulation, by state of justice.
    Population,
}

impl Theme {
    /// All of them, in the order of all tables.
    pub const ALL: [Theme; 14] = [
        Theme::Offending,
        Theme::Police,
        Theme::Diversion,
        Theme::Courts,
        Theme::Orders,
        Theme::Prison,
        Theme::PrisonTreatment,
        Theme::Release,
        Theme::Supervision,
        Theme::Treatment,
        Theme::Housing,
        Theme::Harm,
        Theme::Money,
        Theme::Population,
    ];

    /// The word used in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Theme::Offending => "offending",
            Theme::Police => "police",
            Theme::Diversion => "diversion",
            Theme::Courts => "courts",
            Theme::Orders => "orders",
            Theme::Prison => "prison",
            Theme::PrisonTreatment => "prison_treatment",
            Theme::Release => "release",
            Theme::Supervision => "supervision",
            Theme::Treatment => "treatment",
            Theme::Housing => "housing",
            Theme::Harm => "harm",
            Theme::Money => "money",
            Theme::Population => "population",
        }
    }

    /// The heading for people.
    pub const fn title(self) -> &'static str {
        match self {
            Theme::Offending => "Offending",
            Theme::Police => "Police",
            Theme::Diversion => "Diversion",
            Theme::Courts => "Courts",
            Theme::Orders => "Orders and requirements",
            Theme::Prison => "Prison",
            Theme::PrisonTreatment => "Treatment in prison",
            Theme::Release => "Release",
            Theme::Supervision => "Supervision and recall",
            Theme::Treatment => "Community treatment",
            Theme::Housing => "Housing",
            Theme::Harm => "Drug use and deaths",
            Theme::Money => "Money and health",
            Theme::Population => "Population",
        }
    }
}
