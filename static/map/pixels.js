// A picture in memory onto which small pictures are stamped: many times as fast as as many calls of drawImage.
// Pixels are 32-bit values in the order of ImageData (alpha in the highest byte on every machine that browsers run on);
// signed, since browsers reckon with those twice as fast as with unsigned ones.

const OPAQUE = 250; // an alpha from which a pixel covers what lies below
const SOLID = 0xff << 24;
const SHELF = 1 << 16; // pixels that sprites share in one piece of memory: one array for each would weigh more than they do

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

/**
 * Keeps sprites close together. A sprite: {left, top, width, height} of what it fills, seen from the middle of its
 * picture; its pixels lie in `data` from `from`, the runs of its rows (runsOf) in `runs` from `row`.
 */
export class SpriteSheet {
  constructor() {
    this.data = new Int32Array(0);
    this.runs = new Uint8Array(0);
    this.used = this.usedRuns = 0;
  }

  /** A sprite of a square picture with sides of `size` pixels (at most 255), cut to what is in it. */
  add(size, pixels) {
    const rows = Array.from({ length: size }, (_, y) => runsOf(pixels.subarray(y * size, (y + 1) * size)));
    const filled = rows.map((runs, y) => (runs[3] ? y : -1)).filter((y) => y >= 0);
    const [x0, x1] = [Math.min(size, ...rows.map((runs) => runs[0])), Math.max(0, ...rows.map((runs) => runs[3]))];
    const [y0, y1] = filled.length ? [filled[0], filled.at(-1) + 1] : [0, 0];
    const [width, height] = [Math.max(0, x1 - x0), y1 - y0];
    this.#makeRoom(width * height, height * 4);
    const sprite = { left: x0 - (size >> 1), top: y0 - (size >> 1), width, height, data: this.data, from: this.used, runs: this.runs, row: this.usedRuns };
    for (let y = y0; y < y1; y += 1) {
      this.data.set(pixels.subarray(y * size + x0, y * size + x1), this.used);
      this.runs.set(rows[y].map((x) => Math.max(0, x - x0)), this.usedRuns);
      this.used += width;
      this.usedRuns += 4;
    }
    return sprite;
  }

  #makeRoom(pixels, runs) {
    if (this.used + pixels > this.data.length) [this.data, this.used] = [new Int32Array(Math.max(SHELF, pixels)), 0];
    if (this.usedRuns + runs > this.runs.length) [this.runs, this.usedRuns] = [new Uint8Array(Math.max(SHELF >> 2, runs)), 0];
  }
}

/** Boxes are four numbers, x0, y0, x1, y1, the last two not within. */
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

  /** Clears a box, as far as it lies in the picture. */
  clearBox(x0, y0, x1, y1) {
    const { data, width } = this;
    const left = x0 > 0 ? x0 : 0;
    const right = x1 < width ? x1 : width;
    const bottom = y1 < this.height ? y1 : this.height;
    for (let y = y0 > 0 ? y0 : 0; y < bottom; y += 1) {
      for (let i = y * width + left, end = y * width + right; i < end; i += 1) data[i] = 0;
    }
  }

  /** Stamps a sprite (SpriteSheet) with its middle at (x, y), within a box that does not stick out. */
  stamp(sprite, x, y, x0, y0, x1, y1) {
    const { data, runs, width } = sprite;
    const { data: out, width: stride } = this;
    const atX = x + sprite.left;
    const atY = y + sprite.top;
    const left = x0 > atX ? x0 - atX : 0;
    const right = x1 - atX;
    const bottom = y1 - atY < sprite.height ? y1 - atY : sprite.height;
    for (let row = y0 > atY ? y0 - atY : 0; row < bottom; row += 1) {
      const at = sprite.row + 4 * row;
      const end = runs[at + 3] < right ? runs[at + 3] : right;
      const solid = runs[at + 1] < end ? runs[at + 1] : end;
      const solidEnd = runs[at + 2] < end ? runs[at + 2] : end;
      const from = (sprite.from + row * width) | 0;
      const to = ((atY + row) * stride + atX) | 0;
      let i = runs[at] > left ? runs[at] : left;
      for (; i < solid; i += 1) out[to + i] = over(data[from + i], out[to + i]);
      for (; i < solidEnd; i += 1) out[to + i] = data[from + i];
      for (; i < end; i += 1) out[to + i] = over(data[from + i], out[to + i]);
    }
  }

  /** Puts a box of the picture onto a canvas. */
  show(ctx, x0, y0, x1, y1) {
    ctx.putImageData(this.image, 0, 0, x0, y0, x1 - x0, y1 - y0);
  }
}
