//! The capacity that meets a target, in a sentence and a table.

use super::figures::Style;
use super::sweep::columns;
use super::wrap;
use crate::experiment::{Student, Summary};
use crate::output::design::Places;
use crate::output::number;

/// The answer, and the values that were tried.
pub fn places(found: &Places) -> String {
    let metric = &found.metric;
    let name = metric.title;
    let unit = &found.parameter.1;
    let say = |value: f64| match found.is_whole {
        true => format!("{}{unit}", Style::new(value, 20.0).show(value)),
        false => format!("{}{unit}", Style::new(value, 0.0).show(value)),
    };
    let bound = if found.is_at_most {
        "at most"
    } else {
        "at least"
    };
    let target = format!(
        "{} {bound} {} {}",
        metric.name,
        number::format(found.target),
        metric.unit
    );
    let ends = [found.curve.first(), found.curve.last()].map(|at| at.map_or(f64::NAN, |at| at.0));
    let answer = match found.answer() {
        Some(value) => format!(
            "{} needs {} of {} {} for {target} ({} to {}); it is {} now.",
            found.scenario,
            found.parameter.0,
            found.side(),
            say(value),
            found
                .crossing
                .low
                .map_or(format!("below {}", say(ends[0])), say),
            found
                .crossing
                .high
                .map_or(format!("above {}", say(ends[1])), say),
            found.now,
        ),
        None if found.crossing.at.len() > 1 => format!(
            "{target}: met and missed in turn as {} rises; more replicates, or a narrower range",
            found.parameter.0
        ),
        None if found.is_met_everywhere() => format!(
            "{target}: met by every {} from {} to {} that was tried; it is {} now.",
            found.parameter.0,
            say(ends[0]),
            say(ends[1]),
            found.now
        ),
        None => format!(
            "{target}: not met by any {} from {} to {}; it is {} now.",
            found.parameter.0,
            say(ends[0]),
            say(ends[1]),
            found.now
        ),
    };
    let mut rows = vec![vec![
        found.parameter.0.clone(),
        name.to_owned(),
        "95% interval".to_owned(),
        "met".to_owned(),
    ]];
    let mut student = Student::default();
    for at in &found.curve {
        let summary = Summary::of(&at.1, &mut student);
        let style = Style::new(summary.mean.abs(), summary.half_width());
        rows.push(vec![
            number::format(at.0),
            style.show(summary.mean),
            format!(
                "{} to {}",
                style.show(summary.ci_low),
                style.show(summary.ci_high)
            ),
            if found.is_met(at) { "yes" } else { "no" }.to_owned(),
        ]);
    }
    let note = format!(
        "All values under the same luck, seed {}; the interval of the answer holds the values at which \
         the interval of the metric holds the target.",
        found.seed
    );
    wrap(&answer) + &columns(&rows) + &wrap(&note)
}
