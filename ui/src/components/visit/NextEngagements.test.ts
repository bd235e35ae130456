import { fireEvent, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import { canRun } from "../../state/commands";
import { testWindow } from "../../test-app";

describe("the next engagements", () => {
  it("name the day of a clock that shows another one than their heading", async () => {
    const { screen } = await testWindow({ visits: [sampleVisit()] });
    const flight = await screen.findByRole("button", { name: /Moscow to Tokyo/ });
    const words = flight.textContent.replaceAll("\u00a0", " ");
    expect(words).toContain("00:00–09:30");
    expect(words).toContain("Sun 18:00 – Mon 03:30");
  });

  it("name the clock of their times", async () => {
    const { screen, app } = await testWindow({ visits: [sampleVisit()] });
    const clock = await screen.findByTestId("clock");
    expect(clock.textContent.trim()).toBe("Times of Tokyo; below them, those of Moscow");
    app.preferences.zoneMode = "home";
    await waitFor(() => expect(clock.textContent.trim()).toBe("Times of Moscow"));
  });

  it("say that the host's zone is not known and lead to where it is stated; nothing switches between one clock", async () => {
    const visit = sampleVisit();
    visit.facts.host = { country: "AT", capital: {} };
    visit.facts.guest = { capital: {} };
    const { screen, app } = await testWindow({ visits: [visit] });
    expect((await screen.findByTestId("clock")).textContent).toContain(
      "The host's time zone is not known. Times are those of UTC.",
    );
    expect(screen.queryByRole("group", { name: "Clock" })).toBeNull();
    expect(canRun(app, "zones_home")).toBe(false);
    app.go("programme");
    await screen.findByTestId("room-programme");
    await fireEvent.click(screen.getByRole("button", { name: "State it in the facts" }));
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole("combobox", { name: "Host's time zone" })),
    );
  });

  it("switch between two clocks where there are two", async () => {
    const { screen } = await testWindow({ visits: [sampleVisit()] });
    expect(await screen.findByRole("group", { name: "Clock" })).toBeTruthy();
  });
});
