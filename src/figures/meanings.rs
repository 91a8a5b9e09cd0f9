//! The words of the field that the page uses, for a reader who has not met them.

use super::content::{Block, Entry, Table};

/// Word, and what it means here.
const MEANINGS: [(&str, &str); 15] = [
    (
        "as it is, baseline",
        "law and services as they are, and as the law already says they will be",
    ),
    (
        "policy",
        "the same with what the scenario changes, under the same luck person by person",
    ),
    (
        "offences",
        "all offences of the people simulated, found out or not",
    ),
    (
        "receptions",
        "times somebody comes into prison: on remand, with a sentence, or recalled",
    ),
    (
        "recall",
        "return to prison of somebody on licence, for a breach of its terms or a new offence",
    ),
    (
        "DRR, ATR, MHTR",
        "requirements of a court order: drug rehabilitation, alcohol treatment, mental health treatment",
    ),
    (
        "assessor",
        "a worker at court who finds out whether somebody suits such a requirement",
    ),
    (
        "RECONNECT, gate schemes",
        "workers who prepare people in prison for release, meet them and stay with them for some weeks",
    ),
    (
        "continuity of care",
        "people who are in treatment in the community within 21 days of release, of those in treatment inside",
    ),
    (
        "reoffending, baseline group",
        "of the very people whom the baseline follows, so that a change in who is released does not count",
    ),
    (
        "places freed",
        "people fewer in prison on an average day, for whatever reason; money is saved at the marginal cost of a place",
    ),
    ("days in ...", "one person for one day each"),
    ("QALY", "a year of life in full health"),
    (
        "net benefit",
        "public money saved, and health gained at the stated price of a QALY; the cost of crime is not in it",
    ),
    (
        "better in ... % of replicates",
        "how often the policy came out ahead by itself; the interval is of the mean of all of them, so it can be clear where this is 70 %",
    ),
];

/// All of them, to be opened by who wants them.
pub(super) fn block() -> Block {
    let text = |text: &str| Entry::Text(text.to_owned());
    Block::Fold(Table {
        caption: "What the words mean".to_owned(),
        head: ["Word", "What it means here"].map(str::to_owned).to_vec(),
        rows: MEANINGS
            .iter()
            .map(|(word, meaning)| vec![text(word), text(meaning)])
            .collect(),
    })
}
