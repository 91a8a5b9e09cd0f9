//! A lever in one area changes nothing in another, to the last bit, unless a queue that both
//! stand in links them.

use crate::support::small::quick;
use crate::support::{Finished, baseline, overlay, run, study};

/// Local practice at the gate in London, from the policy date.
const LEVER: &str = "[areas.london.release]\nmet_at_gate = 0.95\ncontacts_in_fortnight = 0.6\n\
    contact_links = 0.5\nappointment = 0.95\nattended = 0.95\n";

/// No queue that areas share binds: hearings and prison places without limit, prison treatment with more
/// places than people, contact there whatever the load, a bed on a wing for everybody, and no
/// mentors, who are shared by all prisons.
const UNLINKED: [(&str, &str); 12] = [
    ("loops.full_estate", "off"),
    ("loops.caseload", "off"),
    ("listing.cases_per_week.crown", "0"),
    ("custody_treatment.workers.posts", "20000"),
    ("custody_treatment.clinical.posts", "20000"),
    ("custody_treatment.clinical_places", "100000"),
    ("isfl.beds.male", "100000"),
    ("isfl.beds.female", "100000"),
    ("peers.applies", "0"),
    ("prison.planners.posts", "20000"),
    ("isfl.mixing", "0"),
    ("custody_treatment.workers.limit", "100000"),
];

/// Runs the lever in this world.
fn with_lever(set: &[(&str, &str)], check: impl Fn(&Finished)) {
    let set = quick(set);
    let (base, policy) = (baseline(&set), overlay("london", LEVER, &set));
    check(&run(&study(&[&base, &policy]), 2));
}

/// Shares of the whole country: they move everywhere when one area moves.
const OF_THE_WHOLE: [&str; 2] = ["arrests_share", "custodial_sentences_short_share"];

/// Values of other areas that differ, as `metric|stratum`.
fn moved_elsewhere(finished: &Finished) -> Vec<String> {
    let layout = &finished.layout;
    let elsewhere =
        |cell: &&(usize, String)| cell.1.starts_with("area=") && cell.1 != "area=london";
    let cells: Vec<(usize, String)> = layout
        .cells
        .iter()
        .enumerate()
        .map(|(i, cell)| (i, layout.strata[cell.stratum as usize].clone()))
        .collect();
    let mut moved = Vec::new();
    for records in &finished.records {
        for (i, stratum) in cells.iter().filter(elsewhere) {
            let name = layout.metrics[layout.cells[*i].metric as usize].name;
            let differs = records[0].values[*i].to_bits() != records[1].values[*i].to_bits();
            if differs && !OF_THE_WHOLE.contains(&name) {
                moved.push(format!("{name}|{stratum}"));
            }
        }
    }
    moved
}

/// Protects: no hidden link between areas (a shared stream of luck, a national value taken for a
/// local one, an event that redraws for everybody).
#[test]
fn a_lever_in_one_area_leaves_the_others_exactly_as_they_were() {
    with_lever(&UNLINKED, |finished| {
        let moved = moved_elsewhere(finished);
        assert!(
            moved.is_empty(),
            "{} moved: {:?}",
            moved.len(),
            &moved[..moved.len().min(8)]
        );
        let here = finished.values_in(0, "contacts_days_0_14", "area=london");
        let then = finished.values_in(1, "contacts_days_0_14", "area=london");
        assert!(
            here.iter().zip(&then).all(|(a, b)| b > a),
            "the lever acts: {here:?}, {then:?}"
        );
    });
}

/// Protects: the link itself. With prison places that bind, people of one area who stay out
/// leave places to the others, and everything there may move.
#[test]
fn a_queue_that_binds_links_the_areas() {
    let mut set = UNLINKED.to_vec();
    set.retain(|&(key, _)| key != "loops.full_estate");
    set.extend([
        ("prison.places.female", "1500"),
        ("prison.long_term.male", "60000"),
    ]);
    with_lever(&set, |finished| {
        let cells = finished.values(0, "police_cell_days");
        assert!(
            cells.iter().all(|&days| days > 0.0),
            "the estate is full: {cells:?}"
        );
        assert!(!moved_elsewhere(finished).is_empty(), "areas are linked");
    });
}

/// Protects: the same link through the drug workers that prisons share.
#[test]
fn shared_prison_drug_workers_link_the_areas() {
    let mut set = UNLINKED.to_vec();
    set.retain(|&(key, _)| !key.starts_with("custody_treatment.workers"));
    set.push(("custody_treatment.workers.posts", "100"));
    with_lever(&set, |finished| {
        let waiting = finished.values(0, "prison_treatment_waiting");
        assert!(
            waiting.iter().all(|&people| people > 0.0),
            "there is a line: {waiting:?}"
        );
        assert!(!moved_elsewhere(finished).is_empty(), "areas are linked");
    });
}
