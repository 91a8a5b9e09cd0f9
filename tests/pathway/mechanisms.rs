//! Single mechanisms: each parameter that an analyst may move moves its own metric the right way.
//!
//! One world, and for each row of a table two policies that branch from it: the parameter low and
//! high. Replicates are paired; a sign counts when the interval of the difference leaves zero out.

use crate::support::small::brief;
use crate::support::{
    Finished, Sign, baseline, from_start, in_errors, load, run, study, write_overlay,
};
use Sign::{Down, Same, Up};

const REPLICATES: u32 = 4;

/// A mechanism: its name, the same lines with the parameter low and high, and where metrics go
/// from low to high.
struct Row {
    name: &'static str,
    lines: &'static str,
    low: &'static str,
    high: &'static str,
    moves: &'static [(&'static str, Sign)],
}

/// A row; `$` in the lines stands for the value.
const fn row(
    name: &'static str,
    lines: &'static str,
    low: &'static str,
    high: &'static str,
    moves: &'static [(&'static str, Sign)],
) -> Row {
    Row {
        name,
        lines,
        low,
        high,
        moves,
    }
}

/// Runs every row, and says of all of them what went the wrong way.
fn hold(rows: &[Row], set: &[(&str, &str)]) {
    let folder = tempfile::tempdir().unwrap();
    let mut scenarios = vec![baseline(set)];
    for row in rows {
        for (level, value) in [("low", row.low), ("high", row.high)] {
            let text = row.lines.replace('$', value);
            let path = write_overlay(folder.path(), &format!("{}-{level}", row.name), &text);
            scenarios.push(load(&path, set));
        }
    }
    let all: Vec<_> = scenarios.iter().collect();
    let study = study(&all);
    let wrong = wrong_ways(rows, &run(&study, REPLICATES));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn wrong_ways(rows: &[Row], finished: &Finished) -> Vec<String> {
    let mut wrong = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        for &(metric, sign) in row.moves {
            let paired = finished.paired(2 * i + 1, 2 * i + 2, metric);
            let moved = in_errors(&paired);
            let line = format!("{}: {metric} should go {sign:?}, went {moved}", row.name);
            println!("{line}");
            if !sign.holds(&paired) {
                wrong.push(line);
            }
        }
    }
    wrong
}

/// Protects: police and courts.
#[test]
#[rustfmt::skip]
fn police_and_courts() {
    hold(&[
        row("arrest_rate", "[offending]\narrest_rate.opiate = \"$/y\"", "0.5", "6",
            &[("arrests", Up), ("expected_offences", Up), ("custodial_receptions", Up)]),
        row("offences_per_arrest", "[offending]\noffences_per_arrest.opiate = $", "1", "60",
            &[("expected_offences", Up), ("arrests", Same)]),
        row("supervised", "[offending]\nsupervised = $", "0.2", "3", &[("arrests", Up)]),
        row("no_further_action", "[police]\nno_further_action.violence = $", "0", "0.95",
            &[("no_further_action", Up), ("charges", Down), ("sentences", Down), ("arrests", Up)]),
        row("out_of_court", "[police]\nout_of_court.violence = $", "0", "1",
            &[("out_of_court_disposals", Up), ("charges", Down)]),
        row("referred", "[arrest_referral.test]\nreferred = $", "0", "1",
            &[("police_referrals", Up), ("treatment_referrals", Up)]),
        row("caution", "[diversion]\nadmission = \"off\"\naccepted = 1\nconvictions_up_to = 20\nform.caution = $\n\
             [diversion.custody]\noffered = 1", "0", "1", &[("cautions_recorded", Up)]),
        row("time", "[courts]\ntime.magistrates = \"$d\"", "10", "300",
            &[("days_charge_to_disposal", Up), ("days_charge_to_disposal_magistrates", Up), ("sentences", Down)]),
        row("remand", "[courts]\nremand.magistrates = $", "0", "0.6",
            &[("remand_receptions", Up), ("remand_population", Up), ("releases_from_court", Up)]),
        row("failed", "[courts]\nfailed.magistrates = $", "0", "0.9",
            &[("cases_failed", Up), ("sentences", Down)]),
        row("committal", "[courts]\ncommittal.share = $", "0", "0.03",
            &[("committals_for_sentence", Up), ("open_cases_crown_sentence", Up), ("open_cases_crown", Up),
              ("cost_courts", Up)]),
        row("committal_time", "[courts]\ncommittal.time = \"$d\"", "10", "300",
            &[("days_committal_to_sentence", Up), ("open_cases_crown_sentence", Up)]),
        row("committal_in_custody", "[courts]\ncommittal.time_in_custody = \"$d\"", "5", "200",
            &[("days_committal_to_sentence", Up), ("remand_population", Up)]),
        row("custody", "[courts]\ncustody.violence = $", "0.01", "0.5",
            &[("custodial_sentences", Up), ("custody_days", Up), ("community_orders", Down)]),
        row("suspended", "[courts]\nsuspended.magistrates = $", "0", "1",
            &[("suspended_sentence_orders", Up), ("community_orders", Down), ("order_population", Up)]),
        row("presumption",
            "[[courts.presumption]]\nfrom = 2027-04-01\nup_to = \"12mo\"\nsuspended = $\n\
             excepts_orders = \"off\"\nexcepts_custody = \"off\"", "0", "1",
            &[("custodial_sentences_short", Down), ("suspended_sentence_orders", Up),
              ("mean_custodial_sentence", Up)]),
        row("presumption_length",
            "[[courts.presumption]]\nfrom = 2027-04-01\nup_to = \"$mo\"\nsuspended = 1\n\
             excepts_orders = \"off\"\nexcepts_custody = \"off\"", "3", "12",
            &[("custodial_sentences_short", Down)]),
    ], &brief(&[]));
}

