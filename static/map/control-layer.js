// The marks of all places on one canvas. Sprites for each look; a step redraws only the places that changed.

import { L } from "./leaflet.js";
import { CanvasLayer, project } from "./canvas-layer.js";
import { drawMark, REACH } from "./marks.js";
import { NOTHING } from "./time.js";

const CELL = 32; // CSS pixels of the grid by which places are found on the screen

/** Radius of a mark in CSS pixels by zoom and rank (1 big city … 5 village). */
export function radiusAt(zoom, rank) {
  const base = zoom < 5 ? 3 : zoom < 6 ? 4 : zoom < 7 ? 5 : zoom < 8 ? 6.5 : zoom < 9 ? 8 : zoom < 11 ? 9.5 : 11;
  return Math.max(2.5, base * (rank <= 2 ? 1.15 : rank <= 3 ? 1 : 0.8));
}

export const ControlLayer = CanvasLayer.extend({
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
    this._rank = Uint8Array.from(places, (place) => Math.min(5, place.rank || 5));
    places.forEach((place, i) => this._world.set(project(place.lon, place.lat), 2 * i));
    // Villages first, cities last: what matters more lies on top.
    this._order = Uint32Array.from(places.keys()).sort((a, b) => this._rank[b] - this._rank[a] || a - b);
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
    this._index(frame);
    const { look } = this._time;
    for (const place of this._drawn) if (look[place] !== NOTHING) this._stamp(ctx, place);
  },

  /** Redraws the places whose look changed, each with its neighbours that reach into its spot. */
  update(changed) {
    if (!this._frame || !this._time || !changed.length) return;
    if (changed.length > this._drawn.length / 3) {
      this.redraw();
      return;
    }
    const touched = changed.filter((place) => this._cell[place] >= 0);
    if (!touched.length) return;
    const ctx = this._ctx;
    ctx.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
    for (const place of touched) this._mend(ctx, place);
  },

  /** Clears one place's spot and draws again all that lies in it. */
  _mend(ctx, place) {
    const reach = Math.ceil(this._reach(place)) + 1;
    const [x, y] = [this._x[place], this._y[place]];
    const box = [Math.floor(x - reach), Math.floor(y - reach), 2 * reach + 1];
    ctx.save();
    ctx.beginPath();
    ctx.rect(box[0], box[1], box[2], box[2]);
    ctx.clip();
    ctx.clearRect(box[0], box[1], box[2], box[2]);
    for (const other of this._near(x, y, reach)) this._stamp(ctx, other);
    ctx.restore();
  },

  /** Places with a mark within `reach` of a point, lowest first. */
  _near(x, y, reach) {
    const found = [];
    const most = Math.ceil((reach + this._most) / CELL);
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    for (let r = row - most; r <= row + most; r += 1) {
      for (let c = column - most; c <= column + most; c += 1) {
        for (const place of this._grid.get(r * this._columns + c) ?? []) {
          const far = reach + this._reach(place);
          if (this._time.look[place] !== NOTHING && Math.abs(this._x[place] - x) < far && Math.abs(this._y[place] - y) < far) found.push(place);
        }
      }
    }
    return found.sort((a, b) => this._layer[a] - this._layer[b]);
  },

  _reach(place) {
    return this._radii[this._rank[place]] * REACH;
  },

  /** Screen positions of the places that may be seen, and a grid over them. */
  _index({ scale, left, top, width, height, zoom }) {
    const n = this._rank.length;
    this._radii = [0, 1, 2, 3, 4, 5].map((rank) => radiusAt(zoom, rank));
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

  _stamp(ctx, place) {
    const sprite = this._sprite(this._time.look[place], this._radii[this._rank[place]]);
    ctx.drawImage(sprite.canvas, this._x[place] - sprite.half, this._y[place] - sprite.half, sprite.half * 2, sprite.half * 2);
  },

  _sprite(look, radius) {
    const key = look * 64 + Math.round(radius * 4);
    let sprite = this._sprites.get(key);
    if (!sprite) {
      const half = Math.ceil(radius * REACH) + 1;
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = Math.ceil(half * 2 * this._ratio);
      const ctx = canvas.getContext("2d");
      ctx.setTransform(this._ratio, 0, 0, this._ratio, half * this._ratio, half * this._ratio);
      drawMark(ctx, radius, this._time.looks[look], this._actors, this._letters);
      sprite = { canvas, half };
      this._sprites.set(key, sprite);
    }
    return sprite;
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
