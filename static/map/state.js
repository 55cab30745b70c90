// What the reader has chosen, in one place. Panels and layers read it and are told which keys changed. No DOM.

/** Everything that one address holds; see url-state.js for how. */
export const DEFAULTS = Object.freeze({
  day: null, // day number; null: the last day with news
  compare: null, // day number, or null when not comparing
  from: null, // first day of the events shown, or null
  to: null, // last day of the events shown (inclusive), or null
  sides: [], types: [], modalities: [], sources: [], decided: [], // filters; empty lets all through
  text: "",
  known: null, // as known on this day
  ledger: false, // with the historical ledger
  areas: false, // estimated areas
  unit: "day", // step and histogram: day, week or month
  speed: 2, // steps a second while playing
  place: null, // id of the selected place
  event: null, // key of the selected event
  view: null, // [lat, lon, zoom]
  panel: "changes", // which panel is open
  lang: null,
  months: null,
  digits: null,
});

export const FILTERS = ["sides", "types", "modalities", "sources", "decided"];

const same = (a, b) => a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((v, i) => v === b[i]));

/** A store: `get()`, `set(patch)`, `on(keys, listener)`. Listeners run once per set, with the set of changed keys. */
export function createStore(initial = {}) {
  for (const key of Object.keys(initial)) if (!(key in DEFAULTS)) throw new TypeError(`no such state: ${key}`);
  let state = Object.freeze({ ...DEFAULTS, ...initial });
  const listeners = new Set();
  return {
    get: () => state,
    set(patch) {
      const changed = new Set();
      for (const [key, value] of Object.entries(patch)) {
        if (!(key in DEFAULTS)) throw new TypeError(`no such state: ${key}`);
        if (!same(state[key], value)) changed.add(key);
      }
      if (!changed.size) return changed;
      const previous = state;
      state = Object.freeze({ ...state, ...patch });
      for (const { keys, listener } of listeners) {
        if (keys.length === 0 || keys.some((key) => changed.has(key))) listener(state, changed, previous);
      }
      return changed;
    },
    on(keys, listener) {
      const entry = { keys, listener };
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
  };
}

/** Whether any filter narrows the events. */
export function isFiltered(state) {
  return Boolean(state.text) || state.from !== null || state.to !== null || FILTERS.some((key) => state[key].length > 0);
}
