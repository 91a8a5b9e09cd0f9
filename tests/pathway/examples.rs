//! The example of the library: policies compared in a few lines.

#[path = "../../examples/two_policies.rs"]
mod two_policies;

/// Protects: what a reader copies first who wants the model without the command line.
#[test]
fn two_policies_are_compared_by_the_library() {
    two_policies::main().unwrap();
}
