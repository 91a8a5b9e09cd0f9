//! Points that fill a box.

use crate::engine::Key;

/// `count` points in the box from `low` to `high`: in every direction one in each of `count`
/// slices of equal width, in an order that has nothing to do with the other directions (a Latin
/// hypercube).
pub fn fill(key: Key, count: usize, low: &[f64], high: &[f64]) -> Vec<Vec<f64>> {
    let mut points = vec![Vec::with_capacity(low.len()); count];
    for (direction, (low, high)) in low.iter().zip(high).enumerate() {
        let key = key.child(direction as u64);
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by_key(|&point| key.draw(0, point as u32, 0).0);
        for (slice, &point) in order.iter().enumerate() {
            let within = key.draw(1, point as u32, 0).unit();
            let share = (slice as f64 + within) / count as f64;
            points[point].push(low + share * (high - low));
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slice_of_every_direction_has_one_point() {
        let points = fill(Key::root(1, 0), 10, &[0.0, -1.0], &[1.0, 1.0]);
        for direction in 0..2 {
            let width = [1.0, 2.0][direction];
            let slice = |point: &Vec<f64>| {
                let share = (point[direction] - [0.0, -1.0][direction]) / width;
                (share * 10.0) as usize
            };
            let mut slices: Vec<usize> = points.iter().map(slice).collect();
            slices.sort_unstable();
            assert_eq!(slices, (0..10).collect::<Vec<_>>());
        }
        assert_ne!(points, fill(Key::root(2, 0), 10, &[0.0, -1.0], &[1.0, 1.0]));
    }
}
