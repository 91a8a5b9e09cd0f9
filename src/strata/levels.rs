//! One list of levels: the enumeration, and the values by level.

/// Makes an enumeration of levels and, where a name is given for it, the type that holds a value
/// for each level. A row is the level, its name in files, and its phrase for people.
macro_rules! levels {
    (
        $(#[$doc:meta])* $name:ident,
        $(#[$by_doc:meta])* $by:ident {
            $($(#[$level_doc:meta])* $level:ident $field:ident $phrase:literal,)+
        }
    ) => {
        levels!(
            #[derive(serde::Deserialize, schemars::JsonSchema)]
            #[serde(rename_all = "snake_case")]
            $(#[$doc])* $name {
                $($(#[$level_doc])* $level (stringify!($field)) $phrase,)+
            }
        );

        $(#[$by_doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, serde::Deserialize, schemars::JsonSchema)]
        pub struct $by<T> { $($(#[$level_doc])* pub $field: T,)+ }

        impl<T> $by<T> {
            /// What `value` makes of each level.
            #[inline]
            pub fn from_fn(mut value: impl FnMut($name) -> T) -> Self {
                Self { $($field: value($name::$level),)+ }
            }

            /// Each level with its value, in the order of the list.
            pub fn iter(&self) -> impl Iterator<Item = ($name, &T)> {
                [$(($name::$level, &self.$field)),+].into_iter()
            }

            /// The values, in the order of the list.
            pub fn values(&self) -> impl Iterator<Item = &T> {
                [$(&self.$field),+].into_iter()
            }
        }

        impl<T> std::ops::Index<$name> for $by<T> {
            type Output = T;

            #[inline]
            fn index(&self, level: $name) -> &T {
                match level { $($name::$level => &self.$field),+ }
            }
        }

        impl<T> std::ops::IndexMut<$name> for $by<T> {
            #[inline]
            fn index_mut(&mut self, level: $name) -> &mut T {
                match level { $($name::$level => &mut self.$field),+ }
            }
        }
    };
    (
        $(#[$doc:meta])* $name:ident {
            $($(#[$level_doc:meta])* $level:ident ($in_files:expr) $phrase:literal,)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$level_doc])* $level,)+ }

        #[allow(dead_code, reason = "a list within a room uses few of these")]
        impl $name {
            /// Every level, in the order of their numbers.
            pub const ALL: [$name; $name::COUNT] = [$($name::$level),+];
            /// How many levels there are.
            pub const COUNT: usize = [$($in_files),+].len();
            /// The levels' names in files, in the order of their numbers.
            pub const NAMES: [&'static str; $name::COUNT] = [$($in_files),+];

            /// The number of the level in the list, from nought.
            #[inline]
            pub const fn index(self) -> usize {
                self as usize
            }

            /// The level of a number; none where the list is shorter.
            #[inline]
            pub fn from_index(number: usize) -> Option<$name> {
                $name::ALL.get(number).copied()
            }

            /// The level of a name in files; none where no level has it.
            pub fn named(name: &str) -> Option<$name> {
                $name::ALL.into_iter().find(|level| level.name() == name)
            }

            /// Its name in files.
            pub const fn name(self) -> &'static str {
                $name::NAMES[self as usize]
            }

            /// What people call it.
            pub const fn phrase(self) -> &'static str {
                match self { $($name::$level => $phrase),+ }
            }
        }
    };
}

/// Makes the type that holds a value for each level of an enumeration, found by the level alone.
macro_rules! indexed {
    ($(#[$doc:meta])* $vis:vis $by:ident by $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        $vis struct $by<T>([T; $name::COUNT]);

        #[allow(dead_code, reason = "not every list is walked in every way")]
        impl<T> $by<T> {
            /// What `value` makes of each.
            pub fn from_fn(value: impl FnMut($name) -> T) -> Self {
                Self($name::ALL.map(value))
            }

            /// Each with its value, in the order of the list.
            pub fn iter(&self) -> impl Iterator<Item = ($name, &T)> {
                $name::ALL.into_iter().zip(&self.0)
            }

            /// The same, with values to be changed.
            pub fn iter_mut(&mut self) -> impl Iterator<Item = ($name, &mut T)> {
                $name::ALL.into_iter().zip(&mut self.0)
            }
        }

        impl<T> std::ops::Index<$name> for $by<T> {
            type Output = T;

            #[inline]
            fn index(&self, of: $name) -> &T {
                &self.0[of.index()]
            }
        }

        impl<T> std::ops::IndexMut<$name> for $by<T> {
            #[inline]
            fn index_mut(&mut self, of: $name) -> &mut T {
                &mut self.0[of.index()]
            }
        }
    };
}

pub(crate) use indexed;
pub(crate) use levels;
