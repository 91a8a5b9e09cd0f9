//! The two services through the gate, RECONNECT and local schemes: each has its own workers,
//! people and values, nobody has a worker of both, and the local scheme goes first.

use crate::SMALL;
use crate::support::{Finished, Sign, baseline, differing_from_start, from_start, run, study};
use throughcare::engine::Tick;
use throughcare::pathway::World;

/// No local scheme in any area but by what is added.
const LOCAL_NOWHERE: &str = "[areas.london.through_the_gate.local]\nworkers.posts = 0\n\
    [areas.north_west.through_the_gate.local]\nworkers.posts = 0\n";

/// A scheme that everybody with a need is offered, with so many posts everywhere.
fn scheme(name: &str, posts: u32, more: &str) -> String {
    let own = format!(
        "eligible = {{ low = 1, medium = 1, high = 1 }}\naccepts = 1\nworkers.posts = {posts}\n\
         workers.vacant = 0\n{more}\n"
    );
    let mut text = format!("[through_the_gate.{name}]\n{own}");
    if name == "local" {
        for (area, share) in [("london", 0.1465), ("north_west", 0.1605)] {
            let posts = (f64::from(posts) * share).round();
            text += &format!("[areas.{area}.through_the_gate.local]\nworkers.posts = {posts}\n");
        }
    }
    text
}

/// Runs worlds that differ from the start under the same luck.
fn worlds(texts: &[&str], replicates: u32, check: impl Fn(&Finished)) {
    check(&from_start(texts, SMALL, replicates));
}

fn some_in(finished: &Finished, world: usize, metric: &str) {
    let values = finished.values(world, metric);
    assert!(values.iter().all(|&v| v > 0.0), "{metric}: {values:?}");
}

/// Protects: no posts of one scheme are no support by it, and the other goes on.
#[test]
fn a_scheme_without_posts_leaves_the_other_its_people() {
    let without_reconnect = scheme("reconnect", 0, "") + &scheme("local", 300, "");
    let without_local = scheme("local", 0, "") + &scheme("reconnect", 300, "");
    worlds(&[&without_reconnect, &without_local], 3, |finished| {
        for (world, with, without) in [
            (0, "local_scheme", "reconnect"),
            (1, "reconnect", "local_scheme"),
        ] {
            for figure in ["starts", "turned_away", "population"] {
                finished.none(world, &format!("{without}_{figure}"));
                some_in(finished, world, &format!("{with}_{figure}"));
            }
            finished.none(world, &format!("leavers_with_{without}"));
            let of = finished.values(world, "gate_support_population");
            assert_eq!(of, finished.values(world, &format!("{with}_population")));
        }
    });
}

/// Protects: the local scheme is asked first, so that RECONNECT takes none of its people.
#[test]
fn the_local_scheme_goes_first() {
    let local = scheme("local", 9000, "");
    let both = scheme("reconnect", 9000, "") + &local;
    let late = scheme("reconnect", 9000, "") + &scheme("local", 9000, "start_before = \"1d\"");
    let alone = scheme("reconnect", 0, "") + &local;
    worlds(&[&alone, &both, &late], 3, |finished| {
        finished.none(1, "reconnect_starts");
        assert_eq!(
            finished.values(0, "local_scheme_starts"),
            finished.values(1, "local_scheme_starts"),
            "with room for everybody RECONNECT has nothing to do"
        );
        finished.assert_sign(1, 2, "reconnect_starts", Sign::Up);
        finished.assert_sign(1, 2, "local_scheme_starts", Sign::Down);
    });
}

/// Protects: who finds no worker in a local scheme may find one of RECONNECT.
#[test]
fn reconnect_takes_whom_a_full_local_scheme_turns_away() {
    let few = scheme("local", 100, "");
    let none = few.clone() + &scheme("reconnect", 0, "");
    let plenty = few + &scheme("reconnect", 9000, "");
    worlds(&[&none, &plenty], 3, |finished| {
        some_in(finished, 1, "local_scheme_turned_away");
        finished.none(1, "reconnect_turned_away");
        finished.assert_sign(0, 1, "gate_support_population", Sign::Up);
    });
}

