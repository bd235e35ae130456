import type { EngagementId } from "../backend/types";

/** What the person has chosen in the visit: the inspector shows it, the programme marks it. */
export class Selection {
  engagement = $state<EngagementId | null>(null);
  /** Raised when the inspector should take the focus, as when an engagement is opened with Enter. */
  focusRequests = $state(0);

  /** Marks an engagement; the focus stays where it is. */
  select(id: EngagementId | null): void {
    this.engagement = id;
  }

  /** Marks an engagement and takes the person to its inspector. */
  open(id: EngagementId): void {
    this.engagement = id;
    this.focusRequests += 1;
  }

  clear(): void {
    this.engagement = null;
  }
}
