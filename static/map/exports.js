// Exactly what is shown, as GeoJSON and CSV, and the words to cite it by. No DOM.

import { toIso } from "./days.js";
import { fill, gettext } from "./i18n.js";
import { shortDate } from "./format.js";
import { periodAt, STATES } from "./ledger.js";
import { FRESHNESS, NOTHING } from "./time.js";

const COLUMNS = ["place_id", "place_ar", "place_en", "place_kind", "admin1_ar", "admin1_en", "country", "lat", "lon", "day", "state", "holders", "siege", "left_by", "since", "last_evidence", "freshness", "inferred", "decided_by", "events"];

/** One flat row for each place shown on the layer's day. `visible`: null or one byte per place. */
export function shownRows(ledger, time, visible) {
  return ledger.places.filter((place) => time.look[place.index] !== NOTHING && (!visible || visible[place.index])).map((place) => {
    const look = time.looks[time.look[place.index]];
    const [row, siege] = time.rowsAt(place.index, time.day);
    const period = row >= 0 ? periodAt(ledger, row) : null;
    const { events, eventFirst } = ledger.periods;
    const basis = [row, siege].filter((i) => i >= 0).flatMap((i) => [...events.subarray(eventFirst[i], eventFirst[i + 1])]);
    return {
      place_id: place.id, place_ar: place.ar, place_en: place.en, place_kind: place.kind, admin1_ar: place.admin1_ar, admin1_en: place.admin1_en,
      country: place.country, lat: place.lat, lon: place.lon, day: toIso(time.day), state: period ? period.state : STATES[look.state], holders: look.holders.join(" "),
      siege: look.siege.join(" "), left_by: look.leftBy, since: period ? toIso(period.since) : null, last_evidence: period ? toIso(period.lastEvidence) : null,
      freshness: FRESHNESS[look.fresh], inferred: period?.inferred ?? false, decided_by: period?.policy ? "policy" : "person", events: [...new Set(basis)].join(" "),
    };
  });
}

/** A FeatureCollection of points with the ledger's version and the day beside it. */
export function shownGeoJson(ledger, time, visible) {
  const features = shownRows(ledger, time, visible).map(({ lat, lon, ...properties }) => ({ type: "Feature", id: properties.place_id, geometry: { type: "Point", coordinates: [lon, lat] }, properties }));
  return JSON.stringify({ type: "FeatureCollection", day: toIso(time.day), ledger_version: ledger.version, features }, null, 1);
}

/** One CSV line; a value that a spreadsheet would take for a formula is disarmed. */
function csvLine(values) {
  return values.map((value) => {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }).join(",");
}

const BOM = "\ufeff"; // spreadsheets take Arabic for another encoding without it

/** What is shown as CSV. */
export function shownCsv(ledger, time, visible) {
  const rows = shownRows(ledger, time, visible);
  return BOM + [csvLine([...COLUMNS, "ledger_version"]), ...rows.map((row) => csvLine([...COLUMNS.map((key) => row[key]), ledger.version]))].join("\r\n");
}

/** The changes between two days as CSV. */
export function changesCsv(changes, ledger, from, to) {
  const head = ["place_id", "place_ar", "place_en", "admin1_en", "country", "lat", "lon", "from_day", "state_before", "holders_before", "to_day", "state_after", "holders_after", "left_by", "ledger_version"];
  const half = (look) => [look ? STATES[look.state] : "", look?.holders.join(" ") ?? ""];
  return BOM + [csvLine(head), ...changes.map(({ place, before, after }) => {
    const at = ledger.places[place];
    return csvLine([at.id, at.ar, at.en, at.admin1_en, at.country, at.lat, at.lon, toIso(from), ...half(before), toIso(to), ...half(after), after?.leftBy ?? "", ledger.version]);
  })].join("\r\n");
}

/** The words to cite a view by. */
export function citation({ day, known, version, address, seenOn }) {
  const values = { day: shortDate(day), version, address, seen: shortDate(seenOn), known: known === null ? "" : shortDate(known) };
  const text = known === null
    ? gettext("ConflictMap, who held which place on {day}. Ledger version {version}. {address} (seen on {seen}).")
    : gettext("ConflictMap, who held which place on {day}, as known on {known}. Ledger version {version}. {address} (seen on {seen}).");
  return fill(text, values);
}
