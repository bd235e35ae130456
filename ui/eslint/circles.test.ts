import { describe, expect, it } from "vitest";
import { circlesAmong } from "./circles";

const circles = (files: Record<string, string>) => circlesAmong(new Map(Object.entries(files)));

describe("circles of files", () => {
  it("are found also where only types are imported", () => {
    const files = { "lib/a.ts": 'import type { B } from "./b";', "lib/b.ts": 'import { a } from "../lib/a";' };
    expect(circles(files)).toEqual([["lib/a.ts", "lib/b.ts"]]);
  });
  it("are found over components, rune classes and what is passed on", () => {
    const files = {
      "A.svelte": '<script lang="ts">\n  import { b } from "./b.svelte";\n</script>\n<p></p>',
      "b.svelte.ts": 'export * from "./c";',
      "c.ts": 'export const late = () => import("./A.svelte");',
    };
    expect(circles(files)).toEqual([["A.svelte", "b.svelte.ts", "c.ts"]]);
  });
  it("are told one by one", () => {
    const files = {
      "a.ts": 'import "./b"; import "./c";',
      "b.ts": 'import "./a";',
      "c.ts": 'import "./d";',
      "d.ts": 'import "./c"; import "svelte";',
    };
    expect(circles(files)).toEqual([
      ["a.ts", "b.ts"],
      ["c.ts", "d.ts"],
    ]);
  });
  it("are none where all arrows point one way", () => {
    const files = { "a.ts": 'import "./b"; import "./c";', "b.ts": 'import "./c";', "c.ts": '// import "./a"' };
    expect(circles(files)).toEqual([]);
  });
});
