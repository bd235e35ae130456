import { describe, expect, it } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import { testWindow } from "../../test-app";

describe("the next engagements", () => {
  it("name the day of a clock that shows another one than their heading", async () => {
    const { screen } = await testWindow({ visits: [sampleVisit()] });
    const flight = await screen.findByRole("button", { name: /Moscow to Tokyo/ });
    const words = flight.textContent.replaceAll("\u00a0", " ");
    expect(words).toContain("00:30–08:50");
    expect(words).toContain("Sun 18:30 – Mon 02:50");
  });
});
