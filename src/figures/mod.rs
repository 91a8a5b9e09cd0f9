//! What results say to people: sentences, charts and tables, made once for the report, the
//! workbook and a page in a browser.
//!
//! Data flows one way: the rows of the tidy tables make a [`Dossier`], the dossier makes the
//! [`Part`]s, and a page or a workbook gives them a form. Nothing is worked out on the way out: a
//! number is the one in the file, and [`content::Shown`] says which.
//!
//! | file | what it is for |
//! |---|---|
//! | `facts`, `row`, `dossier`, `experiments`, `changes`, `background` | what was read: the manifest, the tables, experiments, what a policy changes, what stands behind every run |
//! | `content`, `chart`, `number` | what is shown, apart from how: sentences, tables, charts, numbers |
//! | `answer` | one sentence on the outcome that was asked for, and whether there is enough to tell |
//! | `headline`, `years`, `payers`, `certainty`, `estate`, `whom`, `queues` with `flows`, `basis`, `made` | the nine parts |
//! | `policies`, `worked` | every policy on every estate, a row each; one of them by itself |
//! | `sheets` | the tables of a workbook |
//! | `leans` | what a sensitivity analysis or a sweep of the same policies adds to the fourth |
//! | `outcomes`, `map`, `gaps`, `meanings` | words for outcomes, places of areas, how far apart they are, what the words of the field mean |
//! | `draw` | charts as SVG |

mod answer;
mod background;
mod basis;
mod certainty;
mod changes;
pub mod chart;
pub mod content;
mod dossier;
pub mod draw;
mod estate;
mod experiments;
mod facts;
mod flows;
mod gap;
mod gaps;
mod headline;
mod leans;
mod ledgers;
mod made;
mod map;
mod meanings;
pub mod number;
mod outcomes;
mod payers;
mod policies;
mod queues;
mod row;
#[cfg(test)]
mod sample;
mod sheets;
mod terms;
mod whom;
mod worked;
mod years;

pub use answer::{FEWEST, answer, asked, enough};
pub use background::{Background, Row as EvidenceRow, marked, without_links};
pub use changes::Change;
pub use content::Part;
pub use dossier::{Dossier, READ};
pub use estate::turns;
pub use experiments::EXPERIMENTS;
pub use facts::{Facts, Told, sentence};
pub use policies::{Lever, OPEN, estates, policies};
pub use row::{Row, Said};
pub use sheets::sheets;
pub use terms::Terms;
pub use worked::{Worked, worked};

use chart::Figure;
use content::Block;

/// The nine parts of a report, in the order in which they are read.
pub fn parts(dossier: &Dossier, background: &Background) -> Vec<Part> {
    vec![
        headline::part(dossier),
        years::part(dossier),
        payers::part(dossier),
        certainty::part(dossier),
        estate::part(dossier),
        whom::part(dossier),
        queues::part(dossier),
        basis::part(dossier, background),
        made::part(dossier),
    ]
}

/// Every chart of a report, in its order.
pub fn charts(parts: &[Part]) -> impl Iterator<Item = &Figure> {
    let blocks = parts.iter().flat_map(|part| &part.blocks);
    blocks.filter_map(|block| match block {
        Block::Figure(figure) => Some(&**figure),
        _ => None,
    })
}
