// The marks of all places on one canvas: a sprite for each look, stamped pixel by pixel; a step mends only the places
// that changed.

import { L } from "./leaflet.js";
import { CanvasLayer, project } from "./canvas-layer.js";
import { MarkField } from "./mark-field.js";
import { AREA, MarkSprites } from "./mark-sprites.js";
import { isArea } from "./ledger.js";
import { Pixels } from "./pixels.js";
import { NOTHING } from "./time.js";

const MEND_COST = 16; // to mend one spot costs about as much as to draw so many marks
const FEW_SPOTS = 4; // so many are put on the canvas one by one; more at once, as one box around them all

export const ControlLayer = CanvasLayer.extend({
  options: { margin: 0, readable: true },

  initialize(options) {
    L.setOptions(this, options);
    this._time = null;
    this._visible = null;
  },

  /** The time layer (time.js) to draw, the sides, and the letters of sides. */
  setData(time, actors, letters) {
    const { places } = time.ledger;
    this._time = time;
    this._rank = Uint8Array.from(places, (place) => (isArea(place) ? AREA : Math.min(5, place.rank || 5)));
    this._sprites = new MarkSprites({ looks: time.looks, actors, letters, ranks: this._rank });
    this._shown = new Array(places.length).fill(null); // the sprite of each place on the canvas, null for none
    this._field = new MarkField(Float32Array.from(places.flatMap(({ lon, lat }) => project(lon, lat))), this._order());
    this.redraw();
  },

  /** Areas below everything, then villages, cities last: what matters more lies on top. */
  _order() {
    const weight = (place) => (this._rank[place] === AREA ? 9 : this._rank[place]);
    return Uint32Array.from(this._rank.keys()).sort((a, b) => weight(b) - weight(a) || a - b);
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
    else this._pixels.clear();
    this._sprites.use(frame.zoom, this._ratio);
    this._field.place(frame, this._ratio, this._visible);
    this._repaint(ctx);
    this._sprites.warm();
  },

  /** All marks in the view, the places lying where they lay. */
  _repaint(ctx) {
    const { count, drawn, deviceX, deviceY, box } = this._field;
    if (!count) return;
    const { width, height } = this._pixels;
    const { most } = this._sprites;
    const [x0, y0, x1, y1] = [Math.max(0, box[0] - most), Math.max(0, box[1] - most), Math.min(width, box[2] + most), Math.min(height, box[3] + most)];
    this._pixels.clearBox(x0, y0, x1, y1);
    for (let i = 0; i < count; i += 1) {
      const place = drawn[i];
      const sprite = this._spriteOf(place);
      this._shown[place] = sprite;
      if (sprite !== null) this._pixels.stamp(sprite, deviceX[place], deviceY[place], 0, 0, width, height);
    }
    this._pixels.show(ctx, x0, y0, x1, y1);
  },

  /**
   * Shows the places whose look changed. A few are mended: their spots are cleared and what lies in them is drawn
   * again; past that, drawing all marks anew is cheaper.
   */
  update(changed) {
    if (!this._frame || !this._time || !changed.length) return;
    const { cell, count } = this._field;
    if (changed.length * MEND_COST > count) {
      this._repaint(this._ctx);
      return;
    }
    // Handing many small boxes to the canvas costs more than the one box around them.
    const around = changed.length > FEW_SPOTS ? [this._pixels.width, this._pixels.height, 0, 0] : null;
    for (const place of changed) if (cell[place] >= 0) this._mend(place, around);
    if (around && around[0] < around[2]) this._pixels.show(this._ctx, ...around);
  },

  _spriteOf(place) {
    const look = this._time.look[place];
    return look === NOTHING ? null : this._sprites.of(look, this._rank[place]);
  },

  /**
   * Clears the spot of a place and draws again all that reaches into it, lowest first. The spot is put on the canvas,
   * or added to `around`.
   */
  _mend(place, around) {
    const spot = this._turn(place);
    const [x0, y0, x1, y1] = spot;
    if (x0 >= x1 || y0 >= y1) return;
    this._pixels.clearBox(x0, y0, x1, y1);
    const { found, deviceX, deviceY } = this._field;
    const count = this._findIn(x0, y0, x1, y1);
    for (let i = 0; i < count; i += 1) this._pixels.stamp(this._shown[found[i]], deviceX[found[i]], deviceY[found[i]], x0, y0, x1, y1);
    if (!around) this._pixels.show(this._ctx, x0, y0, x1, y1);
    else spot.forEach((v, i) => { around[i] = i < 2 ? Math.min(around[i], v) : Math.max(around[i], v); });
  },

  /** Gives a place its new sprite; returns the box that the old and the new one fill, within the picture. */
  _turn(place) {
    const [x, y] = [this._field.deviceX[place], this._field.deviceY[place]];
    let [x0, y0, x1, y1] = [this._pixels.width, this._pixels.height, 0, 0];
    const now = this._spriteOf(place);
    for (const sprite of [this._shown[place], now]) {
      if (sprite === null) continue;
      x0 = Math.min(x0, x + sprite.left);
      y0 = Math.min(y0, y + sprite.top);
      x1 = Math.max(x1, x + sprite.left + sprite.width);
      y1 = Math.max(y1, y + sprite.top + sprite.height);
    }
    this._shown[place] = now;
    return [Math.max(0, x0), Math.max(0, y0), Math.min(this._pixels.width, x1), Math.min(this._pixels.height, y1)];
  },

  /** Finds (MarkField.find) the places whose mark fills something of a box of device pixels. */
  _findIn(x0, y0, x1, y1) {
    const { deviceX, deviceY } = this._field;
    const { most } = this._sprites;
    return this._field.find(x0 - most, y0 - most, x1 + most, y1 + most, (place) => {
      const sprite = this._shown[place];
      if (sprite === null) return false;
      const x = deviceX[place] + sprite.left;
      const y = deviceY[place] + sprite.top;
      return x < x1 && y < y1 && x + sprite.width > x0 && y + sprite.height > y0;
    });
  },

  /** The place whose mark lies at (or within `slack` pixels of) a container point, the topmost; null if none. */
  placeAt(containerPoint, slack = 6) {
    if (!this._time || !this._frame) return null;
    const point = this._map.containerPointToLayerPoint(containerPoint).add(this._map.getPixelOrigin());
    const [x, y, r] = [point.x - this._frame.left, point.y - this._frame.top, this._ratio];
    let best = null;
    let distance = Infinity;
    const count = this._findIn((x - slack) * r, (y - slack) * r, (x + slack) * r, (y + slack) * r);
    for (const place of this._field.found.subarray(0, count)) {
      const d = Math.hypot(this._field.x[place] - x, this._field.y[place] - y);
      if (d <= this._sprites.radii[this._rank[place]] * 1.3 + slack && d <= distance + 1) [best, distance] = [place, d];
    }
    return best;
  },

  /** Where a place lies on the canvas, in device pixels. */
  pointOf(place) {
    return [this._field.deviceX[place], this._field.deviceY[place]];
  },

  /** How many places are on the canvas now. */
  countDrawn() {
    if (!this._time) return 0;
    return this._field.drawn.subarray(0, this._field.count).filter((place) => this._time.look[place] !== NOTHING).length;
  },
});
