import assert from "node:assert/strict";
import { test } from "node:test";
import { DEMO } from "./demo-ledger.js";
import { parseDay } from "../../static/map/days.js";
import { eventsOfPeriod, periodAt, readLedger, STATES } from "../../static/map/ledger.js";
import { freshnessOf, lastAtOrBefore, NOTHING, TimeLayer } from "../../static/map/time.js";

const ledger = readLedger(DEMO);
const time = new TimeLayer(ledger);
const at = (id, iso) => time.looks[time.lookAt(ledger.placeById.get(id).index, parseDay(iso))];
const seen = (id, iso) => {
  const look = at(id, iso);
  return look ? [STATES[look.state], look.holders.join(" "), look.siege.join(" ")] : null;
};

test("the seed articles' states, day by day", () => {
  assert.deepEqual(seen("mayadin", "2017-10-10"), ["held", "isis", ""]);
  assert.deepEqual(seen("mayadin", "2017-10-11"), ["held", "isis", "syrian-government"]);
  assert.deepEqual(seen("mayadin", "2017-10-13"), ["held", "isis", "syrian-government"]);
  assert.deepEqual(seen("mayadin", "2017-10-14"), ["held", "syrian-government", ""]);
  assert.equal(seen("mayadin", "2015-01-01"), null);
  assert.deepEqual(seen("bukamal", "2017-10-15"), ["held", "isis", ""]);
  assert.equal(seen("bukamal", "2017-10-14"), null);
  assert.deepEqual(seen("raqqa", "2017-10-15"), ["contested", "isis sdf", ""]);
  assert.deepEqual(seen("tabqa", "2017-05-09"), ["held", "isis", ""]);
  assert.deepEqual(seen("tabqa", "2017-05-10"), ["unknown", "", ""]);
  assert.equal(at("tabqa", "2017-05-10").leftBy, "isis");
  assert.deepEqual(seen("deir", "2017-10-15"), ["divided", "isis syrian-government", ""]);
});

test("a contested state ends where its period ends", () => {
  assert.deepEqual(seen("raqqa", "2017-11-12"), ["contested", "isis sdf", ""]);
  assert.equal(seen("raqqa", "2017-11-13"), null);
});

test("evidence is fresh to 30 days, ageing to 180, then stale", () => {
  assert.deepEqual([0, 30, 31, 180, 181].map((age) => freshnessOf(1000, 1000 + age)), [0, 0, 1, 1, 2]);
  assert.equal(at("mayadin", "2017-11-14").fresh, 0); // last evidence 15 October: 30 days
  assert.equal(at("mayadin", "2017-11-15").fresh, 1);
  assert.equal(at("mayadin", "2018-04-13").fresh, 1); // 180 days
  assert.equal(at("mayadin", "2018-04-14").fresh, 2);
});

test("a step reports just the places that changed", () => {
  const layer = new TimeLayer(ledger);
  layer.setDay(parseDay("2017-10-13"));
  const changed = Array.from(layer.setDay(parseDay("2017-10-14")), (place) => ledger.places[place].id).sort();
  assert.deepEqual(changed, ["deir", "mayadin", "raqqa"]);
  assert.equal(layer.setDay(parseDay("2017-10-14")).length, 0);
  const back = Array.from(layer.setDay(parseDay("2017-10-13")), (place) => ledger.places[place].id).sort();
  assert.deepEqual(back, ["deir", "mayadin", "raqqa"]);
});

test("stepping and jumping agree on every place", () => {
  const [walker, jumper] = [new TimeLayer(ledger), new TimeLayer(ledger)];
  for (let day = parseDay("2016-04-01"); day < parseDay("2018-06-01"); day += 1) {
    walker.setDay(day);
    if (day % 97 === 0) {
      jumper.setDay(day);
      assert.deepEqual([...walker.look], [...jumper.look], String(day));
    }
  }
});

test("walking back, by days and by leaps, leads to the same looks, and what changed is told", () => {
  const [walker, jumper] = [new TimeLayer(ledger), new TimeLayer(ledger)];
  walker.setDay(parseDay("2018-06-01"));
  for (let day = parseDay("2018-05-31"); day > parseDay("2016-04-01"); day -= day % 5 === 0 ? 40 : 1) {
    const before = [...walker.look];
    const changed = walker.setDay(day);
    const told = before.map((look, place) => (look === walker.look[place] ? -1 : place)).filter((place) => place >= 0);
    assert.deepEqual([...changed].sort(), told, String(day));
    jumper.day = null; // it looks at every place anew
    jumper.setDay(day);
    assert.deepEqual([...walker.look], [...jumper.look], String(day));
  }
});

test("a place that is besieged at some time is known", () => {
  assert.deepEqual(ledger.places.filter(({ index }) => time.everBesieged()[index]).map(({ id }) => id), ["mayadin"]);
});

test("binary search at the edges", () => {
  const sorted = Int32Array.of(2, 4, 4, 9);
  assert.deepEqual([1, 2, 3, 4, 8, 9, 100].map((value) => lastAtOrBefore(sorted, 0, 4, value)), [-1, 0, 0, 2, 2, 3, 3]);
  assert.equal(lastAtOrBefore(sorted, 2, 2, 5), 1); // an empty stretch: one before its beginning
});

test("periods know their events, flags and parts", () => {
  const [row] = time.rowsAt(ledger.placeById.get("deir").index, parseDay("2017-10-20"));
  const period = periodAt(ledger, row);
  assert.deepEqual(eventsOfPeriod(ledger, row).map((event) => event.pk), [6, 7]);
  assert.equal(period.policy, true);
  assert.equal(period.end, null);
  assert.deepEqual(period.shares.map(([, code, slug]) => [code, slug]), [["w", "syrian-government"], ["e", "isis"]]);
});

test("data that contradicts itself is refused by name", () => {
  const wrong = { ...DEMO, periods: [[99, 0, 1, 2, "held", ["isis"], null, 0, 1, 1, [], []]] };
  assert.throws(() => readLedger(wrong), /period 0 names place 99 of 5/);
  const odd = { ...DEMO, periods: [[0, 0, 1, 2, "melted", ["isis"], null, 0, 1, 1, [], []]] };
  assert.throws(() => readLedger(odd), /unknown state: melted/);
});

test("an empty ledger is no error", () => {
  const empty = readLedger({ ...DEMO, places: [], periods: [], events: [] });
  assert.equal(new TimeLayer(empty).setDay(0).length, 0);
  assert.equal(new TimeLayer(ledger).looks[NOTHING], null);
});

test("the events of a day, without looking at all", () => {
  assert.deepEqual(ledger.events.on(parseDay("2017-10-14")).map((event) => event.pk), [1, 4, 6, 7]);
  assert.deepEqual(ledger.events.on(parseDay("2017-10-13")), []);
  assert.equal(ledger.events.withPk(99), undefined);
});
