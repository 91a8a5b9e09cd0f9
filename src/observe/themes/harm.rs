//! Drug use and deaths: use, overdose, and deaths of any cause.

use super::definition::{Definition, Metrics, SENTENCE, metric};
use crate::observe::exposure::Exposures;
use crate::observe::formula::Formula::{
    self, DaysPerYear, DeathRate, Expected, ExpectedDeathRate, ExpectedDeaths, ExpectedRisk,
    ExposedDays, Mortality, Overdoses, PerYear, Score, Share,
};
use crate::observe::quantities::{Count, Level};
use crate::observe::record::Universe;

/// Windows since release, and people in treatment or not.
const DAYS_1_4: Exposures = Exposures::windows(0, 0);
const DAYS_5_14: Exposures = Exposures::windows(1, 1);
const WEEKS_3_4: Exposures = Exposures::windows(2, 2);
const WEEKS_1_4: Exposures = Exposures::windows(0, 2);
const WEEKS_5_12: Exposures = Exposures::windows(3, 3);
const LATER: Exposures = Exposures::windows(4, 4);
const TREATED: Exposures = Exposures::ALL.treated(true);
const UNTREATED: Exposures = Exposures::ALL.treated(false);

/// A death rate of people with a need.
const fn rate(name: &'static str, formula: Formula) -> Definition {
    metric(name, formula)
        .unit("deaths per 100 person-years")
        .of(Universe::Need)
        .lower_is_better()
}

