import assert from "node:assert/strict";
import { test } from "node:test";
import { over } from "../../static/map/pixels.js";

const RED = 0xff0000ff | 0; // alpha, blue, green, red

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
