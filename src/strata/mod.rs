//! The strata: what people, offences, courts and prisons are told apart by, each a list of levels
//! that is written once.
//!
//! A list gives an enumeration of one byte, with its levels' names in files, their phrases for
//! people and their numbers; and mostly a type that holds a value for each level. That is how a
//! scenario gives a parameter by level, as in `[police.no_further_action] shop_theft = 0.3`, and
//! how state is kept by level: both are indexed by the level itself, never by its number. The services
//! with workers are such a list, too, with a row that says more.

mod levels;
mod services;

pub(crate) use services::services;
pub use services::{ByStaff, Luck, Staff, Stands};

pub(crate) use levels::{indexed, levels};

levels!(
    /// Sex as recorded by the prison service.
    Sex,
    /// By sex as recorded by the prison service.
    BySex {
        /// Men.
        Male male "men",
        /// Women.
        Female female "women",
    }
);

levels!(
    /// Substance group as in the National Drug Treatment Monitoring System.
    Substance,
    /// By substance group as in the National Drug Treatment Monitoring System.
    BySubstance {
        /// Opiates, with or without other substances.
        Opiate opiate "opiates",
        /// Drugs other than opiates, no alcohol problem.
        NonOpiate non_opiate "drugs other than opiates",
        /// Drugs other than opiates, and alcohol.
        NonOpiateAlcohol non_opiate_alcohol "drugs other than opiates, and alcohol",
        /// Alcohol only.
        Alcohol alcohol "alcohol",
        /// No treatment need.
        None none "no drug or alcohol need",
    }
);

levels!(
    /// Type of offence.
    Offence,
    /// By type of offence.
    ByOffence {
        /// Theft other than from shops, burglary, robbery, fraud.
        Acquisitive acquisitive "an acquisitive offence",
        /// Possession of drugs.
        Possession possession "possession of drugs",
        /// Supply of drugs.
        Supply supply "supply of drugs",
        /// Violence against the person, sexual and weapons offences.
        Violence violence "a violent offence",
        /// Public order, driving, breach and all other.
        Other other "another offence",
        /// Theft from a shop.
        ShopTheft shop_theft "theft from a shop",
    }
);

levels!(
    /// Use of the substance of need.
    Use,
    /// By state of use.
    ByUse {
        /// Dependent use.
        Dependent dependent "dependent",
        /// Reduced use, or stable on a prescription.
        Reduced reduced "using less",
        /// Abstinent for now.
        Abstinent abstinent "abstinent",
        /// In lasting recovery.
        Recovered recovered "in lasting recovery",
    }
);

levels!(
    /// Where a person lives, or lived before custody.
    Housing,
    /// By housing.
    ByHousing {
        /// A settled home.
        Settled settled "settled home",
        /// Temporary or supported accommodation.
        Temporary temporary "temporary accommodation",
        /// Approved premises.
        Approved approved "approved premises",
        /// Homeless, rough sleeping included.
        Homeless homeless "homeless",
        /// With family or friends: neither settled nor homeless.
        Family family "with family or friends",
    }
);

levels!(
    /// The court that a case goes to.
    Court,
    /// By court.
    ByCourt {
        /// Magistrates' court.
        Magistrates magistrates "magistrates' court",
        /// Crown Court.
        Crown crown "Crown Court",
    }
);

levels!(
    /// What a prison is for.
    Function,
    /// By what a prison is for.
    ByFunction {
        /// Reception and local.
        Local local "local",
        /// Trainer and resettlement.
        Trainer trainer "trainer",
        /// Open.
        Open open "open",
    }
);

levels!(
    /// Tier of risk of serious harm, the lowest first.
    Tier,
    /// By tier of risk of serious harm.
    ByTier {
        /// Low.
        Low low "low risk of serious harm",
        /// Medium.
        Medium medium "medium risk of serious harm",
        /// High or very high.
        High high "high risk of serious harm",
    }
);

levels!(
    /// What a person is a case of probation for.
    Case,
    /// By kind of case of probation.
    ByCase {
        /// A community or suspended sentence order.
        Order order "order in the community",
        /// Licence or post-sentence supervision.
        Licence licence "licence or post-sentence supervision",
        /// A sentence or recall that is being served: the case before release.
        Custody custody "before release, in custody",
    }
);

levels!(
    /// Form of diversion.
    DiversionForm,
    /// By form of diversion.
    ByDiversion {
        /// On the street: a community resolution instead of an arrest.
        Street street "community resolution on the street instead of an arrest",
        /// On the street: a summons that is deferred, and dropped on completion.
        Summons summons "summons deferred on the street instead of an arrest",
        /// After arrest: prosecution deferred, and dropped on completion.
        Deferred deferred "prosecution deferred, on conditions",
        /// After arrest: a conditional caution, which is recorded.
        Caution caution "conditional caution",
        /// After arrest: a community resolution with conditions, which is no conviction.
        Resolution resolution "community resolution with conditions",
    }
);

levels!(
    /// Band of a custodial sentence, the shortest first; last those who have none yet.
    Band {
        /// Up to 6 months.
        UpTo6Months ("under_6m") "up to 6 months",
        /// More than 6 months and under 12.
        Under12Months ("6_to_12m") "6 months to 12",
        /// From 12 months and under 4 years.
        Under4Years ("12m_to_4y") "12 months to 4 years",
        /// From 4 years.
        From4Years ("over_4y") "4 years or more",
        /// On remand, without a sentence.
        Remand ("remand") "remand",
    }
);

impl Substance {
    /// The groups with a treatment need.
    pub const NEEDS: [Substance; 4] = [
        Substance::Opiate,
        Substance::NonOpiate,
        Substance::NonOpiateAlcohol,
        Substance::Alcohol,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: the order of levels, which is that of cells in every file of results.
    #[test]
    fn levels_keep_their_names_and_numbers() {
        assert_eq!(
            Band::NAMES,
            ["under_6m", "6_to_12m", "12m_to_4y", "over_4y", "remand"]
        );
        assert_eq!(Substance::NAMES[Substance::None.index()], "none");
        for (number, offence) in Offence::ALL.into_iter().enumerate() {
            assert_eq!(offence.index(), number);
            assert_eq!(Offence::from_index(number), Some(offence));
            assert_eq!(Offence::named(offence.name()), Some(offence));
        }
        assert_eq!(Offence::from_index(Offence::COUNT), None);
        assert_eq!(Offence::named("piracy"), None);
    }

    /// Protects: what a file calls a level is the field of its value and the word of the level.
    #[test]
    fn a_value_is_read_and_found_by_level() {
        let text = "local = 1\ntrainer = 2\nopen = 3";
        let read: ByFunction<u32> = toml::from_str(text).expect("it has every level");
        assert_eq!(read, ByFunction::from_fn(|f| 1 + f.index() as u32));
        assert_eq!(read[Function::Open], read.open);
        assert!(read.iter().map(|(f, _)| f).eq(Function::ALL));
        for form in DiversionForm::ALL {
            let text = format!("form = {:?}", form.name());
            let found: std::collections::BTreeMap<String, DiversionForm> =
                toml::from_str(&text).expect("a level is read by its name");
            assert_eq!(found["form"], form);
        }
    }
}
