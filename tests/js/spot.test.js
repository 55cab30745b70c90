import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.ImageData ??= class { constructor(width, height) { this.data = new Uint8ClampedArray(width * height * 4); } };
const { over, Pixels } = await import("../../static/map/pixels.js");
const { MarkField } = await import("../../static/map/mark-field.js");
const { Neighbours } = await import("../../static/map/neighbours.js");
const { Painter } = await import("../../static/map/painter.js");
const { Spot } = await import("../../static/map/spot.js");
const { cutStencil, SpriteSheet } = await import("../../static/map/stencil.js");

const [WIDTH, HEIGHT] = [90, 70];

/** Numbers from 0 to below 1, the same at each run. */
function dice(seed) {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

const halfOf = (radius) => Math.ceil(radius) + 2;

/** A disc with a soft edge, or a ring, a square, a disc with a hole: what marks are made of. */
function picture(kind, radius, colour) {
  const half = halfOf(radius);
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
  return pixels;
}

const PICTURES = ["disc", "ring", "square", "hole"];

/** A stencil that holds all pictures of a radius. */
function stencilOf(radius) {
  const all = PICTURES.map((kind) => picture(kind, radius, 0xffffff));
  return cutStencil(2 * halfOf(radius), all[0].map((_, i) => all.reduce((sum, one) => sum | one[i], 0)));
}

/** Where places lie and whose marks matter to whose, the first the lowest; x and y in pixels. */
function layOut({ sheet, shown, lie: { x, y, kinds, stencils } }) {
  const field = new MarkField(Float32Array.from({ length: 2 * x.length }, (_, i) => (i % 2 ? y : x)[i >> 1]), Uint32Array.from(x.keys()), kinds);
  field.place({ scale: 1, left: 0, top: 0, width: WIDTH, height: HEIGHT }, 1, stencils);
  const near = new Neighbours(field, shown);
  near.use(sheet, WIDTH, HEIGHT);
  return near;
}

/** Changes what a place shows and mends the picture, as the map does. */
function change({ shown, near }, spot, place, sprite) {
  const was = shown[place];
  shown[place] = sprite;
  spot.mend(place, was, near, was && sprite ? near.of(place) : near.ofAny(place));
  if (!sprite) near.uncover(place);
}

/** Places at random, each of one radius and with a sprite of it or none; `draw` draws all of them anew, lowest first. */
function scene(radii, places, seed, kindsOfPictures = PICTURES) {
  const random = dice(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const sheet = new SpriteSheet();
  const stencils = radii.map(stencilOf);
  const pictures = [null];
  const sprites = radii.map((radius, kind) => Array.from({ length: 12 }, (_, i) => {
    const own = picture(kindsOfPictures[i % kindsOfPictures.length], radius, Math.floor(random() * 0xffffff));
    pictures.push([own, stencils[kind].size]);
    return sheet.add(stencils[kind], own, stencils[kind].size);
  }));
  const kinds = Uint8Array.from({ length: places }, () => Math.floor(random() * radii.length));
  const x = Int16Array.from({ length: places }, () => Math.floor(random() * (WIDTH + 16)) - 8);
  const y = Int16Array.from({ length: places }, () => Math.floor(random() * (HEIGHT + 16)) - 8);
  const any = (place) => (random() < 0.1 ? 0 : pick(sprites[kinds[place]]));
  const shown = Uint32Array.from(kinds.keys(), any);
  const order = Uint16Array.from(kinds.keys());
  const draw = () => {
    const out = new Int32Array(WIDTH * HEIGHT);
    for (const place of order) if (shown[place]) stamp(out, ...pictures[shown[place]], x[place], y[place]);
    return out;
  };
  const one = { random, sheet, order, any, draw, shown, lie: { x, y, kinds, stencils, shown } };
  return { ...one, near: layOut(one) };
}

/** Lays a square picture over another, its middle at (x, y): one pixel after the other, so that nothing can go wrong. */
function stamp(out, pixels, size, x, y) {
  pixels.forEach((pixel, i) => {
    const [column, row] = [x - size / 2 + (i % size), y - size / 2 + Math.floor(i / size)];
    if (column >= 0 && row >= 0 && column < WIDTH && row < HEIGHT) out[row * WIDTH + column] = over(pixel, out[row * WIDTH + column]);
  });
}

function spotOn(pixels, { sheet, lie }) {
  const spot = new Spot(pixels, sheet);
  spot.use(lie);
  return spot;
}

/** A picture that shows the scene. */
function drawn({ draw }) {
  const pixels = new Pixels(WIDTH, HEIGHT);
  pixels.data.set(draw());
  return pixels;
}

const SIZES = [["small marks", [3, 4.5, 7]], ["marks wider than a number has bits", [3, 9, 18]], ["marks wider than two numbers", [5, 33]]];

for (const [name, radii] of SIZES) {
  for (const [which, pictures] of [["marks of all shapes", PICTURES], ["marks that share a core", ["disc", "square"]]]) {
    test(`${name}, ${which}: after many changes the picture is the one drawn anew, pixel for pixel`, () => {
      for (let seed = 1; seed <= 4; seed += 1) {
        const one = scene(radii, 60, seed, pictures);
        const pixels = drawn(one);
        const spot = spotOn(pixels, one);
        for (let i = 0; i < 150; i += 1) {
          const place = Math.floor(one.random() * one.order.length);
          change(one, spot, place, one.any(place));
        }
        assert.deepEqual(pixels.data, one.draw());
      }
    });
  }

  test(`${name}: drawing what is seen, topmost first, gives the picture of drawing all, lowest first`, () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const one = scene(radii, 150, seed);
      const pixels = new Pixels(WIDTH, HEIGHT);
      const painter = new Painter(pixels, one.sheet);
      for (let again = 0; again < 2; again += 1) {
        painter.paint(one.order, one.order.length, one.lie);
        assert.deepEqual(pixels.data, one.draw());
        one.shown.forEach((_, place) => { one.shown[place] = one.any(place); });
      }
    }
  });
}

