//! Charts as SVG: the same picture in the report, in a browser page and in a file of its own.
//!
//! kuva lays out axes, bands and ribbons; here are the colours of the Government Analysis
//! Function, what is said to who cannot see the picture, and the labels at the end of lines.

mod flows;
mod intervals;
mod lines;
mod swatch;
mod tiles;

use kuva::backend::svg::SvgBackend;
use kuva::render::color::Color;
use kuva::render::render::{Primitive, Scene, TextAnchor};
use kuva::render::theme::Theme;

use super::chart::{Figure, Picture, Tone};

pub use swatch::swatch;

/// Colours of series, in the order of the Government Analysis Function's palettes, each with a
/// dash of its own so that colour is never alone.
const SERIES: [&str; 4] = ["#12436D", "#801650", "#28A197", "#3D3D3D"];
/// How many series one chart can tell apart.
pub const LOOKS: usize = SERIES.len();
/// Text, and lines that must be seen.
const INK: &str = "#0b0c0c";
/// Text of less weight; 7:1 on white.
const SOFT: &str = "#484949";
/// Grid.
const GRID: &str = "#d2d4d7";
/// The time in which policies come in.
const RAMP: &str = "#a8adb3";
/// Width of every picture, in its own units.
const WIDTH: f64 = 720.0;
/// How kuva calls the edges of a plot.
const CLIP: &str = "kuva-clip-";
/// Characters of a line of a picture's title, and the height of one.
const TITLE_CHARACTERS: usize = 80;
const TITLE_LINE: f64 = 21.0;

/// The figure as an SVG element with its name and description.
pub fn svg(figure: &Figure) -> String {
    let scene = match &figure.picture {
        Picture::Lines(lines) => lines::scene(lines),
        Picture::Intervals(rows) => intervals::scene(rows),
        Picture::Tiles(tiles) => tiles::scene(tiles),
        Picture::Flows(flows) => flows::scene(flows),
    };
    named(&scene, figure)
}

/// The figure as a picture of its own, with its title and subtitle above it, to be pasted into a
/// brief.
pub fn picture(figure: &Figure) -> String {
    pictures(std::slice::from_ref(figure))
}

/// Figures one below the other in one picture, each with its title and subtitle above it.
pub fn pictures(figures: &[Figure]) -> String {
    let (mut panels, mut whole) = (String::new(), 0.0);
    for figure in figures {
        let (panel, height) = panel(figure);
        panels += &match whole > 0.0 {
            true => format!("<g transform=\"translate(0 {whole})\">{panel}</g>"),
            false => panel,
        };
        whole += height;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {whole}\" \
         width=\"{WIDTH}\" height=\"{whole}\" font-family=\"Arial, Helvetica, sans-serif\" \
         fill=\"{INK}\"><rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>{panels}</svg>\n"
    )
}

/// A figure below its title and subtitle, and how high that is.
fn panel(figure: &Figure) -> (String, f64) {
    let inner = svg(figure);
    let height = inner
        .split_once(" height=\"")
        .and_then(|(_, rest)| rest.split('"').next()?.parse::<f64>().ok())
        .unwrap_or(WIDTH);
    let title = wrapped(&figure.title, TITLE_CHARACTERS);
    let top = 14.0 + TITLE_LINE * title.len() as f64 + 24.0;
    let mut head = String::new();
    for (n, line) in title.iter().enumerate() {
        let y = 22.0 + TITLE_LINE * n as f64;
        head += &format!(
            "<text x=\"8\" y=\"{y}\" font-size=\"16\" font-weight=\"bold\">{}</text>",
            escaped(line)
        );
    }
    let subtitle = format!(
        "<text x=\"8\" y=\"{}\" font-size=\"13\" fill=\"{SOFT}\">{}</text>",
        top - 14.0,
        escaped(&figure.subtitle)
    );
    let drawn = format!("{head}{subtitle}<g transform=\"translate(0 {top})\">{inner}</g>");
    (drawn, top + height + 8.0)
}

/// Lines of at most so many characters, broken between words.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Writes a scene as an element that scales, with a title and a description, and with names that
/// no other picture of the page has.
fn named(scene: &Scene, figure: &Figure) -> String {
    let text = SvgBackend::new().render_scene(scene);
    let id = &figure.id;
    let inner = text
        .split_once("-->")
        .map_or("", |(_, rest)| rest)
        .trim_end_matches("</svg>");
    let inner = counted(inner)
        .replace(" id=\"", &format!(" id=\"{id}-"))
        .replace("url(#", &format!("url(#{id}-"));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0} {1:.0}\" \
         width=\"{0:.0}\" height=\"{1:.0}\" font-family=\"Arial, Helvetica, sans-serif\" fill=\"{INK}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-text\"><title id=\"{id}-title\">{2}</title>\
         <desc id=\"{id}-text\">{3}</desc>{inner}</svg>",
        scene.width,
        scene.height,
        escaped(&figure.title),
        escaped(&figure.description),
    )
}

/// What kuva numbers through the life of the program, numbered from 0 in every picture: the same
/// picture is the same text whenever it is drawn.
fn counted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut known: Vec<&str> = Vec::new();
    let mut pieces = text.split(CLIP);
    out += pieces.next().unwrap_or_default();
    for piece in pieces {
        let end = piece.find(|c: char| !c.is_ascii_digit());
        let (number, rest) = piece.split_at(end.unwrap_or(piece.len()));
        let place = known.iter().position(|one| *one == number);
        let place = place.unwrap_or_else(|| {
            known.push(number);
            known.len() - 1
        });
        out += &format!("{CLIP}{place}{rest}");
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn theme() -> Theme {
    Theme {
        background: "none".to_owned(),
        axis_color: SOFT.to_owned(),
        grid_color: GRID.to_owned(),
        tick_color: SOFT.to_owned(),
        text_color: INK.to_owned(),
        font_family: Some("Arial, Helvetica, sans-serif".to_owned()),
        show_grid: true,
        ..Theme::light()
    }
}

/// The colour of what a difference means: blue for good and orange for bad are told apart by
/// everybody, and the side of the axis says the same.
fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "#12436D",
        Tone::Bad => "#C6440B",
        Tone::Open => "#6f777b",
    }
}

/// The colour of a shade from -3 to 3, and of the text on it.
fn shade(of: i8) -> (&'static str, &'static str) {
    match of {
        3.. => ("#12436D", "#ffffff"),
        2 => ("#5E84A8", "#000000"),
        1 => ("#C3D5E6", "#000000"),
        0 => ("#F1F1F1", "#000000"),
        -1 => ("#FBD9C6", "#000000"),
        -2 => ("#F5A67D", "#000000"),
        _ => ("#C6440B", "#ffffff"),
    }
}

fn text(scene: &mut Scene, at: [f64; 2], content: &str, size: u32, look: (&str, TextAnchor, bool)) {
    scene.add(Primitive::Text {
        x: at[0],
        y: at[1],
        content: content.to_owned(),
        size,
        anchor: look.1,
        rotate: None,
        bold: look.2,
        color: Some(Color::from(look.0)),
    });
}
