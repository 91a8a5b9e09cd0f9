//! Points with intervals, one a row.

use std::sync::Arc;

use kuva::plot::ForestPlot;
use kuva::render::layout::{Layout, TickFormat};
use kuva::render::plots::Plot;
use kuva::render::render::{Scene, render_multiple};

use super::super::chart::Intervals;
use super::{WIDTH, theme, tone};

/// Height of a row, and of the axis.
const ROW: f64 = 30.0;
const AXIS: f64 = 70.0;

pub(super) fn scene(of: &Intervals) -> Scene {
    let mut forest = ForestPlot::new()
        .with_marker_size(5.0)
        .with_whisker_width(2.0)
        .with_cap_size(4.0)
        .with_null_value(0.0);
    for row in &of.rows {
        let [middle, low, high] = row.at;
        let or_middle = |end: f64| if end.is_finite() { end } else { middle };
        forest = forest.with_colored_row(
            row.name.as_str(),
            middle,
            or_middle(low),
            or_middle(high),
            tone(row.tone),
        );
    }
    let style = of.style;
    let plots = vec![Plot::Forest(forest)];
    let layout = Layout::auto_from_plots(&plots)
        .with_width(WIDTH)
        .with_height(AXIS + ROW * of.rows.len() as f64)
        .with_theme(theme())
        .with_tick_size(12)
        .with_label_size(12)
        .with_x_label(of.unit.as_str())
        .with_x_tick_format(TickFormat::Custom(Arc::new(move |v| style.tick(v))));
    render_multiple(plots, layout)
}
