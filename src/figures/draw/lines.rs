//! Lines with bands over years, and the names of the lines at their ends.

use std::sync::Arc;

use kuva::plot::{LinePlot, LineStyle, ScatterPlot};
use kuva::render::annotations::{ReferenceLine, ShadedRegion};
use kuva::render::layout::{ComputedLayout, Layout, TickFormat};
use kuva::render::plots::Plot;
use kuva::render::render::{Scene, TextAnchor, render_multiple};

use super::super::chart::Lines;
use super::{INK, RAMP, SERIES, WIDTH, text, theme};

const HEIGHT: f64 = 300.0;
/// Room for the axis and for the names at the ends.
const MARGINS: [f64; 2] = [74.0, 150.0];
/// Two names are at least so far apart.
const APART: f64 = 15.0;
/// Characters of a name that fit beside a line.
const NAME: usize = 22;

pub(super) fn scene(lines: &Lines) -> Scene {
    let count = lines.ticks.len().max(1);
    let places: Vec<f64> = (0..count).map(|n| n as f64).collect();
    let mut plots = Vec::new();
    for series in &lines.series {
        let colour = SERIES[series.look % SERIES.len()];
        let points = || {
            places
                .iter()
                .copied()
                .zip(series.points.iter().map(|p| p[0]))
        };
        let mut line = LinePlot::new()
            .with_data(points())
            .with_color(colour)
            .with_stroke_width(2.5)
            .with_line_style(dash(series.look));
        if series
            .points
            .iter()
            .all(|p| p[1].is_finite() && p[2].is_finite())
        {
            let low = series.points.iter().map(|p| p[1]);
            line = line.with_band(low, series.points.iter().map(|p| p[2]));
        }
        plots.push(Plot::Line(line));
        plots.push(Plot::Scatter(
            ScatterPlot::new()
                .with_data(points())
                .with_color(colour)
                .with_size(3.0),
        ));
    }
    let ticks = lines.ticks.clone();
    let name = move |at: f64| {
        let place = at.round();
        let near = (at - place).abs() < 1e-6 && place >= 0.0;
        let name = near.then(|| ticks.get(place as usize)).flatten();
        name.cloned().unwrap_or_default()
    };
    let style = lines.style;
    let mut layout = Layout::auto_from_plots(&plots)
        .with_width(WIDTH)
        .with_height(HEIGHT)
        .with_theme(theme())
        .with_tick_size(12)
        .with_x_tick_step(if count > 12 { 2.0 } else { 1.0 })
        .with_x_tick_format(TickFormat::Custom(Arc::new(name)))
        .with_y_tick_format(TickFormat::Custom(Arc::new(move |v| style.tick(v))))
        .with_x_axis_min(0.0)
        .with_x_axis_max((count - 1).max(1) as f64)
        .with_force_margins(MARGINS[0], MARGINS[1])
        .with_force_margins_y(12.0, 30.0)
        .with_reference_line(
            ReferenceLine::horizontal(0.0)
                .with_color(INK)
                .with_dasharray("none"),
        );
    if let Some([from, to]) = lines.ramp.filter(|[from, to]| to > from) {
        let region = ShadedRegion::vertical(from.max(0.0), to.min((count - 1) as f64));
        layout = layout.with_shaded_region(region.with_color(RAMP).with_opacity(0.35));
    }
    let computed = ComputedLayout::from_layout(&layout);
    let mut scene = render_multiple(plots, layout);
    name_ends(lines, &computed, &mut scene);
    scene
}

fn dash(look: usize) -> LineStyle {
    match look % SERIES.len() {
        0 => LineStyle::Solid,
        1 => LineStyle::Dashed,
        2 => LineStyle::Dotted,
        _ => LineStyle::DashDot,
    }
}

/// Writes the name of each line behind its end, none over another.
fn name_ends(lines: &Lines, computed: &ComputedLayout, scene: &mut Scene) {
    let last = lines.ticks.len().saturating_sub(1) as f64;
    let mut ends: Vec<(f64, usize, &str)> = lines
        .series
        .iter()
        .filter_map(|s| Some((computed.map_y(s.points.last()?[0]), s.look, s.name.as_str())))
        .collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut above = f64::NEG_INFINITY;
    for (y, look, name) in ends {
        let y = y.max(above + APART);
        above = y;
        let at = [computed.map_x(last) + 10.0, y + 4.0];
        let colour = SERIES[look % SERIES.len()];
        text(
            scene,
            at,
            &short(name),
            12,
            (colour, TextAnchor::Start, true),
        );
    }
}

/// A name that fits.
fn short(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    let kept: String = name.chars().take(NAME - 1).collect();
    kept + "…"
}
