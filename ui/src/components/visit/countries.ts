import { tick } from "svelte";
import { afterFirstPicture } from "../../lib/first-picture";
import type { App } from "../../state/app.svelte";

/** The ids of the fields in which the two countries are stated. */
export const GUEST_COUNTRY = "guest-country";
export const HOST_COUNTRY = "host-country";

/** Takes the person to the first of the two that is not stated. The overview makes them after its first picture. */
export function stateCountries(app: App): void {
  const guest = app.current.visit?.facts.guest.country;
  const id = guest ? HOST_COUNTRY : GUEST_COUNTRY;
  afterFirstPicture(() => void tick().then(() => document.getElementById(id)?.focus()));
}
