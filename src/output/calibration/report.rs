//! `report.md`: what was fitted, how well, and what the targets do not tell.

use std::fmt::Write;

use super::Account;
use crate::experiment::calibration::Fit;
use crate::output::number;

/// Narrowing above which a parameter is told by its range rather than by the targets.
const UNTOLD: f64 = 0.85;

/// The report.
pub fn report_page(account: &Account<'_>) -> String {
    let mut page = head(account);
    page += &targets(account);
    page += &parameters(account);
    page += &limits(account);
    page += &search(account.fit);
    page
}

fn head(account: &Account<'_>) -> String {
    let facts = account.facts;
    let fit = account.fit;
    let hits = |of: fn(&crate::experiment::calibration::Outcome) -> f64| {
        let all = fit.outcomes.iter();
        all.filter(|one| one.aim.is_hit(of(one))).count()
    };
    let [before, after] = fit.losses;
    format!(
        "# Fit of {name}\n\n\
         ```sh\n{command}\n```\n\n\
         Scenario {title} (hash `{hash}` before the fit), seed {seed}, {replicates} replicates for \
         the judgement, {runs} runs in all, throughcare {version}.\n\n\
         | | before | after |\n|---|---|---|\n\
         | targets hit, of {count} | {hit_before} | {hit_after} |\n\
         | misfit: squares of misses, in tolerances | {m0:.1} | {m1:.1} |\n\
         | misfit with the pull of the ranges | {l0:.1} | {l1:.1} |\n\n\
         A tolerance is half the band over 1.96: the band is read as a 95% interval, the difference \
         in definition between model and statistics included. Only targets whose use is \
         `calibration` are run, each once. The seed of a fit should not be that of the validation: \
         a fit to the luck of ten replicates is none.\n",
        name = facts.scenario.name,
        command = facts.command.join(" "),
        title = facts.scenario.title,
        hash = facts.scenario.hash,
        seed = facts.seed,
        replicates = facts.replicates,
        runs = facts.runs.0,
        version = env!("CARGO_PKG_VERSION"),
        count = fit.outcomes.len(),
        hit_before = hits(|one| one.before),
        hit_after = hits(|one| one.after),
        m0 = before.0,
        m1 = after.0,
        l0 = before.1,
        l1 = after.1,
    )
}

fn targets(account: &Account<'_>) -> String {
    let mut text = "\n## Targets\n\n\
        Moved most by: tolerances for one standard deviation of the range of a parameter.\n\n\
        | target | metric | period | published | band | before | after | verdict | moved most by |\n\
        |---|---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for one in &account.fit.outcomes {
        let target = account.target(&one.aim.id);
        let metric = target
            .and_then(|t| t.question.as_ref())
            .map_or("", |q| &q.metric);
        let period = target.map_or("", |target| &target.period);
        let drivers = one
            .drivers
            .iter()
            .map(|(at, slope)| format!("{} {slope:+.1}", account.parameters[*at].name));
        let drivers: Vec<String> = drivers.collect();
        let verdict = match one.aim.is_hit(one.after) {
            true => "hit".to_owned(),
            false => format!("miss by {:+.1}", one.aim.miss(one.after)),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| {} | {metric} | {period} | {} | {} to {} | {} | {} | {verdict} | {} |",
            one.aim.id,
            number::format(one.aim.value),
            number::format(one.aim.low),
            number::format(one.aim.high),
            short(one.before),
            short(one.after),
            drivers.join(", "),
        );
    }
    for silent in &account.facts.silent {
        let _ = writeln!(text, "\nNot answered by this scenario: {silent}.");
    }
    text
}

