// Draws all marks of a picture: from the topmost down, what of each can be seen and is solid is copied, and it is noted what
// is seen through; that is then laid over the rest from the lowest up. No pixel is copied twice. No DOM.

import { over } from "./pixels.js";

const BITS = 32; // columns that one number can tell apart: marks are looked at in strips of so many
const PIECE = 3; // numbers that say which piece of a sprite's row is seen: where it lies, columns as bits, its pixels

export class Painter {
  /** `pixels`: the picture (pixels.js); `sheet`: the sprites that are drawn on it (stencil.js). */
  constructor(pixels, sheet) {
    Object.assign(this, { pixels, sheet });
    this.words = Math.ceil(pixels.width / BITS) + 1; // numbers for one row of the picture
    this.solid = new Int32Array(this.words * pixels.height); // the columns that something solid covers, as bits
    this.pieces = new Int32Array(PIECE * 4_096);
    this.used = 0;
  }

  /** Draws the first `count` of `places` anew, lowest first: each with the sprite that it shows; the rest as of Spot.use. */
  paint(places, count, { x, y, kinds, stencils, shown }) {
    this.pixels.data.fill(0);
    this.solid.fill(0);
    this.used = 0;
    for (let i = count - 1; i >= 0; i -= 1) {
      const place = places[i];
      if (shown[place] === 0) continue;
      const stencil = stencils[kinds[place]];
      for (let strip = 0; strip < stencil.words; strip += 1) this.#look(stencil, strip, shown[place], x[place], y[place]);
    }
    this.#drawPieces();
  }

  /** Copies and notes what is seen of a strip of a sprite, its middle at (x, y), below those looked at before. */
  #look({ half, size, words, at: cells }, strip, sprite, x, y) {
    const { data, fills, covers, shapes, starts } = this.sheet;
    const { solid } = this;
    const { width, height, data: out } = this.pixels;
    const atX = x - half + strip * BITS;
    const atY = y - half;
    if (atX >= width || atX <= -BITS) return;
    const base = atX > 0 ? atX : 0;
    const cut = base - atX; // columns past the left edge
    const room = width - base >= BITS ? -1 : (1 << (width - base)) - 1;
    const shift = base & 31;
    const last = atY + size < height ? atY + size : height;
    let row = atY > 0 ? atY : 0;
    if (this.used + (last - row) * PIECE > this.pieces.length) this.#makeRoom();
    const { pieces } = this;
    const start = starts[sprite] + strip * BITS + cut;
    let bits = shapes[sprite] + (row - atY) * words + strip;
    for (let word = row * this.words + (base >> 5); row < last; row += 1, bits += words, word += this.words) {
      const fill = (fills[bits] >>> cut) & room;
      if (fill === 0) continue;
      const hidden = shift === 0 ? solid[word] : (solid[word] >>> shift) | (solid[word + 1] << (BITS - shift));
      const seen = fill & ~hidden;
      if (seen === 0) continue;
      const line = row * width + base;
      const pixel = start + cells[row - atY];
      const cover = covers[bits] >>> cut;
      const whole = seen & cover;
      if (whole !== 0) {
        solid[word] |= whole << shift;
        if (shift !== 0) solid[word + 1] |= whole >>> (BITS - shift);
        copy(whole, data, pixel, out, line);
      }
      if (whole === seen) continue;
      pieces[this.used] = line;
      pieces[this.used + 1] = seen & ~cover;
      pieces[this.used + 2] = pixel;
      this.used += PIECE;
    }
  }

  #makeRoom() {
    const wider = new Int32Array(this.pieces.length * 2);
    wider.set(this.pieces);
    this.pieces = wider;
  }

  /** Lays over the rest what is seen through; the lowest was noted last. */
  #drawPieces() {
    const { pieces } = this;
    const { data } = this.sheet;
    const { data: out } = this.pixels;
    for (let k = this.used - PIECE; k >= 0; k -= PIECE) {
      const line = pieces[k];
      const pixel = pieces[k + 2];
      for (let some = pieces[k + 1]; some !== 0; some &= some - 1) {
        const i = 31 - Math.clz32(some & -some);
        out[line + i] = over(data[pixel + i], out[line + i]);
      }
    }
  }
}

/** Copies the pixels whose bits are set, run by run. */
function copy(bits, data, pixel, out, line) {
  let i = 0;
  for (let rest = bits; rest !== 0; rest = i < BITS ? (bits >>> i) << i : 0) {
    i = 31 - Math.clz32(rest & -rest);
    for (; i < BITS && (bits >>> i) & 1; i += 1) out[line + i] = data[pixel + i];
  }
}
