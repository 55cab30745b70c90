// Which events the reader's filters let through, and how many each choice would. No DOM.

import { FILTERS, isFiltered } from "./state.js";

const FOLD = [[/[\u064b-\u065f\u0670\u0640]/g, ""], [/[\u0622\u0623\u0625\u0671]/g, "\u0627"], [/\u0649/g, "\u064a"], [/\u0629/g, "\u0647"]];

/** Text for comparing: lower case, without Arabic vowel marks, with the spellings of alef, yeh and teh marbuta made one. */
export function foldText(text) {
  return FOLD.reduce((folded, [pattern, to]) => folded.replace(pattern, to), text.toLowerCase());
}

/** The values of an event for one filter. */
function valuesOf(event, key) {
  switch (key) {
    case "sides": return [event.gaining, event.losing].filter(Boolean);
    case "types": return [event.type];
    case "modalities": return [event.modality];
    case "sources": return event.outlets;
    case "decided": return event.decidedBy ? [event.decidedBy] : [];
    default: throw new TypeError(`no such filter: ${key}`);
  }
}

/** A function event → whether the filters of `state` let it through, `but` one of them. */
export function predicate(state, ledger, but = null) {
  const active = FILTERS.filter((key) => key !== but && state[key].length > 0);
  const words = foldText(state.text).split(/\s+/).filter(Boolean);
  const { from, to } = state;
  return (event) => {
    if (from !== null && !(event.day !== null && event.day >= from)) return false;
    if (to !== null && !(event.day !== null && event.day <= to)) return false;
    if (!active.every((key) => valuesOf(event, key).some((value) => state[key].includes(value)))) return false;
    return words.length === 0 || matchesWords(event, ledger, words);
  };
}

function matchesWords(event, ledger, words) {
  const place = ledger.places[event.place];
  const names = place ? [place.ar, place.en, place.admin1_ar, place.admin1_en] : [];
  const sides = [event.gaining, event.losing].flatMap((slug) => [ledger.actors[slug]?.ar, ledger.actors[slug]?.en]);
  const haystack = foldText([...names, ...sides, event.trigger, event.part, ...event.outlets].filter(Boolean).join(" "));
  return words.every((word) => haystack.includes(word));
}

/** For each filter, value → number of events that choosing it (with the other filters as they are) would show. */
export function facetCounts(state, ledger) {
  return Object.fromEntries(FILTERS.map((key) => {
    const accepts = predicate(state, ledger, key);
    const counts = new Map();
    for (const event of ledger.events) {
      for (const value of new Set(valuesOf(event, key))) {
        counts.set(value, (counts.get(value) ?? 0) + (accepts(event) ? 1 : 0));
      }
    }
    return [key, counts];
  }));
}

/**
 * Places that the filters leave on the map on the layer's day: null when nothing is filtered, else one byte per place.
 * A place stays when an event that its colour rests on passes, or, with only sides chosen, when a chosen side holds,
 * contests or besieges it.
 */
export function visiblePlaces(state, ledger, layer) {
  if (!isFiltered(state)) return null;
  const accepts = predicate(state, ledger);
  const passing = new Set(ledger.events.filter(accepts).map((event) => event.pk));
  const onlySides = !isFiltered({ ...state, sides: [] });
  const { events, eventFirst } = ledger.periods;
  const rests = (row) => row >= 0 && events.subarray(eventFirst[row], eventFirst[row + 1]).some((pk) => passing.has(pk));
  return Uint8Array.from(ledger.places, (place) => {
    if (onlySides) {
      const look = layer.looks[layer.lookAt(place.index, layer.day)];
      return look && [...look.holders, ...look.siege].some((slug) => state.sides.includes(slug)) ? 1 : 0;
    }
    return layer.rowsAt(place.index, layer.day).some(rests) ? 1 : 0;
  });
}
