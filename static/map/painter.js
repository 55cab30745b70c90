// Draws all marks of a picture: from the topmost down it is noted what of each can be seen, then only that is drawn. No DOM.

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
    this.solid.fill(0);
    this.used = 0;
    for (let i = count - 1; i >= 0; i -= 1) {
      const place = places[i];
      if (shown[place] === 0) continue;
      const stencil = stencils[kinds[place]];
      for (let strip = 0; strip < stencil.words; strip += 1) this.#look(stencil, strip, shown[place], x[place], y[place]);
    }
    this.pixels.data.fill(0);
    this.#drawPieces();
  }

  /** Notes what is seen of a strip of a sprite, the sprite's middle at (x, y), below those looked at before. */
  #look({ half, size, words, at: cells }, strip, sprite, x, y) {
    const { fills, covers, shapes, starts } = this.sheet;
    const { solid } = this;
    const { width, height } = this.pixels;
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
      const cover = (covers[bits] >>> cut) & room;
      let seen = ((fill << shift) & ~solid[word]) >>> shift;
      solid[word] |= cover << shift;
      if (shift) {
        seen |= ((fill >>> (BITS - shift)) & ~solid[word + 1]) << (BITS - shift);
        solid[word + 1] |= cover >>> (BITS - shift);
      }
      if (seen === 0) continue;
      pieces[this.used] = row * width + base;
      pieces[this.used + 1] = seen;
      pieces[this.used + 2] = start + cells[row - atY];
      this.used += PIECE;
    }
  }

  #makeRoom() {
    const wider = new Int32Array(this.pieces.length * 2);
    wider.set(this.pieces);
    this.pieces = wider;
  }

  /** The lowest piece was noted last. */
  #drawPieces() {
    const { pieces } = this;
    const { data } = this.sheet;
    const { data: out } = this.pixels;
    for (let k = this.used - PIECE; k >= 0; k -= PIECE) {
      const line = pieces[k];
      const pixel = pieces[k + 2];
      const seen = pieces[k + 1];
      const end = BITS - Math.clz32(seen);
      // Between its ends each piece is drawn whole: what of it is not seen is drawn over by the pieces above, which is
      // quicker than to ask of each pixel.
      for (let i = 31 - Math.clz32(seen & -seen); i < end; i += 1) out[line + i] = over(data[pixel + i], out[line + i]);
    }
  }
}
