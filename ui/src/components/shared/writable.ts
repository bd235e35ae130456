import { getContext, setContext } from "svelte";

const KEY = Symbol("whether fields can be changed");

/** Says whether what stands in the fields below this component can be changed. A function, so that it is asked again. */
export function provideWritable(writable: () => boolean): void {
  setContext(KEY, writable);
}

/** Returns what was said above this component; a field of which nothing is said can be changed. */
export function useWritable(): () => boolean {
  return getContext<(() => boolean) | undefined>(KEY) ?? (() => true);
}
