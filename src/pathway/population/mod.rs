//! Who is in the model: the first day, newcomers, those who leave.

pub(in crate::pathway) mod first_day;
pub(in crate::pathway) mod newcomer;
pub(in crate::pathway) mod turnover;
