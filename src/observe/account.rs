//! What money and health are kept by, and which of it is added up.

/// Who pays, or what is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// Police forces.
    Police,
    /// Courts, prosecution and legal aid.
    Courts,
    /// The prison service.
    Prison,
    /// The probation service.
    Probation,
    /// Drug and alcohol treatment.
    Treatment,
    /// Other health care.
    Health,
    /// Housing.
    Housing,
    /// What a policy says it costs apart from what is simulated.
    Programme,
    /// What crime costs society: a different ledger, never added to the police, the courts,
    /// prison and probation.
    Crime,
    /// What crime costs its victims: the cost of crime without the response to it.
    Victims,
    /// Years of life in full health that are lost.
    Qalys,
    /// Of these, what deaths take after the period.
    AfterDeaths,
    /// Years of life in full health that recovery gives after the period; in no ledger.
    AfterRecovery,
    /// What the prison places that people fill cost to build; in no ledger.
    Building,
}

impl Account {
    /// How many there are.
    pub const COUNT: usize = 14;
    /// All of them, in order.
    pub const ALL: [Account; Account::COUNT] = [
        Account::Police,
        Account::Courts,
        Account::Prison,
        Account::Probation,
        Account::Treatment,
        Account::Health,
        Account::Housing,
        Account::Programme,
        Account::Crime,
        Account::Victims,
        Account::Qalys,
        Account::AfterDeaths,
        Account::AfterRecovery,
        Account::Building,
    ];

    /// Whether it is kept in pounds.
    pub fn is_money(self) -> bool {
        !matches!(
            self,
            Account::Qalys | Account::AfterDeaths | Account::AfterRecovery
        )
    }
}

/// Which accounts are added up. They overlap and are never added to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ledger {
    /// Public spending by payer.
    #[default]
    Budget,
    /// The social cost of crime with what is not in it.
    Society,
    /// Public spending with what crime costs its victims.
    Social,
}

impl Ledger {
    /// How many there are.
    pub const COUNT: usize = 3;
    /// All of them, in order.
    pub const ALL: [Ledger; Ledger::COUNT] = [Ledger::Budget, Ledger::Society, Ledger::Social];

    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Ledger::Budget => "budget",
            Ledger::Society => "society",
            Ledger::Social => "social",
        }
    }
}
