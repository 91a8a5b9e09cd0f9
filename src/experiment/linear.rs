//! Small symmetric systems of equations.

/// A lower triangle `L` with `L Lᵀ` the matrix it was made of, row by row.
#[derive(Clone, Debug)]
pub struct Cholesky {
    size: usize,
    lower: Vec<f64>,
}

impl Cholesky {
    /// Takes apart a symmetric matrix of `size` rows; none if it is not positive definite.
    pub fn of(matrix: &[f64], size: usize) -> Option<Self> {
        let mut lower = vec![0.0; size * size];
        for row in 0..size {
            for column in 0..=row {
                let (a, b) = (&lower[row * size..], &lower[column * size..]);
                let known: f64 = (0..column).map(|k| a[k] * b[k]).sum();
                let rest = matrix[row * size + column] - known;
                lower[row * size + column] = if row == column {
                    if rest <= 0.0 || !rest.is_finite() {
                        return None;
                    }
                    rest.sqrt()
                } else {
                    rest / lower[column * size + column]
                };
            }
        }
        Some(Self { size, lower })
    }

    /// The solution of `matrix x = right`.
    pub fn solve(&self, right: &[f64]) -> Vec<f64> {
        let mut x = right.to_vec();
        for row in 0..self.size {
            let line = &self.lower[row * self.size..];
            let known: f64 = (0..row).map(|k| line[k] * x[k]).sum();
            x[row] = (x[row] - known) / line[row];
        }
        self.back(x)
    }

    /// The solution of `Lᵀ x = right`: of standard normals it makes normals whose precision is
    /// the matrix.
    pub fn back(&self, right: Vec<f64>) -> Vec<f64> {
        let mut x = right;
        for row in (0..self.size).rev() {
            let column = |k: usize| self.lower[k * self.size + row];
            let known: f64 = (row + 1..self.size).map(|k| column(k) * x[k]).sum();
            x[row] = (x[row] - known) / column(row);
        }
        x
    }

    /// The diagonal of the inverse.
    pub fn inverse_diagonal(&self) -> Vec<f64> {
        let unit = |at: usize| {
            let mut right = vec![0.0; self.size];
            right[at] = 1.0;
            self.solve(&right)[at]
        };
        (0..self.size).map(unit).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solutions_solve() {
        let matrix = [4.0, 2.0, 0.6, 2.0, 5.0, 1.0, 0.6, 1.0, 3.0];
        let cholesky = Cholesky::of(&matrix, 3).unwrap();
        let x = cholesky.solve(&[1.0, 2.0, 3.0]);
        for (row, right) in [1.0, 2.0, 3.0].into_iter().enumerate() {
            let left: f64 = (0..3).map(|k| matrix[row * 3 + k] * x[k]).sum();
            assert!((left - right).abs() < 1e-12);
        }
        let first = cholesky.solve(&[1.0, 0.0, 0.0])[0];
        assert!((cholesky.inverse_diagonal()[0] - first).abs() < 1e-12);
        assert!(Cholesky::of(&[1.0, 2.0, 2.0, 1.0], 2).is_none());
    }
}
