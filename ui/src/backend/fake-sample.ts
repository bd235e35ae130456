import { completed, section } from "./fake-defaults";
import { ENGAGEMENTS } from "./fake-programme";
import type { Dossier, Facts, Member, Standing, Text, Visit } from "./types";

const en = (text: string): Text => ({ en: text });
const both = (text: string, ru: string): Text => ({ en: text, ru });

/** What the desk makes of the histories in the dossier of the sample. */
export const SAMPLE_STANDINGS: Standing[] = [{ key: { kind: "commitment", id: "c1" }, status: "under_review" }];

/** Makes a dossier in which nothing stands yet. */
export function emptyDossier(id: string): Dossier {
  return {
    schema: 1,
    id,
    facts: { title: {}, languages: [], remarks: {} },
    contacts: {},
    commitments: {},
    agreements: {},
    strands: {},
    sources: {},
  };
}

/** Makes a visit of which nothing is known but its id. */
export function emptyVisit(id: string): Visit {
  return {
    schema: 1,
    id,
    facts: completed("facts", {}) as Facts,
    members: {},
    venues: {},
    rooms: {},
    vehicles: {},
    legs: {},
    engagements: {},
    topics: {},
    deliverables: {},
    tasks: {},
    figures: {},
    waivers: {},
    comments: {},
    editions: {},
    sources: {},
  };
}

function member(side: Member["side"], role: string, order: string, office: Text, name?: Text): Partial<Member> {
  const person = name ? { person: { name, languages: [side === "guest" ? "ru" : "ja"] } } : {};
  return { side, role, order, seat: { office, ...person } };
}

/** Makes the reference case in short: the consultations in Tokyo of March 2017, with illustrations where its source is silent. */
export function sampleVisit(): Visit {
  const topic = (engagement: string, order: string, mode: string, title: string) => ({
    engagement,
    order,
    mode,
    title: en(title),
  });
  return {
    ...emptyVisit("tokyo-2017"),
    facts: completed("facts", {
      title: both("Visit of the Foreign Minister to Tokyo", "Визит министра иностранных дел в Токио"),
      status: "confirmed",
      format: "two_plus_two",
      dates: { edtf: "2017-03-20/2017-03-21", phrase: "20-21 March 2017" },
      place: en("Tokyo"),
      host: { country: "JP", zone: "Asia/Tokyo", capital: en("Tokyo") },
      guest: { country: "RU", zone: "Europe/Moscow", capital: en("Moscow") },
      own_side: "guest",
      languages: ["en", "ru", "ja"],
      sources: { announcement: {} },
    }) as Facts,
    members: section("member", {
      lavrov: member(
        "guest",
        "principal",
        "a1",
        en("Minister of Foreign Affairs of Russia"),
        both("Sergey Lavrov", "Сергей Лавров"),
      ),
      "ru-defence": member("guest", "principal", "a2", en("Minister of Defence of Russia")),
      kishida: member("host", "principal", "a1", en("Minister for Foreign Affairs of Japan"), {
        en: "Fumio Kishida",
        ja: "岸田文雄",
      }),
      "jp-defence": member("host", "principal", "a2", en("Minister of Defence of Japan")),
      "interpreter-ru": member("guest", "interpreter", "a5", en("Interpreter, Russian – Japanese")),
      "interpreter-jp": member("host", "interpreter", "a5", en("Interpreter, Japanese – Russian")),
      protocol: member("host", "protocol", "a6", en("Chief of Protocol")),
    }),
    venues: section("venue", {
      iikura: {
        name: { en: "Iikura Guest House", ja: "外務省飯倉公館" },
        city: en("Tokyo"),
        zone: "Asia/Tokyo",
        order: "a1",
      },
      airport: { name: en("Haneda Airport"), city: en("Tokyo"), zone: "Asia/Tokyo", order: "a2" },
    }),
    engagements: section("engagement", ENGAGEMENTS),
    topics: section("topic", {
      t1: topic("two-plus-two", "a1", "discuss", "Key global and regional problems"),
      t2: topic("two-plus-two", "a2", "spell_out", "New security architecture of the Asia-Pacific"),
      t3: topic("two-plus-two", "a3", "discuss", "Confidence-building measures in defence and security"),
      t4: topic("two-plus-two", "a4", "present_assessment", "Elements of US ballistic missile defence in the region"),
      t5: topic("two-plus-two", "a5", "prepared_to_discuss", "Joint efforts against terrorism and drug trafficking"),
      t6: topic("separate", "a1", "discuss", "Progress in carrying out what was agreed in December 2016"),
      t7: topic("separate", "a2", "discuss", "Timetable of further political contacts"),
    }),
    tasks: section("task", {
      k1: {
        title: en("Agree the programme with the host's protocol"),
        due: { kind: "lead", days: -14, unit: "calendar_days" },
        owner: "protocol",
        order: "a1",
      },
      k2: {
        title: en("Send the list of the delegation"),
        due: { kind: "lead", days: -10, unit: "calendar_days" },
        owner: "protocol",
        order: "a2",
      },
      k3: {
        title: en("Overflight and landing permits"),
        due: { kind: "lead", days: -7, unit: "calendar_days" },
        owner: "logistics",
        order: "a3",
      },
    }),
    sources: section("source", {
      announcement: {
        kind: "comment",
        publisher: en("Information and Press Department of the Ministry of Foreign Affairs of Russia"),
        issued: { kind: "at", time: "2017-03-17T11:04:00" },
        languages: ["en", "ru"],
        order: "a1",
      },
    }),
  };
}

/** Makes what the two countries of the reference case have with each other beyond the visit, in short. */
export function sampleDossier(): Dossier {
  return {
    ...emptyDossier("JP-RU"),
    contacts: section("contact", {
      p1: {
        title: en("Two Plus Two, first round, Tokyo"),
        stage: "held",
        on: { edtf: "2013-11", phrase: "November 2013" },
        order: "a1",
      },
      p2: {
        title: en("Official visit of President Putin to Japan"),
        stage: "held",
        on: { edtf: "2016-12-15/2016-12-16", phrase: "15-16 December 2016" },
        order: "a2",
      },
      p3: {
        title: en("Deputy foreign ministers on joint economic activities"),
        stage: "planned",
        on: { edtf: "2017-03-18", phrase: "18 March 2017" },
        order: "a3",
      },
      p4: {
        title: en("Maxim Oreshkin in Tokyo"),
        stage: "planned",
        on: { edtf: "2017-03", phrase: "end of March" },
        order: "a4",
      },
      p5: {
        title: en("Third Eastern Economic Forum"),
        stage: "planned",
        on: { edtf: "2017-09", phrase: "September 2017" },
        order: "a5",
      },
      p6: {
        title: en("Cross-years of the two countries"),
        stage: "planned",
        on: { edtf: "2018", phrase: "2018" },
        order: "a6",
      },
    }),
    commitments: section("commitment", {
      c1: {
        title: en("Agreements achieved in December 2016"),
        follow_up: { said: { status: "under_review" } },
        origin: "p2",
        order: "a1",
      },
    }),
    agreements: section("agreement", {
      a1: {
        title: en("Intergovernmental and interdepartmental agreements"),
        kind: "agreement",
        count: 12,
        origin: "p2",
        order: "a1",
      },
    }),
    strands: section("strand", {
      s1: { title: en("Strategic dialogue of first deputy foreign ministers"), state: "standing", order: "a1" },
    }),
  };
}
