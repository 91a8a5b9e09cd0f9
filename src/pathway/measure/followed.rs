//! What became of the people whom statistics follow: who was followed from when, and what was
//! proven against whom.
//!
//! Both are written down as they happen and joined when a world has ended. So a cohort keeps the
//! strata of the day on which it was entered, every reoffence within the window counts although
//! the first one may end in custody, and the people followed in one scenario can be looked up in
//! another that met the same luck.

use std::collections::BTreeSet;

use crate::engine::{Key, Tick};
use crate::observe::{Count, Observer, Strata};

/// Days in which an offence must fall: twelve months, as proven reoffending is published.
pub(in crate::pathway) const OFFENCE_DAYS: f64 = 365.25;
/// Days in which it must be proven: six months more, by the same definition.
pub(in crate::pathway) const PROVEN_DAYS: f64 = 548.0;
/// Days in which somebody for whom diversion was open is followed to the next arrest: as the
/// trial of Checkpoint did.
pub(in crate::pathway) const OPEN_DAYS: f64 = 730.5;
/// Days in which an offence must fall in the follow-up over nine years: a second definition of the same
/// statistics.
pub(in crate::pathway) const NINE_YEARS_DAYS: f64 = 9.0 * 365.25;

/// Why somebody is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pathway) enum Cohort {
    /// The start of a court order.
    Order,
    /// Release from a sentence of 12 months or more.
    Custody,
    /// Release from a shorter one.
    ShortCustody,
    /// A conviction, whatever the sentence.
    Convicted,
    /// Release from sentence, over nine years.
    NineYears,
    /// An offence for which diversion was open.
    Open,
}

impl Cohort {
    /// What is counted on the first day.
    fn entered(self) -> &'static [Count] {
        match self {
            Cohort::Order => &[Count::CohortAll],
            Cohort::Custody => &[Count::CohortAll, Count::CohortCustody],
            Cohort::ShortCustody => &[Count::CohortAll, Count::CohortCustody, Count::CohortShort],
            Cohort::Convicted => &[Count::CohortConvicted],
            Cohort::NineYears => &[Count::CohortNine],
            Cohort::Open => &[Count::OpenCohort],
        }
    }

    /// What is counted, on the first day, of somebody against whom something is proven.
    fn failed(self) -> &'static [Count] {
        match self {
            Cohort::Order => &[Count::ReoffendedAll],
            Cohort::Custody => &[Count::ReoffendedAll, Count::ReoffendedCustody],
            Cohort::ShortCustody => &[
                Count::ReoffendedAll,
                Count::ReoffendedCustody,
                Count::ReoffendedShort,
            ],
            Cohort::Convicted => &[Count::ReoffendedConvicted],
            Cohort::NineYears => &[Count::ReoffendedNine],
            Cohort::Open => &[Count::OpenOffended],
        }
    }

    /// Days for the offence, and for its proof.
    fn days(self) -> (f64, f64) {
        match self {
            Cohort::Order | Cohort::Custody | Cohort::ShortCustody | Cohort::Convicted => {
                (OFFENCE_DAYS, PROVEN_DAYS)
            }
            Cohort::NineYears => (
                NINE_YEARS_DAYS,
                NINE_YEARS_DAYS + PROVEN_DAYS - OFFENCE_DAYS,
            ),
            Cohort::Open => (OPEN_DAYS, OPEN_DAYS),
        }
    }

    /// Whether it is the cohort of the published rate.
    fn is_published(self) -> bool {
        matches!(self, Cohort::Order | Cohort::Custody | Cohort::ShortCustody)
    }
}

/// One person followed from one day.
#[derive(Clone, Copy, Debug)]
struct Follow {
    who: Key,
    since: Tick,
    cohort: Cohort,
    strata: Strata,
}

/// One offence, and the day of its proof.
#[derive(Clone, Copy, Debug)]
struct Proof {
    who: Key,
    offence: Tick,
    proven: Tick,
}

impl Proof {
    /// Whether it falls within the follow-up of its person.
    fn within(&self, follow: &Follow) -> bool {
        let (offence, proof) = follow.cohort.days();
        self.offence > follow.since
            && self.offence.days_since(follow.since) <= offence
            && self.proven.days_since(follow.since) <= proof
    }
}

/// What was proven, to be looked up by person once all of it is known.
#[derive(Clone, Debug, Default)]
struct Proofs {
    all: Vec<Proof>,
    /// Where the proofs begin of each group of people; a group are those whose keys begin alike. Keys
    /// are hashes, so that groups are small.
    begins: Vec<u32>,
    /// Bits of a key that do not tell groups apart.
    rest: u32,
}

