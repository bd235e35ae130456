import { fireEvent, render } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import Combobox from "./Combobox.svelte";

const ZONES = ["America/Blanc-Sablon", "America/Miquelon", "Europe/London", "Europe/Moscow"].map((value) => ({
  value,
  label: value,
  aside: value.split("/")[1] ?? "",
}));
const MANY = Array.from({ length: 200 }, (_, place) => ({ value: String(place), label: `Place ${String(place)}` }));

function combobox(options: typeof ZONES | typeof MANY, value: string) {
  const onchange = vi.fn();
  const screen = render(Combobox, { label: "Zone", value, options, onchange, emptyLabel: "Nothing" });
  const lines = () => screen.getAllByRole("option", { hidden: true }).map((one) => one.firstElementChild?.textContent);
  return { field: screen.getByRole("combobox"), lines, onchange };
}

describe("the combobox", () => {
  it("shows first what begins with the words", async () => {
    const { field, lines, onchange } = combobox(ZONES, "Europe/Moscow");
    await fireEvent.input(field, { target: { value: "lon" } });
    expect(lines()).toEqual(["Europe/London", "America/Blanc-Sablon", "America/Miquelon"]);
    await fireEvent.keyDown(field, { key: "Enter" });
    expect(onchange).toHaveBeenCalledWith("Europe/London");
  });

  it("shows what is chosen, however far down it stands", async () => {
    const { field, lines } = combobox(MANY, "150");
    await fireEvent.click(field);
    expect(lines()[0]).toBe("Place 150");
    expect(lines()).toHaveLength(60);
  });
});
