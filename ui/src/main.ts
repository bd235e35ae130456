import { mount } from "svelte";
import { chooseBackend } from "./backend/choose";
import Root from "./components/frame/Root.svelte";
import { App } from "./state/app.svelte";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";

/** How long the first picture waits for the library, in milliseconds. One that takes longer is read beside an empty window. */
const MOMENT = 500;

const target = document.getElementById("app");
if (target) {
  const app = new App({
    backend: await chooseBackend(),
    shelf: window.localStorage,
    newId: () => crypto.randomUUID(),
    now: () => Date.now(),
  });
  const started = app.start();
  // The first picture is the whole one, in its own type: to draw it piece by piece takes longer.
  const ready = Promise.all([started, document.fonts.load('1rem "Inter"')]);
  await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, MOMENT))]);
  mount(Root, { target, props: { app, started } });
}
