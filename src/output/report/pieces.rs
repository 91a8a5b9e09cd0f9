//! The pieces of the page: sentences, tables, charts.

use maud::{Markup, PreEscaped, html};

use crate::figures::chart::Figure;
use crate::figures::content::{Block, Entry, Inline, Shown, Table, Words};
use crate::figures::draw;

pub(super) fn block(block: &Block) -> Markup {
    match block {
        Block::Lead(of) => html! { p.lead { (words(of)) } },
        Block::Say(of) => html! { p { (words(of)) } },
        Block::Heading(text) => html! { h3 { (text) } },
        Block::List(all) => html! { ul { @for one in all { li { (words(one)) } } } },
        Block::Figure(of) => figure(of),
        Block::Table(of) => table(of, true),
        Block::Fold(of) => html! {
            details { summary { (of.caption) } (table(of, false)) }
        },
        Block::Absent { what, command } => html! {
            div.absent {
                p { (what) }
                pre { code { (command) } }
            }
        },
    }
}

fn words(of: &Words) -> Markup {
    html! {
        @for inline in &of.0 {
            @match inline {
                Inline::Text(text) => { (text) }
                Inline::Strong(text) => { strong { (text) } }
                Inline::Code(text) => { code { (text) } }
                Inline::Number(shown) => { (number(shown)) }
            }
        }
    }
}

/// A number with its full value and the cell of the file that it was read from.
fn number(shown: &Shown) -> Markup {
    if !shown.value.is_finite() {
        return html! { (shown.text) };
    }
    match &shown.from {
        None => html! { data value=(shown.value) { (shown.text) } },
        Some(from) => html! {
            data value=(shown.value) data-file=(from.file) data-key=(from.key.join("|"))
                data-column=(from.column) data-times=[(from.times != 1.0).then_some(from.times)]
                { (shown.text) }
        },
    }
}

fn entry(of: &Entry) -> Markup {
    match of {
        Entry::None => html! {},
        Entry::Text(text) => html! { (text) },
        Entry::Number(shown) => number(shown),
        Entry::Interval([middle, low, high]) => html! {
            (number(middle))
            @if low.value.is_finite() {
                " " span.ends { "(" (number(low)) " to " (number(high)) ")" }
            }
        },
    }
}

/// Whether an entry is a number, so that its column is aligned.
fn is_number(of: &Entry) -> bool {
    matches!(of, Entry::Number(_) | Entry::Interval(_))
}

/// A table that scrolls by itself where it is wider than the page.
fn table(of: &Table, with_caption: bool) -> Markup {
    let numeric = |column: usize| {
        of.rows
            .iter()
            .any(|row| row.get(column).is_some_and(is_number))
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(of.caption) {
            table {
                caption.hidden[!with_caption] { (of.caption) }
                thead { tr {
                    @for (n, head) in of.head.iter().enumerate() {
                        @if head.is_empty() { td {} }
                        @else { th scope="col" .n[numeric(n)] { (head) } }
                    }
                } }
                tbody {
                    @for row in &of.rows {
                        tr {
                            @for (n, cell) in row.iter().enumerate() {
                                @if n == 0 { th scope="row" { (entry(cell)) } }
                                @else { td .n[numeric(n)] { (entry(cell)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn figure(of: &Figure) -> Markup {
    html! {
        figure id=(of.id) {
            figcaption {
                h3 { (of.title) }
                p.subtitle { (of.subtitle) }
            }
            @if !of.key.is_empty() {
                ul.key {
                    @for one in &of.key {
                        li { (PreEscaped(draw::swatch(one.mark))) " " (one.meaning) }
                    }
                }
            }
            (PreEscaped(draw::svg(of)))
            @if let Some(note) = &of.note { p.note { (words(note)) } }
            details { summary { "The numbers behind this chart" } (table(&of.table, true)) }
        }
    }
}
