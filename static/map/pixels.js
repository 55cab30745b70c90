// A picture in memory onto which small pictures are stamped: many times as fast as as many calls of drawImage.
// Pixels are 32-bit values in the order of ImageData (alpha in the highest byte on every machine that browsers run on);
// signed, since browsers reckon with those twice as fast as with unsigned ones.

const OPAQUE = 250; // an alpha from which a pixel covers what lies below
const SOLID = 0xff << 24;
export const COLUMNS = 6; // numbers that say what a sprite is

/** One pixel laid over another, both with alpha that is not multiplied in. */
export function over(top, below) {
  const a = top >>> 24;
  if (a >= OPAQUE || below >>> 24 === 0) return top;
  if (a === 0) return below;
  return below >>> 24 === 255 ? overSolid(top, below, a) : overThin(top, below, a);
}

/** The same where what lies below is solid: red and blue in one sum, and no division. */
function overSolid(top, below, a) {
  const rest = 255 - a;
  const pair = Math.imul(top & 0xff00ff, a) + Math.imul(below & 0xff00ff, rest);
  // v / 255 rounded down is (v + 1 + ((v + 1) >> 8)) >> 8 for every v up to 255 * 255.
  const green = Math.imul((top >>> 8) & 255, a) + Math.imul((below >>> 8) & 255, rest) + 1;
  const red = (pair & 0xffff) + 1;
  const blue = ((pair >>> 16) & 0xffff) + 1;
  return SOLID | (((blue + (blue >> 8)) >> 8) << 16) | ((green + (green >> 8)) & 0xff00) | ((red + (red >> 8)) >> 8);
}

function overThin(top, below, a) {
  const rest = (((below >>> 24) * (255 - a)) / 255) | 0;
  const sum = a + rest;
  const blue = ((((top >>> 16) & 255) * a + ((below >>> 16) & 255) * rest) / sum) | 0;
  const green = ((((top >>> 8) & 255) * a + ((below >>> 8) & 255) * rest) / sum) | 0;
  const red = (((top & 255) * a + (below & 255) * rest) / sum) | 0;
  return (sum << 24) | (blue << 16) | (green << 8) | red;
}

/** The columns of a row of pixels: [first with something in it, first and end of the longest solid run, end]. */
function runsOf(row) {
  const runs = [row.length, 0, 0, 0];
  for (let i = 0, solid = 0; i < row.length; i += 1) {
    const alpha = row[i] >>> 24;
    solid = alpha >= OPAQUE ? solid + 1 : 0;
    if (solid > runs[2] - runs[1]) [runs[1], runs[2]] = [i + 1 - solid, i + 1];
    if (alpha) [runs[0], runs[3]] = [Math.min(runs[0], i), i + 1];
  }
  return runs;
}

/** The columns `from` to `to` (not within) as bits, as far as one number holds them: 0 to 31. */
export function columns(from, to) {
  if (to <= 0 || from >= 32 || from >= to) return 0;
  return (to >= 32 ? -1 : (1 << to) - 1) & (from <= 0 ? -1 : -1 << from);
}

/** `array` with room for `more` behind the first `used`; a half more than needed, so that it seldom moves. */
function roomFor(array, used, more) {
  if (used + more <= array.length) return array;
  const wider = new array.constructor(Math.ceil((used + more) * 1.5));
  wider.set(array.subarray(0, used));
  return wider;
}

/**
 * Keeps sprites close together, each known by a number from 1; 0 is none. Of sprite n, `of` holds six numbers from
 * 6 * n: left and top (of what it fills, seen from the middle of its picture), width, height, where its pixels begin in
 * `data`, and the number of its first row; sprites of one shape share their rows. Of row r, `runs` holds four columns from 4 * r (runsOf), and `bits` from 2 * r
 * the columns that it fills and those that are solid in it, as bits; of a sprite wider than 32 pixels these say nothing.
 */
export class SpriteSheet {
  constructor() {
    this.data = new Int32Array(1 << 14);
    this.runs = new Uint8Array(1 << 12);
    this.bits = new Int32Array(1 << 11);
    this.of = new Int32Array(COLUMNS * 64);
    this.count = 0;
    this.used = this.usedRows = 0;
    this.shapes = new Map(); // the runs of all rows, as text → the number of the first
  }