/// Protects: the chain before a requirement, and what follows an order.
#[test]
#[rustfmt::skip]
fn requirements_and_orders() {
    hold(&[
        row("drr_eligible", "[orders.drr]\neligible.opiate = $", "0", "1",
            &[("drr_eligible", Up), ("drr_starts", Up)]),
        row("drr_assessed", "[orders.drr]\nassessed = $", "0.05", "1",
            &[("drr_assessed", Up), ("drr_starts", Up), ("drr_share", Up), ("drr_population", Up)]),
        row("drr_consents", "[orders.drr]\nconsents = $", "0.05", "1",
            &[("drr_consented", Up), ("drr_starts", Up)]),
        row("drr_recommended", "[orders.drr]\nrecommended = $", "0.05", "1",
            &[("drr_recommended", Up), ("drr_starts", Up)]),
        row("drr_imposed", "[orders.drr]\nimposed = $", "0", "1", &[("drr_starts", Up)]),
        row("drr_instead", "[orders.drr]\nassessed = 1\nconsents = 1\ninstead_of_custody = $", "0", "1",
            &[("custodial_sentences_short", Down), ("drr_starts", Up)]),
        row("drr_first_appointment",
            "[orders.drr]\nassessed = 1\nconsents = 1\nfirst_attended = 0.95\nfirst_appointment = \"$d\"",
            "2", "60", &[("drr_treated_21_days", Down)]),
        row("drr_first_attended",
            "[orders.drr]\nassessed = 1\nconsents = 1\nfirst_attended = $", "0.05", "1",
            &[("drr_treated_21_days", Up), ("drr_treated_ever", Up)]),
        row("breach_failures", "[orders.breach]\nfailures = \"$/y\"", "0.1", "12",
            &[("breach_hearings", Up), ("orders_to_custody", Up)]),
        row("breach_warnings", "[orders.breach]\nwarnings = $", "0", "6", &[("breach_hearings", Down)]),
        row("breach_revoked", "[orders.breach]\nfailures = \"8/y\"\nrevoked_to_custody = $", "0", "1",
            &[("orders_to_custody", Up), ("order_population", Down)]),
        row("breach_activated", "[orders.breach]\nactivated = $", "0", "1",
            &[("orders_to_custody", Up), ("custodial_sentences", Up)]),
        row("community_length", "[orders]\ncommunity_length = \"$mo\"", "3", "30",
            &[("order_population", Up)]),
    ], &brief(&[]));
}

/// Everybody with a mental-health need who can get a requirement of treatment for it does.
macro_rules! mental {
    ($line:literal) => {
        concat!(
            "[orders.mhtr.chain]\nplaces = 1000000\nassessed = 1\nconsents = 1\n",
            "recommended = 1\nimposed = 1\neligible.opiate = 1\neligible.non_opiate = 1\n",
            "eligible.non_opiate_alcohol = 1\neligible.alcohol = 1\neligible.none = 1\n",
            "[orders.mhtr]\nfirst_attended = 1\ncourse = \"12mo\"\n",
            $line
        )
    };
}

