import { fireEvent, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { sampleDossier, sampleVisit } from "../../backend/fake-sample";
import { testWindow } from "../../test-app";

async function inspecting(id: string) {
  const made = await testWindow({ visits: [sampleVisit()], dossiers: [sampleDossier()] });
  await made.screen.findByTestId("room-overview");
  made.app.go("programme");
  made.app.selection.select(id);
  await made.screen.findByRole("heading", { level: 2, name: "Engagement" });
  const engagement = () => made.app.current.visit?.engagements[id];
  return { ...made, engagement };
}

const valueOf = (field: HTMLElement) => (field as HTMLInputElement | HTMLSelectElement).value;

describe("the inspector", () => {
  it("takes a title on Enter and gives it back on Escape", async () => {
    const { screen, engagement } = await inspecting("lunch");
    const title = screen.getByRole("textbox", { name: "Title" });
    await fireEvent.input(title, { target: { value: "Lunch of the ministers" } });
    await fireEvent.keyDown(title, { key: "Escape" });
    expect(valueOf(title)).toBe("Working lunch");
    await fireEvent.input(title, { target: { value: "Lunch of the ministers" } });
    await fireEvent.keyDown(title, { key: "Enter" });
    await waitFor(() => expect(engagement()?.title).toEqual({ en: "Lunch of the ministers" }));
  });

  it("keeps the other languages of a title", async () => {
    const { screen, engagement } = await inspecting("two-plus-two");
    const title = screen.getByRole("textbox", { name: "Title" });
    await fireEvent.input(title, { target: { value: "Two Plus Two" } });
    await fireEvent.blur(title);
    await waitFor(() => expect(engagement()?.title).toEqual({ en: "Two Plus Two", ru: "Консультации «два плюс два»" }));
  });

  it("moves the end along with the start", async () => {
    const { screen, engagement } = await inspecting("lunch");
    const start = screen.getByRole("textbox", { name: "Start" });
    await fireEvent.input(start, { target: { value: "1300" } });
    await fireEvent.keyDown(start, { key: "Enter" });
    await waitFor(() =>
      expect(engagement()?.when).toMatchObject({ start: "2017-03-20T13:00:00", end: "2017-03-20T14:15:00" }),
    );
  });

  it("says what is wrong with a time that is none", async () => {
    const { screen, engagement } = await inspecting("lunch");
    const start = screen.getByRole("textbox", { name: "Start" });
    await fireEvent.input(start, { target: { value: "noon" } });
    await fireEvent.blur(start);
    expect((await screen.findByRole("alert")).textContent).toContain("not a time");
    expect(engagement()?.when).toMatchObject({ start: "2017-03-20T12:30:00" });
  });

  it("takes a participant off", async () => {
    const { screen, engagement } = await inspecting("separate");
    await fireEvent.click(screen.getByRole("button", { name: "Take Fumio Kishida off" }));
    await waitFor(() => expect(Object.keys(engagement()?.participants ?? {})).toEqual(["lavrov"]));
  });

  it("asks on which side a new participant is", async () => {
    const { screen, app, engagement } = await inspecting("lunch");
    const field = screen.getByRole("combobox", { name: "Add a participant" });
    await fireEvent.input(field, { target: { value: "Ivan Petrov" } });
    const list = document.getElementById(field.getAttribute("aria-controls") ?? "");
    expect([...(list?.children ?? [])].map((one) => one.textContent.trim())).toEqual([
      "New member of the guest's side: “Ivan Petrov”",
      "New member of the host's side: “Ivan Petrov”",
      "New member of a third party: “Ivan Petrov”",
    ]);
    await fireEvent.keyDown(field, { key: "ArrowDown" });
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(Object.keys(engagement()?.participants ?? {})).toHaveLength(5));
    const members = Object.values(app.current.visit?.members ?? {});
    expect(members.find(({ seat }) => seat.person?.name["en"] === "Ivan Petrov")?.side).toBe("host");
  });

  it("shows what turns the writing of a title round", async () => {
    const { screen, app } = await inspecting("lunch");
    const patch = { title: { en: "Working \u202ehcnul" } };
    await app.current.edit({ edit: "set", key: { kind: "engagement", id: "lunch" }, patch });
    await screen.findByText("Holds signs that turn the writing round: Working \\u{202e}hcnul");
    expect(screen.getByRole("button", { name: "Undo: Change “Working \\u{202e}hcnul”" })).toBeTruthy();
  });

  it("begins at its top for each engagement", async () => {
    const { screen, app } = await inspecting("lunch");
    const inspector = screen.getByTestId("inspector");
    inspector.scrollTop = 300;
    app.selection.open("separate");
    await waitFor(() => expect(valueOf(screen.getByRole("textbox", { name: "Title" }))).toBe("Talks Lavrov – Kishida"));
    expect(inspector.scrollTop).toBe(0);
    inspector.scrollTop = 300;
    await app.current.edit({ edit: "set", key: { kind: "engagement", id: "separate" }, patch: { press: "open" } });
    expect(inspector.scrollTop).toBe(300);
  });

  it("shows a flight with a clock at each end", async () => {
    const { screen } = await inspecting("departure");
    expect(valueOf(screen.getByRole("combobox", { name: "Departs on the clock of" }))).toBe("Asia/Tokyo");
    expect(valueOf(screen.getByRole("combobox", { name: "Arrives on the clock of" }))).toBe("Europe/Moscow");
    expect(valueOf(screen.getByRole("textbox", { name: "Arrival" }))).toBe("17:20");
  });

  it("gives a participant a function and takes it off again", async () => {
    const { screen, engagement } = await inspecting("separate");
    const held = () => Object.keys(engagement()?.participants["kishida"]?.functions ?? {});
    await fireEvent.click(screen.getByText("Functions"));
    const field = screen.getByRole("combobox", { name: "Add a function of Fumio Kishida", hidden: true });
    await fireEvent.input(field, { target: { value: "Note-taker" } });
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(held()).toEqual(["note_taker"]));
    const name = "Take the function “Note-taker” from Fumio Kishida";
    await fireEvent.click(await screen.findByRole("button", { name, hidden: true }));
    await waitFor(() => expect(held()).toEqual([]));
    expect(engagement()?.participants["kishida"]).toBeDefined();
  });

  it("keeps a time as it was said and makes no hour of it", async () => {
    const { screen, engagement } = await inspecting("lunch");
    await fireEvent.click(screen.getByRole("radio", { name: "Said otherwise" }));
    await waitFor(() => expect(engagement()?.when).toMatchObject({ kind: "starts", start: "2017-03-20T12:30:00" }));
    const form = await screen.findByRole("combobox", { name: "How it was said" });
    await fireEvent.change(form, { target: { value: "part" } });
    await waitFor(() => expect(engagement()?.when).toEqual({ kind: "part", date: "2017-03-20", part: "morning" }));
    const said = await screen.findByRole("textbox", { name: "The words in which it was said" });
    await fireEvent.input(said, { target: { value: "some time before noon" } });
    await fireEvent.keyDown(said, { key: "Enter" });
    await waitFor(() => expect(engagement()?.when).toMatchObject({ words: { en: "some time before noon" } }));
  });

  it("links a round to the one before, which stands in the dossier", async () => {
    const { screen, app, engagement } = await inspecting("separate");
    const before = Object.keys(app.current.dossier?.contacts ?? {})[0] ?? "";
    expect(before).not.toBe("");
    const round = screen.getByRole("textbox", { name: "Round", hidden: true });
    await fireEvent.input(round, { target: { value: "3" } });
    await fireEvent.keyDown(round, { key: "Enter" });
    await waitFor(() => expect(engagement()?.round).toEqual({ number: 3 }));
    await fireEvent.change(screen.getByRole("combobox", { name: "The round before", hidden: true }), {
      target: { value: before },
    });
    await waitFor(() => expect(engagement()?.round).toEqual({ number: 3, before }));
  });

  it("arranges the press without touching what is there", async () => {
    const { screen, engagement } = await inspecting("lunch");
    const field = (name: string) => screen.getByRole("textbox", { name, hidden: true });
    await fireEvent.input(field("To be there at"), { target: { value: "1145" } });
    await fireEvent.keyDown(field("To be there at"), { key: "Enter" });
    await waitFor(() => expect(engagement()?.press_call).toEqual({ call: "11:45:00" }));
    await fireEvent.input(field("Cameras, first minutes"), { target: { value: "5" } });
    await fireEvent.keyDown(field("Cameras, first minutes"), { key: "Enter" });
    await waitFor(() => expect(engagement()?.press_call).toEqual({ call: "11:45:00", cameras: 5 }));
  });

  it("marks parts as illustrative, or the whole, and takes the marks off", async () => {
    const { screen, engagement } = await inspecting("separate");
    const box = (name: string) => screen.findByRole("checkbox", { name });
    const before = engagement()?.illustrative;
    await fireEvent.click(await box("Title"));
    await waitFor(() => expect(engagement()?.illustrative).toEqual({ ...before, title: true }));
    await fireEvent.click(await box("The whole engagement"));
    await waitFor(() => expect(engagement()?.illustrative?.whole).toBe(true));
    await waitFor(() => expect(screen.queryByRole("checkbox", { name: "Title" })).toBeNull());
  });
});
