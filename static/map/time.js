// The time layer: what every place looks like on a day, and which places change between two days. It knows no DOM.
//
// Each place has a row of segments: spans in which nothing about its look changes (state, holders, siege, flags,
// age of evidence). A day is found by binary search; a step looks only at the segment borders it crosses.

import { OPEN } from "./ledger.js";

export const FRESH_DAYS = 30; // control.md 18: fresh to 30 days after the last evidence
export const AGEING_DAYS = 180; // ageing to 180, then stale
export const FRESHNESS = ["fresh", "ageing", "stale"];
export const NOTHING = 0; // the look of a place that has no state on a day

/** 0 fresh, 1 ageing, 2 stale, for evidence of `lastEvidence` looked at on `day`. */
export function freshnessOf(lastEvidence, day) {
  const age = day - lastEvidence;
  return age <= FRESH_DAYS ? 0 : age <= AGEING_DAYS ? 1 : 2;
}

/** The index of the last element of sorted `array[from, to)` that is <= value, or from - 1. */
export function lastAtOrBefore(array, from, to, value) {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (array[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Borders of one place's segments: starts and ends of its periods, and the days its evidence ages. */
function bordersOf(c, from, to) {
  const borders = new Set();
  for (let i = from; i < to; i += 1) {
    borders.add(c.start[i]);
    if (c.end[i] !== OPEN) borders.add(c.end[i]);
    if (c.track[i] !== 0) continue;
    for (const days of [FRESH_DAYS, AGEING_DAYS]) {
      const turn = c.lastEvidence[i] + days + 1;
      if (turn > c.start[i] && turn < c.end[i]) borders.add(turn);
    }
  }
  return [...borders].sort((a, b) => a - b);
}

/** The row of [from, to), sorted by start and without overlaps, that holds on `day`; -1 where none does. */
function rowOn(c, from, to, day) {
  const row = lastAtOrBefore(c.start, from, to, day);
  return row >= from && c.end[row] > day ? row : -1;
}

export class TimeLayer {
  /** Builds the segments of every place of a ledger (ledger.js). */
  constructor(ledger) {
    this.ledger = ledger;
    this.looks = [null]; // look number → {state, holders, leftBy, flags, fresh, siege, parts, holding}
    this.lookIds = new Map();
    this.holdings = new Map();
    this.#build(ledger.periods, ledger.places.length);
    this.day = null;
    this.segment = new Int32Array(ledger.places.length).fill(-1);
    this.look = new Uint16Array(ledger.places.length);
  }

  #build(c, placeCount) {
    const starts = [];
    const looks = [];
    this.first = new Int32Array(placeCount + 1);
    for (let place = 0; place < placeCount; place += 1) {
      const [from, to] = [c.first[place], c.first[place + 1]];
      const middle = lastAtOrBefore(c.track, from, to, 0) + 1; // the control track's rows, then the siege's
      for (const day of bordersOf(c, from, to)) {
        const i = rowOn(c, from, middle, day);
        const j = rowOn(c, middle, to, day);
        starts.push(day);
        looks.push(this.#lookOf(c, i, j, day));
      }
      this.first[place + 1] = starts.length;
    }
    this.starts = Int32Array.from(starts);
    this.looksBySegment = Uint16Array.from(looks);
    this.#sortBorders(placeCount);
  }

  /** The places with a border on each day, so that a step finds those it touches: `owners` from `dayFirst[day - low]`. */
  #sortBorders(placeCount) {
    const [low, high] = this.starts.reduce(([a, b], day) => [Math.min(a, day), Math.max(b, day)], [0x7fffffff, -0x7fffffff]);
    this.borders = this.starts.length ? [low, high] : [0, -1];
    const days = this.borders[1] - this.borders[0] + 1;
    this.dayFirst = new Int32Array(days + 1);
    for (const day of this.starts) this.dayFirst[day - low + 1] += 1;
    for (let i = 1; i <= days; i += 1) this.dayFirst[i] += this.dayFirst[i - 1];
    const next = this.dayFirst.slice();
    this.owners = placeCount <= 0xffff ? new Uint16Array(this.starts.length) : new Uint32Array(this.starts.length);
    for (let place = 0; place < placeCount; place += 1) {
      for (let i = this.first[place]; i < this.first[place + 1]; i += 1) this.owners[next[this.starts[i] - low]++] = place;
    }
  }

  /** Places with a border on the days from `from` to `to`, inclusive; one may stand there more than once. */
  touched(from, to) {
    const [low, high] = this.borders;
    const [first, last] = [Math.max(from, low), Math.min(to, high)];
    return first > last ? this.owners.subarray(0, 0) : this.owners.subarray(this.dayFirst[first - low], this.dayFirst[last - low + 1]);
  }

  #lookOf(c, i, j, day) {
    if (i < 0 && j < 0) return NOTHING;
    const fresh = i < 0 ? 0 : freshnessOf(c.lastEvidence[i], day);
    const shares = i < 0 ? [] : (c.shares.get(i) ?? []);
    const key = `${i < 0 ? "" : `${c.state[i]},${c.holders[i]},${c.leftBy[i]},${c.flags[i]}`}|${fresh}|${j < 0 ? "" : c.holders[j]}|${shares.map((s) => s[2]).join(",")}`;
    let id = this.lookIds.get(key);
    if (id === undefined) {
      const lists = c.lists.values;
      const look = {
        state: i < 0 ? 0 : c.state[i], holders: i < 0 ? [] : lists[c.holders[i]], leftBy: i < 0 ? null : (lists[c.leftBy[i]][0] ?? null),
        flags: i < 0 ? 0 : c.flags[i], fresh, siege: j < 0 ? [] : lists[c.holders[j]], parts: shares.map((s) => s[2]).filter(Boolean),
      };
      look.holding = this.#holdingOf(look);
      id = this.looks.push(look) - 1;
      this.lookIds.set(key, id);
    }
    return id;
  }

  /** A number, from 1, that looks share which differ at most in the age of their evidence. */
  #holdingOf({ state, leftBy, flags, holders, siege, parts }) {
    const key = [state, leftBy, flags, holders.join(" "), siege.join(" "), parts.join(" ")].join("|");
    if (!this.holdings.has(key)) this.holdings.set(key, this.holdings.size + 1);
    return this.holdings.get(key);
  }

  /** The segment of a place on a day, or -1 before its first. */
  segmentAt(place, day) {
    const from = this.first[place];
    const found = lastAtOrBefore(this.starts, from, this.first[place + 1], day);
    return found < from ? -1 : found;
  }

  /** The look number of a place on a day. */
  lookAt(place, day) {
    const segment = this.segmentAt(place, day);
    return segment < 0 ? NOTHING : this.looksBySegment[segment];
  }

  /** Rows [control, siege] of the ledger's periods that a place rests on, on a day; -1 for none. */
  rowsAt(place, day) {
    const c = this.ledger.periods;
    const [from, to] = [c.first[place], c.first[place + 1]];
    const middle = lastAtOrBefore(c.track, from, to, 0) + 1;
    return [rowOn(c, from, middle, day), rowOn(c, middle, to, day)];
  }

  /**
   * Moves to a day and returns the places whose look changed. A short move touches only the places whose
   * borders it crosses; a long one looks at every place once.
   */
  setDay(day) {
    const previous = this.day;
    this.day = day;
    const changed = [];
    if (previous === null) {
      for (let place = 0; place < this.look.length; place += 1) this.#update(place, day, changed);
      return changed;
    }
    const touched = this.touched(Math.min(previous, day) + 1, Math.max(previous, day));
    if (touched.length > this.look.length) {
      for (let place = 0; place < this.look.length; place += 1) this.#update(place, day, changed);
    } else {
      for (const place of touched) this.#update(place, day, changed);
    }
    return changed;
  }

  #update(place, day, changed) {
    const segment = this.segmentAt(place, day);
    if (segment === this.segment[place]) return;
    this.segment[place] = segment;
    const look = segment < 0 ? NOTHING : this.looksBySegment[segment];
    if (look === this.look[place]) return;
    this.look[place] = look;
    changed.push(place);
  }
}
