// Mends a picture where one mark changed: of its spot, only what can be seen of it is drawn again. Where marks lie five
// deep, most of a mark is hidden under others, and most of what lies under it is hidden by it. No DOM.

import { over } from "./pixels.js";
import { wordAt } from "./stencil.js";

const BITS = 32; // columns that one number tells apart: a spot is mended in strips of so many
const TALLEST = 256; // rows of a stencil
const PIECE = 3; // numbers that say which piece of a sprite's row is seen: row, columns as bits, where its pixels lie

export class Spot {
  /** `pixels`: the picture (pixels.js); `sheet`: the sprites on it (stencil.js). */
  constructor(pixels, sheet) {
    Object.assign(this, { pixels, sheet });
    // Columns of each row of a strip, as bits: where the mark is seen; where something half-transparent lies over it;
    // what of it is drawn from the lowest mark up; where nothing solid was found yet.
    for (const name of ["seen", "mixed", "rest", "bare"]) this[name] = new Int32Array(TALLEST);
    this.pieces = new Int32Array(PIECE * 1_024);
    this.left = this.top = this.row0 = this.row1 = this.used = this.open = 0;
    this.forget();
  }

  /** Where the marks lie: x, y of each place; its kind; the stencil of each kind; and the sprite that it shows, 0 for none. */
  use({ x, y, kinds, stencils, shown }) {
    Object.assign(this, { x, y, kinds, stencils, shown });
  }

  /** Forgets what was mended: the box x0, y0, x1, y1, the last two not within. */
  forget() {
    [this.x0, this.y0, this.x1, this.y1] = [this.pixels.width, this.pixels.height, 0, 0];
  }

  /**
   * Mends the picture where `place` turned from the sprite `was` to the one it shows. `near[first]` to `near[last]`: the
   * places whose marks may touch it, it too, lowest first.
   */
  mend(place, was, near, first, last) {
    const { half, size, words } = this.stencils[this.kinds[place]];
    const { width, height } = this.pixels;
    const left = this.x[place] - half;
    this.top = this.y[place] - half;
    this.row0 = this.top < 0 ? -this.top : 0;
    this.row1 = this.top + size < height ? size : height - this.top;
    if (this.row0 >= this.row1) return;
    let any = false;
    for (let strip = 0; strip < words; strip += 1) {
      this.left = left + strip * BITS;
      if (this.left < width && this.left > -BITS) any = this.#mendStrip(place, strip, was, near, first, last) || any;
    }
    if (!any) return;
    this.x0 = Math.min(this.x0, left < 0 ? 0 : left);
    this.y0 = Math.min(this.y0, this.top + this.row0);
    this.x1 = Math.max(this.x1, left + size < width ? left + size : width);
    this.y1 = Math.max(this.y1, this.top + this.row1);
  }

  #mendStrip(place, strip, was, near, first, last) {
    const { shown } = this;
    this.used = 0;
    this.#openStrip(place, strip, was);
    let i = last;
    for (; near[i] !== place; i -= 1) if (shown[near[i]] !== 0) this.#takeAbove(near[i]);
    if (!this.#drawClean(place, strip)) return false;
    for (i -= 1; i >= first && this.open > 0; i -= 1) if (shown[near[i]] !== 0) this.#takeBelow(near[i]);
    this.#drawPieces();
    return true;
  }

