import assert from "node:assert/strict";
import { test } from "node:test";
import { DEMO } from "./demo-ledger.js";
import { Events } from "../../static/map/events.js";
import { parseDay } from "../../static/map/days.js";
import { readLedger } from "../../static/map/ledger.js";

const { events } = readLedger(DEMO);
const COLUMNS = ["pk", "place", "type", "gaining", "losing", "start", "end", "known", "modality", "status", "decided_by", "claims", "sources", "part", "confidence", "trigger", "outlets", "flags"];

/** Events from rows that differ from a plain one. */
function made(...rows) {
  const plain = { pk: 1, place: 0, type: "capture", gaining: "a", losing: null, start: 10, end: 11, known: 10, modality: "asserted", status: "accepted", decided_by: "policy", claims: 1, sources: 1, part: null, confidence: "high", trigger: "x", outlets: [], flags: 0 };
  return new Events(Object.fromEntries(COLUMNS.map((name) => [name, rows.map((row) => ({ ...plain, ...row })[name])])));
}

test("an event reads as the row that it came from", () => {
  const event = events.withPk(6);
  assert.deepEqual([event.type, event.gaining, event.losing, event.start, event.end, event.part, event.trigger, event.decidedBy, event.outlets], ["holds", "syrian-government", null, null, null, "الغربية", "يسيطر", "policy", ["الغد"]]);
  assert.equal(event.day, parseDay("2017-10-14"), "counted on the day it was known, having no day of its own");
});

test("numbers of every size come back, and null stays null", () => {
  const some = made({ pk: 3, place: -1, start: null, known: null }, { pk: 70_000, place: 40_000, start: -400, claims: 300 }, { pk: 2 ** 31 + 5, flags: 4 });
  assert.deepEqual(some.map((event) => [event.pk, event.place, event.start, event.claims, event.flags]), [[3, -1, null, 1, 0], [70_000, 40_000, -400, 300, 0], [2 ** 31 + 5, 0, 10, 1, 4]]);
});

test("events are found by key whatever their order", () => {
  const some = made({ pk: 9 }, { pk: 2 }, { pk: 5 });
  assert.deepEqual([9, 2, 5, 4, 1, 10].map((pk) => some.withPk(pk)?.index), [0, 1, 2, undefined, undefined, undefined]);
});

test("the events of a day, the days there are, and the last day up to one", () => {
  const some = made({ pk: 1, start: 30 }, { pk: 2, start: 10 }, { pk: 3, start: null, known: 20 }, { pk: 4, start: null, known: null }, { pk: 5, start: 10 });
  assert.deepEqual(some.on(10).map((event) => event.pk), [2, 5]);
  assert.deepEqual(some.on(11), []);
  assert.deepEqual(some.daySpan(), [10, 30]);
  assert.deepEqual([some.lastDay(29), some.lastDay(30), some.lastDay(9)], [20, 30, null]);
  assert.equal(made({ start: null, known: null }).daySpan(), null);
});

test("sides and outlets are counted once for each event that names them", () => {
  const some = made({ pk: 1, gaining: "a", losing: "b", outlets: ["x", "y"] }, { pk: 2, gaining: null, losing: "a", outlets: ["y"] });
  assert.deepEqual([...some.countSides()].sort(), [["a", 2], ["b", 1]]);
  assert.deepEqual(some.outlets().sort(), ["x", "y"]);
  assert.equal(some.count((event) => event.gaining === "a"), 1);
});
