//! Hints about memory: they change how long things take, and no result.

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

/// An empty vector with room for `capacity` rows, in huge pages where the system grants them
/// (Linux, where it lets programs ask). Rows are visited in no order, so that with ordinary
/// pages most visits to a large population wait for an address to be looked up.
pub fn rows_with_capacity<T>(capacity: usize) -> Vec<T> {
    let mut rows = Vec::with_capacity(capacity);
    #[cfg(target_os = "linux")]
    linux::advise_huge_pages(rows.spare_capacity_mut());
    rows
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
    fn advised_memory_is_ordinary_memory() {
        let mut rows = rows_with_capacity::<u64>(1 << 20);
        assert!(rows.is_empty() && rows.capacity() >= 1 << 20);
        rows.extend(0..1 << 20);
        assert_eq!(rows.iter().sum::<u64>(), (1 << 19) * ((1 << 20) - 1));
        assert!(rows_with_capacity::<u8>(0).is_empty());
    }
}
