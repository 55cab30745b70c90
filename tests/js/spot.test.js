import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.ImageData ??= class { constructor(width, height) { this.data = new Uint8ClampedArray(width * height * 4); } };
const { Pixels, SpriteSheet } = await import("../../static/map/pixels.js");
const { Painter } = await import("../../static/map/painter.js");
const { Spot } = await import("../../static/map/spot.js");

const [WIDTH, HEIGHT] = [90, 70];

/** Numbers from 0 to below 1, the same at each run. */
function dice(seed) {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

/** A disc with a soft edge, or a ring, a square, a disc with a hole: what marks are made of. */
function picture(kind, radius, colour) {
  const half = Math.ceil(radius) + 2;
  const pixels = new Int32Array(4 * half * half);
  for (let y = 0; y < 2 * half; y += 1) {
    for (let x = 0; x < 2 * half; x += 1) {
      const [dx, dy] = [x + 0.5 - half, y + 0.5 - half];
      const d = kind === "square" ? Math.max(Math.abs(dx), Math.abs(dy)) : Math.hypot(dx, dy);
      const edge = kind === "ring" ? 1.5 - Math.abs(d - radius + 1) : kind === "hole" && d < 2 ? 0 : radius - d + 0.5;
      const alpha = Math.round(255 * Math.max(0, Math.min(1, edge)));
      if (alpha) pixels[y * 2 * half + x] = (alpha << 24) | colour;
    }
  }
  return [2 * half, pixels];
}

/** A sheet with many sprites and places at random; `draw` draws all of them anew, lowest first. */
function scene(radii, places, seed) {
  const random = dice(seed);
  const sheet = new SpriteSheet();
  for (const radius of radii) for (const kind of ["disc", "ring", "square", "hole"]) for (let i = 0; i < 3; i += 1) sheet.add(...picture(kind, radius, Math.floor(random() * 0xffffff)));
  const x = Int16Array.from({ length: places }, () => Math.floor(random() * (WIDTH + 16)) - 8);
  const y = Int16Array.from({ length: places }, () => Math.floor(random() * (HEIGHT + 16)) - 8);
  const shown = Uint32Array.from({ length: places }, () => Math.floor(random() * (sheet.count + 1)));
  const near = Uint16Array.from({ length: places }, (_, i) => i);
  const draw = () => {
    const pixels = new Pixels(WIDTH, HEIGHT);
    for (const place of near) if (shown[place]) pixels.stamp(sheet, shown[place], x[place], y[place]);
    return pixels;
  };
  return { random, sheet, x, y, shown, near, draw };
}

for (const [name, radii] of [["small marks", [3, 4.5, 7]], ["marks too wide for bits", [3, 9, 18]]]) {
  test(`${name}: after many changes the picture is the one drawn anew, pixel for pixel`, () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const { random, sheet, x, y, shown, near, draw } = scene(radii, 60, seed);
      const pixels = draw();
      const spot = new Spot(pixels, sheet);
      for (let i = 0; i < 150; i += 1) {
        const place = Math.floor(random() * near.length);
        const was = shown[place];
        shown[place] = random() < 0.2 ? 0 : 1 + Math.floor(random() * sheet.count);
        spot.mend(place, was, near, 0, near.length - 1, shown, x, y);
      }
      assert.deepEqual(pixels.data, draw().data);
    }
  });
}

for (const [name, radii] of [["small marks", [2, 3, 4.5, 7]], ["marks too wide for bits", [3, 18]]]) {
  test(`${name}: drawing what is seen, topmost first, gives the picture of drawing all, lowest first`, () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { random, sheet, x, y, shown, near, draw } = scene(radii, 150, seed);
      const pixels = new Pixels(WIDTH, HEIGHT);
      const painter = new Painter(pixels, sheet);
      for (let again = 0; again < 2; again += 1) {
        painter.paint(near, near.length, shown, x, y);
        assert.deepEqual(pixels.data, draw().data);
        shown.forEach((_, place) => { shown[place] = Math.floor(random() * (sheet.count + 1)); });
      }
    }
  });
}

test("what was touched lies within the box to be shown, and nothing outside it changed", () => {
  const { sheet, x, y, shown, near, draw } = scene([4], 40, 9);
  const pixels = draw();
  const before = pixels.data.slice();
  const spot = new Spot(pixels, sheet);
  for (const place of [3, 11, 30]) {
    const was = shown[place];
    shown[place] = (was % sheet.count) + 1;
    spot.mend(place, was, near, 0, near.length - 1, shown, x, y);
  }
  const { x0, y0, x1, y1 } = spot;
  assert.ok(x0 < x1 && y0 < y1);
  before.forEach((value, i) => {
    const [column, row] = [i % WIDTH, Math.floor(i / WIDTH)];
    if (column < x0 || column >= x1 || row < y0 || row >= y1) assert.equal(pixels.data[i], value);
  });
  spot.forget();
  assert.ok(spot.x0 > spot.x1);
});

test("a mark that lies wholly under a solid one costs nothing and shows nothing", () => {
  const sheet = new SpriteSheet();
  const [small, big, other] = [sheet.add(...picture("disc", 3, 0x0000ff)), sheet.add(...picture("square", 8, 0x00ff00)), sheet.add(...picture("disc", 3, 0xff0000))];
  const shown = Uint32Array.of(small, big);
  const at = Int16Array.of(30, 30);
  const pixels = new Pixels(WIDTH, HEIGHT);
  for (const sprite of shown) pixels.stamp(sheet, sprite, 30, 30);
  const before = pixels.data.slice();
  const spot = new Spot(pixels, sheet);
  shown[0] = other;
  spot.mend(0, small, Uint16Array.of(0, 1), 0, 1, shown, at, at);
  assert.deepEqual(pixels.data, before);
  assert.ok(spot.x0 > spot.x1, "no box to show");
});

test("a mark outside the picture is left alone", () => {
  const sheet = new SpriteSheet();
  const dot = sheet.add(...picture("disc", 3, 0x0000ff));
  const pixels = new Pixels(WIDTH, HEIGHT);
  const spot = new Spot(pixels, sheet);
  spot.mend(0, 0, Uint16Array.of(0), 0, 0, Uint32Array.of(dot), Int16Array.of(-40), Int16Array.of(20));
  assert.equal(pixels.data.some(Boolean), false);
});
