//! Which metrics a policy's changes touch: a scheme's own figures stand in its table without
//! being asked for.

use serde_json::Value;

use crate::experiment::ScenarioInfo;

/// The metrics that belong to a section of a scenario, the most telling first. A key belongs to
/// the longest of these prefixes that it begins with.
const TOUCHES: &[(&str, &[&str])] = &[
    ("offending", &["arrests", "charges"]),
    ("police", &["charges", "no_further_action"]),
    (
        "arrest_referral",
        &[
            "police_appointments_kept",
            "police_worker_met",
            "police_need_found",
        ],
    ),
    (
        "diversion",
        &[
            "diversion_custody",
            "diversion_street",
            "diversion_completed",
            "diversion_full",
        ],
    ),
    (
        "courts",
        &[
            "custodial_sentences_short",
            "suspended_sentence_orders",
            "community_orders",
        ],
    ),
    (
        "listing",
        &[
            "days_waiting_for_hearing",
            "open_cases_crown",
            "open_cases_magistrates",
        ],
    ),
    (
        "orders",
        &["order_population", "breach_hearings", "orders_to_custody"],
    ),
    (
        "orders.assessors",
        &["drr_assessed", "assessments_missed", "vacancies_assessors"],
    ),
    (
        "orders.drr",
        &[
            "drr_share",
            "drr_assessed",
            "drr_treated_21_days",
            "drr_population",
        ],
    ),
    ("orders.breach", &["breach_hearings", "orders_to_custody"]),
    (
        "orders.activation",
        &["suspended_activated", "activation_unjust"],
    ),
    (
        "orders.atr",
        &[
            "atr_starts",
            "atr_assessed",
            "atr_treated_21_days",
            "atr_population",
        ],
    ),
    (
        "orders.mhtr",
        &[
            "mhtr_starts",
            "mhtr_assessed",
            "mhtr_treated",
            "mhtr_population",
        ],
    ),
    (
        "prison",
        &["occupancy", "early_releases", "police_cell_days"],
    ),
    (
        "prison.planners",
        &[
            "releases_with_plan",
            "plans_asked_for",
            "vacancies_planners",
        ],
    ),
    ("prison.hdc", &["hdc_releases", "hdc_population"]),
    ("prison.early_release", &["early_releases", "occupancy"]),
    (
        "curfew",
        &["hdc_releases", "hdc_population", "hdc_refused_no_address"],
    ),
    (
        "custody_treatment",
        &[
            "prison_treatment_started_21_days",
            "prison_treatment_population",
            "prison_programmes_delivered",
        ],
    ),
    (
        "regime",
        &[
            "prison_programmes_delivered",
            "prison_treatment_interrupted",
        ],
    ),
    (
        "estate",
        &[
            "receptions_placed_elsewhere",
            "prison_transfers",
            "occupancy",
        ],
    ),
    (
        "isfl",
        &[
            "isfl_population",
            "isfl_entries",
            "isfl_tests_positive",
            "isfl_assaults",
        ],
    ),
    ("violence", &["assaults", "isfl_assaults"]),
    ("peers", &["mentors_active", "mentor_starts"]),
    (
        "release",
        &[
            "leavers_with_appointment",
            "leavers_met_at_gate",
            "released_homeless",
            "leavers_treated_21_days",
        ],
    ),
    (
        "release.naloxone",
        &["naloxone_at_release", "overdose_deaths_4_weeks"],
    ),
    (
        "through_the_gate",
        &["gate_support_starts", "gate_support_population"],
    ),
    (
        "through_the_gate.reconnect",
        &[
            "reconnect_starts",
            "reconnect_population",
            "leavers_with_reconnect",
            "reconnect_turned_away",
        ],
    ),
    (
        "through_the_gate.local",
        &[
            "local_scheme_starts",
            "local_scheme_population",
            "leavers_with_local_scheme",
            "local_scheme_turned_away",
        ],
    ),
    (
        "licence",
        &[
            "recalls_lost_contact",
            "recalls_new_charge",
            "recalled_population",
        ],
    ),
    ("post_sentence", &["pss_population", "pss_breaches"]),
    (
        "probation",
        &[
            "caseload_per_worker_probation",
            "vacancies_probation",
            "caseload_per_worker_service_officers",
            "vacancies_service_officers",
            "probation_caseload",
        ],
    ),
    (
        "community_treatment",
        &[
            "treatment_starts",
            "treatment_wait_all",
            "treatment_dropped_out",
            "community_treatment_population",
        ],
    ),
    ("use", &["relapses", "dependent_days"]),
    ("recovery", &["recovery_capital", "relapses"]),
    (
        "housing",
        &[
            "released_homeless",
            "homeless_share",
            "settled_3_months",
            "place_waiting",
            "moves_on_blocked_days",
            "cost_housing",
        ],
    ),
    (
        "housing.cas3",
        &["cas3_starts", "cas3_turned_away", "homeless_3_months"],
    ),
    (
        "housing.lettings",
        &["lettings_made", "letting_wait", "moves_on_blocked_days"],
    ),
    ("housing.family", &["family_population"]),
    (
        "housing.starting_point",
        &[
            "starting_point_starts",
            "starting_point_failed",
            "released_homeless",
        ],
    ),
    (
        "housing.supported",
        &["supported_housing_starts", "supported_housing_population"],
    ),
    ("mortality", &["overdose_deaths_4_weeks", "overdose_deaths"]),
    (
        "harm_reduction",
        &[
            "low_threshold_population",
            "low_threshold_starts",
            "overdoses_nonfatal",
        ],
    ),
    ("programme", &["cost_programme"]),
];

