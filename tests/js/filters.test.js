import assert from "node:assert/strict";
import { test } from "node:test";
import { DEMO } from "./demo-ledger.js";
import { parseDay } from "../../static/map/days.js";
import { facetCounts, foldText, predicate, visiblePlaces } from "../../static/map/filters.js";
import { readLedger } from "../../static/map/ledger.js";
import { DEFAULTS } from "../../static/map/state.js";
import { TimeLayer } from "../../static/map/time.js";

const ledger = readLedger(DEMO);
const passing = (patch) => ledger.events.filter(predicate({ ...DEFAULTS, ...patch }, ledger)).map((event) => event.pk);

test("no filter lets all through", () => {
  assert.deepEqual(passing({}), [1, 2, 3, 4, 5, 6, 7]);
});

test("each filter by itself, and two together", () => {
  assert.deepEqual(passing({ sides: ["sdf"] }), [4]);
  assert.deepEqual(passing({ types: ["siege"] }), [2, 7]);
  assert.deepEqual(passing({ modalities: ["claimed"] }), [7]);
  assert.deepEqual(passing({ sources: ["الغد"] }), [1, 4, 5, 6, 7]);
  assert.deepEqual(passing({ decided: ["person"] }), []);
  assert.deepEqual(passing({ types: ["siege"], modalities: ["asserted"] }), [2]);
});

test("days are inclusive at both ends; an undated event counts on the day it was known", () => {
  assert.deepEqual(passing({ from: parseDay("2017-10-14"), to: parseDay("2017-10-14") }), [1, 4, 6, 7]);
  assert.deepEqual(passing({ to: parseDay("2017-10-13") }), [2, 5]);
});

test("text is found in any spelling of alef and teh marbuta, in place, side, trigger and outlet", () => {
  assert.equal(foldText("الرَّقّة"), foldText("الرقه"));
  assert.equal(foldText("إدلب"), foldText("ادلب"));
  assert.deepEqual(passing({ text: "الطبقه" }), [5]);
  assert.deepEqual(passing({ text: "al-mayadin syrian" }), [1, 2]);
  assert.deepEqual(passing({ text: "الامارات" }), [1, 2, 3]);
  assert.deepEqual(passing({ text: "لا شيء كهذا" }), []);
});

test("each choice says how many events it would show beside the other filters", () => {
  const counts = facetCounts({ ...DEFAULTS, types: ["siege"] }, ledger);
  assert.equal(counts.modalities.get("asserted"), 1);
  assert.equal(counts.modalities.get("claimed"), 1);
  assert.equal(counts.types.get("recapture"), 1); // a filter does not narrow its own choices
  assert.equal(counts.sides.get("sdf"), 0);
});

test("places stay on the map when an event they rest on passes, or a chosen side holds them", () => {
  const time = new TimeLayer(ledger);
  time.setDay(parseDay("2017-10-15"));
  const shown = (patch) => {
    const visible = visiblePlaces({ ...DEFAULTS, ...patch }, ledger, time);
    return visible && ledger.places.filter((place) => visible[place.index]).map((place) => place.id);
  };
  assert.equal(shown({}), null);
  assert.deepEqual(shown({ sides: ["sdf"] }), ["raqqa"]);
  assert.deepEqual(shown({ sides: ["syrian-government"] }), ["mayadin", "deir"]);
  assert.deepEqual(shown({ types: ["evacuation"] }), ["tabqa"]);
});
