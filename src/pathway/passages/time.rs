//! What time alone brings to a person, and a new day or new law to everybody.

use crate::pathway::person::Id;
use crate::pathway::world::World;

impl World<'_> {
    /// A slow variable steps: recovery may have become lasting, a course or a stay is over, the
    /// work before a release begins, a window of tolerance after it closes.
    pub(in crate::pathway) fn step(&mut self, id: Id) -> bool {
        self.recover_if_lasting(id);
        if self.people[id].in_custody() {
            self.step_clinical(id);
            self.deliver();
            self.step_preparation(id);
        } else {
            self.step_gate(id);
            self.count_three_months(id);
            self.end_stay(id);
        }
        self.step_recovery(id);
        false
    }

    /// Once a day in prison: new law is applied to everybody it reaches, a full estate releases
    /// early, and how full it is acts on life inside.
    pub(in crate::pathway) fn prison_day(&mut self) {
        if let Some((today, yesterday)) = self.new_law() {
            self.adopt_release_law(today, yesterday);
            self.adopt_recall_law(today, yesterday);
            self.adopt_order_law(today, yesterday);
            self.adopt_supervision_law(today, yesterday);
        }
        self.follow_people();
        self.early_release_day();
        self.feel_pressure();
        if self.plan.calendar.date_of(self.now).day() == 1 {
            self.settle_leakage();
        }
    }
}
