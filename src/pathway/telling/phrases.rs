//! The words of the field: for what is counted, for facts that come and go, for states.

use crate::engine::Calendar;
use crate::observe::Count;
use crate::pathway::person::flag::Flags;
use crate::pathway::person::{Custody, Order, Person, Place, Source, Supervision, Treatment, flag};
use crate::scenario::units::{DAYS_PER_MONTH, DAYS_PER_YEAR};
use crate::strata::Housing;

/// The kind of an event, and its words.
pub(in crate::pathway) type Said = (&'static str, String);

/// Facts that come and go, with the event and the words for either.
pub(in crate::pathway::telling) const FACTS: &[(Flags, &str, &str, &str)] = &[
    (
        flag::CLINICAL_WAITING,
        "waits",
        "waits for a prescription in prison",
        "",
    ),
    (
        flag::CLINICAL,
        "treatment",
        "starts clinical treatment in prison",
        "clinical treatment in prison ends",
    ),
    (
        flag::ISFL_WAITING,
        "waits",
        "waits for a bed on a substance-free wing",
        "",
    ),
    (
        flag::ISFL,
        "wing",
        "moves to a substance-free wing",
        "leaves the substance-free wing",
    ),
    (
        flag::LOCKED_UP,
        "assault",
        "assaults somebody in prison, and is locked up for it",
        "is no longer locked up for an assault",
    ),
    (
        flag::MENTOR,
        "mentor",
        "becomes a peer mentor",
        "is no longer a peer mentor",
    ),
    (
        flag::PREPARING,
        "preparation",
        "preparation for release is due",
        "",
    ),
    (
        flag::PLANNER,
        "preparation",
        "a planner takes on the release",
        "",
    ),
    (
        flag::RECONNECT,
        "gate",
        "taken on by a worker of RECONNECT",
        "support by RECONNECT ends",
    ),
    (
        flag::LOCAL_SCHEME,
        "gate",
        "taken on by a local scheme",
        "support by the local scheme ends",
    ),
    (
        flag::IN_TOUCH,
        "contact",
        "in touch with the low-threshold service",
        "loses touch with the low-threshold service",
    ),
    (
        flag::BREACH,
        "breach",
        "breach of the order goes to court",
        "",
    ),
    (
        flag::PSS_BREACH,
        "breach",
        "breach of post-sentence supervision goes to court",
        "",
    ),
    (
        flag::MHTR_BEGUN,
        "requirement",
        "mental health treatment under the requirement begins",
        "",
    ),
    (
        flag::ORDER_DONE,
        "order",
        "what the suspended sentence asked is done: supervision ends",
        "",
    ),
    (flag::DESISTED, "desisted", "stops offending for good", ""),
];

/// An event and its words.
pub(in crate::pathway::telling) fn say(event: &'static str, words: impl Into<String>) -> Said {
    (event, words.into())
}

/// Marks whose words are always the same.
pub(in crate::pathway) fn fixed(mark: Count) -> Option<Said> {
    let (event, words) = match mark {
        Count::NoFurtherAction => ("police", "no further action"),
        Count::OutOfCourt => ("police", "dealt with out of court"),
        Count::DrugTestsPositive => ("police", "tested positive in police custody"),
        Count::Charges => ("charged", "charged"),
        Count::RemandReceptions => ("remanded", "remanded in custody"),
        Count::Failed => ("acquitted", "the case ends without a conviction"),
        Count::Committals => (
            "convicted",
            "convicted, and committed to the Crown Court for sentence",
        ),
        Count::Fines => ("sentenced", "fined or discharged"),
        Count::Activated => ("activated", "the suspended sentence is activated"),
        Count::ActivationUnjust => ("order", "the suspended order goes on, made longer"),
        Count::Breaches => ("breach", "the breach of the order is heard"),
        Count::Amended => ("order", "the order is amended"),
        Count::Resentenced => ("sentenced", "sentenced again for the breach"),
        Count::RecallsContact => ("recalled", "recalled for lost contact"),
        Count::RecallsResidence => ("recalled", "recalled for want of a residence"),
        Count::RecallsLapse => ("recalled", "recalled for drug use"),
        Count::RecallsCharge => ("recalled", "recalled for a new charge"),
        Count::HdcRecalls => ("recalled", "recalled from home detention curfew"),
        Count::Returns => ("returned", "returned to prison on recall"),
        Count::PssCommittals => ("committed", "committed to prison for the breach"),
        Count::PssFines => ("fined", "fined for the breach"),
        Count::Transfers => ("moved", "transferred to another prison"),
        Count::MovesToOpen => ("moved", "moved to open conditions"),
        Count::MovesToTrainer => ("moved", "moved to a training prison"),
        Count::Identified => ("screened", "need found at reception"),
        Count::DiversionBreached => ("breach", "broke the conditions of the diversion"),
        Count::Relapses => ("relapsed", "relapsed"),
        Count::OverdosesNonFatal => ("overdose", "survived an overdose"),
        Count::OverdoseDeaths => ("died", "died of an overdose"),
        Count::OtherDeaths => ("died", "died of another cause than overdose"),
        Count::Left => (
            "left",
            "leaves the population: no more offending, nothing pending",
        ),
        _ => return None,
    };
    Some(say(event, words))
}

/// Where a person goes to live.
pub(in crate::pathway) fn home(p: &Person) -> &'static str {
    match p.housing {
        Housing::Settled => "to a settled home",
        Housing::Temporary if p.is(flag::STARTING_POINT) => "to a two-week starting place",
        Housing::Temporary if p.is(flag::SUPPORTED) => "to supported housing",
        Housing::Temporary if p.is(flag::CAS3) => "to twelve weeks of basic accommodation",
        Housing::Temporary => "to temporary accommodation",
        Housing::Approved => "to approved premises",
        Housing::Homeless => "homeless",
        Housing::Family => "to family or friends",
    }
}

