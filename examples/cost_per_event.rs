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
use std::fmt::Write as _;

const FIGURES: &str = "benches/cost_per_event.csv";
const PICTURE: &str = "docs/images/cost-per-event.svg";

/// Colours and dashes, so that colour is never alone.
const LOOKS: [(&str, &str); 5] = [
    ("#12436D", "none"),
    ("#801650", "7 4"),
    ("#28A197", "2 3"),
    ("#3D3D3D", "9 3 2 3"),
    ("#A285D1", "4 4"),
];
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 400.0;
/// Where the plot lies: left, right, top, bottom.
const PLOT: [f64; 4] = [84.0, 520.0, 64.0, 348.0];
/// The least and the most of each axis, as powers of ten.
const PEOPLE: [i32; 2] = [4, 6];
const NANOSECONDS: [i32; 2] = [1, 5];
/// Names at the ends of lines are so far apart at least.
const APART: f64 = 17.0;

/// One thing that was measured, with people and nanoseconds an event.
struct Line {
    name: String,
    points: Vec<(f64, f64)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let lines = read()?;
    std::fs::write(PICTURE, picture(&lines)?)?;
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

fn across(people: f64) -> f64 {
    place(people, PEOPLE, PLOT[0] + 16.0, PLOT[1] - 8.0)
}

fn up(nanoseconds: f64) -> f64 {
    place(nanoseconds, NANOSECONDS, PLOT[3], PLOT[2])
}

fn place(value: f64, [least, most]: [i32; 2], from: f64, to: f64) -> f64 {
    let share = (libm::log10(value) - f64::from(least)) / f64::from(most - least);
    from + share * (to - from)
}

fn picture(lines: &[Line]) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let name = "Nanoseconds of one processor for an event, by people in the simulation";
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" \
         height=\"{HEIGHT}\" role=\"img\" font-family=\"Arial, Helvetica, sans-serif\" font-size=\"12\" \
         fill=\"#0b0c0c\">\n<title>{name}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"8\" y=\"22\" font-size=\"16\" font-weight=\"bold\">{name}</text>\n\
         <text x=\"8\" y=\"42\" font-size=\"13\" fill=\"#484949\">Both axes are logarithmic; figures and \
         machine: docs/performance.md</text>"
    )?;
    let [left, right, _, bottom] = PLOT;
    for power in NANOSECONDS[0]..=NANOSECONDS[1] {
        let (value, label) = (libm::pow(10.0, f64::from(power)), 10_u64.pow(power as u32));
        let y = up(value);
        writeln!(
            out,
            "<line x1=\"{left}\" x2=\"{right}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#d2d4d7\"/>\n\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{} ns</text>",
            left - 8.0,
            y + 4.0,
            grouped(label)
        )?;
    }
    for power in PEOPLE[0]..=PEOPLE[1] {
        let label = 10_u64.pow(power as u32);
        writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            across(label as f64),
            bottom + 20.0,
            grouped(label)
        )?;
    }
    writeln!(
        out,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">people</text>",
        (left + right) / 2.0,
        bottom + 40.0
    )?;
    for (line, (colour, dash)) in lines.iter().zip(LOOKS) {
        let places: Vec<String> = line
            .points
            .iter()
            .map(|&(people, ns)| format!("{:.1},{:.1}", across(people), up(ns)))
            .collect();
        writeln!(
            out,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\" \
             stroke-dasharray=\"{dash}\"/>",
            places.join(" ")
        )?;
        for &(people, ns) in &line.points {
            let (x, y) = (across(people), up(ns));
            writeln!(
                out,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\" fill=\"{colour}\"/>"
            )?;
        }
    }
    name_ends(&mut out, lines)?;
    out += "</svg>\n";
    Ok(out)
}

/// Writes the name of each line and its last figure behind its end, none over another.
fn name_ends(out: &mut String, lines: &[Line]) -> std::fmt::Result {
    let mut ends: Vec<(f64, f64, &Line, &str)> = lines
        .iter()
        .zip(LOOKS)
        .filter_map(|(line, (colour, _))| {
            let &(people, ns) = line.points.last()?;
            Some((up(ns), across(people), line, colour))
        })
        .collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut above = f64::NEG_INFINITY;
    for (y, x, line, colour) in ends {
        let at = y.max(above + APART);
        above = at;
        let ns = line.points.last().map_or(0.0, |p| p.1);
        writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"{colour}\" font-weight=\"bold\">{}, {} ns</text>",
            x + 12.0,
            at + 4.0,
            line.name,
            grouped(ns.round() as u64)
        )?;
    }
    Ok(())
}

/// A whole number with a comma between thousands.
fn grouped(number: u64) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{},{:03}", grouped(number / 1000), number % 1000),
    }
}
