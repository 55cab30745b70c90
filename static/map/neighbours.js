// Which marks may lie over one, or show beside it, and in which of its rows: listed once for each view and place, and read at
// each step. Where marks lie five deep, much of each can never be seen, and most of its neighbours never matter. No DOM.
//
// Whatever sprites places show, each covers its kind's core (stencil.js) and so hides what lies below that. A list stays true
// until a place is shown no more, or a core has become narrower.

import { wordAt } from "./stencil.js";

const BITS = 32; // columns that one number tells apart
const KEPT = 2_000_000; // numbers kept for one view
const HALF = 16; // bits of each of two numbers that are kept in one

/** What stands where in a list; see Neighbours.of. */
export const [ABOVE, BELOW, ROWS, SEEN] = [0, 1, 2, 3];

/** The first row of a pair, and the one after the last. */
export const firstOf = (rows) => rows & 0xffff;
export const endOf = (rows) => rows >>> HALF;

export class Neighbours {
  /** `field`: where the places lie (mark-field.js); `shown`: the sprite of each place, 0 for none. */
  constructor(field, shown) {
    Object.assign(this, { field, shown });
    this.listAt = new Int32Array(shown.length); // where the list of a place begins; -1: not made
    this.lists = new Int32Array(1 << 12);
    this.open = new Int32Array(1 << 6);
    this.sheet = { narrowed: 0 };
    this.forget();
  }

  /** Sets the sprites (stencil.js) and the size of the picture, in device pixels. */
  use(sheet, width, height) {
    Object.assign(this, { sheet, width, height });
    this.forget();
  }

  /** Forgets all lists: the places lie elsewhere, or some are shown no more. */
  forget() {
    this.narrowed = this.sheet.narrowed;
    this.listAt.fill(-1);
    this.used = 0;
  }

  /** A place is shown no more: the lists that took it to hide something are made anew. */
  uncover(place) {
    const count = this.field.touching(place);
    for (let i = 0; i < count; i += 1) this.listAt[this.field.found[i]] = -1;
  }

  /**
   * Where in `lists` that of a place begins, for changes before and after which it is shown. In order: how many of its
   * neighbours matter, of those above it and of those below; the rows of its stencil in which it may be seen; of every
   * row the columns, as bits; then for each neighbour, the topmost first, which place and in which rows.
   */
  of(place) {
    if (this.sheet.narrowed !== this.narrowed || this.used > KEPT) this.forget();
    if (this.listAt[place] < 0) {
      this.listAt[place] = this.used;
      this.used = this.#list(place, true);
    }
    return this.listAt[place];
  }

  /** The same for a place that comes or goes: no place is taken to hide anything. The list lasts until the next is made. */
  ofAny(place) {
    this.#list(place, false);
    return this.used;
  }

  /** Makes the lists of the places in the view one by one, and tells of each. */
  * listAll() {
    for (let i = 0; i < this.field.count; i += 1) {
      this.of(this.field.drawn[i]);
      yield this.field.drawn[i];
    }
  }

  /** Writes a list behind those kept and returns where it ends. `sure`: shown places hide what lies below their cores. */
  #list(place, sure) {
    const { field } = this;
    const { size, words, core } = field.stencils[field.kinds[place]];
    const count = field.touching(place);
    const [at, cells] = [this.used, size * words];
    this.#makeRoom(SEEN + cells + 2 * count, cells);
    const { lists, open } = this;
    this.#openAll(place);
    let i = count - 1;
    for (; i >= 0 && field.found[i] !== place; i -= 1) if (sure) this.#hide(place, field.found[i]);
    lists.set(open.subarray(0, cells), at + SEEN);
    lists[at + ROWS] = this.#rows(size, words);
    const middle = i;
    let end = at + SEEN + cells;
    for (i = count - 1; i > middle; i -= 1) end = this.#note(place, field.found[i], end);
    lists[at + ABOVE] = (end - at - SEEN - cells) / 2;
    if (sure) for (let k = 0; k < cells; k += 1) open[k] &= ~core[k];
    for (i = middle - 1; i >= 0; i -= 1) {
      end = this.#note(place, field.found[i], end);
      if (sure) this.#hide(place, field.found[i]);
    }
    lists[at + BELOW] = (end - at - SEEN - cells) / 2 - lists[at + ABOVE];
    return end;
  }

  /** Takes as open what the place may fill within the picture. */
  #openAll(place) {
    const { cell, deviceX, deviceY, stencils, kinds } = this.field;
    const { half, size, words, extent } = stencils[kinds[place]];
    const [left, top] = [deviceX[place] - half, deviceY[place] - half];
    for (let row = 0, k = 0; row < size; row += 1) {
      const inside = cell[place] >= 0 && top + row >= 0 && top + row < this.height;
      for (let x = left; x < left + words * BITS; x += BITS, k += 1) {
        const room = this.width - x;
        const within = room >= BITS ? -1 : room <= 0 ? 0 : (1 << room) - 1;
        this.open[k] = inside ? extent[k] & within & (x >= 0 ? -1 : x <= -BITS ? 0 : -1 << -x) : 0;
      }
    }
  }

  /** The rows of a square with something open, as a pair; 0 where there is none. */
  #rows(size, words) {
    let [first, end] = [size, 0];
    for (let k = 0; k < size * words; k += 1) {
      if (this.open[k] === 0) continue;
      const row = Math.floor(k / words);
      first = Math.min(first, row);
      end = row + 1;
    }
    return end === 0 ? 0 : first | (end << HALF);
  }

  /** Closes what the core of another place hides, if it is shown. */
  #hide(place, other) {
    if (this.shown[other] === 0) return;
    this.#meet(place, other, this.field.stencils[this.field.kinds[other]].core, true);
  }

  /** Notes a neighbour where it may fill something open; returns where the list goes on. */
  #note(place, other, end) {
    const rows = this.#meet(place, other, this.field.stencils[this.field.kinds[other]].extent, false);
    if (rows === 0) return end;
    this.lists[end] = other;
    this.lists[end + 1] = rows;
    return end + 2;
  }

  /** The rows of the place, as a pair, in which bits of another's stencil lie over open ones; which are closed, if asked. */
  #meet(place, other, bits, close) {
    const { deviceX, deviceY, stencils, kinds } = this.field;
    const { open } = this;
    const [own, its] = [stencils[kinds[place]], stencils[kinds[other]]];
    const across = deviceX[other] - its.half - deviceX[place] + own.half;
    const down = deviceY[other] - its.half - deviceY[place] + own.half;
    const last = Math.min(own.size, its.size + down);
    let [first, end] = [own.size, 0];
    for (let row = Math.max(0, down); row < last; row += 1) {
      for (let strip = 0; strip < own.words; strip += 1) {
        const common = open[row * own.words + strip] & wordAt(bits, (row - down) * its.words, its.words, strip * BITS - across);
        if (common === 0) continue;
        if (close) open[row * own.words + strip] &= ~common;
        if (end === 0) first = row;
        end = row + 1;
      }
    }
    return end === 0 ? 0 : first | (end << HALF);
  }

  #makeRoom(more, cells) {
    if (this.used + more > this.lists.length) {
      const wider = new Int32Array(Math.ceil((this.used + more) * 1.5));
      wider.set(this.lists.subarray(0, this.used));
      this.lists = wider;
    }
    if (cells > this.open.length) this.open = new Int32Array(cells);
  }
}
