//! People counted over time.

quantities!(
    /// People counted over time: the integral gives person-days.
    Level {
        /// Everyone in the simulation.
        People,
        /// In prison, long and indeterminate sentences included.
        Prison,
        /// In prison on remand.
        Remand,
        /// In prison on recall.
        Recalled,
        /// In police cells for want of a prison place.
        Cells,
        /// In custody of any kind, the constant left out.
        Custody,
        /// In treatment in prison.
        PrisonTreatment,
        /// Waiting for treatment in prison.
        PrisonWaiting,
        /// On licence in the community.
        Licence,
        /// Of those, sentenced to under 12 months.
        LicenceUnder12Months,
        /// Of those, sentenced to 12 months and under four years.
        LicenceUnder4Years,
        /// Of those, sentenced to four years or more.
        LicenceFrom4Years,
        /// On post-sentence supervision.
        PostSentence,
        /// Recalled and at large.
        AtLarge,
        /// On a community or suspended sentence order.
        Orders,
        /// On a drug rehabilitation requirement.
        Requirements,
        /// Charged and on bail.
        Bail,
        /// In structured community treatment.
        Treated,
        /// Waiting for structured community treatment.
        Waiting,
        /// Dependent, in the community.
        Dependent,
        /// Homeless, in the community.
        Homeless,
        /// On a diversion scheme.
        Diverted,
        /// In supported housing.
        SupportedHousing,
        /// With a worker through the gate, of either scheme.
        GateSupport,
        /// With a worker of RECONNECT.
        Reconnect,
        /// With a worker of a local scheme through the gate.
        LocalScheme,
        /// In touch with the low-threshold service.
        LowThreshold,
        /// On the caseload of probation in the community.
        Caseload,
        /// In a local prison.
        PrisonLocal,
        /// In an open prison.
        PrisonOpen,
        /// On a substance-free wing.
        Isfl,
        /// Of those, in treatment.
        IsflTreated,
        /// Waiting for a bed on a substance-free wing.
        IsflWaiting,
        /// Being vetted as peer mentors in prison.
        MentorsVetting,
        /// Peer mentors in prison.
        Mentors,
        /// On home detention curfew.
        Curfew,
        /// On an alcohol treatment requirement.
        AlcoholRequirements,
        /// On a mental health treatment requirement.
        MentalHealthRequirements,
        /// Waiting for a place of a requirement.
        RequirementWaiting,
        /// Cases pending in the magistrates' courts.
        OpenMagistrates,
        /// Cases pending in the Crown Court.
        OpenCrown,
        /// Of those, of people convicted elsewhere and committed for sentence.
        OpenCrownSentence,
        /// Of those, for trial.
        OpenCrownTrial,
        /// Cases for trial in the Crown Court of people at liberty.
        OpenCrownBail,
        /// Cases for trial in the Crown Court of people in custody, by whatever right.
        OpenCrownCustody,
        /// In custody with a drug or alcohol need.
        CustodyNeed,
        /// With a need, dependent, injecting, out of treatment, in the community. This and the six
        /// that follow exclude each other; who is in custody is in none.
        Injecting,
        /// The same, not injecting.
        DependentUntreated,
        /// In treatment in the community, and still dependent.
        TreatedDependent,
        /// In treatment in the community, and stable.
        TreatedStable,
        /// Reduced use, out of treatment, in the community.
        ReducedUntreated,
        /// Abstinent for now, out of treatment, in the community.
        AbstinentUntreated,
        /// Recovered, in the community.
        Recovered,
        /// In the opiate service.
        TreatedOpiate,
        /// In approved premises.
        ApprovedPremises,
        /// In a hostel or other temporary accommodation that is of no kind of its own.
        TemporaryHousing,
        /// In the basic accommodation offer.
        Cas3,
        /// With family or friends.
        WithFamily,
        /// Homeless, and waiting for a place in a hostel or in supported housing.
        AwaitsPlace,
        /// Waiting for a home to let.
        AwaitsLetting,
        /// Of those, in a place that somebody else could have.
        MoveOnBlocked,
        /// At liberty with nothing pending: the first of the states of justice, of which everybody is in one.
        StateLiberty,
        /// On a diversion scheme, and no case, order or supervision.
        StateScheme,
        /// At liberty with a case pending, and no order or supervision.
        StateBail,
        /// On a court order at liberty, and no supervision after release.
        StateOrder,
        /// On licence at liberty.
        StateLicence,
        /// On post-sentence supervision at liberty.
        StatePostSentence,
        /// Recalled and at large.
        StateAtLarge,
        /// In prison on remand.
        StateRemand,
        /// In police cells, by whatever right.
        StateCells,
        /// In prison on sentence, or committed for a breach of post-sentence supervision.
        StatePrison,
        /// In prison on recall.
        StateRecalled,
        /// Useable prison places.
        Places,
        /// Places in hostels, taken or not, read off once a day.
        HostelPlaces,
        /// Places of the basic accommodation offer, read off once a day.
        Cas3Places,
        /// Places in supported housing, read off once a day.
        SupportedPlaces,
        /// Days on which the estate is full (days, not people).
        FullDays,
        /// In cells that are shared by more than they were built for, read off once a day.
        Crowded,
        /// In prison, read off once a day as people in crowded cells are.
        InPrisonOnTheDay,
        /// Agreed police cells in use for want of a prison place, read off once a day.
        CellsUsed,
        /// People with neither a prison place nor an agreed police cell, read off once a day.
        Unmet,
        /// People with need, read off once a month.
        Needing,
        /// Their recovery capital, summed, in thousandths.
        Capital,
        /// Expected offences (a hazard, not people).
        OffenceHazard,
        /// Of these, by people who use opiates or crack.
        OffenceHazardOpiate,
        /// Of these, by people without a need.
        OffenceHazardNone,
        /// Expected offences, each times what it costs beyond the national mix where an area has a
        /// mix of its own.
        OffencesDearer,
        /// The same of what it costs victims.
        OffencesDearerToVictims,
        /// Expected overdose deaths (a hazard, not people).
        OverdoseHazard,
    }
);

quantities!(
    /// Levels whose height is kept for the end of every month, as official counts are of a day.
    Dated {
        /// In prison.
        Prison,
        /// In custody on remand.
        Remand,
        /// In custody on recall.
        Recalled,
        /// On home detention curfew.
        Curfew,
    }
);

impl Dated {
    /// The level.
    pub(in crate::observe) fn level(self) -> Level {
        match self {
            Dated::Prison => Level::Prison,
            Dated::Remand => Level::Remand,
            Dated::Recalled => Level::Recalled,
            Dated::Curfew => Level::Curfew,
        }
    }
}

impl Level {
    /// Hazards in the operational time of offending.
    pub(in crate::observe) const PACED: std::ops::RangeInclusive<usize> =
        Level::OffenceHazard as usize..=Level::OffencesDearerToVictims as usize;

    /// Whether it is of the prison estate and its days, told by sex and not by area or substance.
    pub(in crate::observe) fn is_of_the_estate(self) -> bool {
        matches!(
            self,
            Level::Places
                | Level::FullDays
                | Level::Crowded
                | Level::InPrisonOnTheDay
                | Level::CellsUsed
                | Level::Unmet
        )
    }

    /// How many levels follow from a person's state: those before the places.
    pub const OF_PERSONS: usize = Level::Places as usize;
}
