import type { Backend } from "./backend";
import { tauriBackend } from "./tauri";

/** Returns the desk behind the window; a build for the browser (`--mode browser`, `vite dev`) has one in memory. */
export async function chooseBackend(): Promise<Backend> {
  if (import.meta.env.MODE === "production" || "__TAURI_INTERNALS__" in window) return tauriBackend;
  const [{ fakeBackend }, { sampleVisit }] = await Promise.all([import("./fake"), import("./fake-sample")]);
  const query = new URLSearchParams(window.location.search);
  const trouble = query.get("trouble");
  return fakeBackend({
    visits: query.has("empty") ? [] : [sampleVisit()],
    jobTime: 1500,
    ...(trouble
      ? { trouble: { code: trouble, message: "The library cannot be opened.", subject: "library.chancery" } }
      : {}),
  });
}
