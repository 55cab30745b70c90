// The marks of all places on one canvas: a sprite for each look, stamped pixel by pixel; a step mends only the places
// that changed.

import { L } from "./leaflet.js";
import { CanvasLayer, project } from "./canvas-layer.js";
import { drawAreaFrame, drawMark, REACH, REACH_ALONE } from "./marks.js";
import { isArea } from "./ledger.js";
import { makeSprite, Pixels } from "./pixels.js";
import { NOTHING } from "./time.js";

const AREA = 0;
const CELL = 12; // CSS pixels of the grid by which places are found on the screen
const MOST_SPRITES = 6_000; // of all zooms together
const MEND_COST = 24; // to mend one spot costs about as much as to draw so many marks
const MANY_BOXES = 12;

/** Radius of a mark in CSS pixels by zoom and rank (1 big city … 5 village). */
export function radiusAt(zoom, rank) {
  const base = zoom < 5 ? 3 : zoom < 6 ? 4 : zoom < 7 ? 5 : zoom < 8 ? 6.5 : zoom < 9 ? 8 : zoom < 11 ? 9.5 : 11;
  return Math.max(2.5, base * (rank <= 2 ? 1.15 : rank <= 3 ? 1 : 0.8));
}

export const ControlLayer = CanvasLayer.extend({
  options: { margin: 0, readable: true },

  initialize(options) {
    L.setOptions(this, options);
    this._time = null;
    this._visible = null;
    this._sprites = new Map();
  },

  /** The time layer (time.js) to draw, the sides, and the letters of sides. */
  setData(time, actors, letters) {
    this._time = time;
    this._actors = actors;
    this._letters = letters;
    this._sprites.clear();
    const { places } = time.ledger;
    this._world = new Float32Array(places.length * 2);
    // Rank 0 stands for areas: as big as towns, in a frame, below everything.
    this._rank = Uint8Array.from(places, (place) => (isArea(place) ? AREA : Math.min(5, place.rank || 5)));
    places.forEach((place, i) => this._world.set(project(place.lon, place.lat), 2 * i));
    // Villages first, cities last: what matters more lies on top.
    const weight = (place) => (this._rank[place] === AREA ? 9 : this._rank[place]);
    this._order = Uint32Array.from(places.keys()).sort((a, b) => weight(b) - weight(a) || a - b);
    this._layer = new Uint32Array(places.length);
    this._order.forEach((place, position) => { this._layer[place] = position; });
    this.redraw();
  },

  /** null: all places; else one byte per place, 0 hides it. */
  setVisible(visible) {
    this._visible = visible;
    this.redraw();
  },

  draw(ctx, frame) {
    if (!this._time) return;
    const [width, height] = [Math.round(frame.width * this._ratio), Math.round(frame.height * this._ratio)];
    if (this._pixels?.width !== width || this._pixels.height !== height) this._pixels = new Pixels(width, height);
    this._index(frame);
    this._repaint(ctx);
    this._warm();
  },

  /** All marks in the view, the places lying where they lay. */
  _repaint(ctx) {
    const { look } = this._time;
    const all = [0, 0, this._pixels.width, this._pixels.height];
    this._pixels.clear();
    for (const place of this._drawn) if (look[place] !== NOTHING) this._stamp(place, all);
    this._pixels.show(ctx);
  },

  /**
   * Shows the places whose look changed. A few are mended: their spots are cleared and what lies in them is drawn
   * again; past that, drawing all marks anew is cheaper.
   */
  update(changed) {
    if (!this._frame || !this._time || !changed.length) return;
    const touched = changed.filter((place) => this._cell[place] >= 0);
    if (touched.length * MEND_COST > this._drawn.length) this._repaint(this._ctx);
    else {
      const boxes = touched.map((place) => this._mend(place));
      // Handing over the whole picture costs as much as handing over a handful of boxes.
      if (boxes.length > MANY_BOXES) this._pixels.show(this._ctx);
      else boxes.forEach((box) => this._pixels.show(this._ctx, box));
    }
  },

  /** Clears the spot of a place and draws again all that reaches into it, lowest first; returns the spot. */
  _mend(place) {
    const reach = this._reach(place);
    const [x, y, r] = [this._x[place], this._y[place], this._ratio];
    const box = [Math.floor((x - reach) * r) - 2, Math.floor((y - reach) * r) - 2, Math.ceil((x + reach) * r) + 2, Math.ceil((y + reach) * r) + 2];
    this._pixels.clearBox(box);
    for (const other of this._near(x, y, reach + 2)) this._stamp(other, box);
    return box;
  },

  /** Adds to `found` the places with a mark within `reach` of a point. */
  _gather(x, y, reach, found) {
    const { look } = this._time;
    const most = Math.ceil((reach + this._most) / CELL);
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    for (let r = row - most; r <= row + most; r += 1) {
      for (let c = column - most; c <= column + most; c += 1) {
        const cell = this._grid.get(r * this._columns + c);
        if (!cell) continue;
        for (const place of cell) {
          if (look[place] === NOTHING) continue;
          const far = reach + this._reach(place);
          if (Math.abs(this._x[place] - x) >= far || Math.abs(this._y[place] - y) >= far) continue;
          found.push(place);
        }
      }
    }
  },

  /** Places with a mark within `reach` of a point, lowest first. */
  _near(x, y, reach) {
    const found = [];
    this._gather(x, y, reach, found);
    return found.sort((a, b) => this._layer[a] - this._layer[b]);
  },

  _reach(place) {
    return this._radii[this._rank[place]] * REACH;
  },

  /** Screen positions of the places that may be seen, and a grid over them. */
  _index({ scale, left, top, width, height, zoom }) {
    const n = this._rank.length;
    this._radii = [0, 1, 2, 3, 4, 5].map((rank) => radiusAt(zoom, rank === AREA ? 3 : rank));
    this._most = Math.max(...this._radii) * REACH;
    this._columns = Math.ceil(width / CELL) + 4;
    if (this._x?.length !== n) [this._x, this._y, this._cell] = [new Float32Array(n), new Float32Array(n), new Int32Array(n)];
    this._grid = new Map();
    const drawn = [];
    for (const place of this._order) {
      const [x, y] = [this._world[2 * place] * scale - left, this._world[2 * place + 1] * scale - top];
      this._x[place] = x;
      this._y[place] = y;
      const inside = x > -20 && y > -20 && x < width + 20 && y < height + 20 && (!this._visible || this._visible[place]);
      this._cell[place] = inside ? Math.floor(y / CELL) * this._columns + Math.floor(x / CELL) : -1;
      if (!inside) continue;
      drawn.push(place);
      const cell = this._grid.get(this._cell[place]);
      if (cell) cell.push(place);
      else this._grid.set(this._cell[place], [place]);
    }
    this._drawn = drawn;
  },

  _stamp(place, box) {
    const sprite = this._sprite(this._time.look[place], this._rank[place]);
    const half = sprite.size >> 1;
    this._pixels.stamp(sprite, Math.round(this._x[place] * this._ratio) - half, Math.round(this._y[place] * this._ratio) - half, box);
  },

  _sprite(look, rank) {
    const radius = this._radii[rank];
    const key = (look * 2 + (rank === AREA ? 1 : 0)) * 64 + Math.round(radius * 4);
    let sprite = this._sprites.get(key);
    if (!sprite) {
      const reach = radius * (rank === AREA || this._time.looks[look].siege.length ? REACH : REACH_ALONE) + 1;
      const half = Math.ceil(reach * this._ratio);
      const size = half * 2;
      this._easel ??= new OffscreenCanvas(64, 64).getContext("2d", { willReadFrequently: true });
      const ctx = this._easel;
      if (ctx.canvas.width < size) ctx.canvas.width = ctx.canvas.height = size;
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
      ctx.setTransform(this._ratio, 0, 0, this._ratio, half, half);
      drawMark(ctx, radius, this._time.looks[look], this._actors, this._letters);
      if (rank === AREA) drawAreaFrame(ctx, radius);
      sprite = makeSprite(size, new Uint32Array(ctx.getImageData(0, 0, size, size).data.buffer));
      this._sprites.set(key, sprite);
    }
    return sprite;
  },

  /** Makes the sprites of this zoom while nothing else is to be done, so that no jump has to wait for them. */
  _warm() {
    globalThis.cancelIdleCallback?.(this._warming);
    if (this._sprites.size > MOST_SPRITES) this._sprites.clear();
    const ranks = [...new Set(this._rank)];
    let look = 1;
    const some = (deadline) => {
      while (look < this._time.looks.length && deadline.timeRemaining() > 1) {
        for (const rank of ranks) this._sprite(look, rank);
        look += 1;
      }
      if (look < this._time.looks.length) this._warming = requestIdleCallback(some);
    };
    if (globalThis.requestIdleCallback) this._warming = requestIdleCallback(some);
  },

  /** The place whose mark lies at (or within `slack` pixels of) a container point, the topmost; null if none. */
  placeAt(containerPoint, slack = 6) {
    if (!this._time || !this._frame) return null;
    const point = this._map.containerPointToLayerPoint(containerPoint).add(this._map.getPixelOrigin());
    const [x, y] = [point.x - this._frame.left, point.y - this._frame.top];
    let best = null;
    let distance = Infinity;
    for (const place of this._near(x, y, slack)) {
      const d = Math.hypot(this._x[place] - x, this._y[place] - y);
      if (d <= this._radii[this._rank[place]] * 1.3 + slack && d <= distance + 1) [best, distance] = [place, d];
    }
    return best;
  },

  /** How many places are on the canvas now. */
  countDrawn() {
    return this._drawn?.filter((place) => this._time.look[place] !== NOTHING).length ?? 0;
  },
});
