/** What a key does to something that has been picked up. */
export type CarryAction =
  { do: "shift" | "stretch"; minutes: number } | { do: "day"; days: number } | { do: "put_down" } | { do: "give_back" };

interface Key {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
}

const UP_DOWN: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };
const LEFT_RIGHT: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };
const PAGES: Record<string, number> = { PageUp: -1, PageDown: 1 };

/**
 * Returns what a key does to what is carried: arrows move by five minutes, with Ctrl by fifteen, Page Up and Page Down
 * by an hour, with Shift they change the length; left and right go to another day.
 */
export function carryAction({ key, shiftKey, ctrlKey }: Key): CarryAction | null {
  const vertical = UP_DOWN[key];
  if (vertical !== undefined) {
    return { do: shiftKey ? "stretch" : "shift", minutes: vertical * (ctrlKey ? 15 : 5) };
  }
  const page = PAGES[key];
  if (page !== undefined) return { do: shiftKey ? "stretch" : "shift", minutes: page * 60 };
  const sideways = LEFT_RIGHT[key];
  if (sideways !== undefined) return { do: "day", days: sideways };
  if (key === "Enter" || key === " ") return { do: "put_down" };
  return key === "Escape" ? { do: "give_back" } : null;
}
