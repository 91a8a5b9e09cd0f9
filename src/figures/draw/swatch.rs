//! The marks of a key, as pictures of their own: each is beside its meaning in words.

use super::super::chart::Mark;
use super::{RAMP, SERIES, shade, tone};

/// The mark as an SVG element that says nothing to who reads by ear: the words beside it do.
pub fn swatch(mark: Mark) -> String {
    let inner = match mark {
        Mark::Line(look) => {
            let colour = SERIES[look % SERIES.len()];
            let dash = match look % SERIES.len() {
                0 => "none",
                1 => "8 4",
                2 => "2 4",
                _ => "8 4 2 4",
            };
            format!(
                "<path d=\"M0 8H28\" stroke=\"{colour}\" stroke-width=\"2.5\" \
                 stroke-dasharray=\"{dash}\"/><circle cx=\"14\" cy=\"8\" r=\"3\" fill=\"{colour}\"/>"
            )
        }
        Mark::Band => format!(
            "<rect y=\"2\" width=\"28\" height=\"12\" fill=\"{}\" fill-opacity=\"0.2\"/>",
            SERIES[0]
        ),
        Mark::Ramp => format!(
            "<rect y=\"1\" width=\"28\" height=\"14\" fill=\"{RAMP}\" fill-opacity=\"0.35\"/>"
        ),
        Mark::Point(of) => format!(
            "<path d=\"M2 8H26\" stroke=\"{0}\" stroke-width=\"2\"/>\
             <rect x=\"9\" y=\"3\" width=\"10\" height=\"10\" fill=\"{0}\"/>",
            tone(of)
        ),
        Mark::Tile(of) => format!(
            "<rect x=\"4\" y=\"1\" width=\"20\" height=\"14\" fill=\"{}\" stroke=\"#b1b4b6\"/>",
            shade(of).0
        ),
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 28 16\" width=\"28\" \
         height=\"16\" aria-hidden=\"true\" focusable=\"false\">{inner}</svg>"
    )
}
