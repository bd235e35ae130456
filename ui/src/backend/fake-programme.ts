import type { Engagement, Text, When } from "./types";

const en = (text: string): Text => ({ en: text });
const both = (text: string, ru: string): Text => ({ en: text, ru });
const jst = (start: string, end: string): When => ({
  kind: "at",
  start: `${start}:00`,
  end: `${end}:00`,
  zone: "Asia/Tokyo",
});

function everyone(...ids: string[]): { participants: Record<string, object> } {
  return { participants: Object.fromEntries(ids.map((id) => [id, {}])) };
}

const MINISTERS = ["lavrov", "ru-defence", "kishida", "jp-defence"];

/** The programme of the reference case; what its source does not say is illustrative. */
export const ENGAGEMENTS: Record<string, Partial<Engagement>> = {
  arrival: {
    title: en("Moscow to Tokyo"),
    kind: "movement",
    when: {
      kind: "at",
      start: "2017-03-19T18:00:00",
      end: "2017-03-20T09:30:00",
      zone: "Europe/Moscow",
      end_zone: "Asia/Tokyo",
    },
    order: "a1",
    status: "confirmed",
    illustrative: { whole: true },
    movement: { to: "airport", means: "air", vehicles: {} },
    ...everyone("lavrov", "ru-defence"),
  },
  transfer: {
    title: en("Airport to the Iikura Guest House"),
    kind: "movement",
    when: jst("2017-03-20T09:35", "2017-03-20T09:55"),
    order: "a2",
    status: "confirmed",
    illustrative: { whole: true },
    movement: { from: "airport", to: "iikura", means: "road", vehicles: {} },
    ...everyone("lavrov", "ru-defence"),
  },
  "two-plus-two": {
    title: both("Two Plus Two consultations", "Консультации «два плюс два»"),
    kind: "talks",
    format: "two_plus_two",
    when: jst("2017-03-20T10:00", "2017-03-20T12:00"),
    order: "a3",
    assemble: 10,
    status: "confirmed",
    press: "photo_opportunity",
    venue: "iikura",
    illustrative: { when: true, assemble: true, status: true, press: true, venue: true, interpreters: true },
    remarks: en("Second round; the first was in Tokyo in November 2013."),
    interpreters: { "interpreter-ru": { from: "ru", to: "ja", mode: "consecutive" } },
    ...everyone(...MINISTERS),
  },
  lunch: {
    title: en("Working lunch"),
    kind: "meal",
    when: jst("2017-03-20T12:30", "2017-03-20T13:45"),
    order: "a4",
    status: "tentative",
    press: "closed",
    venue: "iikura",
    dress: en("Business"),
    illustrative: { whole: true },
    ...everyone(...MINISTERS),
  },
  separate: {
    title: both("Talks Lavrov – Kishida", "Переговоры Лавров – Кисида"),
    kind: "talks",
    format: "plenary",
    when: jst("2017-03-20T15:00", "2017-03-20T16:30"),
    order: "a5",
    assemble: 5,
    status: "confirmed",
    press: "photo_opportunity",
    venue: "iikura",
    illustrative: { when: true, assemble: true, status: true, press: true, venue: true },
    ...everyone("lavrov", "kishida"),
  },
  press: {
    title: en("Press statements"),
    kind: "press",
    when: jst("2017-03-20T16:45", "2017-03-20T17:15"),
    order: "a6",
    status: "tentative",
    press: "press_statements",
    venue: "iikura",
    illustrative: { whole: true },
    ...everyone(...MINISTERS),
  },
  embassy: {
    title: en("Meeting with the embassy's staff"),
    kind: "internal",
    when: { kind: "day", date: "2017-03-21" },
    order: "a7",
    status: "proposed",
    press: "closed",
    illustrative: { whole: true },
    ...everyone("lavrov"),
  },
  departure: {
    title: en("Tokyo to Moscow"),
    kind: "movement",
    when: {
      kind: "at",
      start: "2017-03-21T13:00:00",
      end: "2017-03-21T17:20:00",
      zone: "Asia/Tokyo",
      end_zone: "Europe/Moscow",
    },
    order: "a8",
    status: "tentative",
    illustrative: { whole: true },
    movement: { from: "airport", means: "air", vehicles: {} },
    ...everyone("lavrov", "ru-defence"),
  },
  wreath: {
    title: en("Cultural programme"),
    kind: "cultural",
    when: { kind: "within" },
    order: "a9",
    status: "proposed",
    illustrative: { whole: true },
    ...everyone("lavrov"),
  },
};
