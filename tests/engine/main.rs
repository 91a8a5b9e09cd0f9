//! The engine against results that can be worked out by hand: queues, competing risks,
//! chains, and the quality of its random numbers. Seeds are fixed; a tolerance is four
//! standard errors of what is measured unless it says otherwise.

mod channels;
mod draws;
mod examples;
mod queueing;
mod queues;
mod staffing;
mod statistics;