/// Protects: what severity and the spike do to lengths, how police and courts answer to treatment
/// that can be ordered, and the course of mental health treatment.
#[test]
#[rustfmt::skip]
fn sentencers_and_mental_health() {
    hold(&[
        row("severity_length", "[courts]\nseverity_length = $", "1", "6",
            &[("mean_custodial_sentence", Up)]),
        // Sentences of just over a year, which the spike shortens to it.
        row("spike",
            "[courts]\nseverity_length = 1\nsentence_female = 1\nsentence_spread.crown = 0.05\n\
             sentence_crown.acquisitive = \"13mo\"\nsentence_crown.supply = \"13mo\"\n\
             sentence_crown.violence = \"13mo\"\nsentence_crown.other = \"13mo\"\n\
             twelve_month_spike = $", "0", "1",
            &[("custodial_sentences_short", Up)]),
        row("charge_drift", "[police]\ncharge_drift = $", "0", "1",
            &[("no_further_action", Down), ("charges", Up)]),
        row("up_tariff", "[orders.drr]\nassessed = 1\nconsents = 1\nrecommended = 1\nimposed = 1\nup_tariff = $", "0", "1",
            &[("drr_starts", Up), ("fines_and_discharges", Down), ("community_orders", Up)]),
        row("mhtr_offending", mental!("causal_share = 1\noffending = $"), "0.1", "4",
            &[("expected_offences", Up)]),
        row("mhtr_cause", mental!("offending = 0.1\ncausal_share = $"), "0", "1",
            &[("expected_offences", Down)]),
        row("mhtr_relapse", mental!("causal_share = 1\nrelapse = $"), "0.02", "20",
            &[("relapses", Up)]),
        row("mhtr_failures", mental!("causal_share = 1\nfailures = $"), "0.1", "6",
            &[("breach_hearings", Up)]),
    ], &brief(&[]));
}

/// Protects: prison places, release law, and treatment inside.
#[test]
#[rustfmt::skip]
fn prison_and_treatment_inside() {
    hold(&[
        row("release_point",
            "[[prison.release_point]]\nfrom = 2027-04-01\nshare = $\nexcluded_share = $\n\
             excluded_violence_from = \"4y\"\nup_to = \"100y\"\nexempt_violence = 0", "0.3", "0.9",
            &[("prison_population", Up), ("custody_days", Up), ("recalls", Down),
              ("licence_population", Down)]),
        row("hdc",
            "[[prison.hdc]]\nfrom = 2027-04-01\nup_to = \"180d\"\nlongest_sentence = \"100y\"\n\
             shortest_sentence = \"12w\"\nleast_share = 0.25\naddress_found = 0.5\nexcluded_violence_from = \"4y\"\ngranted = $", "0", "1", &[("hdc_releases", Up), ("custody_days", Down)]),
        row("hdc_length",
            "[[prison.hdc]]\nfrom = 2027-04-01\nup_to = \"$d\"\nlongest_sentence = \"100y\"\n\
             shortest_sentence = \"12w\"\nleast_share = 0.25\naddress_found = 0.5\nexcluded_violence_from = \"4y\"\ngranted = 1", "20", "365", &[("custody_days", Down)]),
        row("places", "[prison]\nplaces.male = $", "20000", "200000",
            &[("occupancy", Down), ("police_cell_days", Down), ("releases_unplanned", Down)]),
        row("early_release",
            "[prison]\nplaces.male = 60000\n[[prison.early_release]]\nfrom = 2027-04-01\n\
             up_to = \"$d\"\nabove = 0.9\nnotice = \"3d\"\nreach = 1\n\
             excluded_from = \"100y\"\nexcluded_violence_from = \"4y\"\nleast_served = \"14d\"", "0", "100",
            &[("early_releases", Up), ("police_cell_days", Down)]),
        row("transfers",
            "[prison]\ntransfers = \"$/y\"\n[custody_treatment]\nbroken_by_transfer = 1", "0", "60",
            &[("prison_treatment_interrupted", Up), ("prison_treatment_population", Down)]),
        row("broken_by_transfer",
            "[prison]\ntransfers = \"6/y\"\n[custody_treatment]\nbroken_by_transfer = $", "0", "1",
            &[("prison_treatment_interrupted", Up)]),
        row("identified", "[custody_treatment]\nidentified.opiate = $", "0.1", "1",
            &[("need_identified", Up), ("prison_treatment_starts", Up)]),
        row("accepts", "[custody_treatment]\naccepts.opiate = $", "0.1", "1",
            &[("prison_treatment_engaged", Up), ("prison_treatment_starts", Up)]),
        row("psychosocial_posts", "[custody_treatment.workers]\nposts = $", "40", "3000",
            &[("prison_treatment_waiting", Down), ("prison_waits_lost", Down),
              ("prison_treatment_completed", Up)]),
        row("unlock", "[custody_treatment]\nunlock = $\n[custody_treatment.workers]\nposts = 600", "0.05", "1",
            &[("prison_treatment_completed", Up)]),
        row("programme",
            "[custody_treatment]\nprogramme.opiate = \"$w\"\nprogramme.non_opiate = \"$w\"\n\
             programme.non_opiate_alcohol = \"$w\"\nprogramme.alcohol = \"$w\"", "4", "60",
            &[("prison_treatment_completed", Down)]),
        row("illicit_supply", "[use]\nonset_in_custody = \"0.2/y\"\nillicit_supply = $", "0", "6",
            &[("onset_in_custody", Up), ("relapses", Up)]),
        row("supply_keeps",
            "[mortality]\ncustody = 10\n[use]\nillicit_supply = 6\nsupply_keeps = $", "0", "1",
            &[("expected_overdose_deaths", Up)]),
        row("onset_mix",
            "[use]\nonset_in_custody = \"1/y\"\nonset_mix = { opiate = $, non_opiate = 0, \
             non_opiate_alcohol = 0, alcohol = 0.5, none = 0 }", "0", "50",
            &[("expected_overdose_deaths", Up)]),
    ], &brief(&[]));
}

