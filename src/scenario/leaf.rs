//! Reading a parameter: a bare value, or a table with its range, source and phases.

use crate::engine::Date;

use super::diagnostic::{Diagnostic, suggest};
use super::item::{Action, BEGINNING, Estimate, Leaf, Onset, Phase};
use super::limits::Limits;
use super::read::{Context, Reader};
use super::source::Place;
use super::tree::{Entry, Node, Table, Tree};
use super::units::{DAYS_PER_YEAR, Distribution, Kind};
use super::written::Amount;

/// Keys of a parameter's table.
const KEYS: [&str; 15] = [
    "value",
    "times",
    "plus",
    "low",
    "high",
    "distribution",
    "source",
    "note",
    "unit",
    "from",
    "until",
    "over",
    "shape",
    "steps",
    "phases",
];
/// Keys of a phase.
const PHASE_KEYS: [&str; 9] = [
    "from", "over", "shape", "steps", "value", "times", "plus", "low", "high",
];
/// Years that a date may lie in; beyond them it is a slip.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;
/// Longest ramp, in days.
const LONGEST_RAMP: f64 = 100.0 * DAYS_PER_YEAR;

/// A date and where it is written.
type Dated = (Date, Place);

impl Reader<'_> {
    /// Reads a parameter of this kind.
    pub(super) fn leaf(
        &mut self,
        node: &Node,
        kind: Kind,
        limits: &Limits,
        context: Context,
    ) -> Option<Leaf> {
        let within = (kind, limits);
        let mut leaf = Leaf {
            kind,
            limits: limits.clone(),
            unit: None,
            total: context.total,
            base: None,
            phases: Vec::new(),
            own: false,
            share: Vec::new(),
        };
        let Tree::Table(table) = &node.tree else {
            let value = self.amount(node, kind, limits)?;
            let to = self.bare(value, node.place);
            self.place_value(&mut leaf, Phase::set(BEGINNING, 0.0, to), None, context);
            return Some(leaf);
        };
        self.known_keys(table, &KEYS);
        self.undated_only(table, context);
        let said = self.action(table)?;
        let action = said.map_or_else(|| first_action(table), |(action, _)| action);
        let about = self.about(table, within, action, node.place);
        leaf.unit = table.get("unit").and_then(|entry| self.text(&entry.node));
        if let Some((action, entry)) = said {
            let estimate = Estimate {
                value: self.acted(&entry.node, within, action)?,
                place: entry.node.place,
                ..about.clone()
            };
            self.inside_range(&estimate, table);
            let start = if context.undated {
                None
            } else {
                self.start_of_value(table, kind, node.place)
            };
            let phase = Phase {
                action,
                shape: self.shape(table),
                dated: table.get("from").map(|entry| entry.node.place),
                ..Phase::set(BEGINNING, 0.0, estimate)
            };
            self.place_value(&mut leaf, phase, start, context);
        }
        if let Some(entry) = table.get("phases") {
            // A range next to a value is that value's; alone it holds for every phase.
            let about = match said {
                Some(_) => about.without_range(),
                None => about,
            };
            self.phases(&mut leaf, &entry.node, &about, action);
        }
        self.end(&mut leaf, table);
        if leaf.base.is_none() && leaf.phases.is_empty() && !table.contains_key("phases") {
            let title = format!("`{}` has no value", self.shown());
            let label = "no `value`, `times` or `plus` in this table";
            self.errors
                .push(Diagnostic::new(title).at(node.place, label));
            return None;
        }
        Some(leaf)
    }

    /// Sets the end of everything that a table says.
    fn end(&mut self, leaf: &mut Leaf, table: &Table) {
        let last = leaf.phases.last().map_or(BEGINNING, |phase| phase.from);
        let Some(until) = self.until(table, last) else {
            return;
        };
        if let Some(base) = leaf.base.take() {
            leaf.phases.insert(0, Phase::set(BEGINNING, 0.0, base));
        }
        for phase in &mut leaf.phases {
            phase.until = Some(until);
        }
    }

    /// Reads a value as this kind, within its limits.
    pub(super) fn amount(&mut self, node: &Node, kind: Kind, limits: &Limits) -> Option<Amount> {
        match kind.read_within(node, limits) {
            Ok(Amount::Day(date)) if !YEARS.contains(&date.year()) => {
                let title = format!("`{}` lies outside the years 1900 to 2200", self.shown());
                self.errors.push(Diagnostic::new(title).at(node.place, ""));
                None
            }
            Ok(amount) => Some(amount),
            Err(misfit) => {
                let expected = match misfit.is_beyond {
                    true => limits.expected(kind),
                    false => kind.expected().into(),
                };
                let title = format!("`{}` must be {expected}", self.shown());
                let error = Diagnostic::new(title).at(node.place, misfit.found);
                self.errors.push(error.maybe_help(misfit.help));
                None
            }
        }
    }

    fn known_keys(&mut self, table: &Table, known: &[&str]) {
        for (key, entry) in table {
            if !known.contains(&key.as_str()) {
                let title = format!("unknown key `{key}` in the table of `{}`", self.shown());
                let error = Diagnostic::new(title).at(entry.key, "not known");
                self.errors
                    .push(error.maybe_help(suggest(key, known.iter().copied())));
            }
        }
    }

    /// A value in a dated row holds while the row does.
    fn undated_only(&mut self, table: &Table, context: Context) {
        if !context.undated {
            return;
        }
        for key in [
            "from", "until", "over", "shape", "steps", "phases", "times", "plus",
        ] {
            if let Some(entry) = table.get(key) {
                let title = format!("`{}` cannot have dates of its own", self.shown());
                let error = Diagnostic::new(title).at(entry.key, "");
                self.errors
                    .push(error.help("it holds as long as the row it stands in"));
            }
        }
    }

    /// Everything in a parameter's table but its value.
    fn about(
        &mut self,
        table: &Table,
        within: (Kind, &Limits),
        action: Action,
        place: Place,
    ) -> Estimate {
        let mut about = self.bare(Amount::Number(0.0), place);
        self.range(&mut about, table, within, action);
        about.distribution = table
            .get("distribution")
            .and_then(|e| self.distribution(&e.node));
        about.note = table.get("note").and_then(|entry| self.text(&entry.node));
        if let Some(entry) = table.get("source") {
            about.source = self.text(&entry.node);
            about.source_place = Some(entry.node.place);
        }
        about
    }

    /// `low` and `high` of a parameter or a phase: of the factor, where it is one.
    fn range(
        &mut self,
        estimate: &mut Estimate,
        table: &Table,
        within: (Kind, &Limits),
        action: Action,
    ) {
        let place = |key: &str| table.get(key).map(|entry| entry.node.place);
        estimate.low = self.bound(table.get("low"), within, action);
        estimate.high = self.bound(table.get("high"), within, action);
        estimate.low_place = place("low");
        estimate.high_place = place("high");
        self.upright(estimate, table);
    }

    /// A range that stands alone, without a value that would lie outside it.
    fn upright(&mut self, estimate: &Estimate, table: &Table) {
        let alone = !["value", "times", "plus"]
            .iter()
            .any(|key| table.contains_key(*key));
        if let (Some(low), Some(high)) = (estimate.low, estimate.high)
            && let (Some(below), Some(above)) = (estimate.low_place, estimate.high_place)
            && low > high
            && alone
        {
            let title = format!("the range of `{}` is upside down", self.shown());
            let error = Diagnostic::new(title).at(below, "above its `high`");
            self.errors.push(error.because(above, "`high`"));
        }
    }

    fn bound(
        &mut self,
        entry: Option<&Entry>,
        within: (Kind, &Limits),
        action: Action,
    ) -> Option<f64> {
        let (entry, kind) = (entry?, within.0);
        if kind.is_numeric() {
            return self.acted(&entry.node, within, action)?.number();
        }
        let title = format!("`{}` is a {kind}, which has no range", self.shown());
        self.errors.push(Diagnostic::new(title).at(entry.key, ""));
        None
    }

    fn distribution(&mut self, node: &Node) -> Option<Distribution> {
        let name = self.text(node)?;
        let found = Distribution::from_name(&name);
        if found.is_none() {
            let title = format!("unknown distribution of `{}`", self.shown());
            let error = Diagnostic::new(title).at(node.place, "not known");
            self.errors
                .push(error.maybe_help(suggest(&name, Distribution::NAMES)));
        }
        found
    }

    fn inside_range(&mut self, estimate: &Estimate, table: &Table) {
        let Some(value) = estimate.value.number() else {
            return;
        };
        let title = format!("`{}` lies outside its own range", self.shown());
        let ends = [
            ("low", estimate.low.is_some_and(|low| value < low), "below"),
            (
                "high",
                estimate.high.is_some_and(|high| value > high),
                "above",
            ),
        ];
        for (end, outside, word) in ends {
            if let (true, Some(entry)) = (outside, table.get(end)) {
                let label = format!("the value is {word} its `{end}`");
                let error = Diagnostic::new(title.as_str()).at(estimate.place, label);
                self.errors
                    .push(error.because(entry.node.place, format!("`{end}`")));
            }
        }
    }

    /// `from` and `over` next to a value.
    fn start_of_value(&mut self, table: &Table, kind: Kind, place: Place) -> Option<(Dated, f64)> {
        let over = table
            .get("over")
            .map(|entry| (entry.key, self.ramp(&entry.node, kind)));
        let from = table
            .get("from")
            .map(|entry| (entry.node.place, self.date(&entry.node)));
        if self.mode.is_base {
            if let Some(place) = from.map(|f| f.0).or(over.map(|o| o.0)) {
                let title = format!("`{}` does not say its value before", self.shown());
                let error = Diagnostic::new(title).at(place, "");
                self.errors.push(error.help(
                    "give the first value alone and the change as `phases = [{ from, value }]`",
                ));
            }
            return None;
        }
        let from = match (from, self.mode.onset) {
            (Some((place, date)), _) => (date?, place),
            (None, Onset::On(date)) => (date, place),
            (None, Onset::Start) => {
                if let Some((place, _)) = over {
                    let title = format!("`{}` does not say from when it changes", self.shown());
                    self.errors
                        .push(Diagnostic::new(title).at(place, "`over` needs a `from`"));
                }
                return None;
            }
        };
        Some((from, over.and_then(|(_, days)| days).unwrap_or(0.0)))
    }

    fn ramp(&mut self, node: &Node, kind: Kind) -> Option<f64> {
        if !kind.is_numeric() {
            let title = format!(
                "`{}` is a {kind}, which cannot change little by little",
                self.shown()
            );
            self.errors.push(Diagnostic::new(title).at(node.place, ""));
            return None;
        }
        self.path.push("over".to_owned());
        let days = self
            .amount(node, Kind::Duration, &Limits::DURATION)
            .and_then(Amount::number);
        if days.is_some_and(|days| days > LONGEST_RAMP) {
            let title = format!("`{}` is longer than 100 years", self.shown());
            self.errors.push(Diagnostic::new(title).at(node.place, ""));
        }
        self.path.pop();
        days.filter(|days| *days <= LONGEST_RAMP)
    }

    /// Puts what is said where it belongs: at the start, or on the date it takes effect.
    fn place_value(
        &mut self,
        leaf: &mut Leaf,
        said: Phase,
        start: Option<(Dated, f64)>,
        context: Context,
    ) {
        let ((from, place), over) = match (start, self.mode.onset) {
            (Some(start), _) => start,
            (None, Onset::On(date)) if !context.undated => ((date, said.to.place), 0.0),
            _ if said.action == Action::Set => {
                leaf.base = Some(said.to);
                return;
            }
            _ => ((BEGINNING, said.to.place), 0.0),
        };
        if from != BEGINNING {
            self.not_before_policy(from, place);
        }
        leaf.phases.push(Phase { from, over, ..said });
    }

    fn not_before_policy(&mut self, from: Date, place: Place) {
        if let Onset::On(start) = self.mode.onset
            && from < start
        {
            self.too_early(place, from, start);
        }
    }

    fn phases(&mut self, leaf: &mut Leaf, node: &Node, about: &Estimate, action: Action) {
        let Tree::Array(rows) = &node.tree else {
            self.misfit::<()>(node, "in phases, a list of `{ from, value }`");
            return;
        };
        let mut previous = leaf.phases.last().map(|phase| (phase.from, phase.to.place));
        for row in rows {
            let Some((phase, place)) = self.phase(row, leaf, about, action) else {
                continue;
            };
            self.not_before_policy(phase.from, place);
            if let Some((before, earlier)) = previous
                && phase.from <= before
            {
                self.out_of_order(place, phase.from, earlier, before);
            }
            previous = Some((phase.from, place));
            leaf.phases.push(phase);
        }
    }

    fn phase(
        &mut self,
        node: &Node,
        leaf: &Leaf,
        about: &Estimate,
        action: Action,
    ) -> Option<(Phase, Place)> {
        let (kind, within) = (leaf.kind, (leaf.kind, &leaf.limits));
        let Tree::Table(table) = &node.tree else {
            return self.misfit(node, "in phases, a list of `{ from, value }`");
        };
        self.known_keys(table, &PHASE_KEYS);
        let said = self.action(table)?;
        for (key, there) in [
            ("from", table.contains_key("from")),
            (action.key(), said.is_some()),
        ] {
            if !there {
                let title = format!("a phase of `{}` has no `{key}`", self.shown());
                self.errors.push(Diagnostic::new(title).at(node.place, ""));
            }
        }
        let over = table.get("over").map(|entry| self.ramp(&entry.node, kind));
        let shape = self.shape(table);
        let (from, (own, value)) = (table.get("from")?, said?);
        if own != action {
            let title = format!("the changes of `{}` are not all of one sort", self.shown());
            let label = format!("`{}` after `{}`", own.key(), action.key());
            let error = Diagnostic::new(title).at(value.key, label);
            self.errors.push(
                error.help("write all of them with `value`, all with `times`, or all with `plus`"),
            );
            return None;
        }
        let date = self.date(&from.node);
        let value_read = self.acted(&value.node, within, action);
        let mut to = Estimate {
            value: value_read?,
            place: value.node.place,
            ..about.clone()
        };
        if table.contains_key("low") || table.contains_key("high") {
            self.range(&mut to, table, within, action);
            self.inside_range(&to, table);
        } else if !to.range_holds_value() {
            to = to.without_range();
        }
        let phase = Phase {
            action,
            shape,
            dated: Some(from.node.place),
            ..Phase::set(date?, over.unwrap_or(Some(0.0))?, to)
        };
        Some((phase, from.node.place))
    }

    /// A value about which nothing else is said.
    fn bare(&self, value: Amount, place: Place) -> Estimate {
        Estimate {
            value,
            low: None,
            high: None,
            distribution: None,
            source: None,
            note: None,
            place,
            low_place: None,
            high_place: None,
            source_place: None,
            layer: self.mode.layer.clone(),
        }
    }
}

/// The action of the first phase of a table that has nothing else.
fn first_action(table: &Table) -> Action {
    let rows = table.get("phases").map(|entry| &entry.node.tree);
    let first = match rows {
        Some(Tree::Array(rows)) => rows.first().map(|row| &row.tree),
        _ => None,
    };
    let Some(Tree::Table(row)) = first else {
        return Action::Set;
    };
    [Action::Times, Action::Plus]
        .into_iter()
        .find(|action| row.contains_key(action.key()))
        .unwrap_or_default()
}

impl Estimate {
    /// The same without its range.
    fn without_range(&self) -> Self {
        Self {
            low: None,
            high: None,
            low_place: None,
            high_place: None,
            ..self.clone()
        }
    }

    fn range_holds_value(&self) -> bool {
        self.value.number().is_some_and(|value| {
            self.low.is_none_or(|low| low <= value) && self.high.is_none_or(|high| value <= high)
        })
    }
}
