import { BackendError } from "../backend/backend";

/** A short message that goes away by itself. */
export interface Toast {
  id: number;
  text: string;
}

/** A way out of an error, beside its words. */
export interface WayOut {
  label: string;
  run: () => unknown;
}

/** What is said to the person: toasts, announcements to a screen reader, and the error that stands. */
export class Notices {
  toasts = $state<Toast[]>([]);
  /** The sentence in the live region. */
  announcement = $state("");
  error = $state<BackendError | null>(null);
  /** What can be done about the error from where it is shown. */
  wayOut = $state.raw<WayOut | null>(null);
  #count = 0;

  /** Shows a message for some seconds; it is spoken too. */
  toast(text: string, milliseconds = 5000): void {
    const id = ++this.#count;
    this.toasts.push({ id, text });
    setTimeout(() => this.dismissToast(id), milliseconds);
  }

  dismissToast(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }

  /** Says a sentence to a screen reader; the same one twice is said twice. */
  announce(text: string): void {
    this.announcement = this.announcement === text ? `${text}\u00a0` : text;
  }

  /** Shows what went wrong until the person has read it; a job that was stopped is no error. */
  fail(thrown: unknown, wayOut: WayOut | null = null): void {
    const error = BackendError.from(thrown);
    if (error.code === "cancelled") return;
    this.error = error;
    this.wayOut = wayOut;
  }

  dismissError(): void {
    this.error = null;
    this.wayOut = null;
  }
}
