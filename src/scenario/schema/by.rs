//! Values that differ by a characteristic: one field a level, indexed by the level's number.

use schemars::JsonSchema;
use serde::Deserialize;

macro_rules! by {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident = $i:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
        pub struct $name<T> { $($(#[$fdoc])* pub $field: T,)+ }

        impl<T> $name<T> {
            /// The levels' names, in the order of their numbers.
            pub const LEVELS: &'static [&'static str] = &[$(stringify!($field)),+];

            /// The value of level `i`; the last level where `i` is beyond it.
            #[inline]
            pub fn get(&self, i: usize) -> &T {
                by!(@pick self, i, $($field = $i),+)
            }
        }
    };
    (@pick $self:ident, $i:ident, $($field:ident = $n:literal),+) => {
        match $i { $($n => &$self.$field,)+ _ => by!(@last $self, $($field),+) }
    };
    (@last $self:ident, $only:ident) => { &$self.$only };
    (@last $self:ident, $first:ident, $($rest:ident),+) => { by!(@last $self, $($rest),+) };
}

by!(
    /// By sex as recorded by the prison service.
    BySex { /// Men.
        male = 0, /// Women.
        female = 1 }
);
by!(
    /// By substance group as in the National Drug Treatment Monitoring System.
    BySubstance {
        /// Opiates, with or without other substances.
        opiate = 0,
        /// Drugs other than opiates, no alcohol problem.
        non_opiate = 1,
        /// Drugs other than opiates, and alcohol.
        non_opiate_alcohol = 2,
        /// Alcohol only.
        alcohol = 3,
        /// No treatment need.
        none = 4,
    }
);
by!(
    /// By type of offence.
    ByOffence {
        /// Theft other than from shops, burglary, robbery, fraud.
        acquisitive = 0,
        /// Possession of drugs.
        possession = 1,
        /// Supply of drugs.
        supply = 2,
        /// Violence against the person, sexual and weapons offences.
        violence = 3,
        /// Public order, driving, breach and all other.
        other = 4,
        /// Theft from a shop.
        shop_theft = 5,
    }
);
by!(
    /// By state of use.
    ByUse {
        /// Dependent use.
        dependent = 0,
        /// Reduced use, or stable on a prescription.
        reduced = 1,
        /// Abstinent for now.
        abstinent = 2,
        /// In lasting recovery.
        recovered = 3,
    }
);
by!(
    /// By housing.
    ByHousing {
        /// A settled home.
        settled = 0,
        /// Temporary or supported accommodation.
        temporary = 1,
        /// Approved premises.
        approved = 2,
        /// Homeless, rough sleeping included.
        homeless = 3,
    }
);
by!(
    /// By court.
    ByCourt {
        /// Magistrates' court.
        magistrates = 0,
        /// Crown Court.
        crown = 1,
    }
);
by!(
    /// By what a prison is for.
    ByFunction {
        /// Reception and local.
        local = 0,
        /// Trainer and resettlement.
        trainer = 1,
        /// Open.
        open = 2,
    }
);
by!(
    /// By tier of risk of serious harm.
    ByTier {
        /// Low.
        low = 0,
        /// Medium.
        medium = 1,
        /// High or very high.
        high = 2,
    }
);
by!(
    /// By form of diversion.
    ByDiversion {
        /// On the street: a community resolution instead of an arrest.
        street = 0,
        /// On the street: a summons that is deferred, and dropped on completion.
        summons = 1,
        /// After arrest: prosecution deferred, and dropped on completion.
        deferred = 2,
        /// After arrest: a conditional caution, which is recorded.
        caution = 3,
        /// After arrest: a community resolution with conditions, which is no conviction.
        resolution = 4,
    }
);
