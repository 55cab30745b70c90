// Draws all marks of a picture: from the topmost down it is noted what of each can be seen, then only that is drawn.

import { COLUMNS, over } from "./pixels.js";

const BITS = 32; // columns that one number can tell apart
const PIECE = 3; // numbers that say which piece of a sprite's row is seen: where it lies, columns as bits, its pixels

export class Painter {
  /** `pixels`: the picture (pixels.js); `sheet`: the sprites that are drawn on it. */
  constructor(pixels, sheet) {
    Object.assign(this, { pixels, sheet });
    this.words = Math.ceil(pixels.width / BITS) + 1; // numbers for one row of the picture
    this.solid = new Int32Array(this.words * pixels.height); // the columns that something solid covers, as bits
    this.pieces = new Int32Array(PIECE * 4_096);
  }

  /** Draws the first `count` of `places` anew, lowest first: each with its sprite (`shown`, 0 for none) around (x, y). */
  paint(places, count, shown, x, y) {
    const { pixels, sheet } = this;
    this.solid.fill(0);
    this.used = 0;
    let narrow = true;
    for (let i = count - 1; narrow && i >= 0; i -= 1) {
      const place = places[i];
      if (shown[place]) narrow = this.#look(shown[place] * COLUMNS, x[place], y[place]);
    }
    pixels.clear();
    if (narrow) this.#drawPieces();
    else for (let i = 0; i < count; i += 1) if (shown[places[i]]) pixels.stamp(sheet, shown[places[i]], x[places[i]], y[places[i]]);
  }

  /** Notes what is seen of a sprite below those looked at before; false where it is too wide for bits. */
  #look(own, x, y) {
    const { of, bits } = this.sheet;
    const { solid, words } = this;
    const { width, height } = this.pixels;
    const across = of[own + 2];
    if (across > BITS) return false;
    const atX = x + of[own];
    const atY = y + of[own + 1];
    if (atX >= width || atX <= -BITS) return true;
    const base = atX > 0 ? atX : 0;
    const cut = base - atX; // columns past the left edge
    const room = width - base >= BITS ? -1 : (1 << (width - base)) - 1;
    const shift = base & 31;
    const last = atY + of[own + 3] < height ? atY + of[own + 3] : height;
    let row = atY > 0 ? atY : 0;
    if (this.used + (last - row) * PIECE > this.pieces.length) this.#makeRoom();
    const { pieces } = this;
    for (let at = 2 * (of[own + 5] + row - atY), word = row * words + (base >> 5); row < last; row += 1, at += 2, word += words) {
      const fills = (bits[at] >>> cut) & room;
      const covers = (bits[at + 1] >>> cut) & room;
      let seen = ((fills << shift) & ~solid[word]) >>> shift;
      solid[word] |= covers << shift;
      if (shift) {
        seen |= ((fills >>> (BITS - shift)) & ~solid[word + 1]) << (BITS - shift);
        solid[word + 1] |= covers >>> (BITS - shift);
      }
      if (seen === 0) continue;
      pieces[this.used] = row * width + base;
      pieces[this.used + 1] = seen;
      pieces[this.used + 2] = of[own + 4] + (row - atY) * across + cut;
      this.used += PIECE;
    }
    return true;
  }

  #makeRoom() {
    const wider = new Int32Array(this.pieces.length * 2);
    wider.set(this.pieces);
    this.pieces = wider;
  }

  /**
   * The lowest piece was noted last. Between its ends each piece is drawn whole: what of it is not seen is drawn over by
   * the pieces above, which is quicker than to ask of each pixel.
   */
  #drawPieces() {
    const { pieces } = this;
    const { data } = this.sheet;
    const { data: out } = this.pixels;
    for (let k = this.used - PIECE; k >= 0; k -= PIECE) {
      const line = pieces[k];
      const pixel = pieces[k + 2];
      const seen = pieces[k + 1];
      const end = BITS - Math.clz32(seen);
      for (let i = 31 - Math.clz32(seen & -seen); i < end; i += 1) out[line + i] = over(data[pixel + i], out[line + i]);
    }
  }
}
