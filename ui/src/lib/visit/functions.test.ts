import { expect, it } from "vitest";
import type { Engagement, Visit } from "../../backend/types";
import { peopleWords } from "./functions";

const seat = (name: string) => ({ office: {}, person: { name: { en: name }, languages: [] } });

it("names who takes part with what they do, by precedence, and then the groups in their order", () => {
  const members = {
    envoy: { side: "third", seat: seat("An Envoy"), order: "a0" },
    kishida: { side: "host", seat: seat("Fumio Kishida"), order: "a1" },
    lavrov: { side: "guest", seat: seat("Sergey Lavrov"), order: "a2" },
  };
  const engagement = {
    participants: { kishida: { functions: { chair: {}, signatory: {} } }, lavrov: {}, envoy: {} },
    groups: { a: { name: { en: "and others" }, place: 2 }, b: { name: { en: "senior officials" }, place: 1 } },
  };
  const words = peopleWords(engagement as unknown as Engagement, { members } as unknown as Visit, ["en"]);
  expect(words).toBe("Lavrov, Kishida (chair, signatory), Envoy, senior officials, and others");
});
