// Mends a picture where one mark changed: of its spot, only what can be seen of it is drawn again. Where marks lie five
// deep, most of a mark is hidden under others, and most of what lies under it is hidden by it. No DOM.

import { ABOVE, BELOW, endOf, firstOf, ROWS, SEEN } from "./neighbours.js";
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
   * Mends the picture where `place` turned from the sprite `was` to the one it shows. `at`: where in the lists of `near`
   * stands what can be seen of it and which neighbours matter (neighbours.js).
   */
  mend(place, was, { lists }, at) {
    const rows = lists[at + ROWS];
    if (rows === 0) return;
    const { half, size, words } = this.stencils[this.kinds[place]];
    const { width } = this.pixels;
    const left = this.x[place] - half;
    this.top = this.y[place] - half;
    this.row0 = firstOf(rows);
    this.row1 = endOf(rows);
    let any = false;
    for (let strip = 0; strip < words; strip += 1) {
      this.left = left + strip * BITS;
      any = this.#mendStrip(place, strip, was, lists, at) || any;
    }
    if (!any) return;
    this.x0 = Math.min(this.x0, left < 0 ? 0 : left);
    this.y0 = Math.min(this.y0, this.top + this.row0);
    this.x1 = Math.max(this.x1, left + size < width ? left + size : width);
    this.y1 = Math.max(this.y1, this.top + this.row1);
  }

  #mendStrip(place, strip, was, lists, at) {
    const { shown } = this;
    const { size, words } = this.stencils[this.kinds[place]];
    this.used = 0;
    if (!this.#openStrip(place, strip, was, lists, at + SEEN)) return false;
    let entry = at + SEEN + size * words;
    const middle = entry + 2 * lists[at + ABOVE];
    const end = middle + 2 * lists[at + BELOW];
    for (; entry < middle; entry += 2) if (shown[lists[entry]] !== 0) this.#take(lists[entry], lists[entry + 1], true);
    if (!this.#drawClean(place, strip)) return false;
    for (; entry < end && this.open > 0; entry += 2) if (shown[lists[entry]] !== 0) this.#take(lists[entry], lists[entry + 1], false);
    this.#drawPieces();
    return true;
  }

  /** Takes as seen what the old and the new sprite of the place fill, where it can be seen; false where that is nothing. */
  #openStrip(place, strip, was, lists, open) {
    const { seen, mixed, row0, row1 } = this;
    const { fills, shapes } = this.sheet;
    const { words } = this.stencils[this.kinds[place]];
    const now = this.shown[place];
    const [a, b] = [shapes[was] + strip, shapes[now] + strip];
    let any = 0;
    for (let row = row0; row < row1; row += 1) {
      const filled = (was ? fills[a + row * words] : 0) | (now ? fills[b + row * words] : 0);
      any |= seen[row] = filled & lists[open + row * words + strip];
      mixed[row] = 0;
    }
    return any !== 0;
  }

  /**
   * Looks at the mark of a place in the rows in which it matters. Of one above, takes away what it covers, and notes the
   * pieces of it that cover only in part; of one below, notes what is seen where nothing solid was found yet.
   */
  #take(other, rows, above) {
    const { mixed, pieces } = this;
    const free = above ? this.seen : this.bare;
    const { fills, covers, shapes, starts } = this.sheet;
    const { half, words, at: cells } = this.stencils[this.kinds[other]];
    const across = this.x[other] - half - this.left;
    const down = this.y[other] - half - this.top;
    if (across >= BITS || across <= -BITS * words) return;
    const sprite = this.shown[other];
    const start = starts[sprite] - across;
    const [right, back] = [across > 0 ? across : 0, across < 0 ? -across : 0];
    const end = endOf(rows);
    let row = firstOf(rows);
    let at = shapes[sprite] + (row - down) * words;
    for (; row < end; row += 1, at += words) {
      const open = free[row];
      if (open === 0) continue;
      const fill = open & (words === 1 ? (fills[at] << right) >>> back : wordAt(fills, at, words, -across));
      if (fill === 0) continue;
      const cover = fill & (words === 1 ? (covers[at] << right) >>> back : wordAt(covers, at, words, -across));
      const part = above ? fill & ~cover : fill;
      free[row] = open & ~cover;
      if (above) mixed[row] |= part;
      else if (open === cover) this.open -= 1;
      if (part === 0) continue;
      pieces[this.used] = row;
      pieces[this.used + 1] = part;
      pieces[this.used + 2] = start + cells[row - down];
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
