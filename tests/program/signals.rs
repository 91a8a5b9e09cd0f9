//! Whatever asks the program to end: what is finished is kept and told.
#![cfg(target_os = "linux")]

use std::process::{Child, Command, Stdio};

use crate::folders::wait_until;
use crate::running::text;
use crate::workshop::{Workshop, differing};

const WORDS: &str = "run baseline --out out --threads 1 --no-progress --replicates";

/// A long run in `out` that has finished a few replicates.
fn under_way(shop: &Workshop) -> Child {
    let program = shop.command(&format!("{WORDS} 100000"));
    // Whoever runs the tests under `nohup` has the signal ignored in them too.
    let mut command = Command::new("env");
    command
        .arg("--default-signal=HUP")
        .arg(program.get_program());
    command.args(program.get_args()).current_dir(shop.path(""));
    let streams = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = streams.spawn().unwrap();
    wait_until(|| shop.records("out") >= 3);
    child
}

fn send(signal: &str, child: &Child) {
    let mut kill = Command::new("kill");
    let kill = kill.args([signal, &child.id().to_string()]);
    assert!(kill.status().unwrap().success());
}

/// Protects: Ctrl-C, SIGTERM of a cluster or container, and a closed terminal keep what is
/// finished, write its tables, say so, and the run can be gone on with.
#[test]
fn every_signal_keeps_what_is_finished() {
    for signal in ["-INT", "-TERM", "-HUP"] {
        let shop = Workshop::new();
        let child = under_way(&shop);
        send(signal, &child);
        let output = child.wait_with_output().unwrap();
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(130), "{signal}: {said}");
        assert!(said.contains("--resume"), "{said}");
        assert!(text(&output.stdout).contains("Offending"), "{signal}");
        let kept = shop.records("out");
        assert!(kept >= 3);
        assert!(shop.csv_files("out")["summary.csv"].lines().count() > 100);
        shop.done(&format!("{WORDS} {} --resume --quiet", kept + 1));
        shop.done(&format!(
            "run baseline --out straight --quiet --replicates {}",
            kept + 1
        ));
        assert_eq!(
            differing(&shop.csv_files("straight"), &shop.csv_files("out")),
            [""; 0]
        );
    }
}

/// Protects: a terminal that is gone with its streams is no failure of the run.
#[test]
fn a_terminal_that_is_gone_costs_no_table() {
    let shop = Workshop::new();
    let mut child = under_way(&shop);
    drop((child.stdout.take(), child.stderr.take()));
    send("-HUP", &child);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(shop.csv_files("out")["summary.csv"].lines().count() > 500);
}

/// Protects: `nohup` still means that the run outlives its terminal.
#[test]
fn a_run_under_nohup_outlives_its_terminal() {
    let shop = Workshop::new();
    let program = shop.command(&format!("{WORDS} 100000"));
    let mut command = Command::new("nohup");
    command.arg(program.get_program()).args(program.get_args());
    command.current_dir(shop.path(""));
    let streams = command.stdin(Stdio::null()).stdout(Stdio::piped());
    let child = streams.stderr(Stdio::piped()).spawn().unwrap();
    wait_until(|| shop.records("out") >= 2);
    send("-HUP", &child);
    let then = shop.records("out");
    wait_until(|| shop.records("out") > then + 2);
    send("-TERM", &child);
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(130));
}
