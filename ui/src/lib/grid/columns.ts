import type { Engagement, MemberId, Side, Visit } from "../../backend/types";
import { inPrecedence, present } from "../visit/members";

/** The column of a principal. */
export interface Column {
  id: MemberId;
  side: Side;
}

/** Neighbouring columns, from the first to the last, both included. */
export interface Run {
  from: number;
  to: number;
}

/** Up to this many things to arrange, every order is tried. */
const TRY_ALL = 6;

/**
 * Returns a column for each principal, in such an order that those who sit together are neighbours: the heads of both
 * delegations in the middle, each with their own behind them, unless another order splits fewer meetings.
 */
export function columnsOf(visit: Visit): Column[] {
  const principals = inPrecedence(visit).filter((member) => member.role === "principal");
  const of = (guest: boolean) => principals.filter(({ side }) => (side === "guest") === guest).map(({ id }) => id);
  const together = present(visit.engagements).map((one) => principalsOf(one, principals));
  const order = orderOf(of(true), of(false), together);
  return order.flatMap((id) => principals.filter((one) => one.id === id).map(({ side }) => ({ id, side })));
}

function principalsOf(engagement: Pick<Engagement, "participants">, among: readonly { id: MemberId }[]): MemberId[] {
  return among.filter(({ id }) => engagement.participants[id] !== undefined).map(({ id }) => id);
}

/** Returns the order of two delegations in which the groups are torn into the fewest runs; heads stay side by side. */
export function orderOf(
  guests: readonly MemberId[],
  hosts: readonly MemberId[],
  groups: readonly (readonly MemberId[])[],
): MemberId[] {
  const [guest, host] = [guests[0], hosts[0]];
  const heads = [guest, host].filter((id) => id !== undefined);
  const units = [...guests.slice(1).map((id) => [id])].reverse();
  if (heads.length > 0) units.push(heads);
  units.push(...hosts.slice(1).map((id) => [id]));
  const weights = new Map<string, { group: readonly MemberId[]; count: number }>();
  for (const group of groups) {
    if (group.length < 2) continue;
    const key = group.join(" ");
    weights.set(key, { group, count: (weights.get(key)?.count ?? 0) + 1 });
  }
  const cost = (order: readonly MemberId[][]) => {
    const columns = order.flat();
    let sum = 0;
    for (const { group, count } of weights.values()) sum += count * (runsOf(group, columns).length - 1);
    return sum;
  };
  return (units.length <= TRY_ALL ? bestOfAll(units, cost) : bestBySwapping(units, cost)).flat();
}

type Cost = (order: readonly MemberId[][]) => number;

/** Tries every order, the given one first: it stays unless another is better. */
function bestOfAll(units: readonly MemberId[][], cost: Cost): MemberId[][] {
  let best = [...units];
  let least = cost(best);
  const visitOrders = (taken: MemberId[][], rest: readonly MemberId[][]) => {
    if (least === 0) return;
    if (rest.length === 0) {
      const price = cost(taken);
      if (price < least) [best, least] = [taken, price];
    }
    for (const [place, unit] of rest.entries()) visitOrders([...taken, unit], rest.toSpliced(place, 1));
  };
  visitOrders([], units);
  return best;
}

/** Swaps two at a time for as long as that helps. */
function bestBySwapping(units: readonly MemberId[][], cost: Cost): MemberId[][] {
  let best = [...units];
  let least = cost(best);
  for (let round = 0; round < units.length; round += 1) {
    const before = least;
    for (let one = 0; one < best.length; one += 1) {
      for (let other = one + 1; other < best.length; other += 1) {
        const [left, right] = [best[one] ?? [], best[other] ?? []];
        const next = best.with(one, right).with(other, left);
        const price = cost(next);
        if (price < least) [best, least] = [next, price];
      }
    }
    if (least === before) break;
  }
  return best;
}

/** Returns the runs of neighbouring columns that a group takes; nothing where none of it has a column. */
export function runsOf(group: readonly MemberId[], columns: readonly MemberId[]): Run[] {
  const runs: Run[] = [];
  for (const [place, id] of columns.entries()) {
    if (!group.includes(id)) continue;
    const last = runs.at(-1);
    if (last?.to === place - 1) last.to = place;
    else runs.push({ from: place, to: place });
  }
  return runs;
}
