//! Days summed.

quantities!(
    /// Days of people, summed: with the number of events they make a mean. A type of their own, for they are
    /// kept in tenths of a day.
    Elapsed {
        /// From charge to the end of the case.
        Disposal,
        /// From charge to the end of the case, magistrates' courts.
        DisposalMagistrates,
        /// From charge to the end of the case, Crown Court.
        DisposalCrown,
        /// The same, of people on bail then.
        CrownBail,
        /// The same, of people on remand then.
        CrownRemand,
        /// From charge to the end of the case, of people on bail then.
        Bail,
        /// From charge to the end of the case, of people on remand then.
        Remand,
        /// From readiness to the hearing, where hearings are limited.
        Listing,
        /// From readiness to the hearing, of people on bail.
        ListingBail,
        /// From readiness to the hearing, of people in custody.
        ListingCustody,
        /// From conviction to sentence, of people committed for sentence.
        Committal,
        /// Lengths of custodial sentences.
        Sentence,
        /// From the return on recall to release.
        Recall,
        /// From the decision to recall to the return.
        Return,
        /// From referral to the start of community treatment.
        TreatmentWait,
        /// From referral to the end of the wait for community treatment.
        Wait,
        /// The same, of people who came by themselves.
        WaitOwn,
        /// The same, of people whom the police referred.
        WaitPolice,
        /// The same, from release, of people who left prison.
        WaitPrison,
        /// The same, of people with a requirement.
        WaitRequirement,
        /// Homeless and waiting for a place, of those who got one.
        Place,
        /// Waiting for a home to let, of those who got one.
        Letting,
    }
);

impl Elapsed {
    /// What a day is kept as: tenths, in whole numbers.
    pub(in crate::observe) const PER_DAY: f64 = 10.0;
}
