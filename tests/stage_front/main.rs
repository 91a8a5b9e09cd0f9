//! The front of the pathway: diversion, arrest referral, listing of hearings, sentences and
//! orders. Each mechanism must move its own metric the right way, and its balances must hold.

mod arrest_referral;
mod balances;
mod courts;
mod diversion;
mod planning;
mod requirements;
mod support;
