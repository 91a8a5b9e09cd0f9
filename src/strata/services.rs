//! The services with workers, in one list: a row each. From it follow the posts of an area, the
//! service's pool and workers, what is read off it daily, and the checks of its values.

use super::indexed;

/// Hands the list to a macro. A row says what a service is called, where it stands, the key of its
/// workers in a scenario, and from which number the luck of its workers is drawn: one that no other
/// row of that kind has, and that stays for good, since a new number is new luck.
macro_rules! services {
    ($take:ident) => {
        $take! {
            /// Community treatment of opiate users.
            Opiate: Area "opiate service", community_treatment.opiate, Treatment(0);
            /// Community treatment of everyone else.
            OtherCommunity: Area "other services", community_treatment.other, Treatment(1);
            /// Psychosocial treatment in prison.
            Psychosocial: Prisons "psychosocial treatment in prison", custody_treatment.workers,
                Prisons(0);
            /// Clinical treatment in prison.
            Clinical: Prisons "clinical treatment in prison", custody_treatment.clinical,
                Prisons(1);
            /// RECONNECT.
            Reconnect: Area "RECONNECT", through_the_gate.reconnect.workers, After(0);
            /// Local schemes through the gate.
            LocalScheme: Area "local schemes through the gate", through_the_gate.local.workers,
                After(3);
            /// Probation officers.
            Probation: Area "probation", probation.workers, After(1);
            /// Probation service officers.
            ServiceOfficers: Area "probation service officers", probation.service_officers,
                After(4);
            /// Navigators of diversion schemes.
            Diversion: Area "diversion", diversion.workers, Before(0);
            /// Arrest referral.
            ArrestReferral: Area "arrest referral", arrest_referral.workers, Before(1);
            /// Assessors for treatment requirements at court.
            Assessors: Area "assessors at court", orders.assessors, Before(2);
            /// Planners of releases, in prison.
            Planners: Prisons "planners of releases", prison.planners, Prisons(2);
            /// The low-threshold service.
            LowThreshold: Area "low-threshold service", harm_reduction.workers, After(2);
        }
    };
}
pub(crate) use services;

/// Where a service stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// One in each area.
    Area,
    /// One for all prisons.
    Prisons,
}

/// From what number the luck of the workers of a service is drawn, and of which kind it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Luck {
    /// Of structured treatment in an area.
    Treatment(u64),
    /// Of what an area has before and at court.
    Before(u64),
    /// Of what an area has after it.
    After(u64),
    /// Of what the prisons have.
    Prisons(u64),
}

macro_rules! define {
    ($(
        $(#[$doc:meta])* $staff:ident: $stands:ident $name:literal,
        $first:ident $(. $rest:ident)*, $luck:ident($number:literal);
    )+) => {
        /// Services with workers, whose caseload and posts are counted over time.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Staff { $($(#[$doc])* $staff,)+ }

        impl Staff {
            /// All of them, in the order of their numbers.
            pub const ALL: [Staff; Staff::COUNT] = [$(Staff::$staff),+];
            /// How many there are.
            pub const COUNT: usize = [$($name),+].len();

            /// Structured treatment in the community: what people wait for and are referred to.
            pub const TREATMENT: [Staff; 2] = [Staff::Opiate, Staff::OtherCommunity];

            /// The number in the list, from nought.
            #[inline]
            pub const fn index(self) -> usize {
                self as usize
            }

            /// What the service is called where pools are listed.
            pub const fn phrase(self) -> &'static str {
                match self { $(Staff::$staff => $name),+ }
            }

            /// Where it stands.
            #[inline]
            pub const fn stands(self) -> Stands {
                match self { $(Staff::$staff => Stands::$stands),+ }
            }

            /// The key of its workers in a scenario.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Staff::$staff => concat!(stringify!($first) $(, ".", stringify!($rest))*),)+
                }
            }

            /// From what number the luck of its workers is drawn.
            pub const fn luck(self) -> Luck {
                match self { $(Staff::$staff => Luck::$luck($number)),+ }
            }
        }
    };
}
services!(define);

indexed!(
    /// A value for each service.
    pub ByStaff by Staff
);

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: the workers of no service leave and start with the luck of those of another.
    #[test]
    fn every_service_has_its_own_luck() {
        for (number, staff) in Staff::ALL.into_iter().enumerate() {
            assert_eq!(staff.index(), number);
            let other = Staff::ALL[..number]
                .iter()
                .find(|o| o.luck() == staff.luck());
            assert_eq!(other, None, "{staff:?}");
            let inside = matches!(staff.luck(), Luck::Prisons(_));
            assert_eq!(inside, staff.stands() == Stands::Prisons, "{staff:?}");
        }
    }

    /// Protects: a value by service is found by the service.
    #[test]
    fn a_value_is_that_of_its_service() {
        let mut keys = ByStaff::from_fn(Staff::key);
        assert_eq!(keys[Staff::LocalScheme], "through_the_gate.local.workers");
        keys[Staff::Opiate] = "moved";
        assert!(
            keys.iter()
                .all(|(staff, key)| (staff == Staff::Opiate) == (*key == "moved"))
        );
    }
}
