import { BackendError } from "../backend/backend";
import type { ApiError } from "../backend/types";

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
  /** Whether the error tells of something that stays as it is whatever else succeeds. */
  #stands = false;
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
    this.#stands = false;
  }

  /** Shows what is wrong and stays so, until the person has read it or it is mended. */
  tell(error: ApiError, wayOut: WayOut | null): void {
    this.fail(error, wayOut);
    this.#stands = true;
  }

  /**
   * Returns what to call when the work that begins now has succeeded: an error of what was tried before it goes away.
   * One that came up meanwhile stays: nobody has read it yet.
   */
  begin(): () => void {
    const before = this.error;
    return () => {
      if (before && this.error === before && !this.#stands) this.dismissError();
    };
  }

  dismissError(): void {
    this.error = null;
    this.wayOut = null;
  }
}
