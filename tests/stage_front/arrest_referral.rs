//! Drug tests on arrest and arrest referral workers.

use crate::support::run;

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
    let met = |changes: &[(&str, &str)]| run(changes).get("police_worker_met");
    assert_eq!(met(&[("arrest_referral.workers", "0")]), 0.0);
    let base = met(&[]);
    let many = met(&[("arrest_referral.workers", "800")]);
    let plenty = [
        ("arrest_referral.workers", "100000"),
        ("arrest_referral.contacts_per_shift", "100000"),
    ];
    assert!(base < many);
    assert_eq!(met(&plenty), 100.0, "every shift of every suite is worked");
    let day = [
        ("arrest_referral.workers", "300"),
        ("arrest_referral.contacts_per_shift", "1000"),
    ];
    let short = [day[0], day[1], ("arrest_referral.detention", "1h")];
    let long = [day[0], day[1], ("arrest_referral.detention", "23h")];
    assert!(met(&short) < met(&long));
    let busy = [day[0], ("arrest_referral.contacts_per_shift", "1")];
    assert!(
        met(&busy) < met(&day),
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
