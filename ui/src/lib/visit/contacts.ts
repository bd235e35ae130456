import type { CivilDate, Contact, Dossier, Visit } from "../../backend/types";
import { boundsOf } from "../date/edtf";
import { visitBounds } from "./dates";
import { compare, present, type Named } from "./members";

/** The contacts between the two countries, as they stand to a visit. */
export interface Around {
  before: Named<Contact>[];
  /** Those after the visit; last those of which no date is known. */
  after: Named<Contact>[];
}

/**
 * Returns the contacts before and after the visit, each in the order of their dates. A contact known only to the
 * month of the visit comes after it, since nobody can say that it came before, and so does one without a date.
 */
export function contactsAround(visit: Visit, dossier: Dossier, today: CivilDate): Around {
  const from = visitBounds(visit)?.first ?? today;
  const dated = present(dossier.contacts).map((contact) => ({ contact, bounds: boundsOf(contact.on?.edtf ?? "") }));
  const around: Around = { before: [], after: [] };
  const last = (one: (typeof dated)[number]) => one.bounds?.last ?? "9999";
  for (const one of dated.sort((a, b) => compare(last(a), last(b)))) {
    if (one.bounds && one.bounds.last < from) around.before.push(one.contact);
    else around.after.push(one.contact);
  }
  return around;
}
