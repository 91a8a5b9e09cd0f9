//! What a file says of a parameter's change: a value, a factor (`times = 1.2`), or something to
//! add (`plus = 12`, `plus = "10pp"` for a chance); from when until when, and how it comes.

use crate::engine::Date;

use super::diagnostic::Diagnostic;
use super::item::{Action, Shape};
use super::limits::Limits;
use super::read::{Reader, listed};
use super::tree::{Entry, Node, Table, Tree};
use super::units::Kind;
use super::written::Amount;

/// The key of each action.
const ACTIONS: [(&str, Action); 3] = [
    ("value", Action::Set),
    ("times", Action::Times),
    ("plus", Action::Plus),
];
/// Ways in which a change may come.
const SHAPES: [&str; 4] = ["linear", "front-loaded", "back-loaded", "steps"];
/// Most steps of a change.
const MOST_STEPS: f64 = 1000.0;

impl Action {
    /// The key under which it is written.
    pub fn key(self) -> &'static str {
        let found = ACTIONS.iter().find(|(_, action)| *action == self);
        found.map_or("", |(key, _)| key)
    }
}

impl Shape {
    /// What is written for it; nothing for a straight line.
    pub fn words(self) -> Option<String> {
        match self {
            Shape::Linear => None,
            Shape::FrontLoaded => Some("front-loaded".to_owned()),
            Shape::BackLoaded => Some("back-loaded".to_owned()),
            Shape::Steps(steps) => Some(format!("in {steps} steps")),
        }
    }
}

