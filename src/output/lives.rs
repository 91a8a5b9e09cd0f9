//! Lives as CSV: a row for each thing that happened.

use std::path::Path;

use super::csv_file::cell;
use crate::experiment::files::write_whole;
use crate::observe::{Life, Moment};

/// Columns of the file.
const COLUMNS: [&str; 13] = [
    "scenario",
    "person",
    "date",
    "age",
    "event",
    "words",
    "custody",
    "place",
    "supervision",
    "order",
    "use",
    "treatment",
    "housing",
];

/// Writes lives with the names of their scenarios to a file. A person is `area/number`.
///
/// # Errors
/// When the file cannot be written.
pub fn write_lives(path: &Path, lives: &[(&str, &Life)]) -> Result<(), csv::Error> {
    write_whole(path, |out| {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(COLUMNS)?;
        for &(scenario, life) in lives {
            let person = format!("{}/{}", life.area, life.number);
            for moment in &life.moments {
                writer.write_record(row(scenario, &person, moment))?;
            }
        }
        writer.flush()?;
        Ok::<_, csv::Error>(())
    })?;
    Ok(())
}

fn row(scenario: &str, person: &str, moment: &Moment) -> [String; COLUMNS.len()] {
    let standing = &moment.standing;
    [
        scenario,
        person,
        &moment.date.to_string(),
        &moment.age.to_string(),
        moment.event,
        &moment.words,
        standing.custody,
        standing.place,
        standing.supervision,
        standing.order,
        standing.use_,
        standing.treatment,
        standing.housing,
    ]
    .map(|text| cell(text).into_owned())
}
