import { fireEvent, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { sampleVisit } from "../../backend/fake-sample";
import { testWindow } from "../../test-app";

async function overview() {
  const made = await testWindow({ visits: [sampleVisit()] });
  const card = await made.screen.findByRole("region", { name: "Sources" });
  return { ...made, card };
}

async function commit(field: HTMLElement, value: string) {
  await fireEvent.input(field, { target: { value } });
  await fireEvent.keyDown(field, { key: "Enter" });
  await fireEvent.blur(field);
}

describe("the sources of a visit", () => {
  it("are shown with their kind and when they were issued", async () => {
    const { card } = await overview();
    expect(card.textContent).toContain("Information and Press Department");
    expect(card.textContent).toContain("Comment · 17 March 2017, 11:04");
  });

  it("can be added, and a new one stands behind the facts; one undo takes both back", async () => {
    const { app, card } = await overview();
    await fireEvent.click(within(card).getByRole("button", { name: "Add a source" }));
    await waitFor(() => expect(Object.keys(app.current.visit?.facts.sources ?? {})).toHaveLength(2));
    expect(Object.keys(app.current.visit?.sources ?? {})).toHaveLength(2);
    await app.current.undo();
    expect(Object.keys(app.current.visit?.facts.sources ?? {})).toHaveLength(1);
  });

  it("are edited in place: who published them, when, and at what time", async () => {
    const { app, card } = await overview();
    const source = () => app.current.visit?.sources["announcement"];
    await commit(within(card).getByRole("textbox", { name: "Publisher" }), "Press Service");
    await waitFor(() => expect(source()?.publisher).toEqual({ en: "Press Service" }));
    await commit(within(card).getByRole("textbox", { name: "Issued at" }), "");
    await waitFor(() => expect(source()?.issued).toEqual({ kind: "on", edtf: "2017-03-17" }));
    await commit(within(card).getByRole("textbox", { name: "Address" }), "https://example.org/");
    await waitFor(() => expect(source()?.address).toBe("https://example.org/"));
  });
});
