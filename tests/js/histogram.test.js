import assert from "node:assert/strict";
import { test } from "node:test";
import { DEMO } from "./demo-ledger.js";
import { parseDay, toIso } from "../../static/map/days.js";
import { binEvents, binIndex, NO_SIDE, stackOf, unitFor } from "../../static/map/histogram.js";
import { readLedger } from "../../static/map/ledger.js";
import { TimeScale } from "../../static/map/time-scale.js";

const { events } = readLedger(DEMO);
const [first, last] = [parseDay("2017-05-01"), parseDay("2017-10-31")];

test("months hold their events, stacked by the side that gains", () => {
  const bins = binEvents(events, first, last, "month");
  assert.deepEqual(bins.map((bin) => toIso(bin.start)), ["2017-05-01", "2017-06-01", "2017-07-01", "2017-08-01", "2017-09-01", "2017-10-01"]);
  assert.deepEqual(bins.map((bin) => bin.total), [1, 0, 0, 0, 0, 6]);
  assert.equal(bins[0].bySide.get(NO_SIDE), 1);
  assert.deepEqual(stackOf(bins[5], ["sdf", "syrian-government"]), [["sdf", 1], ["syrian-government", 4], ["isis", 1]]);
});

test("days and weeks", () => {
  const day = binEvents(events, parseDay("2017-10-10"), parseDay("2017-10-16"), "day");
  assert.deepEqual(day.map((bin) => bin.total), [0, 1, 0, 0, 4, 1, 0]);
  const week = binEvents(events, parseDay("2017-10-10"), parseDay("2017-10-16"), "week");
  assert.deepEqual(week.map((bin) => [toIso(bin.start), bin.total]), [["2017-10-07", 1], ["2017-10-14", 5]]);
});

test("a filter thins the bins", () => {
  const bins = binEvents(events, first, last, "month", (event) => event.type === "siege");
  assert.equal(bins[5].total, 2);
});

test("the bin of a day", () => {
  const bins = binEvents(events, first, last, "month");
  assert.equal(binIndex(bins, parseDay("2017-05-31")), 0);
  assert.equal(binIndex(bins, parseDay("2017-06-01")), 1);
});

test("bins get wider as more days share the strip", () => {
  assert.equal(unitFor(0, 99, 1000), "day");
  assert.equal(unitFor(0, 999, 1000), "week");
  assert.equal(unitFor(0, 3649, 1000), "month");
});

test("time runs in reading direction", () => {
  const ltr = new TimeScale(0, 99, 1000, false);
  const rtl = new TimeScale(0, 99, 1000, true);
  assert.equal(ltr.x(0), 5);
  assert.equal(rtl.x(0), 995);
  for (const scale of [ltr, rtl]) for (const day of [0, 37, 99]) assert.equal(scale.day(scale.x(day)), day);
  assert.equal(ltr.day(-50), 0);
  assert.equal(rtl.day(-50), 99);
});

test("zooming keeps the day under the pointer and stays within all days", () => {
  const scale = new TimeScale(0, 999, 1000, false);
  scale.zoom(0.5, scale.x(500));
  assert.equal(scale.last - scale.first + 1, 500);
  assert.ok(Math.abs(scale.x(500) - 500) < 3);
  scale.zoom(100, 10);
  assert.deepEqual([scale.first, scale.last], [0, 999]);
  scale.show(-50, 40);
  assert.deepEqual([scale.first, scale.last], [0, 90]);
});

test("a day outside the window moves it", () => {
  const scale = new TimeScale(0, 999, 1000, false);
  scale.show(0, 99);
  assert.equal(scale.reveal(50), false);
  assert.equal(scale.reveal(150), true);
  assert.ok(scale.first <= 150 && 150 <= scale.last);
});
