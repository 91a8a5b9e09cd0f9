//! Result folders: ours alone are gone on from or replaced, and by one run at a time.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::running::{built_program, text};
use crate::workshop::{Workshop, differing};

/// Waits until `is_so`, for two minutes at most.
pub fn wait_until(mut is_so: impl FnMut() -> bool) {
    let since = Instant::now();
    while !is_so() && since.elapsed() < Duration::from_secs(120) {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(is_so(), "it never came to that");
}

/// Protects: a user's folder that has the names of results in it is nobody else's: findings C, the
/// thesis that was deleted.
#[test]
fn the_folder_of_a_user_is_never_touched() {
    let shop = Workshop::new();
    fs::create_dir_all(shop.path("study/replicates/deep")).unwrap();
    shop.write("study/replicates/deep/thesis.docx", "precious");
    shop.write("study/summary.csv", "mine");
    shop.write("study/manifest.json", "{\"name\": \"a web page\"}");
    shop.write("study/evaluations.csv", "marks of my students");
    for way in ["--overwrite", "--resume", "--quiet"] {
        let output = shop.run(&format!("run baseline --out study --replicates 1 {way}"));
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{way}: {said}");
        assert!(said.contains("--out"), "{said}");
    }
    let kept = |name: &str| fs::read_to_string(shop.path("study").join(name)).unwrap();
    assert_eq!(kept("replicates/deep/thesis.docx"), "precious");
    assert_eq!(kept("summary.csv"), "mine");
    assert_eq!(kept("manifest.json"), "{\"name\": \"a web page\"}");
    assert_eq!(kept("evaluations.csv"), "marks of my students");
    assert_eq!(fs::read_dir(shop.path("study")).unwrap().count(), 4);
}

/// Protects: what a user has put into a result folder outlives `--overwrite`.
#[test]
fn overwriting_leaves_what_is_not_ours() {
    let shop = Workshop::new();
    shop.done("run baseline --out out --replicates 1 --quiet");
    fs::create_dir_all(shop.path("out/replicates/deep")).unwrap();
    for name in [
        "notes.txt",
        "replicates/deep/thesis.docx",
        "replicates/my.record",
    ] {
        shop.write(&format!("out/{name}"), "mine");
    }
    shop.done("run baseline --out out --replicates 1 --quiet --overwrite");
    for name in [
        "notes.txt",
        "replicates/deep/thesis.docx",
        "replicates/my.record",
    ] {
        let path = shop.path("out").join(name);
        assert_eq!(fs::read_to_string(path).unwrap(), "mine", "{name}");
    }
}

/// Protects: a manifest that another program has put there is not written over.
#[test]
fn a_foreign_manifest_is_refused() {
    let shop = Workshop::new();
    shop.done("run baseline --out out --replicates 1 --quiet");
    shop.write("out/manifest.json", "{\"short_name\": \"an app\"}");
    for way in ["--resume", "--overwrite"] {
        let output = shop.run(&format!("run baseline --out out --replicates 2 {way}"));
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("manifest.json"));
    }
    let kept = fs::read_to_string(shop.path("out/manifest.json")).unwrap();
    assert_eq!(kept, "{\"short_name\": \"an app\"}");
}

/// Protects: results of a version without the marker, or of another format, are told apart.
#[test]
fn results_of_another_version_are_refused_with_a_word() {
    let shop = Workshop::new();
    shop.done("run baseline --out out --replicates 1 --quiet");
    fs::remove_file(shop.path("out/.throughcare.json")).unwrap();
    let output = shop.run("run baseline --out out --replicates 2 --resume");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("another version") && said.contains("--overwrite"),
        "{said}"
    );
    shop.done("run baseline --out out --replicates 1 --quiet --overwrite");
    shop.write(
        "out/.throughcare.json",
        "{\"program\":\"throughcare\",\"format\":99}",
    );
    let output = shop.run("run baseline --out out --replicates 2 --resume");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("format 99"));
    let said = shop.refused(&["report", "out"]);
    assert!(said.contains("format 99, and this version reads"), "{said}");
    shop.done("run baseline --out out --replicates 1 --quiet --overwrite");
}

/// Protects: two runs into one folder: the second is refused, the first is whole; and a run that
/// was killed locks nobody out.
#[test]
fn one_run_works_in_a_folder_and_a_killed_one_leaves_no_lock() {
    let shop = Workshop::new();
    let mut first = shop
        .command("run baseline --out out --threads 1 --no-progress --replicates 100000")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    wait_until(|| shop.records("out") >= 2);
    for way in ["--overwrite", "--resume", "--no-progress"] {
        let output = shop.run(&format!("run baseline --out out --replicates 2 {way}"));
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{way}: {said}");
        assert!(said.contains("another run"), "{said}");
    }
    let calibration = ["calibrate", "baseline", "--out", "out", "--overwrite"];
    assert!(shop.refused(&calibration).contains("another run"));
    let before = shop.records("out");
    wait_until(|| shop.records("out") > before);
    // SIGKILL: nothing is tidied up.
    first.kill().unwrap();
    first.wait().unwrap();
    let kept = shop.records("out") as u32;
    let words = format!("run baseline --replicates {} --quiet", kept + 1);
    shop.done(&format!("{words} --out out --resume"));
    shop.done(&format!("{words} --out straight"));
    assert_eq!(
        differing(&shop.csv_files("straight"), &shop.csv_files("out")),
        [""; 0]
    );
}

/// Protects: two runs that start at one moment in a folder that is not there yet.
#[test]
fn of_two_that_start_together_one_is_refused() {
    let shop = Workshop::new();
    let start = || {
        let words = "run baseline --out out --replicates 2 --quiet";
        let mut command = shop.command(words);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let both = [start(), start()];
    let mut codes = both.map(|child| child.wait_with_output().unwrap().status.code());
    codes.sort();
    assert_eq!(codes, [Some(0), Some(2)]);
    assert!(shop.csv_files("out")["summary.csv"].lines().count() > 500);
}

/// Protects: records that are not wanted go when the tables are written, which are the same; what
/// would need them says why it cannot.
#[test]
fn records_that_are_not_kept_are_missed_with_a_word() {
    let shop = Workshop::new();
    shop.done("run baseline --out kept --replicates 2 --quiet");
    shop.done("run baseline --out gone --replicates 2 --quiet --keep-records no");
    let word = shop.path("gone/replicates/not-kept.txt");
    assert_eq!((shop.records("kept"), shop.records("gone")), (2, 1));
    assert!(word.exists());
    let (kept, gone) = (shop.csv_files("kept"), shop.csv_files("gone"));
    assert_eq!(differing(&kept, &gone), Vec::<&str>::new());
    let page = fs::read(shop.path("gone/report.html")).unwrap();
    let output = built_program()
        .arg("report")
        .arg(shop.path("gone"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(fs::read(shop.path("gone/report.html")).unwrap(), page);

    let output = shop.run("run baseline --out gone --replicates 3 --quiet --resume");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("were not kept") && said.contains("--overwrite"),
        "{said}"
    );
    let output = shop.run("compare --from kept gone --out both --quiet");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("were not kept"), "{said}");
    let output = shop.run("run baseline --out part --shard 1/2 --replicates 2 --keep-records no");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("nothing of a shard to merge"), "{said}");
    shop.done("run baseline --out gone --replicates 1 --quiet --overwrite");
    assert_eq!(shop.records("gone"), 1);
    assert!(!word.exists());
}