/// The metrics that the difference of a policy from the baseline touches: those of its sections in
/// turn, the most telling of each first.
pub(super) fn touched(baseline: &ScenarioInfo, policy: &ScenarioInfo) -> Vec<&'static str> {
    let mut keys = Vec::new();
    let parameters = |info: &ScenarioInfo| match &info.resolved["parameters"] {
        Value::Null => info.resolved.clone(),
        parameters => parameters.clone(),
    };
    changed("", &parameters(baseline), &parameters(policy), &mut keys);
    let mut lists: Vec<&[&str]> = Vec::new();
    for key in &keys {
        let key = match key.strip_prefix("areas.").and_then(|k| k.split_once('.')) {
            Some((_, local)) => local,
            None => key,
        };
        let of_key = TOUCHES.iter().filter(|(prefix, _)| begins(key, prefix));
        if let Some((_, metrics)) = of_key.max_by_key(|(prefix, _)| prefix.len())
            && !lists.contains(metrics)
        {
            lists.push(metrics);
        }
    }
    let longest = lists.iter().map(|l| l.len()).max().unwrap_or(0);
    let mut names = Vec::new();
    for place in 0..longest {
        for name in lists.iter().filter_map(|list| list.get(place)) {
            if !names.contains(name) {
                names.push(*name);
            }
        }
    }
    names
}

/// Whether a key lies in a section.
fn begins(key: &str, section: &str) -> bool {
    key.strip_prefix(section)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The keys, with dots, at which two scenarios differ.
fn changed(key: &str, a: &Value, b: &Value, keys: &mut Vec<String>) {
    if a == b {
        return;
    }
    let (Value::Object(a), Value::Object(b)) = (a, b) else {
        keys.push(key.to_owned());
        return;
    };
    let names = a
        .keys()
        .chain(b.keys().filter(|name| !a.contains_key(*name)));
    for name in names {
        let inner = match key {
            "" => name.clone(),
            _ => format!("{key}.{name}"),
        };
        let (a, b) = (a.get(name), b.get(name));
        changed(
            &inner,
            a.unwrap_or(&Value::Null),
            b.unwrap_or(&Value::Null),
            keys,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::metrics;
    use serde_json::json;

    fn info(parameters: Value) -> ScenarioInfo {
        ScenarioInfo {
            name: String::new(),
            title: String::new(),
            resolved: json!({ "parameters": parameters }),
            hash: String::new(),
        }
    }

    /// Protects: every metric that a section is said to touch is there.
    #[test]
    fn what_is_touched_is_a_metric() {
        let all = metrics();
        for (section, names) in TOUCHES {
            for name in *names {
                assert!(
                    all.iter().any(|d| d.metric.name == *name),
                    "{section}: {name}"
                );
            }
        }
    }

    /// Protects: a scheme's own figures are in its table, of local changes too, and those of the
    /// narrowest section rather than of the one around it.
    #[test]
    fn a_policy_touches_the_metrics_of_its_sections() {
        let base = info(json!({
            "orders": { "drr": { "assessed": { "value": 0.1 } }, "length": 3 },
            "areas": { "durham": { "diversion": { "posts": 0 } } },
        }));
        let drr = info(json!({
            "orders": { "drr": { "assessed": { "value": 0.2 } }, "length": 3 },
            "areas": { "durham": { "diversion": { "posts": 12 } } },
        }));
        let names = touched(&base, &drr);
        assert_eq!(names[..2], ["diversion_custody", "drr_share"]);
        assert!(names.contains(&"drr_treated_21_days"));
        assert!(!names.contains(&"orders_to_custody"));
        assert!(touched(&base, &base).is_empty());
    }
}
