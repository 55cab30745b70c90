import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore, DEFAULTS, isFiltered } from "../../static/map/state.js";

test("listeners hear only of the keys they asked for, once per set", () => {
  const store = createStore();
  const heard = [];
  store.on(["day"], (state, changed) => heard.push([state.day, [...changed].sort()]));
  store.set({ day: 5, place: "x" });
  store.set({ place: "y" });
  assert.deepEqual(heard, [[5, ["day", "place"]]]);
});

test("setting what stands already tells nobody", () => {
  const store = createStore({ sides: ["isis"] });
  let calls = 0;
  store.on([], () => { calls += 1; });
  assert.equal(store.set({ sides: ["isis"] }).size, 0);
  assert.equal(calls, 0);
});

test("a listener can be taken away", () => {
  const store = createStore();
  let calls = 0;
  const off = store.on([], () => { calls += 1; });
  off();
  store.set({ day: 1 });
  assert.equal(calls, 0);
});

test("unknown keys are refused, and the state cannot be changed from outside", () => {
  assert.throws(() => createStore({ dya: 1 }), /no such state: dya/);
  assert.throws(() => createStore().set({ dya: 1 }), /no such state: dya/);
  assert.throws(() => { createStore().get().day = 3; }, TypeError);
});

test("filters are on when any narrows the events", () => {
  assert.equal(isFiltered(DEFAULTS), false);
  assert.equal(isFiltered({ ...DEFAULTS, sides: ["isis"] }), true);
  assert.equal(isFiltered({ ...DEFAULTS, text: "x" }), true);
  assert.equal(isFiltered({ ...DEFAULTS, from: 0 }), true);
  assert.equal(isFiltered({ ...DEFAULTS, place: "x", day: 4 }), false);
});
