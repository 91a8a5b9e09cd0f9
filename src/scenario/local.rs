//! What an area says of its own: overrides of the sections of the country.

use super::diagnostic::Diagnostic;
use super::form::Field;
use super::item::Item;
use super::read::{Context, Reader};
use super::tree;

impl Reader<'_> {
    /// Overrides of a national section inside an area.
    pub(super) fn local(
        &mut self,
        key: &str,
        entry: &tree::Entry,
        context: Context,
    ) -> Option<Item> {
        let field = self.root.fields.get(key)?;
        Some(self.field(key, entry, field, context))
    }

    /// Refuses what is the same everywhere where an area states it.
    pub(super) fn hold_everywhere(&mut self, key: &str, entry: &tree::Entry, field: &Field) {
        if field.everywhere && self.path.first().is_some_and(|top| top == "areas") {
            let title = format!("`{key}` is not local in `[{}]`", self.shown());
            let error = Diagnostic::new(title).at(entry.key, "the same in all areas");
            let help = "set it for the whole country, in the section of the same name";
            self.errors.push(error.help(help));
        }
    }
}
