import { render, waitFor } from "@testing-library/svelte";
import { fakeBackend, type FakeOptions } from "./backend/fake";
import Root from "./components/frame/Root.svelte";
import { afterFirstPicture } from "./lib/first-picture";
import { App } from "./state/app.svelte";

/** Makes the state of a window over a fake desk, with a clock and ids that do not change. */
export function testApp(options: FakeOptions = {}) {
  const backend = fakeBackend({ now: () => "2017-03-01T09:00:00Z", ...options });
  const shelf = new Map<string, string>();
  let count = 0;
  const app = new App({
    backend,
    shelf: { getItem: (key) => shelf.get(key) ?? null, setItem: (key, value) => void shelf.set(key, value) },
    newId: () => `id${String(++count)}`,
    now: () => Date.parse("2017-03-06T09:00:00Z"),
  });
  return { app, backend, shelf };
}

/** Shows the whole window over a fake desk and waits until its library has been read and it has been drawn. */
export async function testWindow(options: FakeOptions = {}) {
  const made = testApp(options);
  const screen = render(Root, { app: made.app, started: made.app.start() });
  await waitFor(() => {
    if (!made.app.library.ready) throw new Error("The library is not ready yet.");
  });
  // What the first picture does without follows it.
  await new Promise<void>((resolve) => afterFirstPicture(resolve));
  return { ...made, screen };
}
