// One table says how each bit of state goes to the fragment of the address and back. No DOM.
//
// A row: key of the state, name in the address, how to print a value, how to read one. `read` gets the text and
// what is known (sides, places, …) and returns the value, or undefined where the text says nothing we know.

import { DEFAULTS } from "./state.js";
import { parseDay, toIso } from "./days.js";

const UNITS = ["day", "week", "month"];
export const TYPES = ["capture", "recapture", "handover", "withdrawal", "surrender", "evacuation", "siege", "siege_broken", "advance", "repelled", "holds"];
export const MODALITIES = ["asserted", "claimed", "expected", "denied"];
export const DECIDERS = ["person", "policy"];
export const PANELS = ["changes", "legend", "filters", "compare", "list", "share"];

const day = { print: toIso, read: (text) => parseDay(text) ?? undefined };
const flag = { print: () => "1", read: (text) => (text === "1" ? true : text === "0" ? false : undefined) };
const oneOf = (allowed) => ({ print: String, read: (text) => (allowed.includes(text) ? text : undefined) });

/** A list whose unknown members are dropped and reported. */
function listOf(allowed) {
  return {
    print: (values) => values.map(encodeURIComponent).join(","),
    read(text, known, report) {
      const values = text.split(",").map(decode);
      const list = allowed(known);
      const good = values.filter((value) => list.includes(value));
      values.filter((value) => !list.includes(value)).forEach(report);
      return good.length ? good : undefined;
    },
    partial: true,
  };
}

const view = {
  print: ([lat, lon, zoom]) => `${lat.toFixed(4)},${lon.toFixed(4)},${zoom}`,
  read(text) {
    const [lat, lon, zoom] = text.split(",").map(Number);
    const good = Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom >= 2 && zoom <= 18;
    return good ? [lat, lon, zoom] : undefined;
  },
};

const number = (low, high) => ({
  print: String,
  read: (text) => (Number(text) >= low && Number(text) <= high && text.trim() !== "" ? Number(text) : undefined),
});

export const TABLE = [
  { key: "day", param: "t", ...day },
  { key: "compare", param: "vs", ...day },
  { key: "from", param: "from", ...day },
  { key: "to", param: "to", ...day },
  { key: "known", param: "known", ...day },
  { key: "view", param: "v", ...view },
  { key: "place", param: "place", print: encodeURIComponent, read: (text, known) => (known.places.has(decode(text)) ? decode(text) : undefined) },
  { key: "event", param: "event", ...number(0, Number.MAX_SAFE_INTEGER) },
  { key: "sides", param: "side", ...listOf((known) => known.sides) },
  { key: "types", param: "type", ...listOf(() => TYPES) },
  { key: "modalities", param: "mod", ...listOf(() => MODALITIES) },
  { key: "sources", param: "src", ...listOf((known) => known.sources) },
  { key: "decided", param: "by", ...listOf(() => DECIDERS) },
  { key: "text", param: "q", print: encodeURIComponent, read: (text) => decode(text) },
  { key: "ledger", param: "ledger", ...flag },
  { key: "areas", param: "areas", ...flag },
  { key: "unit", param: "unit", ...oneOf(UNITS) },
  { key: "speed", param: "speed", ...number(0.5, 20) },
  { key: "panel", param: "panel", ...oneOf(PANELS) },
  { key: "lang", param: "lang", ...oneOf(["ar", "en"]) },
  { key: "months", param: "months", ...oneOf(["levant", "gulf", "maghreb"]) },
  { key: "digits", param: "digits", ...oneOf(["western", "arabic"]) },
];

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const isDefault = (key, value) => value === DEFAULTS[key] || (Array.isArray(value) && value.length === 0) || value === "";

/** The fragment (without #) for a state; what is at its default is left out. */
export function toFragment(state) {
  return TABLE.filter(({ key }) => state[key] !== null && !isDefault(key, state[key]))
    .map(({ key, param, print }) => `${param}=${print(state[key])}`)
    .join("&");
}

/**
 * Reads a fragment. Returns {patch, problems}: the state it names, and one {param, value} for each part that
 * could not be understood (the default stands there instead).
 * `known`: {places: has(id), sides: [slug], sources: [name]}.
 */
export function fromFragment(fragment, known) {
  const patch = {};
  const problems = [];
  for (const pair of fragment.replace(/^#/, "").split("&").filter(Boolean)) {
    const [param, ...rest] = pair.split("=");
    const text = rest.join("=");
    const row = TABLE.find((candidate) => candidate.param === param);
    const report = (value) => problems.push({ param, value: decode(value) });
    if (!row) {
      report(text);
      continue;
    }
    const before = problems.length;
    const value = row.read(text, known, report);
    if (value !== undefined) patch[row.key] = value;
    else if (problems.length === before) report(text);
  }
  return { patch, problems };
}
