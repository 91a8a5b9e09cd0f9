//! Money and health: what each payer pays, and health lost.

use super::definition::{Metrics, metric};
use crate::observe::account::{self, Account};
use crate::observe::formula::Formula::{
    Amount, Ledger, NetBenefit, PresentValue, Spent, SpentLedger, Worth,
};

const BUDGET: Option<account::Ledger> = Some(account::Ledger::Budget);
const SOCIETY: Option<account::Ledger> = Some(account::Ledger::Society);
const SOCIAL: Option<account::Ledger> = Some(account::Ledger::Social);

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
    metric("cost_to_victims", Amount(Account::Victims))
        .title("cost of crime to victims")
        .unit("pounds per year")
        .lower_is_better()
        .means(
            "What crime costs in anticipation and in consequence, without the response of police, \
             courts, prison and probation: offences times these parts of the unit cost by kind",
        ),
    metric("cost_total", Ledger(None))
        .title("all payers of the ledger")
        .unit("pounds per year")
        .lower_is_better()
        .headline()
        .means(
            "All accounts of the ledger in force: by payer (budget); crime with treatment, health, \
             housing and programme (society); or payers with what crime costs victims (social)",
        ),
    metric("cost_budget", Ledger(BUDGET))
        .title("budget: public spending")
        .unit("pounds per year")
        .lower_is_better()
        .means("Public spending: police, courts, prison, probation, treatment, health, housing, programme"),
    metric("cost_society", Ledger(SOCIETY))
        .title("society: cost of crime and services")
        .unit("pounds per year")
        .lower_is_better()
        .means(
            "The cost of crime, which holds what police, courts, prison and probation spend, with \
             treatment, health, housing and programme",
        ),
    metric("cost_social", Ledger(SOCIAL))
        .title("social: public spending and victims")
        .unit("pounds per year")
        .lower_is_better()
        .means("Public spending with what crime costs victims apart from the response to it"),
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
    metric("qalys_after_deaths", Spent(Account::AfterDeaths))
        .title("QALYs lost by deaths after the period")
        .unit("QALYs")
        .lower_is_better()
        .means(
            "Years of life in full health that deaths in the period take and that would have been lived \
             after its end; within QALYs lost, at the day of the death",
        ),
    metric("qalys_after_recovery", Spent(Account::AfterRecovery))
        .title("QALYs of recovery after the period")
        .unit("QALYs")
        .higher_is_better()
        .means(
            "What people who are abstinent or recovered at the end of the period will have against \
             being dependent, fading by what is kept a year; in no total, at the end of the period",
        ),
    metric("worth_after_recovery", Worth(Account::AfterRecovery))
        .title("recovery after the period")
        .unit("pounds")
        .higher_is_better()
        .differences_only()
        .means(
            "QALYs of recovery after the period at the value of a QALY, discounted to the start of \
             the policy; in no net benefit, to which it may be added",
        ),
    metric("prison_building", Amount(Account::Building))
        .title("capital of the prison places in use")
        .unit("pounds")
        .lower_is_better()
        .means(
            "What places for the people in prison cost to build, once; in no ledger, and saved \
             only where building is put off",
        ),
    metric("net_benefit", NetBenefit(None))
        .title("net benefit")
        .unit("pounds")
        .higher_is_better()
        .differences_only()
        .means(
            "Over the period, discounted: less money of the ledger in force and less health lost, at \
             the value of a QALY. Only differences between scenarios mean anything",
        ),
    metric("net_benefit_budget", NetBenefit(BUDGET))
        .title("net benefit, budget")
        .unit("pounds")
        .higher_is_better()
        .headline()
        .differences_only()
        .means("Net benefit with public spending as its money, whichever ledger is in force"),
    metric("net_benefit_society", NetBenefit(SOCIETY))
        .title("net benefit, society")
        .unit("pounds")
        .higher_is_better()
        .headline()
        .differences_only()
        .means(
            "Net benefit with the cost of crime, treatment, health, housing and programme as its \
             money, whichever ledger is in force",
        ),
    metric("net_benefit_social", NetBenefit(SOCIAL))
        .title("net benefit, social")
        .unit("pounds")
        .higher_is_better()
        .headline()
        .differences_only()
        .means(
            "Net benefit with public spending and what crime costs victims as its money, whichever \
             ledger is in force: social cost-benefit",
        ),
];
