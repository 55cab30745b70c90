// Mends a picture where one mark changed: of its spot, only what can be seen of it is drawn again. Where marks lie five
// deep, most of a mark is hidden under others, and most of what lies under it is hidden by it.

import { COLUMNS, columns, over } from "./pixels.js";

const BITS = 32; // columns of a spot that one number can tell apart
const TALLEST = 512; // rows of two sprites that lie at one point
const PIECE = 3; // numbers that say which piece of a sprite's row is seen: row, columns as bits, where its pixels lie

export class Spot {
  /** `pixels`: the picture (pixels.js); `sheet`: the sprites on it. */
  constructor(pixels, sheet) {
    Object.assign(this, { pixels, sheet });
    [this.from, this.to] = [new Int32Array(TALLEST), new Int32Array(TALLEST)]; // of row y: from[y - top] to to[y - top]
    // Columns of each row as bits from `left` on: those that nothing solid covers yet, and those where the mark is seen.
    [this.bare, this.seen] = [new Int32Array(TALLEST), new Int32Array(TALLEST)];
    this.pieces = new Int32Array(PIECE * 1_024);
    this.top = this.bottom = this.left = this.right = this.used = 0;
    this.forget();
  }

  /** Forgets what was mended: the box x0, y0, x1, y1, the last two not within. */
  forget() {
    [this.x0, this.y0, this.x1, this.y1] = [this.pixels.width, this.pixels.height, 0, 0];
  }

  /**
   * Mends the picture where `place` turned from the sprite `was` to the one in `shown` (0 for none). `near[first]` to
   * `near[last]`: the places whose marks may touch it, it too, lowest first; their marks lie around (x, y).
   */
  mend(place, was, near, first, last, shown, x, y) {
    if (!this.#open(was * COLUMNS, shown[place] * COLUMNS, x[place], y[place])) return;
    this.wide = this.right - this.left > BITS;
    const isSeen = this.wide || this.#lookFor(place, near, first, last, shown, x, y);
    if (this.wide) this.#drawAll(near, first, last, shown, x, y);
    else if (isSeen) this.#drawPieces();
    else return;
    if (this.left < this.x0) this.x0 = this.left;
    if (this.top < this.y0) this.y0 = this.top;
    if (this.right > this.x1) this.x1 = this.right;
    if (this.bottom > this.y1) this.y1 = this.bottom;
  }

  /** Takes as spot what two sprites fill around (x, y); false where nothing of it lies in the picture. */
  #open(a, b, x, y) {
    const { of } = this.sheet;
    const { height, width } = this.pixels;
    const { from, to } = this;
    this.top = Math.max(0, Math.min(a ? y + of[a + 1] : height, b ? y + of[b + 1] : height));
    this.bottom = Math.min(height, Math.max(a ? y + of[a + 1] + of[a + 3] : 0, b ? y + of[b + 1] + of[b + 3] : 0));
    const rows = this.bottom - this.top;
    for (let row = 0; row < rows; row += 1) from[row] = width;
    for (let row = 0; row < rows; row += 1) to[row] = 0;
    if (a) this.#widen(a, x, y);
    if (b) this.#widen(b, x, y);
    this.left = width;
    this.right = 0;
    for (let row = 0; row < rows; row += 1) {
      if (from[row] < this.left) this.left = from[row];
      if (to[row] > this.right) this.right = to[row];
    }
    return this.left < this.right;
  }

