import assert from "node:assert/strict";
import { test } from "node:test";

// Node has no ImageData; this is what the standard says of it, as far as Pixels goes.
globalThis.ImageData ??= class { constructor(width, height) { this.data = new Uint8ClampedArray(width * height * 4); } };
const { columns, over, Pixels, SpriteSheet } = await import("../../static/map/pixels.js");

const RED = 0xff0000ff | 0; // alpha, blue, green, red
const filled = (pixels) => [...pixels.data].map((v) => (v ? 1 : 0));

/** A sheet with one sprite, whose number is 1. */
function sheetOf(size, picture) {
  const sheet = new SpriteSheet();
  assert.equal(sheet.add(size, picture), 1);
  return sheet;
}

const dot = sheetOf(2, Int32Array.of(RED, 0, 0, RED)); // its middle is its lower right corner

test("a stamp leaves what is transparent in it as it was", () => {
  const pixels = new Pixels(4, 4);
  pixels.stamp(dot, 1, 2, 2);
  assert.deepEqual(filled(pixels), [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
});

test("stamps are cut at every edge of the picture", () => {
  for (const [x, y, at] of [[0, 0, 0], [4, 4, 15], [1, 0, 1], [0, 1, 4]]) {
    const pixels = new Pixels(4, 4);
    pixels.stamp(dot, 1, x, y);
    assert.deepEqual(filled(pixels).flatMap((v, i) => (v ? [i] : [])), [at]);
  }
});

test("a sprite is cut to what is in it and keeps its middle", () => {
  const picture = new Int32Array(36);
  picture[6 * 1 + 4] = picture[6 * 2 + 3] = picture[6 * 2 + 4] = RED;
  const sheet = sheetOf(6, picture);
  assert.deepEqual([...sheet.of.subarray(6, 10)], [0, -2, 2, 2]);
  const pixels = new Pixels(4, 4);
  pixels.stamp(sheet, 1, 1, 2);
  assert.deepEqual(filled(pixels), [0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test("sprites of one shape share what is known of their rows, each with its own colours", () => {
  const sheet = sheetOf(2, Int32Array.of(RED, 0, 0, RED));
  const [rows, GREEN] = [sheet.usedRows, 0xff00ff00 | 0];
  assert.equal(sheet.add(2, Int32Array.of(GREEN, 0, 0, GREEN)), 2);
  assert.equal(sheet.usedRows, rows);
  const pixels = new Pixels(2, 2);
  pixels.stamp(sheet, 2, 1, 1);
  assert.deepEqual([...pixels.data], [GREEN, 0, 0, GREEN]);
});

test("a sheet grows and keeps what was on it", () => {
  const sheet = sheetOf(2, Int32Array.of(RED, 0, 0, RED));
  for (let i = 0; i < 200; i += 1) sheet.add(20, new Int32Array(400).fill(0xff000000 | i));
  const pixels = new Pixels(20, 20);
  pixels.stamp(sheet, 201, 10, 10);
  assert.ok(pixels.data.every((v) => v === (0xff000000 | 199)));
  pixels.stamp(sheet, 1, 1, 1);
  assert.deepEqual([pixels.data[0], pixels.data[1], pixels.data[21]], [RED, 0xff000000 | 199, RED]);
});

test("an empty sprite changes nothing", () => {
  const pixels = new Pixels(4, 4);
  pixels.stamp(sheetOf(4, new Int32Array(16)), 1, 2, 2);
  assert.equal(pixels.data.some(Boolean), false);
});

test("a row with holes is laid over what is there, its holes left open", () => {
  const row = Int32Array.of(0x400000ff, RED, RED, 0, RED, 0, 0, 0);
  const square = new Int32Array(64);
  square.set(row, 8 * 4);
  const pixels = new Pixels(8, 8);
  const BLUE = 0xffff0000 | 0;
  pixels.data.fill(BLUE);
  pixels.stamp(sheetOf(8, square), 1, 4, 4);
  assert.deepEqual([...pixels.data.subarray(33, 40)], [RED, RED, BLUE, RED, BLUE, BLUE, BLUE]);
  assert.equal(pixels.data[32] >>> 24, 255);
  assert.notEqual(pixels.data[32], BLUE);
});

test("columns as bits, cut to the thirty-two that one number holds", () => {
  assert.deepEqual([columns(0, 3), columns(2, 4), columns(5, 5), columns(7, 2)], [0b111, 0b1100, 0, 0]);
  assert.deepEqual([columns(0, 32), columns(-9, 99), columns(31, 32), columns(32, 40), columns(-3, 0)], [-1, -1, 1 << 31, 0, 0]);
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
