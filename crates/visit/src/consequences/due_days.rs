//! The day on which a task is due follows from its lead time and the dates of the visit. Moving the visit moves the open tasks; what is
//! done keeps the day that it had.

use serde_json::{Map, Value};

use crate::{Change, Consequence, Kind, Visit};

pub(super) fn follow(change: &Change<'_, Visit>) -> Vec<Consequence> {
    let visit = change.after();
    let is_moved = change
        .of(Kind::Facts)
        .any(|(_, before, now)| before.and_then(|it| it.get("dates")) != now.get("dates"));
    let touched: Vec<_> = change.of(Kind::Task).map(|(key, ..)| key.id.clone()).collect();
    let tasks = visit.tasks.iter().filter(|(id, task)| {
        task.done.is_none() && (is_moved || touched.iter().any(|touched| touched == id.as_str()))
    });
    let days = tasks.filter_map(|(id, task)| {
        let day = task.due.as_ref().and_then(|due| visit.due_day(due));
        let value = day.map_or(Value::Null, |day| Value::from(day.to_string()));
        (day != task.due_day).then(|| (id.into(), Map::from_iter([("due_day".to_owned(), value)])))
    });
    days.collect()
}

impl Visit {
    /// Gives every open task the day on which it is due, as an edit would: for a visit that comes from outside.
    pub fn settle(&mut self) {
        let days: Vec<_> = self
            .tasks
            .values()
            .map(|task| task.due.as_ref().and_then(|due| self.due_day(due)))
            .collect();
        for (task, day) in self.tasks.values_mut().zip(days) {
            if task.done.is_none() {
                task.due_day = day;
            }
        }
    }
}
