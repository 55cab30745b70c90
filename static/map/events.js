// The events of a ledger as columns: 100,000 events without 100,000 objects. No DOM.

/** The narrowest array of whole numbers that holds `values`. */
function narrow(values) {
  let [low, high] = [0, 0];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  // Made with `new`: browsers take an array that way many times as fast as with `from`.
  if (low >= 0 && high <= 0xffff) return high <= 0xff ? new Uint8Array(values) : new Uint16Array(values);
  if (low >= -0x8000 && high < 0x8000) return new Int16Array(values);
  return Math.max(-low, high) < 2 ** 31 ? new Int32Array(values) : new Float64Array(values);
}

const NONE = -0x8000; // stands for null among days and places, which lie far from it

/** Whole numbers, some of them null. */
class Numbers {
  constructor(values) {
    this.of = narrow(values.map((value) => value ?? NONE));
  }

  get(i) {
    return this.of[i] === NONE ? null : this.of[i];
  }
}

/** Values of which there are few: each is kept once. */
class Choices {
  constructor(values, keyOf = (value) => value) {
    const numbers = new Map();
    this.values = [];
    this.of = narrow(values.map((value) => {
      const key = keyOf(value);
      if (!numbers.has(key)) numbers.set(key, this.values.push(value) - 1);
      return numbers.get(key);
    }));
  }

  get(i) {
    return this.values[this.of[i]];
  }
}

const NUMBERS = ["pk", "place", "start", "end", "known", "claims", "sources", "flags"];
const CHOICES = ["type", "gaining", "losing", "modality", "status", "decided_by", "part", "confidence", "trigger"];

/** One event, read from its columns when asked. Days are day numbers; `day` is the day it is counted on, or null. */
class Event {
  #c;

  constructor(columns, index) {
    this.#c = columns;
    this.index = index;
  }

  get pk() { return this.#c.pk.get(this.index); }
  get place() { return this.#c.place.get(this.index); }
  get type() { return this.#c.type.get(this.index); }
  get gaining() { return this.#c.gaining.get(this.index); }
  get losing() { return this.#c.losing.get(this.index); }
  get start() { return this.#c.start.get(this.index); }
  get end() { return this.#c.end.get(this.index); }
  get known() { return this.#c.known.get(this.index); }
  get day() { return this.start ?? this.known; }
  get modality() { return this.#c.modality.get(this.index); }
  get status() { return this.#c.status.get(this.index); }
  get decidedBy() { return this.#c.decided_by.get(this.index); }
  get claims() { return this.#c.claims.get(this.index); }
  get sources() { return this.#c.sources.get(this.index); }
  get part() { return this.#c.part.get(this.index); }
  get confidence() { return this.#c.confidence.get(this.index); }
  get trigger() { return this.#c.trigger.get(this.index); }
  get outlets() { return this.#c.outlets.get(this.index); }
  get flags() { return this.#c.flags.get(this.index); }
}

/** The index of the first of `count` that `isLate(index)` holds for; all after it are late too. */
function firstWhere(count, isLate) {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isLate(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Events in the order of the answer. They are made as they are asked for and are not kept. */
export class Events {
  /** `t`: columns of values by name, as of wire.js. */
  constructor(t) {
    this.length = t.pk.length;
    this.columns = { outlets: new Choices(t.outlets.map((list) => list ?? []), (list) => list.join("\n")) };
    for (const name of NUMBERS) this.columns[name] = new Numbers(t[name]);
    for (const name of CHOICES) this.columns[name] = new Choices(t[name]);
    this.#sort();
  }

  #sort() {
    const { pk } = this.columns;
    const indices = Uint32Array.from({ length: this.length }, (_, i) => i);
    this.byPk = indices.every((i) => i === 0 || pk.of[i - 1] < pk.of[i]) ? null : indices.sort((a, b) => pk.of[a] - pk.of[b]);
    this.byDay = this.#sortByDay();
  }

  /** The indices of the events that are counted on a day, day by day: sorted by counting how many each day has. */
  #sortByDay() {
    let [low, high, count] = [Infinity, -Infinity, 0];
    for (let i = 0; i < this.length; i += 1) {
      const day = this.dayOf(i);
      if (day === null) continue;
      count += 1;
      if (day < low) low = day;
      if (day > high) high = day;
    }
    const next = new Uint32Array(count ? high - low + 2 : 1);
    for (let i = 0; i < this.length; i += 1) if (this.dayOf(i) !== null) next[this.dayOf(i) - low + 1] += 1;
    for (let d = 1; d < next.length; d += 1) next[d] += next[d - 1];
    const byDay = new Uint32Array(count);
    for (let i = 0; i < this.length; i += 1) if (this.dayOf(i) !== null) byDay[next[this.dayOf(i) - low]++] = i;
    return byDay;
  }

  /** The day that an event is counted on, or null. */
  dayOf(i) {
    return this.columns.start.get(i) ?? this.columns.known.get(i);
  }

  at(i) {
    return new Event(this.columns, i);
  }

  * [Symbol.iterator]() {
    for (let i = 0; i < this.length; i += 1) yield this.at(i);
  }

  /** Calls `run(event)` for each; the event is good only during the call: one object stands for all. */
  forEach(run) {
    const event = new Event(this.columns, 0);
    for (event.index = 0; event.index < this.length; event.index += 1) run(event);
  }

  /** An array of what `of(event)` gives. */
  map(of) {
    return Array.from({ length: this.length }, (_, i) => of(this.at(i)));
  }

  /** An array of the events that `accepts(event)` lets through. */
  filter(accepts) {
    const out = [];
    for (let i = 0; i < this.length; i += 1) {
      const event = this.at(i);
      if (accepts(event)) out.push(event);
    }
    return out;
  }

  count(accepts) {
    let n = 0;
    for (let i = 0; i < this.length; i += 1) if (accepts(this.at(i))) n += 1;
    return n;
  }

  /** The event with a key, or undefined. */
  withPk(pk) {
    const { of } = this.columns.pk;
    const index = (i) => (this.byPk ? this.byPk[i] : i);
    const at = firstWhere(this.length, (i) => of[index(i)] >= pk);
    return at < this.length && of[index(at)] === pk ? this.at(index(at)) : undefined;
  }

  /** The events counted on a day, found without looking at all of them. */
  on(day) {
    const first = (d) => firstWhere(this.byDay.length, (i) => this.dayOf(this.byDay[i]) >= d);
    return Array.from(this.byDay.subarray(first(day), first(day + 1)), (i) => this.at(i));
  }

  /** [first, last] day with an event, or null. */
  daySpan() {
    return this.byDay.length ? [this.dayOf(this.byDay[0]), this.dayOf(this.byDay.at(-1))] : null;
  }

  /** The last day with an event that is not after `day`, or null. */
  lastDay(day) {
    const at = firstWhere(this.byDay.length, (i) => this.dayOf(this.byDay[i]) > day) - 1;
    return at < 0 ? null : this.dayOf(this.byDay[at]);
  }

  /** All outlets that are named. */
  outlets() {
    return [...new Set(this.columns.outlets.values.flat())];
  }

  /** How many events name each side as gaining or losing: Map slug → number. */
  countSides() {
    const counts = new Map();
    for (const { of, values } of [this.columns.gaining, this.columns.losing]) {
      const sums = new Array(values.length).fill(0);
      for (const number of of) sums[number] += 1;
      values.forEach((slug, i) => { if (slug) counts.set(slug, (counts.get(slug) ?? 0) + sums[i]); });
    }
    return counts;
  }
}