  /** Takes as seen what the old and the new sprite of the place fill, as far as it lies in the picture. */
  #openStrip(place, strip, was) {
    const { seen, mixed, row0, row1, left } = this;
    const { fills, shapes } = this.sheet;
    const { words } = this.stencils[this.kinds[place]];
    const now = this.shown[place];
    const room = this.pixels.width - left;
    const inside = (room >= BITS ? -1 : (1 << room) - 1) & (left >= 0 ? -1 : -1 << -left);
    const [a, b] = [shapes[was] + strip, shapes[now] + strip];
    for (let row = row0; row < row1; row += 1) {
      seen[row] = ((was ? fills[a + row * words] : 0) | (now ? fills[b + row * words] : 0)) & inside;
      mixed[row] = 0;
    }
  }

  /** Takes away what the mark of a place above covers, and notes the pieces of it that cover only in part. */
  #takeAbove(other) {
    const { seen, mixed, pieces } = this;
    const { fills, covers, shapes, starts } = this.sheet;
    const { half, size, words, at: cells } = this.stencils[this.kinds[other]];
    const across = this.x[other] - half - this.left;
    const down = this.y[other] - half - this.top;
    if (across >= BITS || across <= -BITS * words) return;
    const sprite = this.shown[other];
    const last = down + size < this.row1 ? down + size : this.row1;
    const [right, back] = [across > 0 ? across : 0, across < 0 ? -across : 0];
    let row = down > this.row0 ? down : this.row0;
    let at = shapes[sprite] + (row - down) * words;
    for (; row < last; row += 1, at += words) {
      const fill = words === 1 ? (fills[at] << right) >>> back : wordAt(fills, at, words, -across);
      const cover = words === 1 ? (covers[at] << right) >>> back : wordAt(covers, at, words, -across);
      const part = seen[row] & fill & ~cover;
      seen[row] &= ~cover;
      if (part === 0) continue;
      mixed[row] |= part;
      pieces[this.used] = row;
      pieces[this.used + 1] = part;
      pieces[this.used + 2] = starts[sprite] + cells[row - down] - across;
      this.used += PIECE;
    }
    if (this.used + PIECE * TALLEST > pieces.length) this.#makeRoom();
  }

  /** Notes what is seen of the mark of a place below, where nothing solid was found yet. */
  #takeBelow(other) {
    const { bare, pieces } = this;
    const { fills, covers, shapes, starts } = this.sheet;
    const { half, size, words, at: cells } = this.stencils[this.kinds[other]];
    const across = this.x[other] - half - this.left;
    const down = this.y[other] - half - this.top;
    if (across >= BITS || across <= -BITS * words) return;
    const sprite = this.shown[other];
    const last = down + size < this.row1 ? down + size : this.row1;
    const [right, back] = [across > 0 ? across : 0, across < 0 ? -across : 0];
    let row = down > this.row0 ? down : this.row0;
    let at = shapes[sprite] + (row - down) * words;
    for (; row < last; row += 1, at += words) {
      const part = bare[row] & (words === 1 ? (fills[at] << right) >>> back : wordAt(fills, at, words, -across));
      if (part === 0) continue;
      bare[row] &= ~(words === 1 ? (covers[at] << right) >>> back : wordAt(covers, at, words, -across));
      if (bare[row] === 0) this.open -= 1;
      pieces[this.used] = row;
      pieces[this.used + 1] = part;
      pieces[this.used + 2] = starts[sprite] + cells[row - down] - across;
      this.used += PIECE;
    }
    if (this.used + PIECE * TALLEST > pieces.length) this.#makeRoom();
  }

  #makeRoom() {
    const wider = new Int32Array(this.pieces.length * 2 + PIECE * TALLEST);
    wider.set(this.pieces);
    this.pieces = wider;
  }

  /**
   * Copies the pixels of the place that are solid and that nothing lies over; empties what else is seen, and notes the
   * pieces of the place in it. False where nothing of the place is seen.
   */
  #drawClean(place, strip) {
    const { seen, mixed, rest, bare, pieces, left, top } = this;
    const { at: cells, words } = this.stencils[this.kinds[place]];
    const { data, covers, shapes, starts } = this.sheet;
    const { data: out, width } = this.pixels;
    const sprite = this.shown[place];
    let [any, open] = [0, 0];
    for (let row = this.row0; row < this.row1; row += 1) {
      const all = seen[row];
      any |= all;
      const cover = sprite === 0 ? 0 : covers[shapes[sprite] + row * words + strip];
      const clean = all & cover & ~mixed[row];
      rest[row] = all & ~clean;
      bare[row] = all & ~cover;
      if (all === 0) continue;
      const line = (top + row) * width + left;
      const pixel = starts[sprite] + cells[row] + strip * BITS;
      for (let some = clean; some; some &= some - 1) {
        const column = 31 - Math.clz32(some & -some);
        out[line + column] = data[pixel + column];
      }
      if (bare[row] !== 0) open += 1;
      if (rest[row] === 0) continue;
      for (let some = rest[row]; some; some &= some - 1) out[line + 31 - Math.clz32(some & -some)] = 0;
      if (sprite === 0) continue;
      pieces[this.used] = row;
      pieces[this.used + 1] = rest[row];
      pieces[this.used + 2] = pixel;
      this.used += PIECE;
    }
    this.open = open;
    return any !== 0;
  }

  /** Draws the pieces; the lowest was noted last. */
  #drawPieces() {
    const { pieces, rest, left, top } = this;
    const { data } = this.sheet;
    const { data: out, width } = this.pixels;
    for (let k = this.used - PIECE; k >= 0; k -= PIECE) {
      const row = pieces[k];
      const line = (top + row) * width + left;
      const pixel = pieces[k + 2];
      for (let some = pieces[k + 1] & rest[row]; some; some &= some - 1) {
        const column = 31 - Math.clz32(some & -some);
        out[line + column] = over(data[pixel + column], out[line + column]);
      }
    }
  }
}
