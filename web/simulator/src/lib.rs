//! throughcare for a page in a browser: questions go in as JSON, answers come out as JSON or as the
//! bytes of a file, over a plain C interface in linear memory.
//!
//! The host asks for `room`, writes its question there, calls `ask`, and reads the answer at
//! `answer_at` for `answer_length` bytes. One instance is one worker: it runs one thing at a
//! time. What it needs of the host is in the module `env`: `beat(events)`, called while a replicate
//! runs, and `trouble(at, length)`, called with the message before it stops for good.
//!
//! | file | what it is for |
//! |---|---|
//! | `question` | what can be asked |
//! | `desk` | who answers |
//! | `levers`, `policy` | what can be changed in an area, and the scenario file of the changes |
//! | `study` | replicates, and what the program makes of them |
//! | `refusal` | why there is no answer |

#![warn(missing_docs)]
#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

mod desk;
mod levers;
mod policy;
mod question;
mod refusal;
mod study;

pub use desk::Desk;
pub use refusal::Refusal;

#[cfg(target_arch = "wasm32")]
mod host {
    //! The interface itself: what an ordinary build does not have.

    use std::cell::RefCell;

    use super::{Desk, Refusal};

    #[link(wasm_import_module = "env")]
    unsafe extern "C" {
        fn beat(events: f64);
        fn trouble(at: *const u8, length: usize);
    }

    #[derive(Default)]
    struct Worker {
        desk: Desk,
        question: Vec<u8>,
        answer: Vec<u8>,
    }

    thread_local! {
        static WORKER: RefCell<Worker> = RefCell::default();
    }

    fn tell(events: u64) {
        // SAFETY: the host's function takes a number and touches no memory of ours.
        unsafe { beat(events as f64) }
    }

    /// Makes ready: what stops the program is told to the host first.
    #[unsafe(no_mangle)]
    pub extern "C" fn begin() {
        std::panic::set_hook(Box::new(|panic| {
            let message = panic.to_string();
            // SAFETY: the host reads these bytes before it returns, while `message` lives.
            unsafe { trouble(message.as_ptr(), message.len()) }
        }));
    }

    /// Room for a question or a record of so many bytes.
    #[unsafe(no_mangle)]
    pub extern "C" fn room(length: usize) -> *mut u8 {
        WORKER.with_borrow_mut(|worker| {
            worker.question = vec![0; length];
            worker.question.as_mut_ptr()
        })
    }

    /// Answers the question in the room; 0 where the answer is one, 1 where it says why there is none.
    #[unsafe(no_mangle)]
    pub extern "C" fn ask() -> u32 {
        answer(|worker| {
            let question = String::from_utf8_lossy(&worker.question).into_owned();
            worker.desk.ask(&question, tell)
        })
    }

    /// Takes in the record in the room.
    #[unsafe(no_mangle)]
    pub extern "C" fn take(number: u32, scenario: u32) -> u32 {
        answer(|worker| {
            let record = std::mem::take(&mut worker.question);
            worker.desk.take(number, scenario as usize, &record)?;
            Ok(Vec::new())
        })
    }

    /// Where the answer begins.
    #[unsafe(no_mangle)]
    pub extern "C" fn answer_at() -> *const u8 {
        WORKER.with_borrow(|worker| worker.answer.as_ptr())
    }

    /// How long the answer is, in bytes.
    #[unsafe(no_mangle)]
    pub extern "C" fn answer_length() -> usize {
        WORKER.with_borrow(|worker| worker.answer.len())
    }

    fn answer(of: impl FnOnce(&mut Worker) -> Result<Vec<u8>, Refusal>) -> u32 {
        WORKER.with_borrow_mut(|worker| {
            worker.answer = Vec::new();
            let (answer, status) = match of(worker) {
                Ok(answer) => (answer, 0),
                Err(Refusal(why)) => (why.into_bytes(), 1),
            };
            worker.answer = answer;
            status
        })
    }
}