/// Protects: the work before, at and after the gate.
#[test]
#[rustfmt::skip]
fn the_gate_and_after() {
    hold(&[
        row("appointment",
            "[release]\nappointment = $\nappointment_unplanned = $", "0", "1",
            &[("leavers_with_appointment", Up), ("continuity_21_days", Up)]),
        row("appointment_wait", "[release]\nappointment_wait = \"$d\"", "1", "30",
            &[("continuity_21_days", Down), ("leavers_treated_21_days", Down)]),
        row("attended", "[release]\nattended = $", "0.1", "0.99", &[("continuity_21_days", Up)]),
        row("attended_per_week", "[release]\nappointment_wait = \"14d\"\nattended_per_week = $",
            "0.1", "1", &[("continuity_21_days", Up)]),
        row("met_at_gate", "[release]\nattended = 0.4\nmet_at_gate = $", "0", "1",
            &[("leavers_met_at_gate", Up), ("continuity_21_days", Up)]),
        row("in_reach",
            "[release]\nattended = 0.2\nattended_in_reach = 20\nplanned.low = 1\nplanned.medium = 1\n\
             planned.high = 1\nin_reach = $", "0", "1",
            &[("continuity_21_days", Up)]),
        row("planned",
            "[release]\nappointment = 1\nappointment_unplanned = 0\nplanned.low = $\n\
             planned.medium = $\nplanned.high = $", "0", "1",
            &[("leavers_with_appointment", Up), ("continuity_21_days", Up)]),
        row("contacts_in_fortnight",
            "[release]\ncontact_links = 0.5\ncontacts_in_fortnight = $", "0", "1",
            &[("contacts_days_0_14", Up), ("continuity_21_days", Up)]),
        row("contacts", "[release]\ncontacts = $", "2", "40",
            &[("contacts_kept", Up), ("contacts_days_0_14", Up)]),
        row("contact_kept", "[release]\ncontact_links = 0.5\ncontact_kept = $", "0.05", "0.95",
            &[("contacts_kept", Up), ("leavers_treated_21_days", Up)]),
        // Those who are in treatment by then go on keeping their contacts, and these count.
        row("contact_links",
            "[release]\ncontacts = 20\ncontacts_in_fortnight = 0.5\ncontact_links = $", "0", "1",
            &[("contacts_days_0_14", Up), ("leavers_treated_21_days", Up)]),
        row("attended_day_three",
            "[release]\nappointment_wait = \"6d\"\nattended_day_three = $", "0.1", "1",
            &[("leavers_treated_21_days", Up)]),
        row("delivered_relapse",
            "[custody_treatment]\nsessions_delivered = 1\n\
             [custody_treatment.afterwards]\ndelivered.relapse = $", "0.1", "1",
            &[("relapses", Up)]),
        row("completed_lost_contact",
            "[custody_treatment.afterwards]\ncompleted.causal_share = 1\ncompleted.lost_contact = $",
            "0", "1", &[("recalls", Up)]),
        row("prescribed_attended",
            "[custody_treatment.afterwards]\nprescribed.attended = $", "0.2", "20",
            &[("leavers_treated_21_days", Up)]),
        row("bridge",
            "[release]\nbridge_length = \"28d\"\nbridge = $\n[use]\nresponse_lost = \"20/y\"", "0", "1",
            &[("leavers_bridged", Up), ("expected_overdose_deaths", Down), ("relapses", Down)]),
        row("day_of_release", "[use]\nday_of_release = \"$d\"", "0", "60",
            &[("relapses", Up), ("expected_overdose_deaths", Up)]),
        row("maintained", "[custody_treatment]\nmaintained = $", "0", "1",
            &[("expected_overdose_deaths", Down), ("leavers_bridged", Up)]),
        row("offer_at_release", "[housing]\ncas3.places = 60000\noffer_at_release = $", "0", "1",
            &[("released_homeless", Down), ("homeless_days", Down)]),
        row("offer_unplanned", "[housing]\nlost_in_custody = \"12/y\"\ncas3.places = 200000\noffer_unplanned = $", "0", "1",
            &[("released_homeless", Down)]),
        row("lost_in_custody", "[housing]\nlost_in_custody = \"$/y\"", "0", "6",
            &[("released_homeless", Up)]),
        row("untolerant", "[mortality]\nuntolerant = $", "1", "30",
            &[("expected_overdose_deaths", Up)]),
        row("tolerance_returns", "[mortality]\nuntolerant = 30\ntolerance_returns = \"$d\"", "1", "60",
            &[("expected_overdose_deaths", Up)]),
        row("tolerance_half_life",
            "[custody_treatment]\nmaintained = 0\n[mortality]\nuntolerant = 30\ntolerance_half_life = \"$d\"",
            "1", "2000", &[("expected_overdose_deaths", Down)]),
        row("tolerance_kept",
            "[use]\nabstinence_in_custody = \"0.1/y\"\n[custody_treatment]\naccepts.opiate = 0\n\
             [mortality]\nuntolerant = 30\ntolerance_kept = $", "0", "1",
            &[("expected_overdose_deaths", Down)]),
        row("joint_plan",
            "[prison.planners]\nposts = 5000\n[housing]\nlost_in_custody = \"40/y\"\noffer_at_release = 0.5\ncas3.places = 90000\nfamily.at_release = 0\n[release]\nappointment = 0.5\n\
             planned.low = 1\nplanned.medium = 1\nplanned.high = 1\nplan_takes = \"1d\"\njoint_plan = $",
            "0", "0.95", &[("leavers_ready", Up)]),
    ], &brief(&[]));
}

