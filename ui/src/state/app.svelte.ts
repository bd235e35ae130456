import { createContext } from "svelte";
import type { Backend } from "../backend/backend";
import type { Lang, VisitId } from "../backend/types";
import { CurrentVisit } from "./current.svelte";
import { tellOfDamagedVisits, tellOfSteps, tellWhyNotOpened } from "./damage";
import { Dialogs } from "./dialogs.svelte";
import { Jobs } from "./jobs.svelte";
import { Library } from "./library.svelte";
import { Notices } from "./notices.svelte";
import { Preferences, type Shelf } from "./preferences.svelte";
import { Selection } from "./selection.svelte";

/** A room of the house: the library, or a room inside the open visit. */
export type Room = "visits" | "overview" | "programme";

/** What comes from outside, so that tests can choose it. */
export interface Surroundings {
  backend: Backend;
  shelf: Shelf;
  newId: () => string;
  /** The clock, in milliseconds since 1970 UTC. */
  now: () => number;
}

/** All state of the window. Components reach it with {@link useApp}. */
export class App {
  readonly backend: Backend;
  readonly library: Library;
  readonly current: CurrentVisit;
  readonly selection = new Selection();
  readonly preferences: Preferences;
  readonly notices = new Notices();
  readonly dialogs = new Dialogs();
  readonly jobs: Jobs;
  readonly now: () => number;
  readonly newId: () => string;

  room = $state<Room>("visits");
  /** The languages that texts are shown in, the wanted one first. */
  readonly languages: readonly Lang[] = $derived.by(() => {
    const own = this.current.visit?.facts.languages ?? [];
    return ["en", ...own.filter((lang) => lang !== "en")];
  });

  constructor({ backend, shelf, newId, now }: Surroundings) {
    this.backend = backend;
    this.now = now;
    this.newId = newId;
    this.library = new Library(backend);
    this.preferences = new Preferences(shelf);
    this.jobs = new Jobs(backend, newId);
    this.current = new CurrentVisit(
      backend,
      (summary) => this.library.take(summary),
      (thrown) => this.notices.fail(thrown),
      () => this.notices.begin(),
    );
  }

  /** Reads the library, and opens its visit if it has only one. */
  async start(): Promise<void> {
    const opened = await this.attempt(() => this.library.start());
    tellOfDamagedVisits(this);
    const [only, another] = this.library.present;
    if (opened) {
      this.current.show(opened);
      tellOfSteps(this);
      this.room = "overview";
    } else if (only && !another && !this.library.trouble && !this.library.fileDamaged) {
      // It could not be opened; asking for it says why. Where the whole file is damaged, that is said already, and is the reason.
      await this.openVisit(only.id, "overview");
    }
    this.library.ready = true;
  }

  /** Opens a visit in the room that the person was in, or in its overview; `again` reads it anew if it is open. */
  async openVisit(id: VisitId, room?: Room, again = false): Promise<void> {
    const succeeded = this.notices.begin();
    try {
      if (again || this.current.visit?.id !== id) {
        await this.current.open(id);
        this.selection.clear();
        tellOfSteps(this);
      }
      this.room = room ?? (this.room === "visits" ? "overview" : this.room);
      succeeded();
    } catch (thrown) {
      tellWhyNotOpened(this, id, thrown);
    }
  }

  /** Goes to a room; the rooms of a visit are closed while none is open. */
  go(room: Room): void {
    if (room === "visits" || this.current.visit) this.room = room;
  }

  /** Does something that may fail, and tells the person if it does. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (thrown) {
      this.notices.fail(thrown);
      return undefined;
    }
  }
}

export const [useApp, provideApp] = createContext<App>();
