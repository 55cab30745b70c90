import assert from "node:assert/strict";
import { test } from "node:test";
import { DEMO } from "./demo-ledger.js";
import { parseDay, toIso } from "../../static/map/days.js";
import { changesBetween, changesOn, nextChange, tally } from "../../static/map/changes.js";
import { readLedger, STATES } from "../../static/map/ledger.js";
import { TimeLayer } from "../../static/map/time.js";

const ledger = readLedger(DEMO);
const time = new TimeLayer(ledger);
const ids = (changes) => changes.map(({ place }) => ledger.places[place].id).sort();

test("what changed on a day, and what it was before", () => {
  const changes = changesOn(time, parseDay("2017-10-14"));
  assert.deepEqual(ids(changes), ["deir", "mayadin", "raqqa"]);
  const mayadin = changes.find(({ place }) => ledger.places[place].id === "mayadin");
  assert.deepEqual([mayadin.before.holders, mayadin.after.holders], [["isis"], ["syrian-government"]]);
  assert.deepEqual(changesOn(time, parseDay("2017-10-13")), []);
});

test("evidence that only ages is no change of hands", () => {
  assert.deepEqual(changesOn(time, parseDay("2018-04-14")), []);
});

test("the next change and the one before", () => {
  const next = (iso, step) => { const day = nextChange(time, parseDay(iso), step); return day === null ? null : toIso(day); };
  assert.equal(next("2017-05-10", 1), "2017-10-11");
  assert.equal(next("2017-10-11", 1), "2017-10-14");
  assert.equal(next("2017-10-14", -1), "2017-10-11");
  assert.equal(next("2017-10-14", 1), "2017-10-15");
  assert.equal(next("2017-10-15", 1), "2017-11-13");
  assert.equal(next("2017-11-13", 1), null);
  assert.equal(next("2016-05-10", -1), null);
});

test("two dates compared, by place and by side", () => {
  const changes = changesBetween(time, parseDay("2017-05-01"), parseDay("2017-10-20"));
  assert.deepEqual(ids(changes), ["bukamal", "deir", "mayadin", "raqqa", "tabqa"]);
  const sides = tally(changes);
  // isis: lost Mayadin and Tabqa; Raqqa it holds still, contested; Bukamal and a part of Deir ez-Zor are new to us
  assert.deepEqual(sides.get("isis"), { gained: 2, lost: 2 });
  assert.deepEqual(sides.get("syrian-government"), { gained: 2, lost: 0 });
  assert.deepEqual(sides.get("sdf"), { gained: 1, lost: 0 });
  assert.equal(STATES[changes.find(({ place }) => ledger.places[place].id === "tabqa").after.state], "unknown");
});

test("nothing changes between a day and itself", () => {
  assert.deepEqual(changesBetween(time, 6500, 6500), []);
});