/// Protects: licence and recall.
#[test]
#[rustfmt::skip]
fn licence_and_recall() {
    hold(&[
        row("recall_lost_contact", "[licence]\nrecall_lost_contact = $", "0.05", "1",
            &[("recalls", Up), ("recalls_lost_contact", Up), ("recall_returns", Up)]),
        row("recall_charge", "[licence]\nrecall_charge = $", "0", "1", &[("recalls_new_charge", Up)]),
        row("recall_no_residence", "[licence]\nrecall_no_residence = $", "0", "1",
            &[("recalls_no_residence", Up)]),
        row("recall_lapse", "[licence]\nrecall_lapse = $", "0", "1", &[("recalls_lapse", Up)]),
        row("lost_contact", "[licence]\nlost_contact = \"$/y\"", "0.1", "8", &[("recalls", Up)]),
        row("use_factor", "[licence]\nuse_factor.dependent = $", "0.1", "8",
            &[("recalls_lost_contact", Up)]),
        row("homeless", "[licence]\nhomeless = $", "0.1", "10", &[("recalls_lost_contact", Up)]),
        row("contacted",
            "[use]\ncontact_protects = \"7d\"\n[release]\ncontacts = 24\n[licence]\ncontacted = $",
            "0", "1", &[("recalls_lost_contact", Up)]),
        row("return_time", "[licence]\nreturn_time = \"$d\"", "1", "90",
            &[("recall_days_to_return", Up), ("unlawfully_at_large", Up)]),
        row("standard",
            "[[licence.fixed_term]]\nfrom = 2027-04-01\nshort = \"14d\"\nlong = \"28d\"\n\
             longest_sentence = \"100y\"\nshare_short = $\nshare_long = $", "0", "1",
            &[("recalls_fixed_term", Up), ("recalled_population", Down)]),
        row("pss", "[licence]\npost_sentence_supervision = \"$mo\"\n[[post_sentence.rule]]\nfrom = 2027-04-01\n\
             applies = \"on\"\nunder = \"730d\"", "1", "24",
            &[("pss_population", Up)]),
        row("licence_causal_share", "[licence]\nuse_factor.dependent = 30\ncausal_share = $", "0", "1",
            &[("recalls_lost_contact", Up)]),
    ], &brief(&[]));
}

