//! What is varied, and the points of every combination.

/// One thing that is varied.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Its name, used as a column.
    pub name: String,
    /// The unit of its values; may be empty.
    pub unit: String,
    /// Its values, ascending.
    pub values: Vec<f64>,
}

/// Every combination of the values of a few axes; the last axis turns fastest.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    axes: Vec<Axis>,
}

impl Grid {
    /// The grid of these axes.
    pub fn new(axes: Vec<Axis>) -> Self {
        Self { axes }
    }

    /// What is varied.
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// How many points there are.
    pub fn points(&self) -> usize {
        self.axes.iter().map(|axis| axis.values.len()).product()
    }

    /// Which of the values of each axis a point has.
    pub fn places(&self, point: usize) -> Vec<usize> {
        let mut rest = point;
        let mut places: Vec<usize> = self
            .axes
            .iter()
            .rev()
            .map(|axis| {
                let place = rest % axis.values.len();
                rest /= axis.values.len();
                place
            })
            .collect();
        places.reverse();
        places
    }

    /// The values of a point, axis by axis.
    pub fn values(&self, point: usize) -> Vec<f64> {
        let places = self.places(point);
        let pairs = self.axes.iter().zip(places);
        pairs.map(|(axis, place)| axis.values[place]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: a grid has every combination once, the last axis fastest.
    #[test]
    fn a_grid_has_every_combination() {
        let axis = |name: &str, values: &[f64]| Axis {
            name: name.to_owned(),
            unit: String::new(),
            values: values.to_vec(),
        };
        let grid = Grid::new(vec![axis("a", &[1.0, 2.0]), axis("b", &[3.0, 4.0, 5.0])]);
        let all: Vec<Vec<f64>> = (0..grid.points()).map(|p| grid.values(p)).collect();
        assert_eq!(all.len(), 6);
        assert_eq!(all[1], [1.0, 4.0]);
        assert_eq!(all[3], [2.0, 3.0]);
        assert_eq!(grid.places(5), [1, 2]);
    }
}
