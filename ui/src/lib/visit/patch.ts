/** Merge patches (RFC 7396) of values that the screen holds before there is a visit. */

import type { MergePatch } from "../../backend/types";

/** Returns the value with the first level of a patch merged into it: `null` takes a field away. */
export function withPatch<T extends object>(value: T, patch: MergePatch<NoInfer<T>>): T {
  const next = { ...value } as Record<string, unknown>;
  for (const [field, change] of Object.entries(patch as Record<string, unknown>)) {
    if (change === null) Reflect.deleteProperty(next, field);
    else if (change !== undefined) next[field] = change;
  }
  return next as T;
}
