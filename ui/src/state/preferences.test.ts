import { describe, expect, it } from "vitest";
import { Preferences } from "./preferences.svelte";

function shelf(kept: string | null) {
  let value = kept;
  return { getItem: () => value, setItem: (_key: string, next: string) => void (value = next) };
}

describe("Preferences", () => {
  it("come back as they were left", () => {
    const place = shelf(null);
    const first = new Preferences(place);
    first.theme = "dark";
    first.zoneMode = "home";
    first.inspectorOpen = false;
    first.keep();
    const second = new Preferences(place);
    expect([second.theme, second.zoneMode, second.view, second.inspectorOpen]).toEqual(["dark", "home", "grid", false]);
  });

  it.each(["not json", "null", '{"theme":"pink","zoneMode":7}'])("fall back where %s was kept", (kept) => {
    const preferences = new Preferences(shelf(kept));
    expect([preferences.theme, preferences.zoneMode]).toEqual(["system", "both"]);
  });
});
