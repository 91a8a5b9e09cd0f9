//! Offending: offences, and proven reoffending of people followed.

use super::definition::{Metrics, OFFENCE, SENTENCE, metric};
use crate::observe::formula::Formula::{Expected, ExpectedAtLiberty, MeanOf, Share};
use crate::observe::quantities::{Count, Level};

/// The metrics, in the order of all tables.
pub(super) const METRICS: Metrics = &[
    metric("expected_offences", Expected(Level::OffenceHazard))
        .title("offences")
        .unit("offences per year")
        .lower_is_better()
        .headline()
        .means("Offences, as the integral of everyone's hazard of offending at liberty"),
    metric(
        "offences_per_year_at_liberty",
        ExpectedAtLiberty(Level::OffenceHazard),
    )
    .title("offences per person-year at liberty")
    .unit("offences per person-year")
    .lower_is_better()
    .means(
        "Offences, from the hazard, for each person-year at liberty, of everyone in the \
             simulation",
    ),
    metric(
        "reoffending_12_months",
        Share(Count::ReoffendedAll, Count::CohortAll),
    )
    .title("reoffending in 12 months")
    .lower_is_better()
    .headline()
    .by(SENTENCE)
    .means(
        "Proven reoffending within 12 months (and six more for the conviction) of release \
             from sentence or start of a court order",
    ),
    metric(
        "reoffending_same_people",
        Share(Count::SameReoffended, Count::SameCohort),
    )
    .title("reoffending, baseline group")
    .lower_is_better()
    .headline()
    .differences_only()
    .by(SENTENCE)
    .means(
        "Proven reoffending within 12 months (and six more for the conviction) of the very people \
         whom the baseline follows, from the same moment: what a policy does to people, not to who \
         is counted. Who is not followed under the policy from that moment has parted from that life \
         before, and counts as in the baseline: so it is a lower bound, the lower the longer a policy \
         is there",
    ),
    metric(
        "reoffences_per_person",
        MeanOf(Count::Reoffences, Count::CohortAll),
    )
    .title("reoffences per person followed")
    .unit("reoffences per person")
    .lower_is_better()
    .by(SENTENCE)
    .means(
        "Proven reoffences within 12 months for each person followed: all of them, although the \
         first may lead to custody, and one for each conviction",
    ),
    metric(
        "reoffences_same_people",
        MeanOf(Count::SameReoffences, Count::SameCohort),
    )
    .title("reoffences per person, baseline group")
    .unit("reoffences per person")
    .lower_is_better()
    .differences_only()
    .by(SENTENCE)
    .means(
        "Proven reoffences within 12 months for each of the very people whom the baseline follows, \
         from the same moment; who is not followed under the policy from that moment counts as in \
         the baseline",
    ),
    metric(
        "reoffences_per_reoffender",
        MeanOf(Count::Reoffences, Count::ReoffendedAll),
    )
    .title("reoffences per reoffender")
    .unit("reoffences per person")
    .lower_is_better()
    .by(SENTENCE)
    .means("Proven reoffences within 12 months for each person who reoffended"),
    metric(
        "reoffending_9_years",
        Share(Count::ReoffendedNine, Count::CohortNine),
    )
    .title("reoffending within nine years")
    .lower_is_better()
    .means(
        "Proven reoffending within nine years (and six months more for the conviction) of \
             release from sentence; only releases so long before the end of the run",
    ),
    metric(
        "reoffending_custody",
        Share(Count::ReoffendedCustody, Count::CohortCustody),
    )
    .title("reoffending, released from custody")
    .lower_is_better()
    .by(SENTENCE)
    .means(
        "Proven reoffending within 12 months (and six more for the conviction), releases from \
             sentence",
    ),
    metric(
        "reoffending_short_custody",
        Share(Count::ReoffendedShort, Count::CohortShort),
    )
    .title("reoffending, custody under 12 months")
    .lower_is_better()
    .means(
        "Proven reoffending within 12 months (and six more for the conviction), releases from \
             sentences under 12 months",
    ),
    metric(
        "reoffending_convicted",
        Share(Count::ReoffendedConvicted, Count::CohortConvicted),
    )
    .title("reoffending, everyone convicted")
    .lower_is_better()
    .by(OFFENCE)
    .means(
        "Proven reoffending within 12 months (and six more for the conviction) of people \
             convicted, whatever the sentence: from the conviction, or from release if it was \
             custody; by type of offence, that of the conviction",
    ),
];
