import { render } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import LibraryTrouble from "./LibraryTrouble.svelte";

const shown = (code: string) =>
  render(LibraryTrouble, {
    trouble: { code, message: "It cannot be opened.", subject: "" },
    location: "/home/officer/library",
    onretry: vi.fn(),
    onrescue: vi.fn(),
    onaccept: vi.fn(),
  });

describe("what is wrong with the library", () => {
  it.each(["library_damaged", "not_a_library"])("leads to what can still be read: %s", (code) => {
    expect(shown(code).queryByRole("button", { name: "Save what can be read…" })).not.toBeNull();
  });

  it("does not speak of damage where a newer version wrote the library", () => {
    expect(shown("library_newer").queryByRole("button", { name: "Save what can be read…" })).toBeNull();
  });
});
