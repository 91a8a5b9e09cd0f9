//! The terms on which money and health are counted: price year, value of a QALY, discount rates.

use serde_json::Value;

use super::facts::Facts;
use super::number::grouped;

/// What has to be said with every amount of money.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// The year of all prices, as `2023-24`.
    pub price_year: String,
    /// Pounds for a year of life in full health.
    pub qaly: f64,
    /// Discount rate of money a year, 0.035 for 3.5 %.
    pub discount: f64,
    /// Discount rate of health a year.
    pub discount_health: f64,
}

impl Terms {
    /// The terms of a resolved scenario, if it states any.
    pub fn of(resolved: &Value) -> Option<Terms> {
        let costs = resolved.get("parameters")?.get("costs")?;
        let number = |entry: Option<&Value>| entry?.get("value")?.as_f64();
        Some(Terms {
            price_year: costs.get("price_year")?.as_str()?.to_owned(),
            qaly: number(costs.get("qalys")?.get("value"))? * number(costs.get("prices"))?,
            discount: number(costs.get("discount"))?,
            discount_health: number(costs.get("discount_health"))?,
        })
    }

    /// In a sentence.
    pub fn sentence(&self) -> String {
        format!(
            "Money is in pounds of {}. A year of life in full health (QALY) counts as £{}. What comes later \
             counts for less: money by {} % a year, health by {} % a year.",
            self.price_year,
            grouped(&format!("{:.0}", self.qaly)),
            rate(self.discount),
            rate(self.discount_health)
        )
    }

    /// In half a line.
    pub fn brief(&self) -> String {
        format!(
            "QALY £{}, discounted {} % a year, health {} %",
            grouped(&format!("{:.0}", self.qaly)),
            rate(self.discount),
            rate(self.discount_health)
        )
    }
}

/// The terms of the baseline.
pub(super) fn terms(facts: &Facts) -> Option<Terms> {
    Terms::of(&facts.baseline()?.resolved)
}

/// A rate in per cent, without noughts at its end.
fn rate(rate: f64) -> String {
    format!("{}", (rate * 1e4).round() / 1e2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// Protects: the terms are those of the scenario, with the QALY in the prices that are shown.
    #[test]
    fn terms_are_told_as_the_scenario_has_them() {
        let costs = json!({
            "price_year": "2025-26",
            "prices": {"value": 1.07},
            "discount": {"value": 0.03},
            "discount_health": {"value": 0.015},
            "qalys": {"value": {"value": 1_000_000.0}},
        });
        let terms = Terms::of(&json!({"parameters": {"costs": costs}})).unwrap();
        let told = "QALY £1,070,000, discounted 3 % a year, health 1.5 %";
        assert_eq!(terms.brief(), told);
        assert!(
            terms
                .sentence()
                .starts_with("Money is in pounds of 2025-26. ")
        );
        assert_eq!(Terms::of(&json!({"parameters": {}})), None);
    }
}
