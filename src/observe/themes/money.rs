//! Money and health: what each payer pays, and health lost.

use super::definition::{Metrics, metric};
use crate::observe::formula::Formula::{
    Amount, Ledger, NetBenefit, PresentValue, Spent, SpentLedger,
};
use crate::observe::prices::Account;

/// The metrics, in the order of all tables.
pub(super) const METRICS: Metrics = &[
    metric("cost_police", Amount(Account::Police))
        .title("police")
        .unit("pounds per year")
        .lower_is_better()
        .means("Police: arrests, drug tests, diversion"),
    metric("cost_courts", Amount(Account::Courts))
        .title("courts, prosecution, legal aid")
        .unit("pounds per year")
        .lower_is_better()
        .means("Courts, prosecution and legal aid: cases ended, breach hearings"),
    metric("cost_prison", Amount(Account::Prison))
        .title("prisons")
        .unit("pounds per year")
        .lower_is_better()
        .means(
            "Prisons and police cells used as such; what stays when nobody is in a place belongs \
             to no area",
        ),
    metric("cost_probation", Amount(Account::Probation))
        .title("probation")
        .unit("pounds per year")
        .lower_is_better()
        .means("Probation: supervision, curfew tags, approved premises"),
    metric("cost_treatment", Amount(Account::Treatment))
        .title("drug and alcohol treatment")
        .unit("pounds per year")
        .lower_is_better()
        .means(
            "Drug and alcohol treatment inside and outside prison, support through the gate, \
             referral, naloxone",
        ),
    metric("cost_health", Amount(Account::Health))
        .title("other health care")
        .unit("pounds per year")
        .lower_is_better()
        .means(
            "Other health care of people with a need, by state of use; overdoses survived; mental \
             health courses",
        ),
    metric("cost_housing", Amount(Account::Housing))
        .title("housing")
        .unit("pounds per year")
        .lower_is_better()
        .means("Places in hostels, CAS3 and supported housing, help with homes to let, and what homelessness costs councils"),
    metric("cost_programme", Amount(Account::Programme))
        .title("the policy's own programme")
        .unit("pounds per year")
        .lower_is_better()
        .means(
            "What a policy says it costs apart from the staff, places and people that are simulated; \
             for the whole alone",
        ),
    metric("cost_of_crime", Amount(Account::Crime))
        .title("cost of crime")
        .unit("pounds per year")
        .lower_is_better()
        .headline()
        .means(
            "What crime costs society, police, courts, prison and probation included: offences \
             times unit cost by kind",
        ),
    metric("cost_total", Ledger)
        .title("all payers of the ledger")
        .unit("pounds per year")
        .lower_is_better()
        .headline()
        .means(
            "All accounts of the ledger in force: by payer (budget), or crime with treatment, \
             health, housing and programme (society)",
        ),
    metric("spent_police", Spent(Account::Police))
        .title("spent: police")
        .unit("pounds")
        .lower_is_better()
        .means("Police: pounds in the period itself, undiscounted, not a rate"),
    metric("spent_courts", Spent(Account::Courts))
        .title("spent: courts, prosecution, legal aid")
        .unit("pounds")
        .lower_is_better()
        .means(
            "Courts, prosecution, legal aid: pounds in the period itself, undiscounted, not a rate",
        ),
    metric("spent_prison", Spent(Account::Prison))
        .title("spent: prisons")
        .unit("pounds")
        .lower_is_better()
        .means("Prisons: pounds in the period itself, undiscounted, not a rate"),
    metric("spent_probation", Spent(Account::Probation))
        .title("spent: probation")
        .unit("pounds")
        .lower_is_better()
        .means("Probation: pounds in the period itself, undiscounted, not a rate"),
    metric("spent_treatment", Spent(Account::Treatment))
        .title("spent: drug and alcohol treatment")
        .unit("pounds")
        .lower_is_better()
        .means("Drug and alcohol treatment: pounds in the period itself, undiscounted, not a rate"),
    metric("spent_health", Spent(Account::Health))
        .title("spent: other health care")
        .unit("pounds")
        .lower_is_better()
        .means("Other health care: pounds in the period itself, undiscounted, not a rate"),
    metric("spent_housing", Spent(Account::Housing))
        .title("spent: housing")
        .unit("pounds")
        .lower_is_better()
        .means("Housing: pounds in the period itself, undiscounted, not a rate"),
    metric("spent_programme", Spent(Account::Programme))
        .title("spent: the policy's own programme")
        .unit("pounds")
        .lower_is_better()
        .means(
            "What a policy says it costs: pounds in the period itself, undiscounted, not a rate",
        ),
    metric("spent_on_crime", Spent(Account::Crime))
        .title("spent: cost of crime to society")
        .unit("pounds")
        .lower_is_better()
        .means("Cost of crime to society: pounds in the period itself, undiscounted, not a rate"),
    metric("spent_total", SpentLedger)
        .title("spent: all payers of the ledger")
        .unit("pounds")
        .lower_is_better()
        .means(
            "All accounts of the ledger in force: pounds in the period itself, undiscounted, not a \
             rate",
        ),
    metric("cost_present_value", PresentValue)
        .title("all payers, present value")
        .unit("pounds")
        .lower_is_better()
        .means(
            "All accounts of the ledger in force over the period, not a year: discounted to the \
             start of the policy",
        ),
    metric("qalys_lost", Amount(Account::Qalys))
        .title("QALYs lost")
        .unit("QALYs per year")
        .lower_is_better()
        .headline()
        .means(
            "Quality-adjusted life years lost to use, custody and death, against the norm; \
             undiscounted but for the years after a death",
        ),
    metric("net_benefit", NetBenefit)
        .title("net benefit")
        .unit("pounds")
        .higher_is_better()
        .headline()
        .differences_only()
        .means(
            "Over the period, discounted: less money of the ledger and less health lost, at the \
             value of a QALY. Only differences between scenarios mean anything",
        ),
];
