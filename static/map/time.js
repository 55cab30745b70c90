// The time layer: what every place looks like on a day, and which places change between two days. It knows no DOM.
//
// Each place has a row of segments: spans in which nothing about its look changes (state, holders, siege, flags,
// age of evidence). A day is found by binary search; a step looks only at the segment borders it crosses.

import { Borders } from "./borders.js";
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

/** Writes the borders of one place's segments into `out`, sorted, each once: starts and ends of its periods, and the days its evidence ages. */
function bordersOf(c, from, to, out) {
  out.length = 0;
  for (let i = from; i < to; i += 1) {
    out.push(c.start[i]);
    if (c.end[i] !== OPEN) out.push(c.end[i]);
    if (c.track[i] !== 0) continue;
    for (let turn = c.lastEvidence[i] + FRESH_DAYS + 1, n = 0; n < 2; turn += AGEING_DAYS - FRESH_DAYS, n += 1) {
      if (turn > c.start[i] && turn < c.end[i]) out.push(turn);
    }
  }
  out.sort((a, b) => a - b);
  let kept = 0;
  for (let i = 0; i < out.length; i += 1) if (i === 0 || out[i] !== out[kept - 1]) out[kept++] = out[i];
  out.length = kept;
}

/** The row of [from, to), sorted by start and without overlaps, that holds on `day`; -1 where none does. */
function rowOn(c, from, to, day) {
  const row = lastAtOrBefore(c.start, from, to, day);
  return row >= from && c.end[row] > day ? row : -1;
}

export class TimeLayer {
  /** Builds the segments of every place of a ledger (ledger.js). */
  constructor(ledger) {
    const { periods, places } = ledger;
    this.ledger = ledger;
    this.looks = [null]; // look number → {state, holders, leftBy, flags, fresh, siege, parts, holding}
    this.lookIds = new Map();
    this.holdings = new Map();
    this.#build(periods, places.length);
    this.borders = new Borders(this.first, this.starts, this.looksBySegment, (before, after) => this.#holding(before) !== this.#holding(after));
    this.day = null;
    this.look = new Uint16Array(places.length);
    this.lookBefore = new Uint16Array(places.length);
    this.moved = new Uint32Array(places.length); // the number of the last move that touched a place
    this.moves = 0;
    this.changed = new Uint32Array(places.length);
  }

  #build(c, placeCount) {
    const most = 4 * c.count; // of a period: its start, its end, and two days on which its evidence ages
    const [starts, looks, borders] = [new Int32Array(most), new Uint16Array(most), []];
    this.first = new Uint32Array(placeCount + 1);
    let n = 0;
    for (let place = 0; place < placeCount; place += 1) {
      const [from, to] = [c.first[place], c.first[place + 1]];
      const middle = lastAtOrBefore(c.track, from, to, 0) + 1; // the control track's rows, then the siege's
      let [i, j] = [from - 1, middle - 1]; // the last rows that have begun
      bordersOf(c, from, to, borders);
      for (const day of borders) {
        while (i + 1 < middle && c.start[i + 1] <= day) i += 1;
        while (j + 1 < to && c.start[j + 1] <= day) j += 1;
        starts[n] = day;
        looks[n++] = this.#lookOf(c, i >= from && c.end[i] > day ? i : -1, j >= middle && c.end[j] > day ? j : -1, day);
      }
      this.first[place + 1] = n;
    }
    this.starts = starts.slice(0, n);
    this.looksBySegment = looks.slice(0, n);
  }

  #holding(look) {
    return look === NOTHING ? 0 : this.looks[look].holding;
  }

  /** The number of the look that rows i and j of control and siege (-1: none) have on a day. */
  #lookOf(c, i, j, day) {
    if (i < 0 && j < 0) return NOTHING;
    const fresh = i < 0 ? 0 : freshnessOf(c.lastEvidence[i], day);
    const shares = i < 0 ? undefined : c.shares.get(i);
    const key = shares ? `${numberOf(c, i, j, fresh)} ${shares.map((s) => s[2]).join(",")}` : numberOf(c, i, j, fresh);
    let id = this.lookIds.get(key);
    if (id === undefined) {
      id = this.looks.push(this.#makeLook(c, i, j, fresh, shares ?? [])) - 1;
      this.lookIds.set(key, id);
    }
    return id;
  }

  #makeLook(c, i, j, fresh, shares) {
    const lists = c.lists.values;
    const look = {
      state: i < 0 ? 0 : c.state[i], holders: i < 0 ? [] : lists[c.holders[i]], leftBy: i < 0 ? null : (lists[c.leftBy[i]][0] ?? null),
      flags: i < 0 ? 0 : c.flags[i], fresh, siege: j < 0 ? [] : lists[c.holders[j]], parts: shares.map((s) => s[2]).filter(Boolean),
    };
    look.holding = this.#holdingOf(look);
    return look;
  }

  /** A byte per place: 1 where it is besieged at some time. */
  everBesieged() {
    const besieged = new Uint8Array(this.look.length);
    for (let place = 0; place < besieged.length; place += 1) {
      for (let i = this.first[place]; i < this.first[place + 1]; i += 1) besieged[place] |= this.looks[this.looksBySegment[i]]?.siege.length ? 1 : 0;
    }
    return besieged;
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
   * Moves to a day and returns the places whose look changed, good until the next move. A short move touches only the
   * places whose borders it crosses; a long one looks at every place once.
   */
  setDay(day) {
    const previous = this.day;
    this.day = day;
    const [begin, end] = previous === null ? [0, Infinity] : this.borders.between(Math.min(previous, day) + 1, Math.max(previous, day));
    const count = end - begin > this.look.length ? this.#lookAtAll(day) : this.#cross(begin, end, day > previous);
    return this.changed.subarray(0, count);
  }

  #lookAtAll(day) {
    let count = 0;
    for (let place = 0; place < this.look.length; place += 1) {
      const look = this.lookAt(place, day);
      if (look === this.look[place]) continue;
      this.look[place] = look;
      this.changed[count++] = place;
    }
    return count;
  }

  /** Crosses borders forwards, into the looks that begin there, or backwards, into those before. */
  #cross(begin, end, forwards) {
    const { owners, before, after } = this.borders;
    const { look, lookBefore, moved, changed } = this;
    const move = (this.moves += 1);
    let touched = 0;
    for (let n = begin; n < end; n += 1) {
      const at = forwards ? n : begin + end - 1 - n;
      const place = owners[at];
      if (moved[place] !== move) {
        moved[place] = move;
        lookBefore[place] = look[place];
        changed[touched++] = place;
      }
      look[place] = forwards ? after[at] : before[at];
    }
    let count = 0;
    for (let i = 0; i < touched; i += 1) if (look[changed[i]] !== lookBefore[changed[i]]) changed[count++] = changed[i];
    return count;
  }
}

/** One number for all that a look without shares is made of. */
function numberOf(c, i, j, fresh) {
  const lists = c.lists.values.length; // far fewer than 10,000, so that the product stays a whole number
  const siege = j < 0 ? 0 : c.holders[j] + 1;
  return i < 0 ? -siege : (((((c.state[i] * lists + c.holders[i]) * lists + c.leftBy[i]) * 16 + c.flags[i]) * 3 + fresh) * (lists + 1) + siege);
}
