import assert from "node:assert/strict";
import { test } from "node:test";
import { MarkField } from "../../static/map/mark-field.js";
import { ABOVE, BELOW, endOf, firstOf, Neighbours, ROWS, SEEN } from "../../static/map/neighbours.js";
import { cutStencil, SpriteSheet } from "../../static/map/stencil.js";

const SIZE = 8;
const [SOLID, THIN] = [-1, 0x40ffffff];

/** A square of solid pixels with an edge, one pixel wide, that can be seen through. */
const AUXILIARY = Int32Array.from({ length: SIZE * SIZE }, (_, i) => {
  const [x, y] = [i % SIZE, Math.floor(i / SIZE)];
  return Math.min(x, y) === 0 || Math.max(x, y) === SIZE - 1 ? THIN : SOLID;
});

/** Places at points on a picture of 60 by 60 pixels, the first the lowest, all with one soft square. */
function scene(points) {
  const stencil = cutStencil(SIZE, AUXILIARY);
  const sheet = new SpriteSheet();
  const sprite = sheet.add(stencil, AUXILIARY, SIZE);
  const field = new MarkField(Float32Array.from(points.flat()), Uint32Array.from(points.keys()), new Uint8Array(points.length));
  field.place({ scale: 1, left: 0, top: 0, width: 60, height: 60 }, 1, [stencil]);
  const shown = new Uint32Array(points.length).fill(sprite);
  const near = new Neighbours(field, shown);
  near.use(sheet, 60, 60);
  return { near, shown, sheet, stencil };
}

/** A list in words: {rows, seen, above, below}, each neighbour as [place, first row, row after the last]. */
function read({ lists }, at) {
  const entries = (from, count) => Array.from({ length: count }, (_, i) => [lists[from + 2 * i], firstOf(lists[from + 2 * i + 1]), endOf(lists[from + 2 * i + 1])]);
  const first = at + SEEN + SIZE;
  const [above, below] = [lists[at + ABOVE], lists[at + BELOW]];
  return { rows: [firstOf(lists[at + ROWS]), endOf(lists[at + ROWS])], seen: [...lists.subarray(at + SEEN, first)], above: entries(first, above), below: entries(first + 2 * above, below) };
}

test("a place by itself is seen whole and has no neighbours", () => {
  const { near } = scene([[30, 30], [50, 50]]);
  assert.deepEqual(read(near, near.of(0)), { rows: [0, 8], seen: new Array(8).fill(0xff), above: [], below: [] });
});

test("what the cores of those above hide is not seen; they matter only where something is left to see", () => {
  const { near } = scene([[30, 30], [34, 30]]); // the upper one's solid pixels begin five columns to the right
  const { rows, seen, above } = read(near, near.of(0));
  assert.deepEqual(rows, [0, 8]);
  assert.deepEqual(seen, [0xff, 0x1f, 0x1f, 0x1f, 0x1f, 0x1f, 0x1f, 0xff]);
  assert.deepEqual(above, [[1, 0, 8]]);
});

test("below, only those matter that reach out from under the place's own core and the cores between", () => {
  const { near } = scene([[30, 30], [30, 30], [31, 30]]);
  const { above, below } = read(near, near.of(2));
  assert.deepEqual(above, []);
  assert.deepEqual(below, [[1, 0, 8], [0, 0, 8]]);
  const covered = scene([[30, 30], [30, 33], [30, 30]]); // the lowest lies wholly behind the topmost, its edge too
  assert.deepEqual(read(covered.near, covered.near.of(2)).below, [[1, 3, 8], [0, 0, 8]], "through the edge both are seen");
});

test("a place that lies wholly under cores has no rows", () => {
  const { near } = scene([[30, 30], [27, 27], [33, 27], [27, 33], [33, 33]]);
  assert.deepEqual(read(near, near.of(0)), { rows: [0, 0], seen: new Array(8).fill(0), above: [], below: [] });
});

test("nothing is seen beyond the picture's edges", () => {
  const { near } = scene([[-1, 58]]);
  assert.deepEqual(read(near, near.of(0)), { rows: [0, 6], seen: [0xe0, 0xe0, 0xe0, 0xe0, 0xe0, 0xe0, 0, 0], above: [], below: [] });
});

test("a place that is not shown hides nothing, and one that is shown no more is forgotten", () => {
  const { near, shown } = scene([[30, 30], [30, 30]]);
  assert.equal(read(near, near.of(0)).seen[3], 0x81);
  shown[1] = 0;
  near.uncover(1);
  assert.equal(read(near, near.of(0)).seen[3], 0xff);
});

test("where a place comes or goes, all that touch it matter", () => {
  const { near } = scene([[30, 30], [30, 30], [30, 33]]);
  const { seen, above, below } = read(near, near.ofAny(1));
  assert.equal(seen[5], 0xff);
  assert.deepEqual(above, [[2, 3, 8]]);
  assert.deepEqual(below, [[0, 0, 8]]);
});

test("a sprite that covers less than those before makes the core narrower, and the lists new", () => {
  const { near, sheet, stencil } = scene([[30, 30], [30, 30]]);
  assert.equal(read(near, near.of(0)).seen[3], 0x81);
  sheet.add(stencil, AUXILIARY.map((pixel, i) => (i % SIZE === 1 ? THIN : pixel)), SIZE);
  assert.equal(read(near, near.of(0)).seen[3], 0x83);
});

test("lists are kept until they are forgotten", () => {
  const { near } = scene([[30, 30], [34, 30], [38, 30]]);
  const before = [0, 1, 2].map((place) => near.of(place));
  near.ofAny(1);
  assert.deepEqual([0, 1, 2].map((place) => near.of(place)), before);
  assert.equal(read(near, near.of(2)).below.length, 1);
  near.forget();
  assert.equal(near.of(2), 0);
});