  /** Adds a square picture with sides of `size` pixels (at most 255), cut to what is in it; returns its number. */
  add(size, pixels) {
    const rows = Array.from({ length: size }, (_, y) => runsOf(pixels.subarray(y * size, (y + 1) * size)));
    const filled = rows.map((runs, y) => (runs[3] ? y : -1)).filter((y) => y >= 0);
    const [x0, x1] = [Math.min(size, ...rows.map((runs) => runs[0])), Math.max(0, ...rows.map((runs) => runs[3]))];
    const [y0, y1] = filled.length ? [filled[0], filled.at(-1) + 1] : [0, 0];
    const [width, height] = [Math.max(0, x1 - x0), y1 - y0];
    this.count += 1;
    this.of = roomFor(this.of, this.count * COLUMNS, COLUMNS);
    this.data = roomFor(this.data, this.used, width * height);
    const first = this.#shape(rows.slice(y0, y1).map((runs) => runs.map((x) => Math.max(0, x - x0))));
    this.of.set([x0 - (size >> 1), y0 - (size >> 1), width, height, this.used, first], this.count * COLUMNS);
    for (let y = y0; y < y1; y += 1) {
      this.data.set(pixels.subarray(y * size + x0, y * size + x1), this.used);
      this.used += width;
    }
    return this.count;
  }

  /** The number of the first of such rows: those of a sprite of the same shape, else new ones. */
  #shape(rows) {
    const key = rows.join(" ");
    if (this.shapes.has(key)) return this.shapes.get(key);
    const first = this.usedRows;
    this.runs = roomFor(this.runs, first * 4, rows.length * 4);
    this.bits = roomFor(this.bits, first * 2, rows.length * 2);
    rows.forEach((runs, i) => {
      this.runs.set(runs, (first + i) * 4);
      this.bits.set([columns(runs[0], runs[3]), columns(runs[1], runs[2])], (first + i) * 2);
    });
    this.usedRows += rows.length;
    this.shapes.set(key, first);
    return first;
  }
}

/** A picture of `width` by `height` pixels onto which the sprites of one sheet are stamped. */
export class Pixels {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.image = new ImageData(width, height);
    this.data = new Int32Array(this.image.data.buffer);
  }

  clear() {
    this.data.fill(0);
  }

  /** Stamps a sprite with its middle at (x, y), as far as it lies in the picture. */
  stamp(sheet, sprite, x, y) {
    const { of, data, runs } = sheet;
    const { data: out, width } = this;
    const own = sprite * COLUMNS;
    const atX = x + of[own];
    const atY = y + of[own + 1];
    const across = of[own + 2];
    const last = atY + of[own + 3] < this.height ? atY + of[own + 3] : this.height;
    let row = atY > 0 ? atY : 0;
    let at = 4 * (of[own + 5] + row - atY);
    let pixel = of[own + 4] + (row - atY) * across - atX;
    let line = row * width;
    for (; row < last; row += 1, at += 4, pixel += across, line += width) {
      const end = atX + runs[at + 3] < width ? atX + runs[at + 3] : width;
      const solid = atX + runs[at + 1] < end ? atX + runs[at + 1] : end;
      const solidEnd = atX + runs[at + 2] < end ? atX + runs[at + 2] : end;
      let i = atX + runs[at] > 0 ? atX + runs[at] : 0;
      for (; i < solid; i += 1) out[line + i] = over(data[pixel + i], out[line + i]);
      for (; i < solidEnd; i += 1) out[line + i] = data[pixel + i];
      for (; i < end; i += 1) out[line + i] = over(data[pixel + i], out[line + i]);
    }
  }

  /** Puts a box of the picture (x0, y0, x1, y1, the last two not within) onto a canvas. */
  show(ctx, x0 = 0, y0 = 0, x1 = this.width, y1 = this.height) {
    ctx.putImageData(this.image, 0, 0, x0, y0, x1 - x0, y1 - y0);
  }
}
