import assert from "node:assert/strict";
import { test } from "node:test";
import { addUnits, dayNumber, dayParts, parseDay, startOfUnit, toIso } from "../../static/map/days.js";

test("days count from 2000-01-01", () => {
  assert.equal(parseDay("2000-01-01"), 0);
  assert.equal(parseDay("2000-03-01"), 60); // 2000 was a leap year
  assert.equal(parseDay("1999-12-31"), -1);
  assert.equal(toIso(parseDay("2017-10-14")), "2017-10-14");
});

test("what is no calendar day is null", () => {
  for (const text of ["2017-02-29", "2017-13-01", "2017-1-1", "yesterday", "", null, undefined, "2017-10-14T00:00"]) {
    assert.equal(parseDay(text), null, String(text));
  }
});

test("14 October 2017 was a Saturday", () => {
  assert.deepEqual(dayParts(parseDay("2017-10-14")), { year: 2017, month: 10, day: 14, weekday: 6 });
});

test("weeks begin on Saturday, months on the first", () => {
  const sunday = parseDay("2017-10-15");
  assert.equal(toIso(startOfUnit(sunday, "week")), "2017-10-14");
  assert.equal(toIso(startOfUnit(parseDay("2017-10-14"), "week")), "2017-10-14");
  assert.equal(toIso(startOfUnit(parseDay("2017-10-13"), "week")), "2017-10-07");
  assert.equal(toIso(startOfUnit(sunday, "month")), "2017-10-01");
  assert.equal(startOfUnit(sunday, "day"), sunday);
  assert.throws(() => startOfUnit(sunday, "fortnight"), RangeError);
});

test("a month step keeps the day of the month where there is one", () => {
  const step = (iso, count) => toIso(addUnits(parseDay(iso), "month", count));
  assert.equal(step("2017-01-31", 1), "2017-02-28");
  assert.equal(step("2016-01-31", 1), "2016-02-29");
  assert.equal(step("2017-01-15", -1), "2016-12-15");
  assert.equal(step("2017-10-14", 24), "2019-10-14");
  assert.equal(toIso(addUnits(dayNumber(2017, 10, 14), "week", -2)), "2017-09-30");
});
