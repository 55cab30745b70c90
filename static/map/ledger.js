// The answer of /map/table (or /map/data) as compact columns: 100,000 periods without 100,000 objects. No DOM.

import { Events } from "./events.js";
import { readTable } from "./wire.js";

export const STATES = ["unknown", "held", "divided", "shared", "contested", "disputed", "uncertain", "besieged"];
export const OPEN = 0x7fffffff; // the end of a period that has none
export const INFERRED = 1;
export const HATCHED = 2;
export const POLICY = 4;
export const FROM_LEDGER = 8;

const PLACES = ["id", "name_ar", "name_en", "kind", "lon", "lat", "admin1_ar", "admin1_en", "country", "rank"];
const PERIODS = ["place", "track", "start", "end", "state", "holders", "left_by", "flags", "since", "last_evidence", "shares", "events"];
const EVENTS = ["pk", "place", "type", "gaining", "losing", "start", "end", "known", "modality", "status", "decided_by", "claims", "sources", "part", "confidence", "trigger", "outlets", "flags"];

const AREAS = new Set(["country", "governorate", "district", "subdistrict", "area"]);

/** Whether a place is an area whose state is its own and not that of the towns in it. */
export const isArea = (place) => AREAS.has(place.kind);

/** Gives each distinct list of strings one small number, 0 for the empty list. */
export class Interner {
  constructor() {
    this.values = [[]];
    this.ids = new Map([["", 0]]);
  }

  id(list) {
    const key = list.join(" ");
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.values.push(list) - 1;
      this.ids.set(key, id);
    }
    return id;
  }
}

/** Places as plain objects: a few thousand, looked at by every panel. */
function placesOf(t) {
  return t.id.map((id, index) => ({
    index, id, ar: t.name_ar[index], en: t.name_en[index], kind: t.kind[index], lon: t.lon[index], lat: t.lat[index],
    admin1_ar: t.admin1_ar[index], admin1_en: t.admin1_en[index], country: t.country[index], rank: t.rank[index],
  }));
}

function emptyColumns(n, placeCount, eventCount) {
  return {
    count: n,
    place: new Int32Array(n), track: new Uint8Array(n), start: new Int32Array(n), end: new Int32Array(n),
    state: new Uint8Array(n), holders: new Uint16Array(n), leftBy: new Uint16Array(n), flags: new Uint8Array(n),
    since: new Int32Array(n), lastEvidence: new Int32Array(n), eventFirst: new Int32Array(n + 1), first: new Int32Array(placeCount + 1),
    lists: new Interner(), shares: new Map(), events: new Int32Array(eventCount),
  };
}

/** Refuses what would otherwise be drawn wrong. */
function check(t, row, placeCount) {
  if (!(t.place[row] >= 0 && t.place[row] < placeCount)) throw new RangeError(`period ${row} names place ${t.place[row]} of ${placeCount}`);
  if (!STATES.includes(t.state[row])) throw new RangeError(`period ${row} has an unknown state: ${t.state[row]}`);
}

/**
 * The columns of the periods, sorted by place, track, start. `first[p]` … `first[p + 1]` are the rows of place p.
 * Both tracks lie together; `track[i]` says which.
 */
function columnsOf(t, placeCount) {
  const n = t.place.length;
  const compare = (a, b) => t.place[a] - t.place[b] || t.track[a] - t.track[b] || t.start[a] - t.start[b];
  const order = Array.from({ length: n }, (_, i) => i);
  if (!order.every((i) => i === 0 || compare(i - 1, i) <= 0)) order.sort(compare);
  const c = emptyColumns(n, placeCount, t.events.reduce((sum, list) => sum + (list?.length ?? 0), 0));
  let at = 0;
  order.forEach((row, i) => {
    check(t, row, placeCount);
    c.place[i] = t.place[row];
    c.track[i] = t.track[row];
    c.start[i] = t.start[row];
    c.end[i] = t.end[row] ?? OPEN;
    c.state[i] = STATES.indexOf(t.state[row]);
    c.holders[i] = c.lists.id(t.holders[row]);
    c.leftBy[i] = c.lists.id(t.left_by[row] ? [t.left_by[row]] : []);
    c.flags[i] = t.flags[row];
    c.since[i] = t.since[row] ?? t.start[row];
    c.lastEvidence[i] = t.last_evidence[row] ?? t.start[row];
    if (t.shares[row]?.length) c.shares.set(i, t.shares[row]);
    c.eventFirst[i] = at;
    for (const pk of t.events[row] ?? []) c.events[at++] = pk;
    c.first[t.place[row] + 1] = i + 1;
  });
  c.eventFirst[n] = at;
  for (let p = 1; p <= placeCount; p += 1) c.first[p] = Math.max(c.first[p], c.first[p - 1]);
  return c;
}

/** Reads the answer of /map/table or /map/data; throws a RangeError where it contradicts itself. */
export function readLedger(answer) {
  const places = placesOf(readTable(answer.places, PLACES));
  const events = new Events(readTable(answer.events, EVENTS));
  return {
    version: answer.version,
    publishedRange: answer.published_range,
    days: answer.days,
    actors: answer.actors,
    policy: Boolean(answer.policy),
    places,
    events,
    placeById: new Map(places.map((place) => [place.id, place])),
    periods: columnsOf(readTable(answer.periods, PERIODS), places.length),
  };
}

/** The event objects that period `i` rests on. */
export function eventsOfPeriod(ledger, i) {
  const { events, eventFirst } = ledger.periods;
  return Array.from(events.subarray(eventFirst[i], eventFirst[i + 1]), (pk) => ledger.events.withPk(pk)).filter(Boolean);
}

/** One period as an object for panels and exports. */
export function periodAt(ledger, i) {
  const c = ledger.periods;
  return {
    index: i, place: c.place[i], track: c.track[i], start: c.start[i], end: c.end[i] === OPEN ? null : c.end[i],
    state: STATES[c.state[i]], holders: c.lists.values[c.holders[i]], leftBy: c.lists.values[c.leftBy[i]][0] ?? null,
    inferred: Boolean(c.flags[i] & INFERRED), hatched: Boolean(c.flags[i] & HATCHED), policy: Boolean(c.flags[i] & POLICY),
    fromLedger: Boolean(c.flags[i] & FROM_LEDGER), since: c.since[i], lastEvidence: c.lastEvidence[i], shares: c.shares.get(i) ?? [],
  };
}
