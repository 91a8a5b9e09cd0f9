//! Events counted.

quantities!(
    /// Events, and sums over events.
    Count {
        /// Arrests.
        Arrests,
        /// Arrests that end in no further action.
        NoFurtherAction,
        /// Arrests that end out of court.
        OutOfCourt,
        /// Arrests that end in a charge.
        Charges,
        /// Referrals to treatment by police custody.
        PoliceReferrals,
        /// Cases that ended.
        Disposals,
        /// Cases that ended without conviction.
        Failed,
        /// Convictions sentenced.
        Sentences,
        /// Immediate custody.
        Custodial,
        /// Immediate custody of 12 months or less.
        CustodialShort,
        /// Immediate custody of under 12 months.
        CustodialUnder,
        /// Suspended sentence orders.
        SuspendedOrders,
        /// Community orders.
        CommunityOrders,
        /// Fines and discharges.
        Fines,
        /// People sentenced whom a drug rehabilitation requirement could fit.
        DrrEligible,
        /// Of those, assessed.
        DrrAssessed,
        /// Of those, suitable and consenting.
        DrrConsented,
        /// Of those, recommended.
        DrrRecommended,
        /// Drug rehabilitation requirements started.
        DrrStarts,
        /// Requirements whose person was in treatment within three weeks.
        DrrTreatedSoon,
        /// Requirements whose person was ever in treatment under it.
        DrrTreated,
        /// Requirements with any engagement: an appointment kept, or treatment.
        DrrEngaged,
        /// Breach hearings.
        Breaches,
        /// Orders revoked to custody, and suspended sentences activated.
        Revoked,
        /// Receptions on remand or sentence, from liberty.
        Receptions,
        /// Receptions of people with need.
        ReceptionsNeed,
        /// Receptions on remand.
        RemandReceptions,
        /// Waits for a prison place in police cells.
        CellStays,
        /// Releases from sentence, first release.
        Releases,
        /// Releases that were unplanned.
        Unplanned,
        /// Releases from recall.
        RecallReleases,
        /// Releases from remand by the court.
        CourtReleases,
        /// Early releases under pressure of places.
        EarlyReleases,
        /// Releases on home detention curfew.
        HdcReleases,
        /// Releases of any kind of people with need.
        Leavers,
        /// All releases with housing known.
        AllLeavers,
        /// Releases into homelessness.
        LeaversHomeless,
        /// Leavers with need who had an appointment.
        LeaversAppointment,
        /// Leavers with need who had an appointment and a place to live.
        LeaversReady,
        /// Leavers with need who were met at the gate.
        LeaversMet,
        /// Leavers with need on a bridging prescription.
        LeaversBridged,
        /// Contacts kept in days 0 to 14 by leavers with need.
        ContactsFortnight,
        /// Contacts kept in the whole schedule.
        ContactsKept,
        /// Leavers with need in structured community treatment within 21 days.
        LeaversTreated,
        /// People transferred from prison treatment with a continuing need.
        Continuing,
        /// Of those, in structured community treatment within 21 days.
        Continued,
        /// People with need who were screened after a reception: once there is a prison place.
        Screened,
        /// Of those, needs found.
        Identified,
        /// Needs found that were accepted into treatment or its waiting list.
        Engaged,
        /// Starts of psychosocial or clinical treatment in prison.
        PrisonStarts,
        /// Ends of treatment in prison.
        PrisonExits,
        /// Of those, completed.
        PrisonCompleted,
        /// Of those, dropped out.
        PrisonDropped,
        /// Of those, transferred out of the gate with a continuing need.
        PrisonTransferred,
        /// Treatments broken by a transfer between prisons.
        PrisonInterrupted,
        /// Waits for prison treatment ended by release.
        PrisonWaitLost,
        /// Help asked for in prison after reception.
        PrisonSelfReferrals,
        /// Referrals to treatment after an overdose that was survived.
        OverdoseReferrals,
        /// Maintenance stopped or left in prison.
        MaintenanceStopped,
        /// Recall decisions.
        Recalls,
        /// Recalls for lost contact and other non-compliance.
        RecallsContact,
        /// Recalls for want of a residence.
        RecallsResidence,
        /// Recalls for a lapse by itself.
        RecallsLapse,
        /// Recalls for a new charge.
        RecallsCharge,
        /// Recalls that were fixed-term.
        RecallsFixed,
        /// Returns to custody on recall.
        Returns,
        /// People released from sentences under 12 months whose follow-up fits.
        CohortShort,
        /// Of those, proven reoffending within 12 months.
        ReoffendedShort,
        /// People released from any sentence, or starting a court order, whose follow-up fits.
        CohortAll,
        /// Of those, proven reoffending within 12 months.
        ReoffendedAll,
        /// People released from any sentence.
        CohortCustody,
        /// Of those, proven reoffending within 12 months.
        ReoffendedCustody,
        /// Referrals to community treatment.
        Referrals,
        /// Starts of structured community treatment.
        TreatmentStarts,
        /// Starts after more than three weeks.
        TreatmentLate,
        /// Ends of community treatment.
        TreatmentExits,
        /// Of those, completed.
        TreatmentCompleted,
        /// Of those, dropped out.
        TreatmentDropped,
        /// Of those, ended by custody.
        TreatmentCustody,
        /// Waits that ended, in treatment or not.
        Waits,
        /// Those of people who came by themselves.
        WaitsOwn,
        /// Those of people referred by the police.
        WaitsPolice,
        /// Those of people who come from prison.
        WaitsPrison,
        /// Those of people on a requirement.
        WaitsRequirement,
        /// Waits given up.
        GaveUp,
        /// Relapses to dependence.
        Relapses,
        /// Overdoses that were not fatal.
        OverdosesNonFatal,
        /// Overdose deaths.
        OverdoseDeaths,
        /// Overdose deaths within four weeks of release.
        OverdoseDeathsRelease,
        /// Deaths from other causes.
        OtherDeaths,
        /// Deaths in custody.
        CustodyDeaths,
        /// First dependence that began in custody.
        Onsets,
        /// People who entered.
        Entered,
        /// People who left by desistance or age.
        Left,
        /// Of those, people who had recovered.
        LeftRecovered,
        /// Detected offences for which diversion was open.
        DiversionEligible,
        /// People for whom diversion was open and whose follow-up fits.
        OpenCohort,
        /// Of those, detected offending again within 24 months.
        OpenOffended,
        /// Offers of diversion.
        DiversionOffered,
        /// Offers not made because the scheme was full.
        DiversionFull,
        /// Diversions on the street, in either form.
        DiversionStreet,
        /// Of those, deferred summonses.
        DiversionSummons,
        /// Diversions after arrest.
        DiversionCustody,
        /// Of those, people who would have faced no further action.
        DiversionWidened,
        /// Diversions completed.
        DiversionCompleted,
        /// Diversions broken.
        DiversionBreached,
        /// Charges that a breach brought.
        DiversionCharged,
        /// Assessments for requirements that were asked for and not reached before the hearing.
        AssessmentsMissed,
        /// Releases of people with need for which a planner was asked.
        PlansAsked,
        /// Conditional cautions on record.
        CautionsRecorded,
        /// Cases given a hearing where hearings are limited.
        Listed,
        /// Suspended sentences activated, in full or in part.
        Activated,
        /// Breaches of suspended sentences, and convictions during one, where activation was unjust.
        ActivationUnjust,
        /// Community orders in breach that were sentenced again in the community.
        Resentenced,
        /// Community orders in breach that go on, amended.
        Amended,
        /// People sentenced whom an alcohol treatment requirement could fit.
        AtrEligible,
        /// Of those, assessed.
        AtrAssessed,
        /// Of those, suitable and consenting.
        AtrConsented,
        /// Of those, recommended.
        AtrRecommended,
        /// Alcohol treatment requirements started.
        AtrStarts,
        /// Requirements whose person was in treatment within three weeks.
        AtrTreatedSoon,
        /// Requirements whose person was ever in treatment under it.
        AtrTreated,
        /// People sentenced whom a mental health treatment requirement could fit.
        MhtrEligible,
        /// Of those, assessed.
        MhtrAssessed,
        /// Of those, suitable and consenting.
        MhtrConsented,
        /// Of those, recommended.
        MhtrRecommended,
        /// Mental health treatment requirements started.
        MhtrStarts,
        /// Of those, whose course began, whenever it did.
        MhtrTreated,
        /// Courses of those requirements, when they began.
        MhtrCourses,
        /// Courses completed.
        MhtrCompleted,
        /// Orders with more than one requirement of treatment.
        DualRequirements,
        /// Drug tests on arrest.
        DrugTests,
        /// Of those, positive.
        DrugTestsPositive,
        /// Arrests in which an untreated need was found.
        PoliceNeedFound,
        /// Of those, people who met an arrest referral worker.
        PoliceContacts,
        /// Appointments made by the police that were kept.
        PoliceAttended,
        /// Home detention curfews refused on the day for want of an address.
        HdcRefused,
        /// Recalls from home detention curfew.
        HdcRecalls,
        /// Breaches of post-sentence supervision taken to court.
        PssBreaches,
        /// Committals for breach of post-sentence supervision.
        PssCommittals,
        /// Fines for it.
        PssFines,
        /// Receptions that were placed in a trainer prison because the local ones were full.
        Overflows,
        /// Moves between sites, of any kind.
        Transfers,
        /// Moves from local to trainer prisons.
        MovesToTrainer,
        /// Moves to open prisons.
        MovesToOpen,
        /// Ends of clinical treatment in prison.
        ClinicalEnds,
        /// Of those, with psychosocial treatment on record as well.
        CombinedRecorded,
        /// Of those, with a delivered programme.
        CombinedDelivered,
        /// Ends of psychosocial programmes, for whatever reason.
        ProgrammeEnds,
        /// Of those, delivered.
        ProgrammesDelivered,
        /// Referrals to a substance-free wing.
        IsflReferrals,
        /// Moves onto one.
        IsflEntries,
        /// Random tests of its residents.
        IsflTests,
        /// Of those, positive.
        IsflPositives,
        /// Stays ended for a positive test.
        IsflRemoved,
        /// Assaults by prisoners.
        Assaults,
        /// Of those, by residents of a substance-free wing.
        IsflAssaults,
        /// Applications to be a peer mentor in prison.
        MentorApplications,
        /// Of those, approved by the governor.
        MentorApprovals,
        /// Starts as a peer mentor, vetting passed.
        MentorStarts,
        /// Ends of the time as a peer mentor.
        MentorEnds,
        /// Releases on a Friday.
        FridayReleases,
        /// Releases of people with need for whom a plan stood.
        Prepared,
        /// Leavers who were handed naloxone.
        LeaversNaloxone,
        /// Starts of support through the gate, by either scheme.
        GateStarts,
        /// Of those, starts of RECONNECT.
        ReconnectStarts,
        /// Of those, starts of a local scheme.
        LocalSchemeStarts,
        /// People who took up RECONNECT and found no worker with room.
        ReconnectTurnedAway,
        /// People who took up a local scheme and found no worker with room.
        LocalSchemeTurnedAway,
        /// Leavers with need whom RECONNECT supports.
        LeaversReconnect,
        /// Leavers with need whom a local scheme supports.
        LeaversLocalScheme,
        /// Leavers with need who received a delivered programme in the stay.
        LeaversDelivered,
        /// Leavers with need who completed a programme in the stay.
        LeaversCompleted,
        /// Leavers with need who are on a maintenance prescription.
        LeaversPrescribed,
        /// Starts of community treatment within twelve weeks of release.
        LeaverStarts,
        /// Dropouts from community treatment within twelve weeks of release.
        LeaverDropouts,
        /// Two-week packages started.
        StartingPointStarts,
        /// Of those, failed.
        StartingPointFailed,
        /// Of those, completed.
        StartingPointDone,
        /// Places of the basic accommodation offer taken up.
        Cas3Starts,
        /// Leavers for whom one was asked and none was free.
        Cas3TurnedAway,
        /// Places in hostels and supported housing that somebody got who had asked.
        PlacesFound,
        /// Homes let.
        LettingsMade,
        /// Supported places taken up.
        SupportedStarts,
        /// Supported places lost after a relapse.
        SupportedExcluded,
        /// People who came in touch with the low-threshold service.
        LowThresholdStarts,
        /// Leavers with need who had in-reach.
        LeaversInReach,
        /// Cases that ended while the person was on bail.
        BailDisposals,
        /// Cases that ended while the person was on remand.
        RemandDisposals,
        /// People convicted, of any sentence, whose follow-up fits.
        CohortConvicted,
        /// Of those, proven reoffending within 12 months.
        ReoffendedConvicted,
        /// Cases that ended in the magistrates' courts.
        DisposalsMagistrates,
        /// Cases that ended in the Crown Court.
        DisposalsCrown,
        /// Cases in the Crown Court that ended while the person was on bail.
        CrownBailDisposals,
        /// Cases in the Crown Court that ended while the person was on remand.
        CrownRemandDisposals,
        /// People convicted in a magistrates' court and committed to the Crown Court for sentence.
        Committals,
        /// Those of them who have been sentenced.
        SentencedOnCommittal,
        /// Cases of people on bail given a hearing where hearings are limited.
        ListedBail,
        /// Cases of people in custody given a hearing where hearings are limited.
        ListedCustody,
        /// Proven reoffences within 12 months of people followed.
        Reoffences,
        /// People followed in the baseline, whoever is followed here.
        SameCohort,
        /// Of those, proven reoffending within 12 months.
        SameReoffended,
        /// Their proven reoffences within 12 months.
        SameReoffences,
        /// People released from sentence and followed for nine years.
        CohortNine,
        /// Of those, proven reoffending.
        ReoffendedNine,
        /// People supervised and at liberty three months after release.
        ThreeMonths,
        /// Of those, in settled accommodation.
        ThreeMonthsSettled,
        /// Of those, homeless.
        ThreeMonthsHomeless,
        /// People in community treatment, once in a year from April.
        PeopleTreated,
        /// People in treatment in prison, once in a year from April.
        PeopleTreatedInside,
        /// Of those, people who use opiates.
        PeopleTreatedInsideOpiate,
        /// People who left treatment in prison, once in a year from April.
        PeopleLeftInside,
        /// First starts of treatment in a stay in prison.
        StayStarts,
        /// Of those, within three weeks of reception.
        StayStartsSoon,
        /// Deaths at liberty within a fortnight of release.
        DeathsFortnight,
        /// Of those, within the first four days.
        DeathsFirstDays,
        /// Deaths within a fortnight of release under supervision.
        DeathsFortnightSupervised,
        /// Of those, overdoses.
        DeathsFortnightOverdose,
        /// Deaths under supervision after release.
        DeathsSupervised,
        /// Deaths in treatment in prison.
        DeathsPrisonTreatment,
    }
);
