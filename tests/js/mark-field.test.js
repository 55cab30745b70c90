import assert from "node:assert/strict";
import { test } from "node:test";
import { MarkField } from "../../static/map/mark-field.js";
import { cutStencil } from "../../static/map/stencil.js";

const FRAME = { scale: 2, left: 10, top: 0, width: 100, height: 80 };
const all = () => true;
const KINDS = new Uint8Array(4); // all of one kind
const SQUARE = [cutStencil(10, new Int32Array(100).fill(-1)), null]; // its marks fill ten by ten device pixels
const list = (field, ...args) => [...field.found.subarray(0, field.find(...args))];

/** Four places on the screen at (0, 0), (50, 40), (52, 40) and far outside; the second lies over the third. */
function makeField(ratio = 1) {
  const field = new MarkField(Float32Array.of(5, 0, 30, 20, 31, 20, 500, 20), Uint32Array.of(3, 2, 0, 1), KINDS);
  field.place(FRAME, ratio, SQUARE);
  return field;
}

test("places lie where the frame says, and those outside it are not drawn", () => {
  const field = makeField(2);
  assert.deepEqual([field.x[1], field.y[1], field.deviceX[1], field.deviceY[1]], [50, 40, 100, 80]);
  assert.deepEqual([...field.drawn.subarray(0, field.count)], [2, 0, 1]);
  assert.equal(field.cell[3], -1);
});

test("what lies near is found lowest first, whatever the order of cells", () => {
  const field = makeField();
  assert.deepEqual(list(field, 45, 35, 60, 45, all), [2, 1]);
  assert.deepEqual(list(field, -30, -30, 200, 200, all), [2, 0, 1]);
  assert.deepEqual(list(field, 45, 35, 60, 45, (place) => place === 1), [1]);
});

test("a box far outside finds nothing", () => {
  const field = makeField();
  assert.deepEqual(list(field, 900, 900, 950, 950, all), []);
  assert.deepEqual(list(field, -900, -900, -850, -850, all), []);
});

test("the field can be placed anew", () => {
  const field = makeField();
  field.place({ ...FRAME, width: 10, height: 10 }, 1, SQUARE);
  assert.deepEqual([...field.drawn.subarray(0, field.count)], [0]);
  assert.deepEqual(list(field, 45, 35, 60, 45, all), []);
});

/** The places that a mark may touch, lowest first. */
const touching = (field, place) => [...field.found.subarray(0, field.touching(place))];

test("a mark touches those that may have a pixel in common with it, itself among them, lowest first", () => {
  const field = makeField();
  assert.deepEqual(touching(field, 1), [2, 1]);
  assert.deepEqual(touching(field, 2), [2, 1]);
  assert.deepEqual(touching(field, 0), [0]);
});

test("marks that only just do not touch are told apart", () => {
  const field = new MarkField(Float32Array.of(10, 10, 14.5, 10, 15, 10), Uint32Array.of(0, 1, 2), KINDS);
  field.place({ ...FRAME, left: 0 }, 1, SQUARE); // at 20, 29 and 30 across: 9 and 10 apart, each 10 wide
  assert.deepEqual(touching(field, 0), [0, 1]);
});

test("on a fine screen marks of so many device pixels reach half as far", () => {
  const field = new MarkField(Float32Array.of(10, 10, 12, 10, 12.5, 10), Uint32Array.of(0, 1, 2), KINDS);
  field.place({ ...FRAME, left: 0 }, 2, SQUARE); // at 40, 48 and 50 across
  assert.deepEqual(touching(field, 0), [0, 1]);
});
