//! Tiles with a word and a number each: areas as a map, or queues by year.

use kuva::render::color::Color;
use kuva::render::render::{Primitive, Scene, TextAnchor};

use super::super::chart::Tiles;
use super::{INK, SOFT, WIDTH, shade, text};

/// Height of a tile, with its name and without.
const TALL: f64 = 56.0;
const LOW: f64 = 30.0;
const GAP: f64 = 4.0;
/// Room for the names of rows and of columns.
const ROW_NAMES: f64 = 190.0;
const COLUMN_NAMES: f64 = 24.0;

pub(super) fn scene(of: &Tiles) -> Scene {
    let named = of.tiles.iter().any(|tile| !tile.name.is_empty());
    let height = if named { TALL } else { LOW };
    let left = if of.rows.is_empty() { 0.0 } else { ROW_NAMES };
    let top = if of.columns.is_empty() {
        0.0
    } else {
        COLUMN_NAMES
    };
    let rows = of.tiles.iter().map(|t| t.row + 1).max().unwrap_or(0);
    let mut scene = Scene::new(WIDTH, top + rows as f64 * (height + GAP));
    scene.background_color = None;
    let x = |column: usize| left + column as f64 * (of.width + GAP);
    let y = |row: usize| top + row as f64 * (height + GAP);
    for (column, name) in of.columns.iter().enumerate() {
        let at = [x(column) + of.width / 2.0, COLUMN_NAMES - 9.0];
        text(&mut scene, at, name, 11, (SOFT, TextAnchor::Middle, false));
    }
    for (row, name) in of.rows.iter().enumerate() {
        let at = [left - 8.0, y(row) + height / 2.0 + 4.0];
        text(&mut scene, at, name, 12, (INK, TextAnchor::End, false));
    }
    for tile in &of.tiles {
        let (fill, ink) = shade(tile.shade);
        scene.add(Primitive::Rect {
            x: x(tile.column),
            y: y(tile.row),
            width: of.width,
            height,
            fill: Color::from(fill),
            stroke: Some(Color::from("#b1b4b6")),
            stroke_width: Some(0.5),
            opacity: None,
        });
        let middle = x(tile.column) + of.width / 2.0;
        let centre = y(tile.row) + height / 2.0;
        let at = |line: f64| [middle, centre + line];
        if named {
            let look = (ink, TextAnchor::Middle, false);
            text(&mut scene, at(-8.0), &tile.name, 11, look);
        }
        let number = if named { 14.0 } else { 4.0 };
        let (size, bold) = if named { (14, true) } else { (11, false) };
        let look = (ink, TextAnchor::Middle, bold);
        text(&mut scene, at(number), &tile.text, size, look);
    }
    scene
}
