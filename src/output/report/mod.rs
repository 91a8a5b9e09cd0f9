//! `report.html`: the figures as one page that opens from a mail without a network, prints on A4
//! and is read by a screen reader.
//!
//! The page holds no script and loads nothing; its policy says so to the browser.

mod pieces;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::figures::{Background, Dossier, Part, charts, draw, parts};
use crate::scenario::EVIDENCE;

/// Name of the file.
pub const REPORT_PAGE: &str = "report.html";

const STYLE: &str = include_str!("style.css");
/// The page of the model, of which the known limits are shown.
const MODEL: &str = include_str!("../../../docs/model.md");
/// The page of validation, of which the tally of hits is shown.
const VALIDATED: &str = include_str!("../../../docs/validation.md");

/// The nine parts of the report, with what stands behind every run.
pub fn nine_parts(dossier: &Dossier) -> Vec<Part> {
    parts(dossier, &Background::of(EVIDENCE, MODEL, VALIDATED))
}

/// Every chart of the page as an SVG file of its own: name and text.
pub fn chart_files(dossier: &Dossier) -> Vec<(String, String)> {
    let parts = nine_parts(dossier);
    charts(&parts)
        .map(|figure| (format!("{}.svg", figure.id), draw::picture(figure)))
        .collect()
}

/// The whole page.
pub fn report_html(dossier: &Dossier) -> String {
    let parts = nine_parts(dossier);
    let title = title(dossier);
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#answer" { "Skip to the answer" }
                header {
                    p.program { (dossier.facts.program) " " (dossier.facts.version) }
                    h1 { (title) }
                    (policies(dossier))
                }
                nav aria-label="Parts of this report" {
                    ol {
                        @for part in &parts {
                            li { a href={ "#" (part.id) } { (part.title) } }
                        }
                    }
                }
                main {
                    @for (n, part) in parts.iter().enumerate() {
                        (section(n + 1, part))
                    }
                }
                footer {
                    p {
                        "A simulation, not a forecast: it says what would differ, under the \
                         assumptions listed above, and nothing about what will become of a person."
                    }
                }
            }
        }
    };
    page.into_string()
}

/// What the browser may load: nothing but the style of this very page.
fn policy() -> String {
    let hash = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

fn title(dossier: &Dossier) -> String {
    let baseline = dossier.facts.baseline().map_or("", |b| b.title.as_str());
    match dossier.facts.policies() {
        [] => baseline.to_owned(),
        [only] => only.title.clone(),
        many => format!("{} policies compared with “{baseline}”", many.len()),
    }
}

/// The names that stand for policies throughout the page.
fn policies(dossier: &Dossier) -> Markup {
    html! {
        dl.names {
            @for (n, told) in dossier.facts.scenarios.iter().enumerate() {
                dt { (told.name) }
                dd {
                    (told.title)
                    @if n == 0 && dossier.facts.scenarios.len() > 1 { " (the baseline)" }
                    @if let Some(text) = told.resolved.get("description").and_then(|d| d.as_str()) {
                        ". " (text)
                    }
                }
            }
        }
    }
}

/// The blocks of a part as HTML, for a page that is not the report.
pub fn part_html(part: &Part) -> String {
    let blocks = html! {
        @for block in &part.blocks { (pieces::block(block)) }
    };
    blocks.into_string()
}

fn section(number: usize, part: &Part) -> Markup {
    html! {
        section id=(part.id) aria-labelledby={ (part.id) "-heading" } {
            h2 id={ (part.id) "-heading" } { (number) ". " (part.title) }
            @for block in &part.blocks { (pieces::block(block)) }
        }
    }
}
