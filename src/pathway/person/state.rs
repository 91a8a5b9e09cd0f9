//! The state of a person in four words, so that what an event changed is known from a comparison,
//! and which hazards read what changed from a table.

use super::{Person, flag::Flags};
use crate::engine::Ticket;
use crate::strata::DiversionForm;

/// Everything that levels, the flow and the caseload of a person follow from, and of what hazards
/// read all that an event can change, dates apart.
pub(in crate::pathway) type State = [u64; 4];

/// Whether two states differ. Word by word: they were written so a moment ago, and the processor waits
/// where what was written in words is read as a whole.
#[inline]
pub(in crate::pathway) fn differ(one: &State, other: &State) -> bool {
    let words = one.iter().zip(other);
    words.fold(0, |all, (a, b)| all | (a ^ b)) != 0
}

/// Fields of the state that are not flags, by their number.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
#[expect(dead_code, reason = "no hazard reads some of them")]
pub(in crate::pathway) enum Field {
    Custody,
    Place,
    Supervision,
    Order,
    Use,
    Treatment,
    Housing,
    Diverted,
    Substance,
    Court,
    Tier,
    Function,
    Requirement,
    Site,
    /// Whether a case is pending.
    Case,
    /// Whether the person waits for a place to live or a home to let, or for a planner.
    Line,
}

/// How many fields there are.
const FIELDS: usize = Field::Line as usize + 1;
// Eight fields lie in each of the words after the flags.
const _: () = assert!(FIELDS == 16);

/// What a hazard reads of the state.
#[derive(Clone, Copy, Debug)]
pub(in crate::pathway) struct Reads {
    flags: Flags,
    fields: u32,
}

impl Reads {
    /// These fields.
    pub const fn of(fields: &[Field]) -> Reads {
        let mut set = 0;
        let mut i = 0;
        while i < fields.len() {
            set |= 1 << fields[i] as u32;
            i += 1;
        }
        Reads {
            flags: 0,
            fields: set,
        }
    }

    /// And these flags.
    pub const fn and(self, flags: Flags) -> Reads {
        Reads { flags, ..self }
    }
}

/// For every flag and every field the channels that read it, a bit each.
pub(in crate::pathway) struct Readers {
    flags: [u8; Flags::BITS as usize],
    fields: [u8; FIELDS],
}

impl Readers {
    /// The other way round of what each of some channels reads.
    pub const fn of(channels: &[Reads]) -> Readers {
        assert!(channels.len() <= u8::BITS as usize, "a bit a channel");
        let mut readers = Readers {
            flags: [0; Flags::BITS as usize],
            fields: [0; FIELDS],
        };
        let mut channel = 0;
        while channel < channels.len() {
            let mut i = 0;
            while i < readers.flags.len() {
                if channels[channel].flags >> i & 1 == 1 {
                    readers.flags[i] |= 1 << channel;
                }
                i += 1;
            }
            let mut i = 0;
            while i < FIELDS {
                if channels[channel].fields >> i & 1 == 1 {
                    readers.fields[i] |= 1 << channel;
                }
                i += 1;
            }
            channel += 1;
        }
        readers
    }

    /// The channels that read anything in which two states differ.
    #[inline]
    pub fn between(&self, before: &State, after: &State) -> u32 {
        let mut channels = 0;
        for word in 0..2 {
            let mut left = before[word] ^ after[word];
            while left != 0 {
                channels |= self.flags[word * 64 + left.trailing_zeros() as usize];
                left &= left - 1;
            }
        }
        for word in 2..4 {
            let mut left = before[word] ^ after[word];
            while left != 0 {
                let byte = left.trailing_zeros() / 8;
                channels |= self.fields[(word - 2) * 8 + byte as usize];
                left &= !(0xFF << (byte * 8));
            }
        }
        u32::from(channels)
    }
}

impl Person {
    /// The state of the person now.
    #[inline]
    pub(in crate::pathway) fn state(&self) -> State {
        // Fields that lie side by side, so that eight of them are one load.
        let first = [
            self.custody as u8,
            self.place as u8,
            self.supervision as u8,
            self.order as u8,
            self.use_ as u8,
            self.treatment as u8,
            self.housing as u8,
            self.diverted
                .map_or(DiversionForm::COUNT as u8, |form| form as u8),
        ];
        let second = [
            self.substance as u8,
            self.court as u8,
            self.tier as u8,
            self.function as u8,
            self.requirement as u8,
            self.site,
            u8::from(self.has_case()),
            u8::from(self.housing_ticket != Ticket::NONE),
        ];
        [
            self.flags as u64,
            (self.flags >> u64::BITS) as u64,
            u64::from_le_bytes(first),
            u64::from_le_bytes(second),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Key;
    use crate::pathway::person::{Requirement, flag};
    use crate::pathway::population::newcomer::blank;
    use crate::strata::{Housing, Substance};

    /// Protects: whoever reads a flag or a field that changes is among those who are asked again.
    #[test]
    fn readers_of_what_changed_are_found() {
        let readers = Readers::of(&[
            Reads::of(&[Field::Housing]).and(flag::MENTOR),
            Reads::of(&[Field::Requirement, Field::Line]),
        ]);
        let person = blank(Key::root(1, 1), 0, Substance::Opiate, -9000.0);
        let touched = |change: fn(&mut Person)| {
            let mut after = person.clone();
            change(&mut after);
            readers.between(&person.state(), &after.state())
        };
        assert_eq!(touched(|_| {}), 0);
        assert_eq!(touched(|p| p.housing = Housing::Homeless), 0b01);
        assert_eq!(touched(|p| p.set(flag::MENTOR | flag::CRACK, true)), 0b01);
        assert_eq!(touched(|p| p.set(flag::CRACK, true)), 0);
        assert_eq!(touched(|p| p.requirement = Requirement::Started), 0b10);
    }
}
