//! What is said about all scenarios at once.

/// What is said about the scenarios apart from their texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StudyOptions {
    /// Warm-up as it was typed, a duration such as `10y`.
    pub warm_up: Option<String>,
    /// Length of the policy period as it was typed, a duration such as `10y`.
    pub horizon: Option<String>,
    /// Simulated people for each person in the population.
    pub population_scale: Option<f64>,
    /// Key and value of each override, in their order.
    pub set: Vec<(String, String)>,
}

impl StudyOptions {
    /// Every override by the key of its parameter: options that have a parameter are short for
    /// one.
    pub fn overrides(&self) -> Vec<(String, String)> {
        let quoted = |v: &String| format!("\"{v}\"");
        let mut all = self.set.clone();
        let named = [
            ("settings.warm_up", self.warm_up.as_ref().map(quoted)),
            ("settings.horizon", self.horizon.as_ref().map(quoted)),
            (
                "settings.population_scale",
                self.population_scale.map(|v| v.to_string()),
            ),
        ];
        for (key, value) in named {
            all.extend(value.map(|v| (key.to_owned(), v)));
        }
        all
    }

    /// Whether anything is said of a key, by an option of its own or with --set.
    pub fn says(&self, key: &str) -> bool {
        self.overrides().iter().any(|(said, _)| said == key)
    }

    /// Sets a key of which nothing is said.
    pub fn unless_said(&mut self, key: &str, value: &str) {
        if !self.says(key) {
            self.set.push((key.to_owned(), value.to_owned()));
        }
    }

    /// A key that is set more than once, where one value would silently win.
    pub fn twice(&self) -> Option<String> {
        let all = self.overrides();
        let mut keys = all.iter().map(|(key, _)| key).enumerate();
        let found = keys.find(|(place, key)| all[..*place].iter().any(|(other, _)| other == *key));
        found.map(|(_, key)| key.clone())
    }
}
