import assert from "node:assert/strict";
import { test } from "node:test";
import { DEMO } from "./demo-ledger.js";
import { parseDay } from "../../static/map/days.js";
import { changesBetween } from "../../static/map/changes.js";
import { changesCsv, citation, shownCsv, shownGeoJson, shownRows } from "../../static/map/exports.js";
import { readLedger } from "../../static/map/ledger.js";
import { setLanguage } from "../../static/map/i18n.js";
import { TimeLayer } from "../../static/map/time.js";

const ledger = readLedger(DEMO);
const time = new TimeLayer(ledger);
time.setDay(parseDay("2017-10-12"));

test("the rows are the places shown, no more", () => {
  assert.deepEqual(shownRows(ledger, time, null).map((row) => row.place_id), ["mayadin", "raqqa", "tabqa"]);
  assert.deepEqual(shownRows(ledger, time, Uint8Array.of(1, 0, 0, 0, 0)).map((row) => row.place_id), ["mayadin"]);
});

test("GeoJSON holds longitude, latitude, the day and the ledger's version", () => {
  const answer = JSON.parse(shownGeoJson(ledger, time, null));
  assert.equal(answer.ledger_version, DEMO.version);
  assert.equal(answer.day, "2017-10-12");
  const [mayadin] = answer.features;
  assert.deepEqual(mayadin.geometry.coordinates, [40.4533, 35.0197]);
  assert.equal(mayadin.properties.holders, "isis");
  assert.equal(mayadin.properties.siege, "syrian-government");
  assert.equal(mayadin.properties.events, "1 2");
  assert.equal(mayadin.properties.inferred, true);
  assert.equal(mayadin.properties.decided_by, "policy");
});

test("CSV begins with a byte-order mark, quotes what needs it, and disarms formulas", () => {
  const evil = readLedger({ ...DEMO, places: DEMO.places.map((row, i) => (i === 0 ? [row[0], '=1+1, "x"', ...row.slice(2)] : row)) });
  const layer = new TimeLayer(evil);
  layer.setDay(parseDay("2017-10-12"));
  const lines = shownCsv(evil, layer, null).split("\r\n");
  assert.equal(lines[0].charCodeAt(0), 0xfeff);
  assert.ok(lines[0].includes("place_id,place_ar,place_en"));
  assert.ok(lines[1].includes('"\'=1+1, ""x"""'));
  assert.equal(lines.length, 4);
});

test("the changes between two days", () => {
  const [from, to] = [parseDay("2017-10-13"), parseDay("2017-10-14")];
  const lines = changesCsv(changesBetween(time, from, to), ledger, from, to).split("\r\n");
  assert.equal(lines.length, 4);
  assert.ok(lines.some((line) => line.startsWith("mayadin,") && line.includes("2017-10-13,held,isis,2017-10-14,held,syrian-government")));
});

test("the citation names day, version, address and when it was seen", () => {
  setLanguage("en");
  const words = citation({ day: parseDay("2017-10-14"), known: null, version: "5f2c", address: "http://x/#t=2017-10-14", seenOn: parseDay("2026-11-22") });
  assert.equal(words, "ConflictMap, who held which place on 14 October 2017. Ledger version 5f2c. http://x/#t=2017-10-14 (seen on 22 November 2026).");
  assert.ok(citation({ day: 1, known: parseDay("2017-10-20"), version: "x", address: "y", seenOn: 2 }).includes("as known on 20 October 2017"));
});
