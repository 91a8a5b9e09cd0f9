//! Which derived types are understood, and which are refused.

use super::super::units::{Day, Probability};
use super::*;

/// Everything that the derived schema may turn a field into.
#[derive(PartialEq, JsonSchema)]
#[schemars(inline)]
struct Everything {
    share: Probability,
    maybe: Option<Probability>,
    text: Option<String>,
    small: u8,
    whole: u32,
    rows: Vec<Row>,
    list: Vec<Probability>,
    by_name: BTreeMap<String, Probability>,
    #[schemars(extend("x-start-only" = true))]
    first: Option<Row>,
}

#[derive(PartialEq, JsonSchema)]
struct Row {
    from: Day,
}

#[derive(PartialEq, JsonSchema)]
struct Endless {
    inner: Option<Box<Endless>>,
}

#[derive(PartialEq, JsonSchema)]
struct Untold {
    value: Value,
}

#[test]
fn derived_schemas_are_understood() {
    let form = Struct::of::<Everything>().expect("nothing unusual");
    let field = |key: &str| form.fields.get(key).expect("it is a field");
    let is = |key: &str, expected: &str| {
        let found = format!("{:?}", field(key).form);
        assert!(found.starts_with(expected), "{key}: {found}");
    };
    is("share", "Leaf(Probability, Limits { least: 0.0, most: 1.0,");
    is("maybe", "Leaf(Probability,");
    is("text", "Text");
    is("small", "Number { whole: true, least: 0.0, most: 255.0 }");
    is(
        "whole",
        "Number { whole: true, least: 0.0, most: 4294967295.0 }",
    );
    is("rows", "Rows(");
    is("list", "List(Leaf(Probability,");
    is(
        "by_name",
        "Map(Named { noun: None, value: Leaf(Probability,",
    );
    is("first", "Struct(");
    let required: Vec<&str> = form.keys().filter(|key| field(key).required).collect();
    assert_eq!(
        required,
        ["by_name", "list", "rows", "share", "small", "whole"]
    );
    let start_only: Vec<&str> = form.keys().filter(|key| field(key).start_only).collect();
    assert_eq!(start_only, ["first"]);
}

/// Types that could not be checked are refused, instead of being let through unchecked.
#[test]
fn what_cannot_be_checked_is_refused() {
    assert!(Struct::of::<Endless>().is_err());
    let gap = Struct::of::<Untold>().expect_err("anything may stand there");
    assert_eq!(gap.path, "value");
    assert!(Struct::of::<f64>().is_err());
}