test("what was touched lies within the box to be shown, and nothing outside it changed", () => {
  const one = scene([4], 40, 9);
  const pixels = drawn(one);
  const before = pixels.data.slice();
  const spot = spotOn(pixels, one);
  for (const place of [3, 11, 30]) change(one, spot, place, one.shown[place] ? 0 : 1);
  const { x0, y0, x1, y1 } = spot;
  assert.ok(x0 < x1 && y0 < y1 && x0 >= 0 && y0 >= 0 && x1 <= WIDTH && y1 <= HEIGHT);
  assert.notDeepEqual(pixels.data, before);
  before.forEach((value, i) => {
    const [column, row] = [i % WIDTH, Math.floor(i / WIDTH)];
    if (column < x0 || column >= x1 || row < y0 || row >= y1) assert.equal(pixels.data[i], value);
  });
  spot.forget();
  assert.ok(spot.x0 > spot.x1);
});

/** Places whose marks lie around the points, each with a picture of its own; the first is the lowest. */
function arranged(marks) {
  const sheet = new SpriteSheet();
  const sizes = marks.map(([, radius]) => stencilOf(radius));
  const shown = Uint32Array.from(marks, ([kind, radius, colour], i) => sheet.add(sizes[i], picture(kind, radius, colour), sizes[i].size));
  const at = (i) => Int16Array.from(marks, (mark) => mark[i]);
  const one = { sheet, shown, order: Uint16Array.from(marks.keys()), lie: { x: at(3), y: at(4), kinds: Uint8Array.from(marks.keys()), stencils: sizes, shown } };
  return { ...one, near: layOut(one) };
}

test("a mark that lies wholly under a solid one costs nothing and shows nothing", () => {
  const one = arranged([["disc", 3, 0x0000ff, 30, 30], ["square", 8, 0x00ff00, 30, 30]]);
  const pixels = new Pixels(WIDTH, HEIGHT);
  new Painter(pixels, one.sheet).paint(one.order, 2, one.lie);
  const before = pixels.data.slice();
  const spot = spotOn(pixels, one);
  change(one, spot, 0, one.sheet.add(one.lie.stencils[0], picture("disc", 3, 0xff0000), one.lie.stencils[0].size));
  assert.deepEqual(pixels.data, before);
  assert.ok(spot.x0 > spot.x1, "no box to show");
});

test("a mark outside the picture is left alone", () => {
  const one = arranged([["disc", 3, 0x0000ff, -40, 20]]);
  const pixels = new Pixels(WIDTH, HEIGHT);
  spotOn(pixels, one).mend(0, 0, one.near, one.near.ofAny(0));
  assert.equal(pixels.data.some(Boolean), false);
});
