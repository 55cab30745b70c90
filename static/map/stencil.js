// What marks of one kind may fill, and their pictures cut to it. Of each picture it is known, row by row as bits, which
// pixels it fills and which it covers for good, so that it can be reckoned what is seen of marks that overlap. No DOM.

import { OPAQUE } from "./pixels.js";

const BITS = 32; // columns that one number tells apart

/**
 * A stencil from a square picture with sides of `size` pixels (an even number), its middle the origin: of each row the
 * columns `from` to `to` (not within), from the first to the last pixel with anything in it; they are the cells. Cell
 * (row, column) is the one with the number at[row] + column. `words`: numbers that hold the bits of a row. `extent`: the
 * bits of all cells; `core`: of those that every sprite cut to the stencil so far covers.
 */
export function cutStencil(size, pixels) {
  const [from, to, at] = [new Int16Array(size), new Int16Array(size), new Int32Array(size)];
  let cells = 0;
  for (let row = 0; row < size; row += 1) {
    for (let x = size - 1; x >= 0; x -= 1) {
      if (pixels[row * size + x] >>> 24 === 0) continue;
      from[row] = x;
      to[row] = Math.max(to[row], x + 1);
    }
    at[row] = cells - from[row];
    cells += to[row] - from[row];
  }
  const words = Math.ceil(size / BITS);
  const extent = new Int32Array(size * words);
  for (let row = 0; row < size; row += 1) {
    for (let x = from[row]; x < to[row]; x += 1) extent[row * words + (x >> 5)] |= 1 << (x & 31);
  }
  return { half: size >> 1, size, from, to, at, cells, words, extent, core: extent.slice() };
}

/** Whether two stencils have a pixel in common where the middle of `b` lies (dx, dy) from that of `a`. */
export function meet(a, b, dx, dy) {
  const down = dy + a.half - b.half; // row r of b is row r + down of a
  const across = dx + a.half - b.half;
  const last = Math.min(a.size, b.size + down);
  for (let row = Math.max(0, down); row < last; row += 1) {
    const begin = Math.max(a.from[row], b.from[row - down] + across);
    if (begin < Math.min(a.to[row], b.to[row - down] + across)) return true;
  }
  return false;
}

/** The 32 columns from `column` on of a row whose bits are `words` numbers from bits[at]; columns outside it are empty. */
export function wordAt(bits, at, words, column) {
  const [word, shift] = [column >> 5, column & 31];
  const low = word >= 0 && word < words ? bits[at + word] >>> shift : 0;
  return shift === 0 || word + 1 < 0 || word + 1 >= words ? low : low | (bits[at + word + 1] << (BITS - shift));
}

/**
 * Keeps sprites one behind another, each known by a number from 1; 0 is none. Of sprite n the cells begin at starts[n] in
 * `data`, and the bits of its rows at shapes[n] in `fills` and `covers`, as many numbers for each row as its stencil says.
 */
export class SpriteSheet {
  constructor() {
    this.data = new Int32Array(1 << 14);
    [this.fills, this.covers] = [new Int32Array(1 << 10), new Int32Array(1 << 10)];
    [this.starts, this.shapes] = [new Int32Array(1 << 10), new Int32Array(1 << 10)];
    this.count = this.used = this.usedBits = 0;
    this.known = new Map(); // bits as text → where they begin
    this.narrowed = 0; // how often the core of a stencil became narrower
  }

  /** Adds what a stencil leaves of a picture with `across` pixels in a row, where the stencil's corner lies at (x, y). */
  add(stencil, picture, across, x = 0, y = 0) {
    this.count += 1;
    this.starts = roomFor(this.starts, this.count + 1);
    this.shapes = roomFor(this.shapes, this.count + 1);
    this.data = roomFor(this.data, this.used + stencil.cells);
    this.starts[this.count] = this.used;
    this.shapes[this.count] = this.#shapeOf(stencil, picture, across, x, y);
    this.#narrow(stencil.core, this.shapes[this.count]);
    for (let row = 0; row < stencil.size; row += 1) {
      const line = (y + row) * across + x;
      this.data.set(picture.subarray(line + stencil.from[row], line + stencil.to[row]), this.used);
      this.used += stencil.to[row] - stencil.from[row];
    }
    return this.count;
  }

  /** Leaves of a core what a sprite covers, too. */
  #narrow(core, shape) {
    let gone = 0;
    for (let i = 0; i < core.length; i += 1) {
      gone |= core[i] & ~this.covers[shape + i];
      core[i] &= this.covers[shape + i];
    }
    if (gone !== 0) this.narrowed += 1;
  }

  /** Where the bits of such a picture begin; pictures of one shape share them. */
  #shapeOf({ size, words, from, to }, picture, across, x, y) {
    const [fills, covers] = [new Int32Array(size * words), new Int32Array(size * words)];
    for (let row = 0; row < size; row += 1) {
      for (let column = from[row]; column < to[row]; column += 1) {
        const alpha = picture[(y + row) * across + x + column] >>> 24;
        const [word, bit] = [row * words + (column >> 5), 1 << (column & 31)];
        if (alpha) fills[word] |= bit;
        if (alpha >= OPAQUE) covers[word] |= bit;
      }
    }
    const key = `${fills.join(" ")} ${covers.join(" ")}`;
    if (!this.known.has(key)) {
      this.fills = roomFor(this.fills, this.usedBits + fills.length);
      this.covers = roomFor(this.covers, this.usedBits + fills.length);
      this.fills.set(fills, this.usedBits);
      this.covers.set(covers, this.usedBits);
      this.known.set(key, this.usedBits);
      this.usedBits += fills.length;
    }
    return this.known.get(key);
  }
}

/** `array` with room for `most`; a half more than needed, so that it seldom moves. */
function roomFor(array, most) {
  if (most <= array.length) return array;
  const wider = new array.constructor(Math.ceil(most * 1.5));
  wider.set(array);
  return wider;
}