/// The metrics, in the order of all tables.
pub(super) const METRICS: Metrics = &[
    metric("relapses", PerYear(Count::Relapses))
        .title("relapses")
        .unit("relapses per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Returns to dependent use"),
    metric("dependent_days", DaysPerYear(Level::Dependent))
        .title("days of dependent use")
        .unit("person-days per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Days of dependent use in the community"),
    metric("onset_in_custody", PerYear(Count::Onsets))
        .title("dependence beginning in custody")
        .unit("people per year")
        .lower_is_better()
        .means("First dependence that began in custody"),
    metric("recovery_capital", Score(Level::Capital, Level::Needing))
        .title("recovery capital, mean")
        .unit("0 to 1")
        .of(Universe::Need)
        .higher_is_better()
        .means(
            "Mean recovery capital of people with need, read off on the first of each month; it \
             moves only where the scenario has it act",
        ),
    metric("overdoses_nonfatal", PerYear(Count::OverdosesNonFatal))
        .title("overdoses survived")
        .unit("overdoses per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Overdoses that were survived"),
    metric("overdose_referrals", PerYear(Count::OverdoseReferrals))
        .title("referrals after an overdose")
        .unit("referrals per year")
        .of(Universe::Need)
        .means("Referrals to community treatment after an overdose that was survived"),
    metric("overdose_deaths", PerYear(Count::OverdoseDeaths))
        .title("overdose deaths, counted")
        .unit("deaths per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Overdose deaths, counted"),
    metric("expected_overdose_deaths", Expected(Level::OverdoseHazard))
        .title("overdose deaths, expected")
        .unit("deaths per year")
        .of(Universe::Need)
        .lower_is_better()
        .headline()
        .means(
            "Overdose deaths, as the integral of everyone's hazard: the same mean as the count, \
             less noise",
        ),
    metric(
        "overdose_deaths_4_weeks",
        PerYear(Count::OverdoseDeathsRelease),
    )
    .title("overdose deaths within 4 weeks of release")
    .unit("deaths per year")
    .of(Universe::Need)
    .lower_is_better()
    .by(SENTENCE)
    .means("Overdose deaths within four weeks of release"),
    metric(
        "overdose_risk_4_weeks",
        ExpectedRisk(WEEKS_1_4, Count::Leavers),
    )
    .title("risk of overdose death in those weeks")
    .of(Universe::Need)
    .lower_is_better()
    .means(
        "Risk of overdose death within four weeks of a release: expected deaths in those \
             weeks at liberty over releases of people with need",
    ),
    metric("overdose_deaths_days_1_4", Overdoses(true, DAYS_1_4))
        .title("overdose deaths, days 1 to 4")
        .unit("deaths per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Overdose deaths at liberty in days 1 to 4 after release"),
    metric("overdose_deaths_days_5_14", Overdoses(true, DAYS_5_14))
        .title("overdose deaths, days 5 to 14")
        .unit("deaths per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Overdose deaths at liberty, days 5 to 14 after release"),
    metric("overdose_deaths_weeks_3_4", Overdoses(true, WEEKS_3_4))
        .title("overdose deaths, weeks 3 and 4")
        .unit("deaths per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Overdose deaths at liberty, weeks 3 and 4 after release"),
    metric("overdose_deaths_weeks_5_12", Overdoses(true, WEEKS_5_12))
        .title("overdose deaths, weeks 5 to 12")
        .unit("deaths per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Overdose deaths at liberty, weeks 5 to 12 after release"),
    metric("overdose_deaths_later", Overdoses(true, LATER))
        .title("overdose deaths, later")
        .unit("deaths per year")
        .of(Universe::Need)
        .lower_is_better()
        .means(
            "Overdose deaths at liberty, later than twelve weeks after release, or never in \
             custody",
        ),
    metric("expected_deaths_days_1_4", ExpectedDeaths(DAYS_1_4))
        .title("expected overdose deaths, days 1 to 4")
        .unit("deaths per year")
        .of(Universe::Need)
        .lower_is_better()
        .means(
            "Overdose deaths at liberty in days 1 to 4 after release, as the integral of the \
             hazard",
        ),
    metric("expected_deaths_days_5_14", ExpectedDeaths(DAYS_5_14))
        .title("expected overdose deaths, days 5 to 14")
        .unit("deaths per year")
        .of(Universe::Need)
        .lower_is_better()
        .means(
            "Overdose deaths at liberty as the integral of the hazard, days 5 to 14 after release",
        ),
    metric("expected_deaths_weeks_3_4", ExpectedDeaths(WEEKS_3_4))
        .title("expected overdose deaths, weeks 3 and 4")
        .unit("deaths per year")
        .of(Universe::Need)
        .lower_is_better()
        .means(
            "Overdose deaths at liberty as the integral of the hazard, weeks 3 and 4 after \
             release",
        ),
    metric("expected_deaths_weeks_5_12", ExpectedDeaths(WEEKS_5_12))
        .title("expected overdose deaths, weeks 5 to 12")
        .unit("deaths per year")
        .of(Universe::Need)
        .lower_is_better()
        .means(
            "Overdose deaths at liberty as the integral of the hazard, weeks 5 to 12 after \
             release",
        ),
    metric("expected_deaths_later", ExpectedDeaths(LATER))
        .title("expected overdose deaths, later")
        .unit("deaths per year")
        .of(Universe::Need)
        .lower_is_better()
        .means(
            "Overdose deaths at liberty as the integral of the hazard, later than twelve weeks \
             after release, or never in custody",
        ),
    metric("overdoses_days_1_4", Overdoses(false, DAYS_1_4))
        .title("overdoses survived, days 1 to 4")
        .unit("overdoses per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Overdoses survived at liberty in days 1 to 4 after release"),
    metric("overdoses_days_5_14", Overdoses(false, DAYS_5_14))
        .title("overdoses survived, days 5 to 14")
        .unit("overdoses per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Overdoses survived at liberty, days 5 to 14 after release"),
    metric("overdoses_weeks_3_4", Overdoses(false, WEEKS_3_4))
        .title("overdoses survived, weeks 3 and 4")
        .unit("overdoses per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Overdoses survived at liberty, weeks 3 and 4 after release"),
    metric("overdoses_weeks_5_12", Overdoses(false, WEEKS_5_12))
        .title("overdoses survived, weeks 5 to 12")
        .unit("overdoses per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Overdoses survived at liberty, weeks 5 to 12 after release"),
    metric("overdoses_later", Overdoses(false, LATER))
        .title("overdoses survived, later")
        .unit("overdoses per year")
        .of(Universe::Need)
        .lower_is_better()
        .means(
            "Overdoses survived at liberty, later than twelve weeks after release, or never in \
             custody",
        ),
    metric("days_at_liberty_days_1_4", ExposedDays(DAYS_1_4))
        .title("days at liberty, days 1 to 4")
        .unit("person-days per year")
        .of(Universe::Need)
        .means("Person-days at liberty in days 1 to 4 after release"),
    metric("days_at_liberty_days_5_14", ExposedDays(DAYS_5_14))
        .title("days at liberty, days 5 to 14")
        .unit("person-days per year")
        .of(Universe::Need)
        .means("Person-days at liberty, days 5 to 14 after release"),
    metric("days_at_liberty_weeks_3_4", ExposedDays(WEEKS_3_4))
        .title("days at liberty, weeks 3 and 4")
        .unit("person-days per year")
        .of(Universe::Need)
        .means("Person-days at liberty, weeks 3 and 4 after release"),
    metric("days_at_liberty_weeks_5_12", ExposedDays(WEEKS_5_12))
        .title("days at liberty, weeks 5 to 12")
        .unit("person-days per year")
        .of(Universe::Need)
        .means("Person-days at liberty, weeks 5 to 12 after release"),
    metric("days_at_liberty_later", ExposedDays(LATER))
        .title("days at liberty, later")
        .unit("person-days per year")
        .of(Universe::Need)
        .means(
            "Person-days at liberty, later than twelve weeks after release, or never in custody",
        ),
    metric("overdose_deaths_treated", Overdoses(true, TREATED))
        .title("overdose deaths in treatment")
        .unit("deaths per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Overdose deaths at liberty of people in community treatment"),
    metric("overdose_deaths_untreated", Overdoses(true, UNTREATED))
        .title("overdose deaths out of treatment")
        .unit("deaths per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Overdose deaths at liberty of people not in community treatment"),
    metric("overdose_rate_treated", ExpectedDeathRate(TREATED))
        .title("overdose rate in treatment")
        .means(
            "Overdose deaths of people in community treatment, from the hazard, over their \
             person-years",
        ),
    rate("overdose_rate_untreated", ExpectedDeathRate(UNTREATED))
        .title("overdose rate out of treatment")
        .means(
            "Overdose deaths of people at liberty not in community treatment, from the hazard, \
             over their person-years",
        ),
    rate(
        "overdose_rate_weeks_1_4_maintained",
        ExpectedDeathRate(WEEKS_1_4.maintained(true)),
    )
        .title("overdose rate, weeks 1 to 4, prescribed")
    .means(
        "Overdose deaths in weeks 1 to 4 after release, from the hazard, over person-years at \
             liberty, people on a maintenance prescription at release",
    ),
    rate(
        "overdose_rate_weeks_1_4_other",
        ExpectedDeathRate(WEEKS_1_4.maintained(false)),
    )
        .title("overdose rate, weeks 1 to 4, others")
    .means(
        "Overdose deaths in weeks 1 to 4 after release, from the hazard, over person-years at \
             liberty, people on no maintenance prescription at release",
    ),
    rate(
        "overdose_rate_weeks_5_12_maintained",
        ExpectedDeathRate(WEEKS_5_12.maintained(true)),
    )
        .title("overdose rate, weeks 5 to 12, prescribed")
    .means(
        "Overdose deaths in weeks 5 to 12 after release, from the hazard, over person-years \
             at liberty, people on a maintenance prescription at release",
    ),
    rate(
        "overdose_rate_weeks_5_12_other",
        ExpectedDeathRate(WEEKS_5_12.maintained(false)),
    )
        .title("overdose rate, weeks 5 to 12, others")
    .means(
        "Overdose deaths in weeks 5 to 12 after release, from the hazard, over person-years \
             at liberty, people on no maintenance prescription at release",
    ),
    rate(
        "death_rate_weeks_1_4_maintained",
        DeathRate(WEEKS_1_4.maintained(true)),
    )
        .title("counted deaths, weeks 1 to 4, prescribed")
    .means(
        "Overdose deaths counted in weeks 1 to 4 after release over person-years at liberty, \
             people on a maintenance prescription at release",
    ),
    rate(
        "death_rate_weeks_1_4_other",
        DeathRate(WEEKS_1_4.maintained(false)),
    )
        .title("counted deaths, weeks 1 to 4, others")
    .means(
        "Overdose deaths counted in weeks 1 to 4 after release over person-years at liberty, \
             people on no maintenance prescription at release",
    ),
    rate(
        "death_rate_weeks_5_12_maintained",
        DeathRate(WEEKS_5_12.maintained(true)),
    )
        .title("counted deaths, weeks 5 to 12, prescribed")
    .means(
        "Overdose deaths counted in weeks 5 to 12 after release over person-years at liberty, \
             people on a maintenance prescription at release",
    ),
    rate(
        "death_rate_weeks_5_12_other",
        DeathRate(WEEKS_5_12.maintained(false)),
    )
        .title("counted deaths, weeks 5 to 12, others")
    .means(
        "Overdose deaths counted in weeks 5 to 12 after release over person-years at liberty, \
             people on no maintenance prescription at release",
    ),
    rate(
        "mortality_weeks_1_4_maintained",
        Mortality(WEEKS_1_4.maintained(true)),
    )
        .title("mortality, weeks 1 to 4, prescribed")
    .means(
        "Deaths of any cause in weeks 1 to 4 after release over person-years at liberty, overdoses \
             from the hazard and others counted, people on a maintenance prescription at release",
    ),
    rate(
        "mortality_weeks_1_4_other",
        Mortality(WEEKS_1_4.maintained(false)),
    )
        .title("mortality, weeks 1 to 4, others")
    .means(
        "Deaths of any cause in weeks 1 to 4 after release over person-years at liberty, overdoses \
             from the hazard and others counted, people on no maintenance prescription at release",
    ),
    rate(
        "mortality_weeks_5_12_maintained",
        Mortality(WEEKS_5_12.maintained(true)),
    )
        .title("mortality, weeks 5 to 12, prescribed")
    .means(
        "Deaths of any cause in weeks 5 to 12 after release over person-years at liberty, overdoses \
             from the hazard and others counted, people on a maintenance prescription at release",
    ),
    rate(
        "mortality_weeks_5_12_other",
        Mortality(WEEKS_5_12.maintained(false)),
    )
        .title("mortality, weeks 5 to 12, others")
    .means(
        "Deaths of any cause in weeks 5 to 12 after release over person-years at liberty, overdoses \
             from the hazard and others counted, people on no maintenance prescription at release",
    ),
    metric("deaths_2_weeks", PerYear(Count::DeathsFortnightSupervised))
        .title("deaths in two weeks of release, supervised")
        .unit("deaths per year")
        .lower_is_better()
        .by(SENTENCE)
        .means(
            "Deaths of any cause at liberty within 14 days of release, under supervision after \
             release",
        ),
    metric(
        "deaths_2_weeks_overdose",
        Share(
            Count::DeathsFortnightOverdose,
            Count::DeathsFortnightSupervised,
        ),
    )
    .title("of these, overdoses")
    .means(
        "Overdoses, of deaths of any cause at liberty within 14 days of release under \
             supervision",
    ),
    metric(
        "deaths_2_weeks_first_4_days",
        Share(Count::DeathsFirstDays, Count::DeathsFortnight),
    )
    .title("of deaths in two weeks, in days 1 to 4")
    .by(SENTENCE)
    .means(
        "Deaths of any cause in days 1 to 4, of those at liberty within 14 days of a release \
             of any kind",
    ),
    metric("deaths_on_supervision", PerYear(Count::DeathsSupervised))
        .title("deaths on supervision after release")
        .unit("deaths per year")
        .lower_is_better()
        .means(
            "Deaths of any cause at liberty on licence or post-sentence supervision, people \
             recalled and still at large left out",
        ),
    metric("other_deaths", PerYear(Count::OtherDeaths))
        .title("deaths from other causes")
        .unit("deaths per year")
        .lower_is_better()
        .means("Deaths from other causes"),
    metric("deaths_in_custody", PerYear(Count::CustodyDeaths))
        .title("deaths in custody")
        .unit("deaths per year")
        .lower_is_better()
        .means("Deaths in custody, of any cause"),
];