impl Proofs {
    /// Brings what was proven against the people of one group together.
    fn sort(&mut self) {
        let bits = (self.all.len() / 2).max(2).ilog2();
        self.rest = u64::BITS - bits;
        let mut begins = vec![0; (1 << bits) + 1];
        for proof in &self.all {
            begins[self.group(proof.who) + 1] += 1;
        }
        for group in 1..begins.len() {
            begins[group] += begins[group - 1];
        }
        let mut next = begins.clone();
        let mut sorted = self.all.clone();
        for proof in &self.all {
            let place = &mut next[self.group(proof.who)];
            sorted[*place as usize] = *proof;
            *place += 1;
        }
        (self.all, self.begins) = (sorted, begins);
    }

    fn group(&self, who: Key) -> usize {
        (who.0 >> self.rest) as usize
    }

    /// How much falls within a follow-up.
    fn count_within(&self, follow: &Follow) -> usize {
        let group = self.group(follow.who);
        let (from, to) = (self.begins[group], self.begins[group + 1]);
        let group = self.all[from as usize..to as usize].iter();
        group
            .filter(|proof| proof.who == follow.who && proof.within(follow))
            .count()
    }
}

/// Everybody followed in one world, and everything proven in it.
#[derive(Clone, Debug, Default)]
pub(in crate::pathway) struct Followed {
    follows: Vec<Follow>,
    convictions: Proofs,
    /// Detected offences of people for whom diversion was open.
    detections: Proofs,
}

impl Followed {
    /// Follows somebody from `since`.
    pub(in crate::pathway) fn follow(
        &mut self,
        who: Key,
        since: Tick,
        cohort: Cohort,
        strata: Strata,
    ) {
        self.follows.push(Follow {
            who,
            since,
            cohort,
            strata,
        });
    }

    /// A conviction for an offence of a known date.
    pub(in crate::pathway) fn convicted(&mut self, who: Key, offence: Tick, proven: Tick) {
        self.convictions.all.push(Proof {
            who,
            offence,
            proven,
        });
    }

    /// A detected offence of somebody for whom diversion was open.
    pub(in crate::pathway) fn detected(&mut self, who: Key, at: Tick) {
        self.detections.all.push(Proof {
            who,
            offence: at,
            proven: at,
        });
    }

    /// Counts everybody followed and what became of them, each in the month of their first day.
    pub(in crate::pathway) fn count(&mut self, seen: &mut Observer) {
        self.convictions.sort();
        self.detections.sort();
        for follow in &self.follows {
            let among = match follow.cohort {
                Cohort::Open => &self.detections,
                _ => &self.convictions,
            };
            let found = among.count_within(follow);
            let mut count = |what: Count| seen.count_at(what, follow.strata, follow.since);
            follow.cohort.entered().iter().for_each(|&c| count(c));
            if found > 0 {
                follow.cohort.failed().iter().for_each(|&c| count(c));
            }
            if follow.cohort.is_published() {
                (0..found).for_each(|_| count(Count::Reoffences));
            }
        }
    }

