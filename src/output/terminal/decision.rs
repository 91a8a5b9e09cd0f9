//! What drawn parameters say to whoever must decide, in about fifteen lines.

use super::figures::Style;
use super::sweep::columns;
use super::wrap;
use crate::experiment::decision::{Decision, Standing};
use crate::experiment::mean;

/// Parameters that are named.
const NAMED: usize = 5;
/// Fewer draws say little about a chance of being best.
const FEW: usize = 50;

/// The options with their chances of being best, and what it would be worth to know more.
pub fn decision(found: &Decision) -> String {
    let money = |value: f64| Style::new(value, 0.0).show_signed(value);
    let mut rows = vec![
        [
            "option",
            "costs",
            "QALYs",
            "net benefit",
            "best in",
            "a QALY costs",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    let own = found.own();
    for (place, option) in found.options.iter().enumerate() {
        let at = |of: fn(&crate::experiment::decision::Point) -> &Vec<f64>| {
            own.map_or(f64::NAN, |point| of(point)[place])
        };
        rows.push(vec![
            option.name.clone(),
            money(mean(&option.costs)),
            money(mean(&option.qalys)),
            money(at(|point| &point.net_benefits)),
            format!("{:.0}%", 100.0 * at(|point| &point.best)),
            match option.standing {
                Standing::Efficient(None) => "efficient".to_owned(),
                Standing::Efficient(Some(slope)) => {
                    format!("£{}", Style::new(slope, 0.0).show(slope))
                }
                Standing::Dominated => "dominated".to_owned(),
                Standing::ExtendedDominated => "extended dominated".to_owned(),
            },
        ]);
    }
    let mut text = wrap(&format!(
        "As a decision, at £{} for a year in full health (QALY); differences from {} over the whole \
         period, at the start of the policy:",
        Style::new(found.worth, 0.0).show(found.worth),
        found.options[0].name,
    ));
    text += &columns(&rows);
    let lost: Vec<&str> = found
        .options
        .iter()
        .filter(|option| option.is_lost)
        .map(|option| option.name.as_str())
        .collect();
    let perfect = own.map_or(f64::NAN, |point| point.perfect);
    text += &wrap(&format!(
        "Knowing everything before choosing would be worth {}£{} (expected value of perfect \
         information).",
        if lost.is_empty() { "" } else { "at most " },
        Style::new(perfect, 0.0).show(perfect)
    ));
    let named: Vec<String> = found
        .parameters
        .iter()
        .take(NAMED)
        .map(|(name, partial)| {
            format!(
                "{name} £{}",
                Style::new(partial.value, 0.0).show(partial.value)
            )
        })
        .collect();
    text += &wrap(&match named.as_slice() {
        [] => format!(
            "No single one of the {} parameters is told from chance by {} draws.",
            found.drawn, found.draws
        ),
        some => format!("Knowing one parameter would be worth: {}.", some.join("; ")),
    });
    if !lost.is_empty() {
        text += &wrap(&format!(
            "Luck hides what parameters do to costs or health under {}: there the draws are taken as \
             they came, so that chances of being best are nearer to each other than they are.",
            lost.join(", ")
        ));
    }
    if found.draws < FEW {
        text += &wrap(&format!(
            "{} draws are few for this: ask for 100 or more with --uncertainty.",
            found.draws
        ));
    }
    text
}
