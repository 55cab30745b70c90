// The answer of /map/data as compact columns: 100,000 periods without 100,000 objects. No DOM.

export const STATES = ["unknown", "held", "divided", "shared", "contested", "disputed", "uncertain", "besieged"];
export const OPEN = 0x7fffffff; // the end of a period that has none
export const INFERRED = 1;
export const HATCHED = 2;
export const POLICY = 4;
export const FROM_LEDGER = 8;

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
function placeOf([id, ar, en, kind, lon, lat, admin1_ar, admin1_en, country, rank], index) {
  return { index, id, ar, en, kind, lon, lat, admin1_ar, admin1_en, country, rank };
}

function eventOf(row, index) {
  const [pk, place, type, gaining, losing, start, end, known, modality, status, decidedBy, claims, sources, part, confidence, trigger, outlets, flags] = row;
  const day = start ?? known;
  return { index, pk, place, type, gaining, losing, start, end, known, day, modality, status, decidedBy, claims, sources, part, confidence, trigger, outlets: outlets ?? [], flags };
}

/**
 * The columns of the periods, sorted by place, then start. `first[p]` … `first[p + 1]` are the rows of place p.
 * Both tracks lie together; `track[i]` says which.
 */
function columnsOf(rows, placeCount) {
  const order = Array.from(rows.keys()).sort((a, b) => rows[a][0] - rows[b][0] || rows[a][1] - rows[b][1] || rows[a][2] - rows[b][2]);
  const n = rows.length;
  const columns = {
    count: n,
    place: new Int32Array(n), track: new Uint8Array(n), start: new Int32Array(n), end: new Int32Array(n),
    state: new Uint8Array(n), holders: new Uint16Array(n), leftBy: new Uint16Array(n), flags: new Uint8Array(n),
    since: new Int32Array(n), lastEvidence: new Int32Array(n), eventFirst: new Int32Array(n + 1), first: new Int32Array(placeCount + 1),
    lists: new Interner(), shares: new Map(), events: null,
  };
  const events = [];
  order.forEach((source, i) => {
    const [place, track, start, end, state, holders, leftBy, flags, since, lastEvidence, shares, basis] = rows[source];
    if (!(place >= 0 && place < placeCount)) throw new RangeError(`period ${source} names place ${place} of ${placeCount}`);
    const stateCode = STATES.indexOf(state);
    if (stateCode < 0) throw new RangeError(`period ${source} has an unknown state: ${state}`);
    columns.place[i] = place;
    columns.track[i] = track;
    columns.start[i] = start;
    columns.end[i] = end ?? OPEN;
    columns.state[i] = stateCode;
    columns.holders[i] = columns.lists.id(holders);
    columns.leftBy[i] = columns.lists.id(leftBy ? [leftBy] : []);
    columns.flags[i] = flags;
    columns.since[i] = since ?? start;
    columns.lastEvidence[i] = lastEvidence ?? start;
    if (shares?.length) columns.shares.set(i, shares);
    columns.eventFirst[i] = events.length;
    events.push(...(basis ?? []));
    columns.first[place + 1] = i + 1;
  });
  columns.eventFirst[n] = events.length;
  columns.events = Int32Array.from(events);
  for (let p = 1; p <= placeCount; p += 1) columns.first[p] = Math.max(columns.first[p], columns.first[p - 1]);
  return columns;
}

/** Reads the answer of /map/data; throws a RangeError where a row contradicts itself. */
export function readLedger(answer) {
  const places = answer.places.map(placeOf);
  const events = answer.events.map(eventOf);
  return {
    version: answer.version,
    publishedRange: answer.published_range,
    days: answer.days,
    actors: answer.actors,
    policy: Boolean(answer.policy),
    places,
    events,
    eventByPk: new Map(events.map((event) => [event.pk, event])),
    placeById: new Map(places.map((place) => [place.id, place])),
    periods: columnsOf(answer.periods, places.length),
  };
}

/** The event objects that period `i` rests on. */
export function eventsOfPeriod(ledger, i) {
  const { events, eventFirst } = ledger.periods;
  return Array.from(events.subarray(eventFirst[i], eventFirst[i + 1]), (pk) => ledger.eventByPk.get(pk)).filter(Boolean);
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
