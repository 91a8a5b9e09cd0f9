//! Takes the explorer into the program where it was built before the program: the variable
//! `THROUGHCARE_EXPLORER` names the page that `dist/explorer.sh` made.

use std::env;
use std::path::Path;

/// What names the page.
const PAGE: &str = "THROUGHCARE_EXPLORER";

fn main() {
    println!("cargo::rerun-if-env-changed={PAGE}");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(has_explorer)");
    let Ok(page) = env::var(PAGE) else { return };
    match Path::new(&page).canonicalize() {
        Ok(path) => {
            println!("cargo::rerun-if-changed={}", path.display());
            println!("cargo::rustc-env={PAGE}={}", path.display());
            println!("cargo::rustc-cfg=has_explorer");
        }
        Err(error) => println!("cargo::error={PAGE} names `{page}`: {error}"),
    }
}
