import type { CivilDate, Contact, Visit } from "../../backend/types";
import { boundsOf } from "../date/edtf";
import { visitBounds } from "./dates";
import { compare, present, type Named } from "./members";

/** The contacts between the two countries, as they stand to a visit. */
export interface Around {
  before: Named<Contact>[];
  after: Named<Contact>[];
  /** Contacts without a date: those that go on, and those of which no date is known. */
  standing: Named<Contact>[];
}

/**
 * Returns the contacts before and after the visit, each in the order of their dates. A contact known only to the
 * month of the visit comes after it, since nobody can say that it came before.
 */
export function contactsAround(visit: Visit, today: CivilDate): Around {
  const from = visitBounds(visit)?.first ?? today;
  const dated = present(visit.contacts).map((contact) => ({ contact, bounds: boundsOf(contact.on?.edtf ?? "") }));
  const around: Around = { before: [], after: [], standing: [] };
  const last = (one: (typeof dated)[number]) => one.bounds?.last ?? "";
  for (const one of dated.sort((a, b) => compare(last(a), last(b)))) {
    if (!one.bounds) around.standing.push(one.contact);
    else if (one.bounds.last < from) around.before.push(one.contact);
    else around.after.push(one.contact);
  }
  return around;
}
