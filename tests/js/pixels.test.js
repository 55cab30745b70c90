import assert from "node:assert/strict";
import { test } from "node:test";

// Node has no ImageData; this is what the standard says of it, as far as Pixels goes.
globalThis.ImageData ??= class { constructor(width, height) { this.data = new Uint8ClampedArray(width * height * 4); } };
const { makeSprite, over, Pixels } = await import("../../static/map/pixels.js");

const RED = 0xff0000ff; // alpha, blue, green, red
const WHOLE = [0, 0, 4, 4];
const dot = makeSprite(2, Uint32Array.of(RED, 0, 0, RED));

test("a stamp leaves what is transparent in it as it was", () => {
  const pixels = new Pixels(4, 4);
  pixels.stamp(dot, 1, 1, WHOLE);
  assert.deepEqual([...pixels.data].map((v) => (v ? 1 : 0)), [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
});

test("stamps are cut at the edges and at the box", () => {
  const pixels = new Pixels(4, 4);
  pixels.stamp(dot, -1, -1, WHOLE);
  assert.equal(pixels.data[0], RED);
  pixels.stamp(dot, 3, 3, WHOLE);
  assert.equal(pixels.data[15], RED);
  pixels.clear();
  pixels.stamp(dot, 1, 1, [2, 2, 4, 4]);
  assert.deepEqual([pixels.data[5], pixels.data[10]], [0, RED]);
});

test("a box is cleared and no more, even where it sticks out", () => {
  const pixels = new Pixels(4, 4);
  pixels.data.fill(RED);
  pixels.clearBox([2, -5, 99, 2]);
  assert.deepEqual([...pixels.data].map((v) => (v ? 1 : 0)), [1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
  pixels.clearBox([9, 0, 12, 4]);
  assert.equal(pixels.data.filter(Boolean).length, 12);
});

test("half-transparent edges mix with what lies below", () => {
  const half = 0x800000ff; // red, about half
  assert.equal(over(half, 0), half);
  assert.equal(over(0, RED), RED);
  assert.equal(over(RED, 0xff00ff00), RED);
  const mixed = over(half, 0xffff0000); // over blue
  assert.equal(mixed >>> 24, 255);
  assert.ok(Math.abs((mixed & 255) - 128) <= 1 && Math.abs(((mixed >>> 16) & 255) - 127) <= 1);
});
