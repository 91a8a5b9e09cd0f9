//! People who pass between states in a year: states left on one side, entered on the other.

use kuva::plot::SankeyPlot;
use kuva::render::layout::Layout;
use kuva::render::plots::Plot;
use kuva::render::render::{Scene, render_multiple};

use super::super::chart::Flows;
use super::{WIDTH, theme};

const HEIGHT: f64 = 520.0;
/// Colours of states by their place in the list.
const STATES: [&str; 6] = [
    "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1",
];
/// Marks a state that is entered, so that it is apart from the same state left; not seen.
const ENTERED: char = '\u{200B}';

pub(super) fn scene(of: &Flows) -> Scene {
    let mut names: Vec<&str> = Vec::new();
    for (from, to, _) in &of.links {
        for name in [from, to] {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
    }
    let mut sankey = SankeyPlot::new()
        .with_node_width(14.0)
        .with_node_gap(9.0)
        .with_link_opacity(0.45);
    let colour = |name: &str| {
        let place = names.iter().position(|n| *n == name).unwrap_or(0);
        STATES[place % STATES.len()]
    };
    for (from, to, _) in &of.links {
        let entered = format!("{to}{ENTERED}");
        sankey = sankey
            .with_node_color(from.as_str(), colour(from))
            .with_node_color(entered.as_str(), colour(to))
            .with_node_column(from.as_str(), 0)
            .with_node_column(entered, 1);
    }
    for (from, to, people) in &of.links {
        sankey = sankey.with_link(from.clone(), format!("{to}{ENTERED}"), *people);
    }
    let plots = vec![Plot::Sankey(sankey)];
    let layout = Layout::auto_from_plots(&plots)
        .with_width(WIDTH)
        .with_height(HEIGHT)
        .with_theme(theme())
        .with_body_size(12);
    render_multiple(plots, layout)
}
