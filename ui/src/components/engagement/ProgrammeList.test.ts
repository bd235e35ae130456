import { within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import { testWindow } from "../../test-app";

describe("the programme as a list", () => {
  it("names the day of a clock that shows another one than its heading", async () => {
    const { screen, app } = await testWindow({ visits: [sampleVisit()] });
    app.preferences.view = "list";
    app.go("programme");
    const start = await screen.findByRole("textbox", { name: "Start of “Moscow to Tokyo”" });
    const row = start.closest("tr") as HTMLElement;
    expect(row.parentElement?.querySelector("th")?.textContent).toContain("Monday 20 March 2017");
    // The fields are on Moscow's clock at the start and on Tokyo's at the end.
    expect(within(row).getByText("Sun").nextElementSibling?.contains(start)).toBe(true);
    expect(within(row).getByText("Mon")).toBeTruthy();
    expect(within(row).getByText("Sun\u00a018:00\u00a0– Mon\u00a003:30", { normalizer: String })).toBeTruthy();
  });
});