  /** Widens the spot to what a sprite fills. */
  #widen(own, x, y) {
    const { of, runs } = this.sheet;
    const { from, to, top, bottom } = this;
    const left = x + of[own];
    const start = y + of[own + 1];
    const last = Math.min(bottom, start + of[own + 3]);
    for (let row = Math.max(top, start); row < last; row += 1) {
      const at = 4 * (of[own + 5] + row - start);
      from[row - top] = Math.max(0, Math.min(from[row - top], left + runs[at]));
      to[row - top] = Math.min(this.pixels.width, Math.max(to[row - top], left + runs[at + 3]));
    }
  }

  /** Notes the pieces that are seen in the spot, from the topmost mark down; false if nothing of the place itself is. */
  #lookFor(place, near, first, last, shown, x, y) {
    const { bare, seen, from, to, left } = this;
    const rows = this.bottom - this.top;
    for (let row = 0; row < rows; row += 1) bare[row] = columns(from[row] - left, to[row] - left);
    this.open = rows; // rows of which something is bare
    this.used = 0;
    for (let i = last; i >= first; i -= 1) {
      const other = near[i];
      if (this.open === 0 || this.wide) break;
      if (other === place) for (let row = 0; row < rows; row += 1) seen[row] = bare[row];
      if (shown[other]) this.#look(shown[other] * COLUMNS, x[other], y[other]);
      else if (other !== place) continue;
      if (other === place) place = -1;
    }
    return place === -1;
  }

  /** Notes the pieces of one sprite that nothing solid above it covers. */
  #look(own, x, y) {
    const { of, bits } = this.sheet;
    const { bare, top } = this;
    const atX = x + of[own] - this.left;
    const across = of[own + 2];
    if (atX >= BITS || atX + across <= 0) return;
    const atY = y + of[own + 1];
    const last = atY + of[own + 3] < this.bottom ? atY + of[own + 3] : this.bottom;
    let row = atY > top ? atY : top;
    if (row >= last) return;
    if (across > BITS) this.wide = true;
    if (this.used + (last - row) * PIECE > this.pieces.length) this.#makeRoom();
    const { pieces } = this;
    for (let at = 2 * (of[own + 5] + row - atY); row < last; row += 1, at += 2) {
      const before = bare[row - top];
      const some = before & (atX < 0 ? bits[at] >>> -atX : bits[at] << atX);
      if (some === 0) continue;
      pieces[this.used] = row;
      pieces[this.used + 1] = some;
      pieces[this.used + 2] = of[own + 4] + (row - atY) * across - atX;
      this.used += PIECE;
      bare[row - top] = before & ~(atX < 0 ? bits[at + 1] >>> -atX : bits[at + 1] << atX);
      if (bare[row - top] === 0) this.open -= 1;
    }
  }

  #makeRoom() {
    const wider = new Int32Array(this.pieces.length * 2 + TALLEST * PIECE);
    wider.set(this.pieces);
    this.pieces = wider;
  }

  /** Draws the pieces where the place is seen; the lowest was noted last. */
  #drawPieces() {
    const { pieces, left, top, seen, bare } = this;
    const { data } = this.sheet;
    const { data: out, width } = this.pixels;
    for (let row = top; row < this.bottom; row += 1) {
      for (let some = bare[row - top] & seen[row - top]; some; some &= some - 1) out[row * width + left + 31 - Math.clz32(some & -some)] = 0;
    }
    for (let k = this.used - PIECE; k >= 0; k -= PIECE) {
      const line = pieces[k] * width + left;
      const pixel = pieces[k + 2];
      for (let some = pieces[k + 1] & seen[pieces[k] - top]; some; some &= some - 1) {
        const i = 31 - Math.clz32(some & -some);
        out[line + i] = over(data[pixel + i], out[line + i]);
      }
    }
  }

  /** Empties the spot and draws all marks in it, lowest first, where they or it are too wide for bits. */
  #drawAll(near, first, last, shown, x, y) {
    const { from, to, top } = this;
    const { data, width } = this.pixels;
    for (let row = top; row < this.bottom; row += 1) data.fill(0, row * width + from[row - top], Math.max(row * width + from[row - top], row * width + to[row - top]));
    for (let i = first; i <= last; i += 1) if (shown[near[i]]) this.#stamp(shown[near[i]] * COLUMNS, x[near[i]], y[near[i]]);
  }

  /** Stamps a sprite on the spot. */
  #stamp(own, x, y) {
    const { of, data, runs } = this.sheet;
    const { from, to, top } = this;
    const { data: out, width } = this.pixels;
    const [atX, atY, across] = [x + of[own], y + of[own + 1], of[own + 2]];
    if (atX >= this.right || atX + across <= this.left) return;
    const last = Math.min(this.bottom, atY + of[own + 3]);
    for (let row = Math.max(top, atY); row < last; row += 1) {
      const at = 4 * (of[own + 5] + row - atY);
      const pixel = of[own + 4] + (row - atY) * across - atX;
      const end = Math.min(to[row - top], atX + runs[at + 3]);
      for (let i = Math.max(from[row - top], atX + runs[at]); i < end; i += 1) out[row * width + i] = over(data[pixel + i], out[row * width + i]);
    }
  }
}
