//! Figures of an overlay written into a scenario in place: nothing else in the file changes, not
//! a comment and not a blank.

use crate::scenario::parameter::{Figure, Parameter};
use crate::scenario::source::{Place, Sources};

/// Why figures cannot be written in place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// The overlay has nothing of this source.
    #[error("nothing in it has the source \"{0}\"")]
    Nothing(String),
    /// The scenario does not have the figure in that file.
    #[error("`{0}` is not written in that file")]
    Absent(String),
}

/// One scenario: its parameters, the texts they stand in, and the name of the one that is meant.
pub type Whole<'a> = (&'a [Parameter], &'a Sources, &'a str);

/// The text of the scenario with the value and range of every figure that the overlay has from
/// `source`, and how many figures those are.
///
/// # Errors
/// When there is no such figure, or one is not written in `file`.
pub fn apply(
    (scenario, texts, file): Whole<'_>,
    (overlay, overlay_texts, overlay_file): Whole<'_>,
    source: &str,
) -> Result<(String, usize), ApplyError> {
    let is_new =
        |figure: &Figure| figure.source.as_deref() == Some(source) && figure.file == overlay_file;
    let mut edits = Vec::new();
    let mut count = 0;
    let mut text = None;
    for new in overlay {
        let own = scenario.iter().find(|one| one.path == new.path);
        let absent = || ApplyError::Absent(new.path.clone());
        let base = new.base.as_ref().filter(|figure| is_new(figure));
        if let Some(base) = base {
            let own = own.and_then(|own| own.base.as_ref()).ok_or_else(absent)?;
            edits.push(Edit::new(own, base, texts, overlay_texts));
            count += 1;
        }
        for phase in new.phases.iter().filter(|phase| is_new(&phase.to)) {
            let mut phases = own.into_iter().flat_map(|own| &own.phases);
            let own = phases
                .find(|own| own.from == phase.from)
                .ok_or_else(absent)?;
            edits.push(Edit::new(&own.to, &phase.to, texts, overlay_texts));
            count += usize::from(base.is_none());
        }
    }
    let mut parts = Vec::new();
    for edit in edits {
        if texts.name(edit.place.file) != file {
            return Err(ApplyError::Absent(edit.value));
        }
        text.get_or_insert_with(|| texts.text(edit.place.file).to_owned());
        parts.extend(edit.parts(texts));
    }
    let Some(mut text) = text else {
        return Err(ApplyError::Nothing(source.to_owned()));
    };
    // From the end on, so that places before stay where they are; a source that a value shares
    // with its phases is replaced once.
    parts.sort_by_key(|(place, _)| std::cmp::Reverse((place.start, place.end)));
    parts.dedup_by_key(|(place, _)| *place);
    for (place, new) in parts {
        text.replace_range(place.start..place.end, &new);
    }
    Ok((text, count))
}

/// What becomes of one figure.
struct Edit {
    place: Place,
    low_place: Option<Place>,
    high_place: Option<Place>,
    source_place: Option<Place>,
    value: String,
    low: String,
    high: String,
    source: String,
}

impl Edit {
    fn new(own: &Figure, new: &Figure, texts: &Sources, overlay: &Sources) -> Self {
        let text = |place: Option<Place>| place.map(|place| overlay.at(place).to_owned());
        // The range of a phase that has none is that of the value: it is written there.
        let is_own = |place: &Place| {
            let line = |place: Place| texts.text(place.file)[..place.start].rfind('{');
            line(*place) == line(own.place)
        };
        Edit {
            place: own.place,
            low_place: own.low_place.filter(is_own),
            high_place: own.high_place.filter(is_own),
            source_place: own.source_place,
            value: text(Some(new.place)).unwrap_or_default(),
            low: text(new.low_place).unwrap_or_default(),
            high: text(new.high_place).unwrap_or_default(),
            source: format!("\"{}\"", new.source.as_deref().unwrap_or_default()),
        }
    }

    /// Places and what comes there.
    fn parts(self, texts: &Sources) -> Vec<(Place, String)> {
        let range = format!("low = {}, high = {}", self.low, self.high);
        let is_bare = !is_in_table(self.place, texts);
        if is_bare {
            let (value, source) = (self.value, self.source);
            let table = format!("{{ value = {value}, {range}, source = {source} }}");
            return vec![(self.place, table)];
        }
        let mut value = self.value;
        let mut parts = Vec::new();
        match (self.low_place, self.high_place) {
            (Some(low), Some(high)) => parts.extend([(low, self.low), (high, self.high)]),
            (None, None) if !self.low.is_empty() => value = format!("{value}, {range}"),
            _ => {}
        }
        match self.source_place {
            Some(place) => parts.push((place, self.source)),
            None => value = format!("{value}, source = {}", self.source),
        }
        parts.push((self.place, value));
        parts
    }
}

/// Whether a value stands behind `value =` in a table rather than alone behind its key.
fn is_in_table(place: Place, texts: &Sources) -> bool {
    let before = texts.text(place.file)[..place.start].trim_end();
    let before = before.strip_suffix('=').unwrap_or(before).trim_end();
    let key = before.rsplit(['{', ',', '\n', ' ']).next();
    key == Some("value")
}
