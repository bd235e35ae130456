import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import { noCircles } from "./eslint/circles.js";
import svelteConfig from "./svelte.config.js";

/** Says which imports a folder may not have, and why. */
function forbid(files, ignores, patterns) {
  return {
    files,
    ignores,
    rules: { "no-restricted-imports": ["error", { patterns }] },
  };
}

const noTauri = {
  group: ["@tauri-apps/*"],
  message: "Only src/backend speaks to the shell: everything else must run in a plain browser and in tests.",
};
const noState = { regex: "(^|/)state(/|$)", message: "This folder knows no state: take it as props or arguments." };
const noBackendImplementation = {
  regex: "backend/(tauri|fake)",
  message: "Depend on the interface in backend/backend.ts; main.ts alone chooses the implementation.",
};
const noComponents = { regex: "(^|/)components/", message: "Components stand above this folder, not below it." };
const noRooms = {
  regex: "(^|/)rooms/",
  message: "Rooms are composed of components, never the other way round; the frame alone holds rooms.",
};
const noNouns = {
  regex: "\\.\\./(visit|engagement|programme|frame|rooms)/",
  message: "A shared component knows no noun of the programme.",
};

export default ts.config(
  { ignores: ["dist", "dist-browser", "node_modules", "src/paraglide", "src/generated", "project.inlang"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: globals.browser } },
  { files: ["*.js", "*.ts", "eslint/*"], languageOptions: { globals: globals.node } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
  },
  {
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-restricted-globals": [
        "error",
        { name: "Temporal", message: "WebKitGTK 2.50 lacks it." },
        { name: "requestIdleCallback", message: "WebKitGTK 2.50 lacks it." },
      ],
      "no-restricted-properties": [
        "error",
        {
          object: "navigator",
          property: "language",
          message: 'It can be "C", which makes Intl throw: use the application\'s locale.',
        },
      ],
      // The key of a list is asked for where identity matters; static lists need none.
      "svelte/no-navigation-without-resolve": "off",
      "svelte/prefer-svelte-reactivity": "off",
      "no-restricted-syntax": [
        "error",
        {
          selector: "SvelteAttribute[key.name='style']",
          message: "The policy of the window ignores style attributes; a style: directive goes through el.style.",
        },
      ],
      "svelte/no-at-html-tags": "error",
    },
  },
  {
    files: ["src/**/*.{ts,svelte}"],
    ignores: ["src/**/*.test.ts"],
    plugins: { house: { rules: { "no-circles": noCircles } } },
    rules: { "house/no-circles": "error" },
  },
  forbid(
    ["src/**/*.{ts,svelte}"],
    ["src/backend/**", "src/lib/**", "src/state/**", "src/components/**", "src/main.ts"],
    [noTauri],
  ),
  forbid(["src/main.ts"], [], [noTauri]),
  forbid(["src/backend/**/*.ts"], [], [noState, noComponents]),
  forbid(
    ["src/lib/**/*.ts"],
    ["src/**/*.test.ts"],
    [
      noTauri,
      noState,
      noComponents,
      noBackendImplementation,
      { group: ["svelte", "svelte/*"], message: "lib is plain TypeScript." },
    ],
  ),
  forbid(["src/state/**/*.ts"], ["src/**/*.test.ts"], [noTauri, noComponents, noBackendImplementation]),
  forbid(
    ["src/components/shared/**/*.{ts,svelte}"],
    ["src/**/*.test.ts"],
    [noTauri, noState, noNouns, noBackendImplementation],
  ),
  forbid(
    ["src/components/{visit,engagement,programme}/**/*.{ts,svelte}"],
    ["src/**/*.test.ts"],
    [noTauri, noRooms, noBackendImplementation],
  ),
  forbid(["src/components/{frame,rooms}/**/*.{ts,svelte}"], ["src/**/*.test.ts"], [noTauri, noBackendImplementation]),
);
