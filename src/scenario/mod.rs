//! What an analyst writes: text becomes a tree that remembers its places, the trees of an
//! overlay and what it extends are merged, the result is checked against the schema, and
//! is read as typed values at a date.

pub mod units;
