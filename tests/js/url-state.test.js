import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULTS } from "../../static/map/state.js";
import { fromFragment, TABLE, toFragment } from "../../static/map/url-state.js";
import { parseDay } from "../../static/map/days.js";

const KNOWN = { places: { has: (id) => id === "gn173480" }, sides: ["isis", "sdf"], sources: ["الغد", "a, b & c"] };

const FULL = {
  ...DEFAULTS, day: parseDay("2017-10-14"), compare: parseDay("2017-09-01"), from: parseDay("2017-01-01"), to: parseDay("2017-12-31"), known: parseDay("2017-10-20"),
  sides: ["isis", "sdf"], types: ["siege_broken"], modalities: ["claimed"], sources: ["الغد"], decided: ["policy"], text: "دير & الزور=؟", ledger: true, areas: true,
  unit: "week", speed: 5, place: "gn173480", event: 12, view: [35.0197, 40.4533, 8.5], panel: "compare", lang: "en", months: "gulf", digits: "western",
};

test("everything goes to the address and comes back the same", () => {
  const { patch, problems } = fromFragment(toFragment(FULL), KNOWN);
  assert.deepEqual(problems, []);
  assert.deepEqual({ ...DEFAULTS, ...patch }, FULL);
});

test("every key of the state has its row in the table, and every row its own name", () => {
  assert.deepEqual(TABLE.map(({ key }) => key).sort(), Object.keys(DEFAULTS).sort());
  assert.equal(new Set(TABLE.map(({ param }) => param)).size, TABLE.length);
});

test("what stands at its default is not in the address", () => {
  assert.equal(toFragment(DEFAULTS), "");
  assert.equal(toFragment({ ...DEFAULTS, day: parseDay("2017-10-14") }), "t=2017-10-14");
});

test("an unknown day, side, place, type or view is reported and left at its default", () => {
  const { patch, problems } = fromFragment("#t=2017-02-30&side=atlantis&place=gn1&type=conquest&v=95,0,8&unit=decade&speed=900&nonsense=1&lang=fr", KNOWN);
  assert.deepEqual(patch, {});
  assert.deepEqual(problems.map(({ param }) => param), ["t", "side", "place", "type", "v", "unit", "speed", "nonsense", "lang"]);
  assert.equal(problems[0].value, "2017-02-30");
});

test("of a list the known part is kept", () => {
  const { patch, problems } = fromFragment("side=isis,atlantis", KNOWN);
  assert.deepEqual(patch, { sides: ["isis"] });
  assert.deepEqual(problems, [{ param: "side", value: "atlantis" }]);
});

test("a source with commas, spaces and signs in its name survives", () => {
  const { patch } = fromFragment(toFragment({ ...DEFAULTS, sources: ["a, b & c"] }), KNOWN);
  assert.deepEqual(patch.sources, ["a, b & c"]);
});

test("broken percent signs do not throw", () => {
  assert.deepEqual(fromFragment("q=%E0%A4%A", KNOWN).patch, { text: "%E0%A4%A" });
});
