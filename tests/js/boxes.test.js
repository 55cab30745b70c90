import assert from "node:assert/strict";
import { test } from "node:test";
import { Boxes } from "../../static/map/boxes.js";

test("a box meets those that share a point with it, and no others", () => {
  const boxes = new Boxes();
  boxes.add([10, 10, 20, 20]);
  assert.equal(boxes.count([19, 19, 30, 30]), 1);
  assert.equal(boxes.count([20, 10, 30, 20]), 0, "edges that touch share nothing");
  assert.equal(boxes.count([0, 0, 9, 9]), 0);
});

test("boxes are found across the cells that they are kept in, on either side of zero", () => {
  const boxes = new Boxes();
  boxes.add([-300, -5, 300, 5]);
  for (const x of [-299, -100, -1, 0, 47, 48, 290]) assert.ok(boxes.count([x, 0, x + 2, 2]) > 0, `at ${x}`);
  assert.equal(boxes.count([-340, -5, -301, 5]), 0);
  assert.equal(boxes.count([0, 6, 10, 40]), 0);
});
