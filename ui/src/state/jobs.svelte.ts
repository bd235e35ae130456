import type { Backend } from "../backend/backend";
import type { JobProgress } from "../backend/types";

/** Long work that is under way. */
export interface Job {
  id: string;
  title: string;
  progress: JobProgress | null;
  stopping: boolean;
}

/** The long work of this window: at most one dialog, which can stop it. */
export class Jobs {
  running = $state<Job[]>([]);
  readonly current = $derived(this.running.find((job) => job.progress !== null) ?? null);

  readonly #backend: Backend;
  readonly #newId: () => string;

  constructor(backend: Backend, newId: () => string) {
    this.#backend = backend;
    this.#newId = newId;
  }

  /** Takes a step that the desk reported. */
  report(progress: JobProgress): void {
    const job = this.running.find((one) => one.id === progress.job);
    if (job) job.progress = progress;
  }

  /** Runs long work under a title; the dialog appears with the first step that the desk reports. */
  async run<T>(title: string, work: (job: string) => Promise<T>): Promise<T> {
    const id = this.#newId();
    this.running.push({ id, title, progress: null, stopping: false });
    try {
      return await work(id);
    } finally {
      this.running = this.running.filter((job) => job.id !== id);
    }
  }

  async cancel(id: string): Promise<void> {
    const job = this.running.find((one) => one.id === id);
    if (job) job.stopping = true;
    await this.#backend.cancelJob(id);
  }
}
