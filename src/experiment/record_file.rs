//! One replicate of one scenario as bytes.
//!
//! Little-endian throughout: magic, version, replicate, key of the study, events, four
//! counts, then the values, the series, the flows and the prices as [packed](super::packed) 64-bit
//! floats, then the SHA-256 of all that. The header has a fixed length, so that a slice of columns can
//! be read without the rest.

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::packed;
use crate::observe::{Layout, Record};

/// Version of the format; another one is never read.
pub(super) const FORMAT_VERSION: u32 = 3;
/// Bytes before the packed numbers.
pub(super) const HEADER: usize = 72;

const MAGIC: &[u8; 8] = b"THRUCARE";
const CHECKSUM: usize = 32;

/// A part of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// [`Record::values`], by [`Layout::cells`].
    Values,
    /// [`Record::series`], series after series.
    Series,
    /// [`Record::flows`], by [`Layout::flows`].
    Flows,
    /// [`Record::prices`], by [`Layout::prices`].
    Prices,
}

/// How many numbers each part of a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Length of [`Record::values`].
    pub values: usize,
    /// Length of [`Record::series`].
    pub series: usize,
    /// Length of [`Record::flows`].
    pub flows: usize,
    /// Length of [`Record::prices`].
    pub prices: usize,
}

impl Shape {
    /// The shape of every record of `layout`.
    pub fn of(layout: &Layout) -> Self {
        Self {
            values: layout.cells.len(),
            series: layout.series.len() * layout.months.len(),
            flows: layout.flows.len(),
            prices: layout.prices.len(),
        }
    }

    /// How many numbers one part of a record holds.
    pub(super) fn width(self, section: Section) -> usize {
        match section {
            Section::Values => self.values,
            Section::Series => self.series,
            Section::Flows => self.flows,
            Section::Prices => self.prices,
        }
    }

    /// Which of all numbers of a record these columns of one part are.
    pub(super) fn place(self, section: Section, columns: &Range<usize>) -> Range<usize> {
        let before = match section {
            Section::Values => 0,
            Section::Series => self.values,
            Section::Flows => self.values + self.series,
            Section::Prices => self.values + self.series + self.flows,
        };
        before + columns.start..before + columns.end
    }

    fn fits(self, record: &Record) -> bool {
        self.values == record.values.len()
            && self.series == record.series.len()
            && self.flows == record.flows.len()
            && self.prices == record.prices.len()
    }

    pub(super) fn numbers(self) -> usize {
        self.values + self.series + self.flows + self.prices
    }
}

/// Why a kept replicate cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// It is whole, but it came from another scenario, seed or version.
    #[error("it belongs to another study (other scenarios, seed, settings or program version)")]
    Foreign,
    /// It is not what was once written.
    #[error("it is damaged")]
    Damaged,
    /// The model yielded another number of values than its layout says.
    #[error("its length is not that of the layout")]
    Misshapen,
}

/// The bytes of `record`.
///
/// # Errors
/// [`RecordError::Misshapen`] when the record does not fit `shape`.
pub(super) fn encode(
    record: &Record,
    replicate: u32,
    key: &[u8; 32],
    shape: Shape,
) -> Result<Vec<u8>, RecordError> {
    if !shape.fits(record) {
        return Err(RecordError::Misshapen);
    }
    let mut bytes = Vec::new();
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
    bytes.extend_from_slice(&replicate.to_le_bytes());
    bytes.extend_from_slice(key);
    bytes.extend_from_slice(&record.events.to_le_bytes());
    for count in [shape.values, shape.series, shape.flows, shape.prices] {
        bytes.extend_from_slice(&(count as u32).to_le_bytes());
    }
    debug_assert_eq!(bytes.len(), HEADER);
    let parts = [
        &record.values,
        &record.series,
        &record.flows,
        &record.prices,
    ];
    // One pattern for "no denominator", so that equal results are equal bytes.
    let numbers = parts
        .into_iter()
        .flatten()
        .map(|&n| if n.is_nan() { f64::NAN } else { n });
    packed::pack(&numbers.collect::<Vec<f64>>(), &mut bytes);
    let checksum = Sha256::digest(&bytes);
    bytes.extend_from_slice(&checksum);
    Ok(bytes)
}

