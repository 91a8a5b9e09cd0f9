//! Custody: places, release dates, wings, mentors, violence, treatment.

pub(in crate::pathway) mod contact;
pub(in crate::pathway) mod custody;
pub(in crate::pathway) mod early_release;
pub(in crate::pathway) mod estate;
pub(in crate::pathway) mod following;
pub(in crate::pathway) mod home_detention;
pub(in crate::pathway) mod mentors;
pub(in crate::pathway) mod pressure;
pub(in crate::pathway) mod release_dates;
pub(in crate::pathway) mod treatment;
pub(in crate::pathway) mod violence;
pub(in crate::pathway) mod wings;
