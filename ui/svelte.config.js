import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    runes: true,
    // Styles go into files: the strict policy of the window refuses injected ones.
    css: "external",
  },
};
