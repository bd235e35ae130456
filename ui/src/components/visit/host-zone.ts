import { tick } from "svelte";
import { afterFirstPicture } from "../../lib/first-picture";
import type { App } from "../../state/app.svelte";

/** The id of the field in which the host's time zone is stated. */
export const HOST_ZONE = "host-zone";

/** Takes the person to that field. The overview makes it after its first picture. */
export async function stateHostZone(app: App): Promise<void> {
  app.go("overview");
  await tick();
  afterFirstPicture(() => void tick().then(() => document.getElementById(HOST_ZONE)?.focus()));
}
