import { fireEvent, within } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { BackendError } from "../../backend/backend";
import { sampleVisit } from "../../backend/fake-sample";
import { testWindow } from "../../test-app";

async function openDialog() {
  const made = await testWindow({ visits: [sampleVisit()] });
  await made.screen.findByTestId("room-overview");
  const exported = vi.spyOn(made.backend, "exportProgramme");
  made.backend.chooseInMenu("export_pdf");
  const dialog = within(await made.screen.findByRole("dialog", { name: "Export the programme as PDF" }));
  return { ...made, exported, dialog };
}

async function choose(field: HTMLElement, words: string) {
  await fireEvent.input(field, { target: { value: words } });
  await fireEvent.blur(field);
}

describe("the export dialog", () => {
  it("writes the whole visit where nothing else is asked for, and closes", async () => {
    const { screen, dialog, exported } = await openDialog();
    await fireEvent.click(dialog.getByRole("button", { name: "Choose a file…" }));
    await vi.waitFor(() => expect(screen.queryByRole("dialog", { name: /Export/ })).toBeNull());
    expect(exported.mock.calls[0]?.slice(2)).toEqual(["pdf", {}]);
  });

  it("begins a range with the days of the visit and writes the one that was chosen", async () => {
    const { dialog, exported } = await openDialog();
    await fireEvent.click(dialog.getByRole("radio", { name: "Some days" }));
    await choose(dialog.getByLabelText("Last day"), "20 March 2017");
    await fireEvent.click(dialog.getByRole("button", { name: "Choose a file…" }));
    await vi.waitFor(() => expect(exported).toHaveBeenCalledOnce());
    expect(exported.mock.calls[0]?.slice(2)).toEqual(["pdf", { days: { first: "2017-03-20", last: "2017-03-20" } }]);
  });

  it("does not write a range that ends before it begins", async () => {
    const { dialog, exported } = await openDialog();
    await fireEvent.click(dialog.getByRole("radio", { name: "Some days" }));
    await choose(dialog.getByLabelText("First day"), "25 March 2017");
    expect(dialog.getByText("The last day is before the first.")).toBeTruthy();
    expect(dialog.getByRole("button", { name: "Choose a file…" })).toHaveProperty("disabled", true);
    expect(exported).not.toHaveBeenCalled();
  });

  it("keeps what was chosen and says in its own words why nothing was written", async () => {
    const { dialog, backend } = await openDialog();
    const error = {
      code: "document_too_large",
      message: "The programme has 6,000 engagements.",
      subject: "",
      remedy: "Print a range of days.",
    };
    vi.spyOn(backend, "exportProgramme").mockRejectedValue(new BackendError(error));
    await fireEvent.click(dialog.getByRole("radio", { name: "Some days" }));
    await fireEvent.click(dialog.getByRole("button", { name: "Choose a file…" }));
    const alert = await dialog.findByTestId("dialog-error");
    expect(alert.textContent).toContain("Print a range of days.");
    expect(document.activeElement).toBe(alert);
    expect(dialog.getByRole("radio", { name: "Some days" })).toHaveProperty("checked", true);
  });

  it("stays open where nobody chose a file", async () => {
    const { screen, dialog, backend } = await openDialog();
    vi.spyOn(backend, "exportProgramme").mockResolvedValue(null);
    await fireEvent.click(dialog.getByRole("button", { name: "Choose a file…" }));
    await vi.waitFor(() => expect(screen.getByRole("dialog", { name: /Export/ })).toBeTruthy());
  });
});
