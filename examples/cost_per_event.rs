//! Draws what an event costs as the population grows: the picture of `docs/performance.md` from the
//! figures in `benches/cost_per_event.csv`.
//!
//! ```text
//! cargo run --release --example cost_per_event
//! ```
//!
//! Each row of the file is one measurement: what ran, how many people, nanoseconds an event, and the
//! same over those of the loop written by hand in the same run. Both axes are logarithmic.

use std::error::Error;

use kuva::backend::svg::SvgBackend;
use kuva::plot::{LinePlot, LineStyle, ScatterPlot};
use kuva::render::layout::Layout;
use kuva::render::plots::Plot;
use kuva::render::render::render_multiple;

const FIGURES: &str = "benches/cost_per_event.csv";
const PICTURE: &str = "docs/images/cost-per-event.svg";

/// Colours and dashes, so that colour is never alone.
const LOOKS: [(&str, LineStyle); 6] = [
    ("#12436D", LineStyle::Solid),
    ("#801650", LineStyle::Dashed),
    ("#28A197", LineStyle::Dotted),
    ("#3D3D3D", LineStyle::DashDot),
    ("#A285D1", LineStyle::Solid),
    ("#A6531B", LineStyle::Dashed),
];

/// One thing that was measured, with people and nanoseconds an event.
struct Line {
    name: String,
    points: Vec<(f64, f64)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let lines = read()?;
    std::fs::write(PICTURE, picture(&lines))?;
    println!("{PICTURE}: {} lines", lines.len());
    Ok(())
}

/// The lines in the order in which they stand in the file.
fn read() -> Result<Vec<Line>, Box<dyn Error>> {
    let mut lines: Vec<Line> = Vec::new();
    for row in csv::Reader::from_path(FIGURES)?.records() {
        let row = row?;
        let point = (row[1].parse()?, row[2].parse()?);
        match lines.iter_mut().find(|line| line.name == row[0]) {
            Some(line) => line.points.push(point),
            None => lines.push(Line {
                name: row[0].to_owned(),
                points: vec![point],
            }),
        }
    }
    Ok(lines)
}

fn picture(lines: &[Line]) -> String {
    let mut plots = Vec::new();
    for (line, (colour, style)) in lines.iter().zip(LOOKS) {
        let drawn = LinePlot::new()
            .with_data(line.points.iter().copied())
            .with_color(colour)
            .with_stroke_width(2.5)
            .with_line_style(style)
            .with_legend(line.name.as_str());
        let marks = ScatterPlot::new()
            .with_data(line.points.iter().copied())
            .with_color(colour)
            .with_size(3.5);
        plots.extend([Plot::Line(drawn), Plot::Scatter(marks)]);
    }
    let layout = Layout::auto_from_plots(&plots)
        .with_width(720.0)
        .with_height(400.0)
        .with_title("Cost of an event, by people in the simulation")
        .with_x_label("people")
        .with_y_label("nanoseconds of one processor")
        .with_log_x()
        .with_log_y();
    SvgBackend.render_scene(&render_multiple(plots, layout))
}
