import { fireEvent, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import { testWindow } from "../../test-app";

async function inspecting(id: string) {
  const made = await testWindow({ visits: [sampleVisit()] });
  await made.screen.findByTestId("room-overview");
  made.app.go("programme");
  made.app.selection.select(id);
  await made.screen.findByRole("heading", { level: 2, name: "Engagement" });
  const group = within(await made.screen.findByRole("group", { name: "Sources" }));
  return { ...made, group, sources: () => made.app.current.visit?.engagements[id]?.sources };
}

describe("the sources of an engagement", () => {
  it("are chosen, and vouch for all of it or for single fields, each with its quotation", async () => {
    const { group, sources } = await inspecting("separate");
    await fireEvent.change(group.getByRole("combobox", { name: "Add a source" }), {
      target: { value: "announcement" },
    });
    await waitFor(() => expect(sources()).toEqual({ announcement: {} }));
    const quotation = await group.findByRole("textbox", { name: "Quotation" });
    await fireEvent.input(quotation, { target: { value: "separate talks" } });
    await fireEvent.blur(quotation);
    await waitFor(() => expect(sources()?.["announcement"]?.quotation).toEqual({ en: "separate talks" }));
    await fireEvent.change(group.getByRole("combobox", { name: "What rests on it" }), {
      target: { value: "participants" },
    });
    await waitFor(() => expect(sources()?.["announcement"]?.fields).toEqual({ participants: {} }));
    expect(await group.findByRole("textbox", { name: "Quotation: Participants" })).toBeTruthy();
  });

  it("are taken off again", async () => {
    const { group, sources } = await inspecting("separate");
    await fireEvent.change(group.getByRole("combobox", { name: "Add a source" }), {
      target: { value: "announcement" },
    });
    await fireEvent.click(await group.findByRole("button", { name: /^Take Information and Press Department.* off$/ }));
    await waitFor(() => expect(sources() ?? {}).toEqual({}));
  });
});
