import { mount } from "svelte";
import { chooseBackend } from "./backend/choose";
import Root from "./components/frame/Root.svelte";
import { App } from "./state/app.svelte";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";

const target = document.getElementById("app");
if (target) {
  const app = new App({
    backend: await chooseBackend(),
    shelf: window.localStorage,
    newId: () => crypto.randomUUID(),
    now: () => Date.now(),
  });
  mount(Root, { target, props: { app } });
}
