//! Processor time of this thread: on a shared machine the wall clock is not the program's own.

use std::time::Duration;

/// Processor time so far; `None` where the system does not tell (it does on Linux).
fn thread_time() -> Option<Duration> {
    // The kernel brings the figure up to date when the thread yields.
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// Runs `f`: what it gives, and the processor time it took (or the time, where that is unknown).
pub fn timed<T>(f: impl FnOnce() -> T) -> (T, Duration) {
    let wall = std::time::Instant::now();
    let before = thread_time();
    let value = f();
    let taken = before
        .zip(thread_time())
        .map(|(before, after)| after.saturating_sub(before));
    (value, taken.unwrap_or_else(|| wall.elapsed()))
}
