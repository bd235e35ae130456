import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** Returns the files that a file imports, as they are written, types too. */
function importsOf(name, text) {
  const code = name.endsWith(".svelte")
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script).join("\n")
    : text;
  return ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName);
}

/**
 * Returns the circles among files: each a list of files that lead to one another by what they import.
 *
 * @param {ReadonlyMap<string, string>} files What is in each file, by its path.
 * @returns {string[][]}
 */
export function circlesAmong(files) {
  const known = new Map([...files].map(([name, text]) => [name, next(name, text)]));
  function next(name, text) {
    return importsOf(name, text)
      .filter((path) => path.startsWith("."))
      .map((path) => join(dirname(name), path))
      .map((path) => [path, `${path}.ts`].find((file) => files.has(file)))
      .filter((file) => file !== undefined);
  }
  const reached = new Map([...known.keys()].map((name) => [name, reach(name)]));
  function reach(name) {
    const found = new Set();
    const waiting = [name];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const more = (known.get(at) ?? []).filter((file) => !found.has(file));
      more.forEach((file) => found.add(file));
      waiting.push(...more);
    }
    return found;
  }
  const leads = (one, other) => reached.get(one)?.has(other) ?? false;
  const circles = [...known.keys()]
    .filter((name) => leads(name, name))
    .map((name) => [...known.keys()].filter((other) => leads(name, other) && leads(other, name)));
  return circles.filter((circle, place) => circles.findIndex((other) => other[0] === circle[0]) === place);
}

/** Reads the files of a folder; tests may import whatever they want. */
function filesOf(folder) {
  const names = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  const ours = names.filter((name) => /\.(ts|svelte)$/.test(name) && !/\.test\.ts$/.test(name));
  return new Map(ours.filter((name) => !name.includes("paraglide")).map((name) => [name, readFileSync(name, "utf8")]));
}

let found;

/** Refuses files that import one another: of two, one knows the other, and both may know a third. */
export const noCircles = {
  meta: { type: "problem", schema: [] },
  create(context) {
    found ??= circlesAmong(filesOf(join(context.cwd, "src")));
    const circle = found.find((files) => files.includes(context.filename));
    if (!circle) return {};
    const names = circle.map((file) => file.slice(context.cwd.length + 1)).join(", ");
    return {
      Program: (node) => context.report({ node, message: `These files import one another: ${names}.` }),
    };
  },
};
