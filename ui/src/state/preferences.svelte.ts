/** Which clock the times are shown in: the host's, the guest's capital, or both side by side. */
export type ZoneMode = "host" | "home" | "both";
export type Theme = "system" | "light" | "dark";
export type ProgrammeView = "grid" | "list";
/** What a row of the calendar stands for: half an hour, so that the whole day is seen, or a quarter. */
export type Density = "day" | "quarter";

/** Where preferences are kept between two starts. */
export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const KEY = "chancery.preferences";

/** How this person wants the screen; kept on this machine only, never in a visit. */
export class Preferences {
  theme = $state<Theme>("system");
  zoneMode = $state<ZoneMode>("both");
  view = $state<ProgrammeView>("grid");
  density = $state<Density>("day");
  railOpen = $state(true);
  inspectorOpen = $state(true);

  readonly #shelf: Shelf;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
    const kept = read(shelf);
    this.theme = oneOf(kept["theme"], ["system", "light", "dark"], this.theme);
    this.zoneMode = oneOf(kept["zoneMode"], ["host", "home", "both"], this.zoneMode);
    this.view = oneOf(kept["view"], ["grid", "list"], this.view);
    this.density = oneOf(kept["density"], ["day", "quarter"], this.density);
    this.railOpen = kept["railOpen"] !== false;
    this.inspectorOpen = kept["inspectorOpen"] !== false;
  }

  /** Writes the preferences; called by an effect whenever one of them changes. */
  keep(): void {
    const { theme, zoneMode, view, density, railOpen, inspectorOpen } = this;
    this.#shelf.setItem(KEY, JSON.stringify({ theme, zoneMode, view, density, railOpen, inspectorOpen }));
  }
}

function read(shelf: Shelf): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(shelf.getItem(KEY) ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T {
  return allowed.find((one) => one === value) ?? otherwise;
}
