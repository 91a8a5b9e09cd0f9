//! One person's life: the same whenever it is told, untouched by what changes nothing, shared by
//! two scenarios until the policy begins, and legible.

use std::process::Output;

use crate::running::{built_program, text};
use crate::support::small::{QUICK, quick};
use crate::support::{baseline, overlay, study};
use throughcare::engine::{Date, Tick};
use throughcare::observe::Life;
use throughcare::output::{terminal, write_lives};
use throughcare::pathway::Study;
use throughcare::scenario::Scenario;
use throughcare::scenario::schema::Model;
use throughcare::strata::Substance;

/// Area and substance group of everybody here: the first area, opiates.
const AREA: usize = 0;
const OPIATE: Substance = Substance::Opiate;

/// The first person of a study with three receptions, told under every scenario.
fn lives(study: &Study) -> Vec<Life> {
    let number = study.telling_person(0, AREA, OPIATE, Tick::START).unwrap();
    told(study, number)
}

fn told(study: &Study, number: u64) -> Vec<Life> {
    let lives = study.lives(0, AREA, number, Tick::START);
    lives.into_iter().map(Option::unwrap).collect()
}

fn pair(policy: &Scenario<Model>) -> Vec<Life> {
    lives(&study(&[&baseline(&QUICK), policy]))
}

/// A policy that nobody with many arrests escapes.
fn stricter() -> Scenario<Model> {
    let text = "[licence]\nrecall_lost_contact = 0.95\n[courts]\nremand.magistrates = 0.6\n";
    overlay("stricter", text, &QUICK)
}

/// Protects: a life depends on scenario, seed, replicate and number alone, and shows what it was
/// chosen for.
#[test]
fn a_life_is_the_same_whenever_it_is_told() {
    let study = study(&[&baseline(&QUICK)]);
    let first = lives(&study);
    assert_eq!(first, lives(&study));
    let count = |event| first[0].moments.iter().filter(|m| m.event == event).count();
    assert!(count("released") >= 2, "{first:?}");
    assert!(count("arrested") >= 1, "{first:?}");
    assert!(first[0].moments.is_sorted_by_key(|m| m.date));
}

/// Protects: somebody who is watched lives as if nobody looked.
#[test]
fn a_trace_changes_no_result() {
    let study = study(&[&baseline(&QUICK)]);
    let before = study.replicate(0, &mut |_| true).unwrap();
    lives(&study);
    let after = study.replicate(0, &mut |_| true).unwrap();
    assert_eq!(before[0].events, after[0].events);
    assert_eq!(before[0].flows, after[0].flows);
}

/// Protects: an overlay that sets nothing changes no life.
#[test]
fn a_null_overlay_gives_the_same_life() {
    let lives = pair(&overlay("nothing", "", &QUICK));
    assert_eq!(lives[0], lives[1]);
    assert_eq!(lives[0].first_difference(&lives[1]), None);
}

/// Protects: lives agree until the policy begins, whoever is told, and part after it.
#[test]
fn lives_agree_until_the_policy_begins() {
    let study = study(&[&baseline(&QUICK), &stricter()]);
    let begins = Date::new(2027, 4, 1).unwrap();
    let mut told: Vec<Vec<Life>> = (0..4).map(|number| told(&study, number)).collect();
    told.push(lives(&study));
    for lives in &told {
        let parts = lives[0].first_difference(&lives[1]);
        let first = parts
            .into_iter()
            .flat_map(|at| lives.iter().map(move |l| l.moments.get(at)));
        assert!(first.flatten().all(|moment| moment.date >= begins));
    }
    assert_ne!(told[4][0], told[4][1]);
}

/// Protects: telling from a later day tells the same, without what was before.
#[test]
fn a_later_start_leaves_out_the_beginning() {
    let study = study(&[&baseline(&QUICK)]);
    let whole = lives(&study).remove(0);
    let from = study.plans()[0].observe_from;
    let date = study.plans()[0].calendar.date_of(from);
    let later = study.lives(0, AREA, whole.number, from).remove(0).unwrap();
    assert_eq!(
        (later.moments[0].event, later.moments[0].date),
        ("begins", date)
    );
    let rest = whole.moments.iter().filter(|m| m.date >= date);
    assert!(rest.eq(&later.moments[1..]));
}

/// Protects: 80 columns, alone and side by side, with the first difference marked.
#[test]
fn words_fit_eighty_columns() {
    let lives = pair(&stricter());
    assert_ne!(lives[0], lives[1]);
    for named in [
        vec![("baseline", &lives[0])],
        vec![("baseline", &lives[0]), ("stricter", &lives[1])],
    ] {
        let text = terminal::lives(&named);
        let widest = text.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(80), "{text}");
        let marked = text.contains("== first difference: ");
        assert_eq!(marked, named.len() == 2, "{text}");
    }
}

/// Protects: the columns of the file, and a row for each moment.
#[test]
fn the_file_has_its_columns() {
    let lives = lives(&study(&[&baseline(&QUICK)]));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("life.csv");
    write_lives(&path, &[("baseline", &lives[0])]).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    assert_eq!(
        text.lines().next(),
        Some(
            "scenario,person,date,age,event,words,custody,place,supervision,order,use,treatment,\
             housing"
        )
    );
    let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(text.as_bytes())
        .records()
        .map(Result::unwrap)
        .collect();
    assert_eq!(rows.len(), lives[0].moments.len());
    assert!(rows.iter().all(|row| &row[0] == "baseline"));
}

/// The program on a small baseline.
fn trace(more: &[&str]) -> Output {
    let set = quick(&[]);
    let set = set
        .iter()
        .flat_map(|(k, v)| ["--set".to_owned(), format!("{k}={v}")]);
    built_program()
        .args(["trace", "baseline"])
        .args(set)
        .args(more)
        .output()
        .unwrap()
}

/// Protects: what is wrong is said, with a way out, and is wrong use.
#[test]
fn errors_are_clear() {
    for (args, said) in [
        (&["--area", "londn"][..], "did you mean `london`?"),
        (&["--person", "99999999"], "there is no person 99999999 in"),
        (&["--from", "1999-01-01"], "is not a day of the simulation"),
        (&["--substance", "tea"], "invalid value"),
    ] {
        let output = trace(args);
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{errors}");
        assert!(errors.contains(said), "{errors}");
        assert!(output.stdout.is_empty());
    }
}
