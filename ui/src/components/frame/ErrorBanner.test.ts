import { render } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { BackendError } from "../../backend/backend";
import ErrorBanner from "./ErrorBanner.svelte";

const shown = (message: string, subject: string) => {
  const error = new BackendError({ code: "file_unreadable", message, subject });
  return render(ErrorBanner, { error, wayOut: null }).getByRole("alert").textContent.replace(/\s+/g, " ").trim();
};

describe("an error at the top of the window", () => {
  it("names the file once", () => {
    expect(shown("/tmp/a.ics cannot be read.", "/tmp/a.ics")).toBe("/tmp/a.ics cannot be read.");
  });

  it("names what it is about where its words do not", () => {
    expect(shown("It cannot be read.", "/tmp/a.ics")).toBe("/tmp/a.ics: It cannot be read.");
  });
});