fn parameters(account: &Account<'_>) -> String {
    let mut text = "\n## Parameters\n\n\
        Left: standard deviation after the fit over that of the range. Near 1 the targets say \
        nothing, and the range alone decides.\n\n\
        | parameter | before | after | range | 95% after the fit | left | why |\n\
        |---|---|---|---|---|---|---|\n"
        .to_owned();
    for (told, fitted) in account.parameters.iter().zip(&account.fit.parameters) {
        let edge = if fitted.is_at_edge() {
            " (end of its range)"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "| {} | {} | {}{edge} | {} to {} | {} to {} | {:.2} | {} |",
            told.name,
            told.values.0,
            told.values.1,
            told.range.0,
            told.range.1,
            told.interval.0,
            told.interval.1,
            fitted.narrowing,
            told.why,
        );
    }
    text
}

fn limits(account: &Account<'_>) -> String {
    let fit = account.fit;
    let named = |keep: fn(&crate::experiment::calibration::Fitted) -> bool| {
        let all = account.parameters.iter().zip(&fit.parameters);
        let names: Vec<&str> = all
            .filter(|(_, fitted)| keep(fitted))
            .map(|(told, _)| told.name.as_str())
            .collect();
        if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(", ")
        }
    };
    let mut text = format!(
        "\n## What the targets do not tell\n\n\
         - Told by their range alone: {}.\n\
         - At an end of their range, where either the range or the model is wrong: {}.\n",
        named(|one| one.narrowing > UNTOLD),
        named(|one| one.is_at_edge()),
    );
    let missed: Vec<String> = fit
        .outcomes
        .iter()
        .filter(|one| !one.aim.is_hit(one.after))
        .map(|one| {
            format!(
                "{} ({:+.1} tolerances)",
                one.aim.id,
                one.aim.miss(one.after)
            )
        })
        .collect();
    let missed = if missed.is_empty() {
        "none".to_owned()
    } else {
        missed.join(", ")
    };
    let _ = writeln!(text, "- Targets missed: {missed}.");
    for (a, b, correlation) in &fit.tied {
        let name = |at: &usize| &account.parameters[*at].name;
        let _ = writeln!(
            text,
            "- Only together: {} and {} (correlation {correlation:+.2}).",
            name(a),
            name(b)
        );
    }
    text
}

fn search(fit: &Fit) -> String {
    let mut text = format!(
        "\n## How\n\nThe search {}. Losses are those of the replicates that judged the step.\n\n\
         | wave | points | box | replicates | loss | expected of the step | found |\n\
         |---|---|---|---|---|---|---|\n",
        match fit.settled {
            true => "came to rest",
            false => "used up its share of the allowance",
        }
    );
    for (number, wave) in fit.waves.iter().enumerate() {
        let kept = if wave.is_better() { "" } else { " (not taken)" };
        let _ = writeln!(
            text,
            "| {} | {} | {:.2} | {} | {:.1} | {:.1} | {:.1}{kept} |",
            number + 1,
            wave.points,
            wave.radius,
            wave.replicates,
            wave.loss,
            wave.expected,
            wave.found,
        );
    }
    let checks = fit.checks.iter().map(|check| {
        let share = 100.0 * check.within;
        format!("{share:.0}% of {}", check.predictions)
    });
    let checks: Vec<String> = checks.collect();
    let (kept, tried) = fit.plausible;
    let _ = writeln!(
        text,
        "\nPosterior by history matching: a walk on the emulator, its points simulated. Within the \
         95% intervals that each emulator gave for runs it had not seen: {}. Draws: {}, of which \
         {kept} were simulated and found plausible, of {tried} tried (a draw is not when two \
         targets are more than three standard deviations of band and luck away).",
        if checks.is_empty() {
            "not tested".to_owned()
        } else {
            checks.join(", ")
        },
        fit.draws.len(),
    );
    text
}

/// Nothing in a page deserves more than four digits.
fn short(value: f64) -> String {
    match value.abs() {
        _ if !value.is_finite() => "-".to_owned(),
        size if size >= 1000.0 => number::format(value.round()),
        _ => number::format((value * 10.0).round() / 10.0),
    }
}
