/** What takes room in a day: minutes downwards, columns across. */
export interface Box {
  from: number;
  to: number;
  /** The first and the last column, both included. */
  columns: { from: number; to: number };
}

/** From where to where a box is drawn, in columns from the left edge of the first. */
export interface Breadth {
  left: number;
  right: number;
}

/** Something that has no length still needs to be seen. */
const LEAST = 5;

/**
 * Returns how broad each box is drawn, so that no two cover each other. A box that meets no other fills its columns;
 * those that meet share them: the narrow ones first, because their column says whose they are.
 */
export function breadths(boxes: readonly Box[]): Breadth[] {
  const order = boxes
    .map((_, place) => place)
    .sort((a, b) => {
      const [one, other] = [boxes[a], boxes[b]];
      if (!one || !other) return 0;
      return width(one) - width(other) || one.from - other.from || end(other) - end(one) || a - b;
    });
  const done = new Map<number, Breadth>();
  for (const place of order) {
    const box = boxes[place];
    if (!box) continue;
    const neighbours = order.filter((other) => other !== place && meet(box, boxes[other]));
    const taken = neighbours.map((other) => done.get(other)).filter((one) => one !== undefined);
    const free = widestGap({ left: box.columns.from, right: box.columns.to + 1 }, taken);
    const waiting = neighbours
      .filter((other) => !done.has(other))
      .map((other) => boxes[other])
      .filter((other) => other !== undefined && across(other, free));
    const shares = 1 + mostAtOnce(box, waiting as Box[]);
    done.set(place, { left: free.left, right: free.left + (free.right - free.left) / shares });
  }
  for (const place of order) spread(place, boxes, done);
  return boxes.map((box, place) => done.get(place) ?? { left: box.columns.from, right: box.columns.to + 1 });
}

/** Lets a box grow over room that nobody came to need. */
function spread(place: number, boxes: readonly Box[], done: Map<number, Breadth>): void {
  const [box, own] = [boxes[place], done.get(place)];
  if (!box || !own) return;
  let [left, right] = [box.columns.from, box.columns.to + 1];
  for (const [other, breadth] of done) {
    if (other === place || !meet(box, boxes[other])) continue;
    if (breadth.right <= own.left + 1e-6) left = Math.max(left, breadth.right);
    else if (breadth.left >= own.right - 1e-6) right = Math.min(right, breadth.left);
    else return;
  }
  done.set(place, { left, right });
}

function width({ columns }: Box): number {
  return columns.to - columns.from;
}

function end({ from, to }: Box): number {
  return Math.max(to, from + LEAST);
}

function meet(one: Box, other: Box | undefined): boolean {
  return (
    other !== undefined &&
    one.from < end(other) &&
    other.from < end(one) &&
    one.columns.from <= other.columns.to &&
    other.columns.from <= one.columns.to
  );
}

function across({ columns }: Box, { left, right }: Breadth): boolean {
  return columns.from < right && left < columns.to + 1;
}

/** Returns the widest stretch that nobody has; the whole where everything is taken, for then they must overlap. */
function widestGap(whole: Breadth, taken: readonly Breadth[]): Breadth {
  let best: Breadth | undefined;
  let left = whole.left;
  const edge = { left: whole.right, right: whole.right };
  for (const one of [...taken].sort((a, b) => a.left - b.left).concat(edge)) {
    const right = Math.min(one.left, whole.right);
    if (right - left > 1e-6 && (!best || right - left > best.right - best.left + 1e-6)) best = { left, right };
    left = Math.max(left, one.right);
  }
  return best ?? whole;
}

/** Returns how many of the others are there at the same time, at most, while the box lasts. */
function mostAtOnce(box: Box, others: readonly Box[]): number {
  const starts = [box.from, ...others.map(({ from }) => Math.max(from, box.from))];
  return Math.max(...starts.map((at) => others.filter((one) => one.from <= at && at < end(one)).length));
}
