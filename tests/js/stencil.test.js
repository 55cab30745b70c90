import assert from "node:assert/strict";
import { test } from "node:test";
import { cutStencil, meet, SpriteSheet, wordAt } from "../../static/map/stencil.js";

const SOLID = 0xff0000ff | 0;
const THIN = 0x400000ff;

/** A square picture from rows of text: # solid, + half-transparent, . empty. */
function picture(...rows) {
  const values = { "#": SOLID, "+": THIN, ".": 0 };
  return Int32Array.from(rows.join(""), (c) => values[c]);
}

const RING = picture("..##", "#..#", "#..#", "....");

test("a stencil holds of each row what lies between its first and last pixel", () => {
  const stencil = cutStencil(4, RING);
  assert.deepEqual([[...stencil.from], [...stencil.to]], [[2, 0, 0, 0], [4, 4, 4, 0]]);
  assert.deepEqual([stencil.half, stencil.cells, stencil.words], [2, 10, 1]);
  assert.deepEqual([stencil.at[0] + 2, stencil.at[1], stencil.at[2]], [0, 2, 6], "cells follow one another, row by row");
});

test("a stencil wider than one number holds its rows in several", () => {
  assert.equal(cutStencil(32, new Int32Array(32 * 32)).words, 1);
  assert.equal(cutStencil(34, new Int32Array(34 * 34)).words, 2);
});

test("stencils meet where they have a pixel in common", () => {
  const [ring, dot] = [cutStencil(4, RING), cutStencil(2, picture("##", "##"))];
  assert.equal(meet(ring, ring, 0, 0), true);
  assert.equal(meet(ring, ring, 3, 0), true);
  assert.equal(meet(ring, ring, 4, 0), false);
  assert.equal(meet(ring, dot, 0, -2), true, "its lower row on the ring's first");
  assert.equal(meet(ring, dot, -2, -2), false, "beside the ring's first row, above its second");
  assert.equal(meet(ring, dot, 0, 2), false, "only the ring's empty row is there");
  assert.equal(meet(dot, ring, 0, 2), true, "asked the other way round");
});

test("sprites have their cells and the bits of their rows; those of one shape share the bits", () => {
  const sheet = new SpriteSheet();
  const stencil = cutStencil(4, RING);
  const one = sheet.add(stencil, picture("..#+", "#..#", "#...", "...."), 4);
  const two = sheet.add(stencil, Int32Array.from(RING, (v) => v && v ^ 0xff), 4);
  const three = sheet.add(stencil, RING, 4);
  assert.deepEqual([one, two, three], [1, 2, 3]);
  const [fills, covers] = [sheet.fills, sheet.covers].map((bits) => [...bits.subarray(sheet.shapes[one], sheet.shapes[one] + 4)]);
  assert.deepEqual(fills, [0b1100, 0b1001, 0b0001, 0]);
  assert.deepEqual(covers, [0b0100, 0b1001, 0b0001, 0]);
  assert.deepEqual([...sheet.data.subarray(sheet.starts[one], sheet.starts[one] + 6)], [SOLID, THIN, SOLID, 0, 0, SOLID]);
  assert.equal(sheet.shapes[two], sheet.shapes[three]);
  assert.notEqual(sheet.shapes[one], sheet.shapes[two]);
  assert.notEqual(sheet.data[sheet.starts[two]], sheet.data[sheet.starts[three]]);
});

test("a sprite is taken from its place in a bigger picture", () => {
  const sheet = new SpriteSheet();
  const stencil = cutStencil(2, picture("##", "##"));
  const wide = Int32Array.from({ length: 24 }, (_, i) => SOLID ^ (i << 8));
  const sprite = sheet.add(stencil, wide, 6, 3, 1);
  assert.deepEqual([...sheet.data.subarray(sheet.starts[sprite], sheet.starts[sprite] + 4)], [wide[9], wide[10], wide[15], wide[16]]);
});

test("a sheet grows and keeps what was on it", () => {
  const sheet = new SpriteSheet();
  const stencil = cutStencil(20, new Int32Array(400).fill(SOLID));
  for (let i = 0; i < 2_000; i += 1) sheet.add(stencil, new Int32Array(400).fill(0xff000000 | i), 20);
  assert.deepEqual([1, 700, 2_000].map((n) => sheet.data[sheet.starts[n] + 399]), [0xff000000 | 0, (0xff000000 | 699), (0xff000000 | 1_999)]);
});

test("any 32 columns of a row of bits", () => {
  const bits = Int32Array.of(99, 0b1011, 1 << 31, 0b1, 99); // the row is the three in the middle
  const from = (column) => wordAt(bits, 1, 3, column) >>> 0;
  assert.equal(from(0), 0b1011);
  assert.equal(from(1), 0b101);
  assert.equal(from(-4), 0b10110000);
  assert.equal(from(-31), (0b1 << 31) >>> 0);
  assert.equal(from(-32), 0);
  assert.equal(from(-100), 0);
  assert.equal(from(63), 0b11, "across the border of two numbers");
  assert.equal(from(64), 1);
  assert.equal(from(65), 0);
  assert.equal(from(96), 0);
});