/// Protects: plenty of workers of each scheme moves what it is there for.
#[test]
fn plenty_of_each_moves_what_happens_at_the_gate() {
    for (name, metrics) in [("reconnect", "reconnect"), ("local", "local_scheme")] {
        let other = if name == "local" {
            "reconnect"
        } else {
            "local"
        };
        let without = scheme(other, 0, "") + &scheme(name, 0, "");
        let plenty = scheme(other, 0, "") + &scheme(name, 4000, "dropout = 0.3");
        worlds(&[&without, &plenty], 4, |finished| {
            for metric in [
                format!("{metrics}_starts"),
                format!("leavers_with_{metrics}"),
                "leavers_met_at_gate".to_owned(),
                "leavers_with_appointment".to_owned(),
                "leavers_in_reach".to_owned(),
                "contacts_kept".to_owned(),
                "continuity_21_days".to_owned(),
                "cost_treatment".to_owned(),
            ] {
                finished.assert_sign(0, 1, &metric, Sign::Up);
            }
            finished.assert_sign(0, 1, "dropout_after_release", Sign::Down);
        });
    }
}

/// Protects: escorts, the same day, the partnership and the length are a scheme's own.
#[test]
fn the_values_of_a_scheme_act_on_its_people_alone() {
    let world = |name: &str, own: &str, others: &str| {
        let other = if name == "local" {
            "reconnect"
        } else {
            "local"
        };
        scheme(other, 0, others) + &scheme(name, 4000, &format!("escorts = 5\n{own}"))
    };
    for (name, population) in [
        ("reconnect", "reconnect_population"),
        ("local", "local_scheme_population"),
    ] {
        let brought = world(name, "same_day = 1", "");
        let never = world(name, "same_day = 0\nappointment = 1", "");
        let as_it_is = world(name, "", "");
        let other_altered = world(name, "", "same_day = 1\npartnership = 9\nafter = \"1w\"");
        let short = world(name, "after = \"1w\"", "");
        worlds(
            &[&never, &brought, &short, &as_it_is, &other_altered],
            8,
            |finished| {
                for metric in ["leavers_with_appointment", "continuity_21_days"] {
                    finished.assert_sign(0, 1, metric, Sign::Up);
                }
                finished.assert_sign(2, 3, population, Sign::Up);
                for metric in [population, "leavers_with_appointment", "arrests"] {
                    finished.assert_sign(3, 4, metric, Sign::Same);
                }
            },
        );
    }
}

/// Protects: how strong an area's partnership is acts there, and on appointments.
#[test]
fn partnerships_differ_by_area() {
    // The last table of the text is the one of the North West.
    let north_west = |strength: f64| {
        scheme("local", 4000, "same_day = 0") + &format!("partnership = {strength}\n")
    };
    worlds(&[&north_west(0.2), &north_west(5.0)], 4, |finished| {
        let of = |world: usize, area: &str| {
            let values = finished.values_in(world, "leavers_with_appointment", area);
            values.iter().sum::<f64>() / values.len() as f64
        };
        let rise = of(1, "area=north_west") - of(0, "area=north_west");
        assert!(rise > 5.0, "{rise} of a hundred");
    });
}

/// Protects: nobody has a worker of both schemes, and both caseloads are those of their people.
#[test]
fn nobody_has_two_workers() {
    let crowded = scheme("reconnect", 300, "start_before = \"6w\"") + &scheme("local", 200, "");
    let ending = "[through_the_gate]\nreconnect.workers.posts = { value = 900, phases = [{ from = 2024-06-01, value = 0 }] }\n\
        local.workers.posts = { value = 0, phases = [{ from = 2024-06-01, value = 900 }] }\n";
    for text in [crowded.as_str(), ending, LOCAL_NOWHERE, ""] {
        let study = study(&[&differing_from_start(text, SMALL)]);
        let mut world: World<'_> = study.world(0);
        let end = study.plans()[0].end;
        for share in [0.3, 0.5, 0.7, 1.0] {
            let stop = Tick((f64::from(end.0) * share) as u32);
            assert!(world.run_until(stop, &mut |_| true));
            world
                .audit()
                .unwrap_or_else(|wrong| panic!("{text}: {wrong}"));
        }
    }
}

/// Protects the baseline: RECONNECT everywhere, local schemes in the areas that have one.
#[test]
fn local_schemes_are_in_named_areas_only() {
    let all = baseline(&[
        ("settings.population_scale", "0.02"),
        ("settings.warm_up", "1y"),
        ("settings.policy_from", "2024-04-01"),
        ("settings.horizon", "1y"),
    ]);
    let study = study(&[&all]);
    let finished = run(&study, 2);
    for (area, local) in [
        ("london", true),
        ("north_west", true),
        ("wales", false),
        ("south_east", false),
    ] {
        let of = |metric| {
            finished
                .values_in(0, metric, &format!("area={area}"))
                .iter()
                .sum::<f64>()
        };
        assert_eq!(of("local_scheme_starts") > 0.0, local, "{area}");
        assert!(of("reconnect_starts") > 0.0, "{area}");
    }
}
