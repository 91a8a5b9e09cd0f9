//! What answers about an area make of a scenario.

use super::super::questions::{QUESTIONS, number as number_of};
use super::*;
use crate::scenario::schema::Model;
use crate::scenario::{Library, Scenario};

const BASELINE: &str = include_str!("../../../../scenarios/baseline.toml");

fn scenario(answers: &Answers, moves: &Moves) -> Scenario<Model> {
    let text = Maker::new(BASELINE)
        .expect("it is good")
        .text("ours", answers, moves);
    let library = Library::built_in().without_files().with("ours", text);
    Scenario::load_with("ours", &[], &library).unwrap_or_else(|faults| panic!("{faults}"))
}

fn typed(key: &str) -> f64 {
    let most = [300_000.0, 20_000.0];
    let taken = most
        .into_iter()
        .find(|value| number_of(key, *value).is_ok());
    taken.expect("one of them is an answer")
}

fn answers(keys: &[&'static str]) -> Answers {
    Answers {
        region: "north_east".to_owned(),
        numbers: keys.iter().map(|key| (*key, typed(key))).collect(),
        ..Answers::default()
    }
}

/// Protects: any answers make a scenario, whatever the solver moves, and what was typed as a count
/// is the area's own.
#[test]
fn any_answers_make_a_scenario() {
    let all: Vec<&str> = QUESTIONS.iter().map(|one| one.key).skip(1).collect();
    let far = |by| Moves {
        arrests: by,
        dropped: by,
        offered: by,
        accepted: by,
        attended: by,
        need: by / 4.0,
        prison: by / 4.0,
    };
    for moves in [Moves::default(), far(4.0), far(-4.0)] {
        scenario(&answers(&[RESIDENTS]), &moves);
        for key in &all {
            scenario(&answers(&[RESIDENTS, *key]), &moves);
        }
        let model = scenario(&answers(&all), &moves);
        let area = model
            .area("ours")
            .at(crate::scenario::When::from(start()))
            .expect("it fits");
        assert_eq!(*area.diversion.workers.posts, 20_000.0);
        let treatment = &area.community_treatment;
        let posts = *treatment.opiate.posts + *treatment.other.posts;
        assert!((posts - 20_000.0).abs() < 2.0, "{posts}");
    }
}

fn start() -> crate::engine::Date {
    "2023-04-01".parse().expect("a date")
}

/// Protects: every figure of the area that is written says where it is from.
#[test]
fn every_figure_says_where_it_is_from() {
    let all: Vec<&str> = QUESTIONS.iter().map(|one| one.key).skip(1).collect();
    let maker = Maker::new(BASELINE).expect("it is good");
    let text = maker.text("ours", &answers(&all), &Moves::default());
    let own = text.split("[areas.ours]").nth(1).expect("it is there");
    let own = own
        .split("[areas.east_midlands]")
        .next()
        .expect("it is there");
    for figure in own.lines().filter(|line| line.contains("value = ")) {
        let marked = ["\"Local", "\"Regional share", "\"National"];
        let is_regional = figure.starts_with("in_reach") || figure.starts_with("attended");
        assert!(
            is_regional || marked.iter().any(|mark| figure.contains(mark)),
            "{figure}"
        );
    }
}
