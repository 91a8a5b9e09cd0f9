//! A plain grid of fixed column widths: readable as text, pasted as text.

use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Row, Table, TableStyle,
    Width,
};

/// Lines above, under the header and below; none between columns.
const STYLE: TableStyle = TableStyle::new()
    .top_border(LineStyle::none().fill('-').junction('-'))
    .header_separator(LineStyle::none().fill('-').junction('-'))
    .bottom_border(LineStyle::none().fill('-').junction('-'));

/// A table whose columns are given by header, width and alignment.
pub(super) struct Grid {
    table: Table,
}

/// One column: its header, its width, its alignment.
pub(super) type Column = (&'static str, u16, CellAlignment);

impl Grid {
    pub(super) fn new(columns: &[Column]) -> Self {
        let mut table = Table::new();
        table
            .load_style(STYLE)
            .force_no_tty()
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(super::WIDTH as u16)
            .set_header(Row::from(columns.iter().map(|column| Cell::new(column.0))));
        for (index, &(_, width, alignment)) in columns.iter().enumerate() {
            if let Some(column) = table.column_mut(index) {
                // A blank between columns is the grid's own.
                column.set_padding((0, 0));
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
                column.set_cell_alignment(alignment);
            }
        }
        Self { table }
    }

    pub(super) fn row<const N: usize>(&mut self, fields: [String; N]) {
        self.table.add_row(Row::from(fields));
    }

    /// The text, without blanks at the ends of lines.
    pub(super) fn text(&self) -> String {
        let lines = self.table.lines();
        lines
            .map(|line| line.trim_end().to_owned() + "\n")
            .collect()
    }
}
