// Rule 28: uncertain, inferred, stale, policy-accepted and disputed marks differ by their drawing, not by colour alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { drawMark } from "../../static/map/marks.js";
import { INFERRED, POLICY, STATES } from "../../static/map/ledger.js";

const ACTORS = { a: { color: "#aa2222" }, b: { color: "#aa2222" } }; // one colour: only the drawing can tell

/** A canvas that writes down what is drawn, every colour left out but the paper's and the absence of a fill. */
function written(look) {
  const lines = [];
  const note = (name) => (...args) => { lines.push(`${name}(${args.flat().join(",")})`); };
  const ctx = new Proxy({}, {
    get: (own, name) => (name in own ? own[name] : note(name)),
    set(own, name, value) {
      own[name] = value;
      if (!/Style$/.test(name)) lines.push(`${String(name)}=${value}`);
      return true;
    },
  });
  drawMark(ctx, 8, { state: STATES.indexOf("held"), holders: ["a"], parts: [], siege: [], fresh: 0, flags: 0, leftBy: null, ...look }, ACTORS);
  return lines.join("\n");
}

const MARKS = {
  plain: {},
  uncertain: { state: STATES.indexOf("uncertain"), holders: ["a", "b"] },
  disputed: { state: STATES.indexOf("disputed"), holders: ["a", "b"] },
  inferred: { flags: INFERRED },
  stale: { fresh: 2 },
  policy: { flags: POLICY },
  "stale and policy": { fresh: 2, flags: POLICY },
  "stale and inferred": { fresh: 2, flags: INFERRED },
};

test("rule 28: each kind of doubt is drawn in its own way where every side has one colour", () => {
  const drawings = Object.entries(MARKS).map(([name, look]) => [written(look), name]);
  const told = new Map();
  for (const [drawing, name] of drawings) {
    assert.ok(!told.has(drawing), `${name} is drawn like ${told.get(drawing)}`);
    told.set(drawing, name);
  }
});

test("rule 28: the same look is drawn the same way", () => {
  for (const look of Object.values(MARKS)) assert.equal(written(look), written({ ...look }));
});