/// Protects: community treatment, use, housing, and deaths.
#[test]
#[rustfmt::skip]
fn treatment_use_and_deaths() {
    hold(&[
        row("no_justice", "[community_treatment]\nself_referral_no_justice = $", "0", "3",
            &[("treatment_starts", Up), ("community_treatment_days", Up)]),
        row("posts",
            "[community_treatment.opiate]\nposts = $\n[community_treatment.other]\nposts = $",
            "200", "9000",
            &[("treatment_wait", Down), ("community_treatment_waiting", Down),
              ("community_treatment_days", Up), ("treatment_waits_given_up", Down)]),
        row("limit", "[community_treatment.opiate]\nlimit = $", "20", "200",
            &[("community_treatment_days", Up)]),
        row("self_referral", "[community_treatment]\nself_referral.alcohol = \"$/y\"", "0.05", "2",
            &[("treatment_referrals", Up), ("treatment_starts", Up)]),
        row("assessment", "[community_treatment]\nassessment = \"$d\"", "1", "60",
            &[("treatment_wait", Up), ("treatment_wait_over_21_days", Up)]),
        row("gives_up", "[community_treatment]\nassessment = \"30d\"\ngives_up = \"$/y\"", "0.1", "12",
            &[("treatment_waits_given_up", Up), ("treatment_starts", Down)]),
        row("dropout", "[community_treatment]\ndropout_late.opiate = \"$/y\"", "0.02", "4",
            &[("treatment_dropped_out", Up), ("community_treatment_days", Down)]),
        row("length", "[community_treatment]\nlength.alcohol = \"$w\"", "8", "100",
            &[("treatment_completed", Down)]),
        row("response", "[use]\nresponse.opiate = \"$/y\"", "0", "12", &[("dependent_days", Down)]),
        row("relapse_after_release", "[use]\nrelapse_after_release.opiate = \"$/y\"", "0.1", "40",
            &[("relapses", Up)]),
        row("relapse_treated", "[use]\nrelapse_treated = $", "0", "3", &[("relapses", Up)]),
        row("unaided_abstinence", "[use]\nunaided_abstinence.alcohol = \"$/y\"", "0", "3",
            &[("dependent_days", Down), ("expected_offences", Down)]),
        row("causal_share", "[offending]\ncausal_share = $", "0", "1",
            &[("expected_offences", Down), ("arrests", Down)]),
        row("treatment_association",
            "[offending]\ncausal_share = 1\ntreatment_association = $", "0.2", "1",
            &[("expected_offences", Up), ("arrests", Up)]),
        row("no_cause", "[offending]\ncausal_share = 0\ntreatment_association = $", "0.2", "1",
            &[("expected_offences", Same), ("arrests", Same)]),
        row("loss", "[housing]\nloss = \"$/y\"", "0", "2", &[("homeless_days", Up)]),
        row("takes_in", "[housing]\nfamily.takes_in = \"$/y\"", "0.1", "12", &[("homeless_days", Down)]),
        row("ends", "[housing]\nfamily.ends = \"$/y\"", "0", "6",
            &[("homeless_days", Up), ("family_population", Down)]),
        row("hostels", "[housing]\nhostels.places = $", "5000", "150000",
            &[("homeless_days", Down), ("place_waiting", Down), ("cost_housing", Up)]),
        row("naloxone_witness", "[mortality]\nnaloxone_witness = $", "0", "0.8",
            &[("expected_overdose_deaths", Down), ("overdose_deaths", Down)]),
        row("naloxone_effect", "[mortality]\nnaloxone_witness = 0.8\nnaloxone_effect = $", "0", "1",
            &[("expected_overdose_deaths", Down)]),
        row("potency", "[mortality]\npotency = $", "0.2", "3",
            &[("expected_overdose_deaths", Up), ("overdose_deaths", Up), ("overdoses_nonfatal", Up)]),
        row("injecting", "[mortality]\ninjecting = $", "1", "6", &[("expected_overdose_deaths", Up)]),
        row("treated", "[mortality]\ntreated = $", "0.1", "1", &[("expected_overdose_deaths", Up)]),
        row("other_deaths", "[mortality]\nother_at_40 = \"$/y\"", "0.0001", "0.05",
            &[("other_deaths", Up), ("deaths_in_custody", Up), ("people", Down)]),
        row("excess_in_custody", "[mortality]\nother_at_40 = \"0.03/y\"\nexcess_in_custody = $", "0", "1",
            &[("deaths_in_custody", Up), ("deaths_in_prison_treatment", Up)]),
        row("mortality_causal_share", "[mortality]\ntreated = 0.05\ncausal_share = $", "0", "1",
            &[("expected_overdose_deaths", Down)]),
        row("housing_causal_share", "[offending]\nhousing.homeless = 8\n[housing]\ncausal_share = $",
            "0", "1", &[("expected_offences", Up)]),
        row("crack", "[mortality]\ncrack = $", "1", "4", &[("expected_overdose_deaths", Up)]),
        row("relapse_crack", "[use]\nrelapse_crack = $", "0.2", "5", &[("relapses", Up)]),
        row("overdose_referred", "[mortality]\noverdose_referred = $", "0", "1",
            &[("overdose_referrals", Up), ("treatment_referrals", Up)]),
    ], &brief(&[]));
}

