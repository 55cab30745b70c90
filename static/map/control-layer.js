// The marks of all places on one canvas: a sprite for each look, laid over one another pixel by pixel; a step mends only
// the places that changed.

import { L } from "./leaflet.js";
import { CanvasLayer, project } from "./canvas-layer.js";
import { MarkField } from "./mark-field.js";
import { Neighbours } from "./neighbours.js";
import { AREA, kindOf, KINDS, MarkSprites } from "./mark-sprites.js";
import { isArea } from "./ledger.js";
import { Painter } from "./painter.js";
import { Pixels } from "./pixels.js";
import { SpareTime } from "./spare-time.js";
import { Spot } from "./spot.js";
import { NOTHING } from "./time.js";

const MEND_COST = 8; // to mend one spot costs about as much as to draw so many marks
const REHEARSALS = 5_000; // spots mended in spare time
const REACH = 24; // CSS pixels past the outermost places: no mark reaches farther

export const ControlLayer = CanvasLayer.extend({
  options: { margin: 0, readable: true },

  initialize(options) {
    L.setOptions(this, options);
    this._time = null;
    this._visible = null;
    this.world = null; // projected x and y of each place, by turns
    this._spare = new SpareTime();
    this._rehearsed = 0;
  },

  /** The time layer (time.js) to draw, the sides, and the letters of sides. */
  setData(time, actors, letters) {
    const { places } = time.ledger;
    this._time = time;
    this._rank = Uint8Array.from(places, (place) => (isArea(place) ? AREA : Math.min(5, place.rank || 5)));
    const besieged = time.everBesieged();
    this._kinds = this._rank.map((rank, place) => kindOf(rank, besieged[place]));
    this._sprites = new MarkSprites({ looks: time.looks, actors, letters, kinds: this._kinds });
    this._shown = new Uint32Array(places.length); // the sprite of each place on the canvas, 0 for none
    this.world = Float32Array.from(places.flatMap(({ lon, lat }) => project(lon, lat)));
    this._field = new MarkField(this.world, this._order(), this._kinds);
    this._near = new Neighbours(this._field, this._shown);
    this.box = boxAround(this.world);
    this.keepTo(this.box, REACH);
  },

  /** Areas below everything, then villages, cities last: what matters more lies on top. */
  _order() {
    const weight = (place) => (this._rank[place] === AREA ? 9 : this._rank[place]);
    return Uint32Array.from(this._rank.keys()).sort((a, b) => weight(b) - weight(a) || a - b);
  },

  /** null: all places; else one byte per place, 0 hides it. */
  setVisible(visible) {
    if (visible === null && this._visible === null) return;
    this._visible = visible;
    if (this._frame && this._time) this._repaint(this._ctx);
  },

  _isVoid() {
    return !this._time;
  },

  draw(ctx, frame) {
    const { width, height } = this._canvas;
    if (this._pixels?.width !== width || this._pixels.height !== height) this._pixels = new Pixels(width, height);
    this._sprites.use(frame.zoom, this._ratio);
    const { sheet, stencils } = this._sprites;
    this._field.place(frame, this._ratio, stencils);
    this._near.use(sheet, width, height);
    const { deviceX: x, deviceY: y } = this._field;
    this._lie = { x, y, kinds: this._kinds, stencils, shown: this._shown };
    this._painter = new Painter(this._pixels, sheet);
    this._spot = new Spot(this._pixels, sheet);
    this._spot.use(this._lie);
    this._repaint(ctx);
    this._spare.spend(this._prepare());
  },

  /**
   * What a step or a jump would else have to make first. Some places are also mended as if they had changed, which alters
   * nothing: by then the browser has compiled what a step runs, and the first ones are as quick as those that follow.
   */
  * _prepare() {
    yield* this._sprites.make();
    for (const place of this._near.listAll()) {
      if (this._shown[place] !== 0 && this._rehearsed < REHEARSALS) {
        this._spot.mend(place, this._shown[place], this._near, this._near.of(place));
        this._spot.forget();
        this._rehearsed += 1;
      }
      yield;
    }
  },

  /** All marks in the view, the places lying where they lay. */
  _repaint(ctx) {
    const { count, drawn } = this._field;
    if (this._showAll()) {
      this._near.forget();
      this._spare.spend(this._prepare());
    }
    this._painter.paint(drawn, count, this._lie);
    this._pixels.show(ctx);
  },

  /** Takes the sprites of all places in the view, drawing first those that it lacks. Returns whether a place is shown no more. */
  _showAll() {
    const { count, drawn } = this._field;
    const { look } = this._time;
    const { table } = this._sprites;
    const [kinds, shown, visible] = [this._kinds, this._shown, this._visible];
    let [lacking, gone] = [null, false];
    for (let i = 0; i < count; i += 1) {
      const place = drawn[i];
      const here = look[place] !== NOTHING && (visible === null || visible[place] !== 0);
      const sprite = here ? table[look[place] * KINDS + kinds[place]] : 0;
      if (here && sprite === 0) (lacking ??= []).push(place);
      else if (sprite === 0 && shown[place] !== 0) gone = true;
      shown[place] = sprite;
    }
    if (lacking) this._drawLacking(lacking);
    return gone;
  },

  /** Draws the sprites of some places, all of a kind at once. */
  _drawLacking(places) {
    const looks = new Map();
    for (const place of places) {
      const kind = this._kinds[place];
      if (!looks.has(kind)) looks.set(kind, new Set());
      looks.get(kind).add(this._time.look[place]);
    }
    for (const [kind, some] of looks) this._sprites.draw([...some], kind);
    for (const place of places) this._shown[place] = this._spriteOf(place);
  },

  /** The sprite of a place on the day shown, 0 for none. */
  _spriteOf(place) {
    const look = this._time.look[place];
    return look === NOTHING || (this._visible !== null && !this._visible[place]) ? 0 : this._sprites.of(look, this._kinds[place]);
  },

  /**
   * Shows the places whose look changed. A few are mended: their spots are emptied and what reaches into them is drawn
   * again; past that, drawing all marks anew is cheaper.
   */
  update(changed) {
    if (!this._frame || !this._time || !changed.length) return;
    const { cell, count } = this._field;
    if (changed.length * MEND_COST > count) {
      this._repaint(this._ctx);
      return;
    }
    for (let i = 0; i < changed.length; i += 1) if (cell[changed[i]] >= 0) this._mend(changed[i]);
    const { x0, y0, x1, y1 } = this._spot;
    if (x0 < x1) this._pixels.show(this._ctx, x0, y0, x1, y1);
    this._spot.forget();
  },

  _mend(place) {
    const was = this._shown[place];
    const now = this._spriteOf(place);
    if (was === now) return;
    this._shown[place] = now;
    const at = was !== 0 && now !== 0 ? this._near.of(place) : this._near.ofAny(place);
    this._spot.mend(place, was, this._near, at);
    if (now === 0) this._near.uncover(place);
  },

  /** The place whose mark lies at (or within `slack` pixels of) a container point, the topmost; null if none. */
  placeAt(containerPoint, slack = 6) {
    if (!this._time || !this._frame) return null;
    const point = this._map.containerPointToLayerPoint(containerPoint).add(this._map.getPixelOrigin());
    const [x, y] = [point.x - this._frame.left, point.y - this._frame.top];
    const far = slack + 1.3 * Math.max(...this._sprites.radii);
    const count = this._field.find(x - far, y - far, x + far, y + far, (place) => this._shown[place] !== 0);
    let best = null;
    let distance = Infinity;
    for (const place of this._field.found.subarray(0, count)) {
      const d = Math.hypot(this._field.x[place] - x, this._field.y[place] - y);
      if (d <= this._sprites.radius(this._kinds[place]) * 1.3 + slack && d <= distance + 1) [best, distance] = [place, d];
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
    return this._field.drawn.subarray(0, this._field.count).filter((place) => this._shown[place] !== 0).length;
  },
});

/** [x0, y0, x1, y1] around points x, y by turns; around nothing, the world's middle. */
function boxAround(points) {
  const box = points.length ? [Infinity, Infinity, -Infinity, -Infinity] : [128, 128, 128, 128];
  for (let i = 0; i < points.length; i += 2) {
    box[0] = Math.min(box[0], points[i]);
    box[1] = Math.min(box[1], points[i + 1]);
    box[2] = Math.max(box[2], points[i]);
    box[3] = Math.max(box[3], points[i + 1]);
  }
  return box;
}
