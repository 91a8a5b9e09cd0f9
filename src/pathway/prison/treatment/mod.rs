//! Treatment in prison: programmes, prescriptions, contact.

pub(in crate::pathway) mod clinical;
pub(in crate::pathway) mod contact;
pub(in crate::pathway) mod programmes;
