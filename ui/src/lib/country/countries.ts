import type { Zone } from "../../backend/types";
import { locale } from "../date/format";

/** The codes of ISO 3166-1 alpha-2. */
const CODES =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split(
    " ",
  );

/** Where a country has several zones: the one in which its government sits. */
const SEAT_OF_GOVERNMENT: Record<string, Zone> = {
  AR: "America/Argentina/Buenos_Aires",
  AU: "Australia/Sydney",
  BR: "America/Sao_Paulo",
  CA: "America/Toronto",
  CD: "Africa/Kinshasa",
  CL: "America/Santiago",
  CN: "Asia/Shanghai",
  CY: "Asia/Nicosia",
  DE: "Europe/Berlin",
  EC: "America/Guayaquil",
  ES: "Europe/Madrid",
  FR: "Europe/Paris",
  ID: "Asia/Jakarta",
  KZ: "Asia/Almaty",
  MN: "Asia/Ulaanbaatar",
  MX: "America/Mexico_City",
  MY: "Asia/Kuala_Lumpur",
  NZ: "Pacific/Auckland",
  PG: "Pacific/Port_Moresby",
  PT: "Europe/Lisbon",
  RU: "Europe/Moscow",
  UA: "Europe/Kyiv",
  US: "America/New_York",
  UZ: "Asia/Tashkent",
};

/** A country to choose: its code, its name, and the code again beside the name. */
interface Country {
  value: string;
  label: string;
  aside: string;
}

let names: Intl.DisplayNames | undefined;

/** Returns the name of a country in the interface's language; an unknown code is its own name. */
export function countryName(code: string | undefined): string {
  if (!code) return "";
  names ??= new Intl.DisplayNames([locale()], { type: "region", fallback: "code" });
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

let listed: Country[] | undefined;

/** Returns every country with its name, in the order of the names. */
export function countries(): readonly Country[] {
  return (listed ??= list());
}

function list(): Country[] {
  const collator = new Intl.Collator(locale());
  return CODES.map((code) => ({ value: code, label: countryName(code), aside: code })).sort((a, b) =>
    collator.compare(a.label, b.label),
  );
}

/** Returns the zone of a country's government, where it is known; the person can choose another. */
export function zoneOf(country: string): Zone | undefined {
  const seat = SEAT_OF_GOVERNMENT[country];
  if (seat) return seat;
  try {
    // Newer than TypeScript's own description of Intl.
    const region = new Intl.Locale("und", { region: country }) as Intl.Locale & { getTimeZones?: () => Zone[] };
    const zones = region.getTimeZones?.() ?? [];
    return zones.length === 1 ? zones[0] : undefined;
  } catch {
    return undefined;
  }
}