/// The record in `bytes`, when they are whole and of this study.
///
/// # Errors
/// [`RecordError::Damaged`] or [`RecordError::Foreign`].
pub(super) fn decode(
    bytes: &[u8],
    replicate: u32,
    key: &[u8; 32],
    shape: Shape,
) -> Result<Record, RecordError> {
    if study_of(bytes)? != key {
        return Err(RecordError::Foreign);
    }
    let counts = [shape.values, shape.series, shape.flows, shape.prices];
    let expected = counts
        .iter()
        .flat_map(|&count| (count as u32).to_le_bytes());
    let right_counts = bytes[56..HEADER].iter().copied().eq(expected);
    if !right_counts || bytes[12..16] != replicate.to_le_bytes() {
        return Err(RecordError::Damaged);
    }
    let packed = &bytes[HEADER..bytes.len() - CHECKSUM];
    let numbers = packed::unpack(packed, shape.numbers()).ok_or(RecordError::Damaged)?;
    let mut numbers = numbers.into_iter();
    Ok(Record {
        values: numbers.by_ref().take(shape.values).collect(),
        series: numbers.by_ref().take(shape.series).collect(),
        flows: numbers.by_ref().take(shape.flows).collect(),
        prices: numbers.by_ref().take(shape.prices).collect(),
        events: u64::from_le_bytes(array(&bytes[48..56])),
    })
}

/// The key of the study that the whole record in `bytes` belongs to.
///
/// # Errors
/// [`RecordError::Damaged`], or [`RecordError::Foreign`] for another version of the format.
pub(super) fn study_of(bytes: &[u8]) -> Result<&[u8], RecordError> {
    if bytes.len() < HEADER + CHECKSUM || &bytes[..8] != MAGIC {
        return Err(RecordError::Damaged);
    }
    if bytes[8..12] != FORMAT_VERSION.to_le_bytes() {
        return Err(RecordError::Foreign);
    }
    let (content, checksum) = bytes.split_at(bytes.len() - CHECKSUM);
    if Sha256::digest(content).as_slice() != checksum {
        return Err(RecordError::Damaged);
    }
    Ok(&bytes[16..48])
}

/// The eight bytes of `slice`.
fn array(slice: &[u8]) -> [u8; 8] {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(slice);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape {
        values: 2,
        series: 1,
        flows: 1,
        prices: 1,
    };
    const KEY: [u8; 32] = [7; 32];

    fn bytes() -> Vec<u8> {
        let record = Record {
            values: vec![1.5, f64::NAN],
            series: vec![-0.25],
            flows: vec![1e300],
            prices: vec![-7.0],
            events: 42,
        };
        encode(&record, 3, &KEY, SHAPE).unwrap()
    }

    #[test]
    fn what_is_written_is_read() {
        let record = decode(&bytes(), 3, &KEY, SHAPE).unwrap();
        assert_eq!(record.values[0], 1.5);
        assert!(record.values[1].is_nan());
        assert_eq!((record.series[0], record.flows[0]), (-0.25, 1e300));
        assert_eq!(record.prices, [-7.0]);
        assert_eq!(record.events, 42);
    }

    #[test]
    fn any_changed_or_missing_byte_is_noticed() {
        let whole = bytes();
        for position in 0..whole.len() {
            let mut changed = whole.clone();
            changed[position] ^= 1;
            assert!(decode(&changed, 3, &KEY, SHAPE).is_err(), "byte {position}");
            assert!(decode(&whole[..position], 3, &KEY, SHAPE).is_err());
        }
    }

    /// Protects: a record whose checksum was made to fit is read or refused, never a panic.
    #[test]
    fn a_forged_record_is_no_danger() {
        let whole = bytes();
        for position in 0..whole.len() - CHECKSUM {
            for byte in [0, 1, 0x7f, 0xff] {
                let mut forged = whole[..whole.len() - CHECKSUM].to_vec();
                forged[position] = byte;
                let sum = Sha256::digest(&forged);
                forged.extend_from_slice(&sum);
                let _ = decode(&forged, 3, &KEY, SHAPE);
                let _ = study_of(&forged);
            }
        }
    }

    #[test]
    fn another_study_is_told_from_damage() {
        let other = decode(&bytes(), 3, &[8; 32], SHAPE);
        assert_eq!(other, Err(RecordError::Foreign));
        assert_eq!(decode(&bytes(), 4, &KEY, SHAPE), Err(RecordError::Damaged));
    }

    #[test]
    fn a_record_of_another_length_is_refused() {
        let record = Record {
            values: vec![],
            series: vec![],
            flows: vec![],
            prices: vec![],
            events: 0,
        };
        let refused = encode(&record, 0, &KEY, SHAPE);
        assert_eq!(refused, Err(RecordError::Misshapen));
    }
}
