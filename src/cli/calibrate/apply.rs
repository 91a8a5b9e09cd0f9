//! An earlier fit written into the scenario itself.

use std::io::Write;
use std::path::Path;

use super::super::failure::Failure;
use super::write::SOURCE;
use crate::experiment::files::write_whole;
use crate::scenario::Scenario;
use crate::scenario::adjust::apply;
use crate::scenario::schema::Model;

/// Writes the figures of the overlay `fitted` into the file `scenario`; what was done.
pub(super) fn into_scenario(fitted: &Path, scenario: &str) -> Result<String, Failure> {
    if !Path::new(scenario).is_file() {
        let failure = Failure::misuse(format!("`{scenario}` is not a file"));
        return Err(failure.help("name the scenario file that the values go into"));
    }
    if same_file(fitted, Path::new(scenario)) {
        let failure = Failure::misuse(format!("--apply names `{scenario}` itself"));
        return Err(failure.help("name the fitted.toml of a calibration"));
    }
    let load = |spec: &str| {
        let loaded = Scenario::<Model>::load(spec, &[]);
        loaded.map_err(|errors| Failure::diagnostics(errors.to_string()))
    };
    let overlay_name = fitted.display().to_string();
    let (own, overlay) = (load(scenario)?, load(&overlay_name)?);
    let (parameters, figures) = (own.parameters(), overlay.parameters());
    let (text, count) = apply(
        (&parameters, own.sources(), scenario),
        (&figures, overlay.sources(), &overlay_name),
        SOURCE,
    )
    .map_err(|error| {
        Failure::misuse(format!(
            "cannot write `{overlay_name}` into `{scenario}`: {error}"
        ))
        .help("name the fitted.toml of a calibration of this scenario")
    })?;
    let written = write_whole::<std::io::Error>(Path::new(scenario), |out: &mut dyn Write| {
        out.write_all(text.as_bytes())
    });
    written.map_err(|error| Failure::failed(format!("cannot write `{scenario}`: {error}")))?;
    load(scenario)?;
    Ok(format!(
        "{count} figures of {overlay_name} written into {scenario}"
    ))
}

fn same_file(one: &Path, other: &Path) -> bool {
    let places = (one.canonicalize(), other.canonicalize());
    matches!(places, (Ok(one), Ok(other)) if one == other)
}
