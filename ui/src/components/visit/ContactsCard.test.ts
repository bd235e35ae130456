import { fireEvent, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { sampleDossier, sampleVisit } from "../../backend/fake-sample";
import { testWindow } from "../../test-app";

async function overview(visit = sampleVisit()) {
  const made = await testWindow({ visits: [visit], dossiers: [sampleDossier()] });
  await made.screen.findByTestId("room-overview");
  const card = await made.screen.findByRole("region", { name: "Political calendar" });
  return { ...made, card };
}

describe("the political calendar of the overview", () => {
  it("shows what the dossier of the two countries has, around the visit", async () => {
    const { card } = await overview();
    expect(card.textContent).toContain("Two Plus Two, first round, Tokyo");
    expect(card.textContent).toContain("Strategic dialogue of first deputy foreign ministers");
  });

  it("takes a new contact and a change of one, and undo takes both back, one after the other", async () => {
    const { app, card } = await overview();
    const contacts = () => Object.values(app.current.dossier?.contacts ?? {}).filter(({ removed }) => !removed);
    const before = contacts().length;
    await fireEvent.click(within(card).getByRole("button", { name: "Add a contact" }));
    await waitFor(() => expect(contacts()).toHaveLength(before + 1));
    await app.current.editDossier({ edit: "set", key: { kind: "contact", id: "p1" }, patch: { stage: "cancelled" } });
    expect(app.current.undoLabel).toMatchObject({ action: "set", kind: "contact" });
    await app.current.undo();
    expect(app.current.dossier?.contacts["p1"]?.stage).toBe("held");
    await app.current.undo();
    expect(contacts()).toHaveLength(before);
  });

  it("says what is missing where a country is not known, and leads there", async () => {
    const visit = sampleVisit();
    delete visit.facts.host.country;
    const { card, screen } = await overview(visit);
    expect(within(card).getByTestId("countries-missing").textContent).toContain("Name both countries");
    await fireEvent.click(within(card).getByRole("button", { name: "Name the countries" }));
    await waitFor(() => expect(document.activeElement?.id).toBe("host-country"));
    expect(screen.queryByText("Two Plus Two, first round, Tokyo")).toBeNull();
  });
});
