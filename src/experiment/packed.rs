//! Numbers in compressed blocks, so that a stretch of them is read without the rest.
//!
//! First the length of each block, four bytes each, then the blocks: up to [`BLOCK`] numbers as
//! 64-bit floats, little-endian, in the format of zlib, by a compressor in plain Rust. Most of what is
//! left of a record are shares, means and person-days, whose digits no compressor foresees; counts and
//! repeated values take a fifth of their room.

use std::io::{Read, Write};
use std::ops::Range;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

/// Numbers in a block: enough for the compressor to find what repeats, few enough to read for one.
const BLOCK: usize = 1024;
/// The compressor's effort, of 9: what more would save is less than a hundredth.
const EFFORT: u32 = 6;
const FLOAT: usize = 8;
const LENGTH: usize = 4;

/// Appends `numbers` to `bytes`.
pub(super) fn pack(numbers: &[f64], bytes: &mut Vec<u8>) {
    let directory = bytes.len();
    bytes.resize(directory + lengths(numbers.len()), 0);
    for (index, block) in numbers.chunks(BLOCK).enumerate() {
        let raw: Vec<u8> = block.iter().flat_map(|n| n.to_le_bytes()).collect();
        let packed = compressed(&raw);
        let at = directory + LENGTH * index;
        bytes[at..at + LENGTH].copy_from_slice(&(packed.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&packed);
    }
}

/// `raw`, compressed. Writing to memory cannot fail; a block that were empty would be refused by who
/// reads it.
fn compressed(raw: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(EFFORT));
    let written = encoder.write_all(raw);
    debug_assert!(written.is_ok());
    encoder.finish().unwrap_or_default()
}

/// The numbers in `bytes`, if these are what [`pack`] makes of `count` numbers.
pub(super) fn unpack(bytes: &[u8], count: usize) -> Option<Vec<f64>> {
    let (directory, blocks) = bytes.split_at_checked(lengths(count))?;
    let place = Place::of(directory, &(0..count));
    (place.blocks.len() == blocks.len())
        .then(|| place.numbers(blocks))
        .flatten()
}

/// The bytes that say how long the blocks of `count` numbers are.
pub(super) fn lengths(count: usize) -> usize {
    LENGTH * count.div_ceil(BLOCK)
}

/// Where the blocks lie that hold a stretch of numbers.
pub(super) struct Place {
    /// From the first byte of the lengths on.
    pub(super) blocks: Range<usize>,
    each: Vec<usize>,
    /// The numbers that are wanted, from the first of the first block on.
    wanted: Range<usize>,
}

impl Place {
    /// Of the numbers `wanted`, by the lengths of all blocks.
    pub(super) fn of(directory: &[u8], wanted: &Range<usize>) -> Self {
        let lengths: Vec<usize> = directory
            .chunks_exact(LENGTH)
            .map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]]) as usize)
            .collect();
        let (first, last) = (wanted.start / BLOCK, wanted.end.div_ceil(BLOCK));
        let before: usize = lengths[..first].iter().sum();
        let each = lengths[first..last.max(first)].to_vec();
        let start = directory.len() + before;
        Self {
            blocks: start..start + each.iter().sum::<usize>(),
            each,
            wanted: wanted.start - first * BLOCK..wanted.end - first * BLOCK,
        }
    }

    /// The numbers that are wanted, of the bytes that lie there.
    pub(super) fn numbers(&self, mut bytes: &[u8]) -> Option<Vec<f64>> {
        let mut numbers = Vec::with_capacity(self.each.len() * BLOCK);
        for &length in &self.each {
            let (block, rest) = bytes.split_at_checked(length)?;
            let mut raw = Vec::with_capacity(FLOAT * BLOCK);
            let mut limited = ZlibDecoder::new(block).take((FLOAT * BLOCK) as u64 + 1);
            limited.read_to_end(&mut raw).ok()?;
            if raw.len() > FLOAT * BLOCK || raw.len() % FLOAT != 0 {
                return None;
            }
            let floats = raw.chunks_exact(FLOAT).map(|c| {
                let mut eight = [0; FLOAT];
                eight.copy_from_slice(c);
                f64::from_le_bytes(eight)
            });
            numbers.extend(floats);
            bytes = rest;
        }
        numbers.truncate(self.wanted.end);
        (numbers.len() == self.wanted.end).then(|| numbers.split_off(self.wanted.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(count: usize) -> Vec<f64> {
        (0..count).map(|n| (n % 97) as f64 / 3.0).collect()
    }

    /// Protects: every number comes back, whatever fits into blocks and whatever does not.
    #[test]
    fn numbers_come_back() {
        for count in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 7] {
            let (numbers, mut bytes) = (some(count), Vec::new());
            pack(&numbers, &mut bytes);
            assert_eq!(unpack(&bytes, count).as_deref(), Some(&*numbers));
            assert_eq!(unpack(&bytes, count + 2 * BLOCK), None);
        }
    }

    /// Protects: a stretch is read from its blocks alone, across their borders.
    #[test]
    fn a_stretch_is_read_alone() {
        let (numbers, mut bytes) = (some(3 * BLOCK + 7), Vec::new());
        pack(&numbers, &mut bytes);
        let directory = &bytes[..lengths(numbers.len())];
        for wanted in [
            0..1,
            5..BLOCK,
            BLOCK - 1..BLOCK + 1,
            2 * BLOCK..3 * BLOCK + 7,
            9..9,
        ] {
            let place = Place::of(directory, &wanted);
            let there = &bytes[place.blocks.clone()];
            assert_eq!(place.numbers(there).as_deref(), Some(&numbers[wanted]));
        }
    }
}
