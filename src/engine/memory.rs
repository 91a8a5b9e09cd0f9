//! Hints about memory: they change how long things take, and no result.

use std::ops::{Deref, DerefMut, Index, IndexMut};

use super::agenda::Row;

/// Asks the processor to fetch `slice[index]`, all its cache lines. Does nothing where
/// `index` is out of range or the processor is not x86-64.
#[inline(always)]
pub fn prefetch<T>(slice: &[T], index: usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(item) = slice.get(index) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        let start = std::ptr::from_ref(item).cast::<i8>();
        for line in 0..size_of::<T>().div_ceil(64) {
            // SAFETY: a prefetch reads nothing that the program can observe, whatever the address.
            unsafe { _mm_prefetch::<_MM_HINT_T0>(start.wrapping_add(line * 64)) };
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (slice, index);
}

/// A growing slice of rows, in huge pages where the system grants them (Linux, where it lets
/// programs ask). Rows are visited in no order, so that with ordinary pages most visits to a
/// large population wait for an address to be looked up. A copy has the same advantage.
#[derive(Debug)]
pub struct Rows<T> {
    rows: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Rows<T> {
        Rows { rows: Vec::new() }
    }
}

impl<T> Rows<T> {
    /// No rows, and room for `capacity`.
    pub fn with_capacity(capacity: usize) -> Rows<T> {
        #[cfg_attr(not(target_os = "linux"), expect(unused_mut))]
        let mut rows = Vec::with_capacity(capacity);
        #[cfg(target_os = "linux")]
        linux::advise_huge_pages(rows.spare_capacity_mut());
        Rows { rows }
    }

    /// Makes room for so many rows more.
    pub fn reserve(&mut self, more: usize) {
        let needed = self.rows.len() + more;
        if needed > self.rows.capacity() {
            let mut larger = Rows::with_capacity(needed);
            larger.rows.append(&mut self.rows);
            *self = larger;
        }
    }

    /// Adds a row; where it lies.
    pub fn push(&mut self, row: T) -> Row {
        if self.rows.len() == self.rows.capacity() {
            // By a quarter: while rows move, the old ones and the new ones are there.
            self.reserve((self.rows.len() / 4).max(64));
        }
        self.rows.push(row);
        (self.rows.len() - 1) as Row
    }

    /// Bytes allocated.
    pub fn bytes(&self) -> usize {
        self.rows.capacity() * size_of::<T>()
    }
}

impl<T: Clone> Clone for Rows<T> {
    fn clone(&self) -> Rows<T> {
        let mut copy = Rows::with_capacity(self.rows.len());
        copy.rows.extend_from_slice(&self.rows);
        copy
    }
}

impl<T> Deref for Rows<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        &self.rows
    }
}

impl<T> DerefMut for Rows<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.rows
    }
}

/// The row that lies there, as `push` has said.
impl<T> Index<Row> for Rows<T> {
    type Output = T;

    #[inline]
    fn index(&self, row: Row) -> &T {
        &self.rows[row as usize]
    }
}

impl<T> IndexMut<Row> for Rows<T> {
    #[inline]
    fn index_mut(&mut self, row: Row) -> &mut T {
        &mut self.rows[row as usize]
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::{c_int, c_void};
    use std::mem::MaybeUninit;

    const HUGE_PAGE: usize = 2 << 20;
    const MADV_HUGEPAGE: c_int = 14;

    unsafe extern "C" {
        fn madvise(address: *mut c_void, length: usize, advice: c_int) -> c_int;
    }

    /// Advises the whole huge pages within memory that is not used yet.
    pub(super) fn advise_huge_pages<T>(spare: &mut [MaybeUninit<T>]) {
        let bytes = size_of_val(spare);
        let start = spare.as_mut_ptr().cast::<c_void>();
        let skipped = start.align_offset(HUGE_PAGE);
        let length = bytes.saturating_sub(skipped) / HUGE_PAGE * HUGE_PAGE;
        if length > 0 {
            // SAFETY: the range lies within an allocation of ours, and this advice neither
            // reads nor changes it. That it may be refused is of no consequence.
            unsafe { madvise(start.wrapping_byte_add(skipped), length, MADV_HUGEPAGE) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefetching_out_of_range_is_harmless() {
        prefetch(&[0_u64; 4], 2);
        prefetch(&[0_u64; 4], 99);
        prefetch::<u64>(&[], 0);
    }

    #[test]
    fn rows_grow_and_copy_like_a_vector() {
        let mut rows = Rows::default();
        for n in 0..1_000_000_u32 {
            assert_eq!(rows.push(n), n);
        }
        rows.reserve(5);
        let copy = rows.clone();
        rows[7] = 0;
        assert_eq!((rows[7], copy[7], copy.len()), (0, 7, 1_000_000));
        assert!(copy.iter().copied().eq(0..1_000_000));
        assert!(rows.bytes() >= 4_000_000);
        assert!(Rows::<u8>::with_capacity(0).is_empty());
    }
}
