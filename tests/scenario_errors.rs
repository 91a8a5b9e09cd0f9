//! Every mistake an analyst may make in a scenario file, and the message it gets.

mod scenario_model;

use scenario_model::load;

#[test]
fn tmp() {
    for f in std::env::var("F").unwrap().split(',') {
        match load(f) { Ok(s) => println!("{}", serde_json::to_string_pretty(&s.resolved()).unwrap()), Err(e) => println!("{e}\n") }
    }
}
