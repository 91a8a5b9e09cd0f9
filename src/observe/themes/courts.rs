//! Courts: cases, how long they take, and sentences.

use super::definition::{BAND, Metrics, OFFENCE, metric};
use crate::observe::formula::Formula::{Composition, Mean, MeanDays, PerYear, Percentile, Share};
use crate::observe::quantities::{Count, Elapsed, Level, Spread};

/// The metrics, in the order of all tables.
pub(super) const METRICS: Metrics = &[
    metric("cases_ended", PerYear(Count::Disposals))
        .title("cases ended")
        .unit("cases per year")
        .means("Cases that ended, by conviction or not"),
    metric(
        "days_charge_to_disposal",
        MeanDays(Elapsed::Disposal, Count::Disposals),
    )
    .title("charge to end of case, mean")
    .unit("days")
    .lower_is_better()
    .means("Mean time from charge (for a broken diversion, from its start) to the end of the case"),
    metric(
        "days_charge_to_disposal_magistrates",
        MeanDays(Elapsed::DisposalMagistrates, Count::DisposalsMagistrates),
    )
    .title("the same, magistrates' courts")
    .unit("days")
    .lower_is_better()
    .means("Mean time from charge to the end of the case, cases in the magistrates' courts"),
    metric(
        "days_charge_to_disposal_crown",
        MeanDays(Elapsed::DisposalCrown, Count::DisposalsCrown),
    )
    .title("the same, Crown Court")
    .unit("days")
    .lower_is_better()
    .means("Mean time from charge to the end of the case, cases for trial in the Crown Court"),
    metric(
        "days_waiting_for_hearing",
        MeanDays(Elapsed::Listing, Count::Listed),
    )
    .title("wait for a hearing, mean")
    .unit("days")
    .lower_is_better()
    .means("Mean wait of a case that is ready until its hearing, where sittings are limited"),
    metric(
        "days_waiting_for_hearing_bail",
        MeanDays(Elapsed::ListingBail, Count::ListedBail),
    )
    .title("wait for a hearing, people on bail")
    .unit("days")
    .lower_is_better()
    .means(
        "Mean wait of a case that is ready until its hearing, where sittings are limited, people at \
         liberty when it was listed",
    ),
    metric(
        "days_waiting_for_hearing_custody",
        MeanDays(Elapsed::ListingCustody, Count::ListedCustody),
    )
    .title("wait for a hearing, people in custody")
    .unit("days")
    .lower_is_better()
    .means(
        "Mean wait of a case that is ready until its hearing, where sittings are limited, people in \
         custody when it was listed",
    ),
    metric(
        "days_to_disposal_on_bail",
        MeanDays(Elapsed::Bail, Count::BailDisposals),
    )
    .title("charge to end of case, on bail")
    .unit("days")
    .lower_is_better()
    .means("Mean time from charge to the end of the case, people at liberty when their case ended"),
    metric(
        "days_to_disposal_on_remand",
        MeanDays(Elapsed::Remand, Count::RemandDisposals),
    )
    .title("charge to end of case, on remand")
    .unit("days")
    .lower_is_better()
    .means(
        "Mean time from charge to the end of the case, people held on remand when their case ended",
    ),
    metric(
        "days_to_disposal_crown_bail",
        MeanDays(Elapsed::CrownBail, Count::CrownBailDisposals),
    )
    .title("charge to end of Crown Court case, on bail")
    .unit("days")
    .lower_is_better()
    .means(
        "Mean time from charge to the end of the case in the Crown Court, people at liberty when \
         their case ended",
    ),
    metric(
        "days_to_disposal_crown_remand",
        MeanDays(Elapsed::CrownRemand, Count::CrownRemandDisposals),
    )
    .title("charge to end of Crown Court case, on remand")
    .unit("days")
    .lower_is_better()
    .means(
        "Mean time from charge to the end of the case in the Crown Court, people held on remand \
         when their case ended",
    ),
    metric(
        "median_days_magistrates",
        Percentile(Spread::Magistrates, 50),
    )
    .title("offence to end of case, magistrates, median")
    .unit("days")
    .lower_is_better()
    .means("Median time from the offence to the end of the case, magistrates' courts"),
    metric("median_days_crown", Percentile(Spread::Crown, 50))
        .title("offence to end of case, Crown, median")
        .unit("days")
        .lower_is_better()
        .means("Median time from the offence to the end of the case, Crown Court"),
    metric("open_cases_magistrates", Mean(Level::OpenMagistrates))
        .title("open cases, magistrates' courts")
        .unit("cases")
        .lower_is_better()
        .means("Cases pending in the magistrates' courts, mean over time"),
    metric("open_cases_crown", Mean(Level::OpenCrown))
        .title("open cases, Crown Court")
        .unit("cases")
        .lower_is_better()
        .means("Cases pending in the Crown Court, for trial and for sentence, mean over time"),
    metric("open_cases_crown_trial", Mean(Level::OpenCrownTrial))
        .title("open Crown cases, for trial")
        .unit("cases")
        .lower_is_better()
        .means("Cases for trial pending in the Crown Court, mean over time"),
    metric("open_cases_crown_bail", Mean(Level::OpenCrownBail))
        .title("open Crown cases, for trial, on bail")
        .unit("cases")
        .lower_is_better()
        .means("Cases for trial pending in the Crown Court of people at liberty, mean over time"),
    metric("open_cases_crown_custody", Mean(Level::OpenCrownCustody))
        .title("open Crown cases, for trial, in custody")
        .unit("cases")
        .lower_is_better()
        .means(
            "Cases for trial pending in the Crown Court of people in custody, whether on remand \
             or for something else, mean over time",
        ),
    metric("open_cases_crown_sentence", Mean(Level::OpenCrownSentence))
        .title("open Crown cases, for sentence")
        .unit("cases")
        .lower_is_better()
        .means(
            "People convicted in a magistrates' court who wait for sentence in the Crown Court, \
             mean over time",
        ),
    metric("committals_for_sentence", PerYear(Count::Committals))
        .title("committals for sentence")
        .unit("committals per year")
        .means("People convicted in a magistrates' court and committed to the Crown Court for sentence"),
    metric(
        "days_committal_to_sentence",
        MeanDays(Elapsed::Committal, Count::SentencedOnCommittal),
    )
    .title("committal to sentence, mean")
    .unit("days")
    .lower_is_better()
    .means("Mean time from conviction to sentence, people committed to the Crown Court for sentence"),
    metric("cases_failed", Share(Count::Failed, Count::Disposals))
        .title("cases ended without conviction")
        .means("Ended cases that were discontinued, dismissed or ended in acquittal"),
    metric("sentences", PerYear(Count::Sentences))
        .title("people sentenced")
        .unit("sentences per year")
        .by(OFFENCE)
        .means("Convictions that were sentenced"),
    metric("custodial_sentences", PerYear(Count::Custodial))
        .title("custodial sentences")
        .unit("sentences per year")
        .by(BAND)
        .by(OFFENCE)
        .means("Sentences of immediate custody"),
    metric("custodial_sentences_short", PerYear(Count::CustodialShort))
        .title("custodial sentences of 12 months or less")
        .unit("sentences per year")
        .by(OFFENCE)
        .means("Sentences of immediate custody of 12 months or less"),
    metric(
        "custodial_sentences_short_share",
        Composition(Count::CustodialShort),
    )
    .title("share of all short custodial sentences")
    .by(OFFENCE)
    .means("What a stratum makes up of all sentences of immediate custody of 12 months or less"),
    metric("custody_share", Share(Count::Custodial, Count::Sentences))
        .title("convictions sentenced to custody")
        .lower_is_better()
        .by(OFFENCE)
        .means("Sentences of immediate custody as a share of convictions sentenced"),
    metric(
        "custodial_under_12_months",
        Share(Count::CustodialUnder, Count::Custodial),
    )
    .title("custodial sentences under 12 months")
    .means("Sentences of immediate custody that are under 12 months"),
    metric(
        "mean_custodial_sentence",
        MeanDays(Elapsed::Sentence, Count::Custodial),
    )
    .title("custodial sentence, mean length")
    .unit("days")
    .by(OFFENCE)
    .means("Mean length of sentences of immediate custody"),
    metric("suspended_sentence_orders", PerYear(Count::SuspendedOrders))
        .title("suspended sentence orders")
        .unit("orders per year")
        .means("Suspended sentence orders made"),
    metric("community_orders", PerYear(Count::CommunityOrders))
        .title("community orders")
        .unit("orders per year")
        .means("Community orders made"),
    metric("fines_and_discharges", PerYear(Count::Fines))
        .title("fines and discharges")
        .unit("sentences per year")
        .means("Fines, discharges and other sentences"),
];
