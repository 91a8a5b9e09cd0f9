//! Which options are efficient, and what each step up costs.

/// How an option stands on the plane of cost and effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// On the frontier: the pounds for each further effect over the efficient option below it;
    /// none for the cheapest.
    Efficient(Option<f64>),
    /// Another option costs no more and does at least as much.
    Dominated,
    /// A mixture of two others costs less for as much.
    ExtendedDominated,
}

/// Where each option stands, given its mean effect and its mean cost.
pub fn frontier(options: &[(f64, f64)]) -> Vec<Standing> {
    let beats = |a: (f64, f64), b: (f64, f64)| a != b && a.0 >= b.0 && a.1 <= b.1;
    let is_beaten = |i: usize| {
        let others = options.iter().enumerate();
        others
            .filter(|&(j, _)| j != i)
            .any(|(j, &other)| beats(other, options[i]) || (other == options[i] && j < i))
    };
    let mut standings = vec![Standing::Dominated; options.len()];
    let mut left: Vec<usize> = (0..options.len()).filter(|&i| !is_beaten(i)).collect();
    left.sort_by(|&i, &j| options[i].1.total_cmp(&options[j].1));
    let slope = |i: usize, j: usize| {
        let (a, b) = (options[i], options[j]);
        (b.1 - a.1) / (b.0 - a.0)
    };
    let mut hull: Vec<usize> = Vec::new();
    for next in left {
        while let [.., below, top] = hull[..] {
            if slope(below, top) < slope(top, next) {
                break;
            }
            standings[top] = Standing::ExtendedDominated;
            hull.pop();
        }
        hull.push(next);
    }
    for (place, &option) in hull.iter().enumerate() {
        let below = place.checked_sub(1).map(|p| hull[p]);
        standings[option] = Standing::Efficient(below.map(|below| slope(below, option)));
    }
    standings
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: five options by hand: B costs more than C and does less (dominated); D lies above the line
    /// from C to E (extended).
    #[test]
    fn a_frontier_by_hand() {
        let options = [
            (0.0, 0.0),
            (1.0, 30.0),
            (2.0, 20.0),
            (3.0, 60.0),
            (4.0, 80.0),
        ];
        assert_eq!(
            frontier(&options),
            [
                Standing::Efficient(None),
                Standing::Dominated,
                Standing::Efficient(Some(10.0)),
                Standing::ExtendedDominated,
                Standing::Efficient(Some(30.0)),
            ]
        );
    }

    /// Protects: one that saves money and does good leaves no other standing; of twins the first is kept.
    #[test]
    fn one_that_saves_and_helps_stands_alone() {
        let options = [(0.0, 0.0), (5.0, -10.0), (5.0, -10.0)];
        assert_eq!(
            frontier(&options),
            [
                Standing::Dominated,
                Standing::Efficient(None),
                Standing::Dominated
            ]
        );
    }
}
