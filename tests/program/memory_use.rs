//! How much memory a run takes.
#![cfg(target_os = "linux")]

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use crate::running::built_program;
use crate::workshop::Workshop;

/// One police force area, small and short, so that what grows is the number of replicates.
const FORCE: &str = "run force-area --threads 1 --quiet --population-scale 0.002 --warm-up 1mo \
                     --horizon 28d --set settings.observe_from=2027-03-01";

/// Largest resident memory of a run of so many replicates, in kB.
fn largest(shop: &Workshop, replicates: u32) -> u64 {
    let mut program = built_program();
    let out = format!("out{replicates}");
    let program = program
        .current_dir(shop.path(""))
        .args(FORCE.split_whitespace());
    let program = program.args(["--out", &out, "--replicates", &replicates.to_string()]);
    let mut child = program.stdout(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|rest| rest.trim().strip_suffix("kB")?.trim().parse().ok());
        most = peak.unwrap_or(0).max(most);
        if let Some(ended) = child.try_wait().unwrap() {
            assert_eq!(ended.code(), Some(0));
            return most;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Protects: what a replicate leaves in memory. Statistics hold blocks of columns of up to 32 MB,
/// here 17 MB more for ten times as many replicates; nothing else may grow. The long form is below.
#[test]
fn memory_does_not_grow_with_replicates() {
    let shop = Workshop::new();
    let (few, many) = (largest(&shop, 20), largest(&shop, 200));
    assert!(many < few + 24_000, "{few} kB, then {many} kB");
}

/// The same up to ten thousand replicates, where the blocks are full from about seven hundred on and
/// anything kept of each would show.
#[test]
#[ignore = "takes many minutes"]
fn ten_thousand_replicates_take_the_memory_of_a_thousand() {
    let shop = Workshop::new();
    let (few, many) = (largest(&shop, 1_000), largest(&shop, 10_000));
    println!("{few} kB, then {many} kB");
    assert!(many < few + few / 10, "{few} kB, then {many} kB");
}
