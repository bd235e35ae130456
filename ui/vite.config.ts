import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

/** The policy of the real window (tauri.conf.json), so that a browser preview breaks where the window would. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
].join("; ");

export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  preview: { port: 1421, strictPort: true, headers: { "Content-Security-Policy": policy } },
  build: {
    target: "safari18",
    // A data: address would need an exception in the policy.
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 900,
    sourcemap: false,
  },
  resolve: process.env["VITEST"] ? { conditions: ["browser"] } : {},
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts", "eslint/*.test.ts"],
    setupFiles: ["./src/test-setup.ts"],
    restoreMocks: true,
    // A protection from a run that never ends, not a measure of speed.
    testTimeout: 5 * 60_000,
    hookTimeout: 5 * 60_000,
  },
});