    /// Counts what became, in this world, of the people who were followed in `other`, which has ended as
    /// well. Whoever is not followed here from the same moment has parted from that life before it, and
    /// may be inside where the other was let out: to count what is proven against them here would find
    /// fewer offences whatever the policy does. They stand as in the other world, for no change.
    pub(in crate::pathway) fn count_those_of(&self, other: &Followed, seen: &mut Observer) {
        fn published(all: &[Follow]) -> impl Iterator<Item = &Follow> {
            all.iter().filter(|follow| follow.cohort.is_published())
        }
        let moment = |follow: &Follow| (follow.who.0, follow.since);
        let here: BTreeSet<(u64, Tick)> = published(&self.follows).map(moment).collect();
        for follow in published(&other.follows) {
            let proven = if here.contains(&moment(follow)) {
                &self.convictions
            } else {
                &other.convictions
            };
            let found = proven.count_within(follow);
            let mut count = |what: Count| seen.count_at(what, follow.strata, follow.since);
            count(Count::SameCohort);
            if found > 0 {
                count(Count::SameReoffended);
            }
            (0..found).for_each(|_| count(Count::SameReoffences));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::Cells;
    use crate::strata::{Housing, Sex, Substance};

    const MONTHS: [f64; 3] = [0.0, 31.0, 59.0];

    fn observer() -> Observer {
        let months = MONTHS.map(day);
        Observer::new(1, months.to_vec())
    }

    fn day(days: f64) -> Tick {
        Tick::from_days(1000).plus_days(days)
    }

    /// Followed from day 3 as `cohort`, and convicted so (day of offence, day of proof).
    fn followed(cohort: Cohort, convictions: &[(f64, f64)]) -> Followed {
        let mut followed = Followed::default();
        let strata = Strata::new(0, Sex::Male, Substance::Opiate).with_housing(Housing::Homeless);
        followed.follow(Key(7), day(3.0), cohort, strata);
        for &(offence, proven) in convictions {
            followed.convicted(Key(7), day(3.0 + offence), day(3.0 + proven));
            followed.convicted(Key(8), day(3.0 + offence), day(3.0 + proven));
        }
        followed
    }

    fn total(seen: &Observer, what: Count) -> f64 {
        seen.total(what, Cells::ALL, 0..2)
    }

    /// Protects: reoffending as persons and as frequency: a second proven offence counts although
    /// the first led to custody, and what comes after a year, or is proven too late, does not.
    #[test]
    fn every_reoffence_within_the_window_counts_and_a_person_once() {
        let convictions = [(10.0, 60.0), (200.0, 300.0), (360.0, 560.0), (366.0, 400.0)];
        let mut seen = observer();
        followed(Cohort::ShortCustody, &convictions).count(&mut seen);
        let totals = [
            Count::CohortAll,
            Count::CohortShort,
            Count::ReoffendedAll,
            Count::ReoffendedShort,
            Count::Reoffences,
        ];
        assert_eq!(totals.map(|c| total(&seen, c)), [1.0, 1.0, 1.0, 1.0, 2.0]);
        assert_eq!(total(&seen, Count::ReoffendedConvicted), 0.0);
    }

    /// Protects: the offence within nine years, its proof within six months more.
    #[test]
    fn nine_years_are_followed_to_their_end() {
        let year = 365.25;
        let failed = |convictions: &[(f64, f64)]| {
            let mut seen = observer();
            followed(Cohort::NineYears, convictions).count(&mut seen);
            [Count::CohortNine, Count::ReoffendedNine].map(|c| total(&seen, c))
        };
        assert_eq!(failed(&[]), [1.0, 0.0]);
        assert_eq!(failed(&[(8.9 * year, 9.4 * year)]), [1.0, 1.0]);
        assert_eq!(failed(&[(9.1 * year, 9.2 * year)]), [1.0, 0.0]);
        assert_eq!(failed(&[(8.9 * year, 9.6 * year)]), [1.0, 0.0]);
    }

    /// Protects: the baseline's group is looked up in a policy's world by who they are and from when, in
    /// the strata that they had in the baseline; who is not followed there from that moment shows no
    /// change, and not a fall.
    #[test]
    fn the_group_of_another_world_is_looked_up_by_person() {
        let mut baseline = followed(Cohort::Custody, &[(10.0, 60.0), (90.0, 100.0)]);
        let mut policy = followed(Cohort::Order, &[(40.0, 90.0)]);
        let mut parted = Followed::default();
        parted.follow(
            Key(7),
            day(4.0),
            Cohort::Custody,
            Strata::new(0, Sex::Male, Substance::Opiate),
        );
        let mut seen = [observer(), observer(), observer()];
        baseline.count(&mut seen[0]);
        policy.count(&mut seen[1]);
        parted.count(&mut seen[2]);
        baseline.count_those_of(&baseline, &mut seen[0]);
        policy.count_those_of(&baseline, &mut seen[1]);
        parted.count_those_of(&baseline, &mut seen[2]);
        let same = [
            Count::SameCohort,
            Count::SameReoffended,
            Count::SameReoffences,
        ];
        assert_eq!(same.map(|c| total(&seen[0], c)), [1.0, 1.0, 2.0]);
        assert_eq!(same.map(|c| total(&seen[1], c)), [1.0, 1.0, 1.0]);
        assert_eq!(same.map(|c| total(&seen[2], c)), [1.0, 1.0, 2.0]);
        let homeless = seen[1].cells().names(&["x".to_owned()]);
        let homeless = homeless.iter().position(|n| n == "housing=homeless");
        let of_homeless = seen[1].total(Count::SameCohort, homeless.unwrap(), 0..1);
        assert_eq!(of_homeless, 1.0, "the housing of the release that began it");
    }
}
