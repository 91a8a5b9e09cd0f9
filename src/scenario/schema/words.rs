//! The words of the field, and where in a scenario they are.
//!
//! Analysts look for the word that their own papers use. One list answers them: in
//! `throughcare find`, and where a scenario file has a key that there is none of. What is a
//! result cannot be set; then the list says what moves it.

use crate::scenario::words::{Word, word};

/// Every word, in alphabetical order.
pub const WORDS: &[Word] = &[
    word(
        "accommodation offer",
        &[
            "housing.cas3",
            "housing.offer_at_release",
            "housing.offer_unplanned",
        ],
        "",
    ),
    word(
        "approved premises",
        &[
            "housing.approved_premises",
            "housing.approved_places",
            "housing.approved_stay",
        ],
        "",
    ),
    word("arrest referral", &["arrest_referral"], ""),
    word("atr", &["orders.atr"], "alcohol treatment requirement"),
    word(
        "attrition",
        &[
            "community_treatment.dropout_early",
            "community_treatment.dropout_late",
            "custody_treatment.dropout",
        ],
        "dropout of treatment",
    ),
    word(
        "bail",
        &["courts.remand", "courts.time"],
        "who is not remanded is on bail",
    ),
    word(
        "bass",
        &["housing.starting_point", "housing.offer_at_release"],
        "accommodation for people who leave without a home",
    ),
    word(
        "bridging prescription",
        &["release.bridge", "release.bridge_length"],
        "",
    ),
    word(
        "buprenorphine",
        &["custody_treatment.depot", "custody_treatment.maintained"],
        "the depot is long-acting buprenorphine",
    ),
    word(
        "cas2",
        &["housing.offer_at_release", "curfew.no_address"],
        "accommodation for bail and curfew",
    ),
    word(
        "cas3",
        &["housing.cas3", "housing.offer_at_release"],
        "twelve weeks of accommodation after release",
    ),
    word(
        "caseload",
        &[
            "probation.workers.recommended",
            "probation.workers.limit",
            "community_treatment.opiate.recommended",
            "community_treatment.other.recommended",
        ],
        "each service has a recommended caseload and a hard limit",
    ),
    word("charge drift", &["police.charge_drift"], ""),
    word(
        "checkpoint",
        &["diversion.custody", "diversion.form", "diversion.effect"],
        "deferred prosecution after arrest; scenario study-checkpoint-offered",
    ),
    word(
        "clinical capacity",
        &[
            "custody_treatment.clinical_places",
            "custody_treatment.clinical",
        ],
        "",
    ),
    word("committal for sentence", &["courts.committal"], ""),
    word(
        "community resolution",
        &[
            "diversion.street",
            "diversion.form.resolution",
            "police.out_of_court",
        ],
        "",
    ),
    word(
        "community sentence treatment requirement",
        &["orders.drr", "orders.atr", "orders.mhtr"],
        "",
    ),
    word(
        "compact",
        &["isfl.signs", "isfl.incentive"],
        "of a substance-free wing",
    ),
    word("conditional caution", &["diversion.form.caution"], ""),
    word(
        "court backlog",
        &["listing.cases_per_week", "courts.time"],
        "open cases are a result (open_cases_crown, open_cases_magistrates); these move them",
    ),
    word(
        "crown court capacity",
        &["listing.cases_per_week.crown"],
        "sitting capacity",
    ),
    word(
        "cstr",
        &["orders.drr", "orders.atr", "orders.mhtr"],
        "community sentence treatment requirements",
    ),
    word(
        "custody suite",
        &[
            "arrest_referral.suites",
            "arrest_referral.hours",
            "arrest_referral.workers",
        ],
        "",
    ),
    word(
        "deaths",
        &[
            "mortality.overdose",
            "mortality.fatal_share",
            "mortality.naloxone_effect",
        ],
        "deaths are a result (overdose_deaths); these move them",
    ),
    word(
        "deferred prosecution",
        &["diversion.custody", "diversion.form.deferred"],
        "",
    ),
    word(
        "depot",
        &[
            "custody_treatment.depot",
            "custody_treatment.depot_interval",
        ],
        "",
    ),
    word(
        "detoxification",
        &[
            "custody_treatment.detoxification",
            "custody_treatment.maintained",
        ],
        "",
    ),
    word(
        "discharge grant",
        &["release"],
        "money on release is not in the model; the work around the gate is under [release]",
    ),
    word(
        "discount rate",
        &["costs.discount", "costs.discount_health"],
        "",
    ),
    word("drr", &["orders.drr"], "drug rehabilitation requirement"),
    word(
        "drr share",
        &[
            "orders.drr.assessed",
            "orders.drr.consents",
            "orders.drr.recommended",
            "orders.drr.imposed",
        ],
        "the DRR share is a result (drr_share); these four barriers move it",
    ),
    word("drug recovery wing", &["isfl"], ""),
    word(
        "drug test",
        &["arrest_referral.test"],
        "on arrest; random tests on a substance-free wing are isfl.tests",
    ),
    word(
        "dual diagnosis",
        &["population.mental_health", "orders.mhtr"],
        "",
    ),
    word(
        "early release",
        &["prison.early_release", "prison.release_point"],
        "by pressure of places, or for everybody by law",
    ),
    word(
        "ecsl",
        &["prison.early_release"],
        "end of custody supervised licence",
    ),
    word(
        "employment",
        &["recovery.income", "recovery.income_reach"],
        "income is part of recovery capital",
    ),
    word(
        "family",
        &["housing.family", "recovery.family", "recovery.family_reach"],
        "",
    ),
    word("fixed-term recall", &["licence.fixed_term"], ""),
    word(
        "friday releases",
        &["release.off_fridays", "release.friday_access"],
        "",
    ),
    word("ftr", &["licence.fixed_term"], "fixed-term recall"),
    word(
        "ftr28",
        &["licence.fixed_term"],
        "fixed-term recall of 28 days",
    ),
    word(
        "gate pick-up",
        &["release.met_at_gate", "through_the_gate.local.escorts"],
        "",
    ),
    word("hdc", &["prison.hdc", "curfew"], "home detention curfew"),
    word("home detention curfew", &["prison.hdc", "curfew"], ""),
    word(
        "homelessness",
        &[
            "housing.loss",
            "housing.hostels.places",
            "housing.cas3.places",
            "housing.lettings.a_year",
        ],
        "homelessness is a result (homeless_share); these move it",
    ),
    word(
        "hostel",
        &["housing.hostels"],
        "hostels and other temporary accommodation",
    ),
    word(
        "imprisonment for public protection",
        &["prison.long_term"],
        "among the prisoners with long and indeterminate sentences, who are a number",
    ),
    word("incentivised substance-free living", &["isfl"], ""),
    word(
        "inreach",
        &["release.in_reach", "through_the_gate.local.in_reach"],
        "",
    ),
    word(
        "ipp",
        &["prison.long_term"],
        "among the prisoners with long and indeterminate sentences, who are a number",
    ),
    word(
        "key worker",
        &[
            "community_treatment.opiate.posts",
            "community_treatment.other.posts",
        ],
        "",
    ),
    word(
        "liaison and diversion",
        &["arrest_referral", "diversion"],
        "",
    ),
    word(
        "maintenance",
        &[
            "custody_treatment.maintained",
            "custody_treatment.maintenance_stopped",
        ],
        "opioid substitution treatment",
    ),
    word(
        "methadone",
        &["custody_treatment.maintained", "mortality.treated"],
        "opioid substitution treatment",
    ),
    word(
        "mhtr",
        &["orders.mhtr"],
        "mental health treatment requirement",
    ),
    word(
        "naloxone",
        &[
            "release.naloxone",
            "mortality.naloxone_carried",
            "mortality.naloxone_effect",
            "harm_reduction.naloxone",
        ],
        "",
    ),
    word(
        "navigator",
        &["diversion.workers"],
        "navigators of a diversion scheme",
    ),
    word(
        "needle exchange",
        &["harm_reduction"],
        "the low-threshold service",
    ),
    word("net widening", &["diversion.net_widening"], ""),
    word("nfa", &["police.no_further_action"], "no further action"),
    word(
        "offender manager",
        &["prison.planners", "probation.workers"],
        "inside, and in the community",
    ),
    word(
        "omic",
        &["prison.planners"],
        "offender management in custody",
    ),
    word("operation safeguard", &["estate.police_cells"], ""),
    word(
        "ost",
        &[
            "custody_treatment.maintained",
            "custody_treatment.combined",
            "mortality.treated",
        ],
        "opioid substitution treatment",
    ),
    word(
        "out-of-court disposal",
        &["police.out_of_court", "diversion"],
        "",
    ),
    word(
        "overcrowding",
        &["prison.places", "prison.pressed_above"],
        "occupancy is a result; these move it",
    ),
    word(
        "peer mentor",
        &["peers", "through_the_gate.local.peers"],
        "",
    ),
    word(
        "police cells",
        &["loops.full_estate", "prison.places"],
        "nights in police cells are a result (police_cell_days); these move them",
    ),
    word(
        "pre-sentence report",
        &["orders.drr.assessed", "orders.assessors"],
        "",
    ),
    word(
        "prison capacity",
        &["prison.places.male", "prison.places.female"],
        "",
    ),
    word(
        "prison population",
        &[
            "prison.places",
            "prison.release_point",
            "courts.custody",
            "courts.remand",
        ],
        "the prison population is a result (prison_population); these move it",
    ),
    word(
        "probation officer",
        &["probation.workers", "probation.service_officers"],
        "two grades; their caseloads are in workload points",
    ),
    word(
        "project adder",
        &["arrest_referral", "diversion", "through_the_gate.local"],
        "",
    ),
    word("project free", &["through_the_gate.local"], ""),
    word("pss", &["post_sentence"], "post-sentence supervision"),
    word(
        "psychosocial",
        &["custody_treatment.workers", "custody_treatment.programme"],
        "",
    ),
    word(
        "recalls",
        &[
            "licence.lost_contact",
            "licence.recall_lost_contact",
            "licence.recall_charge",
        ],
        "recalls are a result (recalls); these move them",
    ),
    word(
        "reconnect",
        &["through_the_gate.reconnect"],
        "the service of NHS England",
    ),
    word("relapse", &["use.relapse", "use.relapse_after_release"], ""),
    word("remand", &["courts.remand", "courts.time_on_remand"], ""),
    word(
        "reoffending",
        &[
            "offending.arrest_rate",
            "offending.use_association",
            "offending.causal_share",
        ],
        "reoffending is a result (reoffending_12_months); these move it",
    ),
    word(
        "required assessment",
        &["arrest_referral.test.assessed"],
        "after a positive test on arrest",
    ),
    word("resettlement worker", &["prison.planners"], ""),
    word(
        "restart",
        &[
            "custody_treatment.restart",
            "custody_treatment.broken_by_transfer",
        ],
        "",
    ),
    word(
        "rough sleeping",
        &["housing.loss", "housing.hostels.places"],
        "counted as homeless",
    ),
    word(
        "sds40",
        &["prison.release_point"],
        "release at 40 % of standard determinate sentences",
    ),
    word(
        "sentence inflation",
        &["courts.sentence_crown", "courts.sentence_magistrates"],
        "",
    ),
    word(
        "short sentences",
        &["courts.presumption"],
        "the presumption that they are suspended",
    ),
    word(
        "sitting days",
        &["listing.cases_per_week"],
        "stated as cases a week",
    ),
    word(
        "sofa surfing",
        &["housing.family"],
        "staying with family or friends",
    ),
    word("starting point", &["housing.starting_point"], ""),
    word("substance misuse", &["use", "population.stock"], ""),
    word(
        "suicide",
        &["mortality.other_at_40", "mortality.excess"],
        "among deaths from other causes than overdose",
    ),
    word("supported housing", &["housing.supported"], ""),
    word(
        "suspended sentence",
        &[
            "courts.suspended",
            "orders.suspended_length",
            "orders.activation",
        ],
        "",
    ),
    word(
        "synthetic opioids",
        &["mortality.potency"],
        "nitazenes: potency of the supply",
    ),
    word("tagging", &["curfew", "prison.hdc"], ""),
    word("throughcare", &["through_the_gate", "release"], ""),
    word("transfers", &["prison.transfers", "estate.lateral"], ""),
    word(
        "treatment places",
        &[
            "community_treatment.opiate.posts",
            "community_treatment.opiate.limit",
            "community_treatment.other.posts",
        ],
        "places are workers in post times the limit of their caseload",
    ),
    word(
        "turnover",
        &[
            "probation.workers.leaving",
            "community_treatment.opiate.leaving",
        ],
        "staff who leave",
    ),
    word(
        "unlock",
        &["custody_treatment.unlock", "regime.experienced"],
        "time out of cell",
    ),
    word(
        "vacancies",
        &[
            "probation.workers.vacant",
            "community_treatment.opiate.vacant",
        ],
        "later vacancies follow from leaving and recruitment",
    ),
    word(
        "waiting list",
        &[
            "community_treatment.opiate.posts",
            "community_treatment.other.posts",
            "community_treatment.assessment",
        ],
        "waiting for treatment is a result (community_treatment_waiting, treatment_wait); these move it",
    ),
    word(
        "waiting time",
        &[
            "community_treatment.opiate.posts",
            "community_treatment.other.posts",
            "community_treatment.assessment",
        ],
        "waiting for treatment is a result (treatment_wait); these move it",
    ),
    word(
        "warnings",
        &["orders.breach.warnings"],
        "failures before enforcement",
    ),
];