/// Who referred to treatment.
pub(in crate::pathway) fn referred(p: &Person) -> &'static str {
    match p.source {
        Source::Own => "refers themselves to treatment",
        Source::Police => "referred to treatment from police custody",
        Source::Requirement => "referred to treatment under the requirement",
        Source::Prison => "referred to treatment by the prison",
    }
}

/// A length of time in the largest units that say it well.
pub(in crate::pathway) fn length(days: f64) -> String {
    let count = |n: f64, unit: &str| format!("{n} {unit}{}", if n == 1.0 { "" } else { "s" });
    let months = libm::round(days / DAYS_PER_MONTH);
    if days < 2.0 * DAYS_PER_MONTH {
        return count(libm::round(days).max(1.0), "day");
    }
    if months < 24.0 {
        return count(months, "month");
    }
    let years = libm::floor(months / 12.0);
    let rest = months - 12.0 * years;
    let years = count(years, "year");
    if rest == 0.0 {
        years
    } else {
        format!("{years} and {}", count(rest, "month"))
    }
}

/// What is fixed about a person.
pub(in crate::pathway) fn about(p: &Person, calendar: &Calendar) -> String {
    let sex = if p.is(flag::FEMALE) { "woman" } else { "man" };
    let born = f64::from(calendar.start().year()) + f64::from(p.born) / DAYS_PER_YEAR;
    format!(
        "{sex} born about {}, {}",
        libm::floor(born),
        p.substance.phrase()
    )
}

/// How things stand with a person.
pub(in crate::pathway) fn state(p: &Person) -> String {
    let place = match (p.custody, p.place) {
        (Custody::None, _) if p.is(flag::AT_LARGE) => "recalled and at large",
        (Custody::None, _) => "at liberty",
        (_, Place::Cells) => "in police cells, waiting for a prison place",
        (Custody::Remand, _) => "in prison on remand",
        (Custody::Recalled, _) => "in prison on recall",
        (Custody::Sentenced | Custody::Committed, _) => "in prison on sentence",
    };
    let mut parts = vec![place];
    parts.extend(match p.supervision {
        Supervision::None => None,
        Supervision::Licence => Some("on licence"),
        Supervision::PostSentence => Some("on post-sentence supervision"),
    });
    parts.extend(match p.order {
        Order::None => None,
        Order::Community => Some("on a community order"),
        Order::Suspended => Some("on a suspended sentence order"),
    });
    if p.has_case() {
        parts.push("a case pending");
    }
    if p.has_need() {
        parts.push(p.use_.phrase());
    }
    parts.extend(match p.treatment {
        _ if p.in_prison_treatment() => Some("in treatment"),
        Treatment::None => None,
        Treatment::Treated => Some("in treatment"),
        _ => Some("waiting for treatment"),
    });
    parts.push(p.housing.phrase());
    parts.join(", ")
}
