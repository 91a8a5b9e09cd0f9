//! The log of assumptions: every value of a scenario that no published figure gives, with its
//! range, what it means and what it acts on, as a page of documentation.

use std::fmt::Write;

use crate::scenario::{Figure, Meanings, Parameter};

/// What the values of a section reach first. Through the queues everything reaches everything;
/// this is where to look first when an assumption is moved.
const ACTS_ON: &[(&str, &str)] = &[
    (
        "areas",
        "how people and services are divided between areas; figures by area",
    ),
    (
        "arrest_referral",
        "police referrals and contacts, `treatment_starts`",
    ),
    (
        "community_treatment",
        "`treatment_starts`, `treatment_wait`, `community_treatment_days`, `continuity_21_days`",
    ),
    ("costs", "`cost_*`, `qalys_lost`, `net_benefit`"),
    (
        "courts",
        "`sentences`, `custodial_sentences`, `remand_population`, `custodial_receptions`, `prison_population`",
    ),
    ("curfew", "`hdc_releases`, `hdc_recalls`, `occupancy`"),
    (
        "custody_treatment",
        "`prison_treatment_*`, `continuity_21_days`",
    ),
    ("diversion", "`diversion_*`, `charges`, `expected_offences`"),
    (
        "estate",
        "`occupancy`, `police_cell_days`, moves between prisons",
    ),
    (
        "harm_reduction",
        "`low_threshold_*`, `expected_overdose_deaths`",
    ),
    (
        "housing",
        "`released_homeless`, `homeless_days`, `recalls_no_residence`, `place_waiting`, `letting_wait`",
    ),
    ("isfl", "`isfl_*`, use in custody"),
    (
        "licence",
        "`recalls` and their reasons, `recalled_population`, `recall_returns`",
    ),
    ("listing", "`days_waiting_for_hearing`, `open_cases_*`"),
    (
        "mortality",
        "`overdose_deaths`, `expected_overdose_deaths`, `other_deaths`",
    ),
    (
        "offending",
        "`arrests`, `expected_offences`, `reoffending_12_months`",
    ),
    (
        "orders",
        "`drr_*`, `atr_*`, `mhtr_*`, `breach_hearings`, `custodial_receptions`",
    ),
    ("peers", "`mentor_*`, engagement in prison treatment"),
    (
        "police",
        "`charges`, `no_further_action`, `police_referrals`",
    ),
    (
        "population",
        "`people`, `arrests`, and every figure that counts people",
    ),
    ("post_sentence", "`pss_*`"),
    (
        "prison",
        "`prison_population`, `occupancy`, `early_releases`, `releases`",
    ),
    ("probation", "`recalls_lost_contact`, `probation_caseload`"),
    (
        "recovery",
        "nothing while it is off; else relapse and engagement",
    ),
    (
        "regime",
        "`prison_treatment_*`, `prison_programmes_delivered`",
    ),
    (
        "release",
        "`continuity_21_days`, `contacts_*`, `leavers_*`, `releases_with_plan`",
    ),
    (
        "through_the_gate",
        "`gate_support_*`, `reconnect_*`, `local_scheme_*`, `continuity_21_days`, `recalls_lost_contact`",
    ),
    (
        "use",
        "`relapses`, `dependent_days`, `onset_in_custody`, `expected_overdose_deaths`",
    ),
    (
        "violence",
        "`assaults`, `isfl_assaults`; through them `prison_programmes_delivered`",
    ),
];

/// The page for the assumptions among `parameters`. `origin` is the line that says how the page
/// was made.
pub fn page(name: &str, origin: &str, parameters: &[Parameter], meanings: &Meanings) -> String {
    let assumed: Vec<&Parameter> = parameters.iter().filter(|p| p.is_assumption()).collect();
    let mut text = format!(
        "# Assumptions\n\n\
         This page is written by the program; do not edit it. {origin}\n\n\
         Every value of scenario {name} that no published figure gives: {} of {} parameters. The \
         range is what a fair critic would accept, or a 95% interval; `--uncertainty` draws from it. \
         Values that are published, law, definition or calibrated are not here: \
         `throughcare check` lists them all. A change by date is given behind its date.\n",
        assumed.len(),
        parameters.len()
    );
    let mut section = "";
    for parameter in assumed {
        let own = parameter.path.split(['.', '[']).next().unwrap_or_default();
        if own != section {
            section = own;
            text += &heading(section, meanings);
        }
        text += &rows(parameter, meanings);
    }
    text
}

fn heading(section: &str, meanings: &Meanings) -> String {
    let acts_on = ACTS_ON.iter().find(|(name, _)| *name == section);
    let acts_on = acts_on.map_or("see `docs/model.md`", |(_, what)| what);
    format!(
        "\n## {section}\n\n{} Acts first on: {acts_on}.\n\n\
         | parameter | value | range | meaning | why |\n|---|---|---|---|---|\n",
        meanings.section(section)
    )
}

/// A row for the value at the start, and one for each change that is assumed.
fn rows(parameter: &Parameter, meanings: &Meanings) -> String {
    let mut text = String::new();
    let meaning = meanings.parameter(&parameter.path);
    let mut row = |name: &str, figure: &Figure, meaning: &str| {
        if figure.source.as_deref() != Some("assumption") {
            return;
        }
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {} | {} |",
            cell(&figure.written),
            cell(&figure.written_range),
            cell(meaning),
            cell(figure.note.as_deref().unwrap_or_default()),
        );
    };
    let name = format!("`{}`", parameter.path);
    if let Some(base) = &parameter.base {
        row(&name, base, &meaning);
    }
    for phase in &parameter.phases {
        row(
            &format!("{name} from {}", phase.from),
            &phase.to,
            "as above",
        );
    }
    text
}

/// Text that cannot break out of a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::schema::Model;

    #[test]
    fn every_assumption_of_the_baseline_is_in_the_log_and_nothing_else() {
        let scenario = Scenario::<Model>::load("baseline", &[]).unwrap();
        let parameters = scenario.parameters();
        let text = page(
            "baseline",
            "Made now.",
            &parameters,
            &Meanings::of::<Model>(),
        );
        for parameter in &parameters {
            let named = text.contains(&format!("| `{}`", parameter.path));
            assert_eq!(named, parameter.is_assumption(), "{}", parameter.path);
        }
    }

    #[test]
    fn every_section_with_assumptions_says_what_it_acts_on() {
        let scenario = Scenario::<Model>::load("baseline", &[]).unwrap();
        let parameters = scenario.parameters();
        let text = page("baseline", "", &parameters, &Meanings::of::<Model>());
        assert!(!text.contains("see `docs/model.md`"));
    }

    #[test]
    fn every_assumption_is_explained() {
        let scenario = Scenario::<Model>::load("baseline", &[]).unwrap();
        let meanings = Meanings::of::<Model>();
        for parameter in scenario.parameters() {
            let meaning = meanings.parameter(&parameter.path);
            assert!(!meaning.is_empty(), "{} has no meaning", parameter.path);
        }
    }
}
