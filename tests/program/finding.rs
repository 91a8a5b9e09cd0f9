//! How somebody who does not know the names finds what they look for.

use crate::running::{built_program, text};

/// Standard output of a command that must succeed.
fn shown(words: &str) -> String {
    let output = built_program()
        .args(words.split_whitespace())
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{words}: {}",
        text(&output.stderr)
    );
    text(&output.stdout)
}

/// Standard error of a command that must be refused as wrong use.
fn refused(words: &[&str]) -> String {
    let output = built_program().args(words).output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(2),
        "{words:?}: {}",
        text(&output.stdout)
    );
    text(&output.stderr)
}

/// Protects: a word of the field leads to parameters, results, scenarios and pages.
#[test]
fn a_word_of_the_field_is_found() {
    let naloxone = shown("find naloxone");
    for part in [
        "parameters",
        "release.naloxone  =",
        "naloxone_at_release",
        "docs/model.md",
    ] {
        assert!(naloxone.contains(part), "{part}: {naloxone}");
    }
    let reconnect = shown("find RECONNECT");
    assert!(
        reconnect.contains("through_the_gate.reconnect.accepts"),
        "{reconnect}"
    );
    let share = shown("find drr share");
    assert!(share.contains("the DRR share is a result"), "{share}");
    assert!(
        shown("find sds40").contains("without-sds40"),
        "the scenario is named"
    );
    let output = built_program()
        .args(["find", "naloxonne"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("did you mean `naloxone`?"));
}

/// Protects: a metric is one line, whose name is whole, so that grep finds it.
#[test]
fn a_metric_is_one_line() {
    let all = shown("metrics");
    let line = all
        .lines()
        .find(|line| line.starts_with("custodial_sentences_short_share "));
    assert!(
        line.is_some_and(|line| line.contains('%') && line.ends_with('.')),
        "{line:?}"
    );
    let some = shown("metrics recall");
    assert!(
        some.lines()
            .all(|line| line.to_lowercase().contains("recall")),
        "{some}"
    );
    assert!(some.lines().count() > 5 && some.lines().count() < all.lines().count());
}

/// Protects: a part of 1,200 parameters, and of a policy the old value beside the new.
#[test]
fn a_check_shows_the_part_that_is_asked_for() {
    let part = shown("check baseline --only orders.drr");
    assert!(
        part.lines().count() < 40 && part.contains("drr.assessed"),
        "{part}"
    );
    let policy = shown("check more-drrs --only orders.drr");
    assert!(policy.contains(" -> "), "{policy}");
}

/// Protects: a key that there is none of gets an answer in the words of the field.
#[test]
fn an_unknown_key_gets_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("asked.toml");
    let answer = |body: &str| {
        std::fs::write(&path, format!("extends = \"baseline.toml\"\n{body}")).unwrap();
        let message = refused(&["check", &path.display().to_string()]);
        message.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let cases = [
        (
            "[reconnect]\nposts = 96",
            "the service of NHS England: `through_the_gate.reconnect`",
        ),
        (
            "[orders.drr]\nshare = 0.1",
            "the DRR share is a result (drr_share); these four barriers move it: \
             `orders.drr.assessed`, `orders.drr.consents`, `orders.drr.recommended`, `orders.drr.imposed`",
        ),
        (
            "[areas.londn.release]\nappointment = 0.5",
            "did you mean `london`?",
        ),
        (
            "[areas.londn]\ntitle = \"London\"",
            "there is no `[areas.londn]` that could be changed",
        ),
        (
            "[prison]\ncapacity = 88000",
            "`prison.places.male`, `prison.places.female`",
        ),
        ("[naloxone]\nreach = 1", "`release.naloxone`"),
        ("[release]\nunlock = 0.5", "`custody_treatment.unlock`"),
        (
            "[housing]\nexperienced = 0.5",
            "did you mean `regime.experienced`?",
        ),
    ];
    for (body, words) in cases {
        let message = answer(body);
        assert!(message.contains(words), "{body}: no {words:?} in {message}");
    }
}

/// Protects: what a file says about itself is refused on the command line, not ignored.
#[test]
fn a_set_of_what_is_no_parameter_is_refused() {
    for pair in [
        "name=x",
        "extends=more-drrs.toml",
        "bundle=a",
        "title=x",
        "policy.until=2030-01-01",
    ] {
        let message = refused(&["check", "baseline", "--set", pair]);
        assert!(message.contains("`--set` cannot set"), "{pair}: {message}");
    }
}

/// Protects: who asks for a scenario by its old name is told the new one.
#[test]
fn an_old_name_is_answered() {
    let message = refused(&["check", "sds40-early-release"]);
    assert!(message.contains("without-sds40"), "{message}");
    let message = refused(&["check", "progression-model"]);
    assert!(message.contains("without-progression-model"), "{message}");
}

/// Protects: completions and manual are made from the commands there are.
#[test]
fn completions_and_manual_name_every_command() {
    let (bash, manual) = (shown("completions bash"), shown("man"));
    for command in ["run", "compare", "find", "check", "metrics"] {
        assert!(bash.contains(command), "{command}");
        assert!(
            manual.contains(&format!("throughcare\\-{command}")),
            "{command}"
        );
    }
}

/// Protects: the size is told before anything is run, and nothing is written.
#[test]
fn the_size_is_told_before_a_run() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let words = format!(
        "compare baseline more-drrs --dry-run --population-scale 0.002 --horizon 1y --warm-up 1y --out {}",
        out.display()
    );
    let told = shown(&words);
    for part in [
        "2 scenarios",
        "people    about 4,000 at the start",
        "events",
        "time",
        "memory",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(!out.exists());
}

/// Protects: more threads or replicates than any machine has are refused before any starts.
#[test]
fn threads_and_replicates_have_a_limit() {
    for words in [["--threads", "100000"], ["--replicates", "4294967295"]] {
        let message = refused(&["run", "baseline", words[0], words[1]]);
        assert!(message.contains(words[0]), "{message}");
    }
}

/// Protects: a run that no machine has the memory for is refused, and says what to do.
#[test]
fn a_run_beyond_the_memory_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.toml");
    std::fs::write(
        &path,
        "extends = \"baseline.toml\"\npolicy.from = \"start\"\npopulation.stock = { opiate = 1e8, \
         non_opiate = 1e8, non_opiate_alcohol = 1e8, alcohol = 1e8 }\nsettings.population_scale = 1\n",
    )
    .unwrap();
    let message = refused(&[
        "run",
        &path.display().to_string(),
        "--threads",
        "64",
        "--replicates",
        "64",
    ]);
    assert!(
        message.contains("GB of memory") && message.contains("--force"),
        "{message}"
    );
}