impl Reader<'_> {
    /// Which of `value`, `times` and `plus` a table has, if any; no answer after an error, since
    /// it may have one of them only.
    pub(super) fn action<'t>(&mut self, table: &'t Table) -> Option<Option<(Action, &'t Entry)>> {
        let said = ACTIONS
            .iter()
            .filter_map(|(key, action)| Some((*action, table.get(*key)?)));
        let said: Vec<(Action, &Entry)> = said.collect();
        if let [(first, one), (second, other), ..] = said.as_slice() {
            let title = format!(
                "`{}` has both `{}` and `{}`",
                self.shown(),
                first.key(),
                second.key()
            );
            let error = Diagnostic::new(title)
                .at(other.key, "says something else")
                .because(one.key, "what it becomes");
            self.errors
                .push(error.help("keep one of them: they are three ways to say what changes"));
            return None;
        }
        Some(said.first().copied())
    }

    /// Reads what stands under the key of an action.
    pub(super) fn acted(
        &mut self,
        node: &Node,
        (kind, limits): (Kind, &Limits),
        action: Action,
    ) -> Option<Amount> {
        match action {
            Action::Set => self.amount(node, kind, limits),
            _ if !kind.is_numeric() => {
                let title = format!(
                    "`{}` is a {kind}, which `{}` cannot change",
                    self.shown(),
                    action.key()
                );
                let error = Diagnostic::new(title).at(node.place, "");
                self.errors
                    .push(error.help(format!("write value = {}", kind.expected())));
                None
            }
            _ if self.mode.is_base => {
                let title = format!("`{}` does not say its value before", self.shown());
                let error = Diagnostic::new(title).at(node.place, "");
                let help = "a scenario that extends nothing says what each value is";
                self.errors.push(error.help(help));
                None
            }
            Action::Times => self.factor(node),
            Action::Plus => self.addend(node, kind),
        }
    }

    fn factor(&mut self, node: &Node) -> Option<Amount> {
        let help = match &node.tree {
            Tree::Number { value, .. } if *value >= 0.0 => return Some(Amount::Number(*value)),
            Tree::Text(text) => text
                .trim()
                .strip_suffix('%')
                .and_then(|percent| percent.trim().trim_start_matches('+').parse::<f64>().ok())
                .map(|percent| match text.trim().starts_with(['+', '-']) {
                    true => format!("write {}", 1.0 + percent / 100.0),
                    false => format!(
                        "write {} for {percent} % of it, or {} for {percent} % more",
                        percent / 100.0,
                        1.0 + percent / 100.0
                    ),
                }),
            _ => None,
        };
        let title = format!(
            "`times` of `{}` must be a factor of at least 0, such as 1.2 for a fifth more",
            self.shown()
        );
        let label = format!("found {}", node.tree.describe());
        let error = Diagnostic::new(title).at(node.place, label);
        self.errors.push(error.maybe_help(help));
        None
    }

    fn addend(&mut self, node: &Node, kind: Kind) -> Option<Amount> {
        let found = match (&node.tree, kind) {
            (Tree::Text(text), Kind::Probability) => points(text),
            (Tree::Text(text), Kind::Rate | Kind::Duration) => {
                let text = text.trim();
                match text.strip_prefix('-') {
                    Some(less) => kind.number_of(less).map(|number| -number),
                    None => kind.number_of(text.strip_prefix('+').unwrap_or(text)),
                }
            }
            (Tree::Number { value, .. }, kind)
                if !matches!(kind, Kind::Probability | Kind::Rate | Kind::Duration) =>
            {
                Some(*value)
            }
            _ => None,
        };
        if let Some(number) = found {
            return Some(Amount::Number(number));
        }
        let expected = match kind {
            Kind::Probability => "percentage points such as \"10pp\" or \"-5pp\"",
            Kind::Rate => "a rate such as \"0.1/y\" or \"-0.1/y\"",
            Kind::Duration => "a length of time such as \"7d\" or \"-7d\"",
            Kind::Money => "an amount in pounds",
            _ => "a number such as 12 or -12",
        };
        let help = match (&node.tree, kind) {
            (Tree::Number { value, .. }, Kind::Probability) if value.abs() <= 1.0 => Some(format!(
                "write \"{}pp\" for percentage points",
                value * 100.0
            )),
            (Tree::Number { value, .. }, Kind::Probability) => {
                Some(format!("write \"{value}pp\" for percentage points"))
            }
            (Tree::Text(text), _) if points(text).is_some() => Some(format!(
                "percentage points are for chances; this is a {kind}"
            )),
            _ => None,
        };
        let title = format!("`plus` of `{}` must be {expected}", self.shown());
        let label = format!("found {}", node.tree.describe());
        let error = Diagnostic::new(title).at(node.place, label);
        self.errors.push(error.maybe_help(help));
        None
    }

    /// `until` of a table whose first change comes on `from`, and whose last on `last`.
    pub(super) fn until(&mut self, table: &Table, last: Date) -> Option<Date> {
        let entry = table.get("until")?;
        if self.mode.is_base {
            let title = format!("`{}` does not say its value afterwards", self.shown());
            let error = Diagnostic::new(title).at(entry.key, "");
            let help = "give the later value as one of `phases = [{ from, value }]`";
            self.errors.push(error.help(help));
            return None;
        }
        let until = self.date(&entry.node)?;
        if until <= last {
            let title = format!("`{}` ends before it begins", self.shown());
            let error = Diagnostic::new(title).at(entry.node.place, format!("not after {last}"));
            self.errors
                .push(error.help("`until` is the first day on which the change no longer holds"));
            return None;
        }
        Some(until)
    }

    /// How a change comes, of a table that may say over what time.
    pub(super) fn shape(&mut self, table: &Table) -> Shape {
        let named = table
            .get("shape")
            .and_then(|entry| self.shape_name(&entry.node));
        let steps = table.get("steps").and_then(|entry| self.steps(&entry.node));
        for key in ["shape", "steps"] {
            if let (Some(entry), false) = (table.get(key), table.contains_key("over")) {
                let title = format!("`{}` does not say over what time it changes", self.shown());
                let error =
                    Diagnostic::new(title).at(entry.key, format!("`{key}` needs an `over`"));
                self.errors.push(error);
                return Shape::default();
            }
        }
        match (named, steps) {
            (None, None) | (Some("linear"), None) => Shape::Linear,
            (Some("front-loaded"), None) => Shape::FrontLoaded,
            (Some("back-loaded"), None) => Shape::BackLoaded,
            (None | Some("steps"), Some(steps)) => Shape::Steps(steps),
            (Some(_), _) => {
                let place = table.get("shape").map(|entry| entry.node.place);
                let title = format!("`{}` comes in steps or it does not", self.shown());
                let error = Diagnostic::new(title).help(
                    "write `shape = \"steps\", steps = 4` for four equal steps, and no `steps` otherwise",
                );
                self.errors.push(match place {
                    Some(place) => error.at(place, ""),
                    None => error,
                });
                Shape::default()
            }
        }
    }

    fn shape_name(&mut self, node: &Node) -> Option<&'static str> {
        let found = match &node.tree {
            Tree::Text(text) => SHAPES.into_iter().find(|name| name == text),
            _ => None,
        };
        if found.is_none() {
            let title = format!(
                "`shape` of `{}` must be one of {}",
                self.shown(),
                listed(&SHAPES)
            );
            let label = format!("found {}", node.tree.describe());
            self.errors
                .push(Diagnostic::new(title).at(node.place, label));
        }
        found
    }

    fn steps(&mut self, node: &Node) -> Option<u32> {
        if let Tree::Number { value, whole: true } = node.tree
            && (2.0..=MOST_STEPS).contains(&value)
        {
            return Some(value as u32);
        }
        self.misfit(
            node,
            "in at least 2 `steps` and at most 1000, a whole number",
        )
    }
}

/// The share that percentage points are: `10pp` is a tenth.
fn points(text: &str) -> Option<f64> {
    let number = text.trim().strip_suffix("pp")?.trim();
    let number = number.strip_prefix('+').unwrap_or(number);
    let points = number
        .parse::<f64>()
        .ok()
        .filter(|points| points.is_finite())?;
    Some(points / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_hundredths() {
        let close = |text, share: f64| (points(text).expect(text) - share).abs() < 1e-12;
        assert!(close("10pp", 0.1) && close("-5pp", -0.05) && close(" +2.5 pp", 0.025));
        for text in ["10", "10%", "pp", "tenpp", "infpp", ""] {
            assert_eq!(points(text), None, "{text}");
        }
    }
}
