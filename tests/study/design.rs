//! Designs: points under the same luck, kept, resumed, and what a sweep makes of them.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::atomic::AtomicBool;

use crate::fake::Fake;
use throughcare::engine::Key;
use throughcare::experiment::design::{Axis, Designed, Family, Grid, Responses, Stopped};
use throughcare::experiment::keep::{Keep, Memory};
use throughcare::experiment::{
    Plan, Results, ScenarioInfo, Silent, Simulator, Store, Study, conduct,
};
use throughcare::observe::{Layout, Record};
use throughcare::output::design::Sweep;

/// A policy whose difference in the first metric is 4 x (value - 2.3) and luck.
struct Toy {
    fake: Fake,
    grid: Grid,
    shared: bool,
}

impl Toy {
    fn new(values: &[f64], shared: bool) -> Self {
        let axis = Axis {
            name: "a.key".to_owned(),
            unit: "d".to_owned(),
            values: values.to_vec(),
        };
        Self {
            fake: Fake::new(&["baseline", "policy"], 1),
            grid: Grid::new(vec![axis]),
            shared,
        }
    }
}

impl Family for Toy {
    fn scenarios(&self) -> Vec<ScenarioInfo> {
        self.fake.scenarios().to_vec()
    }

    fn layout(&self) -> &Layout {
        self.fake.layout()
    }

    fn points(&self) -> u32 {
        self.grid.points() as u32
    }

    fn identity(&self) -> String {
        format!("{:?}", self.grid)
    }

    fn shares_baseline(&self) -> bool {
        self.shared
    }

    fn replicate(
        &self,
        points: Range<u32>,
        replicate: u32,
        beat: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Stopped> {
        let records = self.fake.replicate(replicate, beat);
        let [baseline, _] = &records.map_err(|_| Stopped::Asked)?[..] else {
            return Err(Stopped::Fault("two scenarios".to_owned()));
        };
        let mut all = vec![baseline.clone()];
        for point in points {
            let luck = Key::root(5, replicate).draw(0, 0, 0).normal();
            let mut record = baseline.clone();
            let value = self.grid.values(point as usize)[0];
            record.values[0] += 4.0 * (value - 2.3) + luck;
            all.push(record);
        }
        Ok(all)
    }
}

/// Runs so many replicates on so many threads, going on from what is kept.
fn results<T>(
    toy: &Toy,
    keep: &Memory,
    (replicates, threads): (u32, usize),
    look: impl FnOnce(&Responses<'_>) -> T,
) -> T {
    let designed = Designed::new(toy);
    let study = Study::new(&designed, 1);
    let store = Store::new(keep.clone(), &study);
    let already: BTreeSet<u32> = store.scan().unwrap().complete;
    let plan = Plan {
        shard: throughcare::experiment::Shard::WHOLE,
        replicates: designed.shape().runs(replicates),
        threads,
        precision: None,
    };
    let stop = AtomicBool::new(false);
    let outcome = conduct(&study, &store, &plan, &already, &Silent, &stop).unwrap();
    assert!(!outcome.interrupted);
    let results = Results::new(&study, &store, outcome.finished);
    look(&Responses::new(&results, designed.shape()))
}

fn files(toy: &Toy, keep: &Memory, how: (u32, usize)) -> (String, String) {
    let folder = Memory::default();
    results(toy, keep, how, |responses| {
        let sweep = Sweep::new(responses, &toy.grid).unwrap();
        sweep.write(&folder).unwrap();
    });
    let text = |name: &str| String::from_utf8(folder.read(name).unwrap()).unwrap();
    (text("sweep.csv"), text("switching.csv"))
}

/// Protects: values lie where their point and replicate are, whether the baseline is shared or not.
#[test]
fn every_point_has_its_replicates() {
    for shared in [false, true] {
        let toy = Toy::new(&[1.0, 2.0, 4.0], shared);
        let differences = results(&toy, &Memory::default(), (3, 2), |all| {
            assert_eq!((all.points(), all.replicates()), (3, 3));
            assert_eq!(all.name(1), "policy");
            all.differences(1, 0).unwrap()
        });
        for (point, x) in [1.0, 2.0, 4.0].into_iter().enumerate() {
            for replicate in 0..3 {
                let luck = Key::root(5, replicate).draw(0, 0, 0).normal();
                let found = differences[point][replicate as usize];
                assert!((found - 4.0 * (x - 2.3) - luck).abs() < 1e-9, "{shared}");
            }
        }
    }
}

/// Protects: threads, a run that was stopped and gone on with, and the way in which points are run
/// change no byte.
#[test]
fn the_files_are_the_same_however_they_are_made() {
    let (alone, shared) = (
        Toy::new(&[1.0, 2.0, 3.0], false),
        Toy::new(&[1.0, 2.0, 3.0], true),
    );
    let straight = files(&alone, &Memory::default(), (6, 1));
    assert_eq!(straight, files(&alone, &Memory::default(), (6, 3)));
    assert_eq!(straight, files(&shared, &Memory::default(), (6, 2)));
    let keep = Memory::default();
    files(&alone, &keep, (2, 2));
    assert_eq!(straight, files(&alone, &keep, (6, 2)));
}

/// Protects: the runs of one design are never taken for those of another.
#[test]
fn another_design_is_another_study() {
    let keep = Memory::default();
    files(&Toy::new(&[1.0, 2.0], false), &keep, (2, 1));
    let other = Toy::new(&[1.0, 3.0], false);
    let designed = Designed::new(&other);
    let study = Study::new(&designed, 1);
    assert!(Store::new(keep, &study).scan().is_err());
}

/// Protects: a run keeps the totals alone, so that thousands of them fit a disk.
#[test]
fn only_totals_are_kept() {
    let toy = Toy::new(&[1.0], false);
    let designed = Designed::new(&toy);
    let layout = designed.layout();
    assert_eq!(
        (layout.cells.len(), layout.series.len(), layout.flows.len()),
        (3, 0, 0)
    );
    let records = designed.replicate(0, &|_| true).unwrap();
    assert_eq!(records[1].values.len(), 3);
    assert!(records[1].series.is_empty() && records[1].flows.is_empty());
}

/// Protects: values are columns, and the switching value is where the difference turns.
#[test]
fn a_sweep_has_values_as_columns_and_says_where_it_turns() {
    let toy = Toy::new(&[1.0, 2.0, 3.0, 4.0], false);
    let (sweep, switching) = files(&toy, &Memory::default(), (12, 2));
    let mut lines = sweep.lines();
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("point,a.key (d),policy,baseline,metric")
    );
    assert_eq!(lines.count(), 4 * 3);
    let recalls = switching
        .lines()
        .find(|line| line.contains(",recalls,"))
        .unwrap();
    let fields: Vec<&str> = recalls.split(',').collect();
    assert_eq!(fields[5], "1");
    let number = |i: usize| fields[i].parse::<f64>().unwrap();
    assert!(number(7) < 2.3 && 2.3 < number(8), "{recalls}");
    assert!((number(6) - 2.3).abs() < 0.3);
}
