//! Drug tests on arrest and arrest referral workers.

use crate::support::one::run;

#[test]
fn tests_are_positive_as_published_and_coverage_raises_referrals() {
    let none = run(&[("arrest_referral.test.coverage", "0")]);
    let base = run(&[]);
    let full = run(&[("arrest_referral.test.coverage", "1")]);
    assert_eq!(none.get("drug_tests"), 0.0);
    assert!(full.get("drug_tests") > 1.8 * base.get("drug_tests"));
    let positive = base.get("drug_tests_positive");
    assert!(
        (48.0..64.0).contains(&positive),
        "{positive} %, published 56 % (POL-013)"
    );
    assert!(none.get("police_referrals") < base.get("police_referrals"));
    assert!(base.get("police_referrals") < full.get("police_referrals"));
}

#[test]
fn who_is_met_follows_from_workers_hours_and_the_time_held() {
    let met = |workers: &str, per_shift: &str, held: &str| {
        // Their share of need, where the area states its own.
        let here = (workers.parse::<f64>().expect("a number") * 0.1089)
            .round()
            .to_string();
        let changes = [
            ("arrest_referral.workers.leaving", "0/y"),
            ("arrest_referral.workers.posts", workers),
            (
                "areas.west_midlands.arrest_referral.workers.posts",
                here.as_str(),
            ),
            ("arrest_referral.workers.limit", per_shift),
            ("arrest_referral.detention", held),
        ];
        run(&changes).get("police_worker_met")
    };
    assert_eq!(met("0", "4", "14h"), 0.0);
    assert!(met("100", "4", "14h") < met("800", "4", "14h"));
    assert_eq!(
        met("20000", "100000", "14h"),
        100.0,
        "every shift of every suite is worked"
    );
    assert!(met("300", "1000", "1h") < met("300", "1000", "23h"));
    assert!(
        met("300", "1", "14h") < met("300", "1000", "14h"),
        "a worker can see so many and no more"
    );
}

#[test]
fn a_longer_wait_lowers_attendance_and_flexible_appointments_raise_it() {
    let kept = |changes: &[(&str, &str)]| {
        let o = run(changes);
        o.get("police_appointments_kept")
            / (o.get("police_referrals") + o.get("diversion_street") + o.get("diversion_custody"))
    };
    let soon = kept(&[("arrest_referral.appointment", "1d")]);
    let late = kept(&[("arrest_referral.appointment", "8w")]);
    assert!(late < 0.8 * soon, "{soon} {late}");
    let rigid = kept(&[("arrest_referral.flexible", "0")]);
    let flexible = kept(&[("arrest_referral.flexible", "1")]);
    assert!(flexible > rigid, "{rigid} {flexible}");
}

/// Workers in every suite, who stay, or who leave twice a year each and are replaced after a year.
fn staffed(leaving: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("arrest_referral.workers.posts", "600"),
        ("areas.west_midlands.arrest_referral.workers.posts", "65"),
        ("arrest_referral.workers.leaving", leaving),
        ("arrest_referral.workers.recruitment", "12mo"),
    ]
}

#[test]
fn vacancies_leave_shifts_uncovered() {
    let (stay, leave) = (run(&staffed("0/y")), run(&staffed("2/y")));
    let met = |o: &crate::support::one::Outcome| o.get("police_worker_met");
    assert!(
        met(&leave) < 0.7 * met(&stay),
        "{} {}",
        met(&stay),
        met(&leave)
    );
    assert!(leave.get("police_referrals") < stay.get("police_referrals"));
}

#[test]
fn workers_who_see_too_many_persuade_fewer() {
    let agree = |recommended: &'static str, exponent: &'static str| {
        let mut changes = staffed("0/y");
        changes.push(("arrest_referral.workers.recommended", recommended));
        changes.push(("arrest_referral.load_exponent", exponent));
        changes.push(("arrest_referral.test.referred", "0"));
        let o = run(&changes);
        o.get("police_referrals")
            / (o.get("police_need_found") * o.get("police_worker_met") / 100.0)
    };
    let (calm, hurried) = (agree("4", "1"), agree("0.1", "1"));
    assert!(hurried < 0.7 * calm, "{calm} {hurried}");
    assert_eq!(
        agree("0.1", "0"),
        agree("4", "0"),
        "no load without its exponent"
    );
}
