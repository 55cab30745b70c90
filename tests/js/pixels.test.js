import assert from "node:assert/strict";
import { test } from "node:test";

// Node has no ImageData; this is what the standard says of it, as far as Pixels goes.
globalThis.ImageData ??= class { constructor(width, height) { this.data = new Uint8ClampedArray(width * height * 4); } };
const { over, Pixels, SpriteSheet } = await import("../../static/map/pixels.js");

const RED = 0xff0000ff | 0; // alpha, blue, green, red
const WHOLE = [0, 0, 4, 4];
const dot = new SpriteSheet().add(2, Int32Array.of(RED, 0, 0, RED)); // its middle is its lower right corner

test("a stamp leaves what is transparent in it as it was", () => {
  const pixels = new Pixels(4, 4);
  pixels.stamp(dot, 2, 2, ...WHOLE);
  assert.deepEqual([...pixels.data].map((v) => (v ? 1 : 0)), [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
});

test("stamps are cut at the edges and at the box", () => {
  const pixels = new Pixels(4, 4);
  pixels.stamp(dot, 0, 0, ...WHOLE);
  assert.equal(pixels.data[0], RED);
  pixels.stamp(dot, 4, 4, ...WHOLE);
  assert.equal(pixels.data[15], RED);
  pixels.clear();
  pixels.stamp(dot, 2, 2, 2, 2, 4, 4);
  assert.deepEqual([pixels.data[5], pixels.data[10]], [0, RED]);
});

test("a box is cleared and no more, even where it sticks out", () => {
  const pixels = new Pixels(4, 4);
  pixels.data.fill(RED);
  pixels.clearBox(2, -5, 99, 2);
  assert.deepEqual([...pixels.data].map((v) => (v ? 1 : 0)), [1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
  pixels.clearBox(9, 0, 12, 4);
  assert.equal(pixels.data.filter(Boolean).length, 12);
});

test("a sprite is cut to what is in it and keeps its middle", () => {
  const sheet = new SpriteSheet();
  const picture = new Int32Array(36);
  picture[6 * 1 + 4] = picture[6 * 2 + 3] = picture[6 * 2 + 4] = RED;
  const { left, top, width, height } = sheet.add(6, picture);
  assert.deepEqual([left, top, width, height], [0, -2, 2, 2]);
  const pixels = new Pixels(4, 4);
  pixels.stamp(sheet.add(6, picture), 1, 2, ...WHOLE);
  assert.deepEqual([...pixels.data].map((v) => (v ? 1 : 0)), [0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test("an empty sprite changes nothing", () => {
  const sprite = new SpriteSheet().add(4, new Int32Array(16));
  const pixels = new Pixels(4, 4);
  pixels.stamp(sprite, 2, 2, ...WHOLE);
  assert.equal(pixels.data.some(Boolean), false);
});

test("a row with holes is laid over what is there, its holes left open", () => {
  const row = Int32Array.of(0x400000ff, RED, RED, 0, RED, 0, 0, 0);
  const square = new Int32Array(64);
  square.set(row, 8 * 4);
  const pixels = new Pixels(8, 8);
  const BLUE = 0xffff0000 | 0;
  pixels.data.fill(BLUE);
  pixels.stamp(new SpriteSheet().add(8, square), 4, 4, 0, 0, 8, 8);
  assert.deepEqual([...pixels.data.subarray(33, 40)], [RED, RED, BLUE, RED, BLUE, BLUE, BLUE]);
  assert.equal(pixels.data[32] >>> 24, 255);
  assert.notEqual(pixels.data[32], BLUE);
});

test("over a solid colour every channel is mixed as by division", () => {
  for (let a = 1; a < 250; a += 7) {
    for (const [t, b] of [[0, 255], [255, 0], [255, 255], [37, 201]]) {
      const expected = Math.floor((t * a + b * (255 - a)) / 255);
      const mixed = over((a << 24) | (t << 16) | (t << 8) | t, (255 << 24) | (b << 16) | (b << 8) | b);
      assert.deepEqual([mixed & 255, (mixed >>> 8) & 255, (mixed >>> 16) & 255], [expected, expected, expected]);
    }
  }
});

test("half-transparent edges mix with what lies below", () => {
  const half = 0x800000ff | 0; // red, about half
  assert.equal(over(half, 0), half);
  assert.equal(over(0, RED), RED);
  assert.equal(over(RED, 0xff00ff00 | 0), RED);
  const mixed = over(half, 0xffff0000 | 0); // over blue
  assert.equal(mixed >>> 24, 255);
  assert.ok(Math.abs((mixed & 255) - 128) <= 1 && Math.abs(((mixed >>> 16) & 255) - 127) <= 1);
});
