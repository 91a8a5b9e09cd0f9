//! How many hits, misses and undecided, and what is counted once.

use std::fmt;

use super::standing::Verdict;
use super::verdict::Finding;

/// Targets by their verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Targets that were hit.
    pub hits: usize,
    /// Targets whose interval straddles an end of the band: neither hit nor missed.
    pub undecided: usize,
    /// Targets that were missed.
    pub misses: usize,
}

impl Tally {
    /// Counts `findings`; those without a band are left out.
    pub fn of<'f, 'a: 'f>(findings: impl IntoIterator<Item = &'f Finding<'a>>) -> Self {
        Self::count(findings.into_iter().filter_map(Finding::verdict))
    }

    /// Counts `findings` by group: one level at several dates counts once, since a model that has the
    /// level right at one date has it nearly right at the next. A group is what its worst member is:
    /// missed if any was missed, hit if all were hit.
    pub fn by_group<'f, 'a: 'f>(findings: impl IntoIterator<Item = &'f Finding<'a>>) -> Self {
        let mut groups: Vec<(Option<String>, Verdict)> = Vec::new();
        for finding in findings {
            let (group, Some(verdict)) = (finding.question.series(), finding.verdict()) else {
                continue;
            };
            let same =
                |(other, _): &&mut (Option<String>, Verdict)| group.is_some() && *other == group;
            match groups.iter_mut().find(same) {
                Some((_, worst)) => *worst = verdict.max(*worst),
                None => groups.push((group, verdict)),
            }
        }
        Self::count(groups.into_iter().map(|(_, verdict)| verdict))
    }

    /// Counts those of `findings` that stood in the first list of targets.
    pub fn of_first_list<'f, 'a: 'f>(findings: impl IntoIterator<Item = &'f Finding<'a>>) -> Self {
        let first = |finding: &&Finding<'_>| finding.target.is_of_first_list();
        Self::of(findings.into_iter().filter(first))
    }

    /// Targets that were judged.
    pub fn of_all(&self) -> usize {
        self.hits + self.undecided + self.misses
    }

    fn count(verdicts: impl Iterator<Item = Verdict>) -> Self {
        let mut tally = Self::default();
        for verdict in verdicts {
            match verdict {
                Verdict::Hit => tally.hits += 1,
                Verdict::Undecided => tally.undecided += 1,
                Verdict::Miss => tally.misses += 1,
            }
        }
        tally
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hits, undecided, misses) = (self.hits, self.undecided, self.misses);
        write!(
            f,
            "hit {hits}, undecided {undecided}, miss {misses} of {}",
            self.of_all()
        )
    }
}
