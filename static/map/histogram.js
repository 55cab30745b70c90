// Events per day, week or month, stacked by the side that gains. No DOM.

import { addUnits, startOfUnit } from "./days.js";

/** Sides that gain nothing (withdrawals without a receiver and the like) are counted under this key. */
export const NO_SIDE = "";

/**
 * Bins of `unit` from `first` to `last` (day numbers, inclusive): [{start, end (half-open), total, bySide: Map}].
 * `accepts(event)` says whether an event counts.
 */
export function binEvents(events, first, last, unit, accepts = () => true) {
  const bins = [];
  for (let start = startOfUnit(first, unit); start <= last; start = addUnits(start, unit, 1)) {
    bins.push({ start, end: addUnits(start, unit, 1), total: 0, bySide: new Map() });
  }
  events.forEach((event) => {
    const { day } = event;
    if (day === null || day < first || day > last || !accepts(event)) return;
    const bin = bins[binIndex(bins, day)];
    const side = event.gaining ?? NO_SIDE;
    bin.total += 1;
    bin.bySide.set(side, (bin.bySide.get(side) ?? 0) + 1);
  });
  return bins;
}

/** The index of the bin that holds a day. */
export function binIndex(bins, day) {
  let low = 0;
  let high = bins.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (bins[middle].start <= day) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** The unit that gives bins of at least `pixels` each on a strip of `width` pixels. */
export function unitFor(first, last, width, pixels = 3) {
  const days = last - first + 1;
  if ((width / days) >= pixels) return "day";
  return ((width * 7) / days) >= pixels ? "week" : "month";
}

/** Sides of a bin in a fixed order (`order`: slugs), so that stacks do not jump: [[slug, count], …]. */
export function stackOf(bin, order) {
  return [...bin.bySide].sort((a, b) => rank(order, a[0]) - rank(order, b[0]));
}

function rank(order, slug) {
  const index = order.indexOf(slug);
  return index < 0 ? order.length : index;
}
