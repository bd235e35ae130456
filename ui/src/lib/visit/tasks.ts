import type { CivilDate, Task, Visit } from "../../backend/types";
import { addDays } from "../date/civil";
import { compare, present, type Named } from "./members";
import { visitBounds } from "./dates";

/** A task with the day on which it is due, where that can be told. */
export type DatedTask = Named<Task> & { day: CivilDate | null };

/** Returns the tasks that are not done, the earliest due first, those without a date last. */
export function openTasks(visit: Visit): DatedTask[] {
  return present(visit.tasks)
    .filter((task) => !task.done)
    .map((task) => ({ ...task, day: dueDay(task, visit) }))
    .sort((a, b) => compare(a.day ?? "9999", b.day ?? "9999") || compare(a.order ?? "", b.order ?? ""));
}

/** Returns the day on which a task is due; working days leave out Saturdays and Sundays, not holidays. */
export function dueDay(task: Pick<Task, "due">, visit: Visit): CivilDate | null {
  const { due } = task;
  if (!due) return null;
  if (due.kind === "day") return due.date;
  if (due.kind === "at") return due.time.slice(0, 10);
  const bounds = visitBounds(visit);
  if (!bounds) return null;
  const from = due.days <= 0 ? bounds.first : bounds.last;
  return due.unit === "working_days" ? addWorkingDays(from, due.days) : addDays(from, due.days);
}

function addWorkingDays(from: CivilDate, days: number): CivilDate {
  const step = days < 0 ? -1 : 1;
  let [date, left] = [from, Math.abs(days)];
  while (left > 0) {
    date = addDays(date, step);
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return date;
}

/** Writes a lead time as protocol departments do: `T-14`, `T+3`. */
export function leadLabel(task: Pick<Task, "due">): string {
  if (task.due?.kind !== "lead") return "";
  const { days } = task.due;
  return days === 0 ? "T" : `T${days < 0 ? "−" : "+"}${String(Math.abs(days))}`;
}
