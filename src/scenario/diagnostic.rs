//! Errors an analyst can act on: file, line, column, a caret and what to write instead.
//!
//! Checks collect [`Diagnostic`]s and carry on, so that one run shows everything that is
//! wrong. [`Diagnostics`] keeps them with the texts they point into.

use std::fmt;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::source::{FileId, Place, Sources};

/// Errors shown at most; the rest are counted.
const SHOWN: usize = 40;
/// Columns a message may take.
const WIDTH: usize = 80;
/// Columns next to `error: `.
const TITLE_WIDTH: usize = WIDTH - 7;
/// Columns next to `   = help: ` and the widest line number.
const HELP_WIDTH: usize = WIDTH - 14;

/// One thing that is wrong, where, and what would be right.
///
/// One word long, so that results which may hold it stay small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic(Box<Parts>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Parts {
    title: String,
    file: Option<FileId>,
    primary: Option<(Place, String)>,
    context: Vec<(Place, String)>,
    help: Vec<String>,
}

impl Diagnostic {
    /// An error that has no place in a text.
    pub fn new(title: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            title: title.into(),
            file: None,
            primary: None,
            context: Vec::new(),
            help: Vec::new(),
        }))
    }

    /// Points at the place that is wrong.
    #[must_use]
    pub fn at(mut self, place: Place, label: impl Into<String>) -> Self {
        self.0.primary = Some((place, label.into()));
        self
    }

    /// Names the file as a whole.
    #[must_use]
    pub fn within(mut self, file: FileId) -> Self {
        self.0.file = Some(file);
        self
    }

    /// Points at another place that explains the error.
    #[must_use]
    pub fn because(mut self, place: Place, label: impl Into<String>) -> Self {
        self.0.context.push((place, label.into()));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.0.help.push(text.into());
        self
    }

    /// [`help`](Self::help) where there is any.
    #[must_use]
    pub fn maybe_help(self, text: Option<String>) -> Self {
        match text {
            Some(text) => self.help(text),
            None => self,
        }
    }

    /// The first line of the message.
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// Where it is, if anywhere.
    pub fn place(&self) -> Option<Place> {
        self.0.primary.as_ref().map(|(place, _)| *place)
    }

    fn render(&self, renderer: &Renderer, sources: &Sources) -> String {
        let mut text = renderer
            .render(&[self.group(sources)])
            .trim_end()
            .to_owned();
        if !self.is_placed() {
            for help in &self.0.help {
                text.push_str("\n  ");
                text.push_str(&wrap(help, WIDTH - 2).replace('\n', "\n  "));
            }
        }
        text
    }

    fn is_placed(&self) -> bool {
        self.0.primary.is_some() || self.0.file.is_some()
    }

    fn group<'a>(&'a self, sources: &'a Sources) -> Group<'a> {
        let mut group = Level::ERROR
            .primary_title(wrap(&self.0.title, TITLE_WIDTH))
            .elements(Vec::<Snippet<'a, Annotation<'a>>>::new());
        if let Some((place, label)) = &self.0.primary {
            group = group.element(snippet(sources, *place, label, AnnotationKind::Primary));
        } else if let Some(file) = self.0.file {
            group = group.element(Origin::path(sources.name(file)));
        }
        for (place, label) in &self.0.context {
            group = group.element(snippet(sources, *place, label, AnnotationKind::Context));
        }
        // Without a text there is no margin that advice could hang on.
        for help in self.0.help.iter().filter(|_| self.is_placed()) {
            group = group.element(Level::HELP.message(wrap(help, HELP_WIDTH)));
        }
        group
    }
}

/// The lines of one place. Only these are handed on: searching a long text again for every
/// error would make a file full of errors slow to report.
fn snippet<'a>(
    sources: &'a Sources,
    place: Place,
    label: &'a str,
    kind: AnnotationKind,
) -> Snippet<'a, Annotation<'a>> {
    let text = sources.text(place.file);
    let mut start = place.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let last = text[start..].find('\n').map_or(text.len(), |at| start + at);
    // A table spans many lines; its first is enough to find it.
    let end = place.end.clamp(start, last);
    Snippet::source(&text[first..last])
        .line_start(sources.line(place))
        .path(sources.name(place.file))
        .annotation(kind.span(start - first..end - first).label(label))
}

/// Everything that is wrong with a scenario, with the texts it is wrong in.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    sources: Sources,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Puts errors in the order of the texts.
    pub fn new(sources: Sources, mut list: Vec<Diagnostic>) -> Self {
        list.sort_by_key(Diagnostic::place);
        list.dedup();
        Self { sources, list }
    }

    /// The errors, in the order of the texts.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many errors there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The messages, 80 columns wide; `styled` adds colours for a terminal.
    pub fn render(&self, styled: bool) -> String {
        let renderer = if styled {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let renderer = renderer.term_width(WIDTH).decor_style(DecorStyle::Ascii);
        let shown = self.list.iter().take(SHOWN);
        let mut parts: Vec<String> = shown
            .map(|one| one.render(&renderer, &self.sources))
            .collect();
        match self.list.len().saturating_sub(SHOWN) {
            0 => {}
            more => parts.push(format!("... and {more} more errors")),
        }
        parts.join("\n\n")
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Diagnostics {}

/// Breaks a text between words, so that no line has more than `width` columns.
fn wrap(text: &str, width: usize) -> String {
    let mut wrapped = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            wrapped.push('\n');
            column = 0;
        } else if column > 0 {
            wrapped.push(' ');
            column += 1;
        }
        wrapped.push_str(word);
        column += length;
    }
    wrapped
}

/// The name an analyst probably meant, among those that exist.
pub fn nearest<'a>(found: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = found.to_lowercase();
    names
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&lower, &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name)
}

/// What to write instead of an unknown name: the nearest, or the whole list if it is short.
pub fn suggest<'a>(found: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    const LISTED: usize = 12;
    let names: Vec<&str> = names.into_iter().collect();
    if let Some(name) = nearest(found, names.iter().copied()) {
        return Some(format!("did you mean `{name}`?"));
    }
    let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    (!listed.is_empty() && listed.len() <= LISTED)
        .then(|| format!("known are {}", listed.join(", ")))
}