/// Protects: the sensitivity to deaths after release acts from the start, on those deaths.
#[test]
fn a_past_of_high_mortality_has_more_deaths_after_release() {
    let set = brief(&[]);
    let (base, high) = (baseline(&set), load("high-mortality", &set));
    let study_of = study(&[&base, &high]);
    let finished = run(&study_of, REPLICATES);
    finished.assert_sign(0, 1, "expected_overdose_deaths", Up);
    finished.assert_sign(0, 1, "overdose_risk_4_weeks", Up);
}

/// Protects: home detention curfew needs an address. Where nobody has a home and none is found,
/// nobody leaves on curfew, however freely it is granted.
#[test]
fn nobody_without_an_address_leaves_on_curfew() {
    let text = "[housing]\ninitial_need = { settled = 0, family = 0, temporary = 0, homeless = 1 }\n\
        initial_none = { settled = 0, family = 0, temporary = 0, homeless = 1 }\nhostels.places = 0\n\
        family.takes_in = \"0/y\"\nfamily.at_release = 0\nlettings.a_year = 0\noffer_at_release = 0\noffer_unplanned = 0\napproved_premises = 0\nsupported.places = 0\n\
        [[prison.hdc]]\nfrom = 2020-01-01\nup_to = \"180d\"\nlongest_sentence = \"100y\"\n\
        shortest_sentence = \"12w\"\nleast_share = 0.25\ngranted = 1\naddress_found = 0\n\
        excluded_violence_from = \"4y\"\n";
    let set = brief(&[("settings.law", "frozen:2021-01-01")]);
    let finished = from_start(&[text], &set, 3);
    assert!(finished.values(0, "releases").iter().all(|&v| v > 0.0));
    finished.none(0, "hdc_releases");
}

/// Protects: the table itself. A row with the signs the wrong way round is found out.
#[test]
fn a_row_the_wrong_way_round_is_found_out() {
    let rows = [row(
        "upside_down",
        "[release]\nmet_at_gate = $",
        "0",
        "1",
        &[("leavers_met_at_gate", Down), ("leavers_met_at_gate", Same)],
    )];
    let set = brief(&[]);
    let (base, folder) = (baseline(&set), tempfile::tempdir().unwrap());
    let of = |value: &str| {
        let text = rows[0].lines.replace('$', value);
        load(
            &write_overlay(folder.path(), &format!("met-{value}"), &text),
            &set,
        )
    };
    let (low, high) = (of("0"), of("1"));
    let study = study(&[&base, &low, &high]);
    assert_eq!(wrong_ways(&rows, &run(&study, 3)).len(), 2);
    assert_eq!(Up.opposite(), Down);
}
