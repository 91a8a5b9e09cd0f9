//! Simulated quantities against the values that can be worked out by hand.

/// A quantity: what it is, its closed form, and what independent replicates gave.
pub struct Quantity {
    pub name: &'static str,
    pub exact: f64,
    pub simulated: Vec<f64>,
}

impl Quantity {
    /// Mean of the replicates, and the standard error of that mean (the Monte Carlo error).
    fn mean_and_error(&self) -> (f64, f64) {
        let n = self.simulated.len() as f64;
        let mean = self.simulated.iter().sum::<f64>() / n;
        let squares = self.simulated.iter().map(|v| (v - mean) * (v - mean));
        (mean, (squares.sum::<f64>() / (n - 1.0) / n).sqrt())
    }
}

/// Prints the table.
///
/// # Errors
/// When a quantity lies more than four standard errors from its closed form.
pub fn compare(quantities: &[Quantity]) -> Result<(), String> {
    let mut off = Vec::new();
    println!(
        "{:<32} {:>11} {:>11} {:>10} {:>9}",
        "", "closed form", "simulated", "std. error", "off by"
    );
    for quantity in quantities {
        let (mean, error) = quantity.mean_and_error();
        let errors = (mean - quantity.exact) / error;
        println!(
            "{:<32} {:>11.4} {mean:>11.4} {error:>10.4} {errors:>+6.1} se",
            quantity.name, quantity.exact
        );
        if errors.abs() > 4.0 {
            off.push(quantity.name);
        }
    }
    if off.is_empty() {
        return Ok(());
    }
    Err(format!("not the closed form: {}", off.join(", ")))
}
